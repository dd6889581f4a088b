"""Typed words"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import storage.tables.column_kinds

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('typed_words',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cycle', sa.Integer(), nullable=False),
    sa.Column('member', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('short', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.Column('at', storage.tables.column_kinds.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['cycle'], ['cycles.id'], ),
    sa.ForeignKeyConstraint(['member'], ['members.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('typed_words', schema=None) as batch_op:
        batch_op.create_index('ix_typed_words_subject', ['cycle', 'kind', 'subject'], unique=False)

    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.add_column(sa.Column('promised', sa.Boolean(), server_default='0', nullable=False))

    # Whoever was welcomed before this version was promised that typed words are answered and not kept.
    members, letters = sa.table('members', sa.column('id'), sa.column('promised')), sa.table('letters', sa.column('member'), sa.column('kind'), sa.column('state'))
    welcomed = sa.select(letters.c.member).where(letters.c.kind == 'welcome', letters.c.state == 'sent')
    op.execute(members.update().where(members.c.id.in_(welcomed)).values(promised=sa.true()))


def downgrade() -> None:
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.drop_column('promised')

    with op.batch_alter_table('typed_words', schema=None) as batch_op:
        batch_op.drop_index('ix_typed_words_subject')

    op.drop_table('typed_words')
