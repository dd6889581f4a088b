"""The run-chart rules against published examples and tables, and what must hold of any series."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pdsa.measures import Better, Observation, Series
from pdsa.runchart import Limits, Rule, Trend, runs_limits, sides, signals, trend

BEGAN = date(2026, 9, 4)


def weekly(*values: float) -> Series:
    days = (BEGAN + timedelta(weeks=week) for week in range(len(values)))
    return Series("Referrals", "", tuple(Observation("Referrals", d, v) for d, v in zip(days, values, strict=True)))


def above_and_below(pattern: str) -> Series:
    """A series by its sides: "+" above the median, "-" below, "0" on it."""
    return weekly(*({"+": 12, "0": 10, "-": 8}[side] for side in pattern))


def spoken(found: Series) -> list[tuple[Rule, int]]:
    return [(signal.rule, signal.count) for signal in signals(found)]


BOOST = (5, 2, 0, 4, 7, 9, 10, 6, 1, 8, 3)
"""boost.org, Math Toolkit, "Runs tests": median 5, points on it ignored, five runs of five points above and five below.
(It prints one "+" too few. The five that rise from 0 to 10 are no part of its test.)
"""
SIXTEEN_MONTHS = "+++++++-------+-"
"""Quality Digest, October 2008, "An Underrated Test for Run Charts": four runs of 7, 7, 1 and 1, where chance brings
5 to 12: too few. (Its own rule for a long run wants eight points; ours is the six of Perla and others.)
"""
TWENTY_FOUR = "+0+-+++++0+++0+---------"
"""unaettie.com, "Run chart, Anhøj rules": 24 points, three of them on the median; two runs of nine, three crossings."""
SEATS = "-+--+---+---+-+-"
"""Swed and Eisenhart 1943: seats taken (+) and empty (-) at a lunch counter: eleven runs of 5 and 11, which they find
unusual one-sided only; with 2.5 % on each side it is none.
"""


@pytest.mark.parametrize(
    ("found", "runs", "longest", "said"),
    [
        (weekly(*BOOST), 5, 4, [(Rule.TREND, 5)]),
        (above_and_below(SIXTEEN_MONTHS), 4, 7, [(Rule.SHIFT, 7), (Rule.SHIFT, 7), (Rule.FEW_RUNS, 4)]),
        (above_and_below(TWENTY_FOUR), 4, 9, [(Rule.SHIFT, 9), (Rule.SHIFT, 9), (Rule.FEW_RUNS, 4)]),
    ],
    ids=["Boost", "Quality Digest", "unaettie"],
)
def test_published_examples(found: Series, runs: int, longest: int, said: list[tuple[Rule, int]]) -> None:
    assert len(sides(found)) == runs
    assert max(len(run) for run in sides(found)) == longest
    assert spoken(found) == said


def test_the_lunch_counter_of_the_runs_test() -> None:
    assert SEATS.count("+") == 5
    assert runs_limits(5, 11) == Limits(5, 11)


@pytest.mark.parametrize(
    ("above", "below", "critical"),
    [
        (5, 5, (2, 10)), (5, 6, (3, 10)), (6, 6, (3, 11)), (6, 7, (3, 12)), (7, 7, (3, 13)), (7, 8, (4, 13)),
        (8, 8, (4, 14)), (8, 9, (5, 14)), (9, 9, (5, 15)), (9, 10, (5, 16)), (10, 10, (6, 16)), (10, 15, (7, 18)),
        (3, 18, (3, 8)), (5, 10, (3, 12)), (6, 12, (4, 13)), (7, 14, (5, 15)), (8, 16, (6, 17)), (9, 18, (8, 18)),
        (10, 20, (9, 20)), (2, 20, (2, 6)),
    ],
)  # fmt: skip
def test_the_limits_are_the_critical_values_of_the_runs_test(above: int, below: int, critical: tuple[int, int]) -> None:
    """Swed and Eisenhart's two-sided 5 % table, as textbooks print it ("Number of Runs, Critical Values"): chance is
    doubted at the smaller value or less, at the larger or more.

    The printed larger value is one beyond the most runs that are possible where no number of runs is too many.
    """
    limits = runs_limits(above, below)
    assert limits.low - 1 == critical[0]
    assert limits.high + 1 == critical[1]
    assert runs_limits(below, above) == limits


GOES_ROUND = {
    10: (3, 9), 11: (3, 10), 12: (3, 11), 13: (4, 11), 14: (4, 12), 15: (5, 12), 16: (5, 13), 17: (5, 13), 18: (6, 14),
    19: (6, 15), 20: (6, 16),
}  # fmt: skip
"""The table that goes round with run charts (Perla, Provost and Murray 2011, as domain.md 4.3 gives it)."""
DIFFER = {11: (4, 9), 12: (4, 10), 17: (6, 13), 20: (7, 15)}
"""Where exact counting is narrower: six above and six below, say, make three runs or fewer in 1.3 % of all orders."""


def test_where_our_limits_differ_from_the_table_that_goes_round() -> None:
    ours = {n: runs_limits(n // 2, n - n // 2) for n in GOES_ROUND}
    assert {n: (each.low, each.high) for n, each in ours.items()} == GOES_ROUND | DIFFER


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((5, 5, 5, 5, 1, 1, 1, 1, 1), Trend.TOO_EARLY),  # nine points
        ((5, 5, 5, 5, 5, 1, 1, 1, 1, 1), Trend.LOWER),  # five in a row are no shift, but two runs are too few
        ((5, 5, 5, 5, 5, 5, 1, 1, 1, 1, 1, 1), Trend.LOWER),
        ((1, 1, 1, 1, 1, 1, 5, 5, 5, 5, 5, 5), Trend.HIGHER),
        ((5, 1, 1, 5, 5, 1, 5, 1, 1, 5, 5, 1), Trend.STEADY),
        ((5, 1) * 6, Trend.SWINGING),  # every point crosses
        ((3,) * 12, Trend.STEADY),  # every point is on the median
        ((5, 5, 5, 3, 5, 5, 5, 1, 1, 1, 1, 1, 1), Trend.LOWER),  # a point on the median neither counts nor breaks
        ((5, 5, 5, 5, 5, 1, 3, 5, 1, 1, 1, 1, 1), Trend.STEADY),  # one beyond it breaks
        ((5, 5, 5, 5, 5, 5, 1, 6, 1, 1, 6, 1, 1, 1, 1, 1), Trend.LOWER),  # it left the level that it began with
        ((1, 1, 1, 5, 5, 5, 5, 5, 5, 1, 1, 1), Trend.CHANGED),  # it went and came back
        ((1, 2, 4, 7, 9, 2, 8, 3, 6, 1), Trend.STEADY),  # a trend alone is too weak
        ((0, 2, 1, 0, 0, 0, 1, 3, 0, 0, 1, 0, 0, 0, 2, 0), Trend.STEADY),  # rare events: six above 0
        ((0,) * 9 + (1, 2, 1, 3, 1, 2, 1), Trend.HIGHER),  # the same that came to stay
        ((0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0), Trend.STEADY),  # seven weeks without any are what is usual
        ((99, 98, 100, 100, 100, 97, 99, 100, 100, 98, 96, 100, 100), Trend.STEADY),  # nearly always all
    ],
)
def test_a_series_in_a_word(values: tuple[float, ...], said: Trend) -> None:
    assert trend(weekly(*values)) is said


@pytest.mark.parametrize(
    ("values", "trends"),
    [
        ((9, 1, 2, 3, 4, 5, 2, 9, 1, 6), [(5, True)]),
        ((9, 1, 2, 3, 4, 3, 2, 9, 1, 6), []),  # four rising points
        ((9, 1, 2, 2, 3, 4, 2, 9, 1, 6), []),  # of equal neighbours only the first counts
        ((9, 1, 2, 2, 3, 4, 5, 3, 9, 1), [(5, True)]),
        ((9, 8, 7, 6, 5, 6, 7, 8, 9, 1), [(5, False), (5, True)]),  # the turning point belongs to both
        ((1, 1, 1, 1, 1, 1, 1, 1, 1, 1), []),
    ],
)
def test_a_trend(values: tuple[float, ...], trends: list[tuple[int, bool]]) -> None:
    found = [signal for signal in signals(weekly(*values)) if signal.rule is Rule.TREND]
    assert [(signal.count, signal.up) for signal in found] == trends


def test_of_rare_events_only_those_that_lie_next_to_each_other_are_a_shift() -> None:
    found = weekly(0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 1, 3, 1, 2, 0)
    shift, runs = signals(found)
    assert (shift.rule, shift.first, shift.count, shift.up) == (Rule.SHIFT, found.points[8].day, 6, True)
    assert (runs.rule, runs.count) == (Rule.FEW_RUNS, 3)
    assert signals(weekly(0, 2, 1, 0, 0, 0, 1, 3, 0, 0, 1, 0, 0, 0, 2, 0)) == ()


def test_a_signal_says_from_when_to_when() -> None:
    (shift, other, few) = signals(weekly(5, 5, 5, 5, 5, 5, 1, 1, 1, 1, 1, 1))
    assert (shift.first, shift.last, shift.up) == (BEGAN, BEGAN + timedelta(weeks=5), True)
    assert (other.first, other.up) == (BEGAN + timedelta(weeks=6), False)
    assert (few.count, few.limits) == (2, Limits(4, 10))


def test_a_change_is_good_or_bad_only_where_somebody_said_which() -> None:
    fell = weekly(5, 5, 5, 5, 5, 5, 1, 1, 1, 1, 1, 1)
    assert trend(fell, Better.LOWER) is Trend.BETTER
    assert trend(fell, Better.HIGHER) is Trend.WORSE
    assert trend(fell, Better.UNKNOWN) is Trend.LOWER


VALUES = st.lists(st.integers(-6, 6), min_size=1, max_size=40)


def said_of(values: Sequence[float]) -> list[tuple[Rule, int, bool | None, date, date]]:
    return [(each.rule, each.count, each.up, each.first, each.last) for each in signals(weekly(*values))]


@given(VALUES)
def test_a_scale_that_keeps_the_order_changes_nothing(values: list[int]) -> None:
    """Orders of whole numbers and their odd powers are the same; the median moves along where it is a point."""
    if len(values) % 2 == 0:
        values = [*values, values[0]]
    bent = [each**3 + 2 * each - 5 for each in values]
    assert said_of(bent) == said_of(values)
    assert trend(weekly(*bent)) is trend(weekly(*values))


@given(VALUES)
def test_a_mirror_turns_up_into_down_and_nothing_else(values: list[int]) -> None:
    turned = [(rule, n, None if up is None else not up, a, b) for rule, n, up, a, b in said_of([-v for v in values])]
    assert turned == said_of(values)
    other = {Trend.HIGHER: Trend.LOWER, Trend.LOWER: Trend.HIGHER}
    found = trend(weekly(*values))
    assert trend(weekly(*(-v for v in values))) is other.get(found, found)


@given(VALUES, st.data())
def test_a_point_on_the_line_neither_counts_nor_breaks(values: list[int], data: st.DataObject) -> None:
    found = weekly(*values)
    at = data.draw(st.integers(0, len(values)))
    more = weekly(*values[:at], found.median, *values[at:])
    assume(2 * more.values.count(more.median) <= len(more.values))
    assert [[point.value for point in run] for run in sides(more)] == [[p.value for p in run] for run in sides(found)]


@given(VALUES)
def test_under_ten_points_nothing_is_said(values: list[int]) -> None:
    few = weekly(*values[:9])
    assert signals(few) == ()
    assert trend(few) is Trend.TOO_EARLY


@given(VALUES)
def test_whoever_hears_better_or_worse_was_told_which_way(values: list[int]) -> None:
    found = weekly(*values)
    told = {trend(found, Better.HIGHER), trend(found, Better.LOWER)}
    if trend(found) in (Trend.HIGHER, Trend.LOWER):
        assert told == {Trend.BETTER, Trend.WORSE}
    else:
        assert told == {trend(found)}


@given(st.integers(1, 30), st.integers(1, 30))
def test_the_limits_leave_room_for_chance(above: int, below: int) -> None:
    limits = runs_limits(above, below)
    assert 2 <= limits.low <= limits.high <= above + below
    assert limits.low <= 1 + 2 * above * below / (above + below) <= limits.high + 1  # the expected number of runs
