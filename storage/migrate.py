"""Brings a database to the shape that this version needs, and tells whether it has it."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.database import WRITES, lock_writers
from storage.fulltext import lay


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Run the migrations that are missing, all or none, up to the newest shape or an earlier `revision`.

    Two at once are safe: the second finds nothing to do.
    """
    async with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            await connection.execution_options(**{WRITES: True})
        async with connection.begin():
            await connection.run_sync(_upgrade, revision)


async def is_current(engine: AsyncEngine) -> bool:
    """Whether the database has the newest shape."""
    async with engine.connect() as connection:
        return await connection.run_sync(_at_head)


async def is_new(engine: AsyncEngine) -> bool:
    """Whether the database is empty: nobody has brought it to any shape yet."""
    async with engine.connect() as connection:
        return await connection.run_sync(_has_no_revision)


async def is_known(engine: AsyncEngine) -> bool:
    """Whether its shape is one of this version's or an earlier one's; not where a newer version has changed it."""
    async with engine.connect() as connection:
        return await connection.run_sync(_in_our_line)


def new_migration(connection: Connection, words: str, revision: str) -> None:
    """Write a migration file from the difference between the tables and the database (for developers)."""
    command.revision(_config(connection), words, autogenerate=True, rev_id=revision)


def _upgrade(connection: Connection, revision: str) -> None:
    lock_writers(connection)
    command.upgrade(_config(connection), revision)
    lay(connection)


def _at_head(connection: Connection) -> bool:
    found = MigrationContext.configure(connection).get_current_revision()
    return found == ScriptDirectory.from_config(_config(connection)).get_current_head()


def known_shapes() -> set[str]:
    """The names of this version's shape and of all earlier ones."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _in_our_line(connection: Connection) -> bool:
    return MigrationContext.configure(connection).get_current_revision() in known_shapes()


def _has_no_revision(connection: Connection) -> bool:
    return MigrationContext.configure(connection).get_current_revision() is None


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    if connection is not None:
        config.attributes["connection"] = connection
    return config
