"""The full-text index over titles, learnings and reasons: a virtual table on SQLite, indexes of words on Postgres.

It is laid after every migration, and with the tables where they are made at once, so that it always fits them. SQLite
keeps it by triggers; on Postgres the indexes are the database's own to keep.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, event, inspect, text
from sqlmodel import SQLModel

TABLE = "memory"
INDEX = "fulltext_"


@dataclass(frozen=True)
class SearchedTable:
    """A table whose words are searched: `key` tells its rows apart within a cycle, `strategy` and `words` are SQL."""

    table: str
    key: str
    strategy: str
    words: tuple[str, ...]

    def text(self, row: str = "") -> str:
        """Its words as one text in SQL; `row` is what stands before a column."""
        return " || ' ' || ".join(f"coalesce({row}{word}, '')" for word in self.words)


SOURCES = (
    SearchedTable("strategies", "code", "code", ("title",)),
    SearchedTable("reflections", "id", "strategy", ("happened", "learned")),
    SearchedTable("decisions", "id", "strategy", ("reason",)),
    SearchedTable("rapid_cycles", "code", "strategy", ("objective", "learned")),
)


def lay(connection: Connection) -> None:
    """Make the index, or make it again, over the tables that are there."""
    there = set(inspect(connection).get_table_names())
    sources = [each for each in SOURCES if each.table in there]
    statements = _postgres(sources) if connection.dialect.name == "postgresql" else _sqlite(sources)
    for statement in statements:
        connection.execute(text(statement))


def is_ours(_item: Any, name: str | None, kind: str, reflected: bool, _other: Any) -> bool:
    """Whether a table or index belongs to the tables of the house, for comparing them with a database."""
    if kind == "table":
        return not (reflected and (name or "").split("_")[0] == TABLE)
    return not (kind == "index" and reflected and (name or "").startswith(INDEX))


def _postgres(sources: list[SearchedTable]) -> Iterator[str]:
    for source in sources:
        words = f"to_tsvector('english', {source.text()})"
        yield f"CREATE INDEX IF NOT EXISTS {INDEX}{source.table} ON {source.table} USING gin ({words})"


def _sqlite(sources: list[SearchedTable]) -> Iterator[str]:
    yield (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(words, source UNINDEXED, cycle UNINDEXED, "
        "strategy UNINDEXED, ref UNINDEXED, tokenize='porter unicode61')"
    )
    yield f"DELETE FROM {TABLE}"
    for source in sources:
        columns = f"{TABLE}(words, source, cycle, strategy, ref)"
        yield (
            f"INSERT INTO {columns} SELECT {source.text()}, '{source.table}', cycle, {source.strategy}, {source.key} "
            + (f"FROM {source.table}")
        )
        new = f"'{source.table}', new.cycle, new.{source.strategy}, new.{source.key}"
        put = f"INSERT INTO {columns} VALUES ({source.text('new.')}, {new});"
        gone = f"source = '{source.table}' AND cycle = old.cycle AND ref = old.{source.key}"
        out = f"DELETE FROM {TABLE} WHERE {gone};"
        for name, when, what in (("i", "INSERT", put), ("u", "UPDATE", out + " " + put), ("d", "DELETE", out)):
            yield f"DROP TRIGGER IF EXISTS {INDEX}{source.table}_{name}"
            yield (f"CREATE TRIGGER {INDEX}{source.table}_{name} AFTER {when} ON {source.table} BEGIN {what} END")


@event.listens_for(SQLModel.metadata, "after_create")
def _with_the_tables(_metadata: Any, connection: Connection, **_more: Any) -> None:
    lay(connection)
