"""Work in a child process: what it gives back, and that neither time, memory nor a crash reaches the bot."""

import asyncio
import operator
import os
import signal
from pathlib import Path

import pytest

from pdsa.pseudo_language import PSEUDO
from pdsa.text import ENGLISH, language, speaking
from storage.files.child import Child, TooHeavy


def fill_memory(mebibytes: int) -> int:
    return len(bytearray(mebibytes * 1024 * 1024))


def spin() -> None:
    while True:
        pass


def heard(path: Path) -> str:
    return path.read_text()


def crash() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def complain(words: str) -> None:
    raise ValueError(words)


async def test_gives_back_what_the_function_returns_and_stays_warm():
    async with Child(workers=1) as child:
        first = await child.run(os.getpid, seconds=60)
        assert first != os.getpid()
        assert await child.run(operator.add, "a", "b", seconds=60) == "ab"
        assert await child.run(os.getpid, seconds=60) == first


async def test_what_the_function_raises_arrives_here():
    async with Child(workers=1) as child:
        with pytest.raises(ValueError, match="no such sheet"):
            await child.run(complain, "no such sheet", seconds=60)


async def test_the_child_speaks_the_language_of_whoever_asked():
    async with Child(workers=1) as child:
        with speaking(PSEUDO):
            assert await child.run(language, seconds=60) == PSEUDO
        assert await child.run(language, seconds=60) == ENGLISH


async def test_time_memory_and_crashes_cost_the_child_only():
    async with Child(workers=1, memory=400) as child:
        with pytest.raises(TooHeavy, match=r"longer than 0\.2 seconds"):
            await child.run(spin, seconds=0.2)
        with pytest.raises(TooHeavy, match="more memory"):
            await child.run(fill_memory, 600, seconds=60)
        with pytest.raises(TooHeavy, match="broke down"):
            await child.run(crash, seconds=60)
        assert await child.run(fill_memory, 1, seconds=60) == 1024 * 1024


async def test_the_event_loop_turns_while_a_child_is_busy(tmp_path: Path):
    """The child waits for words that only the loop can give it."""
    os.mkfifo(tmp_path / "words")
    async with Child(workers=1) as child:
        busy = asyncio.create_task(child.run(heard, tmp_path / "words", seconds=60))
        for _turn in range(5):
            await asyncio.sleep(0)
        await asyncio.to_thread((tmp_path / "words").write_text, "go on")
        assert await busy == "go on"


async def test_an_idle_child_killed_from_outside_is_replaced():
    async with Child(workers=1) as child:
        os.kill(await child.run(os.getpid, seconds=60), signal.SIGKILL)
        assert await child.run(operator.add, 1, 1, seconds=60) == 2


async def test_a_task_that_nobody_waits_for_is_stopped():
    async with Child(workers=1) as child:
        waiting = asyncio.create_task(child.run(spin, seconds=60))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert await child.run(operator.add, 1, 1, seconds=60) == 2


async def test_more_tasks_than_children_take_turns():
    async with Child(workers=2) as child:
        sums = await asyncio.gather(*(child.run(operator.add, n, n, seconds=60) for n in range(8)))
        assert sums == [0, 2, 4, 6, 8, 10, 12, 14]


async def test_a_closed_child_says_so():
    child = Child(workers=1)
    await child.close()
    with pytest.raises(RuntimeError, match="not open"):
        await child.run(os.getpid, seconds=1)


async def test_modules_are_imported_before_the_first_task():
    async with Child(workers=1, warm=("wave", "no_such_module")) as child:
        assert await child.run(_is_imported, "wave", seconds=60)


def _is_imported(name: str) -> bool:
    import sys

    return name in sys.modules
