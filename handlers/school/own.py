"""A school team's own page: its plan, what waits, what it learned, whom it tells, and the ways to other schools."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, at_first, words_on
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, count, say, when
from handlers.wording.strategy import path_name, tally_words, went_words
from handlers.wording.waiting import Waiting, missing_words
from pdsa.calendar import local_day
from pdsa.checkin import CheckIn
from pdsa.goals import Goal, Strategy
from pdsa.people import Role
from pdsa.school_rollup import LessonSource, SchoolLesson, SchoolSoFar
from pdsa.text import _
from pdsa.visible import reader_of, visible

MORE = 7
"""So many words say that there are more."""
WAITING = 4
LEARNED = 4


@dataclass(frozen=True)
class Own:
    """What a school's page shows. `strategies` are those of its own goals, and the district's that are done there."""

    so_far: SchoolSoFar
    goals: tuple[Goal, ...]
    strategies: tuple[Strategy, ...]
    waiting: tuple[Waiting, ...]
    lessons: tuple[SchoolLesson, ...]
    latest: Mapping[str, CheckIn]
    questions: int


def own_card(own: Own, turn: Turn, before: Text | None = None) -> Card:
    """The whole page. `before` says which year it is where the next one is laid out."""
    lead = turn.person.role is Role.SCHOOL_LEAD
    above: tuple[Part | None, ...] = (
        Title(_("{school}, {year}").format(school=own.so_far.name, year=turn.cycle.label)),
        before,
        *_waiting(own),
    )
    below = (
        Text(_told(own.so_far)),
        Text(_("You need not find everything out alone: see what other schools shared, or ask them.")),
    )
    room = LONGEST - words_on((*above, *below))
    plan = _plan(own, turn, lead, room * 2 // 3)
    return card(
        *above,
        *plan,
        *_learned(own, turn, room - words_on(plan)),
        *below,
        buttons(
            Button(_("What worked elsewhere"), "school.elsewhere"),
            Button(_("Questions between schools ({n})").format(n=own.questions), "school.questions"),
            Button(_("Whom we tell"), "share"),
            Button(_("Our team"), "school.team") if lead else None,
            Button(_("Why?"), "why", "school"),
        ),
    )


def _waiting(own: Own) -> list[Part | None]:
    if not own.waiting:
        return [Text(_("Nothing waits for you."))]
    row = buttons(*(Button(each.label, each.route, each.value) for each in own.waiting[:WAITING] if each.label))
    return [Text(say(_("*Waiting for you*"))), Items(tuple(each.words for each in own.waiting[:WAITING])), row]


def _plan(own: Own, turn: Turn, lead: bool, room: int) -> list[Part | None]:
    ways = buttons(
        Button(_("The plan"), "plan"),
        Button(_("Add a goal"), "plan.goal.new", main=not own.goals and not own.strategies) if lead else None,
        Button(_("Add a strategy"), "plan.strategy.new") if lead else None,
        Button(_("Check in"), "checkin") if own.strategies else None,
    )
    if not own.goals and not own.strategies:
        told = _("Your school has nothing in the plan yet: a goal of your own comes first, then what you will do.")
        if not lead:
            told = _("Your school has nothing in the plan yet. Its lead can add a goal and what you will do for it.")
        return [Text(told), ways]
    first = Text(say(_("*Our plan*: {tally}"), tally=tally_words(own.so_far.tally)))
    goals = [say("*{goal}*", goal=clip(each.statement, 100)) for each in own.goals]
    named = Items(at_first(goals, (room - words_on((first,))) // 3)) if goals else None
    all_lines = [_line(each, own, turn) for each in own.strategies]
    lines = at_first(all_lines, room - MORE - words_on((first, named)), _("and {n} more: `plan` has them all"))
    return [
        first,
        named,
        Items(lines) if lines else Text(_("No strategy serves these goals yet.")),
        ways,
    ]


def _line(strategy: Strategy, own: Own, turn: Turn) -> Words:
    """A strategy, its last word, and what it still needs."""
    last = own.latest.get(strategy.code)
    line = say("*{title}*: ", title=clip(strategy.title, 120))
    if strategy.missing:
        return line + say(_("still needs {missing}"), missing=missing_words(strategy))
    if last is not None:
        return line + say(_("{went} ({week})"), went=went_words(last.went), week=when(last.week, turn.today))
    if strategy.start and strategy.start > turn.today:
        return line + say(_("begins {day}"), day=when(strategy.start, turn.today))
    return line + say(_("no word yet"))


def _learned(own: Own, turn: Turn, room: int) -> list[Part | None]:
    """The newest of what was learned and decided, in words where this reader may have them."""
    if not own.lessons:
        return [Text(say(_("*What we learned*: nothing is written down yet. `reflect` takes one strategy at a time.")))]
    strategies = {each.code: each for each in own.strategies}
    found = [lesson_line(each, strategies, turn) for each in reversed(own.lessons[-LEARNED:])]
    title = Text(say(_("*What we learned*")))
    lines = at_first(found, room - words_on((title,)))
    ways = buttons(Button(_("Reflect"), "reflect"), Button(_("Share or take back"), "school.lessons"))
    return [title, Items(lines), ways]


def lesson_line(lesson: SchoolLesson, strategies: Mapping[str, Strategy], turn: Turn) -> Words:
    """A lesson of one's own school in a line, and whether other schools see it."""
    day = when(local_day(lesson.at, turn.zone), turn.today)
    if lesson.source is LessonSource.DECISION and lesson.path is not None:
        line = say(
            _("*{title}*: decided {day}, {path}"), title=clip(lesson.title, 60), day=day, path=path_name(lesson.path)
        )
    else:
        line = say(_("*{title}*: looked back {day}"), title=clip(lesson.title, 60), day=day)
    strategy = strategies.get(lesson.strategy)
    words = visible(lesson, reader_of(turn.person, strategy)).words if strategy is not None else ""
    if words:
        line += say(_(". “{words}”"), words=clip(words, 100))
    return line + say(_(" (other schools see it)")) if lesson.shared else line


def _told(so_far: SchoolSoFar) -> Words:
    if not so_far.audiences:
        return say(_("*Whom we tell*: nothing is planned yet. `share` plans who hears what."))
    audiences = count("{n} audience", "{n} audiences", so_far.audiences)
    return say(_("*Whom we tell*: {audiences}, {sent} sent. `share` has them."), audiences=audiences, sent=so_far.sent)
