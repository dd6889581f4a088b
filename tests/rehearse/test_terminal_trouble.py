"""What can go wrong at the terminal is said in a sentence, with a way out; the bar is for those who watch."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.rehearse.conftest import EXAMPLE, rehearse

pytestmark = pytest.mark.timeout(180)


async def test_a_plan_that_is_not_there(tmp_path: Path) -> None:
    code, said, complained = await rehearse(tmp_path / "no.xlsx", tmp_path / "out")
    assert code == 1
    assert not said
    assert "no.xlsx" in complained
    assert "Traceback" not in complained
    assert not (tmp_path / "out").exists()


async def test_a_plan_that_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_text("Dear all,")
    code, _said, complained = await rehearse(tmp_path / "plan.xlsx", tmp_path / "out")
    assert code == 1
    assert "plan.xlsx" in complained
    assert "Traceback" not in complained


@pytest.mark.parametrize(("out", "word"), [("plan.txt", "is a file"), ("plan.txt/inside", "cannot be written")])
async def test_a_folder_that_cannot_be_one(tmp_path: Path, out: str, word: str) -> None:
    (tmp_path / "plan.txt").write_text("Dear all,")
    code, _said, complained = await rehearse(EXAMPLE, tmp_path / out)
    assert code == 1
    assert word in complained
    assert "Name" in complained
    assert "Traceback" not in complained


async def test_two_years_in_which_nobody_answers(tmp_path: Path) -> None:
    code, said, complained = await rehearse(EXAMPLE, tmp_path / "out", "--years", "2", "--silent")
    assert code == 1
    assert not said
    assert "nobody launches a next year" in complained
    assert "--silent" in complained
    assert not (tmp_path / "out").exists()


async def test_somebody_who_watches_sees_a_bar_and_may_stop_it(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command = (sys.executable, "-m", "bot", "rehearse", str(EXAMPLE), "--out", str(tmp_path / "out"))
    child = await asyncio.create_subprocess_exec(
        *command, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    )
    os.close(theirs)
    shown = bytearray()
    begun, over = asyncio.Event(), asyncio.Event()

    def hear() -> None:
        try:
            shown.extend(os.read(ours, 65_536))
        except OSError:  # the other end is closed
            asyncio.get_running_loop().remove_reader(ours)
            over.set()
        if b"Sep 2026" in shown:
            begun.set()

    asyncio.get_running_loop().add_reader(ours, hear)
    await begun.wait()
    child.send_signal(signal.SIGINT)
    assert await child.wait() == 130
    await over.wait()
    os.close(ours)
    text = shown.decode()
    assert "Stopped on the way" in text
    assert "Traceback" not in text
    assert not list((tmp_path / "out").iterdir())
