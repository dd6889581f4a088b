"""How long the chat is left alone after it refused, and what of a wait lies out of reach."""

from datetime import UTC, datetime, timedelta

import pytest

from pdsa.chat_outages import Outage, OutagePart, wait_after
from pdsa.send_delay_limit import in_reach

NOW = datetime(2026, 9, 17, 20, tzinfo=UTC)
ONE = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("tries", "seconds"), [(1, 30), (2, 60), (3, 120), (4, 240), (5, 480), (6, 900), (7, 900), (10_000, 900)]
)
def test_twice_as_long_each_time_up_to_a_quarter_of_an_hour(tries: int, seconds: int) -> None:
    assert wait_after(tries) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("until", "pauses"),
    [
        (NOW, False), (NOW + ONE, True), (NOW + timedelta(minutes=15), True),
        (NOW + timedelta(minutes=15) + ONE, False), (NOW - ONE, False),
    ],
)  # fmt: skip
def test_nothing_is_tried_before_the_wait_is_over_but_for_a_wait_that_no_clock_wrote(
    until: datetime, pauses: bool
) -> None:
    assert Outage(OutagePart.POSTS, "refused", NOW, until).pauses(NOW) is pauses


@pytest.mark.parametrize(("ahead", "kept"), [(20, True), (0, True), (-5, True)])
def test_a_moment_in_reach_stays(ahead: int, kept: bool) -> None:
    moment = NOW + timedelta(minutes=ahead)
    assert (in_reach(moment, NOW) == moment) is kept


def test_a_moment_out_of_reach_is_now() -> None:
    assert in_reach(NOW + timedelta(minutes=20) + ONE, NOW) == NOW
