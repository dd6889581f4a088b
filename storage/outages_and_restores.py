"""What went wrong outside: outages of the chat, a wrong clock, and a database that was put back from a copy."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, func, select, text

from pdsa.chat_outages import Outage, OutagePart, wait_after
from storage.answer_cache import cached
from storage.database_file import STAMPS
from storage.rows_and_values import from_row
from storage.tables.sending import AuditRow, ClockErrorRow, NotificationRow, OutageRow, RestoreRow, SeenRow
from storage.transaction import Transaction, table

OUTAGES = table(OutageRow)
LASTING = select(OUTAGES).where(OUTAGES.c.ended_at.is_(None)).order_by(OUTAGES.c.id)
ERRORS = table(ClockErrorRow)
JUMPED, WRONG = "clock jumped", "clock wrong"
RESTORES = table(RestoreRow)
LOOKED_AFTER = timedelta(days=31)
"""So long after a restore what comes by the calendar may have come before, at an earlier time than is known now."""
WRITTEN = (table(AuditRow).c.at, table(SeenRow).c.at, table(NotificationRow).c.sent_at)


class Outages:
    """Questions about when the chat did not work."""

    scope = None

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    @cached(OUTAGES)
    async def lasting(self) -> list[Outage]:
        """Those that are not over."""
        return [_outage(row) for row in await self._t.rows(LASTING)]

    async def since(self, moment: datetime) -> list[Outage]:
        """Those that last, or ended after this moment; the oldest first."""
        recent = OUTAGES.c.ended_at.is_(None) | (OUTAGES.c.ended_at > moment)
        return [_outage(row) for row in await self._t.rows(select(OUTAGES).where(recent).order_by(OUTAGES.c.id))]

    async def refused(self, part: OutagePart, why: str) -> bool:
        """It did not work: wait, the longer the oftener. Returns whether this is the first that is heard of it.

        Refusals during a wait belong to the try before it.
        """
        row = await self._t.first(LASTING.where(OUTAGES.c.part == part.value))
        if row is None:
            values = {"part": part.value, "why": why, "began_at": self._t.now, "tries": 1}
            await self._t.add(OutageRow, {**values, "until": self._t.now + wait_after(1)})
            return True
        if not _outage(row).pauses(self._t.now):
            tries = row["tries"] + 1
            values = {"why": why, "tries": tries, "until": self._t.now + wait_after(tries)}
            await self._t.update(OUTAGES, OUTAGES.c.id == row["id"], **values)
        return False

    async def worked(self, parts: Collection[OutagePart]) -> Sequence[Outage]:
        """These parts work: their outages are over. Returns those that ended just now."""
        over = [outage for outage in await self.lasting() if outage.part in parts]
        if over:
            mine: Any = OUTAGES.c.part.in_([outage.part.value for outage in over])
            await self._t.update(OUTAGES, OUTAGES.c.ended_at.is_(None), mine, ended_at=self._t.now)
        return over


def _outage(row: RowMapping) -> Outage:
    return from_row(Outage, row)


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


@dataclass(frozen=True)
class PutBack:
    """At `at` an older state took the database's place. What was done since `stand`, the newest moment that it knows
    of, is unknown to it; None where it knows of none.
    """

    at: datetime
    stand: datetime | None


class Restores:
    """Questions about the times at which an older state was put back."""

    scope = None

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

    @cached(RESTORES)
    async def last(self) -> PutBack | None:
        """When this was done last; restores that came shortly one after another count as one."""
        at: datetime | None = await self._t.scalar(select(func.max(RESTORES.c.at)))
        if at is None:
            return None
        lately = select(func.min(RESTORES.c.stand)).where(RESTORES.c.at >= at - LOOKED_AFTER)
        return PutBack(at, await self._t.scalar(lately))
