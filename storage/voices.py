"""Successes and voices: kept, changed with their history, taken back and put again."""

from dataclasses import replace
from datetime import date

from sqlalchemy import RowMapping

from pdsa.voices import Voice, VoiceKind
from storage.rows_and_values import columns_of, from_row
from storage.tables.doing import VoiceRow
from storage.transaction import OfYear, table

VOICES = table(VoiceRow)


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


def _voice(row: RowMapping) -> Voice:
    return from_row(Voice, row)
