"""What the team agrees on: the spread without names, one level with evidence, recorded by whom a lead named."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from handlers.kit.card import Chart
from handlers.kit.form import Form, Line, Note, Pick
from handlers.kit.reply import Ask, Say
from handlers.kit.words import plain
from pdsa.checkin import CheckIn, Went
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.picture import Dumbbell
from pdsa.rubric_ratings import Moment, OwnRating
from tests.handlers.desk import Desk, buttons_of, moment, routes_of, text
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, JEROME, KOFI, MARIBEL, SIOBHAN, WEI

ITEM = "Professional Learning"


async def vote(desk: Desk, item: str, moment_: Moment, **levels: int) -> None:
    people = {"ana": ANA_LUCIA, "wei": WEI, "jerome": JEROME, "siobhan": SIOBHAN}
    async with desk.store(writes=True) as store:
        for name, level in levels.items():
            person = await store.people.by_email(people[name])
            assert person
            await store.rubric.vote(OwnRating(item, moment_, person.id, level))


async def key(desk: Desk, item: str) -> str:
    card = await desk.card(MARIBEL, "rate", item)
    return next(each.value for each in buttons_of(card) if each.route == "rate.agree")


def by_name(form: Form, start: str) -> Any:
    return next(each for each in form.fields if getattr(each, "name", "").startswith(start))


def answers(form: Form, **said: str) -> dict[str, str]:
    """What the form holds already, with some of it changed; names are cut before the item's key."""
    answers_by_name = {}
    for field in form.fields:
        if isinstance(field, Pick):
            answers_by_name[field.name] = field.chosen or ""
        elif isinstance(field, Line):
            answers_by_name[field.name] = field.text
    for name, value in said.items():
        answers_by_name[by_name(form, name.replace("_", "-")).name] = value
    return answers_by_name


async def agree(desk: Desk, email: str, item: str, **said: str) -> str:
    form = await desk.form(email, "rate.agree", value=await key(desk, item))
    return text(await desk.card(email, form.route, answers=answers(form, **said), carry=form.carry))


@pytest.mark.parametrize(
    ("levels", "hint"),
    [
        ({}, "Nobody has given a level of their own yet."),
        ({"ana": 1, "wei": 3}, "2 people have given levels. Once 3 have, I show how far apart they are."),
        (
            {"ana": 1, "wei": 3, "jerome": 3, "siobhan": 2},
            "The raters' own levels: 1 × level 1, 1 × level 2, 2 × level 3.",
        ),
    ],
)
async def test_the_spread_is_counts_and_of_few_nothing(desk: Desk, levels: dict[str, int], hint: str) -> None:
    await vote(desk, ITEM, Moment.YEAR_END, **levels)
    form = await desk.form(MARIBEL, "rate.agree", value=await key(desk, ITEM))
    assert by_name(form, "year-end").hint == hint
    shown = "\n".join(plain(each.words) for each in form.fields if isinstance(each, Note))
    assert not any(name in shown + hint for name in ("Ana", "Wei", "Jerome"))


async def test_the_team_reads_the_spread_once_it_has_agreed(desk: Desk) -> None:
    item, spread = "SEL Standards", "The raters' own levels: 1 × level 1, 2 × level 2."
    async with desk.store(writes=True) as store:
        rating = next(each for each in await store.plans.ratings() if each.activity == item)
        await store.plans.put_rating(replace(rating, year_end=None))
    await vote(desk, item, Moment.YEAR_END, ana=1, wei=2, jerome=2)
    assert spread not in text(await desk.card(ANA_LUCIA, "rate", item))
    await agree(desk, MARIBEL, item, year_end="2")
    assert f"Year-end. {spread}" in text(await desk.card(SIOBHAN, "rate", item))
    for reader in (KOFI, BERNADETTE):
        assert spread not in text(await desk.card(reader, "rate", item))


async def test_a_school_s_own_strategy_is_not_what_the_district_s_level_is_about(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        goal = Goal("G20", GoalKind.IMPLEMENTATION, "Calm", ITEM, school="Cottonwood Elementary")
        await store.plans.put_goal(goal)
        await store.plans.put_strategy(Strategy("S20", "G20", "Circle", KOFI))
    card = await desk.card(MARIBEL, "rate", ITEM)
    assert [each.value for each in buttons_of(card) if each.route == "decide"] == ["S1", "S2", "S3"]


async def test_expected_a_three_reached_a_two_leads_into_the_interview(desk: Desk) -> None:
    card = await desk.card(ANA_LUCIA, "rate", ITEM)
    assert "Expected a 3, reached a 2." in text(card)
    assert "1 level up, 1 level short of the goal" in text(card)
    assert "Part of the way" in text(card)
    assert [(each.value) for each in buttons_of(card) if each.route == "decide"] == ["S1", "S2", "S3"]
    assert "decide" not in routes_of(await desk.card(BERNADETTE, "rate", ITEM))
    assert "Expected" not in text(await desk.card(ANA_LUCIA, "rate", "Collaboration"))


async def test_an_agreed_level_says_who_when_and_on_what_and_stands_in_the_ratings(desk: Desk) -> None:
    words = await agree(desk, MARIBEL, ITEM, year_end="3", evidence="Sign-in sheets")
    assert "Kept." in words
    assert "Year-end: 3 (mostly in place), agreed on Wed 5 May, recorded by Maribel Ortega" in words
    assert "“Sign-in sheets”" in words
    assert "At the start: 1 (not begun)\n" in words
    again = await agree(desk, DEVON, ITEM)
    assert "Nothing was changed." in again
    corrected = await agree(desk, DEVON, ITEM, year_end="2")
    assert "recorded by Devon Achterberg" in corrected
    assert "“Sign-in sheets”" in corrected
    async with desk.store() as store:
        assert {each.activity: each.year_end for each in await store.plans.ratings()}[ITEM] == 2
        levels = [after["level"] for *_f, action, _b, after in await store.trail(ITEM) if action == "consensus"]  # type: ignore[index]
        assert levels == [3, 2]


async def test_the_rubric_is_agreed_on_section_by_section(fresh: Desk) -> None:
    form = await fresh.form(MARIBEL, "rate.agree")
    first = by_name(form, "start").name
    said, then = await fresh.enter(
        MARIBEL, form.route, answers={first: "2", first.replace("start", "goal"): "3"}, carry=form.carry
    )
    assert isinstance(said, Say)
    assert isinstance(then, Ask)
    assert "One vision, and goals that follow from it, at the start: 2 (partly in place)" in text(said.card)
    assert "17 items have no agreed level yet." in text(said.card)
    evidence = by_name(then.form, "evidence").name
    with pytest.raises(Refusal, match="Choose the level that this is evidence for") as refused:
        await fresh.enter(MARIBEL, form.route, answers={evidence: "Minutes"}, carry=then.form.carry)
    assert refused.value.field == evidence
    assert "2 at the start, goal 3" in text(await fresh.card(WEI, "rate"))


async def test_only_leads_record_and_whom_they_name(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="recorded by Maribel Ortega and Devon Achterberg"):
        await desk.enter(WEI, "rate.agree")
    with pytest.raises(NotAllowed):
        await desk.enter(WEI, "rate.agree.keep", answers={})
    with pytest.raises(NotAllowed):
        await desk.enter(WEI, "rate.recorder.keep", answers={"who": "1"})
    form = await desk.form(MARIBEL, "rate.recorder")
    names = {option.label: option.value for option in by_name(form, "who").options}
    assert "Wei Chen" in names
    assert not {"Kofi Mensah", "Dr. Bernadette Osei", "Devon Achterberg"} & names.keys()
    with pytest.raises(Refusal, match="somebody of the district's team"):
        await desk.enter(MARIBEL, form.route, answers={"who": "9999"})
    assert "Wei Chen records" in text(await desk.card(MARIBEL, form.route, answers={"who": names["Wei Chen"]}))
    assert "recorded by Wei Chen" in await agree(desk, WEI, ITEM, year_end="3")
    await desk.enter(MARIBEL, form.route, answers={"who": "-"})
    with pytest.raises(NotAllowed):
        await desk.enter(WEI, "rate.agree")


async def test_a_settled_level_takes_no_more_votes(desk: Desk) -> None:
    assert "rate.own" not in routes_of(await desk.card(WEI, "rate", ITEM))
    found = await key(desk, ITEM)
    await desk.enter(WEI, "rate.own.keep", answers={f"year-end-{found}": "4"}, carry={"items": found, "one": "yes"})
    async with desk.store() as store:
        assert await store.rubric.votes() == []


async def test_the_picture_goes_by_focus_area(desk: Desk) -> None:
    card = await desk.card(BERNADETTE, "rate.chart")
    (chart,) = [part for part in card.parts if isinstance(part, Chart)]
    assert isinstance(chart.picture, Dumbbell)
    assert chart.picture.alt == "4 of 6 items are at their goal."
    groups = [item.group for item in chart.picture.items]
    assert groups == sorted(groups, key=groups.index)
    assert groups[0] == "Build Foundational Support and Plan"
    learning = next(item for item in chart.picture.items if item.label == ITEM)
    assert (learning.start, learning.goal, learning.end, learning.status) == (1, 3, 2, "part of the way")


async def test_without_levels_there_is_nothing_to_draw(fresh: Desk) -> None:
    assert "rate.chart" not in routes_of(await fresh.card(WEI, "rate"))
    with pytest.raises(Refusal, match="nothing to draw yet"):
        await fresh.enter(WEI, "rate.chart")


async def test_everybody_reads_what_was_agreed_and_nothing_else(desk: Desk) -> None:
    for email in (BERNADETTE, KOFI):
        shown = "".join([text(await desk.card(email, "rate.page", value=str(page))) for page in range(3)])
        assert "1 at the start, goal 3, 2 at the year's end" in shown
        assert not {"rate.own", "rate.agree", "rate.midyear", "rate.recorder"} & set(
            routes_of(await desk.card(email, "rate"))
        )


async def test_weeks_of_its_strategies_stand_beside_an_item(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana
        await store.checkins.put(CheckIn("S1", date(2027, 4, 15), ana.id, Went.PARTLY, moment("2027-04-15 15:00")))
    form = await desk.form(MARIBEL, "rate.agree", value=await key(desk, ITEM))
    shown = "\n".join(plain(each.words) for each in form.fields if isinstance(each, Note))
    assert "After-school and virtual workshops, six a term: 1 check-in (1 partly)." in shown
