"""Taking words out of values: what stood there reads "removed", and what repeats it is found by its text."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pdsa.decisions import OWN_WORDS
from pdsa.retention import LONG_ENOUGH, REMOVED, one_line
from storage.own_words_in_trail import AUTHORS, WHOLE

CUT = "…"


def replaced(value: Any) -> Any:
    """A column's value with each text in it removed; of a decision's details only the sentences."""
    if isinstance(value, Mapping):
        return {name: replaced(each) if name in OWN_WORDS else each for name, each in value.items()}
    if isinstance(value, list):
        return [replaced(each) for each in value]
    return REMOVED if isinstance(value, str) and value.strip() else value


def differences(before: Any, after: Any) -> Iterator[str]:
    """The texts that became "removed" between two values of one shape."""
    if isinstance(before, Mapping):
        for name, value in before.items():
            yield from differences(value, after[name])
    elif isinstance(before, list):
        for one, other in zip(before, after, strict=True):
            yield from differences(one, other)
    elif isinstance(before, str) and before not in (after, REMOVED):
        yield before


def by_name(value: Any, names: Collection[str], mine: bool, author: int | None) -> Any:
    """What an action kept, with the texts under these names removed: those in a value that says it is this author's,
    and, where the action is `mine`, those in one that says nothing of it.
    """
    if WHOLE in names:
        return replaced(value) if mine else value
    if isinstance(value, list):
        return [by_name(each, names, mine, author) for each in value]
    if not isinstance(value, Mapping):
        return value
    said = next((value[each] for each in AUTHORS if value.get(each) is not None), None)
    theirs = mine if said is None or author is None else said == author
    return {
        name: replaced(each) if theirs and name in names else by_name(each, names, theirs, author)
        for name, each in value.items()
    }


class Texts:
    """Removed texts, and whether they stand elsewhere: whole, among other words, or cut short."""

    def __init__(self, texts: Collection[str]) -> None:
        stripped = {text.strip() for text in texts if text.strip() and text.strip() != REMOVED}
        self._whole = {one_line(text) for text in stripped}
        self._long: dict[str, list[str]] = {}
        for text in sorted(stripped | self._whole, key=len, reverse=True):
            if len(text) >= LONG_ENOUGH:
                self._long.setdefault(text[:LONG_ENOUGH], []).append(text)

    def out_of(self, value: Any, *, alone: bool = False) -> Any:
        """A value with whatever repeats the texts removed; short ones only in quotations, or where `alone` says that
        nothing but somebody's words stands there.
        """
        if isinstance(value, str):
            return self._out_of_text(value, alone)
        if isinstance(value, list):
            return [self.out_of(each, alone=alone) for each in value]
        if isinstance(value, Mapping):
            quote = value.get("is", "Quote") == "Quote"
            return {name: self.out_of(each, alone=alone or (quote and name == "text")) for name, each in value.items()}
        return value

    def dropped_from(self, value: Any) -> Any:
        """A draft's figures without the quotations that are nothing but these texts: nobody shall approve "removed"."""
        if isinstance(value, list):
            return [self.dropped_from(each) for each in value if not self._is_quotation(each)]
        if isinstance(value, Mapping):
            return {name: self.dropped_from(each) for name, each in value.items()}
        left = self.out_of(value)
        return "" if left == REMOVED != value else left

    def _is_quotation(self, value: Any) -> bool:
        said = value.get("text", value.get("learned")) if isinstance(value, Mapping) else None
        return isinstance(said, str) and said != REMOVED and self._out_of_text(said, True) == REMOVED

    def _out_of_text(self, value: str, alone: bool) -> str:
        if alone and one_line(value) in self._whole:
            return REMOVED
        if len(value) < LONG_ENOUGH or not self._long:
            return value
        if value.rstrip().endswith(CUT) and self._is_cut(one_line(value).removesuffix(CUT).rstrip(" ,.;:")):
            return REMOVED
        pieces, at, start = [], 0, 0
        while at <= len(value) - LONG_ENOUGH:
            known = self._long.get(value[at : at + LONG_ENOUGH], ())
            text = next((each for each in known if value.startswith(each, at)), None)
            if text is None:
                at += 1
                continue
            pieces += [value[start:at], REMOVED]
            at = start = at + len(text)
        return "".join([*pieces, value[start:]]) if pieces else value

    def _is_cut(self, beginning: str) -> bool:
        known = self._long.get(beginning[:LONG_ENOUGH], ()) if len(beginning) >= LONG_ENOUGH else ()
        return any(one_line(each).startswith(beginning) for each in known)
