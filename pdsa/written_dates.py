"""The one reader of dates that people write: in a plan, a table, a form or a message. What is unclear stays unread."""

import re
from contextlib import suppress
from datetime import date, timedelta
from enum import StrEnum

from pdsa.calendar import month_end
from pdsa.look_alike_signs import plain

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
"""The days that a plan or a number can mean."""
LONGEST = 60
LONG_AGO = timedelta(days=120)
"""Where the days ahead are meant, a day without a year that lies farther back than this is next year's."""
MONTHS = (
    ("january", "enero"), ("february", "febrero"), ("march", "marzo"), ("april", "abril"), ("may", "mayo"),
    ("june", "junio"), ("july", "julio"), ("august", "agosto"), ("september", "septiembre"), ("october", "octubre"),
    ("november", "noviembre"), ("december", "diciembre"),
)  # fmt: skip
CLOCK = re.compile(
    r"(?:t|,? (?:at )?)(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[ap]\.? ?m\.?)?|\d{1,2} ?[ap]\.? ?m\.?)"
    r"(?: ?(?:z|[a-z]{2,5}|(?:utc|gmt)? ?[+-]\d{1,2}(?::?\d{2})?))?(?: ?\([a-z ]{1,40}\))?$"
)
"""A time of day at the end, with a zone's letters or its hours from UTC: the day is the one that is written."""
DAY_OF_WEEK = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
    r"|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo)\b"
)
BEFORE = re.compile(
    r"(?:(?:the )?(?:week|wk) (?:of|beginning|starting|ending)|w/[ce]|on|el)(?: the)? " rf"|{DAY_OF_WEEK}[., ]*"
)
BEHIND = re.compile(rf"[, ]*\(?{DAY_OF_WEEK}\.?\)?$")
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
NUMBERED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
WITHOUT_YEAR = re.compile(r"(\d{1,2})/(\d{1,2})")
MONTH_NUMBERED = re.compile(r"(?P<year>\d{4})[-/](?P<month>0?[1-9]|1[0-2])|(?P<month_>0?[1-9]|1[0-2])/(?P<year_>\d{4})")
WEEK_NUMBERED = re.compile(
    r"(?P<year>\d{4})[- ]?w(?:ee)?k?[- ]?(?P<week>\d{1,2})(?:-(?P<day>[1-7]))?"
    r"|w(?:ee)?k?[- ]?(?P<week_>\d{1,2})(?:,| of|/|-)? ?(?P<year_>\d{4})"
)
STRETCHES = re.compile(
    r"sy|fy|ay|q|qtr|quarter|terms?|t|tri|trimester|sem|semester|half|mp|marking|grading|period|fall|autumn|winter|spring"
    r"|summer|otoño|invierno|primavera|verano|boy|moy|eoy|school|year|week|wk|w|month|first|second|third|fourth|st|nd|rd"
    r"|th|of"
)
"""The words for a time that is longer than a day: "Q1 2026", "Fall 2026", "2026-27", "Week 3"."""
BETWEEN = re.compile(r"\d\w* ?(?:-|to|until|through) [a-z]* ?\d|\d -\d|\d/\d{1,4}-\d|[a-z] \d{1,2}-\d{1,2}\b")
RANGE = re.compile(r"\d ?- ?'?\d")
BY_DASHES = re.compile(r"[^\W\d_]+\.?-\d{1,2}-'?\d{2,4}")
"""A day written with two dashes ("Sep-14-26"); any other dash between two numbers parts two days ("Sep 14 - 18")."""
WHOLE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}")
DAY_WITH_COMMA = re.compile(r"\w+\.? \d{1,2}, \d{4}")
"""A day as people write it with a comma inside: "October 15, 2026"."""
RELATIVE = {"today": 0, "yesterday": -1, "tomorrow": 1}
PAST_DAY = re.compile(r"(?P<last>last )?(?:this |on )?(?P<day>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}")
WEEK_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Order(StrEnum):
    """How 3/4/2026 is meant, where that is known."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


class DayTrouble(StrEnum):
    """Why a text is not read as a day."""

    NOTHING = "nothing there"
    NO_DATE = "not a date"
    NO_SUCH_DAY = "a day that the calendar does not have"
    TWO_WAYS = "two days"
    STRETCH = "longer than a day"
    NO_YEAR = "without a year"
    OUTSIDE = "long ago or far ahead"


class NotADay(Exception):
    """A text that is not read as a day; `readings` are the days that it can mean, if they are two."""

    def __init__(self, trouble: DayTrouble, text: str = "", readings: tuple[date, ...] = ()) -> None:
        super().__init__(trouble, text)
        self.trouble = trouble
        self.text = text
        self.readings = readings


def read_day(
    text: str, order: Order | None = None, *, today: date | None = None, ahead: bool = False, stretches: bool = False
) -> date:
    """The day that a text names; a time of day and a day of the week beside it do not count. Raises NotADay.

    With `today` a day may stand without its year: the last one that has come, or with `ahead` the one that is not long
    ago. With `stretches` a month is its last day (what was measured in it is known by then) and a numbered week its
    Monday. Where an order is known, a date with points has its day first all the same, as people write it.
    """
    written = plain(text)
    if not written or written == "-":
        raise NotADay(DayTrouble.NOTHING)
    if len(written) > LONGEST:
        raise NotADay(DayTrouble.NO_DATE, written)
    lower = _bare(written)
    if today and lower in RELATIVE:
        return today + timedelta(days=RELATIVE[lower])
    if today and not ahead and (past := _past_day(written.casefold(), today)):
        return past
    try:
        readings = _days(lower, order, today, ahead=ahead) or _stretch(lower, stretches=stretches)
    except ValueError:
        raise NotADay(DayTrouble.NO_SUCH_DAY, written) from None
    except NotADay as trouble:
        raise NotADay(trouble.trouble, written, trouble.readings) from None
    if len(readings) > 1:
        raise NotADay(DayTrouble.TWO_WAYS, written, readings)
    if not EARLIEST <= readings[0] <= LATEST:
        raise NotADay(DayTrouble.OUTSIDE, written)
    return readings[0]


def _past_day(lower: str, today: date) -> date | None:
    """The day that "Friday" or "last Friday" means of something that has happened; None for other words."""
    match = PAST_DAY.fullmatch(lower)
    if not match or not any(word.startswith(lower.rsplit(maxsplit=1)[-1].rstrip("s")) for word in WEEK_DAYS):
        return None
    nth = next(n for n, word in enumerate(WEEK_DAYS) if word.startswith(match["day"]))
    return today - timedelta(days=(today.weekday() - nth) % 7 or (7 if match["last"] else 0))


def read_days(text: str, first: date, last: date) -> tuple[date, ...]:
    """The days of a list, parted by semicolons or commas; one without its year, or that can be two, is the one from
    `first` to `last`. Raises NotADay.
    """
    return tuple(_within(part, first, last) for part in parted(text))


def parted(text: str) -> list[str]:
    """The days of a list as they are written, parted by semicolons, or by the commas that are not a day's own."""
    lines = text.replace("\n", ";")
    parts = lines.split(";") if ";" in lines else DAY_WITH_COMMA.findall(lines) or lines.split(",")
    return [part.strip() for part in parts if part.strip()]


def _within(text: str, first: date, last: date) -> date:
    try:
        return read_day(text, today=last if any(letter.isdigit() for letter in text) else None)
    except NotADay as trouble:
        inside = [day for day in trouble.readings if first <= day <= last]
        if len(inside) == 1:
            return inside[0]
        raise


def order_in(text: str) -> Order | None:
    """Which order a numbered date has, so that others beside it are read alike; None where it tells nothing."""
    said = plain(text)
    pair = NUMBERED.fullmatch(_bare(said)) if len(said) <= LONGEST else None
    if pair is None or pair[2] == "." or (int(pair[1]) > 12) == (int(pair[3]) > 12):
        return None
    return Order.DAY_FIRST if int(pair[1]) > 12 else Order.MONTH_FIRST


def _bare(said: str) -> str:
    """The date alone, in small letters."""
    lower = re.sub(r" ?/ ?", "/", said.casefold().rstrip(".,; "))
    return BEHIND.sub("", _after(_after(CLOCK.sub("", lower))))


def _after(lower: str) -> str:
    """What follows a day of the week or "week of"."""
    before = BEFORE.match(lower)
    return lower[before.end() :] if before else lower


def _days(lower: str, order: Order | None, today: date | None, *, ahead: bool) -> tuple[date, ...]:
    """The days that a text can mean, none where it is no single day. Raises ValueError where none of them exists."""
    if whole := YEAR_FIRST.fullmatch(lower):
        return (date(int(whole[1]), int(whole[3]), int(whole[4])),)
    if pair := NUMBERED.fullmatch(lower):
        first, second, year = int(pair[1]), int(pair[3]), _year(pair[4])
        ways = [(year, first, second), (year, second, first)]
        if order is None and pair[2] == "-" and len(pair[4]) == 2 and first > 12:
            ways.append((_year(pair[1]), second, int(pair[4])))
        if pair[2] == ".":  # written so where the day comes first
            return _existing(ways[::-1], Order.MONTH_FIRST if order else None)
        return _existing(ways, order)
    if pair := WITHOUT_YEAR.fullmatch(lower):
        first, second = int(pair[1]), int(pair[2])
        return _existing([_near(a, b, today, ahead=ahead) for a, b in ((first, second), (second, first))], order)
    if (week := WEEK_NUMBERED.fullmatch(lower)) and week["day"]:
        return (date.fromisocalendar(int(week["year"]), int(week["week"]), int(week["day"])),)
    return _named(lower, today, ahead=ahead)


def _existing(ways: list[tuple[int, int, int]], order: Order | None) -> tuple[date, ...]:
    """The days among these years, months and days, of which the first has the month first; one if `order` tells."""
    days: dict[date, None] = {}
    for year, month, day in reversed(ways) if order is Order.DAY_FIRST else ways:
        with suppress(ValueError):
            days[date(year, month, day)] = None
    if not days:
        raise ValueError(ways)
    return tuple(days)[: 1 if order else None]


def _named(lower: str, today: date | None, *, ahead: bool) -> tuple[date, ...]:
    """A day whose month is named: "14 Sep 2026", "September 14th, 2026", "14-Sep-26", "14 de septiembre"."""
    if RANGE.search(lower) and not BY_DASHES.fullmatch(lower):
        return ()
    plain_words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\b(?:of|de|del|the)\b|[,./-]", " ", lower)
    words = re.sub(r"(?<=\d)(?=[a-z]{3})|(?<=[a-z]{3})(?=\d)", " ", plain_words).split()
    months = [_month(word) for word in words]
    if sum(month > 0 for month in months) != 1 or not 2 <= len(words) <= 3:
        return ()
    month = max(months)
    numbers = [word.removeprefix("'") for word, named in zip(words, months, strict=True) if not named]
    if not all(number.isdecimal() for number in numbers) or (months[-1] and len(words) == 3):
        return ()
    if len(numbers) == 2 and len(numbers[0]) == 4 and months[1]:  # 2026-Sep-14
        numbers = numbers[::-1]
    if len(numbers[0]) > 2:
        return ()
    if len(numbers) == 2:
        return (date(_year(numbers[1]), month, int(numbers[0])),) if len(numbers[1]) in (2, 4) else ()
    return () if _is_month(lower, words) else (date(*_near(month, int(numbers[0]), today, ahead=ahead)),)


def _is_month(lower: str, words: list[str]) -> bool:
    """Whether a month and a number are that month of a year: "Sep-26", "Sep '26"."""
    return not words[0].isdecimal() and ("'" in lower or "-" in lower)


def is_month(text: str) -> bool:
    """Whether a text is the name of a month and nothing else."""
    return _month(plain(text).casefold().rstrip(".")) > 0


def _month(word: str) -> int:
    """Which month a word names, in full or cut short; 0 for none."""
    fits = (n for n, names in enumerate(MONTHS, start=1) if any(name.startswith(word) for name in names))
    return next(fits, 0) if len(word) >= 3 else 0


def _year(digits: str) -> int:
    """A year in two digits is one that a plan can mean."""
    return int(digits) if len(digits) > 2 else int(digits) + (1900 if int(digits) >= EARLIEST.year % 100 else 2000)


def _near(month: int, day: int, today: date | None, *, ahead: bool) -> tuple[int, int, int]:
    """A day without its year, in the year that is meant. Raises NotADay without `today`."""
    if today is None:
        raise NotADay(DayTrouble.NO_YEAR)
    if not 1 <= month <= 12 or not 1 <= day <= month_end(date(today.year, month, 1)).day:
        return today.year, month, day  # no day at all, or 29 February: there is nothing to move
    there = date(today.year, month, day)
    if ahead:
        return (today.year + (today - there > LONG_AGO)), month, day
    return today.year - (there > today), month, day


def _stretch(lower: str, *, stretches: bool) -> tuple[date, ...]:
    """The day by which a month or a numbered week goes. Raises NotADay, and ValueError for a week that is none."""
    if week := WEEK_NUMBERED.fullmatch(lower):
        monday = date.fromisocalendar(int(week["year"] or week["year_"]), int(week["week"] or week["week_"]), 1)
        return _if(stretches, monday)
    if named := MONTH_NUMBERED.fullmatch(lower):
        first = date(int(named["year"] or named["year_"]), int(named["month"] or named["month_"]), 1)
        return _if(stretches, month_end(first))
    words = lower.replace("-", " ").replace(",", " ").replace(".", " ").split()
    for name, year in ((words[:1], words[1:]), (words[1:], words[:1])):
        if len(words) == 2 and (month := _month(name[0])) and re.fullmatch(r"\d{4}|'?\d\d", year[0]):
            return _if(stretches, month_end(date(_year(year[0].lstrip("'")), month, 1)))
    raise NotADay(DayTrouble.STRETCH if _is_stretch(lower) else DayTrouble.NO_DATE)


def _is_stretch(lower: str) -> bool:
    if WHOLE.search(lower) and not BETWEEN.search(lower):
        return False  # one day, and something beside it
    words = re.findall(r"[^\W\d_]+|\d+", lower)
    years = [word for word in words if re.fullmatch(r"(?:19|20)\d\d", word)]
    named = [word for word in words if STRETCHES.fullmatch(word) or _month(word)]
    rest = [word for word in words if word not in named and word not in years]
    return (bool(named or years) and all(len(word) <= 2 for word in rest)) or BETWEEN.search(lower) is not None


def _if(stretches: bool, day: date) -> tuple[date, ...]:
    if not stretches:
        raise NotADay(DayTrouble.STRETCH)
    return (day,)
