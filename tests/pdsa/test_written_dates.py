"""The one reader of dates: what it reads, and what it leaves to be asked."""

import time
from datetime import date

import pytest

from pdsa.written_dates import DayTrouble, NotADay, Order, is_month, order_in, read_day, read_days

TODAY = date(2026, 11, 30)
FOURTEENTH = date(2026, 9, 14)


@pytest.mark.parametrize(
    "said",
    [
        "2026-09-14", "2026/9/14", "2026.09.14", "9/14/2026", "9/14/26", "9-14-26", "14/9/2026", "14.9.2026",
        "9 / 14 / 2026", "14 Sep 2026", "14 September 2026", "Sep 14, 2026", "September 14th, 2026",
        "14th of September 2026", "14-Sep-2026", "14-Sep-26",
        "14 de septiembre de 2026", "Mon 14 Sep 2026", "Monday, September 14, 2026",
        "2026/09/14 8:01:22 AM MDT", "2026/09/14 9:11:02 PM GMT-6", "9/14/2026 8:01",
        "2026-09-14T08:01:22.123Z", "2026-09-14 08:01:22+00:00", "Mon Sep 14 2026 08:01:22 GMT-0600 (MDT)",
        "2026\u201109\u201114", "14\u00a0Sep\u202f2026", "\u200e9/14/2026\u200b", "２０２６-09-14", "week of 9/14/2026",
        "2026-W38-1", "2026-09-14.", "Sept. 14, 2026", "9/14/26 8:01 pm", "9/14/2026 8 AM",
        "14/Sep/2026", "2026-Sep-14", "14SEP2026", "Sep 14, 2026 at 8:01 AM",
        "9/14/2026 (Mon)", "lunes, 14 de septiembre de 2026", "9\u204414\u20442026",
    ],
)  # fmt: skip
def test_a_day_is_read_however_people_write_it(said):
    assert read_day(said) == FOURTEENTH


@pytest.mark.parametrize(
    ("said", "day"),
    [("Sep 2026", date(2026, 9, 30)), ("Sep-26", date(2026, 9, 30)), ("September '26", date(2026, 9, 30)),
     ("2026-09", date(2026, 9, 30)), ("9/2026", date(2026, 9, 30)), ("2028-02", date(2028, 2, 29)),
     ("2026-W38", FOURTEENTH), ("W38 2026", FOURTEENTH), ("Week 38, 2026", FOURTEENTH), ("wk 38 2026", FOURTEENTH)],
)  # fmt: skip
def test_a_month_and_a_numbered_week_are_days_only_where_that_is_wanted(said, day):
    assert read_day(said, stretches=True) == day
    assert _trouble(said) is DayTrouble.STRETCH


@pytest.mark.parametrize(
    ("said", "past", "ahead"),
    [("1 Oct", date(2026, 10, 1), date(2026, 10, 1)), ("Oct 1st", date(2026, 10, 1), date(2026, 10, 1)),
     ("9/14", date(2026, 9, 14), date(2026, 9, 14)), ("14 Jan", date(2026, 1, 14), date(2027, 1, 14)),
     ("5 Dec", date(2025, 12, 5), date(2026, 12, 5)), ("14/1", date(2026, 1, 14), date(2027, 1, 14)),
     ("Sep 26", date(2026, 9, 26), date(2026, 9, 26)), ("1 Jan", date(2026, 1, 1), date(2027, 1, 1)),
     ("31 Dec", date(2025, 12, 31), date(2026, 12, 31)), ("30 Nov", TODAY, TODAY)],
)  # fmt: skip
def test_a_day_without_its_year_is_the_nearest_on_the_side_that_is_meant(said, past, ahead):
    assert read_day(said, today=TODAY) == past
    assert read_day(said, today=TODAY, ahead=True) == ahead
    assert _trouble(said) is DayTrouble.NO_YEAR


TROUBLES = {
    DayTrouble.NOTHING: (
        "", " \u2013 ",
    ),
    DayTrouble.NO_DATE: (
        "soon", "4.2", "46268", "Item 1", "8:01 AM", "9/14/2026*", "~9/14/2026", "last Friday",
    ),
    DayTrouble.NO_SUCH_DAY: (
        "30 Feb 2027", "Feb 30, 2027", "2026-02-30", "2/30/2026", "13/13/2026", "2026-W60",
    ),
    DayTrouble.STRETCH: (
        "Q1 2026", "Fall 2026", "2026-27", "SY 2026-27", "2026", "Week 3", "first semester 2026",
        "9/14/2026 - 9/18/2026", "Sep 14-18, 2026", "September",
        "Sep 14 \u2013 18", "Nov 23-27", "9/14/2026-9/18/2026",
    ),
    DayTrouble.OUTSIDE: (
        "9/14/1899", "1200-01-01",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("said", "trouble"), [(said, each) for each, texts in TROUBLES.items() for said in texts])
def test_what_is_no_day_says_what_it_is(said, trouble):
    assert _trouble(said) is trouble


@pytest.mark.parametrize("said", ["30 Feb", "Feb 30", "2/30", "31 Apr", "0 Jan", "13/13"])
def test_a_day_that_the_calendar_does_not_have_is_none_without_a_year_either(said):
    assert _trouble(said, today=TODAY) is DayTrouble.NO_SUCH_DAY


@pytest.mark.parametrize(
    ("said", "month_first", "day_first"),
    [("3/4/2026", date(2026, 3, 4), date(2026, 4, 3)), ("3/4/26", date(2026, 3, 4), date(2026, 4, 3)),
     ("3-4-2026 8:00 am", date(2026, 3, 4), date(2026, 4, 3)), ("9/10", date(2026, 9, 10), date(2026, 10, 9))],
)  # fmt: skip
def test_a_day_that_can_be_two_is_both_until_somebody_says(said, month_first, day_first):
    with pytest.raises(NotADay) as caught:
        read_day(said, today=TODAY)
    assert (caught.value.trouble, caught.value.readings) == (DayTrouble.TWO_WAYS, (month_first, day_first))
    assert read_day(said, Order.MONTH_FIRST, today=TODAY) == month_first
    assert read_day(said, Order.DAY_FIRST, today=TODAY) == day_first


@pytest.mark.parametrize(
    ("said", "day"),
    [("Friday", 27), ("last Friday", 27), ("on fri", 27), ("Monday", 30), ("last Monday", 23), ("sunday", 29)],
)
def test_a_day_of_the_week_is_the_one_that_has_come(said, day):
    assert read_day(said, today=TODAY) == date(2026, 11, day)


def test_hostile_text_costs_no_time():
    began = time.perf_counter()
    for said in ("1" * 60, "1 " * 30, "s" * 60, "sep " * 15, "1/" * 30, "- " * 30, "9" * 100_000, "am " * 20):
        for _time in range(50):
            assert _trouble(said) is not DayTrouble.NOTHING
    assert time.perf_counter() - began < 2


def _trouble(said, **how):
    with pytest.raises(NotADay) as caught:
        read_day(said, **how)
    return caught.value.trouble


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-10-15, 2027-01-21", "2026-10-15 2027-01-21"),
        ("15 Oct, Jan 21; 4 June", None),  # parted by both: read as three, of which the first is none
        ("15 Oct, Jan 21, 4 June", "2026-10-15 2027-01-21 2027-06-04"),
        ("October 15, 2026, January 21, 2027", "2026-10-15 2027-01-21"),
        ("12/1/2026\n3 Mar", "2026-12-01 2027-03-03"),  # 12 January 2026 is no day of the school year
        ("", ""),
    ],
)
def test_a_list_of_days_lies_in_the_school_year(text, days):
    first, last = date(2026, 8, 17), date(2027, 6, 4)
    if days is None:
        with pytest.raises(NotADay):
            read_days(text, first, last)
        return
    assert [day.isoformat() for day in read_days(text, first, last)] == days.split()


def test_of_a_day_written_with_points_the_day_is_supposed_to_come_first():
    with pytest.raises(NotADay) as caught:
        read_day("1.10.2026", today=TODAY)
    assert caught.value.readings == (date(2026, 10, 1), date(2026, 1, 10))
    assert read_day("1.10.2026", Order.MONTH_FIRST) == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("March", True),
        ("mar.", True),
        (" MAY ", True),
        ("Mar 3", False),
        ("", False),
        ("Marchy", False),
        ("3", False),
        ("January", True),
        ("December", True),
        ("Ja", False),
    ],
)
def test_a_months_name_and_nothing_else(text: str, month: bool) -> None:
    assert is_month(text) is month


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("13/9/2026", Order.DAY_FIRST), ("9/13/2026", Order.MONTH_FIRST), ("12/9/2026", None), ("9/12/2026", None),
        ("13.9.2026", None), ("13/13/2026", None), ("2026-09-13", None), ("13 Sep 2026", None), ("9" * 100, None),
    ],
)  # fmt: skip
def test_which_order_a_date_shows(text: str, order: Order | None) -> None:
    assert order_in(text) is order
