"""The last file of a year's plan: what it said, and what it left out, until a lead says what becomes of that."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from pdsa.plan_merge import ImportedSheets, LeftOut
from storage.tables.year_and_plan import ImportRow
from storage.transaction import OfYear, table

IMPORTS = table(ImportRow)
IMPORTED = "import"
LEFT_OUT = "left out"


class Imports(OfYear):
    """Questions about the files that were imported into one cycle."""

    async def last_sheets(self) -> ImportedSheets | None:
        """What the last file said; None where there was none."""
        stored = await self._stored("sheets")
        return ImportedSheets(**stored) if stored else None

    async def keep_sheets(self, before: ImportedSheets | None, after: ImportedSheets) -> None:
        if before != after:
            await self._put(ImportRow, {"sheets": asdict(after)})
            await self._t.record(IMPORTED, f"cycle {self._cycle}", after=asdict(after))

    async def left_out(self) -> LeftOut:
        """What stands here and not in the last file."""
        stored = await self._stored("left_out") or {}
        return LeftOut(**{name: tuple(each) for name, each in stored.items()})

    async def keep_left_out(self, before: LeftOut, after: LeftOut) -> None:
        if before != after:
            await self._put(ImportRow, {"left_out": asdict(after)})
            await self._t.record(LEFT_OUT, f"cycle {self._cycle}", before=asdict(before), after=asdict(after))

    async def settle_left_out(self, kind: str, code: str, *, kept: bool) -> None:
        """A lead said what becomes of a `goal`, `strategy` or `person`: it is no longer listed."""
        before = await self.left_out()
        await self.keep_left_out(before, before.settled(kind, code, kept=kept))

    async def _stored(self, column: str) -> Any:
        return await self._t.scalar(select(IMPORTS.c[column]).where(IMPORTS.c.cycle == self._cycle))
