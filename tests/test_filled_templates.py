"""Sentences and what is set into them: every place in a template is filled in where it is spoken."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

FLOORS = ("pdsa", "storage", "handlers", "bot")
MARKED = ("_", "_l", "noted")


def templates(node: ast.expr) -> list[str]:
    """The literal sentences that an expression can be."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.Call(func=ast.Name(id=name), args=[first, *_rest]) if name in MARKED:
            return templates(first)
        case ast.Call(func=ast.Name(id="ngettext"), args=[one, many, *_rest]):
            return templates(one) + templates(many)
        case ast.IfExp(body=one, orelse=other):
            return templates(one) + templates(other)
    return []


def places(template: str) -> set[str]:
    return {name.split(".")[0] for _text, name, _spec, _how in string.Formatter().parse(template) if name}


def spoken(function: ast.AST) -> Iterator[tuple[int, set[str], list[str]]]:
    """Each filling in of a function: its line, the names that are filled in, and the templates that it may be of."""
    named: dict[str, list[tuple[int, list[str]]]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name):
            named.setdefault(target.id, []).append((node.lineno, templates(node.value)))
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Attribute(value=template, attr="format")):
                pass
            case ast.Call(func=ast.Name(id="say"), args=[template, *_rest]):
                pass
            case _:
                continue
        names = {keyword.arg for keyword in node.keywords}
        if None in names:
            continue  # a mapping is handed on, whose names are not known here
        may_be = templates(template)
        if isinstance(template, ast.Name):
            may_be = [text for line, texts in named.get(template.id, ()) if line < node.lineno for text in texts]
        yield node.lineno, {name for name in names if name}, may_be


def unfilled(source: str) -> list[tuple[int, list[str]]]:
    """Lines that fill in a template and leave a place of it open."""
    found = []
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for line, names, may_be in spoken(function):
                # Of several sentences one may be filled in elsewhere, so that only what fits none is told.
                if may_be and not any(places(text) <= names for text in may_be):
                    found.append((line, sorted(places(may_be[0]) - names)))
    return found


def test_every_place_of_a_template_is_filled_in() -> None:
    open_places = {
        str(path): lines
        for floor in FLOORS
        for path in Path(floor).rglob("*.py")
        if (lines := unfilled(path.read_text()))
    }
    assert open_places == {}


def test_an_open_place_is_found() -> None:
    wrong = 'def told(x):\n    words = _("{said} can be {one}.")\n    return words.format(text=x, one=x)\n'
    assert unfilled(wrong) == [(3, ["said"])]
    assert unfilled(wrong.replace("text=", "said=")) == []
