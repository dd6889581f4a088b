"""The two clocks of the workspace: the district's movable one, and the waits measured on the machine's."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol


class WorkspaceClock(Protocol):
    """Tells the district's time, which a demo or a rehearsal moves."""

    def now(self) -> datetime:
        """The present instant, aware and in UTC."""
        ...


class RealTimeClock:
    """The machine's own time: what the workspace goes by when nobody hands it another clock."""

    def now(self) -> datetime:
        """The present instant, aware and in UTC."""
        return datetime.now(UTC)


@dataclass
class Passed:
    """Seconds gone by: as many as either clock says, so that a district's clock that stands still holds nobody up.

    `machine` is the machine's monotonic time in seconds.
    """

    clock: WorkspaceClock
    machine: Callable[[], float] = time.monotonic
    _seconds: float = 0.0
    _looked: tuple[float, float] | None = field(default=None, repr=False)

    def seconds(self) -> float:
        """Seconds since this was asked first."""
        district, machine = self.clock.now().timestamp(), self.machine()
        if self._looked is not None:
            self._seconds += max(district - self._looked[0], machine - self._looked[1], 0.0)
        self._looked = (district, machine)
        return self._seconds


@dataclass(frozen=True)
class Timing:
    """Waits in seconds of the machine's time; tests make them small. For `image` either clock's seconds count."""

    ack: float = 3.0
    trigger: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    refresh_grace: float = 10.0
    ping: float = 30.0
    image: float = 1.0
    """How long an upload is looked through before it may stand in blocks (python-slack-sdk #1521)."""


PATIENT = Timing(ack=60.0, trigger=60.0)
"""For demos, rehearsals and tests: no app is late there because the machine is busy."""
