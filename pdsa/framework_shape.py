"""What a framework's file may hold, field by field: checked before anything is made of it, mended where it was kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pdsa.cycle import Phase
from pdsa.text import _

LONGEST_NAME = 300
LONGEST_TEXT = 2000
MOST_NAMES = 1000
LEVELS = 4


@dataclass(frozen=True)
class FrameworkPart:
    """A part of a framework: the field that names it, its texts, its lists of texts, and the parts inside it."""

    name: str
    texts: tuple[str, ...]
    lists: tuple[str, ...]
    inside: str = ""


PARTS = {
    "": FrameworkPart("name", ("link",), ("also", "levels"), "areas"),
    "areas": FrameworkPart("name", ("stage", "asked", "link"), ("also",), "activities"),
    "activities": FrameworkPart("name", ("definition", "link"), ("also",), "items"),
    "items": FrameworkPart("title", ("definition", "link"), ("also", "levels")),
}


class Misshapen(TypeError):
    """A framework's content that is not what it should be; `sentence` says where and what would do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def check(content: Any, kind: str = "", where: str = "") -> None:
    """Raises Misshapen for the first field that is of another kind than it should be, or missing."""
    part = PARTS[kind]
    if not isinstance(content, Mapping):
        raise Misshapen(_("{where}: there should be a table with fields.").format(where=where or _("The file")))
    name = content.get(part.name)
    if not isinstance(name, str) or not 0 < len(name.strip()) <= LONGEST_NAME:
        told = _("{where}: “{field}” should be a name, a text of at most {most} characters.")
        raise Misshapen(told.format(where=where or _("The file"), field=part.name, most=LONGEST_NAME))
    here = name[:80]
    for field in part.texts:
        said = content.get(field, "")
        if not isinstance(said, str) or len(said) > LONGEST_TEXT:
            raise Misshapen(_("{where}: “{field}” should be a text.").format(where=here, field=field))
    if content.get("asked", "") not in ("", *Phase):
        raise Misshapen(_("{where}: “asked” should be the name of a phase, such as STUDY.").format(where=here))
    for field in part.lists:
        if not _are_texts(content.get(field, [])):
            raise Misshapen(_("{where}: “{field}” should be a list of texts.").format(where=here, field=field))
    if "levels" in part.lists and len(content.get("levels", ())) not in ((LEVELS,) if not kind else (0, LEVELS)):
        raise Misshapen(_("{where}: “levels” should be four texts.").format(where=here))
    for each in _inside(content, part, here):
        check(each, part.inside, here)


def _inside(content: Mapping[str, Any], part: FrameworkPart, here: str) -> Iterator[Any]:
    if not part.inside:
        return
    parts = content.get(part.inside)
    if not isinstance(parts, list | tuple) or not parts:
        raise Misshapen(_("{where}: “{field}” should be a list with something in it.").format(
            where=here, field=part.inside))  # fmt: skip
    yield from parts


def _are_texts(texts: Any) -> bool:
    return (
        isinstance(texts, list | tuple)
        and len(texts) <= MOST_NAMES
        and all(isinstance(each, str) and len(each) <= LONGEST_TEXT for each in texts)
    )


def mended(content: Any, levels: tuple[str, ...], kind: str = "") -> dict[str, Any] | None:
    """The content with the fields left out that are of another kind than they should be: what was kept before that was
    checked is still of use. None where nothing is left. `levels` are the four for a framework that says none.
    """
    part = PARTS[kind]
    if not isinstance(content, Mapping) or not str(content.get(part.name, "")).strip():
        return None
    fields: dict[str, Any] = {part.name: str(content[part.name]).strip()[:LONGEST_NAME]}
    for field in part.texts:
        given = content.get(field, "")
        fields[field] = str(given)[:LONGEST_TEXT] if isinstance(given, str | int | float) else ""
    for field in part.lists:
        given = content.get(field, [])
        fields[field] = list(given) if _are_texts(given) else []
    if fields.get("asked", "") not in ("", *Phase):
        fields["asked"] = ""
    if "levels" in fields and len(fields["levels"]) != LEVELS:
        fields["levels"] = [] if kind else list(levels)
    if part.inside:
        inside = content.get(part.inside)
        made = (mended(each, levels, part.inside) for each in (inside if isinstance(inside, list | tuple) else ()))
        fields[part.inside] = [each for each in made if each is not None]
    return None if part.inside and not fields[part.inside] else fields
