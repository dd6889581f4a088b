"""Who asked to be asked again later, and when."""

from datetime import datetime

from storage.tables.people import SnoozeRow
from storage.transaction import OfYear, table

SNOOZES = table(SnoozeRow)
WHOLE = {"kind": "waiting", "occasion": ""}
"""All that waits for somebody is put off together."""


class Snoozes(OfYear):
    """Questions about what members of one cycle put off; there is one for each at most, the newest."""

    async def put(self, member: int, until: datetime) -> None:
        """Ask again then; what was said before about it no longer counts."""
        before = await self.of(member)
        values = {"cycle": self._cycle, "member": member, **WHOLE, "until": until, "at": self._t.now}
        await self._t.put(SnoozeRow, ("cycle", "member", "kind", "occasion"), values)
        await self._t.record("snooze", str(member), before=before, after=until)

    async def end(self, member: int) -> None:
        """Nothing is put off any more."""
        before = await self.of(member)
        mine = (SNOOZES.c.cycle == self._cycle, SNOOZES.c.member == member)
        if before is not None and await self._t.run(SNOOZES.delete().where(*mine)):
            await self._t.record("snooze over", str(member), before=before)

    async def of(self, member: int) -> datetime | None:
        """Until when somebody put things off, if that is still to come."""
        row = await self._t.first(self._select(SNOOZES, SNOOZES.c.member == member, SNOOZES.c.until > self._t.now))
        return row["until"] if row else None

    async def ending(self, since: datetime, until: datetime) -> dict[int, datetime]:
        """Who is to be asked again in a span: after `since`, up to and including `until`; by member's id."""
        query = self._select(SNOOZES, SNOOZES.c.until > since, SNOOZES.c.until <= until)
        return {row["member"]: row["until"] for row in await self._t.rows(query)}
