"""The file that an SQLite database is: private, and the same one for as long as it is open."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from storage.private_files import make_private

STAMP = slice(60, 64)
"""Bytes of the header that are SQLite's `user_version`: it rises while a bot writes, and every copy made by `backup`
has a number of its own there.
"""
STAMPS = 2**31
AHEAD = 2**16
"""More than it rises between two looks, and too little for a copy's own number to come into it."""


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
