"""The reader's language"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ('members', 'channels'):
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.add_column(sa.Column('language', sa.String(), nullable=True))


def downgrade() -> None:
    for name in ('members', 'channels'):
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_column('language')
