"""Years rehearsed as somebody at a terminal does it, once for all tests of this folder."""

import asyncio
import csv
import fcntl
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.rehearse.calendar_of_plan import Book, read_book

EXAMPLE = Path("storage/files/example/riverbend-2026-27.xlsx")


@dataclass(frozen=True)
class Row:
    """A row of messages.csv."""

    at: datetime
    to: str
    kind: str
    text: str


@dataclass(frozen=True)
class Year:
    """What a rehearsal left behind, or the part of it after `after` and up to `until`."""

    folder: Path
    plan: Book
    workbook: str = "plan.xlsx"
    after: date = date.min
    until: date = date.max

    @property
    def rows(self) -> list[Row]:
        with (self.folder / "messages.csv").open(encoding="utf-8", newline="") as lines:
            rows = [
                Row(datetime.fromisoformat(at), to, kind, text) for at, to, kind, text in list(csv.reader(lines))[1:]
            ]
        return [row for row in rows if self.after < row.at.date() <= self.until]

    def of(self, *kinds: str) -> list[Row]:
        return [row for row in self.rows if row.kind in kinds]

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


async def rehearse(plan: Path, folder: Path, *options: str) -> tuple[int, str, str]:
    """`sel-bot rehearse` in a process of its own: exit code, what it said, what it complained of."""
    command = (sys.executable, "-m", "bot", "rehearse", str(plan), "--out", str(folder), *options)
    pipe = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe)
    said, complained = await child.communicate()
    return child.returncode or 0, said.decode(), complained.decode()


async def years(plan: Path, wanted: Mapping[str, tuple[str, ...]], folder: Path) -> dict[str, Year]:
    """Rehearse one plan with several sets of options, side by side."""
    ends = await asyncio.gather(*(rehearse(plan, folder / name, *options) for name, options in wanted.items()))
    for code, said, complained in ends:
        assert code == 0, said + complained
    return {name: Year(folder / name, read_book(plan)) for name in wanted}


@pytest.fixture(scope="session")
def riverbend(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Year]:
    """Riverbend's year in which nobody answers, and two with sample answers; played once, however many workers share
    the tests.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    folder = folder / "riverbend"
    folder.mkdir(exist_ok=True)
    wanted = {"silent": ("--silent",), "both": ("--seed", "1", "--years", "2")}
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "played").exists():
            asyncio.run(years(EXAMPLE, wanted, folder))
            (folder / "played").touch()
    return {name: Year(folder / name, read_book(EXAMPLE)) for name in wanted}


@pytest.fixture(scope="session")
def silent(riverbend: dict[str, Year]) -> Year:
    return riverbend["silent"]


@pytest.fixture(scope="session")
def both(riverbend: dict[str, Year]) -> Year:
    """Two years with sample answers."""
    return riverbend["both"]


@pytest.fixture(scope="session")
def samples(both: Year) -> Year:
    """The first of them."""
    return Year(both.folder, both.plan, "plan-2026-27.xlsx", until=both.plan.last)


@pytest.fixture(scope="session")
def second(both: Year) -> Year:
    """The second of them, with the summer before it."""
    return Year(both.folder, read_book(both.folder / "plan.xlsx"), after=both.plan.last)
