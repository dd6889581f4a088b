"""Tells whoever watches (the page, a waiting test) what has just changed in the workspace."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self, TypeVar

Notice = dict[str, Any]
T = TypeVar("T")

_MOST_KEPT = 10_000


class Subscription:
    """One watcher's queue of notices; an async iterator. Close it, or use it as a context manager."""

    def __init__(self, notices: "Notices") -> None:
        self._notices = notices
        self._queue: asyncio.Queue[Notice | None] = asyncio.Queue()

    def put(self, notice: Notice | None) -> None:
        """Add a notice; a watcher that fell too far behind is told once to look at everything again."""
        if self._queue.qsize() < _MOST_KEPT:
            self._queue.put_nowait(notice)
        elif self._queue.qsize() == _MOST_KEPT:
            self._queue.put_nowait({"kind": "resync"})

    async def get(self) -> Notice | None:
        """The next notice, or None when the workspace has stopped."""
        return await self._queue.get()

    def skip(self) -> None:
        """Forget what has come so far, but not that the workspace has stopped."""
        ended = False
        while not self._queue.empty():
            ended = self._queue.get_nowait() is None or ended
        if ended:
            self._queue.put_nowait(None)

    def close(self) -> None:
        """Stop watching."""
        self._notices.forget(self)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Notice:
        notice = await self.get()
        if notice is None:
            raise StopAsyncIteration
        return notice

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Notices:
    """Hands every notice to every watcher; costs nothing while nobody watches."""

    def __init__(self) -> None:
        self._watchers: set[Subscription] = set()

    def publish(self, kind: str, **details: Any) -> None:
        """Tell all watchers. `details` usually hold `channel`, `user` and `ts`."""
        if self._watchers:
            notice = {"kind": kind, **details}
            for watcher in tuple(self._watchers):
                watcher.put(notice)

    def subscribe(self) -> Subscription:
        """Begin to watch from this moment on."""
        watcher = Subscription(self)
        self.join(watcher)
        return watcher

    def join(self, watcher: Subscription) -> None:
        """Tell this watcher, too, from this moment on."""
        self._watchers.add(watcher)

    def forget(self, watcher: Subscription) -> None:
        """Stop telling this watcher."""
        self._watchers.discard(watcher)

    def end(self) -> None:
        """Tell all watchers that nothing more will come."""
        for watcher in tuple(self._watchers):
            watcher.put(None)
        self._watchers.clear()

    async def until(self, condition: Callable[[], T], timeout: float) -> T:  # noqa: ASYNC109
        """Wait until `condition()` is truthy, looking again after every notice; its value. TimeoutError otherwise."""
        with self.subscribe() as changes:
            async with asyncio.timeout(timeout):
                while not (value := condition()):
                    await changes.get()
        return value
