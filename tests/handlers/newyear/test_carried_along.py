"""What decisions and teams leave for the next year: it is in the new plan, or one button away from it."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from handlers.decide.routes import feature as decide_feature
from handlers.kit.form import Line, Number, Pick
from handlers.newyear.routes import feature
from handlers.plan.routes import feature as plan_feature
from handlers.school.routes import feature as school_feature
from handlers.share.routes import feature as share_feature
from pdsa.communication_plan import Audience, Worked
from pdsa.decisions import Path as Way
from pdsa.errors import NotAllowed, Refusal
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from storage.exporting import take_out
from storage.files.sheets.writing import written
from tests.handlers.decide.interviews import decide
from tests.handlers.desk import Desk, buttons_of, fields, moment, open_desk, routes_of, text
from tests.handlers.school.a_school import COTTONWOOD
from tests.people import ANA_LUCIA, HANNAH, KOFI, MARIBEL, TOMASZ

MISSING = ("Aligned Resources", "Communication")


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    """ACT, the routes of three features."""
    async with open_desk(tmp_path, feature, plan, at="2027-05-28 10:00") as made:
        for each in (decide_feature, plan_feature):
            made.routes |= {route.name: route for route in each.routes}
        made.at = moment("2026-09-01 08:00")
        await made.start()
        made.at = moment("2027-05-28 10:00")
        yield made


async def launched(desk: Desk) -> str:
    desk.at = moment("2027-06-04 12:00")
    return text(await desk.card(MARIBEL, "newyear.launch.now"))


async def test_what_was_realigned_is_in_the_new_model_and_a_goal_away(desk: Desk) -> None:
    await decide(desk, MARIBEL, "S1", Way.REALIGN, activities=MISSING[:1], carries=True)
    assert "Added to the logic model: A coach for each school." in text(await desk.card(MARIBEL, "newyear"))
    assert "no goal of the plan names it yet: Aligned Resources." in await launched(desk)
    async with desk.store() as store:
        (added,) = [each for each in await store.logic.elements() if each.words == "A coach for each school"]
        goal = next(each for each in await store.plans.goals() if each.code == "G2")
        assert added.leads_to == tuple(
            link.outcome for link in await store.plans.links() if link.implementation == goal.code
        )
    card = await desk.card(MARIBEL, "plan")
    (button,) = [each for each in buttons_of(card) if each.route == "plan.goal.new" and each.value]
    form = await desk.form(MARIBEL, button.route, value=button.value)
    assert form.carry["kind"] == "Implementation"
    item = fields(form)["item"]
    assert isinstance(item, Pick)
    async with desk.store() as store:
        framework = await store.frameworks.get("")
    assert framework.activity(str(item.chosen)) == framework.activity("Aligned Resources")
    answers = {"statement": "Money follows the plan", "item": item.chosen, "baseline": "1", "target": "3"}
    await desk.enter(MARIBEL, form.route, answers=answers, carry=form.carry)
    assert "Aligned Resources" not in text(await desk.card(MARIBEL, "newyear"))
    assert "Decided, and no goal" not in text(await desk.card(MARIBEL, "plan"))


async def test_the_goals_form_begins_where_the_rubric_stands(desk: Desk) -> None:
    card = await decide(desk, MARIBEL, "S1", Way.REALIGN, activities=MISSING)
    assert [each.label for each in buttons_of(card) if each.route == "plan.goal.new"] == [
        f"Add a goal: {each}" for each in MISSING
    ]
    async with desk.store() as store:
        rating = (await store.plans.ratings())[0]
    form = await desk.form(MARIBEL, "plan.goal.new", value=rating.activity)
    baseline = fields(form)["baseline"]
    assert isinstance(baseline, Number)
    assert baseline.value == (rating.year_end or rating.mid_year or rating.initial)
    assert "activity" in fields(await desk.form(MARIBEL, "plan.goal.new", value="Nobody's item " * 60))
    assert "kind" in fields(await desk.form(MARIBEL, "plan.goal.new"))


async def test_where_it_is_taken_is_shown_and_asked(desk: Desk) -> None:
    await decide(desk, MARIBEL, "S3", Way.EXPAND, carries=True)
    assert "(expand, to: Mesa; please check where it is done)" in text(await desk.card(MARIBEL, "newyear.strategies"))
    form = await desk.form(MARIBEL, "newyear.picked", answers={"part": "strategy:S3"})
    where = fields(form)["where"]
    assert isinstance(where, Line)
    assert where.text == "Cottonwood Elementary", "a school that it is done at keeps its say"
    assert where.hint == "It was decided to take it to: Mesa"
    answers = {"carry": "carry", "title": "Practice", "where": "Mesa alone", "start": "", "end": ""}
    await desk.enter(MARIBEL, form.route, answers=answers, carry=form.carry)
    await launched(desk)
    async with desk.store() as store:
        strategy = await store.plans.strategy("S3")
    assert strategy is not None
    assert strategy.where == "Mesa alone"


async def test_what_a_decision_puts_first_gets_its_target_before_the_launch(desk: Desk) -> None:
    await decide(desk, MARIBEL, "S1", Way.CHANGE_FOCUS, first_activity=MISSING[1])
    card = await desk.card(MARIBEL, "newyear")
    assert "No target yet: Communication." in text(card)
    (button,) = [each for each in buttons_of(card) if each.route == "newyear.change"]
    assert button.label == "Set a target: Communication"
    form = await desk.form(MARIBEL, button.route, value=button.value)
    answers = {"carry": "carry", "statement": "Everybody hears of it", "baseline": "1", "target": "3", "due": ""}
    with pytest.raises(Refusal, match="from 1 to 4"):
        await desk.enter(MARIBEL, form.route, answers=answers | {"target": "7"}, carry=form.carry)
    words = text(await desk.card(MARIBEL, form.route, answers=answers, carry=form.carry))
    assert "Kept for Communication." in words
    assert "No target yet" not in words
    assert "Set targets" not in await launched(desk)
    async with desk.store() as store:
        first = next(each for each in await store.plans.goals() if each.activity == "Communication")
        assert (first.statement, first.baseline, first.target) == ("Everybody hears of it", 1, 3)
        assert set(await store.parked.waiting()) == {"G2"}


async def test_a_target_that_nobody_set_is_asked_for_at_the_launch(desk: Desk) -> None:
    await decide(desk, MARIBEL, "S1", Way.CHANGE_FOCUS, first_activity=MISSING[1])
    await decide(desk, MARIBEL, "goal:G3", Way.OTHER_STRATEGY, carries=True)
    told = text(await desk.card(MARIBEL, "newyear"))
    assert "New, decided on for a goal: Evening workshops." in told
    assert "Evening workshops: new, decided on for the goal “Departments plan" in text(
        await desk.card(MARIBEL, "newyear.strategies", value="12")
    )
    card = await launched(desk)
    assert "Set a target: 1 goal has none yet." in card
    assert "[What is missing]" in card
    async with desk.store() as store:
        strategy = await store.plans.strategy("S13")
    assert strategy is not None
    assert (strategy.goal, strategy.title) == ("G3", "Evening workshops")


async def test_a_goal_that_waits_goes_on_waiting_when_its_words_are_changed(desk: Desk) -> None:
    await decide(desk, MARIBEL, "S1", Way.CHANGE_FOCUS, first_activity=MISSING[1])
    form = await desk.form(MARIBEL, "newyear.change", value="goal:G2")
    fate = fields(form)["carry"]
    assert isinstance(fate, Pick)
    assert fate.chosen == "wait"
    answers = {"carry": "wait", "statement": "A menu", "baseline": "2", "target": "3", "due": ""}
    await desk.card(MARIBEL, form.route, answers=answers, carry=form.carry)
    words = text(await desk.card(MARIBEL, "newyear")) + text(await desk.card(MARIBEL, "newyear.page", value="3"))
    assert "It waits for its day or condition: A menu." in words
    assert "New, because a decision puts it first: Communication." in words
    words = text(await desk.card(MARIBEL, form.route, answers=answers | {"carry": "carry"}, carry=form.carry))
    assert "It waits" not in words
    again = fields(await desk.form(MARIBEL, "newyear.change", value="goal:G2"))["carry"]
    assert isinstance(again, Pick)
    assert again.chosen == "carry"
    assert "wait" in [each.value for each in again.options], "the decision can still be followed"


async def test_what_was_both_ended_and_kept_is_asked(desk: Desk) -> None:
    await decide(desk, MARIBEL, "S4", Way.STOP, carries=True)
    await decide(desk, MARIBEL, "S5", Way.KEEP)
    words = text(await desk.card(MARIBEL, "newyear"))
    assert "Decided both to end and to be part of the next year: Monthly" in words
    assert "Left behind, with what was learned: One calendar" in words
    assert "which counts?" in text(await desk.card(MARIBEL, "newyear.strategies"))


async def test_communication_plans_go_on_unsent_when_a_lead_says_so(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        sent = {"sent_at": desk.at, "sent_by": 1, "worked": Worked.YES, "review": "Shorter", "day": date(2026, 10, 5)}
        line = Audience(0, "District", "Families", 3, 2, "=core", ("one",), sender=TOMASZ, **sent)
        await store.sharing.put(line)
        await store.sharing.put(Audience(0, "Mesa", "Board", 3, 1, sender="gone@x.example"))
    with pytest.raises(Refusal, match="launched first"):
        await desk.enter(MARIBEL, "newyear.audiences")
    assert "Communication plans of 2026-27: 2 lines can go on, unsent" in await launched(desk)
    assert "newyear.audiences" in routes_of(await desk.card(MARIBEL, "newyear"))
    with pytest.raises(NotAllowed):
        await desk.enter(ANA_LUCIA, "newyear.audiences")
    assert "Taken along: 2 lines, their days moved on" in text(await desk.card(MARIBEL, "newyear.audiences"))
    assert "newyear.audiences" not in routes_of(await desk.card(MARIBEL, "newyear"))
    assert "Nothing to take along" in text(await desk.card(MARIBEL, "newyear.audiences"))
    async with desk.store() as store:
        families, board = await store.sharing.all()
        assert (families.day, families.sent_at, families.worked) == (date(2027, 10, 4), None, None)
        assert (families.statement, families.points, families.sender, families.review) == (
            "=core", ("one",), TOMASZ, "Shorter",
        )  # fmt: skip
        assert board.sender == ""
        assert not await store.outbox.of_kind("share")


async def test_a_team_takes_its_own_lines_along_once(desk: Desk) -> None:
    for each in (share_feature, school_feature):
        desk.routes |= {route.name: route for route in each.routes}
    async with desk.store(writes=True) as store:
        for team in (COTTONWOOD, "Mesa Verde Middle School", "District"):
            await store.sharing.put(Audience(0, team, "Families", 3, 2, "Calm mornings", sender=HANNAH))
    assert "share.along" not in routes_of(await desk.card(KOFI, "share")), "there is no year to take them into"
    await launched(desk)
    card = await desk.card(KOFI, "share")
    assert "This is 2026-27. 2027-28 is laid out" in text(card)
    assert "Take last year's lines into 2027-28" in text(card)
    assert "This is 2026-27. 2027-28 is laid out" in text(await desk.card(KOFI, "school"))
    assert "This is 2026-27." in text(await desk.card(MARIBEL, "school"))
    with pytest.raises(NotAllowed):
        await desk.enter(ANA_LUCIA, "share.along")
    words = text(await desk.card(KOFI, "share.along"))
    assert "Taken along into 2027-28: 1 line, unsent" in words
    assert "You can change them here once a lead has started that year." in words
    with pytest.raises(Refusal, match="Nothing to take along"):
        await desk.enter(KOFI, "share.along")
    async with desk.store(writes=True) as store:
        assert [each.team for each in await store.sharing.all()] == [COTTONWOOD], "one's own team's alone"
        await store.cycles.start(store.cycle, desk.at)
    assert "2026-27" not in text(await desk.card(KOFI, "share"))
    assert "Taken along into 2027-28: 1 line, unsent, their days moved on by 52 weeks.\n" in text(
        await desk.card(TOMASZ, "share.along")
    )


async def test_decisions_on_goals_are_in_the_export(desk: Desk) -> None:
    await decide(desk, MARIBEL, "goal:G2", Way.KEEP)
    async with desk.store() as store:
        plan, happened = await take_out(store)
    assert [(each.strategy, each.subject.value) for each in happened.decisions] == [("G2", "goal")]
    assert written(plan, happened)


def reflection(member: int, desk: Desk) -> Reflection:
    return Reflection("S1", member, desk.at, "It ran", Held.PARTLY, "Ask the teachers first")


async def test_deciding_shows_what_earlier_years_learned(desk: Desk) -> None:
    await decide(desk, MARIBEL, "S1", Way.STOP, carries=True, reason="Needle: Fridays never work")
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        await store.learning.reflect(reflection(ana.id, desk))
    await launched(desk)
    desk.at = moment("2027-09-01 09:00")
    async with desk.store(writes=True) as store:
        await store.cycles.start(store.cycle, desk.at)
    words = str((await desk.form(MARIBEL, "decide", "S1")).fields)
    assert "2026-27" in words
    assert "Ask the teachers first" in words
