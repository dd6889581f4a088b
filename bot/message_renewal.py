"""Renewal: messages whose facts changed are made again and updated in place."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.card_or_hold import DETAIL, card_of, details_of, language_of
from bot.chat_outages import note_refused
from bot.district_clock import Clock
from bot.platform import Busy, NotThere, Platform, PlatformError, Unavailable, Unsure
from handlers.kit.routes import RouteTable
from pdsa.people import SENDERS
from pdsa.text import speaking
from storage.notification_states import Draft, Notification
from storage.store import open_store

log = logging.getLogger(__name__)
TRIES = 5


class Renewal:
    """Any number of processes may renew on one database: each message is taken by one at a time."""

    def __init__(
        self, engine: AsyncEngine, routes: RouteTable, platform: Platform, clock: Clock, owner: str, lease: timedelta
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
        while (notification := await self._take()) is not None:
            handled += 1
            try:
                await self._renew(notification)
            except Exception:
                log.exception("notification %s of kind %s could not be made again", notification.id, notification.kind)
                await self._count_failure(notification)
        return handled

    async def _take(self) -> Notification | None:
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            return await store.outbox.take_stale(self._owner, self._lease)

    async def _renew(self, notification: Notification) -> None:
        async with open_store(self._engine, self._clock.now()) as store:
            year = await store.year_with_id(notification.cycle)
            card = await card_of(notification, year, self._routes) if notification.message else None
            language = await language_of(notification, year)
        goes = card is None and bool(notification.message) and notification.kind.endswith(DETAIL)
        where = notification.conversation, notification.message
        with speaking(language):
            if card is not None and not await self._done(notification, partial(self._platform.update, *where, card)):
                return
        if goes and not await self._done(notification, partial(self._platform.delete, *where)):
            return
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            if goes:
                await store.outbox.taken_away(notification)
                return
            await store.outbox.refreshed(notification)
            if (
                card is not None and notification.channel and not notification.under
            ):  # it may have more details than before
                year = await store.year_with_id(notification.cycle)
                await year.outbox.write(details_of(notification, card, self._clock.now()))

    async def _done(self, notification: Notification, work: Callable[[], Awaitable[None]]) -> bool:
        """Whether nothing is left to do: the platform has done it, or never will."""
        try:
            async with asyncio.timeout(self._lease.total_seconds() * 0.8):
                await work()
        except Busy as busy:
            await self._clock.wait(busy.wait)
            async with open_store(self._engine, self._clock.now(), writes=True) as store:
                await store.outbox.let_go(notification)
            return False
        except Unavailable as error:
            async with open_store(self._engine, self._clock.now(), writes=True) as store:
                await note_refused(error, store)
                await store.outbox.let_go(notification)
            return False
        except (TimeoutError, Unsure) as error:
            log.info("notification %s is changed later: %s", notification.id, error)
            return False  # doing it twice does no harm: it comes again when its lease is over
        except NotThere:
            log.info("notification %s was taken away by somebody", notification.id)
        except PlatformError as error:
            log.warning("notification %s could not be changed: %s", notification.id, error)
            if notification.channel:
                await self._ask_for_hands(notification, str(error))
        return True

    async def _ask_for_hands(self, notification: Notification, reason: str) -> None:
        """A channel's post stays as it was: whoever can change or delete it hears of it, once for post and thread."""
        now, key = self._clock.now(), notification.under or notification.key
        async with open_store(self._engine, now, writes=True) as store:
            year = await store.year_with_id(notification.cycle)
            readers = [member for member in await store.people.with_roles(SENDERS) if member.active]
            occasion = f"{key}@{now.date().isoformat()}"
            await year.outbox.write(
                Draft("unchanged", occasion, now, member.id, about=(key, reason), prompt=False) for member in readers
            )

    async def _count_failure(self, notification: Notification) -> None:
        """Try again when the lease is over, but not for ever."""
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            if notification.tries + 1 < TRIES:
                await store.outbox.count_failure(notification)
            else:
                await store.outbox.refreshed(notification)
