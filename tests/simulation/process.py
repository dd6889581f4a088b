"""One process of the bot: the real sender, clock, dispatch and storage, over a line and a database that may fail it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.account_matching import Accounts
from bot.attachments import Attachments
from bot.clock import Scheduler, Ticker
from bot.clock_watch import ClockWatch
from bot.dispatch import Dispatch
from bot.district_clock import Clock, MachineClock
from bot.platform import PlatformError
from bot.sender import Sender
from bot.settings import Settings
from handlers.features import FEATURES
from handlers.kit.routes import RouteTable
from tests.simulation.chat import Chat
from tests.simulation.fate import Fate
from tests.simulation.inline_sqlite import Connection, open_database
from tests.simulation.outbox_look import Look
from tests.simulation.process_life import Life
from tests.simulation.unreliable_chat import Line

AHEAD = timedelta(days=4)
ROUTES = RouteTable.of(FEATURES)
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 600.0
"""Seconds between two beats while something waits: the first is that of production."""


class Foresight(Ticker):
    """A ticker that leaves out what would find nothing: all ticks until something is due, or something happens."""

    def __init__(self, engine: AsyncEngine, routes: RouteTable, clock: Clock) -> None:
        super().__init__(engine, routes, clock)
        self.next: datetime | None = None
        self.news = True

    async def tick(self, ahead: timedelta = AHEAD) -> datetime | None:
        now = self._clock.now()
        if self.news or self.next is None or self.next <= now:
            self.next = None
            self.news = False
            self.next = await super().tick(ahead) or now + ahead
        return self.next


@dataclass(frozen=True)
class Parts:
    """What a process is made of, where a test puts a broken part in the place of a whole one."""

    line: type[Line] = Line
    clock: type[MachineClock] = MachineClock
    connection: type[Connection] = Connection


class Process:
    """Lives until it is ended, or crashes; another one is made of the same file."""

    def __init__(
        self,
        settings: Settings,
        chat: Chat,
        fate: Fate,
        wall: Callable[[], datetime],
        look: Look,
        parts: Parts,
    ) -> None:
        self.life = Life(fate)
        self._fate = fate
        loop = asyncio.get_running_loop()
        self.clock = parts.clock(lambda: wall().timestamp(), loop.time)
        self.line = parts.line(chat, fate, self.life, self.clock.hears)
        self.engine = open_database(settings.database_url, fate, self.life, wall, parts.connection)
        self._look = look
        self._pause = FIRST_PAUSE
        self._woken = asyncio.Event()
        self.ticker = Foresight(self.engine, ROUTES, self.clock)
        self.sender = Sender(self.engine, ROUTES, self.line, self.clock, settings)
        watch = ClockWatch(self.engine, self.clock, self.line)  # type: ignore[arg-type]
        self.scheduler = Scheduler(self.ticker, self.sender, settings.tick_seconds, watch.look)
        accounts = Accounts(self.engine, self.line, self.clock)
        self.dispatch = Dispatch(self.engine, ROUTES, self.line, Attachments(self.line), self.clock, accounts)

    async def serve(self) -> None:
        """As `sel-bot serve` does: greet the chat, then beat until the end."""
        while True:
            try:
                await self.line.whoami()
                break
            except PlatformError:
                await asyncio.sleep(5)
        while True:
            await self.scheduler.once()
            await self._until_next()

    def wake(self) -> None:
        """Something was said."""
        self.ticker.news = True
        self._woken.set()

    async def _until_next(self) -> None:
        """Beats that would find nothing are left out: time goes on to where something is due, or somebody speaks."""
        now = self.clock.now()
        if self.ticker.next is None or self._look.is_unsettled(now):
            wait = self._pause = min(self._pause * 2, LONGEST_PAUSE)
        else:
            due = min(self.ticker.next, self._look.next_at(now) or self.ticker.next)
            wait = max(FIRST_PAUSE, (due - now).total_seconds())
            self._pause = FIRST_PAUSE
        self._woken.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await self._woken.wait()
