"""Changed circumstances of one cycle, and their history."""

from datetime import date
from typing import Any

from pdsa.circumstances import Circumstance, ContextChange, by_then
from storage.rows_and_values import from_row
from storage.tables.doing import ContextRow
from storage.transaction import OfYear, table

CONTEXT = table(ContextRow)


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

    async def all(self) -> list[ContextChange]:
        """All changes that were written down, withdrawn ones included, oldest first."""
        query = self._select(CONTEXT).order_by(CONTEXT.c.day, CONTEXT.c.id)
        return [from_row(ContextChange, row) for row in await self._t.rows(query)]

    async def until(self, today: date) -> tuple[ContextChange, ...]:
        """The changes that count today, oldest first: not withdrawn, not dated after today."""
        return by_then(await self.all(), today)
