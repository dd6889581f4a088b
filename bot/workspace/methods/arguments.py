"""Reads a call's arguments from the query, a form or JSON, and turns each into the type that the table asks for."""

import json
from typing import Any

from aiohttp import web

from bot.workspace.errors import ApiError, invalid_arguments
from bot.workspace.methods.method import Arg, Method
from bot.workspace.records import Json

_TRUE, _FALSE = ("true", "1"), ("false", "0", "")


async def read(request: web.Request) -> Json:
    """All arguments as they came; what stands in the body wins over the query."""
    given: Json = dict(request.query)
    if request.method == "POST" and request.can_read_body:
        if request.content_type == "application/json":
            given |= _json_body(await request.read())
        else:
            try:
                form = await request.post()
            except ValueError as error:
                raise ApiError("invalid_form_data") from error
            given |= {name: value for name, value in form.items() if isinstance(value, str)}
    return given


def _json_body(body: bytes) -> Json:
    try:
        read = json.loads(body)
    except ValueError as error:
        raise ApiError("invalid_json") from error
    if not isinstance(read, dict):
        raise ApiError("json_not_object")
    return read


def fit(method: Method, given: Json) -> Json:
    """The method's own arguments with their types. ApiError `invalid_arguments` names each that does not fit."""
    wrong: list[str] = []
    fitted: Json = {}
    for arg in method.args:
        value = given.get(arg.name)
        if value is None or (value == "" and arg.required):
            if arg.required:
                wrong.append(f"missing required field: {arg.name}")
            continue
        try:
            fitted[arg.name] = _typed(arg, value)
        except ValueError as error:
            for own in (f"invalid_{arg.name}_format", f"invalid_{arg.name}"):
                if arg.kind == "json" and own in method.errors:
                    raise ApiError(own) from error
            wrong.append(f"{error} [json-pointer:/{arg.name}]")
    if wrong:
        raise invalid_arguments(wrong)
    return fitted


def _typed(arg: Arg, value: Any) -> Any:
    if arg.most is not None and isinstance(value, str) and len(value) > arg.most:
        raise ValueError(f"must be less than {arg.most + 1} characters")
    match arg.kind:
        case "text":
            return _text(value)
        case "flag":
            return _flag(value)
        case "whole":
            return _whole(value)
        case "names":
            names = value if isinstance(value, list) else _text(value).split(",")
            return [str(name).strip() for name in names if str(name).strip()]
        case "json":
            return _json(value)


def _text(value: Any) -> str:
    if isinstance(value, bool | dict | list):
        raise ValueError("must be a string")
    return str(value)


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word not in (*_TRUE, *_FALSE):
        raise ValueError("must be a boolean")
    return word in _TRUE


def _whole(value: Any) -> int:
    if isinstance(value, bool):
        raise ValueError("must be an integer")
    try:
        return int(value)
    except (TypeError, ValueError):
        raise ValueError("must be an integer") from None


def _json(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        raise ValueError("must be valid JSON") from None
