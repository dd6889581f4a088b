"""Audit actions: the trail's column bears the name that the code uses"""

from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE audit RENAME COLUMN deed TO action")


def downgrade() -> None:
    op.execute("ALTER TABLE audit RENAME COLUMN action TO deed")
