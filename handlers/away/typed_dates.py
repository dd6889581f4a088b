"""Days as people type them: "until 14 Jan", "2 weeks", "until Monday". What is not clear stays a guess."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pdsa.written_dates import NotADay, read_day

WEEK_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {"a": 1, "an": 1} | {word: n for n, word in enumerate(COUNTED, start=1)}
LENGTH = re.compile(rf"(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})\s+(?P<unit>day|week)s?")
HERE_AGAIN = frozenset({"off", "back", "i'm back", "im back", "i am back", "here", "end", "stop", "over", "no"})


@dataclass(frozen=True)
class TypedDays:
    """What was understood: `back` is the first day here again, `since` the first day away where it was said.

    `over` says that somebody is back; `clear` is False for a guess, which has to be asked about; `doubt` says what
    stands in the way.
    """

    back: date | None = None
    since: date | None = None
    over: bool = False
    clear: bool = True
    doubt: NotADay | None = field(default=None, compare=False)


def understand(words: str, today: date) -> TypedDays:
    """What somebody typed after `away`; never raises."""
    text = " ".join(words.lower().replace("’", "'").split()).strip(" .!?")
    if text in HERE_AGAIN:
        return TypedDays(over=True)
    between = re.fullmatch(r"(?:from|since|starting)\s+(.+?)[,\s]+((?:until|till|til|to|through|thru)\s+.+)", text)
    if between is None:
        return _last_words(text, today)
    since, back = _until(between[1], today), _last_words(between[2], today)
    return TypedDays(back.back, since.back, clear=since.clear and back.clear, doubt=since.doubt or back.doubt)


def _last_words(text: str, today: date) -> TypedDays:
    """The end of an absence: "until Friday" is the day of coming back, "through Friday" the last day away."""
    through = re.match(r"(?:through|thru)\s+", text)
    said = _until(re.sub(r"^(?:until|till|til|to|for|back(?: on)?|through|thru)\s+", "", text), today)
    return replace(said, back=said.back + timedelta(days=1)) if through and said.back else said


def _until(text: str, today: date) -> TypedDays:
    """One day, or a length of time from today on."""
    if text == "tomorrow":
        return TypedDays(today + timedelta(days=1))
    if text == "today":
        return TypedDays(today)
    if text == "next week":
        return TypedDays(_coming(0, today))
    length = LENGTH.fullmatch(text)
    if length:
        n = NUMBERS.get(length["n"]) or int(length["n"])
        return TypedDays(today + timedelta(days=n * (7 if length["unit"] == "week" else 1)))
    return _week_day(text, today) or _date(text, today)


def _week_day(text: str, today: date) -> TypedDays | None:
    """A day of the week is the coming one. "Next Friday" may mean two days: a guess."""
    named = text.removeprefix("next ").removeprefix("this ")
    weekdays = [n for n, name in enumerate(WEEK_DAYS) if len(named) >= 3 and name.startswith(named)]
    if not weekdays:
        return None
    return TypedDays(_coming(weekdays[0], today), clear=not text.startswith("next "))


def _coming(week_day: int, today: date) -> date:
    return today + timedelta(days=(week_day - today.weekday() - 1) % 7 + 1)


def _date(text: str, today: date) -> TypedDays:
    """A date; without its year the one that is not long ago. 3/4 may be two days, so that it is asked about."""
    try:
        return TypedDays(read_day(text, today=today, ahead=True))
    except NotADay as doubt:
        return TypedDays(doubt.readings[0] if doubt.readings else None, clear=False, doubt=doubt)
