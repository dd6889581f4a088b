"""Outages of the chat: written down once each, waited out, and remembered until people have heard of them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select

from pdsa.chat_outages import Outage, OutagePart, wait_after
from storage.rows_and_values import from_row
from storage.tables.sending import OutageRow
from storage.transaction import Transaction, table

OUTAGES = table(OutageRow)
LASTING = select(OUTAGES).where(OUTAGES.c.ended_at.is_(None)).order_by(OUTAGES.c.id)


class Outages:
    """Questions about when the chat did not work."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

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
