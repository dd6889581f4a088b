"""From one year to the next: its meetings, what leads say before the launch, what a year promised, and its close."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from pdsa.cycle import Cycle
from pdsa.meetings import Meeting, Meetings
from pdsa.newyear import LaunchChoice
from pdsa.old_year_promises import Promise, PromiseState
from storage.answer_cache import cached
from storage.notification_states import State
from storage.rows_and_values import from_row
from storage.tables.figures import MeasureRow
from storage.tables.sending import NotificationRow
from storage.tables.year_and_plan import ApprovedPlanRow, CarryRow, CycleRow, ElementRow, MeetingRow, PromiseRow
from storage.transaction import OfYear, table

APPROVED_PLANS = table(ApprovedPlanRow)
CARRIES = table(CarryRow)
CYCLES = table(CycleRow)
ELEMENTS = table(ElementRow)
NOTIFICATIONS = table(NotificationRow)
MEASURES = table(MeasureRow)
PROMISES = table(PromiseRow)
PLAN_APPROVED = "plan approved"
DAYS = frozenset({"start", "end", "due"})
MEETINGS = table(MeetingRow)


class Years(OfYear):
    """Questions about how one cycle ends."""

    async def choices(self) -> dict[str, LaunchChoice]:
        """What leads said of the year's parts, by "goal:G2", "strategy:S1" or "first:Collaboration"."""
        rows = await self._t.rows(self._select(CARRIES))
        return {row["part"]: LaunchChoice(row["carry"], _changes(row["changes"])) for row in rows}

    async def say(self, part: str, choice: LaunchChoice) -> None:
        """A lead says whether a part goes on, and what changes in it."""
        before = (await self.choices()).get(part)
        if before == choice:
            return
        changes = {name: each.isoformat() if isinstance(each, date) else each for name, each in choice.changes.items()}
        values = {"cycle": self._cycle, "part": part, "carry": choice.carry, "changes": changes, "at": self._t.now}
        await self._put(CarryRow, values)
        action = "left" if choice.carry is False else "carried" if choice.carry else "changed for the next year"
        await self._t.record(action, part, after=values)

    async def take_over(self, old: Cycle, goals: set[str]) -> None:
        """Take the logic model's elements over from another year, with their ways to these goals; and what is known of
        its measures.
        """
        rows = await self._t.rows(select(ELEMENTS).where(ELEMENTS.c.cycle == old.id).order_by(ELEMENTS.c.position))
        known = goals | {row["code"] for row in rows}
        elements = [
            {**row, "cycle": self._cycle, "leads_to": [code for code in row["leads_to"] if code in known]}
            for row in rows
        ]
        await self._t.add_missing(ElementRow, ("cycle", "code"), elements)
        measures = await self._t.rows(select(MEASURES).where(MEASURES.c.cycle == old.id))
        fresh = {"cycle": self._cycle, "worth_telling": False, "note": "", "marked_by": None, "at": self._t.now}
        await self._t.add_missing(MeasureRow, ("cycle", "measure"), [{**row, **fresh} for row in measures])

    # -- the two promises ----------------------------------------------------------------------

    async def promises(self) -> tuple[PromiseState, ...]:
        """Both promises as they stand."""
        states = [from_row(PromiseState, row) for row in await self._t.rows(self._select(PROMISES))]
        settled = {state.promise: state for state in states}
        return tuple(settled.get(promise, PromiseState(promise)) for promise in Promise)

    async def _kept(self, promise: Promise) -> bool:
        return any(state.kept_at is not None for state in await self.promises() if state.promise is promise)

    async def keep(self, promise: Promise, at: datetime) -> None:
        """A promise was kept; the first time counts, and a waiver is no longer needed."""
        if not await self._kept(promise):
            await self._settle(promise, kept_at=at, waived_by=None, reason="")

    async def waive(self, promise: Promise, by: int, reason: str) -> bool:
        """A lead gives a promise up, with the reason; False where it was kept meanwhile."""
        if await self._kept(promise):
            return False
        await self._settle(promise, kept_at=None, waived_by=by, reason=reason)
        return True

    async def _settle(self, promise: Promise, **values: Any) -> None:
        await self._put(PromiseRow, {"promise": promise.value, "at": self._t.now, **values})
        await self._t.record("promise", f"{promise.value} {self._cycle}", after=values)

    async def told_at(self, kind: str) -> datetime | None:
        """When a notification of this kind first arrived in a channel; None while none has."""
        arrived = self._select(NOTIFICATIONS, NOTIFICATIONS.c.kind == kind, NOTIFICATIONS.c.state == State.SENT.value)
        row = await self._t.first(arrived.order_by(NOTIFICATIONS.c.sent_at))
        return row["sent_at"] if row else None

    # -- the new plan --------------------------------------------------------------------------

    async def approve_plan(self, plan: Mapping[str, Any]) -> None:
        """Keep the year's plan as a lead approved that others read it."""
        await self._put(ApprovedPlanRow, {"plan": plan, "at": self._t.now})
        await self._t.record(PLAN_APPROVED, f"cycle {self._cycle}", after=plan)

    async def approved_plan(self) -> Mapping[str, Any] | None:
        """The plan as it was approved; None where nobody has."""
        query = select(APPROVED_PLANS.c.plan).where(APPROVED_PLANS.c.cycle == self._cycle)
        plan: Mapping[str, Any] | None = await self._t.scalar(query)
        return plan

    # -- the close -----------------------------------------------------------------------------

    async def close(self, by: int) -> bool:
        """The year is closed; False where it was closed before."""
        open_still = (CYCLES.c.id == self._cycle, CYCLES.c.closed_at.is_(None))
        closed = await self._t.update(CYCLES, *open_still, closed_at=self._t.now, closed_by=by) > 0
        if closed:
            await self._t.record("closed", f"cycle {self._cycle}")
        return closed

    async def closed_by(self) -> int | None:
        found: int | None = await self._t.scalar(select(CYCLES.c.closed_by).where(CYCLES.c.id == self._cycle))
        return found

    async def reopen(self, reason: str) -> bool:
        """A closed year is open again, for a reason; False where it was open."""
        closed = (CYCLES.c.id == self._cycle, CYCLES.c.closed_at.is_not(None))
        reopened = await self._t.update(CYCLES, *closed, closed_at=None, closed_by=None) > 0
        if reopened:
            await self._t.record("reopened", f"cycle {self._cycle}", after=reason)
        return reopened


def _changes(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(each) if name in DAYS and each else each for name, each in kept.items()}


class MeetingDays(OfYear):
    """Questions about the meetings of one cycle."""

    @cached(MEETINGS)
    async def days(self) -> Meetings:
        """The days that are set."""
        rows = await self._t.rows(self._select(MEETINGS))
        found = {Meeting(row["kind"]): row["day"] for row in rows}
        return Meetings(found.get(Meeting.REFLECTION), found.get(Meeting.PLANNING))

    async def set(self, meetings: Meetings, by: int) -> Meetings:
        """Set or take out the days; returns those that stood before, which stay in the trail."""
        before = await self.days()
        for kind in Meeting:
            day = meetings.day(kind)
            if day != before.day(kind):
                await self._set(kind, before.day(kind), day, by)
        return before

    async def _set(self, kind: Meeting, before: date | None, day: date | None, by: int) -> None:
        if day is None:
            await self._delete(MEETINGS, MEETINGS.c.kind == kind.value)
        else:
            await self._put(MeetingRow, {"kind": kind.value, "day": day, "set_by": by, "at": self._t.now})
        await self._t.record("meeting", kind.value, before=before, after=day)
