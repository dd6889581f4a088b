"""Any card or form as plain text: for notifications, screen readers, and when nothing else works."""

from handlers.kit.card import Button, Buttons, Card, Chart, FactSet, Items, Part, Quote, Text, Title
from handlers.kit.words import plain
from pdsa.text import _


def as_text(card: Card, *, with_buttons: bool = False) -> str:
    """The card's content, a line a thought; never empty."""
    lines = [line for part in card.parts if (line := _line(part, with_buttons))]
    return "\n".join(lines) or _("A message from the SEL cycle bot")


def _line(part: Part, with_buttons: bool) -> str:
    match part:
        case Title(text=text):
            return text
        case Text(words=words):
            return plain(words)
        case Items(items=items):
            return "\n".join(f"• {plain(item)}" for item in items)
        case Quote(text=text, by=by):
            return f"“{text}”" + (f" ({by})" if by else "")
        case FactSet(rows=rows):
            return "\n".join(f"{name}: {plain(value)}" for name, value in rows)
        case Chart(picture=picture):
            return picture.alt
        case Buttons(buttons=row):
            return " ".join(_label(button) for button in row) if with_buttons else ""


def _label(button: Button) -> str:
    return f"[{button.label}]"
