"""Released sentences in a digest's figures: which there are, and the same figures without some of them."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pdsa.findings import Lesson, ReleasedQuote
from pdsa.names import folded

Figures = TypeVar("Figures")
MADE_OF = ("people", "partners", "tools", "in_way")
"""What a lesson tells beside what was learned."""
CUT = "…"
LEAST = 40
"""What was clipped is known by its beginning, where that is at least so long."""


def same(text: str) -> str:
    """What two sentences have in common that read alike: spaces, capitals and signs of punctuation aside."""
    return " ".join("".join(c if c.isalnum() else " " for c in folded(text)).split()) or folded(text)


def sentences(figures: Any) -> Iterator[str]:
    """Every sentence in the figures that stands there because its author released it."""
    if isinstance(figures, ReleasedQuote):
        yield figures.text
    elif isinstance(figures, Lesson):
        yield from (text for name in ("learned", *MADE_OF) if (text := getattr(figures, name)).strip())
    elif isinstance(figures, tuple):
        for part in figures:
            yield from sentences(part)
    elif is_dataclass(figures):
        for part in fields(figures):
            yield from sentences(getattr(figures, part.name))


def without(figures: Figures, gone: Callable[[str], bool], made_of: Callable[[str], bool] | None = None) -> Figures:
    """The same figures without those released sentences that are `gone`; what a lesson is made of goes by `made_of`,
    where that is another rule.
    """
    if isinstance(figures, Lesson):
        blank = {name: "" for name in MADE_OF if (made_of or gone)(getattr(figures, name))}
        return replace(figures, **blank)
    if isinstance(figures, tuple):
        return tuple(without(each, gone, made_of) for each in figures if not _goes(each, gone))  # type: ignore[return-value]
    if not is_dataclass(figures) or isinstance(figures, type):
        return figures
    found = {each.name: getattr(figures, each.name) for each in fields(figures)}
    return replace(figures, **{name: without(value, gone, made_of) for name, value in found.items()})


def unsaid(figures: Figures, already_said: Collection[str]) -> Figures:
    """The same figures without the sentences that read like one of `already_said`, and each other one once. Who and
    what made something work may stand beside several lessons.
    """
    seen = set(already_said)

    def again(text: str) -> bool:
        key = same(text)
        before = key in seen
        seen.add(key)
        return before

    return without(figures, again, lambda text: same(text) in already_said)


def _goes(part: Any, gone: Callable[[str], bool]) -> bool:
    if isinstance(part, Lesson):
        return gone(part.learned)
    return isinstance(part, ReleasedQuote) and gone(part.text)


def is_one_of(text: str, keys: Collection[str]) -> bool:
    """Whether a text reads like one of these sentences (as `same` has them), or like the beginning of one, cut off."""
    key = same(text)
    if key in keys:
        return True
    return text.rstrip().endswith(CUT) and len(key) >= LEAST and any(each.startswith(key) for each in keys)


def repeats(text: str, keys: Collection[str]) -> bool:
    """Whether a text is one of these sentences, or has one of them among other words, in marks of quotation."""
    quoted = (piece.partition("”")[0] for piece in text.split("“")[1:])
    return any(is_one_of(each, keys) for each in (text, *quoted))
