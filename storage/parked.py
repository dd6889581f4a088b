"""The goals that wait in one cycle: what they wait for, and what became of them."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from pdsa.parked_goals import Parked, waiting
from storage.answer_cache import cached
from storage.rows_and_values import columns_of, from_row
from storage.tables.year_and_plan import ParkedRow
from storage.transaction import OfYear, table

PARKED = table(ParkedRow)


class ParkedGoals(OfYear):
    """Questions about parked goals of one cycle."""

    async def park(
        self,
        goal: str,
        by: int,
        *,
        decision: int | None = None,
        first: str = "",
        until: date | None = None,
        condition: str = "",
    ) -> Parked:
        """Let a goal wait. One that waits already waits by the new terms alone."""
        await self._back(PARKED.c.goal == goal, by)
        parked = Parked(0, goal, by, self._t.now, decision, first, until, condition)
        values = {**columns_of(parked, "id", "by", "back_at", "back_by"), "parked_by": by}
        number = await self._t.add(ParkedRow, {"cycle": self._cycle, **values})
        await self._t.record("goal parked", goal, after=values)
        return replace(parked, id=number)

    async def take_up(self, number: int, by: int) -> Parked | None:
        """A goal waits no longer; None where it did not wait any more."""
        return await self._settle(number, by, "goal taken up again")

    async def let_go(self, number: int, by: int) -> Parked | None:
        """A goal waits no longer and is not taken up either; None where it did not wait any more."""
        return await self._settle(number, by, "goal let go")

    async def put_off(self, number: int, until: date) -> bool:
        """A goal waits until another day; False where it did not wait any more."""
        changed = await self._update(PARKED, PARKED.c.id == number, PARKED.c.back_at.is_(None), until=until)
        if changed:
            await self._t.record("goal parked for longer", str(number), after={"until": until})
        return changed

    async def find(self, number: int) -> Parked | None:
        return await self._one(_parked, PARKED, PARKED.c.id == number)

    @cached(PARKED)
    async def all(self) -> list[Parked]:
        """All parkings, those that are over included, oldest first."""
        return await self._all(_parked, PARKED, by=[PARKED.c.id])

    async def waiting(self) -> dict[str, Parked]:
        """The goals that wait, by code."""
        return waiting(await self.all())

    async def _settle(self, number: int, by: int, action: str) -> Parked | None:
        parked = await self.find(number)
        if parked is None or not await self._back(PARKED.c.id == number, by):
            return None
        await self._t.record(action, parked.goal, before=asdict(parked))
        return parked

    async def _back(self, condition: Any, by: int) -> bool:
        return await self._update(PARKED, PARKED.c.back_at.is_(None), condition, back_at=self._t.now, back_by=by)


def _parked(row: RowMapping) -> Parked:
    return from_row(Parked, row, by=row["parked_by"])
