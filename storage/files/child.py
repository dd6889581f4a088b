"""Runs heavy or risky work (workbooks, charts) in a child process, so that the bot goes on answering.

A task that takes too long or too much memory costs its child process, never the bot. The children stay warm between
tasks, because starting one and importing what it needs takes a second or two.
"""

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from pdsa.errors import Refusal
from pdsa.text import _, language, speak

T = TypeVar("T")
MEBIBYTE = 1024 * 1024
START_SECONDS = 60.0
"""How long a child may take to start, and to be replaced, before the work is given up."""
OUT_OF_MEMORY = 70
"""The exit code by which a child says that it ran into its limit of memory."""


class TooHeavy(Refusal):
    """The work took more time or more memory than it may have, or broke the process it ran in."""


class Child:
    """One or more child processes that work is handed to.

    Make it on the top floor and use it as `async with Child() as child`, or call `open` and `close`. `memory` is the
    most address space that each process may have, in MiB (kept on Linux; elsewhere only the time is limited). `warm`
    names modules that each process imports before its first task. Belongs to the event loop that opened it.
    """

    def __init__(self, *, workers: int = 2, memory: int = 1024, warm: tuple[str, ...] = ()) -> None:
        self._workers = workers
        self._memory = memory * MEBIBYTE
        self._warm = warm
        self._pool: ProcessPool | None = None
        self._free = asyncio.Semaphore(workers)

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def open(self) -> None:
        """Starts the processes, and does not wait until they are warm. Opening twice changes nothing."""
        if self._pool is None:
            self._pool = self._new_pool()
            await asyncio.to_thread(getattr, self._pool, "active")  # asking is what starts pebble's processes

    async def close(self) -> None:
        """Ends the processes, whatever they are doing. Closing twice changes nothing."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(_end, pool)

    async def run(self, function: Callable[..., T], *args: Any, seconds: float) -> T:
        """What `function(*args)` returns, worked out in a child within `seconds` of work.

        `function` must be importable by name; it, its arguments and its result cross by pickle. Raises what the
        function raises, TooHeavy when it is stopped or its process dies, and RuntimeError when the child is not open.
        """
        async with self._free:
            try:
                return await self._attempt(function, args, seconds)
            except BrokenProcessPool:
                # An idle process was killed from outside: pebble gives up on all of them, so begin with new ones.
                if self._pool is not None and not self._pool.active:
                    await self._renew()
                return await self._last_attempt(function, args, seconds)

    async def _attempt(self, function: Callable[..., T], args: tuple[Any, ...], seconds: float) -> T:
        if self._pool is None:
            raise RuntimeError("The child is not open: use it inside `async with`.")
        try:
            future = self._pool.schedule(_work, args=(function, args, language()), timeout=seconds)
        except RuntimeError as error:
            raise BrokenProcessPool(str(error)) from error
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), seconds + START_SECONDS)
        except TimeoutError as error:
            if not future.done() or future.cancelled():  # no child took it up: none of them can be trusted
                await self._renew()
            raise TooHeavy(_too_slow(seconds)) from error
        except ProcessExpired as error:
            raise TooHeavy(_died(error.exitcode)) from error

    async def _last_attempt(self, function: Callable[..., T], args: tuple[Any, ...], seconds: float) -> T:
        try:
            return await self._attempt(function, args, seconds)
        except BrokenProcessPool as error:
            raise TooHeavy(_died(None)) from error

    async def _renew(self) -> None:
        broken, self._pool = self._pool, None
        await self.open()
        if broken is not None:
            await asyncio.to_thread(_end, broken)

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._workers,
            initializer=_begin,
            initargs=(self._memory, self._warm),
            context=get_context("spawn"),
        )


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _begin(memory: int, warm: tuple[str, ...]) -> None:
    """In the child, before its first task: keep within the memory, then import what will be needed."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # each of its threads would reserve a share of the memory allowed
    os.environ["OPENPYXL_LXML"] = (
        "False"  # lxml is here for .docx; workbooks are read by the parser that refuses entities
    )
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name in warm:
        with contextlib.suppress(ImportError):  # the task that needs it will say what is missing
            import_module(name)


def _work(function: Callable[..., T], args: tuple[Any, ...], spoken: str) -> T:
    """In the child, in the language of whoever asked: a process that ran out of memory is not used again, so it ends
    and says why by its exit code.
    """
    speak(spoken)
    try:
        return function(*args)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _too_slow(seconds: float) -> str:
    return _("That took longer than {seconds:g} seconds, so I stopped it.").format(seconds=seconds)


def _died(exit_code: int | None) -> str:
    if exit_code == OUT_OF_MEMORY:
        return _("That needed more memory than I may use, so I stopped it.")
    return _("The process that worked on this broke down, so there is no result.")
