"""What of a value somebody may read: the only way from what is kept to a card, a digest, a document or a file.

Each field says for whom it is (pdsa/field_privacy.py); who leads, owns and works on what stands in pdsa/permissions.py.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from pdsa.checkin import CheckIn
from pdsa.communication_plan import of_plan
from pdsa.field_privacy import Copied, ForAuthor, ForSharers, ForTeam, Mark, Private, marks
from pdsa.goals import Goal, Strategy
from pdsa.people import Member
from pdsa.permissions import carries_out, leads_plan, plan_of
from pdsa.reflection import Evidence

Value = TypeVar("Value")


@dataclass(frozen=True)
class Reader:
    """Who reads, and what has to be known of what they read about.

    `person` is None where many read at once, a channel or a document: they read what was released. `about` are the
    strategies, and goals in a strategy's shape, by code; `authors` the people by id, for words that are about none of
    these: they belong to the plan of their author's team. `schools` are the names of all schools' teams; `checkins` the
    check-ins from which sentences were quoted. `elsewhere` says that schools read what was shared with them.
    """

    person: Member | None
    about: Mapping[str, Strategy] = field(default_factory=dict)
    authors: Mapping[int, Member] = field(default_factory=dict)
    schools: Collection[str] = ()
    checkins: Mapping[tuple[str, date], CheckIn] = field(default_factory=dict)
    elsewhere: bool = False


ANYBODY = Reader(None)
"""Many at once, of whom nothing is known: what was released is for them."""
SCHOOLS = Reader(None, elsewhere=True)
"""Other schools: what was shared with them."""


def reader_of(
    person: Member | None, *strategies: Strategy, said: Iterable[CheckIn] = (), author: Member | None = None
) -> Reader:
    """Somebody who reads about these strategies; `checkins` are check-ins from which sentences may be quoted, `author`
    who wrote what is about none of them.
    """
    return Reader(
        person,
        {each.code: each for each in strategies},
        {author.id: author} if author else {},
        checkins={(each.strategy, each.week): each for each in said},
    )


def parts(strategies: Iterable[Strategy], goals: Iterable[Goal]) -> dict[str, Strategy]:
    """What words can be about, by code: strategies, and goals in their shape."""
    shapes = (Strategy(each.code, each.code, each.statement, owner=each.owner, school=each.school) for each in goals)
    return {each.code: each for each in (*shapes, *strategies)}


def visible(value: Value, reader: Reader) -> Value:
    """The value as this reader may see it: fields of words that are not for them are empty, all others stay."""
    return _seen(value, value, reader)


def may_read(value: Any, name: str, reader: Reader, kind: type[Any] | None = None) -> bool:
    """Whether the words in a field are for this reader. `kind` is the value's class, where what is handed in merely
    has its fields, as the audit trail keeps them.
    """
    mark = marks(kind or type(value)).get(name)
    return mark is None or _open(mark, value, reader, kind or type(value))


def _seen(value: Value, whole: Any, reader: Reader) -> Value:
    """A value that is part of `whole`, whose author, ticks and strategy count."""
    kind: type[Any] = type(value)
    changes: dict[str, Any] = {}
    for declared in fields(kind):
        content, mark = getattr(value, declared.name), marks(kind).get(declared.name)
        if mark is not None and content and not _open(mark, whole, reader, type(whole)):
            changes[declared.name] = type(content)()
        elif isinstance(content, tuple) and any(isinstance(piece, Evidence) for piece in content):
            changes[declared.name] = tuple(piece for piece in content if _shows(piece, whole.strategy, reader))
        elif mark is None and is_dataclass(content) and marks(type(content)):
            changes[declared.name] = _seen(content, whole, reader)
    return replace(value, **changes) if changes else value  # type: ignore[type-var]


def _shows(piece: Evidence, strategy: str, reader: Reader) -> bool:
    """Whether a piece of evidence is for a reader: a sentence stays its author's, whoever chose it."""
    if piece.week is None:
        return True
    said = reader.checkins.get((strategy, piece.week))
    return said is not None and may_read(said, piece.ref.rpartition(":")[2], reader)


def _open(mark: Mark, whole: Any, reader: Reader, kind: type[Any]) -> bool:
    match mark:
        case ForSharers():
            return reader.person is not None and of_plan(whole, reader.person, reader.schools)
        case ForAuthor():
            return reader.person is not None and reader.person.id == _author(mark, whole, kind)
        case Private() | Copied() | ForTeam():
            return _released(mark, whole, reader) or _theirs(mark, whole, reader, kind)
        case _:
            return True


def _released(mark: Private | Copied | ForTeam, whole: Any, reader: Reader) -> bool:
    ticks = [getattr(mark, "released_by", ""), getattr(mark, "shared_by", "") if reader.elsewhere else ""]
    return any(getattr(whole, tick, False) for tick in ticks if tick)


def _theirs(mark: Private | Copied | ForTeam, whole: Any, reader: Reader, kind: type[Any]) -> bool:
    """Whether words that nobody released are for this reader all the same."""
    person, author = reader.person, _author(mark, whole, kind)
    about = _about(whole, author, reader)
    if person is None:
        return isinstance(mark, ForTeam) and about is not None and not about.school
    if person.id == author:
        return True
    if about is None:
        return False
    return leads_plan(person, about) or (isinstance(mark, ForTeam) and carries_out(person, about))


def _author(mark: Mark, whole: Any, kind: type[Any]) -> int | None:
    """The id of whoever wrote it; None where nothing says so. Part of a value is its author's."""
    names = (getattr(each, "by", "") for each in (mark, *marks(kind).values()))
    name = next((name for name in names if name), "")
    author = getattr(whole, name, None)
    return author if isinstance(author, int) else None


def _about(whole: Any, author: int | None, reader: Reader) -> Strategy | None:
    """What the words are about; None where that is not known, and they are their author's alone."""
    strategy = reader.about.get(getattr(whole, "strategy", ""))
    writer = reader.authors.get(author) if author is not None else None
    return strategy or (Strategy("", "", "", school=plan_of(writer)) if writer else None)
