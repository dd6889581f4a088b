"""The clock: APScheduler ticks, due rows become letters, and the post is sent on its way.

Time rests in rows: the scheduler only wakes one loop, so a restart, a catch-up or a second process changes nothing.
"""

import asyncio
import logging
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.post import Post
from bot.time import Clock
from handlers.kit.routes import Routes, Span
from storage.letters import Draft
from storage.store import open_store

log = logging.getLogger(__name__)
CATCH_UP = timedelta(days=8)
"""How far back a tick looks: a laptop asleep for a week still asks what makes sense to ask."""


class Ticker:
    """Writes what is due into the outbox."""

    def __init__(self, engine: AsyncEngine, routes: Routes, clock: Clock) -> None:
        self._engine = engine
        self._routes = routes
        self._clock = clock

    async def tick(self) -> int:
        """Write the letters that are due by now and not written yet; returns how many were new."""
        now = self._clock.now()
        drafts = await self._due(Span(now - CATCH_UP, now))
        if not drafts:
            return 0
        async with open_store(self._engine, now) as store:
            new = await store.outbox.missing(drafts)
        if not new:
            return 0
        async with open_store(self._engine, now, writes=True) as store:
            return await store.outbox.write(new)

    async def next_at(self, within: timedelta) -> datetime | None:
        """When something will be due next, if within that time."""
        now = self._clock.now()
        drafts = await self._due(Span(now, now + within))
        async with open_store(self._engine, now) as store:
            fresh = [draft.at for draft in await store.outbox.missing(drafts)]
            waiting = await store.outbox.next_at(after=now)
        coming = [at for at in [*fresh, *([waiting] if waiting else [])] if now < at <= now + within]
        return min(coming, default=None)

    async def _due(self, span: Span) -> list[Draft]:
        """What all features say is due; one that breaks does not stop the others."""
        drafts: list[Draft] = []
        for due in self._routes.ticks:
            try:
                async with open_store(self._engine, self._clock.now()) as store:
                    if store.cycle is not None and store.cycle.started_at is not None:
                        drafts += await due(span, store)
            except Exception:
                log.exception("the tick of %s broke", due.__module__)
        return drafts


class Heart:
    """Beats in service: tick, deliver, wait for the next beat."""

    def __init__(self, ticker: Ticker, post: Post, every: float) -> None:
        self._ticker = ticker
        self._post = post
        self._every = every
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Something was just said that may have letters to send."""
        self._wake.set()

    async def beat(self) -> None:
        """Beat until cancelled. Whatever breaks, the next beat comes."""
        scheduler = AsyncIOScheduler()
        scheduler.add_job(
            self._ring, "interval", seconds=self._every, max_instances=1, coalesce=True, misfire_grace_time=None
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
        """Write what is due and send it; neither keeps the other from its work."""
        for work in (self._ticker.tick, self._post.deliver):
            try:
                await work()
            except Exception:
                log.exception("this beat broke; the next one comes")
