"""The district that is simulated: a small part of Riverbend, in a database to be copied for each seed."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from pdsa.plan import Plan
from storage.database import connect
from storage.files.sheets.plan_reading import read
from storage.files.workbook_in_child import example
from storage.importing import bring_in
from storage.migrate import migrate
from storage.store import open_newest_year
from tests.databases import ZONE, moment
from tests.people import ANA_LUCIA, MARIBEL, SIOBHAN, TOMASZ
from tests.simulation.chat import Chat

CAST = (MARIBEL, TOMASZ, ANA_LUCIA, SIOBHAN)
"""The lead, who else approves posts, two owners of strategies besides him, and two who live in other zones."""
STARTED = moment("2026-08-17 08:00")


@cache
def small_plan() -> Plan:
    """Riverbend's plan with these people and their strategies."""
    plan = read(example()).plan
    assert plan is not None
    return replace(
        plan,
        team=tuple(person for person in plan.team if person.email in CAST),
        strategies=tuple(each for each in plan.strategies if each.owner in CAST),
        goals=tuple(replace(goal, owner=goal.owner if goal.owner in CAST else MARIBEL) for goal in plan.goals),
        observations=(),
    )


async def make_template(file: Path) -> None:
    """A database with the plan in it, of which a lead has pressed Start."""
    engine = connect(f"sqlite:///{file}", durable=False)
    await migrate(engine)
    async with open_newest_year(engine, STARTED, writes=True) as opened:
        store = opened.year((await bring_in(opened, small_plan())).cycle)
    async with open_newest_year(engine, STARTED, writes=True) as store:
        assert store.cycle is not None
        await store.cycles.start(store.cycle, STARTED)
    async with engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    await engine.dispose()


def fresh(template: Path, folder: Path) -> Path:
    """A copy of its own for one run."""
    return Path(shutil.copy(template, folder / "bot.db"))


def a_chat(now: Callable[[], datetime]) -> Chat:
    chat = Chat(now)
    for person in small_plan().team:
        chat.join(person.name, person.email, person.zone or ZONE)
    chat.rooms = {"#sel-team": "C-sel-team", "#staff": "C-staff", "#leadership": "C-leadership"}
    return chat
