"""Files that only their owner may read; and the database's, the same one for as long as it is open."""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

STAMP = slice(60, 64)
"""Bytes of the header that are SQLite's `user_version`: it rises while a bot writes, and every copy made by `backup`
has a number of its own there.
"""
STAMPS = 2**31
AHEAD = 2**16
"""More than it rises between two looks, and too little for a copy's own number to come into it."""
OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""What the group and everybody else may do."""


def follows(stamp: int, known: int) -> bool:
    """Whether a file with this stamp can be the one that had the other before: not where it is an older state of it, or
    another one.
    """
    return (stamp - known) % STAMPS < AHEAD


class DatabaseGone(Exception):
    """The file of the open database was deleted, or another one was put in its place. Nothing more may be written.

    `whole` is whether all that it held can still be had from connections that are open: not where it was written over.
    """

    def __init__(self, path: Path, *, whole: bool) -> None:
        super().__init__(f"{path} was deleted, or another file was put in its place")
        self.path = path
        self.whole = whole


def beside(path: Path) -> tuple[Path, ...]:
    """The database's file and those that SQLite keeps beside it."""
    return (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm")))


@dataclass
class DatabaseFile:
    """Remembers which file was opened. A process that went on with a deleted one would write where nobody reads."""

    path: Path
    _opened: tuple[int, int] = field(init=False)
    _watched: int | None = None
    _stamp: int = 0

    def __post_init__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        make_private(self.path)
        self._opened = self._here()

    def check(self) -> None:
        """Raises DatabaseGone where the file is not the one that was opened."""
        if self._here() != self._opened:
            raise DatabaseGone(self.path, whole=True)
        if self._watched is None:
            return
        stamp = self._stamped()
        if not follows(stamp, self._stamp):
            raise DatabaseGone(self.path, whole=False)
        self._stamp = stamp

    def watch(self) -> None:
        """From here on notice, too, when a copy or an older state is written into the file itself, as `cp` does.

        For one database a process, until its end: a file that is closed takes this process's locks on it with it.
        """
        self._watched = os.open(self.path, os.O_RDONLY)
        self._stamp = self._stamped()

    def _here(self) -> tuple[int, int]:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return (0, 0)
        return (found.st_dev, found.st_ino)

    def _stamped(self) -> int:
        header = os.pread(self._watched, STAMP.stop, 0) if self._watched is not None else b""
        return int.from_bytes(header[STAMP], "big")


def make_private(path: Path) -> bool:
    """Make an empty file; False, and nothing changed, where there is one already. Raises OSError where it cannot be."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    return True


def write_private(path: Path, content: bytes) -> None:
    """Put a file in the place of whatever file stands there, whole or not at all. Raises OSError."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # no file but a terminal or a pipe, which keeps nothing
        return
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    make_private(part)
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def is_open_to_others(path: Path) -> bool:
    """Whether somebody else on this machine may read or write the file; False where there is none."""
    try:
        return os.name == "posix" and bool(path.stat().st_mode & OTHERS)
    except OSError:
        return False
