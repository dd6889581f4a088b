"""What a confirmed decision does to the plan, at once or for the next year; parked goals and reminders come back."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from handlers.decide.next_steps import due as reminders_due
from handlers.decide.parked_goals import due as parked_due
from handlers.decide.routes import feature
from handlers.wording.waiting import waiting_for
from pdsa.decisions import Path as Way
from pdsa.errors import NotAllowed, Refusal
from pdsa.logic import Stage
from pdsa.plan import Plan
from pdsa.time_span import TimeSpan
from tests.handlers.decide.interviews import decide
from tests.handlers.desk import Desk, moment, open_desk, routes_of, text
from tests.people import ANA_LUCIA, DEVON, MARIBEL, WEI

A_DAY = timedelta(days=1)


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    """A Monday in DO."""
    async with open_desk(tmp_path, feature, plan, at="2027-01-11 10:00") as made:
        await made.start()
        yield made


async def test_in_do_a_confirmed_decision_changes_the_plan_at_once(desk: Desk) -> None:
    said = text(await decide(desk, MARIBEL, "S1", Way.EXTEND, goal="G2", new_due="2027-06-01"))
    assert "The goal “Build a menu of professional learning that staff can attend and use” is due Tue 1 Jun now" in said
    await decide(desk, MARIBEL, "S1", Way.REVISE, goal="G2", new_target="2")
    assert "is in the plan." in text(await decide(desk, MARIBEL, "S1", end_now=True))
    await decide(desk, MARIBEL, "S2", Way.REALIGN, inputs="Two release days\n\n")
    async with desk.store() as store:
        goal = next(each for each in await store.plans.goals() if each.code == "G2")
        new, old = await store.plans.strategy("S13"), await store.plans.strategy("S1")
        trail = [action for _at, _who, action, *_more in await store.trail("G2")]
        elements = await store.logic.elements()
    assert (goal.due, goal.target) == (date(2027, 6, 1), 2)
    assert trail.count("goal") >= 2, "what stood before stays"
    assert new is not None
    assert (new.follows, new.goal, new.title, new.start) == ("S1", "G2", "Evening workshops", None)
    assert old is not None
    assert old.end == date(2027, 1, 11)
    coach, days = elements[-2:]
    assert (coach.stage, coach.words, coach.leads_to) == (Stage.ACTIVITY, "A coach for each school", ("G6",))
    assert (days.stage, days.words, days.leads_to) == (Stage.INPUT, "Two release days", (coach.code,))


async def test_in_act_the_years_plan_stays_as_it_was_studied(desk: Desk) -> None:
    desk.at = moment("2027-05-24 10:00")
    said = text(await decide(desk, MARIBEL, "S1", Way.EXTEND, goal="G2", new_due="2028-05-01"))
    assert "For next year's plan: the goal “Build a menu" in said
    async with desk.store() as store:
        (decision,) = await store.learning.decisions()
        goal = next(each for each in await store.plans.goals() if each.code == "G2")
        assert not await store.trail("S13")
    assert not decision.details.applied
    assert goal.due != decision.details.new_due


async def test_a_proposal_takes_effect_only_when_a_lead_confirms(desk: Desk) -> None:
    await decide(desk, ANA_LUCIA)
    async with desk.store() as store:
        assert await store.plans.strategy("S13") is None
    assert "is in the plan." in text(await desk.card(DEVON, "decide.confirm", value="1"))
    async with desk.store() as store:
        assert await store.plans.strategy("S13") is not None


async def test_another_strategy_decided_anew_takes_the_place_of_one_that_nobody_worked_on(desk: Desk) -> None:
    await decide(desk, MARIBEL)
    assert "is in the plan." in text(await decide(desk, MARIBEL, new_strategy_title="Lunch-hour workshops"))
    async with desk.store(writes=True) as store:
        strategies_by_code = {each.code: each for each in await store.plans.strategies()}
        assert strategies_by_code["S13"].title == "Lunch-hour workshops"
        assert "S14" not in strategies_by_code
        await store.plans.put_strategy(replace(strategies_by_code["S13"], prediction="Eight of ten come"))
    assert "“Workshops online” is in the plan." in text(
        await decide(desk, MARIBEL, new_strategy_title="Workshops online")
    )


async def test_an_input_alone_leads_to_the_goal_that_is_worked_on(desk: Desk) -> None:
    await decide(desk, MARIBEL, "S2", Way.REALIGN, additions="", inputs="Two release days")
    async with desk.store() as store:
        added = (await store.logic.elements())[-1]
    assert (added.stage, added.leads_to) == (Stage.INPUT, ("G2",))


async def test_shifting_the_focus_lets_the_goal_wait_in_the_next_year_alone(desk: Desk) -> None:
    said = text(await decide(desk, MARIBEL, "S1", Way.SHIFT, until="2028-01-10", end_now=True))
    assert "Communication comes first, and the goal “Build a menu" in said
    assert "Its last day is Mon 11 Jan." in said
    async with desk.store() as store:
        assert await store.parked.waiting() == {}


async def test_a_parked_goal_is_asked_about_on_its_day_and_not_before(desk: Desk) -> None:
    await decide(desk, MARIBEL, "S1", Way.CHANGE_FOCUS, until="2027-03-06")
    async with desk.store() as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        assert "S1" not in [each.value for each in await waiting_for(store, ana, date(2027, 1, 14))]
        drafts = list(await parked_due(TimeSpan(desk.at, moment("2027-03-31 10:00")), store))
    assert {each.at for each in drafts} == {moment("2027-03-08 09:00")}, "a Saturday: the next school day"
    assert len(drafts) == 2
    with pytest.raises(NotAllowed):
        await desk.enter(WEI, "decide.unpark", value="1")
    assert routes_of(await desk.card(WEI, "decide", "parked")) == ["decide.holds"]
    assert "I ask Maribel Ortega and Devon Achterberg" in text(await desk.card(WEI, "decide.holds", value="1"))
    async with desk.store() as store:
        asked = await store.outbox.of_kind("parked")
        card = await feature.notifications["parked"](asked[0], store)
    assert card is not None
    assert "says that Build a menu of professional learning that staff can attend and use has waited long" in text(card)
    form = await desk.form(MARIBEL, "decide.later", value="1")
    with pytest.raises(Refusal, match="after today"):
        await desk.enter(MARIBEL, form.route, answers={"until": "2027-01-11"}, carry=form.carry)
    await desk.card(MARIBEL, form.route, answers={"until": "2027-04-05"}, carry=form.carry)
    assert "taken up again" in text(await desk.card(DEVON, "decide.unpark", value="1"))
    with pytest.raises(Refusal, match="does not wait any more"):
        await desk.enter(MARIBEL, "decide.letgo", value="1")


async def test_what_comes_first_this_year_is_offered_as_a_goal_where_none_names_it(desk: Desk) -> None:
    card = await decide(desk, MARIBEL, "S1", Way.CHANGE_FOCUS, first_activity="Communication")
    assert "[Add a goal: Communication]" in text(card)
    assert "Add a goal" not in text(await decide(desk, MARIBEL, "S1", Way.CHANGE_FOCUS, first_activity="Collaboration"))
    desk.at = moment("2027-05-24 10:00")
    words = text(await decide(desk, MARIBEL, "goal:G3", Way.CHANGE_FOCUS, first_activity="Communication"))
    assert "Add a goal" not in words, "the next year's draft has it by itself"
    assert "In next year's plan: yes, waiting" in words


async def test_another_path_takes_a_parked_goal_up_again(desk: Desk) -> None:
    await decide(desk, MARIBEL, "S1", Way.CHANGE_FOCUS)
    await decide(desk, MARIBEL, "S1", Way.SUSTAIN)
    async with desk.store() as store:
        assert await store.parked.waiting() == {}


async def test_letting_go_sets_the_goal_and_its_strategies_aside(desk: Desk) -> None:
    await decide(desk, MARIBEL, "S1", Way.CHANGE_FOCUS)
    assert "set aside with its strategies" in text(await desk.card(MARIBEL, "decide.letgo", value="1"))
    async with desk.store() as store:
        assert "G2" not in [each.code for each in await store.plans.goals()]
        assert "S1" not in [each.code for each in await store.plans.strategies()]


async def test_a_second_look_comes_back_once_to_whoever_takes_it(desk: Desk) -> None:
    await decide(desk, MARIBEL, "S1", Way.KEEP, look_again="2027-02-06", step="", due="")
    async with desk.store() as store:
        (draft,) = await reminders_due(TimeSpan(desk.at, moment("2027-05-31 10:00")), store)
        ana = await store.people.by_email(ANA_LUCIA)
    assert ana is not None
    assert (draft.member, draft.at) == (ana.id, moment("2027-02-08 09:00"))
    async with desk.store(writes=True) as store:
        await store.outbox.write([draft])
        (notification,) = await store.outbox.of_kind("look-again")
        card = await feature.notifications["look-again"](notification, store)
        assert card is not None
        assert "You wanted to look again at After-school" in text(card)
    await decide(desk, MARIBEL, "S1", Way.SUSTAIN, step="", due="")
    async with desk.store() as store:
        assert await feature.notifications["look-again"](notification, store) is None, (
            "another decision has taken its place"
        )
