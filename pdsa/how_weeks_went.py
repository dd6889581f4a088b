"""The weeks of one strategy: which were asked for, how they went, and where that leads."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from pdsa.checkin import CheckIn, Went, closes, latest_week
from pdsa.cycle import Cycle
from pdsa.goals import Strategy
from pdsa.measures import Observation, Series
from pdsa.people import Member
from pdsa.picture import WeekMark
from pdsa.silence import NOTHING_HEARD, Heard, questions, words_of

COMPARED = 4
"""So many answered weeks are held against as many before them: about a month each."""
WORTH = {Went.AS_PLANNED: 2, Went.PARTLY: 1, Went.NOT: 0}


class Drift(StrEnum):
    """Where a strategy's weeks are leading."""

    TOO_EARLY = "too early"
    MORE = "more as planned"
    SAME = "as before"
    LESS = "less as planned"


def drift(checkins: Sequence[CheckIn]) -> Drift:
    """The last four answered weeks against the four before them; a difference of one answer is none."""
    worth = [WORTH[each.went] for each in sorted(checkins, key=lambda each: each.week) if each.went in WORTH]
    if len(worth) < 2 * COMPARED:
        return Drift.TOO_EARLY
    change = sum(worth[-COMPARED:]) - sum(worth[-2 * COMPARED : -COMPARED])
    if abs(change) < 2:
        return Drift.SAME
    return Drift.MORE if change > 0 else Drift.LESS


def marks(
    strategy: Strategy,
    checkins: Iterable[CheckIn],
    cycle: Cycle,
    owner: Member | None,
    today: date,
    heard: Heard = NOTHING_HEARD,
) -> tuple[WeekMark, ...]:
    """Every week up to this one that was answered, or was asked for and is over, oldest first.

    This week counts from its first answer on, be it before the day of its question. A week that its rhythm or long
    silence leaves out, on a day off, before Start, while the owner was away or that they skipped was not asked for; one
    in which nothing was due says nothing.
    """
    answers = list(checkins)
    skipped = heard.skips.get(owner.id, ()) if owner else ()
    unasked = heard.unasked.get(owner.id, ()) if owner else ()
    last = latest_week(today, cycle.rhythm)
    answered = {each.week: each.went for each in answers if each.week <= last}
    words, rests = [*words_of(answers), *skipped], heard.rests.get(strategy.goal, ())
    asked = {each.day for each in questions(strategy, words, cycle, owner, today, unasked, rests)}
    over = {day for day in asked if closes(day, cycle.year) < today} - {each.week for each in skipped}
    weeks = (WeekMark(day, answered.get(day)) for day in sorted(over | answered.keys()))
    return tuple(each for each in weeks if each.went is not Went.NOTHING_DUE)


def numbers(strategy: Strategy, checkins: Iterable[CheckIn]) -> Series | None:
    """The numbers that a strategy's weeks brought, as a series; None where none did."""
    points = tuple(
        Observation(strategy.measure, checkin.week, checkin.number)
        for checkin in sorted(checkins, key=lambda checkin: checkin.week)
        if checkin.number is not None
    )
    return Series(strategy.measure, "", points) if points else None
