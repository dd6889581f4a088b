"""Proposals on a full day come together: that afternoon, or the next working morning."""

from datetime import datetime

import pytest

from pdsa.calendar import instant
from pdsa.proposal_batching import gathered_on, is_full
from tests.pdsa.riverbend_year import CYCLE, ZONE


def at(text: str) -> datetime:
    wall = datetime.fromisoformat(text)
    return instant(wall.date(), wall.time(), ZONE)


@pytest.mark.parametrize(
    ("got", "full"),
    [
        ([], False),
        (["2026-11-03 09:00"], False),
        (["2026-11-03 00:00", "2026-11-03 23:59"], True),
        (["2026-11-02 23:59", "2026-11-04 00:00", "2026-11-03 09:00"], False),
    ],
)
def test_a_day_is_full_with_two(got: list[str], full: bool) -> None:
    assert is_full(map(at, got), at("2026-11-03 10:00"), ZONE) is full


@pytest.mark.parametrize(
    ("moment", "occasion", "comes"),
    [
        ("2026-11-03 14:59", "2026-11-03", "2026-11-03 16:00"),
        ("2026-11-03 15:00", "2026-11-04-morning", "2026-11-04 09:00"),
        ("2026-11-06 17:00", "2026-11-09-morning", "2026-11-09 09:00"),  # a Friday
        ("2027-06-04 17:00", "2027-06-05-morning", "2027-06-05 09:00"),  # the year is over
    ],
)
def test_when_they_come_together(moment: str, occasion: str, comes: str) -> None:
    assert gathered_on(at(moment), ZONE, CYCLE) == (occasion, at(comes))
