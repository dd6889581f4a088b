"""`/sel plan`: what is shown to whom, what is kept, and what happens to a prediction."""

from dataclasses import replace
from typing import Any

import pytest

from handlers.kit.card_pages import as_text
from handlers.kit.form import Form, Line, Pick, PickMany
from handlers.kit.reply import Say
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Goal, GoalKind, Link, Strategy
from pdsa.plan import Plan
from tests.handlers.desk import Desk, buttons_of, fields, routes_of, text
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, KOFI, MARIBEL, WEI


def answers(form: Form, **changed: Any) -> dict[str, Any]:
    """A form sent as it was opened, but for what is changed."""
    said: dict[str, Any] = {}
    for name, field in fields(form).items():
        value: Any = None
        for attribute in ("text", "chosen", "day", "value"):
            value = getattr(field, attribute, value)
        said[name] = str(value) if value is not None and not isinstance(value, tuple) else value
    return said | changed


async def keep(desk: Desk, who: str, form: Form, **changed: Any) -> str:
    said = answers(form, **changed)
    (reply,) = await desk.enter(who, form.route, answers=said, carry=form.carry)
    assert isinstance(reply, Say)
    return as_text(reply.card)


async def test_everybody_sees_the_whole_plan(desk: Desk) -> None:
    card = await desk.card(BERNADETTE, "plan")
    assert "8 goals and 12 strategies" in text(card)
    assert "leads to More staff feel able" in text(card)
    assert "After-school and virtual workshops" in text(card)
    assert routes_of(card) == ["plan.pick", "plan.logic", "rate"]
    assert "Maribel Ortega and Devon Achterberg can change it" in text(card)


async def test_a_lead_may_add(desk: Desk) -> None:
    added = ["plan.pick", "plan.strategy.new", "plan.goal.new", "plan.logic", "plan.missing", "file", "rate"]
    assert routes_of(await desk.card(MARIBEL, "plan")) == added


async def test_a_code_opens_its_strategy_however_it_is_spelled(desk: Desk) -> None:
    for spelled in ("S3", "s3", " S 3", "s3."):
        assert "Five-minute adult practice" in text(await desk.card(KOFI, "plan", spelled))
    with pytest.raises(Refusal, match="no goal or strategy S99"):
        await desk.enter(KOFI, "plan", "S99")


async def test_words_of_a_title_open_their_strategy(desk: Desk) -> None:
    assert "Calm corner" in text(await desk.card(KOFI, "plan", "calm corner"))
    assert "Goal: Build a menu" in text(await desk.card(KOFI, "plan", "g2"))


async def test_words_that_are_no_code_show_the_plan(desk: Desk) -> None:
    assert "8 goals" in text(await desk.card(KOFI, "plan", "please"))


async def test_the_prompts_button_opens_the_form_with_what_is_missing_first(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy
        await store.plans.put_strategy(replace(strategy, prediction="", end=None))
    form = await desk.form(ANA_LUCIA, "plan.strategy", value="S1")
    assert list(fields(form))[:2] == ["end", "prediction"]
    assert "owner" not in fields(form)


async def test_who_may_not_change_it_sees_it(desk: Desk) -> None:
    card = await desk.card(KOFI, "plan.strategy", value="S1")
    assert "60% of staff attend" in text(card)
    assert "plan.strategy" not in routes_of(card)
    form = await desk.form(ANA_LUCIA, "plan.strategy", value="S1")
    with pytest.raises(NotAllowed, match="Ana-Lucía Peña, Maribel Ortega and Devon Achterberg"):
        await keep(desk, KOFI, form)


async def test_an_owner_keeps_dates_and_prediction(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "plan.strategy", value="S1")
    told = await keep(desk, ANA_LUCIA, form, end="2027-05-07", prediction="70% attend three", measure="People who came")
    assert "Kept." in told
    async with desk.store() as store:
        strategy = await store.plans.strategy("S1")
    assert strategy
    assert (str(strategy.end), strategy.prediction, strategy.measure) == (
        "2027-05-07", "70% attend three", "People who came",
    )  # fmt: skip
    assert strategy.owner == ANA_LUCIA


async def test_from_its_start_on_the_prediction_stays_and_the_form_says_so(desk: Desk) -> None:
    before = await desk.form(ANA_LUCIA, "plan.strategy", value="S1")
    assert "prediction" in fields(before)
    desk.at = desk.at.replace(month=10)
    form = await desk.form(ANA_LUCIA, "plan.strategy", value="S1")
    assert "prediction" not in fields(form)
    later = fields(form)["later"]
    assert isinstance(later, Line)
    assert later.text == ""
    words = await keep(desk, ANA_LUCIA, form, later="38% would be good")
    assert "The prediction stays as it was when it began on Mon 14 Sep" in words
    assert "60% of staff attend at least two by April" in words
    assert "38% would be good" in words
    words = await keep(desk, ANA_LUCIA, before, prediction="Sent from a form opened in August")
    assert "The prediction stays" in words
    async with desk.store() as store:
        strategy = await store.plans.strategy("S1")
    assert strategy
    assert strategy.prediction == "60% of staff attend at least two by April"
    assert len(strategy.amendments) == 2


async def test_start_cannot_be_moved_on_to_open_a_prediction(desk: Desk) -> None:
    desk.at = desk.at.replace(month=10)
    form = await desk.form(MARIBEL, "plan.strategy", value="S1")
    for start in ("2026-12-01", None):
        with pytest.raises(Refusal) as refused:
            await keep(desk, MARIBEL, form, start=start)
        assert refused.value.field == "start"


async def test_a_late_first_prediction_is_kept_and_stays(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy
        await store.plans.put_strategy(replace(strategy, prediction=""))
    desk.at = desk.at.replace(month=10)
    form = await desk.form(ANA_LUCIA, "plan.strategy", value="S1")
    told = await keep(desk, ANA_LUCIA, form, prediction="Half of them come")
    assert "stays as it is from now on" in told


async def test_the_end_is_not_before_the_start(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "plan.strategy", value="S1")
    with pytest.raises(Refusal, match="before it starts, on Mon 14 Sep") as refused:
        await keep(desk, ANA_LUCIA, form, end="2026-09-01")
    assert refused.value.field == "end"


async def test_a_strategy_is_added_with_the_next_code(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "plan.strategy.new", value="G5")
    goal = fields(form)["goal"]
    assert isinstance(goal, Pick)
    assert goal.chosen == "G5"
    words = await keep(desk, MARIBEL, form, title="Story boxes in the library", owner=WEI)
    assert "To find it again, type `plan S13`" in words
    assert "It still needs a start date, an end date and a prediction" in words
    async with desk.store(writes=True) as store:
        await store.plans.drop("strategy", "S13")
    assert "type `plan S14`" in await keep(desk, MARIBEL, form, title="Another")


async def test_only_those_who_are_asked_can_own(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "plan.strategy", value="S1")
    owner = fields(form)["owner"]
    assert isinstance(owner, Pick)
    assert BERNADETTE not in {option.value for option in owner.options}
    with pytest.raises(Refusal, match="never asked") as refused:
        await keep(desk, MARIBEL, form, owner=BERNADETTE)
    assert refused.value.field == "owner"
    await keep(desk, MARIBEL, form, owner="-")
    async with desk.store() as store:
        strategy = await store.plans.strategy("S1")
    assert strategy
    assert strategy.owner == ""


async def test_days_outside_the_year_are_told(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "plan.strategy", value="S1")
    assert "outside the school year" in await keep(desk, MARIBEL, form, start="2028-01-10", end="2028-02-01")


async def test_a_goal_is_added_and_joined_to_what_it_leads_to(desk: Desk) -> None:
    first = await desk.form(MARIBEL, "plan.goal.new")
    (reply,) = await desk.enter(MARIBEL, first.route, answers={"kind": "Implementation"})
    form = reply.form  # type: ignore[union-attr]
    words = await keep(desk, MARIBEL, form, statement="Staff meet in circles", baseline="1", target="3", links=("G7",))
    assert "To find it again, type `plan G9`" in words
    assert "Leads to: More students" in words
    with pytest.raises(Refusal, match="1, 2, 3 or 4"):
        await keep(desk, MARIBEL, form, statement="Too far", target="5")
    async with desk.store() as store:
        assert Link("G9", "G7") in await store.plans.links()
        assert Link("G2", "G6") in await store.plans.links()


async def test_a_slip_in_a_goal_s_date_or_level_is_said(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "plan.goal", value="G2")
    assert "Wed 1 Jan 2020, is over already" in await keep(desk, MARIBEL, form, due="2020-01-01")
    with pytest.raises(Refusal, match="1, 2, 3 or 4"):
        await keep(desk, MARIBEL, form, target="2.5")
    async with desk.store(writes=True) as store:
        goal = next(each for each in await store.plans.goals() if each.code == "G2")
        await store.plans.put_goal(replace(goal, baseline=1.5))
    form = await desk.form(MARIBEL, "plan.goal", value="G2")
    assert "1.5 → 3" in await keep(desk, MARIBEL, form, statement="What a file brought stays")


async def test_words_that_fit_several_parts_are_asked_about(desk: Desk) -> None:
    form = await desk.form(WEI, "plan", "families")
    assert {each.value for each in fields(form)["code"].options} == {"S9", "G1", "G4", "G5"}  # type: ignore[attr-defined]
    assert "Listening sessions" in text(await desk.card(WEI, "plan", "LISTENING draft"))
    assert "Goal: Fewer students" in text(await desk.card(WEI, "plan", "sent out of class"))
    assert "The plan for 2026-27" in text(await desk.card(WEI, "plan", "please"))


async def test_an_outcome_goals_form_shows_what_leads_to_it(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "plan.goal", value="G7")
    links = fields(form)["links"]
    assert isinstance(links, PickMany)
    assert links.chosen == ("G4", "G5")
    await keep(desk, MARIBEL, form, links=("G3",))
    async with desk.store() as store:
        assert await store.plans.links() == [Link("G2", "G6"), Link("G3", "G6"), Link("G3", "G7")]
    assert "What leads to it: Departments plan" in text(await desk.card(ANA_LUCIA, "plan.goal", value="G7"))


async def test_what_an_import_left_out_is_settled_by_a_lead(desk: Desk, plan: Plan) -> None:
    fewer = replace(plan, strategies=plan.strategies[:10])
    await desk.bring(fewer)
    assert "plan.left" in routes_of(await desk.card(DEVON, "plan"))
    card = await desk.card(DEVON, "plan.left")
    assert "Calm corner" in text(card)
    assert [button.value for button in buttons_of(card)] == ["strategy:S11", "strategy:S11"]
    card = await desk.card(DEVON, "plan.aside", value="strategy:S11")
    assert "Calm corner and two-minute reset before a referral is set aside" in text(card)
    assert "Restorative" in text(card)
    assert "Restorative conversation within two days of a referral stays" in text(
        await desk.card(DEVON, "plan.stays", value="strategy:S12")
    )
    await desk.bring(fewer)
    assert "plan.left" not in routes_of(await desk.card(DEVON, "plan"))
    async with desk.store() as store:
        assert [each.code for each in await store.plans.strategies()][-1] == "S12"


async def test_what_was_set_aside_can_be_taken_up_again(desk: Desk) -> None:
    card = await desk.card(DEVON, "plan.aside", value="strategy:S5")
    assert ("plan.back", "strategy:S5") in [(each.route, each.value) for each in buttons_of(card)]
    card = await desk.card(DEVON, "plan", "S5")
    assert "set aside" in text(card)
    await desk.enter(DEVON, "plan.back", value="strategy:S5")
    async with desk.store() as store:
        assert "S5" in {each.code for each in await store.plans.strategies()}


async def test_a_hundred_strategies_with_long_titles_fit_page_by_page(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for n in range(13, 113):
            await store.plans.put_strategy(Strategy(f"S{n}", "G8", "A long title " * 23, owner=MARIBEL))
        await store.plans.put_goal(Goal("G9", GoalKind.OUTCOME, "A long statement " * 60, measure="m" * 200))
    seen = ""
    number = 0
    while True:
        card = await desk.card(MARIBEL, "plan.page", value=str(number))
        assert len(card.parts) < 45
        assert len(text(card)) < 11_000
        seen += text(card)
        following = [each.value for each in buttons_of(card) if each.label == "More"]
        if not following:
            break
        number = int(following[0])
    assert "S112" in seen
    assert number == 6


async def test_words_that_fit_nothing_are_said_above_the_plan(desk: Desk) -> None:
    said = text(await desk.card(MARIBEL, "plan", "quantum physics"))
    assert said.startswith("I find nothing like “quantum physics” in the plan.")
    assert "The plan for 2026-27" in said
