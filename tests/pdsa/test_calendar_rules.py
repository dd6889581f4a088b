"""The calendar's promises, held for any year, zone and moment: working days, reminders, mornings, doubled hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from pdsa.calendar import (
    MORNING,
    DayOff,
    SchoolYear,
    days,
    instant,
    is_quiet,
    local,
    local_day,
    month_before,
    month_end,
    next_daytime,
)

ZONES = (
    "America/Denver", "America/Phoenix", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia",
    "America/St_Johns", "Africa/Casablanca", "Pacific/Kiritimati", "UTC",
)  # fmt: skip
CLOCK_CHANGES = (date(2026, 11, 1), date(2027, 3, 14), date(2026, 10, 25), date(2027, 3, 28), date(2026, 10, 4))
FIRST, LAST = date(2026, 8, 3), date(2027, 6, 30)
zones = st.sampled_from(ZONES)
dates = st.one_of(st.sampled_from(CLOCK_CHANGES), st.dates(FIRST - timedelta(days=40), LAST + timedelta(days=40)))
times = st.times().map(lambda at: at.replace(microsecond=0, fold=0))
moments = st.datetimes(datetime(2026, 7, 1), datetime(2027, 8, 1), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def stretches(draw: st.DrawFn) -> DayOff:
    first = draw(st.dates(FIRST, LAST))
    return DayOff("off", first, first + timedelta(days=draw(st.integers(0, 14))), draw(st.booleans()))


@st.composite
def years(draw: st.DrawFn) -> SchoolYear:
    first = draw(st.dates(FIRST, FIRST + timedelta(days=60)))
    last = draw(st.dates(first, LAST))
    work_days = frozenset(draw(st.sets(st.integers(0, 6), min_size=1)))
    return SchoolYear(first, last, draw(zones), tuple(draw(st.lists(stretches(), max_size=4))), work_days)


def works(year: SchoolYear, day: date) -> bool:
    """The rule in other words."""
    off = any(each.for_all and each.first <= day <= each.last for each in year.days_off)
    return year.first_day <= day <= year.last_day and day.weekday() in year.work_days and not off


@given(years(), dates, st.integers(0, 60))
def test_working_days_are_those_of_the_rule_in_order(year: SchoolYear, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    working_days = list(year.working_days(first, last))
    assert working_days == [day for day in days(first, last) if works(year, day)]
    assert year.first_working(first, last) == (working_days[0] if working_days else None)


@given(years(), dates, st.integers(1, 40))
def test_so_many_working_days_later_lie_so_many_days_between(year: SchoolYear, day: date, count: int) -> None:
    later = year.after(day, count)
    between = list(year.working_days(day + timedelta(days=1), later or year.last_day))
    if later is None:
        assert len(between) < count
    else:
        assert works(year, later)
        assert (len(between), between[-1]) == (count, later)


@given(years(), dates, st.integers(1, 5))
def test_a_reminder_comes_on_a_working_day_with_no_break_before_it(year: SchoolYear, asked: date, count: int) -> None:
    reminder = year.nudge_day(asked, count)
    week_days = [day for day in days(asked + timedelta(days=1), asked + timedelta(days=7 * count + 7))
                 if day.weekday() in year.work_days][:count]  # fmt: skip
    if all(works(year, day) for day in week_days):
        assert reminder == week_days[-1]
    else:
        assert reminder is None


@given(years(), dates)
def test_a_months_first_working_day_is_in_it_and_none_is_before(year: SchoolYear, day: date) -> None:
    found = year.first_working_of_month(day)
    mine = [each for each in days(day.replace(day=1), month_end(day)) if works(year, each)]
    assert found == (mine[0] if mine else None)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_months_follow_one_another(day: date) -> None:
    end, (first, last) = month_end(day), month_before(day)
    assert (end.month, (end + timedelta(days=1)).day) == (day.month, 1)
    assert (first.day, month_end(first)) == (1, last)
    assert last + timedelta(days=1) == day.replace(day=1)


@given(dates, times, zones)
def test_a_wall_clock_time_comes_back_unless_the_clock_skips_it(day: date, at: time, zone: str) -> None:
    moment = instant(day, at, zone)
    back = local(moment, zone)
    assert moment.tzinfo is UTC
    wall = datetime.combine(day, at, tzinfo=ZoneInfo(zone))
    gap = back.replace(tzinfo=None) - wall.replace(tzinfo=None)
    if gap:  # an hour that the clock skips: later by the gap, on the same day or just after midnight
        assert timedelta() < gap <= timedelta(hours=1)
        assert back.utcoffset() != wall.utcoffset()
    else:
        assert local_day(moment, zone) == day
        assert moment <= wall.replace(fold=1).astimezone(UTC), "of a doubled hour the first"


@given(moments, zones, years())
def test_the_next_daytime_is_never_at_night_on_a_day_off_or_earlier(
    moment: datetime, zone: str, year: SchoolYear
) -> None:
    daytime = next_daytime(moment, zone, year)
    if daytime is None:
        rest = year.working_days(max(local_day(moment, zone) + timedelta(days=1), year.first_day), year.last_day)
        assert not list(rest)
        return
    assert daytime >= moment
    assert not is_quiet(daytime, zone)
    assert works(year, local_day(daytime, zone))
    assert local(daytime, zone).time() >= MORNING
    assert next_daytime(daytime, zone, year) == daytime, "it stays where it is"
