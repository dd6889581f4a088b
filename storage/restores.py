"""When the database was put back from a copy: what looks unsent by it may have been sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text

from storage.database_file import STAMPS
from storage.tables.sending import AuditRow, NotificationRow, RestoreRow, SeenRow
from storage.transaction import Transaction, table

RESTORES = table(RestoreRow)
LOOKED_AFTER = timedelta(days=31)
"""So long after a restore what comes by the calendar may have come before, at an earlier time than is known now."""
WRITTEN = (table(AuditRow).c.at, table(SeenRow).c.at, table(NotificationRow).c.sent_at)


@dataclass(frozen=True)
class PutBack:
    """At `at` an older state took the database's place. What was done since `stand`, the newest moment that it knows
    of, is unknown to it; None where it knows of none.
    """

    at: datetime
    stand: datetime | None


class Restores:
    """Questions about the times at which an older state was put back."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    async def note(self) -> datetime | None:
        """What stands here is an older state, as of now; returns the newest moment that it knows of."""
        stands = [await self._t.scalar(select(func.max(column))) for column in WRITTEN]
        stand: datetime | None = max((at for at in stands if at is not None), default=None)
        await self._t.add(RestoreRow, {"at": self._t.now, "stand": stand})
        return stand

    async def stamp(self) -> int:
        """The number in an SQLite file that says how far it is written; see database_file."""
        return int(await self._t.scalar(text("PRAGMA user_version")) or 0)

    async def raise_stamp(self) -> int:
        """Let it say that it is written further; returns the new one."""
        fresh = (await self.stamp() + 1) % STAMPS
        await self._t.run(text(f"PRAGMA user_version={fresh}"))
        return fresh

    async def last(self) -> PutBack | None:
        """When this was done last; restores that came shortly one after another count as one."""
        at: datetime | None = await self._t.scalar(select(func.max(RESTORES.c.at)))
        if at is None:
            return None
        lately = select(func.min(RESTORES.c.stand)).where(RESTORES.c.at >= at - LOOKED_AFTER)
        return PutBack(at, await self._t.scalar(lately))
