"""A look into the database's file from outside, which disturbs nobody and at which nothing goes wrong."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

WRITTEN = "%Y-%m-%d %H:%M:%S.%f"
UNSETTLED = (
    "SELECT 1 FROM notifications WHERE state IN ('claimed', 'unsure') OR (state = 'ready' AND at <= ?) "
    "OR (stale AND state = 'sent') LIMIT 1"
)


class Look:
    """Reads what is committed."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None

    def is_unsettled(self, now: datetime) -> bool:
        """Whether a notification is on its way, or waits for nothing but the post."""
        return bool(self._rows(UNSETTLED, now))

    def next_at(self, now: datetime) -> datetime | None:
        """When the next notification that is written already is due."""
        found = self._rows("SELECT min(at) FROM notifications WHERE state = 'ready' AND at > ?", now)[0][0]
        return datetime.strptime(found, WRITTEN).replace(tzinfo=UTC) if found else None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _rows(self, query: str, now: datetime) -> Sequence[tuple[str | None, ...]]:
        if self._connection is None:
            self._connection = sqlite3.connect(self._file, isolation_level=None)
        return self._connection.execute(query, (now.astimezone(UTC).strftime(WRITTEN),)).fetchall()
