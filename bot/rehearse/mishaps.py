"""What went wrong in a rehearsal: what the bot could not do, and what the sample cast could not."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from bot.district_clock import Clock

OURS = ("bot", "handlers", "storage")


@dataclass(frozen=True)
class Mishap:
    """`who` is an e-mail, or empty for the bot itself."""

    at: datetime
    who: str
    what: str


@dataclass
class Mishaps:
    """They are kept for the summary, and stop nothing."""

    found: list[Mishap] = field(default_factory=list)

    def note(self, at: datetime, who: str, what: str) -> None:
        self.found.append(Mishap(at, who, what))

    @contextmanager
    def listening(self, clock: Clock) -> Iterator[None]:
        """Take down what the bot and its libraries would have logged as a warning or worse; show nothing of it."""
        root, ear = logging.getLogger(), _Ear(self, clock)
        root.addHandler(ear)
        for name in OURS:
            logging.getLogger(name).setLevel(logging.WARNING)
        try:
            yield
        finally:
            root.removeHandler(ear)


class _Ear(logging.Handler):
    def __init__(self, mishaps: Mishaps, clock: Clock) -> None:
        super().__init__(logging.WARNING)
        self._mishaps = mishaps
        self._clock = clock

    def emit(self, record: logging.LogRecord) -> None:
        cause = record.exc_info[1] if record.exc_info else None
        told = f"{record.getMessage()}: {cause}" if cause else record.getMessage()
        ours = record.name.split(".")[0] in OURS
        if ours or record.levelno >= logging.ERROR:
            self._mishaps.note(self._clock.now(), "", f"{record.name}: {told.splitlines()[0]}")
