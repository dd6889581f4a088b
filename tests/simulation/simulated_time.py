"""An event loop on which time is simulated: where nothing is left to do, it is the next timer's moment at once.

Libraries do this, too. The one that is kept best, async-solipsism, is under the GPL, and takes a wait of a day, which a
week-end here has, for the end of the program.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class AsleepForEver(Exception):
    """Everybody waits, and no timer will ever wake anybody."""


class _NeverWaits(selectors.SelectSelector):
    """Adds up the seconds that it was asked to wait for the world outside, of which there is none."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise AsleepForEver
        self.passed += timeout
        return []


class SimulatedLoop(asyncio.SelectorEventLoop):
    """One thread, its own time in seconds from 0, and nothing that comes from outside: callbacks run in an order that
    follows from the program alone.
    """

    def __init__(self) -> None:
        self._waits = _NeverWaits()
        super().__init__(self._waits)

    def time(self) -> float:
        return self._waits.passed

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        return self.call_soon(callback, *args, context=context)

    async def run_in_executor(self, _executor: object, work: Callable[..., Answer], *args: Any) -> Answer:  # type: ignore[override]
        """What would run in another thread runs here and now."""
        return work(*args)


def simulate(work: Coroutine[Any, Any, Answer]) -> Answer:
    """Run to the end on a loop of its own, and leave nothing behind."""
    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        return runner.run(work)
