"""Rapid cycles: the small cycles inside the strategies of one year."""

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import RowMapping, select

from pdsa.calendar import local_day
from pdsa.decisions import Triad
from pdsa.rapid import Rapid
from pdsa.reflection import Held
from storage.tables.doing import RapidRow
from storage.transaction import Transaction, table

RAPID = table(RapidRow)


class Rapids:
    """Questions about the rapid cycles of one year. One that was set aside is not among them."""

    def __init__(self, transaction: Transaction, cycle: int, zone: str) -> None:
        self._t = transaction
        self._cycle = cycle
        self._zone = zone

    async def all(self) -> list[Rapid]:
        """All of them, by their first day."""
        return [_rapid(row) for row in await self._t.rows(self._query(RAPID.c.withdrawn.is_(False)))]

    async def of(self, strategy: str) -> list[Rapid]:
        """A strategy's, by their first day."""
        own = self._query(RAPID.c.strategy == strategy, RAPID.c.withdrawn.is_(False))
        return [_rapid(row) for row in await self._t.rows(own)]

    async def one(self, code: str) -> Rapid | None:
        """The one with this code; None where there is none, or it was set aside."""
        row = await self._t.first(self._query(RAPID.c.code == code, RAPID.c.withdrawn.is_(False)))
        return _rapid(row) if row else None

    async def codes(self, strategy: str) -> list[str]:
        """Every code that a strategy's cycles ever had: none is given twice."""
        return [row["code"] for row in await self._t.rows(self._query(RAPID.c.strategy == strategy))]

    async def put(self, rapid: Rapid) -> Rapid:
        """Add or change one; returns it as it now stands. From its first day on the prediction stays as it was."""
        before = await self.one(rapid.code)
        if before is not None and before.locked(local_day(self._t.now, self._zone)):
            rapid = replace(rapid, prediction=before.prediction)
        if rapid == before:
            return rapid
        values = _columns(rapid)
        await self._t.put(RapidRow, ("cycle", "code"), {"cycle": self._cycle, "withdrawn": False, **values})
        await self._t.record("rapid cycle", rapid.code, before=_columns(before) if before else None, after=values)
        return rapid

    async def withdraw(self, code: str) -> None:
        """Set one aside that was written down by mistake; it stays in the trail."""
        own = (RAPID.c.cycle == self._cycle, RAPID.c.code == code)
        await self._t.run(RAPID.update().where(*own).values(withdrawn=True))
        await self._t.record("rapid cycle set aside", code)

    def _query(self, *conditions: Any) -> Any:
        query = select(RAPID).where(RAPID.c.cycle == self._cycle, *conditions)
        return query.order_by(RAPID.c.started, RAPID.c.at, RAPID.c.code)


def _columns(rapid: Rapid) -> dict[str, Any]:
    said = {"held": rapid.held.value if rapid.held else "", "act": rapid.act.value if rapid.act else ""}
    return {**asdict(rapid), **said}


def _rapid(row: RowMapping) -> Rapid:
    values = {name: row[name] for name in Rapid.__dataclass_fields__}
    said = {"held": Held(row["held"]) if row["held"] else None, "act": Triad(row["act"]) if row["act"] else None}
    return Rapid(**{**values, **said})
