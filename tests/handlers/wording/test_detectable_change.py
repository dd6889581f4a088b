"""When a measure is set, it is said what its numbers can show."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from handlers.log.routes import feature as log
from handlers.plan.routes import feature
from pdsa.measure_lookup import key_of
from pdsa.measures import Observation
from pdsa.plan import Plan
from tests.handlers.desk import Desk, open_desk, text
from tests.people import MARIBEL, PRIYA

REFERRALS = "Office referrals per 100 students per week"


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan) as made:
        yield made


async def keep(desk: Desk, code: str = "", **answers: str) -> str:
    kept = {"statement": "Fewer are late", "measure": "Late to class", "baseline": "9", "target": "6", **answers}
    return text(await desk.card(MARIBEL, "plan.goal.keep", answers=kept, carry={"code": code, "kind": "Outcome"}))


async def test_without_numbers_it_is_said_in_words(desk: Desk) -> None:
    said = await keep(desk)
    assert "What it can show: 38 weekly numbers will show a fall of about 1.2 times its usual up and down; " in said
    assert "monthly ones will not." in said


async def test_with_numbers_it_is_said_in_the_measures_own(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        days = [date(2026, 8, 3) + timedelta(days=n) for n in range(10)]
        found = [Observation("Late to class", day, 9 + n % 2) for n, day in enumerate(days)]
        await store.plans.put_observations(found)
    assert "will show a fall of about " in await keep(desk)
    assert "usual up and down" not in await keep(desk, baseline="8")


async def test_a_goal_whose_measure_stays_is_not_told_again(desk: Desk) -> None:
    said = text(
        await desk.card(
            MARIBEL, "plan.goal.keep", carry={"code": "G8", "kind": "Outcome"},
            answers={"statement": "Fewer are sent out", "measure": REFERRALS, "baseline": "4.2", "target": "3"},
        )
    )  # fmt: skip
    assert "What it can show" not in said


async def test_it_is_said_where_research_sets_how_often_a_number_is_due(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, log, plan) as desk:
        form = await desk.form(PRIYA, "log.measure", value=key_of(REFERRALS))
        said = text(await desk.card(PRIYA, form.route, answers={"better": "as in the plan", "every": "month"},
                                    carry=form.carry))  # fmt: skip
    assert "weekly numbers will show a fall of about " in said
    assert "monthly ones will not." in said
    assert "With 12 numbers before the first strategy begins they would show a smaller one." in said
