"""The screens of a small cycle: what is tried and expected, and what came of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.kit.answers import opened
from handlers.kit.form import Day, Field, Form, Line, Note, Option, Pick, Saying, form
from handlers.kit.words import clip, say, when
from handlers.wording.strategy import held_words
from pdsa.decisions import Triad
from pdsa.goals import Strategy
from pdsa.reflection import Held
from pdsa.small_cycle import SmallCycle
from pdsa.text import _

LONG = 1000


def triad_words(act: Triad) -> str:
    """What becomes of a small cycle, as people say it."""
    return {
        Triad.ADOPT: _("adopt: do it from now on, or for more people"),
        Triad.ADAPT: _("adapt: change it and try again"),
        Triad.ABANDON: _("abandon: drop it, try something else"),
    }[act]


def plan_form(strategy: Strategy, today: date, before: SmallCycle | None, last: SmallCycle | None) -> Form:
    """What is to be tried: a new cycle, the next after `last`, or a change of `before`."""
    follow_up = replace(last, prediction="", started=today) if last else None
    carry = {"strategy": strategy.code, "follows": last.code if last else "", "code": before.code if before else ""}
    return form(
        "cycle.keep",
        _("A small cycle"),
        Note(say(_("A small try inside *{strategy}*: days or weeks, not the whole year."), strategy=strategy.title)),
        *_learned(last),
        *opened(plan_fields(before, today), before or follow_up),
        send=_("Keep"),
        carry=carry,
        about=before.code if before else "",
    )


def plan_fields(before: SmallCycle | None, today: date) -> list[Field | None]:
    """What is asked of a new cycle, or of one to be changed: what is expected until its first day."""
    return [
        Line("objective", _("What will you try, with whom?"), long=True, most=LONG,
             needed=_("Say in a few words what you will try.")),
        Line("question", _("What do you want to find out?"), most=LONG),
        *_prediction(before, today),
        Day("started", _("It begins on"), today, needed=_("On which day does it begin?")),
    ]  # fmt: skip


def _learned(last: SmallCycle | None) -> list[Field]:
    """What the one before taught, to be built on."""
    if last is None:
        return []
    told: list[Field] = [
        Note(
            say(_("After *{words}* ({day}). What it taught:"), words=clip(last.objective, 160), day=when(last.started))
        )
    ]
    return [*told, Saying(last.learned)] if last.learned else []


def _prediction(before: SmallCycle | None, today: date) -> list[Field]:
    """The prediction: asked before the first day, quoted from then on."""
    if before is not None and before.locked(today):
        return [Note(_("What you expected, as it stood on the first day:")), Saying(before.prediction)]
    hint = _("Locked on the first day, and quoted when you look back.")
    needed = _("A sentence will do: what do you expect to see?")
    return [Line("prediction", _("What do you expect?"), long=True, most=LONG, hint=hint, needed=needed)]


def end_form(cycle: SmallCycle, today: date) -> Form:
    """What came of it, against what was expected."""
    return form(
        "cycle.end.keep",
        _("How it went"),
        Note(say("*{objective}*", objective=clip(cycle.objective, 300))),
        Note(_("You expected:")),
        Saying(cycle.prediction or _("nothing was written down")),
        *opened(outcome_fields(today), cycle),
        send=_("Keep"),
        carry={"code": cycle.code},
        about=cycle.code,
    )


def outcome_fields(today: date) -> list[Field | None]:
    """What is asked of a cycle that is over."""
    held = tuple(Option(each.value, held_words(each).capitalize(), each) for each in Held)
    acts = tuple(Option(each.value, triad_words(each).capitalize(), each) for each in Triad)
    unsure = _("Please choose one; “can't tell yet” is an answer, too.")
    saw = _("A sentence will do: what did you see?")
    differently = _("A sentence will do: what would you do differently?")
    return [
        Line("result", _("What came of it?"), long=True, most=LONG, needed=saw),
        Pick("held", _("As expected?"), held, few=True, needed=unsure),
        Line("learned", _("What was learned?"), long=True, most=LONG, needed=differently),
        Pick("act", _("And now?"), acts, few=True, needed=_("Please choose one of the three.")),
        Day("ended", _("It ended on"), today, optional=False),
    ]


def pick_form(cycles: Sequence[SmallCycle]) -> Form:
    """Which of a strategy's cycles is meant."""
    options = tuple(Option(each.code, each.objective) for each in cycles)
    return form("cycle.one", _("Small cycles"), Pick("code", _("Which one?"), options), send=_("Show"))
