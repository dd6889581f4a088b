"""Times of one's own"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

COLUMNS = {'ask_day': sa.Integer(), 'ask_at': sa.Time(), 'not_before': sa.Time(), 'not_after': sa.Time()}


def upgrade() -> None:
    with op.batch_alter_table('members', schema=None) as batch_op:
        for name, kind in COLUMNS.items():
            batch_op.add_column(sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('members', schema=None) as batch_op:
        for name in reversed(COLUMNS):
            batch_op.drop_column(name)
