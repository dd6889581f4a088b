"""Files that people sent, as they were read, until it is settled what becomes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from pdsa.figure_table import Columns, SheetTables, Table
from pdsa.plan import Plan
from storage.rows_and_values import adapter
from storage.tables.figures import UploadRow
from storage.transaction import Transaction, table

UPLOADS = table(UploadRow)
FORGOTTEN = timedelta(days=14)
"""How long a file waits for a word about it; then it is forgotten."""
KINDS: Mapping[str, Any] = {"plan": Plan, "table": Table, "columns": Columns, "sheets": SheetTables}
"""What a file's content may hold, by the names under which it is kept."""


@dataclass(frozen=True)
class Upload:
    """One file: a plan, or a table with its columns once they are chosen, or the tables on several sheets, or a text.
    `settled`: it has been dealt with, and its content is gone.
    """

    id: int
    member: int
    name: str
    plan: Plan | None = None
    table: Table | None = None
    columns: Columns | None = None
    sheets: SheetTables | None = None
    text: str = ""
    settled: bool = False


class Uploads:
    """Questions about the files that wait. A file belongs to whoever sent it."""

    def __init__(self, transaction: Transaction, cycle: int) -> None:
        self._t = transaction
        self._cycle = cycle or None

    async def keep(self, member: int, name: str, content: Plan | Table | SheetTables | str) -> int:
        """Keep a file; returns its number. What waited too long is forgotten."""
        # Emptied, not deleted: a number may be given again, and an old button must not mean a new file.
        old = (UPLOADS.c.at < self._t.now - FORGOTTEN, UPLOADS.c.settled_at.is_(None))
        await self._t.update(UPLOADS, *old, settled_at=self._t.now, content={})
        values = {"cycle": self._cycle, "member": member, "at": self._t.now, "name": name, "content": _written(content)}
        return await self._t.add(UploadRow, values)

    async def find(self, number: int, member: int) -> Upload | None:
        """A file by its number, for the one who sent it; None for everybody else."""
        own = (UPLOADS.c.id == number, UPLOADS.c.member == member)
        row = await self._t.first(select(UPLOADS).where(*own))
        if row is None:
            return None
        content: dict[str, Any] = row["content"]
        return Upload(
            row["id"],
            row["member"],
            row["name"],
            text=content.get("text", ""),
            settled=row["settled_at"] is not None,
            **{name: adapter(kind).validate_python(content[name]) for name, kind in KINDS.items() if name in content},
        )

    async def choose(self, upload: Upload, columns: Columns) -> None:
        """Keep beside a table how its columns are understood."""
        assert upload.table is not None
        content = _written(upload.table) | _written(columns)
        await self._t.update(UPLOADS, UPLOADS.c.id == upload.id, content=content)

    async def settle(self, number: int) -> None:
        """It has been dealt with: its content goes, its name stays, so that a second press is understood."""
        values = {"settled_at": self._t.now, "content": {}}
        await self._t.update(UPLOADS, UPLOADS.c.id == number, **values)


def _written(content: Plan | Table | Columns | SheetTables | str) -> dict[str, Any]:
    if isinstance(content, str):
        return {"text": content}
    name = next(name for name, kind in KINDS.items() if isinstance(content, kind))
    return {name: adapter(KINDS[name]).dump_python(content, mode="json")}
