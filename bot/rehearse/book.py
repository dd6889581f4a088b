"""The year as a page to read: every message by day and person, as it looked, charts included."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader

from bot.rehearse.record import Record, Seen
from handlers.kit.words import when
from pdsa.calendar import local, month_end
from pdsa.plan import Plan

Json = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One message of the book."""

    time: str
    reader: str
    author: str
    kind: str
    blocks: list[Json]
    later: list[Json]
    text: str
    threaded: bool
    mine: bool


@dataclass(frozen=True)
class Day:
    anchor: str
    title: str
    month: str
    entries: list[Entry]


def book(plan: Plan, record: Record, kinds: Mapping[str, str], *, silent: bool, seed: int) -> str:
    """One HTML page that needs nothing else."""
    names = {person.email: person.name for person in plan.team}
    zones = {person.email: person.zone or plan.zone for person in plan.team}
    entries = [(_day(seen, plan.zone), _entry(seen, names, zones, kinds, plan.zone)) for seen in record.all()]
    days = [
        Day(day.isoformat(), f"{when(day)} {day.year}", f"{month_end(day):%B %Y}", [entry for _d, entry in group])
        for day, group in groupby(entries, key=lambda each: each[0])
    ]
    environment = Environment(loader=PackageLoader("bot.rehearse", "."), autoescape=True, trim_blocks=True)
    environment.filters["picture"] = _Pictures(record).address
    return environment.get_template("year.html").render(
        plan=plan,
        days=days,
        silent=silent,
        seed=seed,
        people=sorted({(entry.reader, names.get(entry.reader, entry.reader)) for _day_, entry in entries}),
        kinds=sorted({entry.kind for _day_, entry in entries if entry.kind}),
    )


class _Pictures:
    """Charts as part of the page; each is written into it once."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def address(self, file: str) -> str:
        content, _alt = self._record.picture(file)
        return "data:image/png;base64," + base64.b64encode(content).decode()


def _entry(
    seen: Seen, names: Mapping[str, str], zones: Mapping[str, str], kinds: Mapping[str, str], zone: str
) -> Entry:
    here = local(_moment(seen), zones.get(seen.reader, zone))
    return Entry(
        time=f"{here:%H:%M}",
        reader=seen.reader,
        author=names.get(seen.author, seen.author),
        kind=kinds.get(seen.key, ""),
        blocks=seen.blocks,
        later=seen.later if seen.later != seen.blocks else [],
        text=seen.text,
        threaded=bool(seen.thread),
        mine=bool(seen.author),
    )


def _moment(seen: Seen) -> datetime:
    return datetime.fromtimestamp(float(seen.ts), UTC)


def _day(seen: Seen, zone: str) -> date:
    return local(_moment(seen), zone).date()
