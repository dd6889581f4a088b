"""State out of the trail: what was read back from the audit trail has tables and columns of its own"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from storage.tables.column_kinds import Instant

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

COLUMNS = (
    ('cycles', sa.Column('recorder', sa.Integer(), nullable=True)),
    ('decisions', sa.Column('returned_by', sa.Integer(), nullable=True)),
    ('notifications', sa.Column('asked_by', sa.Integer(), nullable=True)),
    ('strategies', sa.Column('prediction_locked', sa.Boolean(), server_default='0', nullable=False)),
    ('strategies', sa.Column('changed_at', Instant(timezone=True), nullable=True)),
    ('typed_words', sa.Column('strategy', sa.String(), server_default='', nullable=False)),
)
SHEETS = {'settings', 'days_off', 'people', 'goals', 'strategies', 'links', 'observations', 'ratings'}
"""What the trail keeps of a file since files are compared; entries from before have less."""
AUDIT = sa.table(
    'audit', sa.column('id'), sa.column('at', Instant()), sa.column('actor'), sa.column('deed'), sa.column('about'),
    sa.column('before', sa.JSON), sa.column('after', sa.JSON),
)  # fmt: skip


def upgrade() -> None:
    for name, column in COLUMNS:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.add_column(column)
    imports = _table('imports', _cycle(), _json('sheets', True), _json('left_out', True), keys=['cycle'])
    plans = _table('approved_plans', _cycle(), _json('plan'), _at(), keys=['cycle'])
    helps = _table('supervisor_answers', _cycle(), _member(), _text('text'), _at(), keys=['cycle', 'member'])
    logic = _table(
        'logic_changes', _cycle(), sa.Column('number', sa.Integer(), nullable=False), _json('before'), _json('after'),
        _member(True), _at(), keys=['cycle'],
    )  # fmt: skip
    answers = _table('post_answers', _cycle(), _text('key'), _text('answer'), _member(True), _at(), keys=['cycle', 'key'])
    passed_on = _table(
        'passed_on', _id(), _text('subject'), _member(), _text('text'), _text('word'), _text('label'), _at(), keys=['id']
    )
    with op.batch_alter_table('passed_on', schema=None) as batch_op:
        batch_op.create_index('ix_passed_on_subject', ['subject'], unique=False)
    clock = _table(
        'clock_errors', _id(), sa.Column('jumped', sa.Boolean(), nullable=False),
        sa.Column('seconds', sa.Float(), nullable=False), _at(), keys=['id'],
    )  # fmt: skip
    _copy_years(imports, plans, helps, logic)
    _copy_strategies()
    _copy_decisions_and_typed_words()
    _copy_notifications(answers, passed_on)
    for row in _trail('clock jumped', 'clock wrong'):
        _add(clock, jumped=row.deed == 'clock jumped', seconds=row.after['seconds'], at=row.at)


def downgrade() -> None:
    for name in ('clock_errors', 'passed_on', 'post_answers', 'logic_changes', 'supervisor_answers', 'approved_plans', 'imports'):
        op.drop_table(name)
    for name, column in reversed(COLUMNS):
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_column(column.name)


# -- what stands in the trail ----------------------------------------------------------------


def _copy_years(imports: sa.Table, plans: sa.Table, helps: sa.Table, logic: sa.Table) -> None:
    """The last entry of each kind counts; its subject ends in the year's id."""
    members, cycles = _ids('members'), _ids('cycles')
    read: dict[int, dict[str, Any]] = defaultdict(dict)
    supervisors: dict[tuple[int, int], Any] = {}
    for row in _trail('rubric recorder', 'import', 'left out', 'plan approved', 'what helps', 'logic model changed'):
        cycle = int(row.about.rpartition(' ')[2])
        if cycle in cycles:
            read[cycle][row.deed] = row
            if row.deed == 'what helps' and row.actor in members:
                supervisors[cycle, row.actor] = row
    for cycle, last in read.items():
        sheets, left_out = (last[deed].after if deed in last else None for deed in ('import', 'left out'))
        sheets = sheets if isinstance(sheets, dict) and SHEETS <= sheets.keys() else None
        if sheets or left_out:
            _add(imports, cycle=cycle, sheets=sheets, left_out=left_out)
        if recorder := last.get('rubric recorder'):
            _update('cycles', {'id': cycle}, recorder=recorder.after)
        if (plan := last.get('plan approved')) and plan.after:
            _add(plans, cycle=cycle, plan=plan.after, at=plan.at)
        if change := last.get('logic model changed'):
            member = change.actor if change.actor in members else None
            _add(logic, cycle=cycle, number=change.id, before=change.before, after=change.after, member=member, at=change.at)
    for (cycle, member), row in supervisors.items():
        _add(helps, cycle=cycle, member=member, text=row.after or '', at=row.at)


def _copy_strategies() -> None:
    """When each was changed last; and whether its Start had come before it was moved on, so that its prediction stays."""
    bind = op.get_bind()
    zones = dict(bind.execute(sa.text('SELECT id, zone FROM cycles')).all())
    changes: dict[str, list[Any]] = defaultdict(list)
    for row in _trail('strategy'):
        changes[row.about].append(row)
    for cycle, code, prediction in bind.execute(sa.text('SELECT cycle, code, prediction FROM strategies')).all():
        rows: list[Any] = []
        for row in changes[code]:
            if row.after.get('cycle', cycle) == cycle:  # the same code may stand in another year
                rows = [row] if row.before is None else [*rows, row]
        if rows:
            zone = ZoneInfo(zones[cycle])
            locked = any(
                before.after['prediction'] == prediction != '' and before.after['start'] is not None
                and date.fromisoformat(before.after['start']) <= after.at.astimezone(zone).date()
                for before, after in zip(rows, rows[1:])
            )  # fmt: skip
            _update('strategies', {'cycle': cycle, 'code': code}, prediction_locked=locked, changed_at=rows[-1].at)


def _copy_decisions_and_typed_words() -> None:
    for row in _trail('decision handed back'):
        _update('decisions', {'id': int(row.about)}, returned_by=row.actor)
    typed = sa.table('typed_words', sa.column('strategy'), sa.column('member'), sa.column('subject', sa.String), sa.column('kind', sa.String))
    for row in _trail('typed answer'):
        same = (typed.c.subject + ' ' + typed.c.kind == row.about, typed.c.member == row.actor)
        op.execute(typed.update().where(*same).values(strategy=row.after.get('strategy', '')))


def _copy_notifications(answers: sa.Table, passed_on: sa.Table) -> None:
    members = _ids('members')
    for row in _trail('asked to fill in'):
        _update('notifications', {'key': row.about}, asked_by=row.actor)
    for row in _trail('asked the leads', 'help answered'):
        if row.actor in members:
            said = {name: row.after.get(name, '') for name in ('word', 'label')}
            _add(passed_on, subject=row.about, member=row.actor, text=row.after['words'], **said, at=row.at)
    last = {row.about: row for row in _trail('seen in its place', 'sent again', 'left unsent')}
    years: dict[str, list[int]] = defaultdict(list)
    for cycle, key in op.get_bind().execute(sa.text('SELECT cycle, key FROM notifications')):
        if key in last:
            years[key].append(cycle)
    for key, row in last.items():
        member = row.actor if row.actor in members else None
        for cycle in years[key]:
            _add(answers, cycle=cycle, key=key, answer=row.deed, member=member, at=row.at)


def _trail(*deeds: str) -> Sequence[Any]:
    return op.get_bind().execute(sa.select(AUDIT).where(AUDIT.c.deed.in_(deeds)).order_by(AUDIT.c.id)).all()


def _ids(name: str) -> set[int]:
    return set(op.get_bind().execute(sa.text(f'SELECT id FROM {name}')).scalars())


def _add(table: sa.Table, **values: Any) -> None:
    op.execute(table.insert().values(**values))


def _update(name: str, keys: dict[str, Any], **values: Any) -> None:
    types = {'changed_at': Instant()}
    table = sa.table(name, *(sa.column(each, types.get(each)) for each in (*keys, *values)))
    op.execute(table.update().where(*(table.c[key] == value for key, value in keys.items())).values(**values))


# -- columns that recur ----------------------------------------------------------------------


def _table(name: str, *columns: sa.Column[Any], keys: list[str]) -> sa.Table:
    references = [sa.ForeignKeyConstraint([each.name], [f'{each.name}s.id']) for each in columns if each.name in ('cycle', 'member')]
    return op.create_table(name, *columns, *references, sa.PrimaryKeyConstraint(*keys))


def _id() -> sa.Column[Any]:
    return sa.Column('id', sa.Integer(), nullable=False)


def _cycle() -> sa.Column[Any]:
    return sa.Column('cycle', sa.Integer(), nullable=False)


def _member(nullable: bool = False) -> sa.Column[Any]:
    return sa.Column('member', sa.Integer(), nullable=nullable)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def _json(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=nullable)


def _at() -> sa.Column[Any]:
    return sa.Column('at', Instant(timezone=True), nullable=False)
