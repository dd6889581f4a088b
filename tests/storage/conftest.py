"""Storage is tried on both databases."""

import pytest

from tests.databases import (  # noqa: F401  (fixtures)
    Database,
    bare_url,
    database,
    database_url,
    postgres_server,
    postgres_template,
    sqlite_template,
)
from tests.storage.outbox_steps import fill


@pytest.fixture
async def box(database: Database) -> Database:  # noqa: F811  (the fixture above)
    """A cycle with three members, numbered from 1, at two in the afternoon."""
    await fill(database)
    return database
