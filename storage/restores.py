"""When the database was put back from a copy: what looks unsent by it may have been sent."""

from datetime import datetime

from sqlalchemy import func, select

from storage.tables.sending import AuditRow, LetterRow, RestoreRow, SeenRow
from storage.transaction import Transaction, table

RESTORES = table(RestoreRow)
WRITTEN = (table(AuditRow).c.at, table(SeenRow).c.at, table(LetterRow).c.sent_at)


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

    async def last(self) -> datetime | None:
        """When this was done last. What was due by then may have been sent, although nothing here says so."""
        found: datetime | None = await self._t.scalar(select(func.max(RESTORES.c.at)))
        return found
