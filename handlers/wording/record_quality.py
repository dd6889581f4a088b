"""How well the year is written down, in words: counts, and what would make it stronger. Help, never a grade."""

from datetime import date

from handlers.kit.card import Items, Part, Text, buttons
from handlers.kit.card_pages import LONGEST, page_at, word_count, words_on
from handlers.kit.words import Words, clip, count, say
from handlers.wording.strategy import held_words, listed
from pdsa.calendar import ONE_WEEK
from pdsa.cycle import Cycle
from pdsa.names import same
from pdsa.people import Member
from pdsa.permissions import plan_of, works_on
from pdsa.record_quality import Documentation, Sign, SignCount, YearRecords, documentation
from pdsa.reflection import Held
from pdsa.text import _
from storage.store import YearStore

NAMED = 3
"""So many strategies or measures are named; the rest is counted."""


async def documentation_of(reader: Member, cycle: Cycle, today: date, store: YearStore) -> Documentation:
    """What this person's own plan has written down, a lead's being all: eight queries, however long it is."""
    goals, strategies = await store.plans.goals(), await store.plans.strategies(dropped=True)
    small_cycles, people = await store.small_cycle.all(), await store.people.all()
    observations = await store.plans.observations(until=today)
    ever = [each for each in strategies if works_on(reader, each)]
    mine = [each for each in ever if not each.dropped]
    codes = frozenset(each.code for each in mine)
    checkins = await store.checkins.between(cycle.year.first_day - ONE_WEEK, today, codes)
    reflections, heard = await store.learning.latest_reflections(), await store.checkins.heard(codes)
    kept = YearRecords(
        cycle=cycle,
        goals=[each for each in goals if reader.is_lead or same(each.school, plan_of(reader))],
        strategies=mine,
        checkins=checkins,
        reflections=reflections,
        observations=observations,
        cycles=[each for each in small_cycles if each.strategy in codes],
        owners={each.email.casefold(): each for each in people},
        heard=heard,
        set_aside=[each for each in ever if each.dropped],
    )
    return documentation(kept, today)


def score_words(found: Documentation) -> Words:
    """The score in a sentence: how many of the signs are in place that there is something to count for."""
    told = _("In place so far: *{n} of {all} signs* of a year that others can learn from.")
    return say(told, n=found.in_place, all=found.begun)


def hits_words(documented: Documentation, *, small_too: bool = True) -> str:
    """How predictions turned out; empty where none was compared. A prediction that did not hold teaches as much. Small
    cycles are counted by themselves.
    """
    small = count("{n} small cycle was looked back on.", "{n} small cycles were looked back on.", documented.small)
    if not documented.compared:
        return small if documented.small else ""
    answers = [_counted(each, n) for each in Held if (n := documented.held.get(each))]
    compared = count("{n} prediction compared", "{n} predictions compared", documented.compared)
    if 0 < documented.of_schools < documented.compared:
        compared = _("{told}, {n} of them in schools' own plans").format(told=compared, n=documented.of_schools)
    words = _("{told}: did it hold? {answers}.").format(told=compared, answers=", ".join(answers))
    return f"{words} {small}" if documented.small and small_too else words


def _counted(held: Held, n: int) -> str:
    words = _("{n} with no data to tell by") if held is Held.NO_DATA else "{n} {held}"
    return words.format(n=n, held=held_words(held))


def sign_words(counted: SignCount) -> str:
    """One sign, counted."""
    if counted.sign is Sign.LINKED:
        if not counted.have:
            return _("No small cycle follows on from another yet.")
        return count(
            "{n} small cycle follows on from another.", "{n} small cycles follow on from others.", counted.have
        )
    words = {
        Sign.PREDICTED: _("{have} of {of} strategies that have begun had a prediction."),
        Sign.COMPARED: _("{have} of {of} predictions were compared with what happened."),
        Sign.WEEKS: _("{have} of {of} weekly questions have an answer."),
        Sign.OVER_TIME: _("{have} of {of} measures have numbers every month or more often."),
    }[counted.sign]
    if counted.have == counted.of > 1:
        words = {
            Sign.PREDICTED: _("All {of} strategies that have begun had a prediction."),
            Sign.COMPARED: _("All {of} predictions were compared with what happened."),
            Sign.WEEKS: _("All {of} weekly questions have an answer."),
            Sign.OVER_TIME: _("All {of} measures have numbers every month or more often."),
        }[counted.sign]
    return words.format(have=counted.have, of=counted.of)


def stronger_words(counted: SignCount, named: int = NAMED) -> str:
    """What would make a sign stronger; empty where it is in place or cannot be counted yet."""
    if counted.in_place or not counted.begun:
        return ""
    names = listed([clip(each, 80) for each in counted.open], named)
    return {
        Sign.PREDICTED: _("Write down what you expect, even now: {names}."),
        Sign.COMPARED: _("Compare the prediction with what happened: {names}."),
        Sign.WEEKS: _("A tap a week is enough: {names}."),
        Sign.LINKED: _("Try one change small, say what came of it, and let the next try build on it."),
        Sign.OVER_TIME: _("One number a month shows more than two in a year: {names}."),
    }[counted.sign].format(names=names)


def documentation_parts(documented: Documentation, start: int = 0) -> list[Part | None]:
    """All of it, as parts of a card; what would make it stronger comes page by page."""
    counted = [sign_words(each) for each in documented.signs if each.begun]
    stronger = [words for each in documented.signs if (words := stronger_words(each, 1))]
    hits = hits_words(documented, small_too=False)
    parts: list[Part | None] = [Text(score_words(documented)), Items((*counted, *([hits] if hits else [])))]
    ends = Text(not_a_grade())
    if stronger:
        heading = Text(say(_("*What would make it stronger*")))
        page = page_at(stronger, start, word_count, LONGEST - words_on((*parts, heading, ends)))
        return [*parts, heading, Items(tuple(page.items)), ends, buttons(*page.ways("status.written"))]
    return [*parts, ends]


def not_a_grade() -> str:
    """What these counts are for, said wherever they stand."""
    return _("These counts help to learn from the year; they grade nobody.")
