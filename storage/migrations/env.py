"""What alembic runs: the migrations, on the connection that storage.migrate hands it."""

from alembic import context
from sqlmodel import SQLModel

import storage.tables.every  # noqa: F401  (fills the metadata)
from storage.fulltext import is_ours

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    include_object=is_ours,
)
with context.begin_transaction():
    context.run_migrations()
