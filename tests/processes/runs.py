"""Commands as a person runs them: each a process of its own, its words read as they come."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds for a command's words, on a busy machine."""


@dataclass
class Run:
    """One command. `said` is what it has printed so far, without the lines' ends."""

    process: Process
    said: list[str] = field(default_factory=list)

    async def says(self, part: str) -> str:
        """Read on until a line holds this; that line. AssertionError with all it said where it ends before."""
        async with asyncio.timeout(PATIENCE):
            while line := await self._line():
                if part in line:
                    return line.rstrip("\n")
        raise AssertionError(f"it never said {part!r}:\n" + "\n".join(self.said))

    async def ends(self) -> int:
        """Read to the end; the exit status."""
        async with asyncio.timeout(PATIENCE):
            while await self._line():
                pass
            return await self.process.wait()

    async def _line(self) -> str:
        assert self.process.stdout is not None
        line = (await self.process.stdout.readline()).decode()
        if line:
            self.said.append(line.rstrip("\n"))
        return line

    @property
    def text(self) -> str:
        return "\n".join(self.said)

    def tell(self, number: signal.Signals) -> None:
        self.process.send_signal(number)


@asynccontextmanager
async def running(folder: Path, *words: str, env: Mapping[str, str] | None = None) -> AsyncIterator[Run]:
    """`sel-bot WORDS` in a folder of its own, with nothing of this machine's settings; ended at the end of this."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words,
        cwd=folder, env={**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "200", "PYTHONUNBUFFERED": "1", **(env or {})},
        stdout=PIPE, stderr=STDOUT,
    )  # fmt: skip
    try:
        yield Run(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def run(folder: Path, *words: str, env: Mapping[str, str] | None = None) -> Run:
    """A command from its start to its end."""
    async with running(folder, *words, env=env) as made:
        await made.ends()
        return made


@asynccontextmanager
async def workspace(folder: Path, *words: str) -> AsyncIterator[tuple[Run, dict[str, str]]]:
    """`sel-bot workspace`, and the settings with which a bot joins it, as it printed them."""
    async with running(folder, "workspace", "--port", "0", *words) as made:
        await made.says("SEL_ADMINS=")
        yield made, dict(line.split("=", 1) for line in made.said if line.split("=", 1)[0].isupper())
