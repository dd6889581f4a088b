"""`/sel context`: what changed around the work is written down with its day, shown, and taken back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.context import feature
from handlers.kit.form import Line
from pdsa.errors import NotAllowed, Refusal
from pdsa.plan import Plan
from tests.handlers.desk import Desk, fields, moment, open_desk, routes_of, text
from tests.people import ANA_LUCIA, BERNADETTE, MARIBEL, WEI

CUT = {"kind": "budget", "day": "2027-01-15", "what": "The grant for release days ended", "effect": "Two fewer"}


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan, at="2027-02-01 10:00") as made:
        yield made


async def test_somebody_of_the_team_writes_it_down_and_everybody_sees_it(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "context", "The grant ended")
    what = fields(form)["what"]
    assert isinstance(what, Line)
    assert what.text == "The grant ended"
    said = text(await desk.card(ANA_LUCIA, form.route, answers=CUT))
    assert "Fri 15 Jan, budget: The grant for release days ended (Two fewer)" in said
    listed = await desk.card(WEI, "context")
    assert "written down by Ana-Lucía Peña on Mon 1 Feb" in text(listed)
    assert routes_of(listed) == ["context.new"], "what another wrote is not Wei's to take back"
    with pytest.raises(NotAllowed, match="Ana-Lucía Peña, Maribel Ortega and Devon Achterberg"):
        await desk.enter(WEI, "context.back", value="1")
    with pytest.raises(NotAllowed):
        await desk.enter(BERNADETTE, "context")


async def test_a_lead_takes_it_back_and_it_stays_in_sight(desk: Desk) -> None:
    await desk.enter(ANA_LUCIA, "context.keep", answers=CUT)
    form = await desk.form(MARIBEL, "context.pick")
    assert "Taken back: Fri 15 Jan" in text(await desk.card(MARIBEL, form.route, answers={"id": "1"}))
    with pytest.raises(Refusal, match="nothing you can take back"):
        await desk.enter(MARIBEL, "context.pick")
    async with desk.store() as store:
        assert await store.context.until(moment("2027-06-01 10:00").date()) == ()


@pytest.mark.parametrize(
    ("answers", "field"),
    [({"kind": ""}, "kind"), ({"kind": "weather"}, "kind"), ({"what": " "}, "what"), ({"day": "2027-02-02"}, "day")],
)
async def test_what_is_missing_stands_under_its_field(desk: Desk, answers: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        await desk.enter(WEI, "context.keep", answers=CUT | answers)
    assert refused.value.field == field


@pytest.mark.parametrize("value", ["", "9", "-1", "x"])
async def test_a_forged_button_finds_nothing(desk: Desk, value: str) -> None:
    with pytest.raises(Refusal, match="cannot find that change"):
        await desk.enter(MARIBEL, "context.back", value=value)
