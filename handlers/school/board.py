"""Schools side by side: who has a plan, learns and shares. Counts, no grades, and nobody's answers."""

from collections.abc import Sequence

from handlers.kit.card import Button, Card, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.lengths import LONGEST, page_at, word_count, words_on
from handlers.kit.strategy_text import tally_words
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, count, join, say, when
from handlers.school.helps import SupervisorAnswer
from pdsa.calendar import local_day
from pdsa.schools import SchoolSoFar
from pdsa.text import _

HEARD = 5


def board_card(
    found: Sequence[SchoolSoFar], turn: Turn, said: Sequence[SupervisorAnswer], start: int, before: Text | None = None
) -> Card:
    """One page of the schools; on the first, what they add up to and what their supervisors asked for. `before` says
    which year it is where the next one is laid out.
    """
    above = (Title(_("Schools, {year}").format(year=turn.cycle.label)), before, Text(_together(found)))
    readers = Text(_who_reads(turn))
    lines = [_line(each, turn) for each in found]
    shown = page_at(lines, start, word_count, LONGEST - words_on((*above, readers)))
    return card(
        *above,
        Items(tuple(shown.items)),
        *(_heard(said, turn) if not shown.start else ()),
        readers,
        buttons(
            *shown.ways("school.page"),
            Button(_("Questions between schools"), "school.questions")
            if turn.person.is_lead
            else Button(_("Say what would help"), "school.helps"),
        ),
    )


def _who_reads(turn: Turn) -> str:
    if turn.person.is_lead:
        return _("These are counts. What people wrote stays with their school, unless they released it.")
    return _("How a school's weeks go, and what people wrote, stays with the school, unless it released it.")


def _together(found: Sequence[SchoolSoFar]) -> Words:
    return say(
        _("{schools}: {plans} with a plan, {learns} that looked back at something, {shares} that plan whom they tell."),
        schools=count("{n} school", "{n} schools", len(found)),
        plans=sum(each.plans for each in found),
        learns=sum(each.learns for each in found),
        shares=sum(each.shares for each in found),
    )


def _line(school: SchoolSoFar, turn: Turn) -> Words:
    """A school in a line: has it a plan, does it learn, does it share."""
    leads = join([clip(each, 40) for each in school.leads[:3]]) or _("no lead yet")
    return say(
        _("*{school}* ({leads}). Plan: {plan}. Learning: {learning}. Sharing: {sharing}."),
        school=clip(school.name, 100),
        leads=leads,
        plan=_plan(school),
        learning=_learning(school) if turn.person.is_lead else _conclusions(school),
        sharing=_sharing(school),
    )


def _plan(school: SchoolSoFar) -> str:
    if not school.plans:
        return _("none yet")
    strategies = count("{n} strategy", "{n} strategies", school.strategies)
    told = _("{strategies}, {ready} fully planned").format(strategies=strategies, ready=school.ready)
    if school.goals:
        goals = count("{n} goal of its own", "{n} goals of its own", school.goals)
        told = _("{goals}, {rest}").format(goals=goals, rest=told)
    return told


def _conclusions(school: SchoolSoFar) -> str:
    """For a supervisor: what was concluded. A count of weeks beside a lead's name would tell one person's taps."""
    if not school.studied and not school.decided:
        return _("nothing looked back at yet")
    return _("{studied} looked back at, {decided} decided").format(studied=school.studied, decided=school.decided)


def _learning(school: SchoolSoFar) -> str:
    told = tally_words(school.tally).rstrip(".").lower() if not school.tally.total else tally_words(school.tally)
    told = told.rstrip(".")
    if not school.studied and not school.decided:
        return _("{told}, nothing looked back at yet").format(told=told)
    return _("{told}, {studied} looked back at, {decided} decided").format(
        told=told, studied=school.studied, decided=school.decided
    )


def _sharing(school: SchoolSoFar) -> str:
    if not school.shares:
        return _("no communication plan yet")
    audiences = count("{n} audience", "{n} audiences", school.audiences)
    return _("{audiences}, {sent} sent").format(audiences=audiences, sent=school.sent)


def _heard(said: Sequence[SupervisorAnswer], turn: Turn) -> list[Part]:
    if not said:
        return []
    parts: list[Part] = [Text(say(_("*What would help, in supervisors' words*")))]
    for each in said[-HEARD:]:
        day = when(local_day(each.at, turn.zone), turn.today)
        parts.append(Quote(clip(each.words, 600), by=_("{name}, {day}").format(name=each.name, day=day)))
    return parts
