"""What reads otherwise in one text than in another, line by line."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

ALIKE = 0.5
"""From here on a line is another one's new wording, not a line of its own."""


def line_changes(was: Sequence[Sequence[str]], are: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """The lines of some texts that differ, as they were and as they are, empty where there was none or is none any
    more: what reads otherwise, then what is no longer so, then what is new.
    """
    nothing: Sequence[str] = ()
    pairs = zip_longest(was, are, fillvalue=nothing)
    changes = (change for before, now in pairs for change in _between(before, now))
    return sorted(changes, key=lambda change: (not change[0], not change[1]))


def _between(was: Sequence[str], are: Sequence[str]) -> Iterator[tuple[str, str]]:
    for kind, a, b, c, d in SequenceMatcher(None, was, are, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        fresh = list(are[c:d])
        for old in was[a:b]:
            like = max(fresh, key=lambda line: _alike(old, line), default="")
            if _alike(old, like) >= ALIKE:
                fresh.remove(like)
                yield old, like
            else:
                yield old, ""
        yield from (("", line) for line in fresh)


def _alike(a: str, b: str) -> float:
    """How many of their words two lines have in common, from 0 to 1."""
    one, other = set(a.split()), set(b.split())
    return len(one & other) / max(1, len(one | other))
