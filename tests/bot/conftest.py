"""Delivery is tried on both databases."""

from tests.databases import (  # noqa: F401  (fixtures)
    bare_url,
    database,
    database_url,
    postgres_server,
    postgres_template,
    sqlite_template,
)
