"""A real SQLite file without threads: statements run in the loop's own time, break, and are cut off by a crash.

`open_database` takes the engine of production as it is; through SQLAlchemy's own events it gets connections that run
where they are called, and in SQLite a `julianday` that shows the simulation's time instead of the machine's.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import sqlite_connection
from storage.database import connect
from tests.simulation.fate import Fate
from tests.simulation.process_life import Life

JULIAN_1970 = 2440587.5
PATIENCE = 30.0
"""Simulated seconds for which a locked database is waited for, as `busy_timeout` does in real ones."""
_DIALECTS: list[Any] = []
_STATEMENTS: dict[Any, Any] = {}
"""One dialect and its compiled statements for all runs: a database is opened at every start of a process."""


class _AtOnce:
    """Stands where a thread's queue would."""

    def put_nowait(self, job: tuple[asyncio.Future[Any], Callable[[], Any]]) -> None:
        future, work = job
        future.set_result(work())


class Connection(sqlite_connection.Connection):
    """Runs in the loop's thread. Gone with the process's life, and what was not committed with it."""

    def __init__(self, opened: Callable[[], sqlite3.Connection], fate: Fate, life: Life) -> None:
        super().__init__(opened, 64)
        self._opened, self._fate, self._life = opened, fate, life
        self._tx = _AtOnce()  # type: ignore[assignment]

    @property
    def _conn(self) -> sqlite3.Connection:
        if self._life.over:
            raise asyncio.CancelledError
        return super()._conn

    def __await__(self) -> Any:
        return self._connect().__await__()

    async def _connect(self) -> "Connection":
        await self._life.passes("connect")
        self._connection = self._opened()
        self._life.at_end.append(self.stop)
        return self

    async def rollback(self) -> None:
        """What never was. A process that is over has nothing to take back."""
        if not self._life.over:
            self._conn.rollback()

    async def _execute(self, work: Any, *given: Any, **_named: Any) -> Any:
        name = (
            " ".join(str(given[1]).split())[:60]
            if work in (sqlite_connection._execute, sqlite_connection._execute_many)
            else work.__name__
        )
        await self._life.passes(name)
        await asyncio.sleep(self._fate.seconds(0.01, 2.0) if self._fate.strikes(self._fate.weather.slow) else 0)
        if self._fate.strikes(self._fate.weather.database):
            self._fate.tell(f"  fault: database: {name}")
            raise sqlite3.OperationalError("disk I/O error (simulated)")
        done = await self._patiently(work, given)
        if name == "commit" and self._fate.strikes(self._fate.weather.database):
            self._fate.tell("  fault: database: the commit's answer is lost")
            raise sqlite3.OperationalError("the connection is gone (simulated)")
        await self._life.passes(f"{name} done")
        return done

    async def _patiently(self, work: Any, given: tuple[Any, ...]) -> Any:
        """Where another process has the database in hand, wait as SQLite does, but in simulated time."""
        if len(given) > 1 and str(given[1]).startswith("PRAGMA busy_timeout"):
            given = (given[0], "PRAGMA busy_timeout=0", *given[2:])  # in SQLite's own time nobody else would run
        until = asyncio.get_running_loop().time() + PATIENCE
        while True:
            if self._connection is None:
                raise asyncio.CancelledError
            try:
                return work(*given)
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
                if asyncio.get_running_loop().time() > until:
                    raise sqlite3.OperationalError(f"{error} (simulated)") from None
                await asyncio.sleep(0.05)

    def stop(self) -> None:  # type: ignore[override]
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    async def close(self) -> None:
        self.stop()
        if not self._life.over:
            self._life.at_end.remove(self.stop)


def open_database(
    url: str, fate: Fate, life: Life, now: Callable[[], datetime], kind: type[Connection] = Connection
) -> AsyncEngine:
    """An engine as production has it, for one life, with this kind of connections. `now` is the machine's clock."""
    engine = connect(url, durable=False)

    @event.listens_for(engine.sync_engine, "do_connect")
    def inline(_dialect: object, _record: object, _given: object, options: dict[str, Any]) -> None:
        options["async_creator_fn"] = _creator(options["async_creator_fn"].keywords["file"], fate, life, now, kind)

    @event.listens_for(engine.sync_engine, "connect")
    def known(_connection: Any, _record: object) -> None:
        if not _DIALECTS:
            _DIALECTS.append(own)  # it knows its SQLite by now

    own = engine.sync_engine.dialect
    engine.sync_engine.dialect = _DIALECTS[0] if _DIALECTS else own
    return engine.execution_options(compiled_cache=_STATEMENTS)


def _creator(
    file: Any, fate: Fate, life: Life, now: Callable[[], datetime], kind: type[Connection]
) -> Callable[..., Connection]:
    def create(_database: str, **_options: Any) -> Connection:
        def opened() -> sqlite3.Connection:
            file.check()
            made = sqlite3.connect(f"{file.path.absolute().as_uri()}?mode=rw", uri=True, check_same_thread=False)
            made.create_function("julianday", 1, lambda _now: now().timestamp() / 86400 + JULIAN_1970)
            return made

        return kind(opened, fate, life)

    return create
