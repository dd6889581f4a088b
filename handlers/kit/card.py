"""What the bot shows: a card is its content, part by part; the platforms lay it out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from handlers.kit.words import Words, clip, plain
from pdsa.picture import Picture

LABEL = 75
VALUE = 2000
TITLE = 150


@dataclass(frozen=True)
class Title:
    """The one headline of a card, at most 150 characters; longer ones are clipped."""

    text: str

    def __post_init__(self) -> None:
        _needs(self.text, "a title needs words")
        object.__setattr__(self, "text", clip(self.text, TITLE))


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    words: Words | str

    def __post_init__(self) -> None:
        _needs(plain(self.words), "a paragraph needs words")


@dataclass(frozen=True)
class Items:
    """A short list of sentences."""

    items: tuple[Words | str, ...]

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError("a list needs items")


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, set apart; `by` says whose, where that may be said."""

    text: str
    by: str = ""

    def __post_init__(self) -> None:
        _needs(self.text, "a quote needs words")


@dataclass(frozen=True)
class FactSet:
    """Names and values side by side."""

    rows: tuple[tuple[str, Words | str], ...]

    def __post_init__(self) -> None:
        if not self.rows:
            raise ValueError("facts need rows")


@dataclass(frozen=True)
class Chart:
    """A picture drawn from figures; its `alt` says the finding in a sentence."""

    picture: Picture


@dataclass(frozen=True)
class Button:
    """Something to press. `route` names the route that answers; `ask_first` is a question that guards it."""

    label: str
    route: str
    value: str = ""
    main: bool = False
    ask_first: str = ""

    def __post_init__(self) -> None:
        _needs(self.label, "a button needs a label")
        object.__setattr__(self, "label", clip(self.label, LABEL))
        if len(self.value) > VALUE:
            raise ValueError(f"a button carries at most {VALUE} characters")


@dataclass(frozen=True)
class Buttons:
    """A row of buttons, five at most: more is no choice but a menu."""

    buttons: tuple[Button, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.buttons) <= 5:
            raise ValueError("a row holds one to five buttons")


Part = Title | Text | Items | Quote | FactSet | Chart | Buttons


@dataclass(frozen=True)
class Card:
    """One message: about one thing. What would make it long stands in `details`, each a message in its thread."""

    parts: tuple[Part, ...]
    details: tuple["Card", ...] = field(default=())

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("a card needs parts")


def card(*parts: Part | Button | None, details: tuple[Card, ...] = ()) -> Card:
    """A card from its parts; None stands for a part that has nothing to say today. Buttons that follow one another
    stand in one row.
    """
    return Card(tuple(_in_rows(part for part in parts if part is not None)), details)


def _in_rows(parts: Iterable[Part | Button]) -> Iterator[Part]:
    for are_buttons, several in groupby(parts, lambda part: isinstance(part, Button)):
        found: tuple[Any, ...] = tuple(several)
        yield from (Buttons(found),) if are_buttons else found


def buttons(*row: Button | None) -> Buttons | None:
    """A row of those buttons that apply, or None if none does."""
    found = tuple(button for button in row if button is not None)
    return Buttons(found) if found else None


def _needs(text: str, complaint: str) -> None:
    if not text.strip():
        raise ValueError(complaint)
