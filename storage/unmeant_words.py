"""Forgetting words that were not meant: wherever they stand in a year's tables, in its trail and in drafts that wait.

What stands in a channel already was approved by somebody and is taken back there.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, select

from storage.tables.doing import CheckInRow
from storage.tables.figures import ObservationRow
from storage.tables.learning import BegunRow, DecisionRow, InterviewRow, ReflectionRow
from storage.tables.sending import AuditRow, DigestRow
from storage.transaction import OfYear, table

AUDIT = table(AuditRow)
DIGESTS = table(DigestRow)
PLACES: tuple[tuple[Table, str, tuple[str, ...]], ...] = (
    (table(CheckInRow), "member", ("well", "in_way", "help")),
    (table(BegunRow), "member", ("happened", "missing")),
    (
        table(ReflectionRow),
        "member",
        ("happened", "learned", "people", "partners", "tools", "in_way", "voice", "missing"),
    ),
    (table(InterviewRow), "member", ("answers", "details", "evidence")),
    (table(DecisionRow), "proposed_by", ("reason", "next_step", "details")),
    (table(ObservationRow), "entered_by", ("source",)),
)
"""Where somebody's typed answer may have gone from its question: the table, whose the words are, and the columns."""
LONG_ENOUGH = 12
"""Shorter words may stand in anybody's sentence; they go where they stand alone."""
GONE = object()


class Forgetting(OfYear):
    """Takes somebody's words out of one cycle."""

    async def forget(self, member: int, about: str, *texts: str) -> None:
        """Take these words out, and what the trail tells of the answer under `about`."""
        await self._t.run(AUDIT.delete().where(AUDIT.c.about == about, AUDIT.c.actor == member))
        wanted = [text for text in texts if text]
        if not wanted:
            return
        for place, owner, columns in PLACES:
            await self._scrub(place, (place.c.cycle == self._cycle, place.c[owner] == member), columns, wanted)
        # A quotation in a draft, and an action of whoever edited it, repeat the words under another name.
        drafts = (DIGESTS.c.cycle == self._cycle, DIGESTS.c.posted_at.is_(None))
        await self._scrub(DIGESTS, drafts, ("opening", "ask", "content", "changes", "copies", "correction"), wanted)
        await self._scrub(AUDIT, (), ("before", "after"), wanted)

    async def _scrub(self, place: Table, match: Any, columns: tuple[str, ...], texts: list[str]) -> None:
        for row in await self._t.rows(select(place).where(*match)):
            values = {name: without(row[name], texts) for name in columns if row[name]}
            changed = {name: value for name, value in values.items() if value != row[name]}
            if changed:
                key = (column == row[column.name] for column in place.primary_key)
                await self._t.update(place, *key, **changed)


def without(value: Any, texts: list[str]) -> Any:
    """A text, or JSON with texts in it, without these words: a quotation goes as a whole, a longer text keeps its other
    lines.
    """
    found = _without(value, texts)
    return "" if found is GONE and isinstance(value, str) else {} if found is GONE else found


def _without(value: Any, texts: list[str]) -> Any:
    if isinstance(value, str):
        return _text(value, texts)
    if isinstance(value, list):
        kept = [_without(each, texts) for each in value]
        return [each for each in kept if each is not GONE]
    if isinstance(value, Mapping):
        kept_ = {name: _without(each, texts) for name, each in value.items()}
        if kept_.get("text") is GONE:
            return GONE  # somebody's words, with who said them: nothing is left to quote
        return {name: "" if each is GONE else each for name, each in kept_.items()}
    return value


def _text(value: str, texts: list[str]) -> Any:
    """The text without the words; GONE where it is nothing but them, as they were or cut short."""
    for text in texts:
        line, cut = _one_line(text), _one_line(value).removesuffix("…").rstrip(" ,.;:")
        if cut and (line == _one_line(value) or (value.endswith("…") and line.startswith(cut))):
            return GONE
        if text in value.split("\n"):
            value = "\n".join(each for each in value.split("\n") if each != text)
        elif f"\n{text}\n" in f"\n{value}\n":
            value = f"\n{value}\n".replace(f"\n{text}\n", "\n").strip("\n")
        elif len(line) >= LONG_ENOUGH and text in value:
            value = value.replace(text, "")
    return value or GONE


def _one_line(text: str) -> str:
    return " ".join(text.split())
