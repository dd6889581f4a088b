"""A desk for rating: Riverbend with its rubric, and a district that has rated nothing yet."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.rate.routes import feature
from pdsa.goals import GoalKind
from pdsa.plan import Plan
from tests.handlers.desk import Desk, moment, open_desk


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    """Riverbend, whose plan came with a rubric of its own, on STUDY's third day."""
    async with open_desk(tmp_path, feature, plan, at="2026-08-17 08:00") as made:
        await made.start()
        made.at = moment("2027-05-05 10:00")
        yield made


@pytest.fixture
async def fresh(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    """A district that has no levels and no implementation goals, in PLAN."""
    goals = tuple(goal for goal in plan.goals if goal.kind is not GoalKind.IMPLEMENTATION)
    bare = replace(plan, framework="", ratings=(), goals=goals, strategies=(), links=())
    async with open_desk(tmp_path, feature, bare, at="2026-08-17 08:00") as made:
        await made.start()
        made.at = moment("2026-08-18 10:00")
        yield made
