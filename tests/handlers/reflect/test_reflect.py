"""`/sel reflect`: what the form shows to whom, what is kept, and that it leads on to the decision."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handlers.kit.card import Chart
from handlers.kit.form import Form, Line, Note, Option, Pick, PickMany, Saying, Tick
from handlers.kit.reply import Say, Then
from handlers.kit.words import plain
from handlers.reflect.routes import feature
from pdsa.checkin import CheckIn, Went
from pdsa.errors import NotAllowed, Refusal
from pdsa.obstacles import Obstacle
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from tests.handlers.desk import Desk, buttons_of, fields, moment, open_desk, text
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, JEROME, KOFI, MARIBEL, RUTH, TOMASZ, WEI

HAPPENED = {"happened": "Four of six workshops ran", "held": "partly", "missing": "Evening staff"}
LEARNED = {
    "learned": "Evenings suit staff better than Fridays",
    "people": "The site leads",
    "in_way": "Substitutes",
}


async def checked_in(desk: Desk, code: str, email: str, **values: Any) -> None:
    async with desk.store(writes=True) as store:
        person = await store.people.by_email(email)
        assert person is not None
        week = values.pop("week", date(2027, 4, 15))
        went = values.pop("went", Went.PARTLY)
        await store.checkins.put(CheckIn(code, week, person.id, went, desk.at, **values))


async def keep(desk: Desk, email: str, code: str, **answers: Any) -> Say:
    first = await desk.form(email, "reflect", code)
    second = await desk.form(email, first.route, answers=HAPPENED | answers, carry=first.carry)
    said, then = await desk.enter(email, second.route, answers=LEARNED | answers, carry=second.carry)
    assert then == Then("decide", value=code)
    assert isinstance(said, Say)
    return said


async def second(desk: Desk, email: str, code: str, **answers: Any) -> Form:
    """The screen that follows the first one."""
    return await desk.form(email, "reflect.begin", answers=HAPPENED | answers, carry={"strategy": code})


def notes(form: Form) -> str:
    return "\n".join(plain(each.words) for each in form.fields if isinstance(each, Note))


def sayings(form: Form) -> list[str]:
    return [each.text for each in form.fields if isinstance(each, Saying)]


def choices(form: Form) -> list[str]:
    (pick,) = [each for each in form.fields if isinstance(each, Pick)]
    return [option.value for option in pick.options]


async def test_ones_own_strategies_come_first(desk: Desk) -> None:
    form = await desk.form(DEVON, "reflect")
    assert form.route == "reflect.choose"
    assert choices(form)[:3] == ["S4", "S5", "S1"]
    assert len(choices(form)) == 12


async def test_what_nobody_looked_back_at_comes_first(desk: Desk) -> None:
    await keep(desk, DEVON, "S4")
    form = await desk.form(DEVON, "reflect")
    assert choices(form)[:2] == ["S5", "S4"]
    assert choices(form)[-1] != "S4"
    (pick,) = [each for each in form.fields if isinstance(each, Pick)]
    assert pick.options[1].label.endswith("· done Mon 3 May")
    assert len(pick.options[1].label) <= 75


@pytest.mark.parametrize(
    ("email", "codes"),
    [
        (KOFI, ["S2", "S3"]),
        (RUTH, ["S11", "S12"]),
        (TOMASZ, ["S9", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S10", "S11", "S12"]),
    ],
    ids=["a school's team: its own and its school's", "another school", "communications, on the district's team"],
)
async def test_who_may_choose_what(desk: Desk, email: str, codes: list[str]) -> None:
    assert choices(await desk.form(email, "reflect")) == codes


async def test_observers_only_read(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        await desk.enter(BERNADETTE, "reflect")


@pytest.mark.parametrize("typed", ["S1", "s1", "s 1.", "virtual workshops", "AFTER-SCHOOL"])
async def test_a_code_or_words_lead_straight_there(desk: Desk, typed: str) -> None:
    form = await desk.form(WEI, "reflect", typed)
    assert form.route == "reflect.begin"
    assert form.carry["strategy"] == "S1"


async def test_words_that_fit_several_or_none(desk: Desk) -> None:
    several = await desk.form(MARIBEL, "reflect", "monthly")
    assert choices(several) == ["S4", "S9"]
    assert "fits more than one" in notes(several)
    none = await desk.form(MARIBEL, "reflect", "<!channel> zzz")
    assert len(choices(none)) == 12
    assert "I know no strategy like “<!channel> zzz”" in notes(none)


async def test_the_chosen_strategy_opens_its_questions(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "reflect.choose", answers={"strategy": "S2"})
    assert form.carry["strategy"] == "S2"
    for code in ("S99", ""):
        with pytest.raises(Refusal) as refused:
            await desk.enter(MARIBEL, "reflect.choose", answers={"strategy": code})
        assert refused.value.field == "strategy"
    with pytest.raises(Refusal, match="own team"):
        await desk.enter(RUTH, "reflect.choose", answers={"strategy": "S2"})


async def test_a_single_strategy_needs_no_choice(tmp_path: Path, plan: Plan) -> None:
    small = replace(plan, strategies=plan.strategies[:1], links=())
    async with open_desk(tmp_path, feature, small, at="2027-05-03 10:00") as desk:
        assert (await desk.form(ANA_LUCIA, "reflect")).route == "reflect.begin"


async def test_no_strategy_at_all(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, replace(plan, strategies=()), at="2027-05-03 10:00") as desk:
        with pytest.raises(Refusal, match="`plan` shows the plan"):
            await desk.enter(ANA_LUCIA, "reflect")


async def test_the_prediction_word_for_word_and_later_wordings_beside_it(desk: Desk) -> None:
    desk.at = moment("2027-01-11 10:00")
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, prediction="Half of the staff attend one"))
    desk.at = moment("2027-05-03 10:00")
    form = await desk.form(ANA_LUCIA, "reflect", "S1")
    assert sayings(form) == ["60% of staff attend at least two by April", "Half of the staff attend one"]
    assert "as it stood at the start (Mon 14 Sep)" in notes(form)
    assert "A later wording, of Mon 11 Jan:" in notes(form)


async def test_of_what_has_not_begun_it_is_said(desk: Desk) -> None:
    sentence = "It begins on Mon 10 May. What you say now is kept; once it has run, look back again."
    assert sentence not in notes(await desk.form(ANA_LUCIA, "reflect", "S1"))
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, start=date(2027, 5, 10)))
    (pick,) = [each for each in (await desk.form(ANA_LUCIA, "reflect")).fields if isinstance(each, Pick)]
    assert next(each.label for each in pick.options if each.value == "S1").endswith("· begins Mon 10 May")
    assert sentence in notes(await desk.form(ANA_LUCIA, "reflect", "S1"))


async def test_without_a_prediction_nobody_is_asked_whether_it_held(desk: Desk) -> None:
    desk.at = moment("2026-08-20 10:00")  # before its start, from which on it stays as it is
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, prediction=""))
    desk.at = moment("2027-05-03 10:00")
    held = fields(await desk.form(ANA_LUCIA, "reflect", "S1"))["held"]
    assert isinstance(held, Pick)
    assert held.label == "Did it turn out as you had hoped?"
    assert "As hoped: partly" in text((await keep(desk, ANA_LUCIA, "S1")).card)


async def test_check_ins_in_brief_with_a_chart(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, measure="Staff who came (%)"))
    await checked_in(desk, "S1", ANA_LUCIA, week=date(2027, 4, 8), went=Went.AS_PLANNED)
    await checked_in(desk, "S1", ANA_LUCIA, number=38.0)
    await checked_in(desk, "S1", ANA_LUCIA, week=date(2027, 5, 13), went=Went.NOT)
    form = await desk.form(ANA_LUCIA, "reflect", "S1")
    assert "2 check-ins (1 as planned, 1 partly). Latest number from its check-ins: 38% (Thu 15 Apr)." in notes(form)
    (chart,) = [each for each in form.fields if isinstance(each, Chart)]
    assert chart.picture.alt.startswith("After-school and virtual workshops, six a term: 2 check-ins")
    assert "Too early to see a direction." in chart.picture.alt


async def test_sentences_are_for_their_author_and_the_leads_unless_released(desk: Desk) -> None:
    await checked_in(desk, "S1", ANA_LUCIA, in_way="Buses left at three", help="Call me")
    await checked_in(desk, "S1", ANA_LUCIA, week=date(2027, 4, 22), well="Twelve came", quotable=True)
    for reader in (ANA_LUCIA, MARIBEL):
        said = sayings(await desk.form(reader, "reflect", "S1"))
        assert said[1:] == ["Thu 15 Apr: Buses left at three", "Thu 22 Apr: Twelve came"]
    assert sayings(await desk.form(WEI, "reflect", "S1"))[1:] == ["Thu 22 Apr: Twelve came"]


async def test_what_the_plan_names_is_a_hint(desk: Desk) -> None:
    asked = fields(await second(desk, ANA_LUCIA, "S1"))
    partners, tools = asked["partners"], asked["tools"]
    assert isinstance(partners, Line)
    assert isinstance(tools, Line)
    assert partners.hint == "In the plan: Regional service center"
    assert tools.hint == "In the plan: Workshop series, stipends"
    assert (partners.text, partners.optional) == ("", True)


async def test_it_is_kept_and_goes_on_to_decide(desk: Desk) -> None:
    said = await keep(desk, ANA_LUCIA, "S1")
    shown = text(said.card)
    assert "Kept what you learned from After-school and virtual workshops" in shown
    assert "“Evenings suit staff better than Fridays”" in shown
    assert "You and the leads can read these words" in shown
    assert [(each.label, each.route, each.value) for each in buttons_of(said.card)] == [
        ("Change it", "reflect", "S1"),
        ("Decide what next", "decide", "S1"),
    ]
    async with desk.store() as store:
        (kept,) = await store.learning.reflections()
    assert (kept.strategy, kept.held, kept.people, kept.partners, kept.quotable) == (
        "S1",
        Held.PARTLY,
        "The site leads",
        "",
        False,
    )


@pytest.mark.parametrize("empty", ["happened", "held", "missing", "learned"])
async def test_four_answers_are_needed(desk: Desk, empty: str) -> None:
    said = HAPPENED | LEARNED | {empty: " "}
    if empty == "learned":
        await second(desk, ANA_LUCIA, "S1")
    with pytest.raises(Refusal) as refused:
        await desk.enter(
            ANA_LUCIA, "reflect.keep" if empty == "learned" else "reflect.begin", answers=said, carry={"strategy": "S1"}
        )
    assert refused.value.field == empty
    async with desk.store() as store:
        assert await store.learning.reflections() == []


async def test_a_forged_answer_keeps_nothing(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        await desk.enter(ANA_LUCIA, "reflect.begin", answers=HAPPENED | {"held": "surely"}, carry={"strategy": "S1"})
    assert refused.value.field == "held"
    with pytest.raises(Refusal, match="own team"):
        await desk.enter(RUTH, "reflect.keep", answers=LEARNED, carry={"strategy": "S1"})
    with pytest.raises(Refusal, match="no longer in the plan"):
        await desk.enter(RUTH, "reflect.keep", answers=LEARNED, carry={})


async def test_a_later_reflection_takes_its_place_and_the_first_stays(desk: Desk) -> None:
    await keep(desk, ANA_LUCIA, "S1", quotable=True)
    desk.at = moment("2027-05-10 10:00")
    form = await desk.form(ANA_LUCIA, "reflect", "S1")
    asked = fields(form)
    happened, held = asked["happened"], asked["held"]
    quotable = fields(await second(desk, ANA_LUCIA, "S1"))["quotable"]
    assert isinstance(happened, Line)
    assert isinstance(held, Pick)
    assert isinstance(quotable, Tick)
    assert (happened.text, held.chosen, quotable.on) == ("Four of six workshops ran", "partly", True)
    assert "Kept on Mon 3 May." in notes(form)
    await keep(desk, ANA_LUCIA, "S1", held="no")
    async with desk.store() as store:
        assert [each.held for each in await store.learning.reflections()] == [Held.PARTLY, Held.NO]


async def test_somebody_elses_reflection_is_not_filled_in(desk: Desk) -> None:
    await keep(desk, ANA_LUCIA, "S1")
    form = await desk.form(JEROME, "reflect", "S1")
    happened = fields(form)["happened"]
    assert isinstance(happened, Line)
    assert happened.text == ""
    assert "Kept on Mon 3 May." in notes(form)


async def test_a_dropped_strategy_is_not_offered(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.plans.drop("strategy", "S4")
    assert (await desk.form(DEVON, "reflect")).route == "reflect.choose"
    assert "S4" not in choices(await desk.form(DEVON, "reflect"))
    with pytest.raises(Refusal, match="no longer in the plan"):
        await desk.enter(DEVON, "reflect.keep", answers=LEARNED, carry={"strategy": "S4"})


async def test_the_first_half_outlives_a_closed_screen(desk: Desk) -> None:
    await checked_in(desk, "S1", ANA_LUCIA, well="Twelve came")
    await second(desk, ANA_LUCIA, "S1", evidence=("weeks", "2027-04-15:well", "2027-04-15:no such thing"))
    desk.at = moment("2027-05-04 10:00")
    form = await desk.form(ANA_LUCIA, "reflect", "S1")
    asked = fields(form)
    happened, evidence = asked["happened"], asked["evidence"]
    assert isinstance(happened, Line)
    assert isinstance(evidence, PickMany)
    assert (happened.text, evidence.chosen) == ("Four of six workshops ran", ("weeks", "2027-04-15:well"))
    assert "You began this on Mon 3 May." in notes(form)
    assert "You began this" not in notes(await desk.form(WEI, "reflect", "S1"))
    async with desk.store() as store:
        assert await store.learning.reflections() == []
    await keep(desk, ANA_LUCIA, "S1")
    assert "You began this" not in notes(await desk.form(ANA_LUCIA, "reflect", "S1"))


async def test_sent_twice_the_second_half_asks_for_the_first_again(desk: Desk) -> None:
    await keep(desk, ANA_LUCIA, "S1")
    form = await desk.form(ANA_LUCIA, "reflect.keep", answers=LEARNED, carry={"strategy": "S1"})
    assert form.route == "reflect.begin"
    async with desk.store() as store:
        assert len(await store.learning.reflections()) == 1


async def test_evidence_is_chosen_from_weeks_measures_and_sentences(desk: Desk) -> None:
    await checked_in(desk, "S1", ANA_LUCIA, well="Twelve came", in_way="Buses left at three")
    await checked_in(desk, "S1", WEI, week=date(2027, 4, 22), well="Nobody else may read this")
    options = {each.value: each.label for each in _offered(await desk.form(ANA_LUCIA, "reflect", "S1"))}
    assert list(options) == ["weeks", "measure:G6", "2027-04-15:well", "2027-04-15:in_way"]
    assert options["2027-04-15:in_way"] == "Thu 15 Apr, got in the way: Buses left at three"
    assert "too early to say" in notes(await desk.form(ANA_LUCIA, "reflect", "S1"))
    said = await keep(desk, ANA_LUCIA, "S1", evidence=("2027-04-15:well", "2027-04-22:well"))
    assert "What shows it:" in text(said.card)
    assert "Thu 15 Apr, went well: Twelve came" in text(said.card)
    async with desk.store() as store:
        (kept,) = await store.learning.reflections()
    assert [each.ref for each in kept.evidence] == ["2027-04-15:well"]


async def test_obstacles_who_is_missing_and_whether_families_were_heard(desk: Desk) -> None:
    said = await keep(desk, ANA_LUCIA, "S1", obstacles=("clash", "time", "no kind"), voice="Two parents' evenings")
    shown = text(said.card)
    assert "Missing from the data: Evening staff" in shown
    assert "What got in the way: no time in the day; it clashed with something else" in shown
    assert "Students and families: Two parents' evenings" in shown
    async with desk.store() as store:
        (reflection,) = await store.learning.reflections()
    assert reflection.obstacles == (Obstacle.TIME, Obstacle.CLASH)
    assert (reflection.missing, reflection.voice, reflection.shared) == (
        "Evening staff",
        "Two parents' evenings",
        False,
    )


async def test_only_a_school_says_whether_other_schools_may_see_it(desk: Desk) -> None:
    assert "shared" not in fields(await second(desk, ANA_LUCIA, "S1"))
    assert "shared" in fields(await second(desk, RUTH, "S11"))
    await keep(desk, ANA_LUCIA, "S1", shared=True)
    said = await keep(desk, RUTH, "S11", shared=True)
    assert "other schools can read what you learned" in text(said.card)
    async with desk.store() as store:
        kept = await store.learning.latest_reflections()
    assert (kept["S1"].shared, kept["S11"].shared) == (False, True)


def _offered(form: Form) -> tuple[Option, ...]:
    evidence = fields(form)["evidence"]
    assert isinstance(evidence, PickMany)
    return evidence.options


async def test_a_list_of_what_was_looked_back_at_says_that_nothing_waits(desk: Desk) -> None:
    """Devon owns two of those that he may look back at."""
    assert not notes(await desk.form(DEVON, "reflect"))
    for code in ("S4", "S5"):
        await keep(desk, DEVON, code, **({"held": "no data"} if code == "S5" else {}))
    assert "You have looked back at all of yours." in notes(await desk.form(DEVON, "reflect"))
    async with desk.store(writes=True) as store:
        for each in await store.plans.strategies():
            await store.learning.reflect(Reflection(each.code, 1, desk.at, "It ran", Held.YES, "Begin small"))
    assert "Each of these has been looked back at: nothing waits here." in notes(await desk.form(DEVON, "reflect"))
