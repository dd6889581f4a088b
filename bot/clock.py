"""The clock: APScheduler ticks, due rows become notifications, and the sender is woken.

Time rests in rows: the scheduler only wakes one loop, so a restart, a catch-up or a second process changes nothing.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.attention_budget import within_budget
from bot.district_clock import Clock
from bot.sender import Sender
from handlers.kit.routes import Due, RouteTable
from handlers.wording.notifications import WEEK_WAS_FULL
from pdsa.time_span import TimeSpan
from storage.database_file import DatabaseGone
from storage.notification_states import Draft
from storage.store import YearStore, open_store

log = logging.getLogger(__name__)
LONGEST_BEAT = 30.0
"""Seconds: a database that is gone is noticed within a minute, however seldom there is something to do."""
Work = Callable[[], Awaitable[object]]
A_WEEK = timedelta(days=7)
CATCH_UP = timedelta(days=8)
"""How far back a tick looks: a laptop asleep for a week still asks what makes sense to ask."""


class Ticker:
    """Writes what is due into the outbox."""

    def __init__(self, engine: AsyncEngine, routes: RouteTable, clock: Clock) -> None:
        self._engine = engine
        self._routes = routes
        self._clock = clock

    async def tick(self, ahead: timedelta = timedelta(0)) -> datetime | None:
        """Write the notifications that are due by now; returns when the next will be due, if within `ahead`."""
        now = self._clock.now()
        fresh, waiting = await self._look(now, now + ahead)
        due = [draft for draft in fresh if draft.at <= now]
        if due:
            coming = [draft for draft in (await self._look(now, now + A_WEEK))[0] if draft.at > now]
            async with open_store(self._engine, now, writes=True) as store:
                year = await store.running_year()
                decided = await within_budget(due, coming, year, self._routes)
                await year.outbox.write(decided.go)
                await year.outbox.leave_out(decided.left, WEEK_WAS_FULL)
                await year.typed.let_go()
                await store.forget_requests()
        return _first(fresh, waiting, now, now + ahead)

    async def next_at(self, within: timedelta) -> datetime | None:
        """When something will be due next, if within that time. Writes nothing."""
        now = self._clock.now()
        fresh, waiting = await self._look(now, now + within)
        return _first(fresh, waiting, now, now + within)

    async def waiting(self) -> datetime | None:
        """When the next notification that is written already is due."""
        now = self._clock.now()
        async with open_store(self._engine, now) as store:
            return await store.outbox.next_at(after=now)

    async def _look(self, now: datetime, until: datetime) -> tuple[list[Draft], datetime | None]:
        """What is due and not written yet, up to `until`, and when the next written notification is due."""
        drafts: list[Draft] = []
        todo = list(self._routes.ticks)
        while True:
            async with open_store(self._engine, now) as store:
                year = await store.running_year()
                whole = await _said_due(todo, TimeSpan(now - CATCH_UP, until), year, drafts)
                if whole:
                    return await year.outbox.missing(drafts), await year.outbox.next_at(after=now)


async def _said_due(todo: list[Due], span: TimeSpan, store: YearStore, drafts: list[Draft]) -> bool:
    """Add what features say is due, each taken off the list. One that breaks ends this transaction, not the others."""
    while todo:
        due = todo.pop(0)
        try:
            if store.cycle is not None and store.cycle.started_at is not None:
                drafts += await due(span, store)
        except Exception:
            log.exception("the tick of %s broke", due.__module__)
            return False
    return True


def _first(fresh: Sequence[Draft], waiting: datetime | None, now: datetime, until: datetime) -> datetime | None:
    coming = [at for at in (*(draft.at for draft in fresh), waiting) if at is not None and now < at <= until]
    return min(coming, default=None)


class Scheduler:
    """Beats in service: tick, deliver, wait for the next beat. What stands `before` is done first."""

    def __init__(self, ticker: Ticker, sender: Sender, every: float, *before: Work) -> None:
        self._works: tuple[Work, ...] = (*before, ticker.tick, sender.deliver)
        self._every = every
        self._wake = asyncio.Event()
        self.turn = asyncio.Lock()
        """Held while a beat does its work. Who moves time holds it meanwhile, so that each stop is worked off alone."""

    def first(self, work: Work) -> None:
        """From here on this is done before all else of a beat."""
        self._works = (work, *self._works)

    def wake(self) -> None:
        """Something was just said that may have notifications to send."""
        self._wake.set()

    async def beat(self) -> None:
        """Beat until cancelled. Whatever breaks, the next beat comes, unless there is no database any more."""
        scheduler = AsyncIOScheduler()
        every = min(self._every, LONGEST_BEAT)
        scheduler.add_job(
            self._ring, "interval", seconds=every, max_instances=1, coalesce=True, misfire_grace_time=None
        )
        scheduler.start()
        try:
            while True:
                self._wake.clear()
                await self.once()
                await self._wake.wait()
        finally:
            scheduler.shutdown(wait=False)

    async def _ring(self) -> None:
        # A plain function would be run in a thread of its own, where the event must not be touched.
        self.wake()

    async def once(self) -> None:
        """Write what is due and send it; none of the works keeps the others from theirs."""
        async with self.turn:
            for work in self._works:
                try:
                    await work()
                except DatabaseGone:
                    raise
                except Exception:
                    log.exception("this beat broke; the next one comes")
