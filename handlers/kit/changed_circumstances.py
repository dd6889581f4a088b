"""Changed circumstances in words, the same wherever they are shown."""

from datetime import date

from handlers.kit.words import clip, when
from pdsa.circumstances import Circumstance, ContextChange
from pdsa.text import _


def kind_name(kind: Circumstance) -> str:
    """A kind of change, in a word or two."""
    return {
        Circumstance.LEADERSHIP: _("leadership"),
        Circumstance.BUDGET: _("budget"),
        Circumstance.RESTRUCTURING: _("restructuring"),
        Circumstance.OTHER: _("something else"),
    }[kind]


def change_words(change: ContextChange, today: date) -> str:
    """A change of circumstances in a sentence."""
    told = _("{day}, {kind}: {what}").format(
        day=when(change.day, today), kind=kind_name(change.kind), what=clip(change.what, 300)
    )
    return f"{told} ({clip(change.effect, 200)})" if change.effect else told
