"""Files that only their owner may read, from the moment they are there."""

import os
import stat
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""What the group and everybody else may do."""


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
