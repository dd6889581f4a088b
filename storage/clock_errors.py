"""When the machine's clock was wrong: how often, by how much, and whether it jumped."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from storage.tables.sending import ClockErrorRow
from storage.transaction import Transaction, table

ERRORS = table(ClockErrorRow)
JUMPED, WRONG = "clock jumped", "clock wrong"


@dataclass(frozen=True)
class ClockError:
    """The clock was `off` from where it was, at once, or from the chat's."""

    at: datetime
    off: timedelta
    jumped: bool


class ClockErrors:
    """Questions about the machine's clock."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    async def note(self, off: timedelta, *, jumped: bool) -> None:
        seconds = off.total_seconds()
        await self._t.add(ClockErrorRow, {"jumped": jumped, "seconds": seconds, "at": self._t.now})
        await self._t.record(JUMPED if jumped else WRONG, "clock", after={"seconds": seconds})

    async def since(self, moment: datetime) -> list[ClockError]:
        """Those noted after this moment, oldest first."""
        rows = await self._t.rows(select(ERRORS).where(ERRORS.c.at > moment).order_by(ERRORS.c.id))
        return [ClockError(row["at"], timedelta(seconds=row["seconds"]), row["jumped"]) for row in rows]
