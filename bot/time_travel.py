"""Time passes: a movable clock goes from one due instant to the next, and the bot does what it would have done."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Ticker
from bot.district_clock import MovableClock
from bot.sender import Sender

STRIDE = timedelta(days=4)
"""How far ahead the next due instant is looked for at once."""
FAR = timedelta(days=90)

Between = Callable[[], Awaitable[None]]


class TimeTravel:
    """Moves a clock without leaving anything out. `between` is awaited after each stop."""

    def __init__(self, clock: MovableClock, ticker: Ticker, sender: Sender, between: Between | None = None) -> None:
        self._clock = clock
        self._ticker = ticker
        self._sender = sender
        self._between = between

    async def to(self, moment: datetime) -> None:
        """Let time pass until `moment`, stopping wherever something is due."""
        while True:
            ahead = min(moment - self._clock.now(), STRIDE)
            if ahead <= timedelta(0):
                await self.now()
                return
            reach = self._clock.now() + ahead
            self._clock.move_to(await self.now(ahead) or reach)

    async def now(self, ahead: timedelta = timedelta(0)) -> datetime | None:
        """Do what is due at this moment; returns when something is due next, if within `ahead`."""
        start = self._clock.now()
        fresh = await self._ticker.tick(ahead)
        if await self._sender.deliver() and self._between is not None:
            await self._between()
        waiting = await self._ticker.waiting()
        coming = [at for at in (fresh, waiting) if at is not None and at <= start + ahead]
        return min(coming, default=None)

    async def next_event(self) -> datetime | None:
        """When something is due next, if within three months."""
        ahead = STRIDE
        while ahead <= FAR:
            at = await self._ticker.next_at(ahead)
            if at is not None:
                return at
            ahead *= 2
        return None
