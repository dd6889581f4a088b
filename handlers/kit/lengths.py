"""How long a card is: about 120 words are read in a chat, what is more stands on the next page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from handlers.kit.card import Facts, Items, Part, Quote, Text, Title
from handlers.kit.words import Words, plain

LONGEST = 120
"""So many words has a card (voice.md); digests and the plan have more, `status` 160."""
T = TypeVar("T")


def word_count(words: Words | str) -> int:
    """How many words somebody reads: what has a letter or a figure in it."""
    return sum(any(letter.isalnum() for letter in each) for each in plain(words).split())


def pages(items: Sequence[T], words: Callable[[T], int], most: int) -> list[list[T]]:
    """The items in pages of at most so many words, but one item at least; a page for none, too."""
    found: list[list[T]] = [[]]
    left = most
    for each in items:
        n = words(each)
        if n > left and found[-1]:
            found.append([])
            left = most
        found[-1].append(each)
        left -= n
    return found


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
        case Facts(rows=rows):
            yield from (each for row in rows for each in row)
        case _:
            return
