"""A whole year, and somebody's words taken out of it: they stand nowhere any more, and no count changes."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, func, select, text
from sqlmodel import SQLModel

from handlers.digest.facts import month_so_far, year_so_far
from handlers.digest.routes import feature as digest
from handlers.export_and_forget import own_data
from handlers.export_and_forget import taking_along as export
from handlers.history.routes import feature as history
from handlers.kit.turn import Turn
from handlers.school.routes import feature as school
from handlers.status.routes import feature as status
from handlers.wording.measure_chart import offered
from pdsa.calendar import local_day
from pdsa.checkin import CheckIn, Went
from pdsa.goals import Strategy
from pdsa.people import Member, Role
from storage.deletion_sweep import Whose
from storage.digests import dump
from storage.exporting import take_out
from storage.word_columns import places
from tests.handlers.desk import Desk, moment
from tests.handlers.desk import text as words
from tests.handlers.ready_desk_databases import open_copy
from tests.people import MARIBEL

NOW = moment("2026-09-17 15:00")
THEIRS = "by"
UNSHARED = "/unshared"
"""How many reflections have words that stay among the team: deleted ones have none."""


async def tell_apart(desk: Desk) -> None:
    """Let each sentence of the year be somebody's alone, so that it can be looked for."""
    async with desk.engine.begin() as connection:
        for place in places():
            for name, mark in place.words.items():
                if mark.by and not isinstance(place.table.c[name].type, JSON):
                    which = (
                        f"{name} || ' ({THEIRS} ' || {mark.by} || ', ' || '{place.table.name}' || ' ' || rowid || ')'"
                    )
                    await connection.execute(text(f"UPDATE {place.table.name} SET {name} = {which} WHERE {name} <> ''"))


def numbers(value: Any, at: str = "") -> Iterator[tuple[str, float]]:
    """Every number in figures that are no quotations."""
    if isinstance(value, dict):
        if not {"text", "learned"} & set(value):
            for name, inner in value.items():
                yield from numbers(inner, f"{at}/{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from numbers(inner, f"{at}/{number}")
    elif isinstance(value, int | float):
        yield at, value


async def counted(desk: Desk) -> dict[str, Any]:
    """All that is counted: rows, taps, the figures of digests, what a workbook lists, and the status that leads see."""
    unfinished = {place.table.name for place in places() if place.unfinished}
    async with desk.store() as store:
        kept = {"audit", "removals", "typed_words", *unfinished}
        tables = [each for each in SQLModel.metadata.sorted_tables if each.name not in kept]
        rows = {each.name: await store._t.scalar(select(func.count()).select_from(each)) for each in tables}
        plan, happened = await take_out(store)
        assert store.cycle is not None
        day = local_day(store.now, store.cycle.zone)
        figures = [dump(await month_so_far(store, day)), dump(await year_so_far(store))]
        counts = {
            "rows": rows,
            "taps": await store.checkins.tallies(),
            "figures": [{name: n for name, n in numbers(each) if name != UNSHARED} for each in figures],
            "listed": {name: len(value) for name, value in vars(happened).items() if isinstance(value, tuple | list)},
            "plan": (len(plan.goals), len(plan.strategies), len(plan.observations), len(plan.ratings)),
        }
    counts["status"] = words(await desk.card(MARIBEL, "status"))
    return counts


async def read_everywhere(desk: Desk, email: str) -> str:
    """What people read of the year: history, the workbook, their own data, previews of digests, the schools' view."""
    async with desk.store() as store:
        person = await store.people.by_email(email)
        assert person is not None
        assert store.cycle is not None
        turn = Turn(person=person, now=desk.at, setting=store.cycle)
        said = [repr(await take_out(store)), repr(await own_data(turn, store))]
    for route, value in [("digest.preview", kind) for kind in ("digest-weekly", "digest-monthly", "digest-year")]:
        said.append(words(await desk.card(MARIBEL, route, value=value)))
    for said_to in ("", person.name):
        said.append(words(await desk.card(MARIBEL, "history", said_to)))
    said += [words(await desk.card(MARIBEL, "school")), words(await desk.card(MARIBEL, "status"))]
    return "\n".join(said)


async def kept_at_all(desk: Desk) -> str:
    async with desk.engine.connect() as connection:
        rows = [repr((await connection.execute(select(each))).all()) for each in SQLModel.metadata.sorted_tables]
        return "\n".join([*rows, repr((await connection.execute(text("SELECT words FROM memory"))).all())])


@pytest.mark.parametrize("seed", range(3))
async def test_somebodys_words_are_nowhere_and_every_count_stays(tmp_path: Path, year: Path, seed: int) -> None:
    async with open_copy(year, tmp_path, digest, at="2027-05-20 19:00") as desk:
        for feature in (export, history, school, status):
            desk.routes |= {route.name: route for route in feature.routes}
        await tell_apart(desk)
        async with desk.store() as store:
            people = {each.id: each.email for each in await store.people.all()}
            authors = sorted({each.member for each in await store.checkins.between(date.min, date.max)})
        member = random.Random(seed).choice(authors)
        mark, before = f"({THEIRS} {member}, ", await counted(desk)
        assert mark in await read_everywhere(desk, people[member])
        async with desk.store(writes=True, actor=member) as store:
            gone = (await store.removals.delete(Whose(member, store.now))).total
        assert gone > 10
        everything = await kept_at_all(desk)
        assert mark not in everything
        assert f"({THEIRS} " in everything
        assert await counted(desk) == before
        read = await read_everywhere(desk, people[member])
        assert mark not in read
        assert "removed" in read


def test_deleted_words_are_offered_to_nobody_and_stay_with_nobody() -> None:
    said = CheckIn("S1", date(2026, 9, 17), 1, Went.PARTLY, NOW, well="removed", in_way="The bus was late")
    ana = Member(1, "ana@x.example", "Ana", Role.LEAD, team="T", active=True)
    offers = offered(Strategy("S1", "G1", "Morning circles"), [said], (), ana)
    assert [each.ref for each in offers] == ["weeks", "2026-09-17:in_way"]
