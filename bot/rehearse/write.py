"""What a rehearsal leaves behind: year.html, messages.csv, plan.xlsx and summary.md."""

import asyncio
import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.assemble import House
from bot.rehearse.book import book
from bot.rehearse.record import Record, Seen
from handlers.kit.words import join, when
from pdsa.calendar import local
from pdsa.plan import Plan
from storage.exporting import take_out
from storage.files.child import Child
from storage.files.workbook import write_plan
from storage.letters import Letter, State
from storage.store import open_store

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Row:
    """One letter that the bot sent unasked."""

    at: datetime
    to: str
    kind: str
    text: str


async def write_all(folder: Path, plan: Plan, made: House, record: Record, *, seed: int, silent: bool) -> list[str]:
    """Write the four files; returns what to tell whoever rehearsed."""
    async with open_store(made.engine, made.clock.now()) as store:
        letters = await store.outbox.all()
        taken_out, happened = await take_out(store)
    rows = _rows(letters, record.all(), plan)
    async with Child(workers=1) as child:
        workbook = await write_plan(taken_out, happened, child)
    resting = [letter for letter in letters if letter.state is State.RESTING]
    summary = _summary(plan, rows, resting, seed=seed, silent=silent)
    kinds = {letter.key: letter.kind for letter in letters}
    pages = book(plan, record, kinds, silent=silent, seed=seed)
    for name, content in (
        ("messages.csv", _csv(rows).encode()),
        ("plan.xlsx", workbook),
        ("summary.md", summary.encode()),
        ("year.html", pages.encode()),
    ):
        await asyncio.to_thread((folder / name).write_bytes, content)
    people = len({row.to for row in rows if not row.to.startswith("#")})
    return [
        f"Rehearsed {plan.district}, {plan.school_year}: {len(rows)} messages to {people} people and the channels.",
        f"Read {folder / 'year.html'}; every message is a row of {folder / 'messages.csv'}. Nobody was messaged.",
    ]


def _rows(letters: Sequence[Letter], seen: Sequence[Seen], plan: Plan) -> list[Row]:
    """The letters that arrived, as they read when they came."""
    texts = {each.key: each.text for each in seen if each.key}
    rows = []
    for letter in letters:
        if letter.state is State.SENT and letter.sent_at is not None:
            zone = (letter.member.zone if letter.member else None) or plan.zone
            to = letter.member.email if letter.member else letter.room
            rows.append(Row(local(letter.sent_at, zone), to, letter.kind, texts.get(letter.key, "")))
    return sorted(rows, key=lambda row: (row.at, row.to, row.kind))


def _csv(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("at", "to", "kind", "text"))
    for row in rows:
        writer.writerow((row.at.isoformat(timespec="seconds"), row.to, row.kind, _inert(row.text)))
    return out.getvalue()


def _inert(text: str) -> str:
    """The text as a spreadsheet will not run it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _summary(plan: Plan, rows: Sequence[Row], resting: Sequence[Letter], *, seed: int, silent: bool) -> str:
    who = "Nobody answered anything." if silent else f"The answers are samples from a made-up cast (seed {seed})."
    lines = [
        f"# A rehearsal of {plan.district}, {plan.school_year}",
        "",
        f"From {when(plan.first_day)} {plan.first_day.year} to {when(plan.last_day)} {plan.last_day.year}. {who}",
        "Nobody was messaged. `year.html` shows each message as it looked; `messages.csv` has one row a letter.",
        "",
        "## What the bot would send unasked",
        "",
        "| kind | messages | to |",
        "|---|---:|---|",
        *_by_kind(rows),
        "",
        "## What each person would get",
        "",
        "| person | role | messages |",
        "|---|---|---:|",
        *_by_person(plan, rows),
    ]
    if resting:
        counts = Counter((letter.kind, letter.reason) for letter in resting)
        lines += ["", "## What was written and not sent", "", "| kind | why | how often |", "|---|---|---:|"]
        lines += [f"| {kind} | {why} | {n} |" for (kind, why), n in sorted(counts.items())]
    return "\n".join(lines) + "\n"


def _by_kind(rows: Sequence[Row]) -> list[str]:
    counts = Counter(row.kind for row in rows)
    rooms = {kind: sorted({row.to for row in rows if row.kind == kind and row.to.startswith("#")}) for kind in counts}
    return [f"| {kind} | {n} | {join(rooms[kind]) or 'people'} |" for kind, n in sorted(counts.items())]


def _by_person(plan: Plan, rows: Sequence[Row]) -> list[str]:
    counts = Counter(row.to for row in rows)
    return [f"| {person.name} | {person.role.value} | {counts[person.email]} |" for person in plan.team]
