"""What reads otherwise in a digest than before: line by line, as its approver would find it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest

from handlers.digest.copies import bare_copies, loaded, words_of
from handlers.digest.facts import figures
from handlers.kit.card import Card, Items, Part, Text
from handlers.kit.card_json import freeze
from handlers.kit.card_pages import as_text
from handlers.kit.words import Words, clip, count, say
from pdsa.cycle import Cycle
from pdsa.digest import YearEnd
from pdsa.digest_quotes import same, sentences
from pdsa.text import _
from storage.digest_figures import Figures, dump
from storage.digests import Digest
from storage.store import YearStore

MOST = 8
ENDS = re.compile(r"(?<=[.!?]) (?=[A-Z0-9])")
LONG = 220
ALIKE = 0.5
"""From here on a line is another one's new wording, not a line of its own."""
DigestChange = tuple[str, str]
"""A line as it was and as it is; empty where there was none, or is none any more."""


def changes(before: Iterable[Card], now: Iterable[Card], taken_back: Iterable[str] = ()) -> list[DigestChange]:
    """The lines that differ, each once: those of the messages before those in their threads, and what is no longer so
    before what is new. What was taken back is not repeated: it is said that something was.
    """
    was, are = list(before), list(now)
    gone = [same(text) for text in taken_back]
    messages, threads = _differing(_messages(was), _messages(are)), _differing(_threads(was), _threads(are))
    differences = [_unsaid(each, gone) for each in (*messages, *threads)]
    if not differences and [freeze(each) for each in was] != [freeze(each) for each in are]:
        differences = [("", _("A chart is drawn anew, with what was measured since."))]
    return list(dict.fromkeys(differences))


def _messages(cards: Iterable[Card]) -> list[list[str]]:
    return [_lines([each]) for each in cards]


def _threads(cards: Iterable[Card]) -> list[list[str]]:
    return [_lines(each.details) for each in cards]


def _differing(was: Sequence[list[str]], are: Sequence[list[str]]) -> list[DigestChange]:
    """What differs between the copies: what is no longer so, then what is new."""
    nothing: list[str] = []
    pairs = zip_longest(was, are, fillvalue=nothing)
    found = (each for before, now in pairs for each in _between(before, now))
    return sorted(found, key=lambda each: (not each[0], not each[1]))


def _lines(cards: Iterable[Card]) -> list[str]:
    """Cards sentence by sentence, without the bullets of lists."""
    lines = (line.removeprefix("• ") for each in cards for line in as_text(each).split("\n"))
    return [said for line in lines for said in ENDS.split(line)]


def _between(was: list[str], are: list[str]) -> Iterator[DigestChange]:
    for kind, a, b, c, d in SequenceMatcher(None, was, are, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        fresh = are[c:d]
        for old in was[a:b]:
            like = max(fresh, key=lambda line: _alike(old, line), default="")
            similar = _alike(old, like) >= ALIKE
            if similar:
                fresh.remove(like)
            yield old, like if similar else ""
        yield from (("", line) for line in fresh)


def _alike(a: str, b: str) -> float:
    """How many of their words two lines have in common, from 0 to 1."""
    one, other = set(a.split()), set(b.split())
    return len(one & other) / max(1, len(one | other))


def _unsaid(change: DigestChange, gone: Sequence[str]) -> DigestChange:
    was, now = change
    if any(each and each in same(was) for each in gone):
        return _("Words that their author has taken back"), now
    return change


def changes_parts(differences: Sequence[Sequence[str]], lead_in: Words | str) -> list[Part]:
    """The first few of the changes under a line of their own; nothing where there are none."""
    if not differences:
        return []
    shown = [_told(was, now) for was, now in differences[:MOST]]
    more = (
        [count("and {n} more line", "and {n} more lines", len(differences) - MOST)] if len(differences) > MOST else []
    )
    return [Text(lead_in), Items((*shown, *more))]


def _told(was: str, now: str) -> Words:
    old, new = clip(was, LONG), clip(now, LONG)
    if not old:
        return say(_("*New:* {new}"), new=new)
    if not new:
        return say(_("*Gone:* {old}"), old=old)
    return say(_("*Was:* {old} *Now:* {new}"), old=old, new=new)


async def bring_up_to_date(store: YearStore, digest: Digest, cycle: Cycle) -> list[DigestChange]:
    """Redraft an open draft where it would read otherwise by what is known now; returns what has changed."""
    differences, content = await changed(store, digest, cycle)
    if differences:
        await store.digests.redraft(digest.kind, digest.occasion, content, differences)
    return differences


async def changed(store: YearStore, digest: Digest, cycle: Cycle) -> tuple[list[DigestChange], object]:
    """The lines that would read otherwise if the digest were drafted now, and its content then."""
    before, now = loaded(digest), await figures(store, digest.kind, digest.occasion)
    released = {same(text) for text in sentences(now)}
    taken_back = [text for text in sentences(before) if same(text) not in released]
    was = await bare_copies(store, cycle, before, words_of(digest))
    are = await bare_copies(store, cycle, _as_of(before, now), words_of(digest))
    return changes(was.values(), are.values(), taken_back), dump(now)


def _as_of(before: Figures, now: Figures) -> Figures:
    """The new figures with the old date: that another day has come is no change."""
    return replace(now, day=before.day) if isinstance(now, YearEnd) and isinstance(before, YearEnd) else now
