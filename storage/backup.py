"""Copies of an SQLite database: whole ones of a live file, looked at before they are called good."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from random import SystemRandom
from shutil import copyfile

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.database_file import STAMPS, make_private

NEWER = "it was written by a newer version of the bot: install that one."
MAGIC = b"SQLite format 3\x00"
ENDS = ("-wal", "-shm", "-journal")


class NoCopy(Exception):
    """A copy cannot be made or used: why, in a sentence, and what to do about it."""

    def __init__(self, sentence: str, way_out: str = "") -> None:
        super().__init__(sentence)
        self.way_out = way_out


def back_up(database: Path, to: Path) -> None:
    """A copy of a database that may be in use; whole or not at all. Raises NoCopy or OSError."""
    part = _fresh(to.with_name(f"{to.name}.part"))
    try:
        with closing(_opened(database)) as live, closing(_opened(part)) as copy:
            live.backup(copy)
            _finish(copy)
        _settle(part, to)
    except sqlite3.Error as error:
        raise NoCopy(f"the database cannot be read: {error}.", "Look at it with: sel-bot doctor") from None
    finally:
        remove(part)


async def back_up_open(engine: AsyncEngine, to: Path) -> None:
    """The same by a connection that is open already, also where the file has been deleted since. Raises as above."""
    part = _fresh(to.with_name(f"{to.name}.part"))
    try:
        async with engine.connect() as connection:
            live = (await connection.get_raw_connection()).driver_connection
            with closing(sqlite3.connect(part, check_same_thread=False)) as copy:
                await live.backup(copy)  # type: ignore[union-attr]
                _finish(copy)
        _settle(part, to)
    finally:
        remove(part)


def set_out(copy: Path, beside: Path) -> None:
    """Set a copy out as a file of its own beside a database, and look whether it is whole. Raises as above."""
    with copy.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise NoCopy("it is no SQLite database.", "Name a file that `sel-bot backup` made.")
    _fresh(beside)
    try:
        copyfile(copy, beside)
        log = copy.with_name(copy.name + "-wal")
        if log.exists():
            make_private(beside.with_name(beside.name + "-wal"))
            copyfile(log, beside.with_name(beside.name + "-wal"))
        with closing(_opened(beside)) as made:
            _finish(made)
    except sqlite3.Error as error:
        raise NoCopy(f"it is damaged: {error}.", "Take another backup.") from None


def is_in_use(database: Path) -> bool:
    """Whether some process has the database open; where none has, its log is written into the file and put away."""
    try:
        with closing(_opened(database)) as mine:
            mine.execute("PRAGMA busy_timeout=0")
            return bool(mine.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete")
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:
        return False  # it is damaged: nobody can use it


def put_in_place(made: Path, database: Path, aside: Path) -> bool:
    """Put a file in the database's place, and what stood there aside; whether anything stood there. Raises NoCopy.

    A database stands there at every moment: where none did, the bot would begin anew with an empty one.
    """
    if is_in_use(made):
        raise NoCopy("somebody has it open.")  # and its log is in the file now
    stood = database.exists()
    if stood and not aside.exists():
        try:
            aside.hardlink_to(database)
        except OSError:  # not every file system knows two names of one file
            copyfile(database, _fresh(aside))
        aside.chmod(0o600)
    for end in ENDS:
        database.with_name(database.name + end).unlink(missing_ok=True)
    _settle(made, database)
    return stood


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=30, isolation_level=None)


def _fresh(path: Path) -> Path:
    remove(path)
    make_private(path)
    return path


def remove(path: Path) -> None:
    """A database's file and what SQLite keeps beside it, where they are there."""
    for each in (path, *(path.with_name(path.name + end) for end in ENDS)):
        each.unlink(missing_ok=True)


def _finish(copy: sqlite3.Connection) -> None:
    """One file without a log, told apart from every other copy, and whole. Raises NoCopy where it is not."""
    copy.execute("PRAGMA journal_mode=DELETE")
    copy.execute(f"PRAGMA user_version={SystemRandom().randrange(STAMPS)}")
    try:
        problems = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(5)")]
    except sqlite3.DatabaseError as error:
        problems = [str(error)]
    if problems != ["ok"]:
        raise NoCopy(f"it is damaged: {'; '.join(problems)[:300]}.", "Take another backup.")
    if strays := copy.execute("PRAGMA foreign_key_check").fetchall():
        raise NoCopy(f"it is damaged: {len(strays)} rows of {strays[0][0]} belong to nothing.", "Take another backup.")


def _settle(made: Path, to: Path) -> None:
    """Under its name, and on the disk."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(to)
    with suppress(OSError):  # folders cannot be synced everywhere
        folder = os.open(to.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
