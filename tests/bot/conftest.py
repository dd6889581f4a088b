"""Delivery is tried on both databases."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.mailroom import Mailroom, open_mailroom
from tests.databases import (  # noqa: F401  (fixtures)
    Database,
    bare_url,
    database,
    database_url,
    postgres_server,
    postgres_template,
    sqlite_template,
)


@pytest.fixture
async def mail(database: Database) -> AsyncIterator[Mailroom]:  # noqa: F811
    async with open_mailroom(database) as made:
        yield made
