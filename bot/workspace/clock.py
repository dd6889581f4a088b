"""The two clocks of the workspace: the district's movable one, and the waits measured on the machine's."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the district's time, which a demo or a rehearsal moves."""

    def now(self) -> datetime:
        """The present instant, aware and in UTC."""
        ...


class MachineClock:
    """The machine's own time: what the workspace goes by when nobody hands it another clock."""

    def now(self) -> datetime:
        """The present instant, aware and in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class Timing:
    """Waits in seconds of the machine's time; tests make them small."""

    ack: float = 3.0
    trigger: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    refresh_grace: float = 10.0
    ping: float = 30.0


PATIENT = Timing(ack=60.0, trigger=60.0)
"""For demos, rehearsals and tests: no app is late there because the machine is busy."""
