"""What the two screens answered, checked."""

from handlers.kit.answers import read
from handlers.kit.turn import Turn
from handlers.reflect.screens import NOBODY, ReflectContext, happened_fields, learned_fields, verdict_field
from pdsa.errors import Refusal
from pdsa.reflection import BegunReflection, Held, Reflection
from pdsa.text import _


def begun_with(context: ReflectContext, turn: Turn) -> BegunReflection:
    """The first screen's answers. Raises Refusal under the field that lacks something."""
    answers = read(happened_fields(context, turn), turn)
    if not answers["missing"] and not turn.ticked(NOBODY):
        told = _("Please think of it once. If nobody is missing, the box below says so.")
        raise Refusal(told, field="missing")
    answers["missing"] = answers["missing"] or _("Nobody that we know of")
    return BegunReflection(strategy=context.strategy.code, member=turn.person.id, at=turn.now, **answers)


def verdict_with(context: ReflectContext, turn: Turn) -> Held:
    """Whether it turned out. Raises Refusal for what was not among the answers."""
    held: Held = read([verdict_field(context.strategy, turn)], turn)["held"]
    return held


def reflection_of(context: ReflectContext, begun: BegunReflection, turn: Turn) -> Reflection:
    """Both halves as one. Raises Refusal where nothing was learned."""
    answers = read(learned_fields(context.strategy, turn), turn)
    return Reflection(**vars(begun) | {"at": turn.now} | answers)
