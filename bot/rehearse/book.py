"""The year as a page to read: every message by day and person, as it looked, charts included."""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader

from bot.rehearse.notification_meanings import meaning
from bot.rehearse.record import Act, Record, Seen
from handlers.kit.words import when
from pdsa.calendar import local, month_end
from pdsa.plan import Plan

Json = dict[str, Any]


@dataclass(frozen=True)
class BookEntry:
    """One message of the book, or one line on what somebody did (`act`)."""

    time: str
    reader: str
    name: str
    act: str = ""
    kind: str = ""
    blocks: list[Json] = field(default_factory=list)
    later: list[Json] = field(default_factory=list)
    text: str = ""
    threaded: bool = False


@dataclass(frozen=True)
class BookDay:
    anchor: str
    title: str
    year: int
    month: str
    entries: list[BookEntry]


@dataclass(frozen=True)
class Picture:
    """A chart. It stands in the page once: `first` has its bytes, others are filled in from there."""

    name: str
    address: str
    first: bool


def book(
    plans: Sequence[Plan],
    year_of: Callable[[date], int],
    record: Record,
    kinds: Mapping[str, str],
    *,
    silent: bool,
    seed: int,
) -> str:
    """One HTML page that needs nothing else. `kinds` are the kinds of notifications by their keys, `year_of` tells
    which of the years a day belongs to.
    """
    plan = plans[0]
    names = {person.email: person.name for person in plan.team}
    zones = {person.email: person.zone or plan.zone for person in plan.team}
    entries = [
        (local(_moment(each), plan.zone).date(), _entry(each, names, zones.get(each.reader, plan.zone), kinds))
        for each in _gathered(record.story())
    ]
    found = {entry.kind for _at, entry in entries if entry.kind}
    environment = Environment(loader=PackageLoader("bot.rehearse", "."), autoescape=True, trim_blocks=True)
    environment.filters["picture"] = _Pictures(record).of
    return environment.get_template("year.html").render(
        plan=plan,
        years=[each.school_year for each in plans],
        days=[
            _day(day, year_of(day), [entry for _at, entry in group])
            for day, group in groupby(entries, key=lambda each: each[0])
        ],
        silent=silent,
        seed=seed,
        people=sorted({(entry.name, entry.reader) for _at, entry in entries}),
        kinds=[(kind, meaning(kind)) for kind in sorted(found)],
    )


def _gathered(story: Iterable[Seen | Act]) -> Iterator[Seen | Act]:
    """What one person did in a row is told in one line."""
    for acts, group in groupby(story, key=lambda each: each.reader if isinstance(each, Act) else None):
        if acts is None:
            yield from group
            continue
        row = list(group)
        yield Act(row[0].ts, acts, ", ".join(each.text for each in row))


def _day(day: date, year: int, entries: list[BookEntry]) -> BookDay:
    return BookDay(day.isoformat(), f"{when(day)} {day.year}", year, f"{month_end(day):%B %Y}", entries)


class _Pictures:
    """The charts of a page by their bytes: the same chart in two channels is one."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._names: dict[bytes, str] = {}

    def of(self, file: str) -> Picture:
        content, _alt = self._record.picture(file)
        first = content not in self._names
        name = self._names.setdefault(content, f"chart-{len(self._names) + 1}")
        return Picture(name, "data:image/png;base64," + base64.b64encode(content).decode() if first else "", first)


def _entry(event: Seen | Act, names: Mapping[str, str], zone: str, kinds: Mapping[str, str]) -> BookEntry:
    time, name = f"{local(_moment(event), zone):%H:%M}", names.get(event.reader, event.reader)
    if isinstance(event, Act):
        return BookEntry(time, event.reader, name, act=event.text)
    return BookEntry(
        time=time,
        reader=event.reader,
        name=name,
        act="wrote" if event.author else "",
        kind=kinds.get(event.key, ""),
        blocks=event.blocks,
        later=event.later if event.later != event.blocks else [],
        text=event.text,
        threaded=bool(event.thread),
    )


def _moment(each: Seen | Act) -> datetime:
    return datetime.fromtimestamp(float(each.ts), UTC)
