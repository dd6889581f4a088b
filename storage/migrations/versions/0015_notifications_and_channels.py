"""Notifications and channels: tables and columns bear the names that the code and the chat use"""

from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

INDEXES = {"due": ["state", "at"], "reader": ["cycle", "reader", "state"], "stale": ["stale"]}


def upgrade() -> None:
    _rename("letters", "notifications", column=("room", "channel"))
    op.rename_table("rooms", "channels")
    op.execute("ALTER TABLE posts RENAME COLUMN room TO channel")
    op.drop_index("ix_posts_room", "posts")
    op.create_index("ix_posts_channel", "posts", ["channel"])


def downgrade() -> None:
    op.drop_index("ix_posts_channel", "posts")
    op.execute("ALTER TABLE posts RENAME COLUMN channel TO room")
    op.create_index("ix_posts_room", "posts", ["room"])
    op.rename_table("channels", "rooms")
    _rename("notifications", "letters", column=("channel", "room"))


def _rename(old: str, new: str, *, column: tuple[str, str]) -> None:
    """The table with its indexes: none of the two databases renames an index by the same statement."""
    for index in INDEXES:
        op.drop_index(f"ix_{old}_{index}", old)
    op.rename_table(old, new)
    op.execute(f"ALTER TABLE {new} RENAME COLUMN {column[0]} TO {column[1]}")
    for index, columns in INDEXES.items():
        op.create_index(f"ix_{new}_{index}", new, columns)
