"""The turn of the years at a desk: what leads see, say, change, and launch."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handlers.kit.form import Form, Pick
from handlers.kit.reply import Ask, Say, Then
from handlers.newyear.routes import feature
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.plan import Plan
from tests.handlers.desk import Desk, buttons_of, fields, moment, open_desk, routes_of, text
from tests.handlers.ready_desk_databases import open_copy
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, MARIBEL, TOMASZ

LAST_DAY = "2027-06-04 12:00"


@pytest.fixture
async def desk(tmp_path: Path, year: Path) -> AsyncIterator[Desk]:
    """Riverbend's year as it was lived, on its last school day."""
    async with open_copy(year, tmp_path, feature, at=LAST_DAY) as made:
        yield made


async def show(desk: Desk, person: str = MARIBEL) -> str:
    return text(await desk.card(person, "newyear"))


async def codes(desk: Desk) -> list[str]:
    async with desk.store() as store:
        return [each.code for each in await store.plans.strategies()]


@pytest.mark.parametrize(("at", "told", "launch"), [
    ("2027-05-21 09:00", "It is early: decisions come in ACT", False),
    ("2027-05-28 09:00", "From Fri 4 Jun, the last school day, you can launch it", False),
    ("2027-06-04 09:00", "if you launched the next year now", True),
    ("2027-07-10 09:00", "if you launched the next year now", True),
])  # fmt: skip
async def test_the_next_year_can_be_looked_at_early_and_launched_late(
    desk: Desk, at: str, told: str, launch: bool
) -> None:
    desk.at = moment(at)
    card = await desk.card(MARIBEL, "newyear")
    assert told in text(card)
    assert ("newyear.launch" in routes_of(card)) is launch
    if not launch:
        with pytest.raises(Refusal, match="The launch waits for Fri 4 Jun"):
            await desk.enter(MARIBEL, "newyear.launch.now")


async def test_only_leads_may(desk: Desk) -> None:
    for email in (ANA_LUCIA, TOMASZ, BERNADETTE):
        for route in ("newyear", "newyear.launch.now", "newyear.close", "newyear.share.now", "newyear.choose.keep"):
            with pytest.raises(NotAllowed):
                await desk.enter(email, route)


async def test_before_start_there_is_no_next_year(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, plan) as made:
        with pytest.raises(Refusal, match="has not been started yet"):
            await made.enter(MARIBEL, "newyear")


async def test_the_card_says_what_goes_on_and_what_is_asked(desk: Desk) -> None:
    said = await show(desk)
    assert "Nobody has decided on Peer visits" in said
    assert "and 8 more: unless you say otherwise, they go on." in said
    assert "A new one takes the place of After-school" in await whole(desk)
    assert "Conclusions shared after the reflection: not yet" in said


async def whole(desk: Desk) -> str:
    """All pages of the card."""
    said, card = "", await desk.card(MARIBEL, "newyear")
    while more := next((each for each in buttons_of(card) if each.label.endswith("more")), None):
        said, card = said + text(card), await desk.card(MARIBEL, more.route, value=more.value)
    return said + text(card)


async def test_what_was_learned_stands_beside_each_strategy(desk: Desk) -> None:
    card = await desk.card(MARIBEL, "newyear.strategies", value="0")
    assert "“Move the workshops into the early-release days” takes its place" in text(card)
    assert "Learned: “Five minutes are enough if the principal takes part.”" in text(card)
    assert "S12" not in text(card)
    assert "Restorative" in text(await desk.card(MARIBEL, "newyear.strategies", value="11"))
    assert text(await desk.card(MARIBEL, "newyear.strategies", value="99")) == text(card)
    assert "2 → 3; due Fri 26 May 2028" in text(await desk.card(MARIBEL, "newyear.goals", value="0"))


async def test_undecided_ones_are_asked_page_by_page_until_none_is_left(desk: Desk) -> None:
    asked = await desk.form(MARIBEL, "newyear.choose", value="open:0")
    assert list(fields(asked)) == ["S2", "S4", "S5", "S6", "S7", "S8", "S9", "S10"]
    answers = dict.fromkeys(fields(asked), "carry") | {"S4": "leave"}
    assert await keep(desk, asked, answers) == [Then("newyear.choose", value="open:0")]
    asked = await desk.form(MARIBEL, "newyear.choose", value="open:0")
    assert list(fields(asked)) == ["S12"]
    (said,) = await keep(desk, asked, {"S12": "leave"})
    assert isinstance(said, Say)
    assert "Everything has its way on now." in text(said.card)
    assert "Left behind, with what was learned: Monthly planning" in await whole(desk)
    with pytest.raises(Refusal, match="Nothing waits here any more"):
        await desk.enter(MARIBEL, "newyear.choose", value="open:0")


async def keep(desk: Desk, asked: Form, answers: dict[str, object]) -> list[object]:
    return await desk.enter(MARIBEL, asked.route, carry=asked.carry, answers=answers)  # type: ignore[arg-type,return-value]


async def test_a_decision_can_be_overruled_and_the_page_shows_it(desk: Desk) -> None:
    asked = await desk.form(MARIBEL, "newyear.choose", value="all:0")
    assert asked.send == "Keep, next page"
    first = fields(asked)["S3"]
    assert isinstance(first, Pick)
    assert first.chosen == "carry"
    assert await keep(desk, asked, {"S3": "leave"}) == [Then("newyear.choose", value="all:8")]
    assert "Five-minute adult practice at the start of staff meetings: is left (expand)" in text(
        await desk.card(MARIBEL, "newyear.strategies", value="0")
    )


async def test_one_strategy_is_changed_before_the_launch(desk: Desk) -> None:
    (reply,) = await desk.enter(MARIBEL, "newyear.picked", answers={"part": "strategy:S3"})
    assert isinstance(reply, Ask)
    answers = {"carry": "carry", "title": "Ten-minute practice", "start": "2027-10-04", "end": "2028-04-28"}
    assert "Kept for Five-minute adult practice" in text((await keep(desk, reply.form, answers))[0].card)  # type: ignore[attr-defined]
    await desk.enter(MARIBEL, "newyear.launch.now")
    async with desk.store() as store:
        strategy = await store.plans.strategy("S3")
    assert strategy is not None
    assert (strategy.title, strategy.start, strategy.prediction) == ("Ten-minute practice", date(2027, 10, 4), "")


@pytest.mark.parametrize(("answers", "field"), [
    ({"title": "", "carry": "carry"}, "title"),
    ({"title": "x", "start": "2027-10-04", "end": "2027-10-01"}, "end"),
])  # fmt: skip
async def test_what_will_not_do_is_said_under_its_field(desk: Desk, answers: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        await desk.enter(MARIBEL, "newyear.change.keep", carry={"part": "strategy:S3"}, answers=answers)
    assert refused.value.field == field


@pytest.mark.parametrize("part", ["goal:G77", "strategy:", "nonsense", "goal", "strategy:G1"])
async def test_an_unknown_part_is_refused_in_words(desk: Desk, part: str) -> None:
    with pytest.raises(Refusal, match="I do not find that"):
        await desk.enter(MARIBEL, "newyear.picked", answers={"part": part})


async def test_a_goal_gets_another_target(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "newyear.picked", answers={"part": "goal:G4"})
    answers = {"carry": "carry", "statement": "Standards in use", "baseline": "2", "target": "3", "due": "2028-05-26"}
    await keep(desk, form, dict(answers))
    with pytest.raises(Refusal, match="from 1 to 4"):
        await keep(desk, form, {**answers, "target": "9"})
    assert "Standards in use: 2 → 3" in text(await desk.card(MARIBEL, "newyear.goals"))


async def test_the_launch_lays_the_year_out_and_starts_nothing(desk: Desk) -> None:
    card = await desk.card(MARIBEL, "newyear.launch")
    assert "Mon 16 Aug to Fri 2 Jun 2028. Please check them." in text(card)
    days = text(await desk.card(MARIBEL, "newyear.daysoff"))
    assert "Labor Day: Mon 6 Sep" in days
    assert "Presidents Day: Mon 21 Feb" in days, "the third Monday, not the one 52 weeks later"
    assert "Veterans" not in days
    (said,) = await desk.enter(MARIBEL, buttons_of(card)[0].route, value=buttons_of(card)[0].value)
    assert "2027-28 is laid out" in text(said.card)  # type: ignore[union-attr]
    async with desk.store() as store:
        assert store.cycle is not None
        assert (store.cycle.label, store.cycle.started_at) == ("2027-28", None)
        assert store.cycle.channels.team == "#sel-team"
        assert all(off.proposed for off in store.cycle.year.days_off)
        assert store.cycle.commitment == "", "that this is the third yearly plan is true of one year"
        strategies_by_code = {each.code: each for each in await store.plans.strategies()}
        assert list(strategies_by_code)[:3] == ["S13", "S2", "S3"]
        assert not any(each.prediction for each in strategies_by_code.values())
        assert (strategies_by_code["S13"].follows, strategies_by_code["S13"].carried_from) == ("S1", "2026-27:S1")
        menu = next(each for each in await store.plans.goals() if each.code == "G2")
        assert (menu.baseline, menu.target, menu.carried_from) == (2, 3, "2026-27:G2")
        assert len(await store.plans.links()) == 4
        assert not await store.plans.observations(date.max)
        assert len(await store.people.all()) == 16
        assert not [each for each in await store.outbox.all() if each.kind != "x"]
    with pytest.raises(Refusal, match="2027-28 is laid out already"):
        await desk.enter(DEVON, "newyear.launch.now")
    assert "2027-28 is laid out. School begins Mon 16 Aug" in await show(desk, DEVON)


async def test_a_plan_for_the_next_year_that_was_brought_in_stands(desk: Desk, plan: Plan) -> None:
    desk.at = moment("2027-06-20 09:00")
    days = {"first_day": date(2027, 8, 16), "last_day": date(2028, 6, 2)}
    bare = replace(plan, school_year="2027-28", days_off=(), observations=(), ratings=(), strategies=(), **days)
    await desk.bring(bare)
    assert "2027-28 is laid out." in await show(desk)
    with pytest.raises(Refusal, match="2027-28 is laid out already"):
        await desk.enter(MARIBEL, "newyear.launch.now")


LONG = "Ünïcode 名前 " * 25


async def test_two_hundred_strategies_with_long_names(tmp_path: Path, plan: Plan) -> None:
    big = replace(
        plan,
        goals=tuple(Goal(f"G{n}", GoalKind.IMPLEMENTATION, LONG, LONG[:90], 1, 3) for n in range(1, 41)),
        strategies=tuple(Strategy(f"S{n}", f"G{n % 40 + 1}", LONG, DEVON, date(2026, 9, 14)) for n in range(1, 201)),
        links=(), observations=(), ratings=(),
    )  # fmt: skip
    async with open_desk(tmp_path, feature, big) as made:
        await made.start()
        made.at = moment(LAST_DAY)
        assert "Strategies: 200 go on." in text(await made.card(MARIBEL, "newyear"))
        for page in (0, 24):
            await made.card(MARIBEL, "newyear.strategies", value=str(page))
            await made.form(MARIBEL, "newyear.choose", value=f"all:{page}")
        await made.card(MARIBEL, "newyear.goals", value="4")
        await made.form(MARIBEL, "newyear.pick")
        await made.enter(MARIBEL, "newyear.launch.now")
        assert len(await codes(made)) == 200
        shared = await made.card(MARIBEL, "newyear.share")
        assert "in its thread, in 12 messages" in text(shared)


async def test_an_empty_plan_turns_the_year_as_well(tmp_path: Path, plan: Plan) -> None:
    empty = replace(plan, goals=(), strategies=(), links=(), observations=(), ratings=())
    async with open_desk(tmp_path, feature, empty) as made:
        await made.start()
        made.at = moment(LAST_DAY)
        assert "Strategies: 0 go on." in text(await made.card(MARIBEL, "newyear"))
        for route, words in (("newyear.strategies", "no strategies"), ("newyear.pick", "is empty"),
                            ("newyear.choose", "Nothing waits")):  # fmt: skip
            with pytest.raises(Refusal, match=words):
                await made.enter(MARIBEL, route)
        await made.card(MARIBEL, "newyear.goals")
        await made.enter(MARIBEL, "newyear.launch.now")
        with pytest.raises(Refusal, match="has no goals yet"):
            await made.enter(MARIBEL, "newyear.share")
