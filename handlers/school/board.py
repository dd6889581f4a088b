"""Schools side by side: who has a plan, learns and shares. Counts, no grades, and nobody's answers."""

from collections.abc import Sequence

from handlers.kit.card import Button, Card, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, page_at, word_count, words_on
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, count, join, say, when
from handlers.wording.strategy import tally_words
from pdsa.calendar import local_day
from pdsa.school_rollup import SchoolSoFar, SupervisorAnswer
from pdsa.text import _

HEARD = 5


def board_card(
    schools: Sequence[SchoolSoFar], turn: Turn, said: Sequence[SupervisorAnswer], start: int, before: Text | None = None
) -> Card:
    """One page of the schools; on the first, what they add up to and what their supervisors asked for. `before` says
    which year it is where the next one is laid out.
    """
    above = (Title(_("Schools, {year}").format(year=turn.cycle.label)), before, Text(_together(schools)))
    readers = Text(_who_reads(turn))
    lines = [_line(each, turn) for each in schools]
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


def _together(schools: Sequence[SchoolSoFar]) -> Words:
    return say(
        _("{schools}: {plans} with a plan, {learns} that looked back at something, {shares} that plan whom they tell."),
        schools=count("{n} school", "{n} schools", len(schools)),
        plans=sum(each.plans for each in schools),
        learns=sum(each.learns for each in schools),
        shares=sum(each.shares for each in schools),
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
    words = _("{strategies}, {ready} fully planned").format(strategies=strategies, ready=school.ready)
    if school.goals:
        goals = count("{n} goal of its own", "{n} goals of its own", school.goals)
        words = _("{goals}, {rest}").format(goals=goals, rest=words)
    return words


def _conclusions(school: SchoolSoFar) -> str:
    """For a supervisor: what was concluded. A count of weeks beside a lead's name would tell one person's taps."""
    if not school.studied and not school.decided:
        return _("nothing looked back at yet")
    return _("{studied} looked back at, {decided} decided").format(studied=school.studied, decided=school.decided)


def _learning(school: SchoolSoFar) -> str:
    words = tally_words(school.tally).rstrip(".").lower() if not school.tally.total else tally_words(school.tally)
    words = words.rstrip(".")
    if not school.studied and not school.decided:
        return _("{told}, nothing looked back at yet").format(told=words)
    return _("{told}, {studied} looked back at, {decided} decided").format(
        told=words, studied=school.studied, decided=school.decided
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
    for answer in said[-HEARD:]:
        day = when(local_day(answer.at, turn.zone), turn.today)
        parts.append(Quote(clip(answer.text, 600), by=_("{name}, {day}").format(name=answer.name, day=day)))
    return parts
