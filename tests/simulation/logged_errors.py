"""What the bot's own log complains of, as far as fate has not done it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from tests.simulation.fate import Mishap


class Complaints(logging.Handler):
    """What the bot's log calls an error and fate has not done: mistakes of the bot's own."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and not _is_fates(error):
            self.found.append(f"{record.getMessage()}: {error!r}")

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Of the bot's own loggers, which say nothing to anybody else meanwhile."""
        loggers = [logging.getLogger(name) for name in ("bot", "handlers", "storage")]
        for logger in loggers:
            logger.addHandler(self)
            logger.propagate = False
        try:
            yield
        finally:
            for logger in loggers:
                logger.removeHandler(self)
                logger.propagate = True


def _is_fates(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, Mishap) or "simulated" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
