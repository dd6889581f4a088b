"""One account, one member"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

DOUBLES = "SELECT address FROM members WHERE address IS NOT NULL GROUP BY address HAVING COUNT(*) > 1"


def upgrade() -> None:
    # Whose an account is that two members have says their e-mail: both are found again by it.
    op.execute(f"UPDATE members SET address = NULL, conversation = '' WHERE address = '' OR address IN ({DOUBLES})")
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.drop_index('ix_members_address')
        batch_op.create_index('ix_members_address', ['address'], unique=True)
    op.create_table('claims',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('member', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('guest', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('granted', sa.Boolean(), nullable=True),
    sa.Column('said_by', sa.Integer(), nullable=True),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['member'], ['members.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('address', 'member')
    )
    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.create_index('ix_claims_member', ['member'], unique=False)


def downgrade() -> None:
    op.drop_table('claims')
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.drop_index('ix_members_address')
        batch_op.create_index('ix_members_address', ['address'], unique=False)
