"""Time passes: a movable clock goes from one due instant to the next, and the bot does what it would have done."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Ticker
from bot.post import Post
from bot.time import MovableClock

STRIDE = timedelta(days=4)
"""How far ahead the next due instant is looked for at once."""
FAR = timedelta(days=90)

Between = Callable[[], Awaitable[None]]


class Passage:
    """Moves a clock without leaving anything out. `between` is awaited after each stop."""

    def __init__(self, clock: MovableClock, ticker: Ticker, post: Post, between: Between | None = None) -> None:
        self._clock = clock
        self._ticker = ticker
        self._post = post
        self._between = between

    async def to(self, moment: datetime) -> None:
        """Let time pass until `moment`, stopping wherever something is due."""
        await self.now()
        while self._clock.now() < moment:
            stride = min(moment - self._clock.now(), STRIDE)
            until = self._clock.now() + stride
            at = await self._ticker.next_at(stride)
            self._clock.move_to(until if at is None else at)
            if at is not None or until >= moment:
                await self.now()

    async def now(self) -> None:
        """Do what is due at this moment, until nothing is left to do."""
        while await self._ticker.tick() + await self._post.deliver():
            if self._between is not None:
                await self._between()

    async def next_event(self) -> datetime | None:
        """When something is due next, if within three months."""
        ahead = STRIDE
        while ahead <= FAR:
            at = await self._ticker.next_at(ahead)
            if at is not None:
                return at
            ahead *= 2
        return None
