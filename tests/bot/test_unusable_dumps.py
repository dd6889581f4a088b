"""Dumps of a server's database that cannot be used, and a machine without PostgreSQL's programs: nothing changes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from rich.console import Console

from bot.backups import run_backup, run_restore
from bot.cli_error import CliError
from storage.database import connect
from storage.store import open_newest_year
from tests.databases import TEMPLATE, empty_postgres, moment

NOW = moment("2026-09-17 14:00")
QUIET = Console(quiet=True)


@pytest.fixture
async def url(postgres_template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """A database in which something was said, and which the commands mean."""
    async with empty_postgres(postgres_template, template=TEMPLATE) as address:
        engine = connect(address)
        async with engine.begin() as connection:
            await connection.exec_driver_sql("CREATE TABLE alembic_version (version_num varchar(32) NOT NULL)")
            await connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0014')")
        async with open_newest_year(engine, NOW, writes=True) as store:
            await store.record("said", "before")
        await engine.dispose()
        monkeypatch.setenv("DATABASE_URL", address)
        monkeypatch.chdir(tmp_path)
        yield address


async def stands(url: str) -> bool:
    engine = connect(url)
    async with open_newest_year(engine, NOW) as store:
        found = bool(await store.trail("before")) and await store.restores.last() is None
    await engine.dispose()
    return found


async def said_to(url: str, statement: str) -> None:
    engine = connect(url)
    async with engine.begin() as connection:
        await connection.exec_driver_sql(statement)
    await engine.dispose()


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("nothing", "pg_restore: "),
        ("words", "pg_restore: "),
        ("cut", "pg_restore: "),
        ("other", "it holds nothing of mine"),
        ("empty", "it holds nothing of mine"),
        ("newer", "it was written by a newer version"),
    ],
)
async def test_a_dump_that_is_no_good_changes_nothing(url: str, tmp_path: Path, what: str, told: str) -> None:
    copy, version = tmp_path / "copy", "alembic_version"
    undone = {
        "other": (f"ALTER TABLE {version} RENAME TO x", f"ALTER TABLE x RENAME TO {version}"),
        "empty": (f"DELETE FROM {version}", f"INSERT INTO {version} VALUES ('0014')"),
        "newer": (f"UPDATE {version} SET version_num = '9999'", f"UPDATE {version} SET version_num = '0014'"),
    }
    before, after = undone.get(what, ("SELECT 1", "SELECT 1"))
    await said_to(url, before)
    await run_backup(copy, QUIET)
    await said_to(url, after)
    whole = copy.read_bytes()
    copy.write_bytes({"nothing": b"", "words": b"Dear all", "cut": whole[: len(whole) * 2 // 3]}.get(what, whole))
    with pytest.raises(CliError, match="Nothing was restored, and nothing changed") as trouble:
        await run_restore(copy, QUIET)
    assert told in str(trouble.value)
    assert await stands(url)
    assert [each.name for each in tmp_path.iterdir()] == ["copy"]  # noqa: ASYNC240


@pytest.mark.parametrize("program", ["pg_dump", "pg_restore"])
async def test_without_its_programs_it_says_what_to_install_and_changes_nothing(
    url: str, tmp_path: Path, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "there").write_bytes(b"PGDMP")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CliError, match=f"{program} is not here") as trouble:
        await (run_backup(tmp_path / "new", QUIET) if program == "pg_dump" else run_restore(tmp_path / "there", QUIET))
    assert "postgresql-client" in trouble.value.way_out
    assert await stands(url)
    assert [each.name for each in tmp_path.iterdir()] == ["there"]  # noqa: ASYNC240


async def test_a_server_that_does_not_answer_is_told_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody:secret-word@127.0.0.1:1/none")
    (tmp_path / "copy").write_bytes(b"PGDMP")
    for done in (run_backup(tmp_path / "new", QUIET), run_restore(tmp_path / "copy", QUIET)):
        with pytest.raises(CliError) as trouble:
            await done
        assert "secret-word" not in f"{trouble.value} {trouble.value.way_out}"
    assert [each.name for each in tmp_path.iterdir()] == ["copy"]  # noqa: ASYNC240
