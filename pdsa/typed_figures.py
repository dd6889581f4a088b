"""A figure as people type it: "referrals 4.2 on 1 Oct", perhaps with how many people it comes from.

What is not surely read is left open, with what is doubtful about it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pdsa.measure_lookup import YearMeasures
from pdsa.names import among
from pdsa.small_groups import MOST_PEOPLE
from pdsa.written_dates import DayTrouble, NotADay, read_day
from pdsa.written_numbers import NotANumber, read_number, written

PEOPLE = re.compile(r"\bn\s*[=:]\s*(?P<n>\S+)(?P<more>\s+\d{3}(?![\d.,/-]))?", re.IGNORECASE)
QUOTED = re.compile(r"[\"'“”„«»‘’](\D.*?[^\s])[\"'“”«»’](?!\w)")
FIGURE = re.compile(r"(?=[^\d]*\d)[^A-Za-z]+")
"""A word with a digit and no letter."""
TIME = re.compile(
    r"(?:(?:last|this) )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month|quarter|term|semester|year)"
    r"|january|february|march|april|june|july|august|september|october|november|december",
    re.IGNORECASE,
)
"""A time without a number in it. "May" is left to the sentence."""
JOINING = frozenset({"on", "for", "from", "of", "in", "as", "at", "is", "was", "were", "=", "dated", "date", "value"})
"""Small words between a measure, its number and its day."""
LONGEST_DAY, MOST_WORDS = 6, 60
FRACTIONS = frozenset(("1/2", "1/3", "2/3", "1/4", "3/4"))
"""Behind a whole number more likely a part of it ("3 1/2") than a day."""
GAP = ""
"""Where the day stood: what stands before and behind it is not one number."""


class Unclear(StrEnum):
    """What is doubtful though each day and number can be read."""

    PEOPLE = "how many people"
    OTHER_DAY = "other words could be the day"
    NUMBERS = "more than one number"


@dataclass(frozen=True)
class UnclearWords:
    """Words with what is doubtful about them."""

    why: Unclear
    text: str = ""


Doubt = UnclearWords | NotADay | NotANumber


@dataclass(frozen=True)
class TypedFigure:
    """What was understood. `measures` are those that the words can mean; none where they mean no known one.

    `doubts` are what has to be looked at; with `ask_day` no day is to be supposed. A day that can be two is the first
    of its readings.
    """

    words: str = ""
    measures: tuple[str, ...] = ()
    value: str = ""
    day: date | None = None
    n: int | None = None
    doubts: tuple[Doubt, ...] = ()
    ask_day: bool = False


@dataclass(frozen=True)
class _Day:
    """The day among some words: which words it takes, and what is doubtful about it."""

    first: int
    last: int
    day: date | None
    doubt: Doubt | None = None


def read_figure(text: str, year_measures: YearMeasures, today: date) -> TypedFigure:
    """The words taken apart. A name that is known as it stands wins, whatever numbers are in it."""
    words = re.sub(r"\s+(?:%|percent\b|per cent\b|pct\b\.?)", "%", text.strip(), flags=re.IGNORECASE)
    words = _without_quotes(words, year_measures)
    if whole := year_measures.matching(words):
        return TypedFigure(words, whole)
    words, n, people_doubt = _people(words)
    parts = [part for each in re.sub(r"(?<=[^\W\d_])\.$", "", words).split() if (part := _bare(each))]
    parts = _with_fractions(parts)
    day = _find_day(parts, today) if len(parts) <= MOST_WORDS else None
    if day:
        parts = [*_without_joining(parts[: day.first]), GAP, *parts[day.last :]]
    name, value, value_doubt = _value(parts, year_measures)
    doubts = tuple(each for each in (value_doubt, day.doubt if day else None, people_doubt) if each)
    ask_day = day is not None and day.day is None
    return TypedFigure(name, year_measures.matching(name), value, day.day if day else None, n, doubts, ask_day)


def _bare(word: str) -> str:
    """A word without the signs of a sentence round it: "(1 Oct)", "4.2;", "4.2!"."""
    bare = word.strip("()[];:!")
    return bare[:-1] if re.fullmatch(r"[^\d]*\d+[.,]\d+[.,]|\d+,", bare) else bare


def _with_fractions(parts: list[str]) -> list[str]:
    """The words with "3 1/2" as one of them."""
    joined: list[str] = []
    for part in parts:
        if part in FRACTIONS and joined and joined[-1].isdecimal():
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined


def _without_quotes(words: str, year_measures: YearMeasures) -> str:
    """The words with a measure's name as it is, where somebody put it into quotes."""
    quoted = QUOTED.search(words)
    inside = quoted[1].strip() if quoted else ""
    return words.replace(quoted[0], f" {inside} ").strip() if quoted and year_measures.matching(inside) else words


def _without_joining(parts: list[str]) -> list[str]:
    while parts and parts[-1].casefold() in JOINING:
        parts = parts[:-1]
    return parts


def _people(words: str) -> tuple[str, int | None, Doubt | None]:
    """The words without "n=120", how many people that says, and what is doubtful about it."""
    people = PEOPLE.search(words)
    if people is None:
        return words, None, None
    said, end = people["n"].rstrip(".,;)]"), people.end("n")
    if people["more"] and re.fullmatch(r"[1-9]\d{0,2}", said):
        rest = words[: people.start()] + words[people.end() :]
        if not any(FIGURE.fullmatch(part) for part in rest.split()):  # "n=1 204" can be 1 and a value, or 1204
            return rest, None, UnclearWords(Unclear.PEOPLE, people[0])
        said, end = said + people["more"], people.end()
    rest = words[: people.start()] + words[end:]
    try:
        headcount = read_number(said)
    except NotANumber:
        headcount = -1.0
    if not headcount.is_integer() or not 0 <= headcount <= MOST_PEOPLE:
        return rest, None, UnclearWords(Unclear.PEOPLE, said)
    return rest, int(headcount), None


def _find_day(parts: list[str], today: date) -> _Day | None:
    """The longest stretch of words that names a day; else one that means to and does not. Where other words could be
    the day as well ("1 Oct 4"), it is to be checked.
    """
    missed: list[tuple[DayTrouble, _Day]] = []
    for length in range(LONGEST_DAY, 0, -1):
        days = []
        for first in range(len(parts) - length + 1):
            try:
                if (day := _day(parts[first : first + length], today)) is not None:
                    days.append(_Day(first, first + length, day))
            except NotADay as doubt:
                reading = next(iter(doubt.readings), None)
                missed.append((doubt.trouble, _Day(first, first + length, reading, doubt)))
        if days:
            return days[0] if len(days) == 1 else replace(days[0], doubt=UnclearWords(Unclear.OTHER_DAY))
    for kind in (DayTrouble.TWO_WAYS, DayTrouble.NO_SUCH_DAY, DayTrouble.OUTSIDE, DayTrouble.STRETCH):
        fits = [day for trouble, day in missed if trouble is kind]
        if kind is DayTrouble.STRETCH:  # "Week 3" may belong to a name, "for week 3" does not
            fits = [day for day in fits if day.first and _is_joined(parts, day.first)]
        if fits:
            return fits[0]
    return None


def _is_joined(parts: list[str], first: int) -> bool:
    """Whether the words from here on are said to be a time: "for week 3", "last week"."""
    return parts[first - 1].casefold() in JOINING or parts[first].casefold() in ("last", "this")


def _day(parts: list[str], today: date) -> date | None:
    """The day that these words name all together; None where they do not try to. Raises NotADay."""
    figures = [part for part in parts if part.isdecimal()]
    named = any(part.casefold() in ("yesterday", "today") for part in parts)
    if parts[0].casefold() in JOINING or (len(parts) == 1 and _is_number(parts[0])):
        return None
    if TIME.fullmatch(" ".join(parts)):
        return _named_time(" ".join(parts), today)
    if not named and not any(FIGURE.search(part) for part in parts):
        return None
    if len(figures) > 1 and len(figures[-1]) <= 2:
        return None  # "1 Oct 54": the last one is a number, no year
    return read_day(" ".join(parts), today=today)


def _named_time(said: str, today: date) -> date:
    """The day that a word for a time names: "Friday". Raises NotADay for what is longer than a day ("last week")."""
    try:
        return read_day(said, today=today)
    except NotADay:
        raise NotADay(DayTrouble.STRETCH, said) from None


def _value(parts: list[str], year_measures: YearMeasures) -> tuple[str, str, Doubt | None]:
    """The name, the number as it was written, and what is doubtful about it."""
    at = next((nth for nth in reversed(range(len(parts))) if FIGURE.fullmatch(parts[nth])), None)
    if at is None:
        return _name(parts, year_measures), "", None
    alone = _name(parts[:at] + parts[at + 1 :], year_measures)
    first = at
    if not among(alone, year_measures.matching(alone)):  # "Grade 3 204" of "Grade 3" is 204
        names = ((start, _name(parts[:start] + parts[at + 1 :], year_measures)) for start in _grouped(parts, at))
        first = next(
            (start for start, name in names if year_measures.matching(name) or not year_measures.matching(alone)), at
        )
    said = " ".join(parts[first : at + 1]).rstrip(";:,")
    left = parts[:first] + parts[at + 1 :]
    name = _name(left, year_measures)
    others = [part for part in left if FIGURE.fullmatch(part)]
    if others and not year_measures.matching(name):
        rest = [part for part in left if not FIGURE.fullmatch(part)]
        return _name(rest, year_measures), "", UnclearWords(Unclear.NUMBERS, ", ".join([*others, said]))
    try:
        number = read_number(said)
    except NotANumber as doubt:
        return name, said, doubt
    return name, written(number) if first < at else said, None


def _grouped(parts: list[str], at: int) -> Iterator[int]:
    """Where a number can begin whose thousands are parted by spaces: "1 204", the longest first."""
    starts = []
    for start in range(at - 1, -1, -1):
        if not re.match(r"\d{3}(?!\d)", parts[start + 1]) or not re.fullmatch(r"[+-]?\d{1,3}", parts[start]):
            break
        if _is_number(" ".join(parts[start : at + 1])):
            starts.append(start)
    yield from reversed(starts)


def _name(parts: list[str], year_measures: YearMeasures) -> str:
    """The words that are left, without the small ones beside a number where no measure has them."""
    words = [part for part in parts if part != GAP]
    if not year_measures.matching(" ".join(words)):
        words = _without_joining(words)
    return " ".join(words).strip(" :=,;-–—")


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except NotANumber:
        return False
    return True
