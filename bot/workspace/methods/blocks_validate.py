"""blocks.validate: looks at blocks, a message or a view and posts nothing."""

from typing import Any

from bot.workspace.blockkit.check import message_problems, view_problems
from bot.workspace.errors import ApiError
from bot.workspace.methods.method import Arg, Method, MethodCall, codes
from bot.workspace.records import Json


def validate(call: MethodCall) -> Json:
    """Nothing when all is well, else `invalid_...` with a JSON pointer for each problem."""
    given = [name for name in ("blocks", "view", "message") if call[name] is not None]
    if len(given) != 1:
        note = {"messages": ["must provide exactly one of `blocks`, `view`, or `message`"]}
        raise ApiError("invalid_arguments", response_metadata=note)
    problems = _problems(call, given[0], call[given[0]])
    if problems:
        errors = [{"code": "failed_constraint", "message": what, "pointer": at} for at, what in problems]
        raise ApiError(f"invalid_{given[0]}", errors=errors)
    return {}


def _problems(call: MethodCall, kind: str, value: Any) -> list[tuple[str, str]]:
    ready = call.runtime.world.files.image_ready
    if kind == "blocks":
        return message_problems(value, "", ready)
    if kind == "message":
        blocks = value.get("blocks", []) if isinstance(value, dict) else value
        return message_problems(blocks, "/blocks", ready)
    surface = value.get("type") if isinstance(value, dict) else None
    return view_problems(value, surface if surface in ("modal", "home") else "modal", "", ready)


METHODS = (
    Method(
        "blocks.validate",
        validate,
        args=(
            Arg("blocks", "json", most=100_000),
            Arg("view", "json", most=100_000),
            Arg("message", "json", most=100_000),
        ),
        tier="hundreds",
        token="none",
        errors=codes("invalid_blocks invalid_view invalid_message"),
    ),
)
