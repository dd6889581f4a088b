"""Migrations bring an empty database to the shape of the tables, on both databases, once, whoever runs them."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import SQLModel

import storage.tables.every  # noqa: F401  (fills the metadata)
from pdsa.people import Role
from storage.database import connect
from storage.fulltext import is_ours
from storage.migrate import is_current, is_new, migrate
from storage.store import open_newest_year
from storage.word_columns import marks, rows
from tests.databases import moment

OPTIONS = {"compare_type": True, "compare_server_default": False, "include_object": is_ours}


@pytest.fixture
async def empty(bare_url: str) -> AsyncIterator[AsyncEngine]:
    engine = connect(bare_url)
    yield engine
    await engine.dispose()


async def test_an_empty_database_gets_the_shape_of_the_tables(empty: AsyncEngine) -> None:
    assert await is_new(empty)
    assert not await is_current(empty)
    await migrate(empty)
    assert await is_current(empty)
    assert not await is_new(empty)
    async with empty.connect() as connection:
        assert await connection.run_sync(_differences) == []
        assert await connection.run_sync(_names) == {*SQLModel.metadata.tables, "alembic_version"}


async def test_a_second_run_changes_nothing(empty: AsyncEngine) -> None:
    await migrate(empty)
    async with open_newest_year(empty, moment("2026-08-17 08:00"), writes=True) as store:
        await store.people.put("a@x.example", name="A", role=Role.LEAD, team="T", district_team=True, zone=None)
    await migrate(empty)
    async with open_newest_year(empty, moment("2026-08-17 08:00")) as store:
        assert [member.email for member in await store.people.all()] == ["a@x.example"]


FIRST_SHAPE = (
    "INSERT INTO districts (id, name) VALUES (1, 'Riverbend')",
    "INSERT INTO members (id, district, email, name, role, team, district_team, conversation, active) "
    "VALUES (1, 1, 'a@x.example', 'Ana', 'Lead', 'T', true, '', true)",
    "INSERT INTO cycles (id, district, label, zone, first_day, last_day, do_from, study_from, act_from, "
    "checkin_weekday, checkin_time, note_weekday, note_time, team_channel, stakeholder_channel, leadership_channel, "
    "framework, commitment, minimum_group) VALUES "
    "(1, 1, '2026-27', 'America/Denver', '2026-08-17', '2027-06-04', '2026-09-28', '2027-05-01', "
    "'2027-05-22', 3, '14:00:00.000000', 0, '09:00:00.000000', '', '', '', '', '', 10)",
    "INSERT INTO goals (cycle, code, position, kind, statement, activity, measure, owner, dropped) "
    "VALUES (1, 'G1', 1, 'Long-term', 'Every school has a team', '', '', '', false)",
    "INSERT INTO strategies (cycle, code, position, goal, title, owner, prediction, partners, resources, place, "
    "measure, dropped) VALUES (1, 'S1', 1, 'G1', 'Workshops', 'a@x.example', 'Half come', '', '', '', '', false)",
    "INSERT INTO reflections (cycle, strategy, member, at, happened, held, learned, people, partners, tools, in_way, "
    "quotable) VALUES (1, 'S1', 1, '2027-05-03 10:00:00.000000', 'It ran', 'yes', 'Begin early', '', '', '', '', true)",
    "INSERT INTO decisions (cycle, strategy, path, reason, next_step, owner, evidence, proposed_by, at, returned) "
    "VALUES (1, 'S1', 'sustain', 'It works', '', 'a@x.example', '', 1, '2027-05-24 10:00:00.000000', '')",
    "INSERT INTO observations (cycle, measure, grouping, day, value) VALUES (1, 'Came', '', '2026-09-04', 4.5)",
    "INSERT INTO ratings (cycle, activity, position, initial, goal, evidence) VALUES (1, 'SEL Standards', 1, 1, 2, '')",
)
"""Rows as version 0.1.0 wrote them."""


async def test_what_the_first_version_kept_is_there_in_the_newest_shape(empty: AsyncEngine) -> None:
    await migrate(empty, "0001")
    assert not await is_current(empty)
    async with empty.begin() as connection:
        for statement in FIRST_SHAPE:
            await connection.execute(text(statement))
    await migrate(empty)
    assert await is_current(empty)
    async with open_newest_year(empty, moment("2027-05-25 08:00")) as store:
        [member] = await store.people.all()
        assert (member.name, member.nudged, member.schools) == ("Ana", True, ())
        [goal] = await store.plans.goals()
        assert (goal.statement, goal.parent, goal.school, goal.smartie) == ("Every school has a team", "", "", ())
        [strategy] = await store.plans.strategies()
        assert (strategy.title, strategy.prediction, strategy.tags, strategy.follows) == (
            "Workshops",
            "Half come",
            (),
            "",
        )
        [reflection] = await store.learning.reflections()
        assert (reflection.learned, reflection.missing, reflection.obstacles, reflection.shared) == (
            "Begin early", "", (), False,
        )  # fmt: skip
        [decision] = await store.learning.decisions()
        assert (decision.reason, decision.carries) == ("It works", False)
        [observation] = await store.plans.observations(moment("2027-05-25 08:00").date())
        assert (observation.value, observation.source) == (4.5, "")
        [rating] = await store.plans.ratings()
        assert (rating.initial, rating.mid_year) == (1, None)


async def test_two_runs_at_once_are_safe(bare_url: str) -> None:
    """As when two workers are released together: each with an engine of its own."""
    engines = [connect(bare_url) for _ in range(3)]
    await asyncio.gather(*(migrate(engine) for engine in engines))
    assert [await is_current(engine) for engine in engines] == [True] * 3
    for engine in engines:
        await engine.dispose()


async def test_a_new_database_that_somebody_writes_to_just_now_is_waited_for(tmp_path: Path) -> None:
    """SQLite gives up at once here, where two processes meet over a file that no one has prepared yet."""
    path = tmp_path / "empty.db"
    writer = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    engine = connect(f"sqlite:///{path}")
    run = asyncio.create_task(migrate(engine))
    _ready, waiting = await asyncio.wait({run}, timeout=0.3)
    assert waiting == {run}
    writer.execute("COMMIT")
    await run
    assert await is_current(engine)
    writer.close()
    await engine.dispose()


async def test_a_migration_that_breaks_leaves_nothing_half_done(empty: AsyncEngine) -> None:
    """A table of the last step stands in the way."""
    async with empty.begin() as connection:
        await connection.execute(text("CREATE TABLE letters (id INTEGER)"))
    with pytest.raises(Exception, match="letters"):
        await migrate(empty)
    assert await is_new(empty)
    async with empty.connect() as connection:
        assert await connection.run_sync(_names) == {"letters"}


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts=OPTIONS)
    return list(compare_metadata(context, SQLModel.metadata))


def _names(connection: Connection) -> set[str]:
    """The tables without those of the full-text index, which SQLite keeps in several."""
    return {name for name in inspect(connection).get_table_names() if is_ours(None, name, "table", True, None)}


BEFORE_TYPED_ANSWERS = (
    "insert into districts (id, name) values (1, 'Riverbend')",
    "insert into cycles (id, district, label, zone, first_day, last_day, do_from, study_from, act_from, "
    "checkin_weekday, checkin_time, note_weekday, note_time, team_channel, stakeholder_channel, leadership_channel, "
    "framework, commitment, minimum_group) values (1, 1, '2026-27', 'UTC', '2026-08-17', '2027-05-28', '2026-09-28', "
    "'2027-04-05', '2027-05-03', 3, '14:00', 0, '09:00', '', '', '', '', '', 10)",
    *(
        "insert into members (id, district, email, name, role, team, district_team, conversation, active) values "
        f"({number}, 1, '{number}@x.example', 'N', 'Member', 'T', true, '', true)"
        for number in (1, 2, 3)
    ),
    *(
        "insert into letters (cycle, key, kind, occasion, reader, member, room, about, at, under, prompt, state, "
        f"reason, owner, lease, tries, conversation, message, stale) values (1, 'welcome:first:{number}', 'welcome', "
        f"'first', '{number}', {number}, '', '[]', '2026-08-20 15:00:00+00:00', '', "
        f"true, '{state}', '', '', 0, 0, '', '', false)"
        for number, state in ((1, "sent"), (2, "ready"))
    ),
)


async def test_whoever_was_welcomed_before_typed_answers_were_kept_is_known(empty: AsyncEngine) -> None:
    await migrate(empty, "0005")
    async with empty.begin() as connection:
        for statement in BEFORE_TYPED_ANSWERS:
            await connection.execute(text(statement.replace(":", r"\:")))
    await migrate(empty)
    async with open_newest_year(empty, moment("2026-09-01 10:00")) as store:
        assert [each.promised for each in await store.people.all()] == [True, False, False]


MANY_TO_AN_ADDRESS = (
    *BEFORE_TYPED_ANSWERS[:5],
    "update members set address = 'U1', conversation = 'D1' where id in (1, 2)",
    "update members set address = 'U3', conversation = 'D3' where id = 3",
)


async def test_an_address_that_two_members_have_is_nobodys(empty: AsyncEngine) -> None:
    """Both are found again by their e-mail; it says whose it is."""
    await migrate(empty, "0010")
    async with empty.begin() as connection:
        for statement in MANY_TO_AN_ADDRESS:
            await connection.execute(text(statement.replace(":", r"\:")))
    await migrate(empty)
    async with open_newest_year(empty, moment("2026-09-01 10:00")) as store:
        people = await store.people.all()
        assert [each.address for each in people] == [None, None, "U3"]
        assert [await store.people.conversation(each) for each in people] == ["", "", "D3"]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.__name__)
def test_every_column_of_text_says_whose_words_it_holds(row: type[SQLModel]) -> None:
    silent = [name for name, said in marks(row).items() if len(said) != 1]
    assert not silent, f"say it with Said, Words, Copied or Plain (storage/tables/column_kinds.py): {silent}"
