"""Renewal: messages whose facts changed are made again and updated in place."""

import asyncio
import logging
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.letters import card_of
from bot.platform import Busy, Platform, PlatformError, Unsure
from bot.time import Clock
from handlers.kit.card import Card
from handlers.kit.routes import Routes
from storage.letters import Letter
from storage.store import open_store

log = logging.getLogger(__name__)
TRIES = 5


class Renewal:
    """Any number of processes may renew on one database: each message is taken by one at a time."""

    def __init__(
        self, engine: AsyncEngine, routes: Routes, platform: Platform, clock: Clock, owner: str, lease: timedelta
    ) -> None:
        self._engine = engine
        self._routes = routes
        self._platform = platform
        self._clock = clock
        self._owner = owner
        self._lease = lease

    async def all(self) -> int:
        """Renew what is stale now; returns how many messages were handled. What fails stays stale for later."""
        handled = 0
        while (letter := await self._take()) is not None:
            handled += 1
            try:
                await self._renew(letter)
            except Exception:
                log.exception("letter %s of kind %s could not be made again", letter.id, letter.kind)
                await self._count_failure(letter)
        return handled

    async def _take(self) -> Letter | None:
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            return await store.outbox.take_stale(self._owner, self._lease)

    async def _renew(self, letter: Letter) -> None:
        async with open_store(self._engine, self._clock.now()) as store:
            await store.turn_to(letter.cycle)
            card = await card_of(letter, store, self._routes) if letter.message else None
        if card is None or await self._updated(letter, card):
            async with open_store(self._engine, self._clock.now(), writes=True) as store:
                await store.outbox.refreshed(letter)

    async def _updated(self, letter: Letter, card: Card) -> bool:
        """Whether nothing is left to do: it was updated, or never can be."""
        try:
            async with asyncio.timeout(self._lease.total_seconds() * 0.8):
                await self._platform.update(letter.conversation, letter.message, card)
        except Busy as busy:
            await self._clock.wait(busy.wait)
            async with open_store(self._engine, self._clock.now(), writes=True) as store:
                await store.outbox.let_go(letter)
            return False
        except (TimeoutError, Unsure) as error:
            log.info("letter %s is updated later: %s", letter.id, error)
            return False  # updating twice does no harm: it comes again when its lease is over
        except PlatformError as error:
            log.warning("letter %s could not be updated: %s", letter.id, error)
        return True

    async def _count_failure(self, letter: Letter) -> None:
        """Try again when the lease is over, but not for ever."""
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            if letter.tries + 1 < TRIES:
                await store.outbox.count_failure(letter)
            else:
                await store.outbox.refreshed(letter)
