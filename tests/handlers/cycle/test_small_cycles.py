"""`/sel cycle`: a small try is planned, its prediction locked, its outcome kept, and the next one follows it."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from handlers.cycle.routes import feature
from handlers.kit.form import Form, Line, Note, Pick, Saying
from handlers.kit.words import plain
from pdsa.decisions import Triad
from pdsa.errors import NotAllowed, Refusal
from pdsa.plan import Plan
from pdsa.reflection import Held
from tests.handlers.desk import Desk, buttons_of, fields, moment, open_desk, routes_of, text
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, HANNAH, MARIBEL, RUTH

PLANNED = {
    "objective": "One workshop on a Tuesday, at Cottonwood alone",
    "question": "Do people come if it is close by?",
    "prediction": "Twelve of twenty come",
    "started": "2026-10-05",
}
OUTCOME = {
    "result": "Nine came, two had no ride home",
    "held": "partly",
    "learned": "Ask the bus office first",
    "act": "adapt",
    "ended": "2026-10-08",
}


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan) as made:
        await made.start()
        made.at = moment("2026-10-05 10:00")
        yield made


async def planned(desk: Desk, who: str = ANA_LUCIA, **answers: str) -> str:
    form = await desk.form(who, "cycle.new", value="S1")
    return text(await desk.card(who, form.route, answers=PLANNED | answers, carry=form.carry))


async def came(desk: Desk, code: str = "S1.1", who: str = ANA_LUCIA, **answers: str) -> str:
    form = await desk.form(who, "cycle.end", value=code)
    return text(await desk.card(who, form.route, answers=OUTCOME | answers, carry=form.carry))


def read(form: Form) -> str:
    told = [plain(e.words) if isinstance(e, Note) else e.text for e in form.fields if isinstance(e, Note | Saying)]
    return "\n".join(told)


async def test_a_small_cycle_from_its_plan_to_what_it_taught(desk: Desk) -> None:
    said = await planned(desk)
    assert "One workshop on a Tuesday, at Cottonwood alone" in said
    assert "“Twelve of twenty come”" in said
    desk.at = moment("2026-10-09 10:00")
    form = await desk.form(ANA_LUCIA, "cycle.end", value="S1.1")
    assert "You expected:\nTwelve of twenty come" in read(form)
    said = await came(desk)
    assert "As expected? partly." in said
    assert "“Ask the bus office first”" in said
    assert "And now: adapt: change it and try again." in said
    async with desk.store() as store:
        small_cycle = await store.small_cycle.one("S1.1")
        assert small_cycle is not None
        assert (small_cycle.held, small_cycle.act, small_cycle.ended) == (Held.PARTLY, Triad.ADAPT, date(2026, 10, 8))


async def test_the_next_try_takes_over_what_the_last_was_about_and_makes_a_ramp(desk: Desk) -> None:
    await planned(desk)
    desk.at = moment("2026-10-09 10:00")
    await came(desk)
    form = await desk.form(ANA_LUCIA, "cycle.next", value="S1.1")
    assert (
        "After One workshop on a Tuesday, at Cottonwood alone (Mon 5 Oct). What it taught:\nAsk the bus office first"
        in read(form)
    )
    asked = fields(form)
    assert isinstance(asked["objective"], Line)
    assert asked["objective"].text == PLANNED["objective"]
    assert isinstance(asked["prediction"], Line)
    assert asked["prediction"].text == "", "what is expected is asked anew"
    answers = PLANNED | {"objective": "The same, with a bus", "started": "2026-10-12", "prediction": "Fifteen"}
    await desk.card(ANA_LUCIA, form.route, answers=answers, carry=form.carry)
    desk.at = moment("2026-10-13 10:00")
    card = await desk.card(ANA_LUCIA, "cycle", "S1")
    said = text(card)
    assert "A ramp of 2 cycles:" in said
    assert "Mon 5 Oct: One workshop on a Tuesday, at Cottonwood alone. As expected? Partly. Then: adapt." in said
    assert "Since Mon 12 Oct: The same, with a bus. Under way." in said
    assert [(each.route, each.value) for each in buttons_of(card)] == [
        ("cycle.end", "S1.2"),
        ("cycle.new", "S1"),
        ("cycle.look", "S1"),
    ]


async def test_the_prediction_is_locked_from_the_first_day_and_changes_keep_their_history(desk: Desk) -> None:
    await planned(desk, started="2026-10-07")
    form = await desk.form(ANA_LUCIA, "cycle.change", value="S1.1")
    await desk.card(ANA_LUCIA, form.route, answers=PLANNED | {"started": "2026-10-07", "prediction": "Ten come"},
                    carry=form.carry)  # fmt: skip
    with pytest.raises(Refusal, match="It begins on"):
        await desk.enter(ANA_LUCIA, "cycle.end", value="S1.1")
    desk.at = moment("2026-10-08 10:00")
    form = await desk.form(ANA_LUCIA, "cycle.change", value="S1.1")
    assert "prediction" not in fields(form)
    assert "Ten come" in read(form)
    with pytest.raises(Refusal) as refused:
        await desk.enter(ANA_LUCIA, form.route, answers=PLANNED | {"started": "2026-10-20"}, carry=form.carry)
    assert refused.value.field == "started"
    changed = PLANNED | {"objective": "Two workshops", "prediction": "All come", "started": "2026-10-07"}
    said = text(await desk.card(ANA_LUCIA, form.route, answers=changed, carry=form.carry))
    assert "“Ten come”" in said
    history = text(await desk.card(MARIBEL, "cycle.history", value="S1.1"))
    assert "Before: Twelve of twenty come" in history
    assert "Before: One workshop on a Tuesday, at Cottonwood alone" in history


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"held": ""}, "held"), ({"held": "maybe"}, "held"), ({"act": "grow"}, "act"), ({"result": " "}, "result"),
        ({"learned": ""}, "learned"), ({"ended": "2026-10-04"}, "ended"), ({"ended": "2026-10-10"}, "ended"),
    ],
)  # fmt: skip
async def test_what_an_outcome_needs(desk: Desk, answers: dict[str, str], field: str) -> None:
    await planned(desk)
    desk.at = moment("2026-10-09 10:00")
    with pytest.raises(Refusal) as refused:
        await came(desk, **answers)
    assert refused.value.field == field


@pytest.mark.parametrize("missing", ["objective", "prediction", "started"])
async def test_what_a_plan_needs(desk: Desk, missing: str) -> None:
    with pytest.raises(Refusal) as refused:
        await planned(desk, **{missing: ""})
    assert refused.value.field == missing


async def test_its_owner_its_team_and_the_leads_and_nobody_else(desk: Desk) -> None:
    await planned(desk, who=DEVON)
    assert "S1.1" in text(await desk.card(MARIBEL, "cycle", "s1.1"))
    for route, value in (("cycle.new", "S1"), ("cycle.end", "S1.1"), ("cycle.aside", "S1.1"), ("cycle.look", "S1")):
        with pytest.raises(NotAllowed, match="Ana-Lucía Peña can tell you more"):
            await desk.enter(RUTH, route, value=value)
    with pytest.raises(NotAllowed):
        await desk.enter(BERNADETTE, "cycle")
    assert "Five-minute adult practice" in text(await desk.card(HANNAH, "cycle")), "she works on one alone"
    form = await desk.form(DEVON, "cycle")
    (pick,) = [each for each in form.fields if isinstance(each, Pick)]
    assert pick.options[0].value == "S4", "one's own first"


async def test_one_that_was_a_mistake_is_set_aside_and_its_code_not_given_again(desk: Desk) -> None:
    await planned(desk)
    card = await desk.card(ANA_LUCIA, "cycle.aside", value="S1.1")
    assert "No small cycle yet." in text(card)
    assert routes_of(card) == ["cycle.new"]
    assert "`cycle S1.2`" in await planned(desk)
    with pytest.raises(Refusal, match=r"no small cycle S1\.1"):
        await desk.enter(ANA_LUCIA, "cycle.end", value="S1.1")


async def test_forty_cycles_with_long_names_stay_one_message(desk: Desk) -> None:
    for _ in range(40):
        await planned(desk, objective="x" * 900, prediction="学生" * 300)
    card = await desk.card(ANA_LUCIA, "cycle", "S1")
    assert len(text(card)) < 6000
    assert "And 28 more" in text(card)
    form = await desk.form(ANA_LUCIA, "cycle.look", value="S1")
    assert "`cycle S1.7`" in text(await desk.card(ANA_LUCIA, form.route, answers={"code": "S1.7"}))
    for odd in ("S1.99", "...", "<@U1>", "x" * 500):
        await desk.enter(ANA_LUCIA, "cycle", odd)
