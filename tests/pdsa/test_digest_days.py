"""When digests are due: the notes' Mondays, a month's draft, the year's, and which drafts are still shown."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pdsa.calendar import DayOff, monday_of
from pdsa.digest_days import (
    MONTHLY,
    YEARLY,
    Due,
    drafts,
    is_last_of_month,
    month_due,
    month_of,
    note_at,
    note_channel,
    note_days,
    posted_from,
    still_wanted,
    told_since,
    year_due,
)
from tests.pdsa.riverbend_year import CYCLE, YEAR

STARTED = replace(CYCLE, started_at=datetime(2026, 8, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("first_day", "off", "first_note"),
    [
        (date(2026, 8, 17), (), date(2026, 8, 24)),  # a Monday: its own week is over on Friday
        (date(2026, 8, 19), (), date(2026, 8, 31)),  # a Wednesday: the first whole week ends a week later
        (date(2026, 8, 17), (DayOff("Fair", date(2026, 8, 21), date(2026, 8, 21)),), date(2026, 8, 31)),
    ],
)
def test_no_note_before_the_first_week_of_school_is_over(
    first_day: date, off: tuple[DayOff, ...], first_note: date
) -> None:
    year = replace(CYCLE.year, first_day=first_day, days_off=(*off, *CYCLE.year.days_off))
    assert next(note_days(replace(CYCLE, year=year), date(2026, 8, 1), year.last_day)) == first_note


@pytest.mark.parametrize(
    ("noted_last", "day", "since"),
    [
        (date(2026, 10, 12), date(2026, 10, 19), None),
        (date(2026, 9, 28), date(2026, 10, 19), date(2026, 9, 28)),
        (None, date(2026, 8, 24), None),
        (None, date(2026, 9, 14), date(2026, 8, 17)),
    ],
)
def test_a_note_tells_all_that_no_note_has_told(noted_last: date | None, day: date, since: date | None) -> None:
    assert told_since(STARTED, day, noted_last) == since


def test_the_last_note_of_a_month_is_known() -> None:
    assert [
        day for day in note_days(STARTED, date(2026, 12, 1), date(2027, 1, 31)) if is_last_of_month(STARTED, day)
    ] == [
        date(2026, 12, 14),
        date(2027, 1, 25),
    ]


@pytest.mark.parametrize(
    ("started", "day", "month"),
    [
        (None, date(2026, 10, 1), None),
        (datetime(2026, 8, 10, tzinfo=UTC), date(2026, 10, 1), "2026-09"),
        (datetime(2026, 8, 10, tzinfo=UTC), date(2026, 10, 2), None),
        (datetime(2026, 8, 10, tzinfo=UTC), date(2026, 9, 30), None),
        (datetime(2026, 8, 10, tzinfo=UTC), date(2026, 9, 1), "2026-08"),
        (datetime(2026, 9, 30, 18, tzinfo=UTC), date(2026, 10, 1), "2026-09"),  # started on its last school day
        (datetime(2026, 10, 1, 18, tzinfo=UTC), date(2026, 10, 1), None),
        (datetime(2026, 8, 10, tzinfo=UTC), date(2027, 1, 4), "2026-12"),
    ],
)
def test_a_months_summary_is_drafted_on_the_first_school_day_after_it(
    started: datetime | None, day: date, month: str | None
) -> None:
    due = Due(MONTHLY, month, day) if month else None
    assert month_due(replace(CYCLE, started_at=started), day) == due


def test_the_years_draft_comes_two_weeks_before_its_end_or_on_the_working_day_before() -> None:
    assert year_due(STARTED) == Due(YEARLY, "2026-27", date(2027, 5, 21))
    off = replace(YEAR, days_off=(DayOff("Fair", date(2027, 5, 20), date(2027, 5, 21)),))
    assert year_due(replace(STARTED, year=off)).day == date(2027, 5, 19)
    short = replace(YEAR, first_day=date(2027, 6, 1), days_off=())
    assert year_due(replace(STARTED, year=short)).day == date(2027, 6, 1)


@pytest.mark.parametrize(
    ("first", "last", "occasions"),
    [
        (date(2026, 8, 1), date(2026, 10, 1), ["2026-08", "2026-09"]),
        (date(2027, 5, 3), date(2027, 5, 20), ["2027-04"]),
        (date(2027, 5, 3), date(2027, 5, 21), ["2027-04", "2026-27"]),
        (date(2027, 5, 21), date(2027, 7, 31), ["2026-27"]),  # no month after the year's
        (date(2027, 5, 22), date(2027, 7, 31), []),
    ],
)
def test_what_is_drafted_in_some_days(first: date, last: date, occasions: list[str]) -> None:
    assert [due.occasion for due in drafts(STARTED, first, last)] == occasions


@pytest.mark.parametrize(
    ("settled", "shown"),
    [
        ("", ["2026-08", "2026-09", "2026-10", "2027-01", "2027-04"]),
        ("2026-10", ["2026-11", "2026-12", "2027-01", "2027-04"]),
    ],
)
def test_of_drafts_that_nobody_settles_the_first_three_are_shown_and_then_every_third(
    settled: str, shown: list[str]
) -> None:
    months = [f"2026-{n:02}" for n in range(8, 13)] + [f"2027-{n:02}" for n in range(1, 5)]
    assert [month for month in months if month > settled and still_wanted(month, settled, STARTED)] == shown


def test_drafts_count_from_the_month_of_the_start() -> None:
    late = replace(CYCLE, started_at=datetime(2026, 10, 12, tzinfo=UTC))
    assert [month for month in ("2026-10", "2026-11", "2026-12", "2027-01") if still_wanted(month, "", late)] == [
        "2026-10", "2026-11", "2026-12",
    ]  # fmt: skip
    assert still_wanted("2026-10", "", CYCLE)


def test_times_and_channels_of_notes_and_drafts() -> None:
    assert note_at(CYCLE, date(2026, 11, 2)) == datetime(2026, 11, 2, 16, tzinfo=UTC)
    assert Due(MONTHLY, "2026-10", date(2026, 11, 2)).at(CYCLE, "America/Phoenix").hour == 16
    assert posted_from(MONTHLY, "2026-10", CYCLE) == datetime(2026, 11, 2, 16, tzinfo=UTC)
    assert posted_from(YEARLY, "2026-27", CYCLE) == datetime(2027, 5, 21, 15, tzinfo=UTC)
    assert posted_from(MONTHLY, "2027-06", CYCLE) == datetime(2027, 7, 1, 15, tzinfo=UTC)  # the year is over
    assert note_channel(CYCLE) == "#sel-team"
    assert note_channel(replace(CYCLE, channels=replace(CYCLE.channels, team="#staff"))) == ""
    assert month_of("2026-10") == date(2026, 10, 1)
    with pytest.raises(ValueError, match="isoformat"):
        month_of("2026-27:x")
    assert [monday_of(date(2026, 11, 2) + timedelta(days=n)) for n in (-1, 0, 6, 7)] == [
        date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 2), date(2026, 11, 9),
    ]  # fmt: skip
