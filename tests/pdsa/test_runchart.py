"""The run-chart rule: its table of limits, twelve series with their verdicts, and what must hold of any series."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.measures import Better, Observation
from pdsa.runchart import (
    BASELINE_POINTS,
    Began,
    Judged,
    Signal,
    Verdict,
    fewest_crossings,
    judge,
    longest_run,
)

KNOWN = json.loads((Path(__file__).parent / "cases" / "runcharts.json").read_text())
"""Limits for n 10-60 and series with verdicts, computed by other code than ours."""
BEGAN = date(2026, 9, 4)
VERDICTS = {
    "no change shown": {Verdict.STEADY},
    "changed, higher": {Verdict.HIGHER},
    "changed, lower": {Verdict.LOWER},
    "not judged": {Verdict.TOO_EARLY, Verdict.NOT_JUDGED},
}


def weekly(*values: float) -> list[Observation]:
    return [Observation("Referrals", BEGAN + timedelta(weeks=week), value) for week, value in enumerate(values)]


def sides(pattern: str) -> list[Observation]:
    """Points by their sides of a line at 10: "+" above, "-" below, "0" on it."""
    return weekly(*({"+": 12, "0": 10, "-": 8}[side] for side in pattern))


def frozen(values: Sequence[float], baseline: int, way: Better = Better.UNKNOWN) -> Judged:
    points = weekly(*values)
    return judge(points, way, Began(points[baseline].day, "Peer circles"))


@pytest.mark.parametrize("row", KNOWN["limits"], ids=lambda row: str(row["n"]))
def test_the_limits(row: dict[str, Any]) -> None:
    assert (longest_run(row["n"]), fewest_crossings(row["n"])) == (row["longest_run_max"], row["crossings_min"])


@pytest.mark.parametrize("case", KNOWN["series"], ids=lambda case: case["name"])
def test_series_with_their_verdicts(case: dict[str, Any]) -> None:
    wanted, baseline = case["expected"], case["baseline_points"]
    judged = frozen(case["values"], baseline) if baseline else judge(weekly(*case["values"]))
    assert (judged.points, judged.line, judged.useful) == (wanted["points"], wanted["line"], wanted["useful"])
    assert (judged.longest_run, judged.crossings) == (wanted["longest_run"], wanted["crossings"])
    assert judged.verdict in VERDICTS[wanted["verdict"]]
    assert [str(each) for each in judged.signals] == wanted.get("signals", [])
    if "before" in wanted:
        assert (judged.before, judged.after) == (wanted["before"], wanted["after"])


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((5,) * 9, Verdict.TOO_EARLY),  # nine points
        ((5, 1, 4, 2, 5, 1, 4, 2, 5), Verdict.TOO_EARLY),
        ((4.2,) * 12, Verdict.NOT_JUDGED),  # every point is on the line
        ((4.2,) * 6 + (4.199999999999999,) * 6, Verdict.NOT_JUDGED),  # as it is shown, the same
        ((4.201,) * 6 + (4.198,) * 6, Verdict.NOT_JUDGED),
        ((0.1 + 0.2, 0.3) * 6, Verdict.NOT_JUDGED),
        ((0,) * 11 + (1, 2, 3, 1, 2, 3, 1, 2, 3, 4), Verdict.NOT_JUDGED),  # more than half are zero, ten are useful
        ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), Verdict.HIGHER),  # two runs of six: one crossing, three are needed
        ((5, 5, 5, 5, 5, 5, 1, 1, 1, 1, 1, 1), Verdict.LOWER),
        ((5, 1, 1, 5, 5, 1, 5, 1, 1, 5, 5, 1), Verdict.STEADY),
        ((5, 1) * 8, Verdict.STEADY),  # there is no upper limit of crossings
        ((1,) * 6 + (5,) * 12 + (1,) * 6, Verdict.CHANGED),  # it went and came back
        ((5, 6) * 4 + (1, 2) * 4 + (5, 6) * 4, Verdict.CHANGED),
        ((1,) * 6 + (5,) * 18, Verdict.NOT_JUDGED),  # three quarters are the same number
    ],
)
def test_a_series_in_a_word(values: tuple[float, ...], said: Verdict) -> None:
    assert judge(weekly(*values)).verdict is said


@pytest.mark.parametrize(
    ("pattern", "useful", "run", "crossings"),
    [
        ("+0+-+++++0+++0+---------", 21, 9, 3),
        ("+++++++-------+-", 16, 7, 3),
        ("00+++00++0---0--0000+-+-", 14, 5, 5),
    ],
)  # fmt: skip
def test_points_on_the_line_neither_count_nor_break_a_run(pattern: str, useful: int, run: int, crossings: int) -> None:
    found = judge(sides(pattern))
    assert (found.useful, found.longest_run, found.crossings) == (useful, run, crossings)


def test_a_step_hides_in_its_own_line_and_not_in_one_that_is_frozen() -> None:
    values = (60, 62, 58, 61, 59, 60, 62, 58, 61, 59, 60, 62, 63, 61, 59, 64, 62, 63, 64, 60.5, 62, 63, 64, 62)
    own, held = judge(weekly(*values)), frozen(values, 12, Better.HIGHER)
    assert own.verdict is Verdict.STEADY
    assert held.verdict is Verdict.BETTER
    assert (held.baseline, held.before, held.after) == (12, 60, 62.5)
    assert held.began == Began(weekly(*values)[12].day, "Peer circles")
    assert held.since == held.began.day


@pytest.mark.parametrize("baseline", [BASELINE_POINTS - 1, BASELINE_POINTS])
def test_a_line_is_frozen_where_twelve_points_came_before(baseline: int) -> None:
    values = [1, 3] * 6 + [2, 4] * 6
    judged = frozen(values[12 - baseline :], baseline)
    assert judged.baseline == (BASELINE_POINTS if baseline == BASELINE_POINTS else 0)
    assert (judged.began is None) == (baseline < BASELINE_POINTS)


def test_last_years_points_count_for_the_line() -> None:
    points = weekly(*([1, 3] * 6 + [5, 6] * 6))
    found = judge(points[12:], Better.LOWER, Began(points[12].day), earlier=points[:12])
    assert (found.verdict, found.baseline, found.points, found.before) == (Verdict.WORSE, 12, 12, 2)


def test_what_follows_a_frozen_line_needs_ten_useful_points_too() -> None:
    found = frozen([1, 3] * 6 + [5] * 8, 12)
    assert (found.verdict, found.points, found.useful) == (Verdict.TOO_EARLY, 8, 8)


def test_a_line_of_mostly_zeros_can_be_frozen_but_not_judged_against() -> None:
    assert frozen([0] * 9 + [1, 2, 1] + [0, 1] * 8, 12).verdict is Verdict.NOT_JUDGED


def test_what_came_back_says_from_when_to_when_it_was_away() -> None:
    points = weekly(*([60, 61] * 4 + [70, 71] * 4 + [60, 61] * 4))
    judged = judge(points)
    assert judged.verdict is Verdict.CHANGED
    assert (judged.since, judged.until, judged.away) == (points[8].day, points[15].day, 70.5)
    assert judged.after == 61


def test_an_early_change_is_told_by_what_lies_before_and_after_it() -> None:
    points = weekly(*([1, 2] * 4 + [5, 7] * 16))
    found = judge(points)
    assert (found.verdict, found.before, found.after, found.since) == (Verdict.HIGHER, 1.5, 6, points[8].day)


def test_one_point_that_stands_out_is_for_people_to_explain() -> None:
    points = weekly(22, 25, 21, 24, 23, 26, 22, 25, 60, 23)
    found = judge(points)
    assert (found.verdict, found.odd) == (Verdict.STEADY, points[8].day)
    assert judge(weekly(22, 25, 21, 24, 23, 26, 22, 25, 27, 23)).odd is None


def test_two_kinds_of_week_in_turn_are_no_change_and_said_to_be_mixed() -> None:
    assert judge(weekly(*([40, 60] * 10))).mixed
    assert not judge(weekly(*KNOWN["series"][0]["values"])).mixed


def test_a_draft_of_an_earlier_version_can_still_be_read() -> None:
    assert Verdict("swinging") is Verdict.STEADY


NUMBERS = st.lists(st.integers(-50, 50), min_size=1, max_size=70)


@given(NUMBERS)
def test_a_series_turned_upside_down_says_the_opposite(values: list[int]) -> None:
    opposite = {Verdict.HIGHER: Verdict.LOWER, Verdict.LOWER: Verdict.HIGHER}
    one, other = judge(weekly(*values)), judge(weekly(*(-each for each in values)))
    assert other.verdict is opposite.get(one.verdict, one.verdict)
    assert (one.useful, one.longest_run, one.crossings) == (other.useful, other.longest_run, other.crossings)


@given(NUMBERS, st.integers(-1000, 1000))
def test_the_unit_does_not_matter(values: list[int], more: int) -> None:
    one, other = judge(weekly(*values)), judge(weekly(*(each + more for each in values)))
    assert (one.verdict, one.signals, one.since) == (other.verdict, other.signals, other.since)


@given(NUMBERS)
def test_what_is_called_a_change_has_a_signal_and_figures(values: list[int]) -> None:
    judged = judge(weekly(*values))
    assert judged.changed == bool(judged.signals)
    if judged.changed:
        assert judged.useful >= 10
        assert judged.since is not None
        assert judged.after is not None
        assert (judged.away if judged.verdict is Verdict.CHANGED else judged.before) not in (None, judged.after)


@given(NUMBERS)
def test_a_signal_is_what_the_rule_says(values: list[int]) -> None:
    judged = judge(weekly(*values))
    if judged.useful >= 10 and judged.verdict is not Verdict.NOT_JUDGED:
        assert (Signal.LONG_RUN in judged.signals) == (judged.longest_run > longest_run(judged.useful))
        assert (Signal.FEW_CROSSINGS in judged.signals) == (judged.crossings < fewest_crossings(judged.useful))
