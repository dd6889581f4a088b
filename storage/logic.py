"""The logic model's elements and joins: kept as a whole, so that each change can be taken back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from pdsa.goals import Link, next_code
from pdsa.logic import Element, LogicModel, Stage
from storage.answer_cache import cached
from storage.plans import Plans
from storage.rows_and_values import Row, columns_of, from_row
from storage.tables.year_and_plan import ElementRow, LogicChangeRow
from storage.transaction import OfYear, Transaction, table

ELEMENTS = table(ElementRow)
CHANGES = table(LogicChangeRow)
CHANGED = "logic model changed"


@dataclass(frozen=True)
class LogicChange:
    """The newest change of the model, by its number; `by` is a member's id."""

    number: int
    at: datetime
    by: int | None


class Logic(OfYear):
    """Questions about one cycle's logic model."""

    def __init__(self, transaction: Transaction, cycle: int, plans: Plans) -> None:
        super().__init__(transaction, cycle)
        self._plans = plans

    @cached(ELEMENTS)
    async def elements(self) -> list[Element]:
        return await self._all(_element_of, ELEMENTS, by=[ELEMENTS.c.position])

    async def model(self) -> LogicModel:
        """The goals of the plan, what they lead to, and the elements around them."""
        goals, links = await self._plans.goals(), await self._plans.links()
        return LogicModel(tuple(goals), tuple(links), tuple(await self.elements()))

    async def new_code(self) -> str:
        """A code that no element has, no goal and no strategy either."""
        return next_code("L", [*(element.code for element in await self.elements()), *await self._plans.codes()])

    async def add(self, stage: Stage, words: str) -> Element:
        """A new element, joined to nothing yet."""
        element = Element(await self.new_code(), stage, words)
        await self.keep((await self.model()).having(element))
        return element

    async def keep(self, after: LogicModel) -> bool:
        """Bring elements and links in line with this model; False where nothing changes. Goals are kept elsewhere."""
        before = await self.model()
        states = {"before": _snapshot(before), "after": _snapshot(after)}
        if states["before"] == states["after"]:
            return False
        await self._write(before, after)
        last = await self._last()
        change = {"number": last["number"] + 1 if last else 1, "member": self._t.actor, "at": self._t.now, **states}
        await self._put(LogicChangeRow, change)
        await self._t.record(CHANGED, self.about, **states)
        return True

    async def newest_change(self) -> LogicChange | None:
        """The change that could be taken back: None where there is none, or where the model has moved on since."""
        row = await self._last()
        if row is None or row["after"] != _snapshot(await self.model()):
            return None
        return LogicChange(row["number"], row["at"], row["member"])

    async def take_back(self, change: int) -> bool:
        """Undo the newest change; False where it is not the newest any more."""
        row = await self._last()
        before = await self.model()
        if row is None or row["number"] != change or row["after"] != _snapshot(before):
            return False
        return await self.keep(_restored(before, row["before"]))

    @property
    def about(self) -> str:
        """Under this the trail tells of its changes."""
        return f"logic model {self._cycle}"

    async def _last(self) -> RowMapping | None:
        return await self._t.first(self._select(CHANGES))

    async def _write(self, before: LogicModel, after: LogicModel) -> None:
        gone = {each.code for each in before.elements} - {each.code for each in after.elements}
        if gone:
            await self._delete(ELEMENTS, ELEMENTS.c.code.in_(gone))
        old = {each.code: (place, each) for place, each in enumerate(before.elements)}
        for place, element in enumerate(after.elements):
            if old.get(element.code) != (place, element):
                await self._put(ElementRow, {"position": place, **_row(element)})
        await self._plans.set_links(after.links)


def _row(element: Element) -> dict[str, Any]:
    return {**columns_of(element, "stage"), "kind": element.stage.value}


def _snapshot(model: LogicModel) -> dict[str, Any]:
    """All that this repository keeps of a model, as JSON."""
    links = sorted([link.implementation, link.outcome] for link in model.links)
    return {"elements": [_row(each) for each in model.elements], "links": links}


def _restored(model: LogicModel, stored: dict[str, Any]) -> LogicModel:
    links = tuple(Link(first, then) for first, then in stored["links"])
    return replace(model, links=links, elements=tuple(_element_of(each) for each in stored["elements"]))


def _element_of(row: Row) -> Element:
    return from_row(Element, row, stage=Stage(row["kind"]))
