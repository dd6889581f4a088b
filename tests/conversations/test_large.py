"""A large district: a thousand people, a hundred strategies with the longest titles, sixty of them one person's.

What a turn costs is counted in statements to the database: seconds are for `python -m benchmarks.turns`.
"""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from pdsa.goals import Strategy
from pdsa.people import Role
from pdsa.plan import Plan, PlanMember
from tests.forging import replies, shown
from tests.people import ANA_LUCIA, BERNADETTE, MARIBEL, TOMASZ
from tests.room import Room, moment, open_room

pytestmark = pytest.mark.asyncio(loop_scope="module")
PEOPLE, STRATEGIES, OWN = 1_000, 100, 60
A_TURN = 27
"""The most statements of one turn or tick, however many people and strategies there are."""
LATIN = "Workshops on “belonging”, & 'trust': "
CHINESE = "课后与线上工作坊，每学期六次，由学校和家庭一起准备并一起评估"


def large(plan: Plan, title: str, people: int = PEOPLE) -> Plan:
    """Riverbend, grown: `title` is repeated up to the longest that a plan may have."""
    extra = [
        PlanMember(f"{title[:30]} {n}", f"person.{n}@riverbend.example", Role.MEMBER, "District SEL team")
        for n in range(people - len(plan.team))
    ]
    strategies = tuple(
        Strategy(
            code=f"S{n}",
            goal=plan.goals[n % len(plan.goals)].code,
            title=f"{n} {title * 300}"[:300],
            owner=ANA_LUCIA if n <= OWN else extra[n % len(extra)].email,
            start=date(2026, 9, 1),
            end=date(2027, 5, 28),
            prediction=(title * 1_000)[:1_000],
            partners=(title * 500)[:500],
            resources=(title * 500)[:500],
            where="District",
            measure=(title * 200)[:200],
        )
        for n in range(1, STRATEGIES + 1)
    )
    goals = tuple(replace(each, statement=(title * 1_000)[:1_000]) for each in plan.goals)
    return replace(plan, team=(*plan.team, *extra), strategies=strategies, goals=goals)


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=[LATIN, CHINESE], ids=["latin", "chinese"])
async def district(
    request: pytest.FixtureRequest, plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Room]:
    """A Thursday afternoon in October, the year under way."""
    folder = tmp_path_factory.mktemp("large")
    async with open_room(folder, large(plan, request.param), "2026-09-21 08:00") as room:
        await room.starts()
        room.clock.move_to(moment("2026-10-01 14:30"))
        yield room


ROUTES = (
    ("status", ""),
    ("status", "S7"),
    ("status.more", "50"),
    ("status.choose", ""),
    ("chart", ""),
    ("chart", "S7"),
    ("plan", ""),
    ("plan.page", "3"),
    ("plan", "S7"),
    ("plan", "G1"),
    ("plan.pick", ""),
    ("plan.strategy", "S7"),
    ("plan.goal", "G1"),
    ("checkin", ""),
    ("checkin", "S7"),
    ("checkin.edit", "S7:2026-10-01"),
    ("checkin.tap", "S7:2026-10-01:partly"),
    ("reflect", ""),
    ("reflect", "S7"),
    ("meeting", ""),
    ("meeting.concluded", ""),
    ("meeting.paper", ""),
    ("meeting.days", ""),
    ("meeting.schools", ""),
    ("status.written", ""),
    ("decide", ""),
    ("decide", "S7"),
    ("digest", ""),
    ("digest.preview", "digest-weekly"),
    ("digest.preview", "digest-monthly"),
    ("digest.preview", "digest-year"),
    ("setup", ""),
    ("setup.people", ""),
    ("setup.people", "990"),
    ("setup.person.pick", ""),
    ("setup.unmet", ""),
    ("setup.start", ""),
    ("away", ""),
    ("help", ""),
    ("home", ""),
    ("words", "hello"),
)


@contextmanager
def counted(engine: AsyncEngine) -> Iterator[list[str]]:
    """The statements that the database is given meanwhile."""
    given: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        given.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield given
    event.remove(engine.sync_engine, "before_cursor_execute", note)


@pytest.mark.parametrize("reader", [MARIBEL, ANA_LUCIA, TOMASZ, BERNADETTE])
async def test_every_screen_fits_and_asks_a_handful(district: Room, reader: str) -> None:
    took: dict[str, int] = {}
    await replies(district, reader, "help")  # whose account it is, is found out once
    for route, value in ROUTES:
        with counted(district.bot.engine) as given:
            found = await replies(district, reader, route, value=value, words=value)
        took[f"{route} {value}"] = len(given)
        text = shown(found)
        assert "something broke" not in text, route
        assert "There is more than fits here" not in text, route
    assert 0 < max(took.values()) < A_TURN, took


async def test_a_tick_asks_a_handful(district: Room) -> None:
    with counted(district.bot.engine) as given:
        await district.bot.ticker.next_at(timedelta(days=1))
    assert 0 < len(given) < A_TURN


@pytest.mark.parametrize("title", [LATIN, CHINESE], ids=["latin", "chinese"])
async def test_sixty_questions_in_one_message_page_by_page(tmp_path: Path, plan: Plan, title: str) -> None:
    async with open_room(tmp_path, large(plan, title, people=20), "2026-10-01 11:00") as room:
        await room.starts()
        ana, maribel = room.person(ANA_LUCIA), room.person(MARIBEL)
        await room.goes_to("2026-10-01 14:05")
        assert ana.sees("More (55 strategies)")
        for left in (*range(50, 0, -5), 0):
            await ana.presses(f"More ({left + 5} strategies)")
            assert (f"More ({left} strategies)" in ana.last()) == bool(left)
        await ana.presses("Partly", nth=5)
        assert ana.sees("Kept: partly")
        for word in ("checkin", "checkin S60", "reflect", "reflect S60", "decide S60"):
            await ana.says(f"/sel {word}")
            assert ana.form(), word
            for view in room.workspace.views(ANA_LUCIA):
                await room.workspace.close_view(ANA_LUCIA, view.id, everything=True)
        assert re.search(r"And 5\d more", await ana.opens_home())
        await maribel.says("/sel status")
        assert re.search(r"\d\d more", maribel.last())
        await room.goes_to("2026-10-26 10:00")
        assert "We asked about 100 strategies" in ana.screen("sel-team")
