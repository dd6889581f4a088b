"""Who may read a field that holds words: said where the field is declared.

    well: Quotable = ""    # its author and the leads of the plan; everybody once the author ticked `quotable`
    help: ForLeads = ""    # its author and those leads, always
    went: Plain            # nobody's words: a choice, a name, a code

`pdsa/visible.py` holds every value against it on its way to somebody, storage what it deletes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Annotated, Any, get_args, get_origin, get_type_hints


@dataclass(frozen=True)
class Private:
    """Somebody's own words: for their author, and the leads of the plan in which stands what they are about.

    `by` names the field with the author's id; empty where the words belong to whoever wrote the value around this one.
    `released_by` is the tick that opens them to everybody, `shared_by` the one that opens them to other schools.
    """

    by: str = "member"
    released_by: str = ""
    shared_by: str = ""


@dataclass(frozen=True)
class ForTeam:
    """As `Private`, and for those who work on what the words are about: of a school's own plan its team alone. What the
    district's plan holds of them is told in its digests. `by` is None for what becomes part of the plan.
    """

    by: str | None
    shared_by: str = ""


@dataclass(frozen=True)
class ForSharers:
    """Words of a communication plan: for those whose plan it is. Only the trail knows who wrote what."""


@dataclass(frozen=True)
class ForAuthor:
    """Somebody's own words that are for nobody else."""

    by: str = "member"


@dataclass(frozen=True)
class Public:
    """Words for everybody who sees the value at all. `by` names the field with their author's id; empty where the value
    does not say it, None where they are nobody's: the plan itself.
    """

    by: str | None = None


@dataclass(frozen=True)
class Copied:
    """What repeats words that stand elsewhere: for those who may read them there. Where the text does not say where
    that is, as the value's own words (`by`, `released_by`).
    """

    by: str = ""
    released_by: str = ""


@dataclass(frozen=True)
class NoWords:
    """A name, a choice, a code, an address: nobody's words."""


Mark = Private | ForTeam | ForSharers | ForAuthor | Public | Copied | NoWords

Quotable = Annotated[str, Private(released_by="quotable")]
Shareable = Annotated[str, Private(released_by="quotable", shared_by="shared")]
ForLeads = Annotated[str, Private()]
TeamWords = Annotated[str, ForTeam("member")]
PlanWords = Annotated[str, Public()]
OpenWords = Annotated[str, Public("member")]
Plain = Annotated[str, NoWords()]
PlainMany = Annotated[tuple[str, ...], NoWords()]


def marks(kind: type[Any]) -> Mapping[str, Mark]:
    """What the fields of a value say of their words, in their order; those that say nothing are left out."""
    if kind not in _MARKS:
        hints = get_type_hints(kind, include_extras=True)
        found = ((each.name, _mark(hints[each.name])) for each in fields(kind))
        _MARKS[kind] = MappingProxyType({name: mark for name, mark in found if mark is not None})
    return _MARKS[kind]


_MARKS: dict[type[Any], Mapping[str, Mark]] = {}


def _mark(hint: Any) -> Mark | None:
    told = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((each for each in told if isinstance(each, Mark)), None)


def words(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a value that hold words, the plan's or somebody's own, in their order; no copies of others."""
    return tuple(name for name, mark in marks(kind).items() if not isinstance(mark, Copied | NoWords))


def own_words(kind: type[Any]) -> tuple[str, ...]:
    """Those that are somebody's own, private or not."""
    return tuple(name for name in words(kind) if getattr(marks(kind)[name], "by", "") is not None)


def sentences(value: Any) -> tuple[str, ...]:
    """The texts in a value that are somebody's own words, in the order of its fields."""
    said = (getattr(value, name) for name in own_words(type(value)))
    return tuple(text for text in said if isinstance(text, str) and text.strip())
