"""How long a card is, its pages, and the whole of it as plain text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

from handlers.kit.card import Button, Buttons, Card, Chart, FactSet, Items, Part, Quote, Text, Title
from handlers.kit.words import Words, plain, say
from pdsa.text import _

LONGEST = 120
"""So many words has a card (voice.md); digests and the plan have more, `status` 160."""
T = TypeVar("T")


def word_count(words: Words | str) -> int:
    """How many words somebody reads: what has a letter or a figure in it."""
    return sum(any(letter.isalnum() for letter in each) for each in plain(words).split())


def pages(items: Sequence[T], words: Callable[[T], int], most: int) -> list[list[T]]:
    """The items in pages of at most so many words, but one item at least; a page for none, too."""
    paged: list[list[T]] = [[]]
    left = most
    for item in items:
        n = words(item)
        if n > left and paged[-1]:
            paged.append([])
            left = most
        paged[-1].append(item)
        left -= n
    return paged


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some of many items: `start` is the first one's place, `back` and `on` where the pages around it begin."""

    items: Sequence[T]
    start: int = 0
    back: int | None = None
    on: int | None = None
    left: int = 0

    def ways(self, route: str, before: str = "") -> tuple[Button | None, Button | None]:
        """The buttons to the pages around it; `before` stands before the place in their value."""
        return (
            Button(_("Back"), route, f"{before}{self.back}") if self.back is not None else None,
            Button(_("{n} more").format(n=self.left), route, f"{before}{self.on}") if self.on is not None else None,
        )


def page_at(items: Sequence[T], place: int, words: Callable[[T], int], most: int) -> Page[T]:
    """The page that the item at a place stands on; the first one where there is no such place."""
    paged = pages(items, words, most)
    starts = [0, *accumulate(map(len, paged))]
    number = next((n for n in range(len(paged)) if starts[n] <= place < starts[n + 1]), 0)
    on = starts[number + 1] if number + 1 < len(paged) else None
    back = starts[number - 1] if number else None
    return Page(paged[number], starts[number], back, on, len(items) - starts[number + 1])


def at_first(lines: Sequence[Words], room: int, more: str = "") -> tuple[Words, ...]:
    """As many lines as have these words; `more` says of how many others, where there are some."""
    shown = pages(lines, word_count, room)[0]
    left = len(lines) - len(shown)
    return (*shown, *([say(more, n=left)] if more and left else []))


def words_on(parts: Iterable[Part | None]) -> int:
    """How many words some parts of a card have, but for those on its buttons."""
    return sum(word_count(each) for part in parts for each in _told(part))


def _told(part: Part | None) -> Iterator[Words | str]:
    match part:
        case Title(text=text):
            yield text
        case Text(words=words):
            yield words
        case Items(items=items):
            yield from items
        case Quote(text=text, by=by):
            yield from (text, by)
        case FactSet(rows=rows):
            yield from (each for row in rows for each in row)
        case _:
            return


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
