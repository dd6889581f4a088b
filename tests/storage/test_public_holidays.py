"""Public holidays: offered as proposals, and used to move days off on into the next year."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pdsa.calendar import DayOff, SchoolYear
from pdsa.digest import ComingKind, coming
from pdsa.findings_from_records import YearSoFar
from pdsa.newyear import next_cycle
from storage.public_holidays import moved_on, public_days
from tests.pdsa.riverbend_year import CYCLE, GOALS, MEMBERS, STRATEGIES

FIRST, LAST = date(2026, 8, 17), date(2027, 6, 4)
YEAR = timedelta(weeks=52)


def test_the_public_holidays_of_a_school_year_are_proposals_on_school_days() -> None:
    holidays = public_days("America/Denver", FIRST, LAST)
    assert [each.name for each in holidays][:4] == ["Labor Day", "Columbus Day", "Veterans Day", "Thanksgiving Day"]
    assert all(each.proposed and each.first.weekday() < 5 for each in holidays)
    assert public_days("America/Denver", FIRST, LAST) == public_days("America/Indiana/Knox", FIRST, LAST)
    assert public_days("Asia/Tokyo", FIRST, LAST) == ()


@pytest.mark.parametrize(
    ("name", "first", "last", "moved_first", "moved_last"),
    [
        ("Labor Day", date(2026, 9, 7), date(2026, 9, 7), date(2027, 9, 6), date(2027, 9, 6)),
        ("Veterans Day", date(2026, 11, 11), date(2026, 11, 11), date(2027, 11, 11), date(2027, 11, 11)),
        ("Thanksgiving break", date(2026, 11, 23), date(2026, 11, 27), date(2027, 11, 22), date(2027, 11, 26)),
        ("Winter break", date(2026, 12, 21), date(2027, 1, 1), date(2027, 12, 20), date(2027, 12, 31)),
        ("MLK", date(2027, 1, 18), date(2027, 1, 18), date(2028, 1, 17), date(2028, 1, 17)),
        ("Presidents Day", date(2027, 2, 15), date(2027, 2, 15), date(2028, 2, 21), date(2028, 2, 21)),
        ("Presidents week", date(2027, 2, 15), date(2027, 2, 19), date(2028, 2, 21), date(2028, 2, 25)),
        ("Spring break", date(2027, 3, 22), date(2027, 3, 26), date(2028, 3, 20), date(2028, 3, 24)),
        ("Memorial Day", date(2027, 5, 31), date(2027, 5, 31), date(2028, 5, 29), date(2028, 5, 29)),
        ("Our own day", date(2026, 10, 2), date(2026, 10, 2), date(2027, 10, 1), date(2027, 10, 1)),
    ],
)
def test_a_day_off_moves_as_its_holiday_does(
    name: str, first: date, last: date, moved_first: date, moved_last: date
) -> None:
    old = SchoolYear(FIRST, LAST, "America/Denver", (DayOff(name, first, last),))
    (off,) = old.days_off
    shifted = (replace(off, first=off.first + YEAR, last=off.last + YEAR, proposed=True),)
    new = moved_on(old, SchoolYear(FIRST + YEAR, LAST + YEAR, "America/Denver", shifted))
    assert new.days_off == (DayOff(name, moved_first, moved_last, proposed=True),)


def test_nothing_is_told_of_a_proposed_day_off_but_nobody_is_asked_on_it() -> None:
    new = next_cycle(CYCLE)
    events = coming(YearSoFar(new, MEMBERS, GOALS, STRATEGIES), new.year.first_day, new.year.last_day)
    assert ComingKind.BREAK not in {each.what for each in events}
    off = next(each for each in new.year.days_off if each.for_all)
    assert not new.year.is_working(off.first)
    known = replace(new, year=replace(new.year, days_off=tuple(replace(o, proposed=False) for o in new.year.days_off)))
    events = coming(YearSoFar(known, MEMBERS, GOALS, STRATEGIES), new.year.first_day, new.year.last_day)
    assert ComingKind.BREAK in {each.what for each in events}
