"""Rating: what is asked when, what may be shown of others, and what became of an item in its year and between years."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pdsa.calendar import SchoolYear
from pdsa.cycle import Channels, Cycle, Phases, Rhythm
from pdsa.framework_file import builtin, crosswalk
from pdsa.goals import Goal, GoalKind
from pdsa.measures import Rating
from pdsa.plan import Plan
from pdsa.rubric_ratings import (
    LEVELS,
    SPREAD_FROM,
    Moment,
    OwnRating,
    Round,
    RubricLine,
    agreed,
    asks_from,
    compare,
    items_to_rate,
    lines,
    may_rate,
    rating_of,
    round_on,
    spread,
    time_of,
    wanted,
)

NEW, OLD = builtin()
FIRST, LAST = date(2026, 8, 17), date(2027, 6, 4)
LEVEL = some.none() | some.sampled_from(LEVELS)
NAMES = [*(each.title for each in OLD.items), *(each.name for each in OLD.activities), "Something of our own"]
RATINGS = some.lists(
    some.builds(Rating, some.sampled_from(NAMES), LEVEL, LEVEL, LEVEL, some.just(""), LEVEL),
    unique_by=lambda each: each.activity,
    max_size=12,
)


def cycle(midyear: date | None = None) -> Cycle:
    year = SchoolYear(FIRST, LAST, "America/Denver")
    phases = Phases.usual(FIRST, LAST)
    return Cycle(1, "R", "2026-27", year, phases, Rhythm(), Channels(), OLD.name, "", 10, midyear=midyear)


def texts(found: tuple[RubricLine, ...]) -> list[str]:
    return [each.text for each in found]


@pytest.mark.parametrize(
    ("rating", "change", "gap", "status"),
    [
        (Rating("x"), None, None, "not rated"),
        (Rating("x", 1, 3, 2), 1, -1, "partly"),
        (Rating("x", 1, 3, 3), 2, 0, "met"),
        (Rating("x", 1, 3, 4), 3, 1, "met"),
        (Rating("x", 2, 3, 2), 0, -1, "not met"),
        (Rating("x", 3, 3, 2), -1, -1, "not met"),
        (Rating("x", None, 3, 2), None, -1, "not met"),
        (Rating("x", 1, None, 2), 1, None, "not rated"),
    ],
)
def test_change_gap_and_what_became_of_the_goal(
    rating: Rating, change: int | None, gap: int | None, status: str
) -> None:
    assert (rating.change, rating.gap, rating.status) == (change, gap, status)


@settings(max_examples=50)
@given(LEVEL, LEVEL, LEVEL)
def test_what_is_said_of_levels_fits_together(start: int | None, goal: int | None, end: int | None) -> None:
    rating = Rating("x", start, goal, end)
    assert (rating.status == "met") == (rating.gap is not None and rating.gap >= 0)
    assert (rating.status == "partly") == (rating.gap is not None and rating.gap < 0 and (rating.change or 0) > 0)
    assert (rating.status == "not rated") == (rating.gap is None)


@settings(max_examples=50)
@given(some.lists(some.sampled_from(LEVELS), max_size=9))
def test_a_spread_counts_everybody_or_shows_nothing(levels: list[int]) -> None:
    votes = [OwnRating("x", Moment.START, n, level) for n, level in enumerate(levels)]
    raters_by_level = spread(votes)
    assert (raters_by_level is None) == (len(levels) < SPREAD_FROM)
    if raters_by_level is not None:
        assert sum(raters_by_level.values()) == len(levels)
        assert list(raters_by_level) == sorted(set(levels))


@settings(max_examples=50)
@given(RATINGS)
def test_every_item_of_the_framework_stands_once_and_every_rating_too(ratings: list[Rating]) -> None:
    rubric_lines = lines(OLD, ratings, [])
    assert len(texts(rubric_lines)) == len(set(texts(rubric_lines)))
    assert {each.activity for each in ratings} <= set(texts(rubric_lines))
    for item in OLD.items:
        assert any(line.item in (item, OLD.activity(item.activity).whole) for line in rubric_lines)  # type: ignore[union-attr]
    free = [line for line in rubric_lines if not line.planned]
    assert all(line.item in OLD.items for line in free)


@settings(max_examples=50)
@given(RATINGS, some.sampled_from(Round))
def test_a_round_asks_for_items_and_never_for_what_is_known(ratings: list[Rating], part: Round) -> None:
    rubric_lines = lines(OLD, ratings, [])
    about = items_to_rate(rubric_lines, part, OLD, ())
    assert set(texts(about)) <= set(texts(rubric_lines))
    for line in about:
        for moment in wanted(line, part, any_goal=True):
            assert line.level(moment) is None


def test_the_plans_own_rubric_is_what_its_year_is_about(plan: Plan) -> None:
    rubric_lines = lines(OLD, plan.ratings, plan.goals)
    said = [each.activity for each in plan.ratings]
    assert sorted(texts(items_to_rate(rubric_lines, Round.START, OLD, ()))) == sorted(said)
    assert sorted(texts(items_to_rate(rubric_lines, Round.YEAR_END, OLD, ()))) == sorted(said)
    assert [each.item.activity for each in items_to_rate(rubric_lines, Round.ACT, OLD, ()) if each.item] == [
        each.name for each in OLD.areas[3].activities
    ]
    learning = next(each for each in rubric_lines if each.text == "Professional Learning")
    assert learning.goals == ("G2",)


def test_a_district_without_levels_rates_the_whole_rubric_first() -> None:
    found = lines(NEW, [], [])
    assert items_to_rate(found, Round.START, NEW, ()) == found
    agreed = lines(NEW, [Rating("Clear aims for every grade", 2)], [])
    assert len(items_to_rate(agreed, Round.START, NEW, {"Clear aims for every grade"})) == len(NEW.items)
    assert texts(items_to_rate(agreed, Round.MID_YEAR, NEW, ())) == ["Clear aims for every grade"]


def test_a_goal_lends_its_figures_to_an_item_that_nobody_rated() -> None:
    goal = Goal("G1", GoalKind.IMPLEMENTATION, "Learn", "professional learning", 1.0, 3.0)
    school = Goal("C1", GoalKind.IMPLEMENTATION, "Ours", "SEL Standards", 2.0, 4.0, school="Cottonwood")
    lines_by_text = {each.text: each for each in lines(OLD, [], [goal, school])}
    assert (
        lines_by_text["professional learning"].rating.initial,
        lines_by_text["professional learning"].rating.goal,
    ) == (1, 3)
    assert lines_by_text["SEL Standards"].rating.goal is None
    assert "A program of learning for staff" not in lines_by_text


@pytest.mark.parametrize(
    ("rating", "part", "any_goal", "moments"),
    [
        (Rating("x"), Round.START, False, (Moment.START, Moment.GOAL)),
        (Rating("x"), Round.START, True, (Moment.START, Moment.GOAL)),
        (Rating("x", 2), Round.START, True, ()),
        (Rating("x", 2), Round.START, False, (Moment.GOAL,)),
        (Rating("x", 2, 3), Round.MID_YEAR, True, (Moment.MID_YEAR,)),
        (Rating("x", 2, 3, 3), Round.YEAR_END, True, ()),
        (Rating("x", 2, 3, None, "", 3), Round.ACT, True, (Moment.YEAR_END,)),
    ],
)
def test_what_a_round_still_wants(rating: Rating, part: Round, any_goal: bool, moments: tuple[Moment, ...]) -> None:
    assert wanted(RubricLine("x", None, rating), part, any_goal=any_goal) == moments


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (date(2026, 8, 16), None),
        (FIRST, Round.START),
        (date(2026, 10, 1), None),
        (date(2027, 1, 14), None),
        (date(2027, 1, 15), Round.MID_YEAR),
        (date(2027, 5, 1), Round.YEAR_END),
        (date(2027, 5, 22), Round.ACT),
        (date(2027, 6, 5), None),
    ],
)
def test_the_rounds_of_a_year(day: date, part: Round | None) -> None:
    assert round_on(cycle(date(2027, 1, 15)), day) is part
    if part is Round.MID_YEAR:
        assert round_on(cycle(), day) is None


def test_no_moment_is_rated_before_it_has_come() -> None:
    year = cycle(date(2027, 1, 15))
    assert may_rate(Moment.START, year, FIRST)
    assert not may_rate(Moment.MID_YEAR, year, date(2027, 1, 14))
    assert may_rate(Moment.MID_YEAR, year, date(2027, 1, 15))
    assert not may_rate(Moment.MID_YEAR, cycle(), LAST)
    assert not may_rate(Moment.YEAR_END, year, date(2027, 4, 30))
    assert may_rate(Moment.YEAR_END, year, date(2027, 5, 1))


def test_an_old_year_beside_a_new_one() -> None:
    before = [
        Rating("Collaboration", 2, 3, 3), Rating("Planning for Improvement", 1, 2, 2), Rating("Integration"),
        Rating("Professional Learning", 1, 3, 2), Rating("Our own thing", 1, 2, 2),
    ]  # fmt: skip
    after = [
        Rating("Organizational Structure", 3, 4), Rating("A program of learning for staff", 2, 3),
        Rating("Our own thing", 2, 3), Rating("Communication", 2),
    ]  # fmt: skip
    pairs_by_name = {pair.name: pair for pair in compare(OLD, before, NEW, after, crosswalk())}
    assert pairs_by_name["Organizational Structure"].before_name == "Collaboration"
    assert pairs_by_name["Organizational Structure"].note
    assert pairs_by_name["A program of learning for staff"].before == before[3]
    assert pairs_by_name["Our own thing"].before == before[4]
    assert pairs_by_name["Communication"].before is None
    gone = pairs_by_name["Planning for Improvement"]
    assert (gone.after, gone.change) == (None, "removed")
    assert "first focus area" in gone.note
    assert "Integration" not in pairs_by_name


def has_level(rating: Rating) -> bool:
    return bool(rating.initial or rating.goal or rating.year_end or rating.mid_year)


@settings(max_examples=50)
@given(RATINGS, RATINGS)
def test_no_level_is_lost_between_two_years(before: list[Rating], after: list[Rating]) -> None:
    pairs = compare(OLD, before, NEW, after, crosswalk())
    assert sorted(p.after.activity for p in pairs if p.after) == sorted(r.activity for r in after if has_level(r))
    assert sorted(p.before.activity for p in pairs if p.before) == sorted(r.activity for r in before if has_level(r))


@pytest.mark.parametrize(
    ("part", "midyear", "first", "last", "asks"),
    [
        (Round.START, None, FIRST, date(2026, 9, 27), date(2026, 8, 24)),
        (Round.MID_YEAR, None, date(2027, 5, 1), date(2027, 4, 30), None),  # nobody wants it
        (Round.MID_YEAR, date(2027, 1, 20), date(2027, 1, 20), date(2027, 4, 30), date(2027, 1, 20)),
        (Round.MID_YEAR, date(2026, 9, 1), date(2026, 9, 28), date(2027, 4, 30), date(2026, 9, 28)),  # not before DO
        (Round.MID_YEAR, date(2027, 4, 28), date(2027, 4, 28), date(2027, 4, 30), date(2027, 4, 28)),
        (Round.YEAR_END, None, date(2027, 5, 1), date(2027, 5, 21), date(2027, 5, 5)),
        (Round.ACT, None, date(2027, 5, 22), LAST, date(2027, 5, 31)),
    ],
)
def test_a_rounds_time_and_the_first_day_on_which_it_asks(
    part: Round, midyear: date | None, first: date, last: date, asks: date | None
) -> None:
    assert time_of(part, cycle(midyear)) == (first, last)
    assert asks_from(part, cycle(midyear)) == asks


@pytest.mark.parametrize(
    ("last", "asks"), [(date(2027, 6, 2), date(2027, 5, 28)), (date(2027, 5, 26), date(2027, 5, 24))]
)
def test_a_short_time_leaves_four_days_to_answer(last: date, asks: date) -> None:
    short = cycle()
    shorter = replace(short, year=SchoolYear(FIRST, last, "America/Denver"))
    assert asks_from(Round.ACT, shorter) == asks


RATED = Rating("Standards", 1, 3, evidence="A survey")


@pytest.mark.parametrize(
    ("moment", "evidence", "after"),
    [
        (Moment.START, "Minutes", replace(RATED, initial=2)),
        (Moment.GOAL, "Minutes", replace(RATED, goal=2)),
        (Moment.MID_YEAR, "Minutes", replace(RATED, mid_year=2)),
        (Moment.YEAR_END, "", replace(RATED, year_end=2)),
        (Moment.YEAR_END, "Minutes", replace(RATED, year_end=2, evidence="Minutes")),
    ],
)
def test_what_a_team_agrees_on_stands_in_the_rating(moment: Moment, evidence: str, after: Rating) -> None:
    assert agreed(RATED, moment, 2, evidence) == after


@pytest.mark.parametrize(
    ("changes", "rating"),
    [
        ({}, Rating("Standards", 1, 3)),
        ({"baseline": 2.5, "target": None}, Rating("Standards")),
        ({"school": "Cottonwood"}, Rating("Standards")),
        ({"kind": GoalKind.OUTCOME}, Rating("Standards")),
        ({"activity": "Learning"}, Rating("Standards")),
    ],
)
def test_a_rating_begins_with_what_the_districts_goal_says(changes: dict[str, Any], rating: Rating) -> None:
    goal = Goal("G2", GoalKind.IMPLEMENTATION, "Agree", "Standards", 1.0, 3.0)
    assert rating_of("Standards", [Rating("Learning", 4)], [replace(goal, **changes)]) == rating
    assert rating_of("Standards", [RATED], [goal]) == RATED
