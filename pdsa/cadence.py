"""A strategy's rhythm: how often it is asked about, and on which days of the year that falls.

It is asked on days of the weekly question, so that a person has one message a week however many rhythms they own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from pdsa.calendar import ONE_DAY, ONE_WEEK, DayOff, month_end
from pdsa.cycle import Cycle
from pdsa.goals import Strategy

TWO_WEEKS = timedelta(weeks=2)
NAMED_TERM = re.compile(r"\b(term|semester|trimester|quarter)s?\b", re.IGNORECASE)
SEPARATORS = re.compile(r"[,;\n]+")


class Often(StrEnum):
    """The values are the words of the plan's column *Rhythm*; given days stand there themselves."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "every second week"
    MONTHLY = "monthly"
    TERMLY = "each term"
    DAYS = "on given days"
    PAUSED = "paused"


SPELLINGS = {
    "weekly": Often.WEEKLY, "every week": Often.WEEKLY, "each week": Often.WEEKLY, "once a week": Often.WEEKLY,
    "every second week": Often.FORTNIGHTLY, "fortnightly": Often.FORTNIGHTLY, "biweekly": Often.FORTNIGHTLY,
    "bi-weekly": Often.FORTNIGHTLY, "every other week": Often.FORTNIGHTLY, "every two weeks": Often.FORTNIGHTLY,
    "every 2 weeks": Often.FORTNIGHTLY, "every 2nd week": Often.FORTNIGHTLY,
    "monthly": Often.MONTHLY, "every month": Often.MONTHLY, "each month": Often.MONTHLY,
    "once a month": Often.MONTHLY, "one a month": Often.MONTHLY,
    "each term": Often.TERMLY, "every term": Often.TERMLY, "once a term": Often.TERMLY, "termly": Often.TERMLY,
    "each semester": Often.TERMLY, "every semester": Often.TERMLY, "once a semester": Often.TERMLY,
    "each trimester": Often.TERMLY, "every trimester": Often.TERMLY, "once a trimester": Often.TERMLY,
    "each quarter": Often.TERMLY, "every quarter": Often.TERMLY, "once a quarter": Often.TERMLY,
    "quarterly": Often.TERMLY,
    "paused": Often.PAUSED, "pause": Often.PAUSED, "never": Often.PAUSED,
}  # fmt: skip
"""What people write for a rhythm, folded."""


@dataclass(frozen=True)
class Cadence:
    """How often; `days` are the given ones, oldest first, and empty for all others."""

    often: Often = Often.WEEKLY
    days: tuple[date, ...] = ()

    @property
    def text(self) -> str:
        """How it rests in a table and in the workbook."""
        return ", ".join(day.isoformat() for day in self.days) if self.often is Often.DAYS else self.often.value


@dataclass(frozen=True)
class Occasion:
    """What a question is about, in its strategy's own rhythm: the end of the month or the term, the given days, or the
    question's own day. What is no turn of the rhythm is about its week.
    """

    often: Often = Often.WEEKLY
    days: tuple[date, ...] = ()


WEEK = Occasion()
WEEKLY = Cadence()
PAUSED = Cadence(Often.PAUSED)


def given_days(days: tuple[date, ...]) -> Cadence:
    """Asked after each of these days."""
    return Cadence(Often.DAYS, tuple(sorted(set(days))))


def spelled(text: str) -> Cadence | None:
    """The rhythm that a word names, however people write it; None for any other text."""
    often = SPELLINGS.get(" ".join(text.casefold().replace("_", " ").split()).strip(" .!;:"))
    return Cadence(often) if often is not None else None


@lru_cache(maxsize=512)
def cadence(text: str) -> Cadence:
    """The rhythm that a strategy's text says; nothing said is weekly."""
    if not text:
        return WEEKLY
    found = spelled(text)
    return found or given_days(tuple(date.fromisoformat(part.strip()) for part in SEPARATORS.split(text) if part))


def is_rarer(often: Often, than: str) -> bool:
    """Whether one rhythm asks less often than another."""
    order = [Often.WEEKLY, Often.FORTNIGHTLY, Often.MONTHLY, Often.TERMLY]
    before = cadence(than).often
    return before in order and often in order and order.index(often) > order.index(before)


def later_rhythm(text: str, shift: timedelta) -> str:
    """A rhythm as it goes on in the next year: given days move with the calendar, and a pause is over."""
    rhythm = cadence(text)
    if rhythm.often is Often.DAYS:
        return given_days(tuple(day + shift for day in rhythm.days)).text
    return "" if rhythm.often is Often.PAUSED else text


def cadence_on(strategy: Strategy, day: date) -> tuple[Cadence, date | None]:
    """The rhythm that counts on a day, and the first day on which it does (None: its strategy's own)."""
    since: date | None = None
    for until, text in strategy.earlier_rhythms:
        if day <= until:
            return cadence(text), since
        since = until + ONE_DAY
    return cadence(strategy.rhythm), since


def is_due(strategy: Strategy, day: date, cycle: Cycle) -> bool:
    """Whether a strategy is asked about on a day of the weekly question: under way, nobody's day off, its turn.

    What falls on a day off is left out where it comes again within two weeks, and moves to the next question's day
    where it is rarer.
    """
    if day.weekday() != cycle.rhythm.checkin_weekday or not cycle.year.is_working(day) or not strategy.under_way(day):
        return False
    rhythm, since = cadence_on(strategy, day)
    if rhythm.often is Often.WEEKLY:
        return True
    if rhythm.often is Often.PAUSED:
        return False
    if rhythm.often is Often.FORTNIGHTLY:
        return (day - _anchor(strategy, since, cycle)).days % TWO_WEEKS.days == 0
    return bool(_named(rhythm, since, strategy, day, cycle))


def occasion(strategy: Strategy, day: date, cycle: Cycle) -> Occasion:
    """What a question of a day is about."""
    rhythm, since = cadence_on(strategy, day)
    if not is_due(strategy, day, cycle) or rhythm.often is Often.WEEKLY:
        return WEEK
    if rhythm.often is Often.FORTNIGHTLY:
        return Occasion(rhythm.often, (day,))
    return Occasion(rhythm.often, tuple(sorted(_named(rhythm, since, strategy, day, cycle))))


def _named(found: Cadence, since: date | None, strategy: Strategy, day: date, cycle: Cycle) -> set[date]:
    """The days that a rare rhythm names and that are asked about on `day`."""
    begun = max(cycle.year.first_day, strategy.start or day, since or date.min)
    return {named for named, asked in _rare(found, strategy, day, cycle)
            if asked >= begun and _moved(asked, cycle) == day}  # fmt: skip


def due_days(strategy: Strategy, first: date, last: date, cycle: Cycle) -> list[date]:
    """The days from `first` to `last`, both included, on which a strategy is asked about, by its rhythm alone."""
    first, last = max(first, cycle.year.first_day), min(last, cycle.year.last_day)
    day = first + timedelta(days=(cycle.rhythm.checkin_weekday - first.weekday()) % 7)
    days = []
    while day <= last:
        if is_due(strategy, day, cycle):
            days.append(day)
        day += ONE_WEEK
    return days


def _anchor(strategy: Strategy, since: date | None, cycle: Cycle) -> date:
    """A day from which every second week counts: the first question's of the strategy; where the rhythm came later,
    the last one before it did.
    """
    if since is not None:
        return since - timedelta(days=(since.weekday() - cycle.rhythm.checkin_weekday) % 7 or 7)
    start = strategy.start or cycle.year.first_day
    return start + timedelta(days=(cycle.rhythm.checkin_weekday - start.weekday()) % 7)


def _rare(rhythm: Cadence, strategy: Strategy, day: date, cycle: Cycle) -> Iterator[tuple[date, date]]:
    """The days that a rare rhythm names on or shortly before `day`, each with the question's day for it, off or not."""
    last = min(strategy.end or cycle.year.last_day, cycle.year.last_day)
    if rhythm.often is Often.DAYS:
        yield from ((each, _coming(each, cycle)) for each in rhythm.days)
    elif rhythm.often is Often.MONTHLY:
        month = day.replace(day=1)
        for _n in range(4):
            yield month_end(month), _going(min(month_end(month), last), cycle)
            month = (month - ONE_DAY).replace(day=1)
    else:
        for end in term_ends(cycle):
            yield end, _going(min(end, last), cycle)
            if end >= last:
                return


def _coming(day: date, cycle: Cycle) -> date:
    """The first day of a weekly question on or after a day."""
    return day + timedelta(days=(cycle.rhythm.checkin_weekday - day.weekday()) % 7)


def _going(day: date, cycle: Cycle) -> date:
    """The last day of a weekly question on or before a day."""
    return day - timedelta(days=(day.weekday() - cycle.rhythm.checkin_weekday) % 7)


def _moved(day: date, cycle: Cycle) -> date:
    """The day itself, or the next question's where it is off."""
    while day <= cycle.year.last_day and not cycle.year.is_working(day):
        day += ONE_WEEK
    return day


def terms_known(cycle: Cycle) -> bool:
    """Whether the terms stand in the calendar, or a lead has said when they end."""
    return bool(cycle.term_ends or _turns(cycle))


def term_ends(cycle: Cycle) -> tuple[date, ...]:
    """The last day of each term: as a lead said, else the days before what the calendar has between terms. The last
    term ends with the year.
    """
    said = cycle.term_ends or tuple(off.first - ONE_DAY for off in _turns(cycle))
    inside = {day for day in said if cycle.year.first_day <= day < cycle.year.last_day}
    return (*sorted(inside), cycle.year.last_day)


def _turns(cycle: Cycle) -> list[DayOff]:
    """What divides the terms: days off that are named for them, else the break over the new year."""
    off = cycle.year.days_off
    named = [each for each in off if NAMED_TERM.search(each.name)]
    new_year = date(cycle.year.first_day.year + 1, 1, 1)
    return named or [each for each in off if each.for_all and each.first < new_year and each.covers(new_year)]
