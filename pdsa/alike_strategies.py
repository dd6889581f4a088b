"""What earlier years know of a strategy, and how alike two strategies are by their words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pdsa.decisions import Decision, Path
from pdsa.field_privacy import Copied, Plain, PlanWords
from pdsa.goals import Strategy
from pdsa.people import Member
from pdsa.permissions import in_sight
from pdsa.reflection import Held, Reflection
from pdsa.visible import may_read, reader_of

WORD = re.compile(r"[^\W_]+")
SHORTEST = 3
MOST_WORDS = 16
ALIKE = 0.34
"""From this likeness on an earlier strategy is worth showing (ours: two of three words in common, or so)."""
BESIDE = 0.7
"""What a word that stands in the learning alone counts beside one of the title (ours)."""
COMMON = """
    and are all any but can did does each every for from has have how into its more new not now off one
    our out over per school schools some staff student students than that the their them then they this
    through was week weekly were what when where which who will with year you your
"""
SAYS_NOTHING = frozenset(COMMON.split())


@dataclass(frozen=True)
class Remembered:
    """A strategy of an earlier year and what came of it.

    `learned` is empty where nobody wrote it down or the reader may not read it; `private` tells the two apart. `score`
    is 0 to 1: how alike it is to what was asked for; 1 where it is the very strategy that was carried on.
    """

    year: Plain
    code: Plain
    title: PlanWords
    path: Path | None
    held: Held | None
    prediction: PlanWords = ""
    learned: Annotated[str, Copied()] = ""
    private: bool = False
    score: float = 1.0


def remembered(
    year: str,
    strategy: Strategy,
    reflection: Reflection | None,
    decision: Decision | None,
    reader: Member | None,
    words: str | None = None,
) -> Remembered | None:
    """A strategy of an earlier year as somebody may know it, from its newest reflection and decision; None where it is
    a school's that is not in their sight. `words` are what it is compared with, None where it is meant itself.
    """
    if strategy.school and (reader is None or not in_sight(reader, strategy.school)):
        return None
    said = reflection.learned if reflection else ""
    is_open = reflection is not None and may_read(reflection, "learned", reader_of(reader, strategy))
    learned = said if is_open else ""
    return Remembered(
        year=year,
        code=strategy.code,
        title=strategy.title,
        path=decision.path if decision else None,
        held=reflection.held if reflection else None,
        prediction=strategy.prediction,
        learned=learned,
        private=bool(said) and not is_open,
        score=1.0 if words is None else likeness(words, strategy.title, learned),
    )


def words_of(text: str) -> frozenset[str]:
    """The words that say something, in one spelling, their endings off."""
    found = (word for word in WORD.findall(text.casefold()))
    return frozenset(_stem(word) for word in found if len(word) >= SHORTEST and word not in SAYS_NOTHING)


def searched_words(text: str) -> tuple[str, ...]:
    """The words to search an index for, in their order, each once; nothing in them is an operator."""
    found = (word for word in WORD.findall(text.casefold()) if len(word) >= SHORTEST and word not in SAYS_NOTHING)
    return tuple(dict.fromkeys(found))[:MOST_WORDS]


def _stem(word: str) -> str:
    for ending in ("ings", "ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending)
    return word


def likeness(text: str, title: str, learned: str = "") -> float:
    """How alike a text and a strategy are, 0 to 1, whichever of title and learning is nearer."""
    wanted, named = words_of(text), words_of(title)
    if not wanted or not named:
        return 0.0
    by_title = 2 * len(wanted & named) / (len(wanted) + len(named))
    by_learning = BESIDE * len(wanted & (named | words_of(learned))) / len(wanted) if len(wanted) > 1 else 0.0
    return max(by_title, by_learning)


def nearest(found: Iterable[Remembered], most: int) -> tuple[Remembered, ...]:
    """The likest ones, the newest year first among equals."""
    alike = [each for each in found if each.score >= ALIKE]
    newest_first = sorted(alike, key=lambda each: (each.year, each.code), reverse=True)
    return tuple(sorted(newest_first, key=lambda each: -each.score)[:most])
