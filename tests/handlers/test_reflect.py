"""`/sel reflect`: what the form shows to whom, what is kept, and that it leads on to the decision."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handlers.kit.card import Chart
from handlers.kit.form import Form, Line, Note, Pick, Saying, Tick
from handlers.kit.reply import Say, Then
from handlers.kit.words import plain
from handlers.reflect import feature
from pdsa.checkin import CheckIn, Went
from pdsa.errors import NotAllowed, Refusal
from pdsa.plan import Plan
from pdsa.reflection import Held
from tests.handlers.desk import Desk, buttons_of, fields, moment, open_desk, text
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, JEROME, KOFI, MARIBEL, RUTH, TOMASZ, WEI

SAID = {
    "happened": "Four of six workshops ran",
    "held": "partly",
    "learned": "Evenings suit staff better than Fridays",
    "people": "The site leads",
    "in_way": "Substitutes",
}


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan, at="2027-05-03 10:00") as made:
        await made.start()
        made.at = moment("2027-05-03 10:00")
        yield made


async def checked_in(desk: Desk, code: str, email: str, **values: Any) -> None:
    async with desk.store(writes=True) as store:
        person = await store.people.by_email(email)
        assert person is not None
        week = values.pop("week", date(2027, 4, 15))
        went = values.pop("went", Went.PARTLY)
        await store.checkins.put(CheckIn(code, week, person.id, went, desk.at, **values))


async def keep(desk: Desk, email: str, code: str, **answers: Any) -> Say:
    form = await desk.form(email, "reflect", code)
    said, then = await desk.enter(email, form.door, answers=SAID | answers, carry=form.carry)
    assert then == Then("decide", value=code)
    assert isinstance(said, Say)
    return said


def notes(form: Form) -> str:
    return "\n".join(plain(each.words) for each in form.fields if isinstance(each, Note))


def sayings(form: Form) -> list[str]:
    return [each.text for each in form.fields if isinstance(each, Saying)]


def choices(form: Form) -> list[str]:
    (pick,) = [each for each in form.fields if isinstance(each, Pick)]
    return [option.value for option in pick.options]


async def test_ones_own_strategies_come_first(desk: Desk) -> None:
    form = await desk.form(DEVON, "reflect")
    assert form.door == "reflect.choose"
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
    assert form.door == "reflect.keep"
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
        assert (await desk.form(ANA_LUCIA, "reflect")).door == "reflect.keep"


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


async def test_check_ins_in_brief_with_a_chart(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, measure="Staff who came (%)"))
    await checked_in(desk, "S1", ANA_LUCIA, week=date(2027, 4, 8), went=Went.AS_PLANNED)
    await checked_in(desk, "S1", ANA_LUCIA, number=38.0)
    await checked_in(desk, "S1", ANA_LUCIA, week=date(2027, 5, 13), went=Went.NOT)
    form = await desk.form(ANA_LUCIA, "reflect", "S1")
    assert "2 check-ins (1 as planned, 1 partly). Last number: 38% (Thu 15 Apr)." in notes(form)
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
    asked = fields(await desk.form(ANA_LUCIA, "reflect", "S1"))
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
    assert [(each.label, each.door, each.value) for each in buttons_of(said.card)] == [
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


@pytest.mark.parametrize("missing", ["happened", "held", "learned"])
async def test_three_answers_are_needed(desk: Desk, missing: str) -> None:
    with pytest.raises(Refusal) as refused:
        await desk.enter(ANA_LUCIA, "reflect.keep", answers=SAID | {missing: " "}, carry={"strategy": "S1"})
    assert refused.value.field == missing
    async with desk.store() as store:
        assert await store.learning.reflections() == []


async def test_a_forged_answer_keeps_nothing(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        await desk.enter(ANA_LUCIA, "reflect.keep", answers=SAID | {"held": "surely"}, carry={"strategy": "S1"})
    assert refused.value.field == "held"
    with pytest.raises(Refusal, match="own team"):
        await desk.enter(RUTH, "reflect.keep", answers=SAID, carry={"strategy": "S1"})
    with pytest.raises(Refusal, match="no longer in the plan"):
        await desk.enter(RUTH, "reflect.keep", answers=SAID, carry={})


async def test_a_later_reflection_takes_its_place_and_the_first_stays(desk: Desk) -> None:
    await keep(desk, ANA_LUCIA, "S1", quotable=True)
    desk.at = moment("2027-05-10 10:00")
    form = await desk.form(ANA_LUCIA, "reflect", "S1")
    asked = fields(form)
    happened, held, quotable = asked["happened"], asked["held"], asked["quotable"]
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
    assert (await desk.form(DEVON, "reflect")).door == "reflect.choose"
    assert "S4" not in choices(await desk.form(DEVON, "reflect"))
    with pytest.raises(Refusal, match="no longer in the plan"):
        await desk.enter(DEVON, "reflect.keep", answers=SAID, carry={"strategy": "S4"})
