"""Databases to try things on: SQLite in a file, and Postgres, given by SEL_TEST_POSTGRES or started from Debian's.

Import the fixtures into a folder's conftest. Each test gets an empty database that has all tables.
"""

import asyncio
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import SQLModel

from pdsa.calendar import instant
from storage.database import connect
from storage.store import YearStore, open_newest_year

TEMPLATE = f"sel_template_{os.getpid()}"
ZONE = "America/Denver"
NUMBERS = count(1)


def moment(wall: str, zone: str = ZONE) -> datetime:
    """ "2026-09-17 14:00" on the wall clock in `zone`, as an instant."""
    read = datetime.fromisoformat(wall)
    return instant(read.date(), read.time(), zone)


@dataclass
class Database:
    """One database. `at` is the moment of its stores; tests move it by setting it."""

    url: str
    engine: AsyncEngine
    at: datetime

    @property
    def is_postgres(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @asynccontextmanager
    async def store(
        self, *, writes: bool = True, at: datetime | None = None, actor: int | None = None
    ) -> AsyncIterator[YearStore]:
        async with open_newest_year(self.engine, at or self.at, actor=actor, writes=writes) as store:
            yield store


# -- Postgres ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a Postgres server, ending in a slash: the environment's, or one of our own for this run."""
    given = os.environ.get("SEL_TEST_POSTGRES", "")
    if given:
        yield given.rpartition("/")[0] + "/"
        return
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not programs:
        pytest.skip("no Postgres here: install Debian's postgresql, or give SEL_TEST_POSTGRES")
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    folder = Path(tempfile.mkdtemp(prefix="sel-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, user)
        yield from _served(programs[-1].parent, folder, user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _served(programs: Path, folder: Path, user: str) -> Iterator[str]:
    port = _free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
    data = str(folder / "data")
    _run(user, str(programs / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    control = (str(programs / "pg_ctl"), "-D", data, "-w")
    _run(user, *control, "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/"
    finally:
        _run(user, *control, "-m", "immediate", "stop")


def _run(user: str, *command: str) -> None:
    """As a user who is not root: Postgres refuses root."""
    whole = ["runuser", "-u", user, "--", *command] if os.geteuid() == 0 else list(command)
    # To files and not to pipes: the server would keep a pipe open.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(whole, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", check=False)
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{command[0]} failed: {said.read().decode(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The server's address, once it has a database with all tables to copy from."""

    async def make() -> None:
        await _admin(postgres_server, f"DROP DATABASE IF EXISTS {TEMPLATE}", f"CREATE DATABASE {TEMPLATE}")
        await _make_tables(postgres_server + TEMPLATE)

    _at_once(make)
    yield postgres_server
    _at_once(lambda: _admin(postgres_server, f"DROP DATABASE IF EXISTS {TEMPLATE}"))


def _at_once(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run to its end from a fixture that may or may not stand in a running loop."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(lambda: asyncio.run(work())).result()


async def _admin(server: str, *statements: str) -> None:
    engine = connect(server + "postgres")
    async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


@asynccontextmanager
async def empty_postgres(server: str, *, template: str = "template1") -> AsyncIterator[str]:
    """The address of a database that is there for the length of this."""
    name = f"sel_{os.getpid()}_{next(NUMBERS)}"
    await _admin(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield server + name
    finally:
        await _admin(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


# -- SQLite ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables to copy from."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    _at_once(lambda: _make_tables(f"sqlite:///{file}"))
    return file


async def _make_tables(url: str) -> None:
    import storage.tables.every  # noqa: F401  (fills the metadata)

    engine = connect(url)
    async with engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    await engine.dispose()


# -- both --------------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgres"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database that has all tables."""
    if request.param == "sqlite":
        file = tmp_path / "bot.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
    else:
        server = request.getfixturevalue("postgres_template")
        async with empty_postgres(server, template=TEMPLATE) as url:
            yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An empty database that has all tables, at eight in the morning of Riverbend's first school day."""
    engine = connect(database_url)
    assert make_url(database_url).get_backend_name() in ("sqlite", "postgresql")
    yield Database(database_url, engine, moment("2026-08-17 08:00"))
    await engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
async def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bot.db'}"
    else:
        async with empty_postgres(request.getfixturevalue("postgres_server")) as url:
            yield url
