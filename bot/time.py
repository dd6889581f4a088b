"""The district's clock: the machine's own in service, a movable one in demo, rehearsal and tests."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the district's time. `wait` passes that many seconds of it."""

    def now(self) -> datetime: ...

    async def wait(self, seconds: float) -> None: ...


class MachineClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


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
