"""Goals that wait: which they are, and whose strategies nobody is asked about meanwhile."""

from datetime import UTC, date, datetime

import pytest

from pdsa.parked_goals import Parked, asked_about, resting, waiting
from tests.pdsa.riverbend_year import CYCLE, workshops

STUDY = CYCLE.phases.study
NOON = datetime(2026, 11, 2, 19, tzinfo=UTC)


def test_of_several_parkings_the_newest_that_waits() -> None:
    first, second = Parked(1, "G2", 1, NOON), Parked(2, "G2", 1, NOON)
    back, other = Parked(3, "G2", 1, NOON, back_at=NOON), Parked(4, "G5", 1, NOON)
    assert waiting([second, other, back, first]) == {"G2": second, "G5": other}
    assert waiting([back]) == {}


@pytest.mark.parametrize(
    ("parked_at", "today", "rests"),
    [
        (NOON, date(2026, 12, 1), True),
        (NOON, STUDY, True),
        (datetime(STUDY.year, STUDY.month, STUDY.day, 5, 59, tzinfo=UTC), STUDY, True),
        (datetime(STUDY.year, STUDY.month, STUDY.day, 6, 0, tzinfo=UTC), STUDY, False),
        (datetime(STUDY.year, STUDY.month, STUDY.day, 6, 0, tzinfo=UTC), CYCLE.phases.act, False),
    ],
    ids=["in DO", "since DO", "the night before STUDY, in Denver", "from STUDY's midnight on", "in ACT"],
)
def test_a_goal_parked_once_the_year_is_studied_is_still_looked_back_at(
    parked_at: datetime, today: date, rests: bool
) -> None:
    assert resting([Parked(1, "G2", 1, parked_at)], CYCLE, today) == (frozenset({"G2"}) if rests else frozenset())


def test_nobody_is_asked_about_a_goal_that_rests() -> None:
    assert asked_about([workshops], {"G2"}) == []
    assert asked_about([workshops], {"G5"}) == [workshops]
