"""A large district to measure: Riverbend with 300 more schools, a team, a goal and strategies each, and a year of
check-ins.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from pdsa.checkin import Went
from pdsa.goals import Goal, Strategy
from pdsa.people import Role
from pdsa.plan import Plan, PlanMember
from storage.files.sheets.plan_reading import read
from storage.files.workbook_in_child import example
from storage.store import YearStore
from storage.tables.doing import CheckInRow
from storage.transaction import table

SCHOOLS = 300
TEAM = 8
"""People of a school; each has a strategy."""
BEGINS, ENDS = date(2026, 9, 3), date(2027, 5, 27)
"""The first and the last Thursday on which a strategy is asked about."""
WENT = (Went.AS_PLANNED, Went.AS_PLANNED, Went.PARTLY, Went.NOT)
AT_ONCE = 2_000


def riverbend() -> Plan:
    """The example district, as it comes with the bot."""
    plan = read(example()).plan
    assert plan is not None
    return plan


def large_plan(schools: int = SCHOOLS) -> Plan:
    """Riverbend with so many more schools."""
    plan = riverbend()
    names = [f"School {number:03}" for number in range(1, schools + 1)]
    return replace(
        plan,
        team=(*plan.team, *(member for name in names for member in _team(name))),
        goals=(*plan.goals, *(_goal(plan.goals[0], name) for name in names)),
        strategies=(*plan.strategies, *(each for name in names for each in _strategies(name))),
    )


def _team(school: str) -> Iterator[PlanMember]:
    for seat in range(1, TEAM + 1):
        role = Role.SCHOOL_LEAD if seat == 1 else Role.SCHOOL_MEMBER
        yield PlanMember(f"Person {seat} of {school}", email_of(school, seat), role, school)


def email_of(school: str, seat: int) -> str:
    """The e-mail of a school's person; the first seat is its lead's."""
    return f"person{seat}.{school.replace(' ', '').lower()}@riverbend.example"


def _goal(like: Goal, school: str) -> Goal:
    code = f"G{100 + int(school.split()[1])}"
    return replace(like, code=code, school=school, owner=email_of(school, 1), parent="")


def _strategies(school: str) -> Iterator[Strategy]:
    number = int(school.split()[1])
    for seat in range(1, TEAM + 1):
        yield Strategy(
            code=f"S{1_000 + 10 * number + seat}",
            goal=f"G{100 + number}",
            title=f"Morning meetings with class {seat}",
            owner=email_of(school, seat),
            start=BEGINS,
            end=ENDS,
            prediction="Four students in five say that they were greeted by name.",
            where=school,
        )


async def fill_checkins(store: YearStore, until: date) -> int:
    """A check-in for each strategy and Thursday up to a day, as if its owner had tapped; returns how many."""
    people = {member.email: member.id for member in await store.people.all()}
    assert store.cycle is not None
    rows: list[dict[str, Any]] = []
    for place, strategy in enumerate(await store.plans.strategies()):
        day = BEGINS
        while day <= until and strategy.owner in people:
            said = WENT[(place + day.toordinal() // 7) % len(WENT)]
            at = datetime.combine(day, time(21), UTC)
            key = {"cycle": store.cycle.id, "strategy": strategy.code, "week": day}
            rows.append({**key, "member": people[strategy.owner], "went": said.value, "at": at})
            day += timedelta(days=7)
    for start in range(0, len(rows), AT_ONCE):
        await store._t.connection.execute(table(CheckInRow).insert(), rows[start : start + AT_ONCE])
    return len(rows)
