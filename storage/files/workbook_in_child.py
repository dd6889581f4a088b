"""A plan's workbook, in and out: what an import reads, what an export and the empty template are.

Reading and writing go through a child process, since a workbook can be large, slow, or made to do harm.
"""

import asyncio
from importlib.resources import files
from pathlib import Path

from pdsa.plan import Plan, Problem
from storage.files.child import Child, TooHeavy
from storage.files.outgoing_file import Book, Document, EmptyBook, write
from storage.files.sheets import file_problems
from storage.files.sheets.file_problems import FileProblem
from storage.files.sheets.workbook_contents import Happened, WorkbookReading

SECONDS = 20.0
"""How long a child may work on one workbook."""
EXAMPLE = "riverbend-2026-27.xlsx"


async def read_plan(data: bytes, child: Child, *, seconds: float = SECONDS) -> WorkbookReading:
    """Reads a workbook's bytes: the plan, or every problem that keeps it out. Never raises for what the file holds."""
    problem = file_problems.outside(data)
    if problem is not None:
        return WorkbookReading(None, (problem,))
    try:
        return await child.run(_read, data, seconds=seconds)
    except TooHeavy as error:
        return WorkbookReading(None, (FileProblem.TOO_HEAVY.problem(said=error.sentence.rstrip(".")),))


async def read_plan_file(path: Path, child: Child, *, seconds: float = SECONDS) -> WorkbookReading:
    """Reads a workbook from a path, as `read_plan` does; a path that leads to no readable file is a problem, too."""
    data = await asyncio.to_thread(_contents, path)
    return (
        WorkbookReading(None, (data,)) if isinstance(data, Problem) else await read_plan(data, child, seconds=seconds)
    )


def _contents(path: Path) -> bytes | Problem:
    try:
        if not path.is_file():
            return FileProblem.NO_FILE.problem(path=str(path))
        size = path.stat().st_size
        return path.read_bytes() if size <= file_problems.MAX_FILE else file_problems.too_big(size)
    except OSError:
        return FileProblem.UNREADABLE.problem(path=str(path))


async def write_plan(plan: Plan, happened: Happened, child: Child, *, seconds: float = SECONDS) -> bytes:
    """The plan in the layout that an import reads, and sheets with what has happened since. Raises TooHeavy."""
    return await child.run(write, Document("plan.xlsx", Book(plan, happened)), seconds=seconds)


async def write_template(child: Child, *, seconds: float = SECONDS) -> bytes:
    """The empty layout, with guidance. Raises TooHeavy."""
    return await child.run(write, Document("template.xlsx", EmptyBook()), seconds=seconds)


def example() -> bytes:
    """The plan of Riverbend, an invented district: the example, and the demo's data."""
    return (files("storage.files") / "example" / EXAMPLE).read_bytes()


def _read(data: bytes) -> WorkbookReading:
    """In the child."""
    # Put off: openpyxl takes time and memory that the bot itself does not need.
    from storage.files.sheets.plan_reading import read  # noqa: PLC0415

    return read(data)
