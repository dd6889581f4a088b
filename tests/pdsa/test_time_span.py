"""A stretch of time in which something falls due: it begins after its start, and its end still counts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pdsa.time_span import TimeSpan

NOON = datetime(2026, 9, 17, 12, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
SPAN = TimeSpan(NOON, NOON + HOUR)


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (NOON, False),  # it fell due in the span before
        (NOON + SECOND, True),
        (NOON + HOUR, True),
        (NOON + HOUR + SECOND, False),
    ],
)
def test_its_end_counts_and_its_start_does_not(moment: datetime, due: bool) -> None:
    assert SPAN.holds(moment) is due


@pytest.mark.parametrize(
    ("first", "last", "touched"),
    [
        (date(2026, 9, 17), date(2026, 9, 17), True),
        (date(2026, 9, 18), date(2026, 9, 30), True),  # far in the east it is tomorrow
        (date(2026, 9, 19), date(2026, 9, 30), False),
        (date(2026, 9, 1), date(2026, 9, 16), True),  # far in the west it is yesterday
        (date(2026, 9, 1), date(2026, 9, 15), False),
    ],
)
def test_which_days_it_can_meet_in_whatever_zone(first: date, last: date, touched: bool) -> None:
    assert SPAN.touches(first, last) is touched


def test_its_days_reach_one_further_on_either_side() -> None:
    assert TimeSpan(NOON, NOON + timedelta(days=2)).days == (date(2026, 9, 16), date(2026, 9, 20))


@pytest.mark.parametrize(
    ("now", "since"),
    [
        (NOON, NOON),
        (NOON + timedelta(days=1), NOON),
        (NOON + timedelta(days=3), NOON + timedelta(days=2)),
    ],
)
def test_of_what_is_over_a_day_is_still_asked(now: datetime, since: datetime) -> None:
    span = TimeSpan(NOON, NOON + timedelta(days=5))
    assert span.lately(now) == TimeSpan(since, span.until)
