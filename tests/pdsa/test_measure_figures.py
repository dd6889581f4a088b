"""What a measure shows, from one place: whose number is told first, which strategy came first, which points count."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pdsa.goals import Goal, GoalKind, Link, Strategy
from pdsa.measure_figures import Figures, MeasureYear
from pdsa.measures import Better, Observation, Setting
from pdsa.newyear import next_cycle
from pdsa.runchart import Began, Verdict
from tests.pdsa.riverbend_year import CYCLE

NOW = next_cycle(replace(CYCLE, id=1))
TODAY, AUGUST, NOVEMBER = date(2028, 5, 1), date(2027, 8, 16), date(2027, 11, 15)
GOAL = Goal("G8", GoalKind.OUTCOME, "Fewer are sent out", "", 4.2, 3, "Referrals")
ADULTS = Goal("G3", GoalKind.IMPLEMENTATION, "Adults greet", "Climate", 1, 3)
LEADS = (Link("G3", "G8"),)


def doing(code: str, start: date | None, where: str = "", goal: str = "G8", **more: str) -> Strategy:
    made = Strategy(code, goal, f"Strategy {code}", "a@example.org", start, None, "A guess", where=where)
    return replace(made, **more)  # type: ignore[arg-type]


def weekly(first: date, values: list[float], group: str = "", n: int = 400) -> list[Observation]:
    return [
        Observation("Referrals", first + timedelta(weeks=week), value, n, group) for week, value in enumerate(values)
    ]


def figures(*strategies: Strategy, points: list[Observation], goals: tuple[Goal, ...] = (GOAL, ADULTS), **more: object):
    return Figures(MeasureYear(NOW, goals, strategies, LEADS, points), TODAY, **more)  # type: ignore[arg-type]


BEFORE, AFTER = [4.4, 4.6] * 6 + [4.5], [3.4, 3.6] * 6


def test_the_line_is_held_at_the_points_before_the_first_strategy() -> None:
    finding, hidden = figures(
        doing("S1", NOVEMBER), doing("S2", NOVEMBER + timedelta(weeks=3)), points=weekly(AUGUST, BEFORE + AFTER)
    ).of("Referrals")
    says = finding.series[0].says
    assert (says.verdict, says.baseline, says.points) == (Verdict.BETTER, 13, 12)
    assert (says.before, says.after, says.began) == (4.5, 3.5, Began(NOVEMBER, "Strategy S1"))
    assert (finding.baseline, finding.target, finding.way, hidden) == (4.2, 3, Better.LOWER, ())


@pytest.mark.parametrize(
    ("strategy", "counts"),
    [
        (doing("S1", NOVEMBER), True),
        (doing("S1", NOVEMBER, goal="G3"), True),  # its goal leads to the measure's
        (doing("S1", NOVEMBER, goal="G1", measure="Referrals"), True),  # it counts the measure itself
        (doing("S1", NOVEMBER, goal="G1"), False),
        (doing("S1", None), False),
        (doing("S1", NOVEMBER, owner=""), False),  # it cannot have begun
        (replace(doing("S1", NOVEMBER), dropped=True), False),
        (doing("S1", TODAY + timedelta(days=1)), False),  # it is still to come
        (doing("S1", NOVEMBER, "Mesa Verde Middle School"), True),
        (doing("S1", NOVEMBER, "Mesa Verde and Pine Ridge"), True),
        (doing("S1", NOVEMBER, "All schools"), True),
        (doing("S1", NOVEMBER, "Pine Ridge"), False),  # another school's
        (doing("S1", NOVEMBER, school="Mesa Verde"), False),  # a school's own plan is not the district's to tell
    ],
)
def test_a_strategy_counts_for_the_measure_and_group_that_it_is_to_move(strategy: Strategy, counts: bool) -> None:
    points = weekly(AUGUST, BEFORE + AFTER, "Mesa Verde") + weekly(AUGUST, [5.0], "Pine Ridge", 300)
    began = figures(strategy, points=points).began("Referrals", "Mesa Verde")
    assert (began is not None) == counts


def test_for_everybody_whatever_is_done_anywhere_counts() -> None:
    points = weekly(AUGUST, BEFORE + AFTER) + weekly(AUGUST, [5.0], "Pine Ridge", 300)
    assert figures(doing("S1", NOVEMBER, "Pine Ridge"), points=points).began("Referrals", "") is not None


def last_year(*strategies: Strategy, group: str = "", n: int = 400) -> MeasureYear:
    points = weekly(date(2027, 2, 1), BEFORE, group, n)
    return MeasureYear(replace(CYCLE, id=9), (GOAL, ADULTS), strategies, LEADS, points)


def test_last_years_points_count_before_the_first_strategy() -> None:
    finding = figures(doing("S1", AUGUST), points=weekly(AUGUST, AFTER), before=(last_year(),)).of("Referrals")[0]
    says = finding.series[0].says
    assert (says.verdict, says.baseline, says.points, says.before) == (Verdict.BETTER, 13, 12, 4.5)
    assert len(finding.series[0].points) == 12, "what is drawn is this year's"


def test_a_strategy_that_began_last_year_is_the_first() -> None:
    before = last_year(doing("S1", date(2027, 2, 1)))
    found = figures(doing("S1", AUGUST), points=weekly(AUGUST, AFTER), before=(before,)).of("Referrals")[0]
    assert found.series[0].says.baseline == 0, "nothing was measured before it"


@pytest.mark.parametrize(("group", "n", "counts"), [
    ("District", 400, True), ("All students", 400, True), ("Mesa Verde", 400, False), ("", 4, False),
])  # fmt: skip
def test_last_years_points_are_those_of_the_same_group_and_may_be_shown(group: str, n: int, counts: bool) -> None:
    before = last_year(group=group, n=n)
    found = figures(doing("S1", AUGUST), points=weekly(AUGUST, AFTER), before=(before,)).of("Referrals")[0]
    assert (found.series[0].says.baseline > 0) == counts


@pytest.mark.parametrize(
    ("goal", "told_first"),
    [
        (GOAL, "Pine Ridge"),  # the largest, where nothing else is known
        (replace(GOAL, statement="Fewer at Mesa Verde are sent out"), "Mesa Verde"),
        (replace(GOAL, school="Mesa Verde"), "Mesa Verde"),
    ],
)
def test_whose_number_is_told_first(goal: Goal, told_first: str) -> None:
    points = weekly(AUGUST, [4.0, 4.1], "Mesa Verde", 300) + weekly(AUGUST, [5.0, 5.2], "Pine Ridge")
    year_figures = figures(points=points, goals=(goal,))
    assert year_figures.of("Referrals")[0].series[0].group == told_first
    latest = year_figures.latest("Referrals")
    assert latest is not None
    assert (latest.group, latest.day) == (told_first, AUGUST + timedelta(weeks=1))


def test_everybodys_number_is_told_before_any_schools() -> None:
    points = weekly(AUGUST, [4.0], "All students", 900) + weekly(AUGUST, [5.0], "Mesa Verde")
    found = figures(points=points, goals=(replace(GOAL, statement="Fewer at Mesa Verde"),))
    assert [each.group for each in found.of("Referrals")[0].series] == ["All students", "Mesa Verde"]


def test_what_reads_as_the_goal_is_at_the_goal() -> None:
    assert figures(points=weekly(AUGUST, [3.0001])).of("Referrals")[0].series[0].reached
    assert not figures(points=weekly(AUGUST, [3.01])).of("Referrals")[0].series[0].reached


def test_nothing_after_the_day_is_told() -> None:
    found = figures(points=weekly(AUGUST, BEFORE)).of("Referrals", AUGUST + timedelta(days=8))[0]
    assert len(found.series[0].points) == 2


def test_research_says_which_way_is_better() -> None:
    more = figures(points=weekly(AUGUST, BEFORE), settings={"referrals": Setting("Referrals", Better.HIGHER)})
    assert more.way("Referrals") is Better.HIGHER
    assert more.latest("") is None


@pytest.mark.parametrize(
    ("strategies", "first"),
    [
        ((), None),
        ((doing("S1", None),), None),
        ((doing("S1", NOVEMBER), doing("S2", AUGUST)), AUGUST),
        ((doing("S1", TODAY + timedelta(days=1)),), TODAY + timedelta(days=1)),  # still to come
    ],
)
def test_the_first_day_of_what_is_to_move_a_measure(strategies: tuple[Strategy, ...], first: date | None) -> None:
    assert figures(*strategies, points=weekly(AUGUST, BEFORE)).first_start("Referrals", "") == first


def test_the_newest_numbers_of_goals_measures() -> None:
    points = weekly(AUGUST, [4.0, 4.1])
    unmeasured = replace(GOAL, code="G9", measure="Never measured")
    assert figures(points=points).latest_of([GOAL, ADULTS, unmeasured]) == {"Referrals": points[-1]}


def test_a_district_called_by_its_own_name_is_everybody() -> None:
    district = NOW.district
    points = weekly(AUGUST, [4.0, 4.1], district, 900) + weekly(AUGUST, [5.0, 5.2], "Mesa Verde", 5)
    assert [each.group for each in figures(points=points).shown("Referrals").series] == [district]
    before = replace(last_year(group=district), observations=weekly(date(2027, 2, 1), BEFORE, district, 900))
    before = replace(before, observations=[*before.observations, *weekly(date(2027, 2, 1), BEFORE, "Mesa Verde", 5)])
    assert len(figures(points=points, before=(before,)).earlier("Referrals", "")) == len(BEFORE)
