"""Days as people type them: "until 14 Jan", "2 weeks", "until Monday". What is not clear stays a guess."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

WEEK_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
YEAR = r"(?:,?\s*(?P<year>\d{4}))?"
DATES = (
    re.compile(rf"(?:{'|'.join(day[:3] + '[a-z]*' for day in WEEK_DAYS)})?,?\s*{DAY}\s+(?:of\s+)?{MONTH}{YEAR}"),
    re.compile(rf"(?:{'|'.join(day[:3] + '[a-z]*' for day in WEEK_DAYS)})?,?\s*{MONTH}\s+{DAY}{YEAR}"),
)
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
SLASHED = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}))?")
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {"a": 1, "an": 1} | {word: n for n, word in enumerate(COUNTED, start=1)}
LENGTH = re.compile(rf"(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})\s+(?P<unit>day|week)s?")
LONG_AGO = timedelta(days=120)
"""A day without a year that lies farther back than this means next year's."""
HERE_AGAIN = frozenset({"off", "back", "i'm back", "im back", "i am back", "here", "end", "stop", "over", "no"})


@dataclass(frozen=True)
class Said:
    """What was understood: `back` is the first day here again, `since` the first day away where it was said.

    `over` says that somebody is back; `clear` is False for a guess, which has to be asked about.
    """

    back: date | None = None
    since: date | None = None
    over: bool = False
    clear: bool = True


UNCLEAR = Said(clear=False)


def understand(words: str, today: date) -> Said:
    """What somebody typed after `away`; never raises."""
    text = " ".join(words.lower().replace("’", "'").split()).strip(" .!?")
    if text in HERE_AGAIN:
        return Said(over=True)
    between = re.fullmatch(r"(?:from|since|starting)\s+(.+?)[,\s]+(?:until|till|til|to)\s+(.+)", text)
    if between is None:
        return _until(re.sub(r"^(?:until|till|til|for|back(?: on)?)\s+", "", text), today)
    since, back = _until(between[1], today), _until(between[2], today)
    return Said(back.back, since.back, clear=since.clear and back.clear)


def _until(text: str, today: date) -> Said:
    """One day, or a length of time from today on."""
    if text == "tomorrow":
        return Said(today + timedelta(days=1))
    if text == "today":
        return Said(today)
    if text == "next week":
        return Said(_coming(0, today))
    length = LENGTH.fullmatch(text)
    if length:
        n = NUMBERS.get(length["n"]) or int(length["n"])
        return Said(today + timedelta(days=n * (7 if length["unit"] == "week" else 1)))
    return _week_day(text, today) or _date(text, today)


def _week_day(text: str, today: date) -> Said | None:
    """A day of the week is the coming one. "Next Friday" may mean two days: a guess."""
    named = text.removeprefix("next ").removeprefix("this ")
    found = [n for n, name in enumerate(WEEK_DAYS) if len(named) >= 3 and name.startswith(named)]
    if not found:
        return None
    return Said(_coming(found[0], today), clear=not text.startswith("next "))


def _coming(week_day: int, today: date) -> date:
    return today + timedelta(days=(week_day - today.weekday() - 1) % 7 + 1)


def _date(text: str, today: date) -> Said:
    iso = ISO.fullmatch(text)
    if iso:
        return _day(int(iso["year"]), int(iso["month"]), int(iso["day"]), today)
    for form in DATES:
        found = form.fullmatch(text)
        if found:
            month = MONTHS.index(found["month"][:3]) + 1
            return _day(int(found["year"] or 0), month, int(found["day"]), today)
    slashed = SLASHED.fullmatch(text)
    return _slashed(slashed, today) if slashed else UNCLEAR


def _slashed(found: re.Match[str], today: date) -> Said:
    """1/14 can only be 14 January; 3/4 may be two days, so that it is asked about."""
    first, second = int(found["first"]), int(found["second"])
    month, day = (second, first) if first > 12 else (first, second)
    said = _day(int(found["year"] or 0), month, day, today)
    return Said(said.back, clear=said.clear and (first > 12 or second > 12 or first == second))


def _day(year: int, month: int, day: int, today: date) -> Said:
    """The day; without a year (0) the one that is not long ago."""
    try:
        found = date(year or today.year, month, day)
        if not year and today - found > LONG_AGO:
            found = date(today.year + 1, month, day)
    except ValueError:
        return UNCLEAR
    return Said(found)
