"""Small cycles: the small cycles inside the strategies of one year."""

from functools import partial
from typing import Any

from pdsa.calendar import local_day
from pdsa.small_cycle import SmallCycle, changed
from storage.answer_cache import cached
from storage.rows_and_values import columns_of, from_row
from storage.tables.doing import SmallCycleRow
from storage.transaction import OfYear, Transaction, table

SMALL_CYCLE = table(SmallCycleRow)
_small_cycle = partial(from_row, SmallCycle)
NOT_WITHDRAWN = SMALL_CYCLE.c.withdrawn.is_(False)


class SmallCycles(OfYear):
    """Questions about the small cycles of one year. One that was set aside is not among them."""

    def __init__(self, transaction: Transaction, cycle: int, zone: str) -> None:
        super().__init__(transaction, cycle)
        self._zone = zone

    @cached(SMALL_CYCLE)
    async def all(self) -> list[SmallCycle]:
        """All of them, by their first day."""
        return [_small_cycle(row) for row in await self._t.rows(self._in_order(NOT_WITHDRAWN))]

    async def of(self, strategy: str) -> list[SmallCycle]:
        """A strategy's, by their first day."""
        own = self._in_order(SMALL_CYCLE.c.strategy == strategy, NOT_WITHDRAWN)
        return [_small_cycle(row) for row in await self._t.rows(own)]

    async def one(self, code: str) -> SmallCycle | None:
        """The one with this code; None where there is none, or it was set aside."""
        return await self._one(_small_cycle, SMALL_CYCLE, SMALL_CYCLE.c.code == code, NOT_WITHDRAWN)

    async def codes(self, strategy: str) -> list[str]:
        """Every code that a strategy's cycles ever had: none is given twice."""
        return [row["code"] for row in await self._t.rows(self._in_order(SMALL_CYCLE.c.strategy == strategy))]

    async def put(self, small_cycle: SmallCycle) -> SmallCycle:
        """Add or change one; returns it as it now stands. From its first day on the prediction stays as it was."""
        before = await self.one(small_cycle.code)
        small_cycle = changed(before, small_cycle, local_day(self._t.now, self._zone))
        if small_cycle == before:
            return small_cycle
        values = columns_of(small_cycle)
        await self._put(SmallCycleRow, {"withdrawn": False, **values})
        old = columns_of(before) if before else None
        await self._t.record("rapid cycle", small_cycle.code, before=old, after=values)
        return small_cycle

    async def withdraw(self, code: str) -> None:
        """Set one aside that was written down by mistake; it stays in the trail."""
        await self._update(SMALL_CYCLE, SMALL_CYCLE.c.code == code, withdrawn=True)
        await self._t.record("rapid cycle set aside", code)

    def _in_order(self, *where: Any) -> Any:
        query = self._select(SMALL_CYCLE, *where)
        return query.order_by(SMALL_CYCLE.c.started, SMALL_CYCLE.c.at, SMALL_CYCLE.c.code)
