"""Deletions in service: the list beside the database is kept in step, and words older than the district keeps go."""

import asyncio
import logging
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli_error import CliError
from bot.district_clock import Clock
from bot.settings import Settings
from pdsa.calendar import instant, local_day
from pdsa.retention import GOES_AT, NOTICE, UNHEARD, going_days, months_before
from storage.database import connect
from storage.database_stamp import keep_in_step
from storage.deletion_sweep import Whose
from storage.notification_states import State
from storage.store import Store, YearStore, open_store
from storage.tombstones import Tombstone, beside, read

log = logging.getLogger(__name__)
NOTICED = "retention"
"""The notification that tells leads what will go."""
LOOKS_BACK = timedelta(days=62)


def list_of(settings: Settings) -> Path | None:
    """Where the list of deletions stands; None where there is no place for one."""
    if settings.deleted_list:
        return Path(settings.deleted_list).expanduser()
    return beside(settings.database_url)


async def deletions_here(settings: Settings, now: datetime) -> list[Tombstone]:
    """What is known to have been deleted before another state of the database is put in its place: by the list, and
    by the database itself as far as it can still be read. Raises CliError for a list that cannot be read.
    """
    path = list_of(settings)
    try:
        listed = await asyncio.to_thread(read, path) if path is not None else []
    except ValueError:
        raise no_list(path) from None
    place = beside(settings.database_url)
    if place is not None and not place.with_suffix("").exists():
        return listed
    engine = connect(settings.database_url)
    try:
        async with open_store(engine, now) as store:
            return list({each.key: each for each in (*listed, *await store.removals.tombstones())}.values())
    except (DBAPIError, OSError):  # damaged, away, or older than deletions are
        return listed
    finally:
        await engine.dispose()


def no_list(path: Path | None) -> CliError:
    """The list is there and says nothing."""
    return CliError(
        f"{path} cannot be read: it is the list of what people had deleted.", "Bring it back from a backup."
    )


class Deletions:
    """What the scheduler does about them at each beat; nothing but a question where nothing has changed."""

    def __init__(self, engine: AsyncEngine, path: Path | None, clock: Clock) -> None:
        self._engine = engine
        self._path = path
        self._clock = clock
        self._known = -1

    async def once(self) -> None:
        now = self._clock.now()
        await self._keep_list(now)
        if await due(self._engine, now) is not None:
            await self._let_go(now)
            await self._keep_list(now)

    async def _keep_list(self, now: datetime) -> None:
        async with open_store(self._engine, now) as store:
            count = await store.removals.count()
        if count == self._known or self._path is None:
            return
        again = await keep_in_step(self._engine, self._path, now)
        if again:
            log.warning("this database did not know of %s deletions; I have made them again", again)
        self._known = count + again

    async def _let_go(self, now: datetime) -> None:
        async with open_store(self._engine, now, writes=True) as store:
            until = await _due(store)
            if until is not None:
                found = await store.removals.delete(Whose(None, until))
                log.info("words from before %s are deleted: %s entries", until.date(), found.total)


async def due(engine: AsyncEngine, now: datetime) -> datetime | None:
    """Until when words shall go now; None where none shall."""
    async with open_store(engine, now) as store:
        return await _due(store)


async def _due(store: Store) -> datetime | None:
    months = await store.removals.keep_months()
    year = await store.running_year()
    if not months or year.cycle is None:
        return None
    zone = year.cycle.zone
    today = local_day(store.now, zone)
    days = going_days(today - LOOKS_BACK, today)
    gone = {each.until for each in await store.removals.tombstones() if not each.email}
    for day in reversed(days):
        until = instant(months_before(day, months), GOES_AT, zone)
        if store.now < instant(day, GOES_AT, zone):
            continue
        if any(each >= until for each in gone):
            return None
        if await _told(year, day.isoformat()):
            return until
    return None


async def _told(store: YearStore, occasion: str) -> bool:
    """Whether a lead has known for a week what goes that day, or could be told for three by no means."""
    for notification in await store.outbox.of_kind(NOTICED, occasion=occasion):
        arrived = notification.state in (State.SENT, State.GONE) and notification.sent_at is not None
        if arrived and notification.sent_at is not None and notification.sent_at <= store.now - NOTICE:
            return True
        if notification.at <= store.now - UNHEARD:
            return True
    return False
