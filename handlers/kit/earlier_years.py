"""What earlier years learned, told beside what it bears on."""

from handlers.kit.card import Buttons, Card, Part, Quote, Text
from handlers.kit.decision_paths import path_name
from handlers.kit.strategy_text import held_words
from handlers.kit.words import Words, clip, say
from pdsa.goals import Strategy
from pdsa.memory import Remembered
from pdsa.people import Member
from pdsa.text import _
from storage.store import YearStore

LONGEST = 600


async def memories(strategy: Strategy, reader: Member, store: YearStore, most: int = 2) -> tuple[Remembered, ...]:
    """What became of the strategy that this one was carried from; else of those like it."""
    if strategy.carried_from:
        remembered = await store.memory.of([strategy.carried_from], reader)
        if remembered:
            return tuple(remembered.values())
    return await store.memory.like(strategy.title, reader, most)


def remembered_words(remembered: Remembered) -> Words:
    """An earlier strategy in a sentence or two: what was tried, whether it turned out, how it was decided."""
    told = say(_("In {year} you tried *{title}*."), year=remembered.year, title=clip(remembered.title, 150))
    if remembered.held and remembered.prediction:
        words = _(" The prediction was “{prediction}”. Did it hold? {held}.")
        told += say(words, prediction=clip(remembered.prediction, 300), held=_capital(held_words(remembered.held)))
    if remembered.path:
        told += say(_(" Decided: {path}."), path=path_name(remembered.path))
    if remembered.learned:
        told += say(_(" You learned:"))
    elif remembered.private:
        told += say(_(" What was learned is written down; its author and the leads can read it."))
    elif not remembered.held:
        told += say(_(" Nobody looked back at it."))
    return told


def remembered_parts(found: tuple[Remembered, ...]) -> list[Part]:
    """The sentences, each with the learning in its author's words where it may be read."""
    parts: list[Part] = []
    for remembered in found:
        parts.append(Text(remembered_words(remembered)))
        if remembered.learned:
            parts.append(Quote(clip(remembered.learned, LONGEST)))
    return parts


def beside(shown: Card, found: tuple[Remembered, ...]) -> Card:
    """A card with what earlier years learned, above its buttons."""
    at = next((n for n, part in enumerate(shown.parts) if isinstance(part, Buttons)), len(shown.parts))
    return Card((*shown.parts[:at], *remembered_parts(found), *shown.parts[at:]), shown.details)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
