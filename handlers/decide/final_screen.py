"""The last screen: why, what comes next, who takes it, and whether it goes on next year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.decide.changes import ahead_words, goal_named
from handlers.decide.decision_context import DecisionContext
from handlers.decide.interview_words import way_words
from handlers.decide.path_details import ending_fields, path_words, said_before
from handlers.decide.questions import SAID, as_said, before_words
from handlers.decide.strategy_or_goal import ABOUT, may_confirm, reader_on
from handlers.kit.form import Day, Form, Line, Note, Option, Pick, Tick, form
from handlers.kit.turn import Turn
from handlers.kit.words import Words, as_written, clock, say
from pdsa.decisions import AT_ONCE, GOES_ON, PUTS_FIRST, Decision, Details, Path, Subject
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.interview import Answers, Ending, on_the_way
from pdsa.people import Member
from pdsa.retention import still_said
from pdsa.text import _
from pdsa.visible import may_read, visible

LONG = 3000
STEP = 1000
NOTHING_NEXT = frozenset({Path.SUSTAIN, Path.EXPAND, Path.KEEP, Path.STOP})
"""Paths on which no next step is needed: it stays, it ends, or where it goes is the step."""


def closing_form(
    ending: Ending,
    answers: Answers,
    context: DecisionContext,
    turn: Turn,
    names: Mapping[str, str],
    others: Sequence[Strategy] = (),
) -> Form:
    """What the path asks for, why, and what comes next. What stands, waits or was said before is filled in.

    `others` are the goal's other strategies, `names` people's, by their e-mail.
    """
    before = context.decision if context.decision and context.decision.path is ending.path else None
    mine = before if before and may_read(before, "reason", reader_on(turn.person, context.topic)) else None
    details = said_before(ending, context, turn)
    studied = turn.cycle.phase_on(turn.today) not in AT_ONCE
    changes = ahead_words(ending.path, goal_named(meant(details, context), context.goals), others, studied=studied)
    return form(
        "decide.keep",
        _("Decide"),
        Note(say("*{topic}*", topic=context.topic.title)),
        Note(as_written(way_words(on_the_way(answers)))),
        Note(path_words(ending.path)),
        Note(as_written(changes)) if changes else None,
        *ending_fields(ending, context, details, turn),
        Line("reason", _("Why? What did you see and learn?"), _reason(context, mine, turn), long=True,
             optional=False, most=LONG),
        Line("step", _("What is the next step?"), mine.next_step if mine else "", long=True,
             optional=ending.path in NOTHING_NEXT, most=STEP),
        _owner(context, mine.owner if mine else ""),
        Day("due", _("By when?"), mine.due if mine else None),
        None
        if context.topic.subject is Subject.GOAL and ending.path in PUTS_FIRST  # it waits in next year's plan
        else Tick("carries", _("It is part of next year's plan"), on=mine.carries if mine else _carries(ending.path)),
        send=_("Decide") if may_confirm(turn.person, context.topic) else _("Propose"),
        carry={ABOUT: context.topic.value, SAID: as_said(answers)},
        about=context.topic.code,
        gives_way=_gives_way(context.decision, turn, names) if context.decision else "",
    )  # fmt: skip


def meant(kept: Details, known: DecisionContext) -> Details:
    """The details with the goal that they mean, unless somebody chooses another one."""
    return kept if kept.goal or known.topic.goal is None else replace(kept, goal=known.topic.goal.code)


def _reason(context: DecisionContext, mine: Decision | None, turn: Turn) -> str:
    """What was said before: as the reason, in answer to the notification, or when it was looked back at."""
    looked = context.reflection
    if mine or context.note:
        return mine.reason if mine else context.note
    return still_said(visible(looked, reader_on(turn.person, context.topic)).learned) if looked else ""


def _gives_way(before: Decision, turn: Turn, names: Mapping[str, str]) -> Words:
    """The decision that a new one would take the place of."""
    return before_words(before, turn, names) + say(" ({at})", at=clock(before.at, turn.zone))


def _carries(path: Path) -> bool:
    """What goes on, as itself or as another strategy, is usually part of next year's plan."""
    return path in GOES_ON or path is Path.OTHER_STRATEGY


def _owner(context: DecisionContext, wanted: str) -> Pick:
    """Who takes the next step: the owner unless somebody else is chosen."""
    options = tuple(Option(each.email, each.name) for each in context.people)
    return Pick("owner", _("Who takes it?"), options, (wanted or context.topic.strategy.owner).lower() or None)


@dataclass(frozen=True)
class Closing:
    """The last screen's answers, checked."""

    reason: str
    next_step: str
    owner: str
    due: date | None
    carries: bool


def closing_from_form(path: Path, people: Sequence[Member], turn: Turn) -> Closing:
    """The form's answers. Raises Refusal under the field that lacks something."""
    reason = turn.required("reason", _("A sentence will do: why this way?"))
    step, due = turn.text("step"), turn.day("due")
    if not step and path not in NOTHING_NEXT:
        raise Refusal(_("What is the first thing that somebody does? A sentence will do."), field="step")
    if due is not None and due < turn.today:
        raise Refusal(_("That day is past. Today or later will do."), field="due")
    owner = turn.required("owner", _("Please choose who takes it."))
    if owner not in {each.email for each in people}:
        raise Refusal(_("I cannot find that person in the team. Please choose somebody else."), field="owner")
    return Closing(reason, step, owner, due, turn.ticked("carries"))
