"""On which day somebody is asked about the rubric, and when they are reminded."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.people import Away
from pdsa.rubric_asking import RubricAsking
from pdsa.rubric_ratings import Round
from pdsa.time_span import TimeSpan
from tests.pdsa.riverbend_year import CYCLE, ana, at

STARTED = replace(CYCLE, started_at=at(date(2026, 8, 17)))
MON, TUE, WED, FRI = (date(2026, 8, day) for day in (24, 25, 26, 28))
NINE = 15
"""The hour, in UTC, at which Denver is asked in summer."""


def asking(first: date, last: date, others: tuple[str, ...] = (), part: Round = Round.START) -> RubricAsking:
    """From a second past nine on the one day to nine on the other."""
    busy = {(ana.id, day) for day in others} | {(ana.id + 1, MON.isoformat())}
    return RubricAsking(part, STARTED, TimeSpan(at(first, NINE), at(last, NINE)), busy)


@pytest.mark.parametrize(
    ("days", "now", "day"),
    [
        (asking(date(2026, 8, 20), MON), date(2026, 8, 20), MON),
        (asking(date(2026, 8, 18), date(2026, 8, 21)), date(2026, 8, 18), None),
        (asking(MON, TUE), MON, TUE),
        (asking(date(2026, 8, 20), FRI), WED, WED),
        (asking(date(2026, 8, 20), FRI, (MON.isoformat(), TUE.isoformat())), MON, WED),
        (asking(WED, date(2026, 8, 27)), WED, None),
        (asking(date(2026, 9, 25), date(2026, 9, 30)), date(2026, 9, 25), None),
        (asking(MON, FRI, part=Round.MID_YEAR), MON, None),
    ],
    ids=[
        "its first",
        "before it",
        "after since",
        "not past",
        "others",
        "the check-in's own",
        "after it",
        "no mid-year",
    ],
)
def test_the_day_of_the_question(days: RubricAsking, now: date, day: date | None) -> None:
    assert days.question(ana, at(now, NINE)) == day


def test_whoever_is_away_is_asked_once_they_are_back() -> None:
    away = replace(ana, away=(Away(MON, WED),))
    assert asking(date(2026, 8, 20), FRI).question(away, at(MON, NINE)) == WED


@pytest.mark.parametrize(
    ("days", "asked", "day"),
    [
        (asking(MON, FRI), MON, FRI),
        (asking(MON, date(2026, 8, 27)), MON, None),
        (asking(MON, FRI, (FRI.isoformat(),)), MON, None),
        (asking(MON, date(2026, 9, 4)), date(2026, 8, 21), date(2026, 8, 28)),
    ],
    ids=["after four days", "not yet", "another question", "not on the check-in's own"],
)
def test_the_day_of_the_reminder(days: RubricAsking, asked: date, day: date | None) -> None:
    assert days.reminder(asked, ana) == day
