"""A process's life: it may end at any call of chat or database, and from then on it does nothing more."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from tests.simulation.fate import Fate


class Life:
    """What a process does is in its tasks; `at_end` holds what its end tears off, a database connection, say."""

    def __init__(self, fate: Fate) -> None:
        self._fate = fate
        self._tasks: set[asyncio.Task[Any]] = set()
        self.at_end: list[Callable[[], None]] = []
        self.over = False

    def begin(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def passes(self, what: str) -> None:
        """The process comes by a call of the world outside: the last moment for it to die before, or after it."""
        if self.over:
            raise asyncio.CancelledError
        if self._fate.crashes():
            self._fate.tell(f"CRASH at {what}")
            self.end()
            raise asyncio.CancelledError

    def end(self) -> None:
        """As by kill -9: nothing is put down, nothing is said."""
        self.over = True
        for tear_off in self.at_end:
            tear_off()
        for task in list(self._tasks):
            task.cancel()
