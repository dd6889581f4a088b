"""The screens of a small cycle: what is tried and expected, and what came of it."""

from collections.abc import Sequence
from datetime import date

from handlers.kit.form import Day, Field, Form, Line, Note, Option, Pick, Saying, form
from handlers.kit.strategy_text import held_words
from handlers.kit.words import clip, say, when
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
    small_cycle = before or last
    carry = {"strategy": strategy.code, "follows": last.code if last else "", "code": before.code if before else ""}
    return form(
        "cycle.keep",
        _("A small cycle"),
        Note(say(_("A small try inside *{strategy}*: days or weeks, not the whole year."), strategy=strategy.title)),
        *_learned(last),
        Line("objective", _("What will you try, with whom?"), small_cycle.objective if small_cycle else "", long=True,
             optional=False, most=LONG),
        Line("question", _("What do you want to find out?"), small_cycle.question if small_cycle else "", most=LONG),
        *_prediction(before, today),
        Day("started", _("It begins on"), before.started if before else today, optional=False),
        send=_("Keep"),
        carry=carry,
        about=before.code if before else "",
    )  # fmt: skip


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
    text = before.prediction if before else ""
    return [Line("prediction", _("What do you expect?"), text, long=True, optional=False, most=LONG, hint=hint)]


def end_form(cycle: SmallCycle, today: date) -> Form:
    """What came of it, against what was expected."""
    held = tuple(Option(each.value, held_words(each).capitalize()) for each in Held)
    acts = tuple(Option(each.value, triad_words(each).capitalize()) for each in Triad)
    return form(
        "cycle.end.keep",
        _("How it went"),
        Note(say("*{objective}*", objective=clip(cycle.objective, 300))),
        Note(_("You expected:")),
        Saying(cycle.prediction or _("nothing was written down")),
        Line("result", _("What came of it?"), cycle.result, long=True, optional=False, most=LONG),
        Pick("held", _("As expected?"), held, cycle.held.value if cycle.held else None, few=True),
        Line("learned", _("What was learned?"), cycle.learned, long=True, optional=False, most=LONG),
        Pick("act", _("And now?"), acts, cycle.act.value if cycle.act else None, few=True),
        Day("ended", _("It ended on"), cycle.ended or today, optional=False),
        send=_("Keep"),
        carry={"code": cycle.code},
        about=cycle.code,
    )


def pick_form(cycles: Sequence[SmallCycle]) -> Form:
    """Which of a strategy's cycles is meant."""
    options = tuple(Option(each.code, each.objective) for each in cycles)
    return form("cycle.one", _("Small cycles"), Pick("code", _("Which one?"), options), send=_("Show"))
