"""The district's clock: the machine's own in service, a movable one in demo, rehearsal and tests."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

JUMP = 60.0
"""Seconds at once by which nobody sets a clock that was right."""
TOLERATED = 120.0
"""Seconds between the machine's clock and the chat's: an answer takes its time."""


class Clock(Protocol):
    """Tells the district's time. `wait` passes that many seconds of it."""

    def now(self) -> datetime: ...

    async def wait(self, seconds: float) -> None: ...


def steady_seconds() -> float:
    """Seconds that pass whatever is done to the machine's clock; a sleeping machine's count, where it can tell them."""
    boot: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


@dataclass(frozen=True)
class ClockNews:
    """The machine's clock was found to be wrong: `off` is by how much it is ahead (or, below zero, behind) of the
    chat's, or, where it `jumped`, by how much it was put ahead or back while the bot ran.
    """

    off: timedelta
    jumped: bool


class MachineClock:
    """The machine's own clock, as far as it is right.

    Where it is put to another time it goes on as if it were not, until the chat is heard, whose time counts. So nobody
    is asked at night because a machine has lost its battery, and nothing expires that is not over.
    """

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = steady_seconds) -> None:
        self._wall = wall
        self._steady = steady
        self._last = wall(), steady()
        self._ahead = 0.0
        """Seconds by which the machine's clock is believed to be ahead."""
        self._news: list[ClockNews] = []

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._seen() - self._ahead, UTC)

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))

    def hears(self, said: datetime) -> None:
        """The chat told its time just now."""
        ahead = self._seen() - said.timestamp()
        ahead = ahead if abs(ahead) > TOLERATED else 0.0
        if ahead and abs(ahead - self._ahead) > TOLERATED:
            self._news.append(ClockNews(timedelta(seconds=round(ahead)), jumped=False))
        self._ahead = ahead

    def news(self) -> list[ClockNews]:
        """What was found out since this was asked last."""
        self.now()
        found, self._news = self._news, []
        return found

    def _seen(self) -> float:
        """What the machine's clock shows; a jump since it was looked at last is not believed."""
        before, self._last = self._last, (self._wall(), self._steady())
        jump = (self._last[0] - before[0]) - (self._last[1] - before[1])
        if abs(jump) > JUMP:
            self._ahead += jump
            self._news.append(ClockNews(timedelta(seconds=round(jump)), jumped=True))
        return self._last[0]


class MovableClock:
    """A clock that stands until it is moved, or runs along with the machine where `runs`.

    Waiting on it moves it: nobody who tries out a year has to sit through a pause between two messages.
    """

    def __init__(self, start: datetime, *, runs: bool = False) -> None:
        self._moment = start.astimezone(UTC)
        self._runs = runs
        self._since = datetime.now(UTC)

    def now(self) -> datetime:
        passed = datetime.now(UTC) - self._since if self._runs else timedelta()
        return self._moment + passed

    def move_to(self, moment: datetime) -> None:
        """Go to a later moment; an earlier one changes nothing."""
        if moment > self.now():
            self._moment, self._since = moment.astimezone(UTC), datetime.now(UTC)

    async def wait(self, seconds: float) -> None:
        self.move_to(self.now() + timedelta(seconds=max(0.0, seconds)))
        await asyncio.sleep(0)
