"""What happened around the work in one cycle: successes, voices, and changed circumstances, each with its history."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from pdsa.circumstances import Circumstance, ContextChange, by_then
from pdsa.voice_entries import Voice, VoiceKind
from storage.answer_cache import cached
from storage.rows_and_values import columns_of, from_row
from storage.tables.doing import ContextRow, VoiceRow
from storage.transaction import OfYear, table

VOICES = table(VoiceRow)
CONTEXT = table(ContextRow)
_voice = partial(from_row, Voice)


class Voices(OfYear):
    """Questions about successes and voices of one cycle."""

    async def put(self, voice: Voice) -> Voice:
        """Keep an entry, or change the one with its id: who wrote it and when stays. Returns it with its id."""
        values = columns_of(voice, "id")
        if not voice.id:
            number = await self._t.add(VoiceRow, {"cycle": self._cycle, **values})
            await self._t.record(voice.kind.value, str(number), after=values)
            return replace(voice, id=number)
        before = await self.one(voice.id)
        assert before is not None  # an id comes from here
        changed = {name: values[name] for name in ("day", "who", "text", "strategy", "quotable", "withdrawn")}
        await self._update(VOICES, VOICES.c.id == voice.id, **changed)
        await self._t.record(voice.kind.value, str(voice.id), before=columns_of(before, "id"), after=changed)
        return replace(voice, member=before.member, at=before.at)

    async def one(self, number: int) -> Voice | None:
        """The entry with this id, taken back or not."""
        return await self._one(_voice, VOICES, VOICES.c.id == number)

    async def between(self, first: date, last: date, kind: VoiceKind | None = None) -> list[Voice]:
        """The entries of a span, both ends included, the newest first; those taken back are not among them."""
        query = self._select(VOICES, VOICES.c.withdrawn.is_(False), VOICES.c.day >= first, VOICES.c.day <= last)
        if kind is not None:
            query = query.where(VOICES.c.kind == kind.value)
        return [_voice(row) for row in await self._t.rows(query.order_by(VOICES.c.day.desc(), VOICES.c.id.desc()))]


class Context(OfYear):
    """Questions about what changed around the work in one cycle."""

    async def add(self, kind: Circumstance, day: date, what: str, effect: str, by: int) -> ContextChange:
        """Write a change down."""
        values: dict[str, Any] = {"kind": kind.value, "day": day, "what": what, "effect": effect, "member": by}
        number = await self._t.add(ContextRow, {"cycle": self._cycle, **values, "at": self._t.now, "withdrawn": False})
        await self._t.record("context", f"context {number}", after=values)
        return ContextChange(number, kind, day, what, by, self._t.now, effect)

    async def withdraw(self, number: int) -> bool:
        """Take a change back; it stays in the history. False where it was taken back before."""
        changed = await self._update(CONTEXT, CONTEXT.c.id == number, CONTEXT.c.withdrawn.is_(False), withdrawn=True)
        if changed:
            await self._t.record("context withdrawn", f"context {number}")
        return changed

    @cached(CONTEXT)
    async def all(self) -> list[ContextChange]:
        """All changes that were written down, withdrawn ones included, oldest first."""
        return await self._all(partial(from_row, ContextChange), CONTEXT, by=[CONTEXT.c.day, CONTEXT.c.id])

    async def until(self, today: date) -> tuple[ContextChange, ...]:
        """The changes that count today, oldest first: not withdrawn, not dated after today."""
        return by_then(await self.all(), today)
