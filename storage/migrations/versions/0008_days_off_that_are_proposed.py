"""Days off that are proposed"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('days_off', schema=None) as batch_op:
        batch_op.add_column(sa.Column('proposed', sa.Boolean(), server_default='0', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('days_off', schema=None) as batch_op:
        batch_op.drop_column('proposed')
