"""Plays a plan's year: what is due happens, the sample cast answers, all of it is taken down."""

import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from bot.assemble import Bot
from bot.district_clock import MovableClock
from bot.rehearse.mishaps import Mishaps
from bot.rehearse.record import Record, Seen
from bot.time_travel import STRIDE, TimeTravel
from bot.workspace.workspace import Workspace

CastAction = Callable[[], Awaitable[None]]
Reader = Callable[[Seen], None]


@dataclass(order=True)
class _Coming:
    at: datetime
    number: int
    who: str = field(compare=False)
    action: CastAction = field(compare=False)


class Play:
    """One year on one movable clock. People's actions and what is due alternate in the order of time."""

    def __init__(self, workspace: Workspace, made: Bot, clock: MovableClock, record: Record, mishaps: Mishaps) -> None:
        self._workspace = workspace
        self._made = made
        self._clock = clock
        self._record = record
        self._mishaps = mishaps
        self._travel = TimeTravel(clock, made.ticker, made.sender, workspace.quiet)
        self._coming: list[_Coming] = []
        self._number = count()
        self._replanned = False

    @property
    def now(self) -> datetime:
        return self._clock.now()

    def later(self, at: datetime, who: str, action: CastAction) -> None:
        """Somebody will do something then."""
        heapq.heappush(self._coming, _Coming(max(at, self.now), next(self._number), who, action))

    def replanned(self) -> None:
        """Somebody changed the plan: what was going to happen next may not be the next any more."""
        self._replanned = True

    def went_wrong(self, who: str, what: str) -> None:
        """Somebody (an e-mail) could not do something."""
        self._mishaps.note(self.now, who, what)

    async def until(
        self,
        end: datetime,
        reader: Reader | None,
        passed: Callable[[datetime], None],
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """Play to the end, or until it is `stopped`; the reader hears of every new message as soon as it is there."""
        due: datetime | None = None
        while self.now < end and not stopped():
            if due is None or due <= self.now or self._replanned:
                self._replanned = False
                reach = min(end, self.now + STRIDE)
                due = await self._happen(reader, reach - self.now) or reach
            action = self._coming[0].at if self._coming else end
            self._clock.move_to(min(due, action, end))
            while self._coming and self._coming[0].at <= self.now:
                await self._do(heapq.heappop(self._coming))
                await self._said(reader)
            passed(self.now)

    async def settle(self) -> None:
        """Wait until the bot has answered what somebody did."""
        await self._workspace.quiet()
        await self._made.listener.settle()
        await self._workspace.quiet()

    async def _do(self, coming: _Coming) -> None:
        """An action that goes wrong ends there: the rehearsal is for the plan, not for the sample cast."""
        try:
            await coming.action()
        except Exception as error:
            self.went_wrong(coming.who, _said_of(error))
            for view in reversed(self._workspace.views(coming.who)):
                await self._workspace.close_view(coming.who, view.id)

    async def _happen(self, reader: Reader | None, ahead: timedelta) -> datetime | None:
        """What is due now happens, and the cast reads it; when something is due next."""
        due = await self._travel.now(ahead)
        await self._read(reader)
        return due

    async def _said(self, reader: Reader | None) -> None:
        """Somebody did something: its notifications go out, and the cast reads them."""
        await self._made.listener.settle()
        await self._workspace.quiet()
        await self._made.sender.deliver()
        await self._read(reader)

    async def _read(self, reader: Reader | None) -> None:
        await self._workspace.quiet()
        for seen in self._record.take():
            try:
                if reader is not None:
                    reader(seen)
            except Exception as error:
                self.went_wrong(seen.reader, _said_of(error))


def _said_of(error: Exception) -> str:
    told = f"{type(error).__name__}: {error}".splitlines()[0]
    return f"could not go on ({told})"
