"""What the two screens answered, checked."""

from handlers.kit.strategy_text import held_words
from handlers.kit.turn import Turn
from handlers.reflect.screens import NOBODY, ReflectContext
from pdsa.errors import Refusal
from pdsa.obstacles import obstacles
from pdsa.reflection import BegunReflection, Held, Reflection, verdicts
from pdsa.text import _


def begun_with(context: ReflectContext, turn: Turn) -> BegunReflection:
    """The first screen's answers. Raises Refusal under the field that lacks something."""
    happened = turn.required("happened", _("A sentence will do: what happened?"))
    held = verdict_with(context, turn)
    missing = turn.text("missing") or (_("Nobody that we know of") if turn.ticked(NOBODY) else "")
    if not missing:
        told = _("Please think of it once. If nobody is missing, the box below says so.")
        raise Refusal(told, field="missing")
    chosen = turn.many("evidence")
    evidence = tuple(each for each in context.offered if each.ref in chosen)
    return BegunReflection(context.strategy.code, turn.person.id, turn.now, happened, held, missing, evidence)


def verdict_with(known: ReflectContext, turn: Turn) -> Held:
    """Whether it turned out. Raises Refusal for what was not among the answers."""
    offered = verdicts(known.strategy, turn.today, turn.cycle.year)
    unsure = held_words(offered[-1])
    held = turn.required("held", _("Please choose one; “{unsure}” is an answer, too.").format(unsure=unsure))
    if held not in set(offered):
        raise Refusal(_("Please choose one of the answers."), field="held")
    return Held(held)


def reflection_of(begun: BegunReflection, turn: Turn) -> Reflection:
    """Both halves as one. Raises Refusal where nothing was learned."""
    learned = turn.required("learned", _("A sentence will do: what would you tell somebody who starts with this?"))
    return Reflection(
        strategy=begun.strategy,
        member=turn.person.id,
        at=turn.now,
        happened=begun.happened,
        held=begun.held,
        learned=learned,
        people=turn.text("people"),
        partners=turn.text("partners"),
        tools=turn.text("tools"),
        in_way=turn.text("in_way"),
        quotable=turn.ticked("quotable"),
        missing=begun.missing,
        voice=turn.text("voice"),
        evidence=begun.evidence,
        obstacles=obstacles(turn.many("obstacles")),
        shared=turn.ticked("shared") and not turn.person.district_team,
    )
