"""Changed circumstances of one cycle, and their history."""

from datetime import date
from typing import Any

from sqlalchemy import select

from pdsa.circumstances import Circumstance, ContextChange, by_then
from storage.rows_and_values import from_row
from storage.tables.doing import ContextRow
from storage.transaction import Transaction, table

CONTEXT = table(ContextRow)


class Context:
    """Questions about what changed around the work in one cycle."""

    def __init__(self, transaction: Transaction, cycle: int) -> None:
        self._t = transaction
        self._cycle = cycle

    async def add(self, kind: Circumstance, day: date, what: str, effect: str, by: int) -> ContextChange:
        """Write a change down."""
        values: dict[str, Any] = {"kind": kind.value, "day": day, "what": what, "effect": effect, "member": by}
        number = await self._t.add(ContextRow, {"cycle": self._cycle, **values, "at": self._t.now, "withdrawn": False})
        await self._t.record("context", f"context {number}", after=values)
        return ContextChange(number, kind, day, what, by, self._t.now, effect)

    async def withdraw(self, number: int) -> bool:
        """Take a change back; it stays in the history. False where it was taken back before."""
        own = (CONTEXT.c.cycle == self._cycle, CONTEXT.c.id == number, CONTEXT.c.withdrawn.is_(False))
        changed = await self._t.run(CONTEXT.update().where(*own).values(withdrawn=True))
        if changed:
            await self._t.record("context withdrawn", f"context {number}")
        return changed > 0

    async def all(self) -> list[ContextChange]:
        """All changes that were written down, withdrawn ones included, oldest first."""
        query = select(CONTEXT).where(CONTEXT.c.cycle == self._cycle).order_by(CONTEXT.c.day, CONTEXT.c.id)
        return [from_row(ContextChange, row) for row in await self._t.rows(query)]

    async def until(self, today: date) -> tuple[ContextChange, ...]:
        """The changes that count today, oldest first: not withdrawn, not dated after today."""
        return by_then(await self.all(), today)
