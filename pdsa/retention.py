"""How long people's words are kept: the day on which old ones go, and from when on they are old."""

import re
from datetime import date, time, timedelta

from pdsa.calendar import ONE_DAY, ONE_WEEK

LONG_ENOUGH = 12
"""Shorter words may stand in anybody's sentence: of those only a quotation is known."""
REMOVED = "removed"
"""What stands where words were deleted."""
TUESDAY = 1
NOTICE = ONE_WEEK
"""So long before leads are told what will go."""
GOES_AT = time(6)
"""The district's hour at which they go."""
UNHEARD = timedelta(days=21)
"""A notice that could be given to nobody for so long holds nothing up any more."""
MOST = 1200
AGE = re.compile(r"(\d{1,4})\s*(y|years?|m|months?)\.?", re.IGNORECASE)


def still_said(text: str) -> str:
    """Words that can be taken over or counted as said: nothing where they were deleted."""
    return "" if text.strip() == REMOVED else text


def months_in(text: str) -> int | None:
    """The months in "2y", "18 months" or "24m"; None where it says no age of a month or more."""
    match = AGE.fullmatch(text.strip())
    if match is None:
        return None
    months = int(match[1]) * (12 if match[2].lower().startswith("y") else 1)
    return months if 1 <= months <= MOST else None


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or that month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), after - ONE_DAY)


def going_day(first: date) -> date:
    """The first Tuesday of the month that a day is in: on it old words go, and a week before it leads hear of it."""
    begins = first.replace(day=1)
    return begins + timedelta(days=(TUESDAY - begins.weekday()) % 7)


def going_days(since: date, until: date) -> list[date]:
    """The days in a span, both ends included, on which old words go."""
    days, month = [], since.replace(day=1)
    while month <= until:
        day = going_day(month)
        if since <= day <= until:
            days.append(day)
        month = (month + timedelta(days=32)).replace(day=1)
    return days


def one_line(text: str) -> str:
    """A text without its line breaks and with single spaces, as two of them are compared."""
    return " ".join(text.split())
