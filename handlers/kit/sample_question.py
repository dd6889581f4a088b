"""A question that a lead sends to themselves before anybody else gets it: it looks as it will, and keeps nothing."""

from dataclasses import replace

from handlers.kit.card import Buttons, Card, Part, Text
from handlers.kit.words import say
from pdsa.text import _

TRIED = "setup.tried"


def as_test(card: Card) -> Card:
    """The card with a word before it that it is a test; none of its buttons does anything but say so."""
    told = Text(say(_("*A test, for you alone.* So it will look; nothing that you press here is kept.")))
    return Card((told, *(_still(part, number) for number, part in enumerate(card.parts))))


def _still(part: Part, number: int) -> Part:
    if not isinstance(part, Buttons):
        return part
    quiet = (replace(each, route=TRIED, value=f"{number}-{n}", ask_first="") for n, each in enumerate(part.buttons))
    return Buttons(tuple(quiet))
