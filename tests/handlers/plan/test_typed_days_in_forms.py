"""Given days and the ends of terms, as people write them in the forms that ask for them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.plan.routes import feature
from handlers.setup.routes import feature as setup
from pdsa.errors import Refusal
from pdsa.plan import Plan
from tests.handlers.desk import Desk, open_desk
from tests.people import ANA_LUCIA, MARIBEL


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan) as made:
        made.routes |= {route.name: route for route in setup.routes}
        yield made


async def keeps(desk: Desk, listed: str) -> str:
    form = await desk.form(ANA_LUCIA, "plan.strategy", value="S1")
    answers = {"title": "Workshops", "start": "2026-09-14", "end": "2027-04-30", "rhythm": "on given days",
               "rhythm_days": listed}  # fmt: skip
    await desk.enter(ANA_LUCIA, form.route, answers=answers, carry=form.carry)
    async with desk.store() as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        return strategy.rhythm


async def test_given_days_need_no_year(desk: Desk) -> None:
    assert await keeps(desk, "15 Oct, 21 January") == "2026-10-15, 2027-01-21"


@pytest.mark.parametrize(
    ("listed", "told"),
    [("30 Feb", "The calendar has no “30 Feb”"), ("every full moon", "I do not know “every full moon” as a day"),
     ("10/11/2026", "can be"), ("", "Write the days")],
)  # fmt: skip
async def test_what_is_no_day_is_said(desk: Desk, listed: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        await keeps(desk, listed)


async def test_the_ends_of_terms_need_no_year_either(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "setup.rhythm")
    said = {"day": "3", "at": "14:00", "note_day": "0", "note_at": "09:00", "minutes": "5", "terms": "Dec 18, 12 March"}
    await desk.enter(MARIBEL, form.route, answers=said, carry=form.carry)
    async with desk.store() as store:
        assert store.cycle is not None
        assert [day.isoformat() for day in store.cycle.term_ends] == ["2026-12-18", "2027-03-12"]
    with pytest.raises(Refusal, match="no day of this school year"):
        await desk.enter(MARIBEL, form.route, answers=said | {"terms": "12 July"}, carry=form.carry)
