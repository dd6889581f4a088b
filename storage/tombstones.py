"""What is known of deletions without the words: who, until when, and by which marks a deleted text is known again."""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from pdsa.digest_quotes import same
from storage.database_file import write_private

EVERYBODY = ""


@dataclass(frozen=True)
class Tombstone:
    """All that a member (everybody, where `email` is empty) said until a moment is deleted. `marks` are salted hashes
    of the texts: an old file's words are known by them, and nobody reads them out of them.
    """

    email: str
    until: datetime
    at: datetime
    by: int | None = None
    salt: str = ""
    marks: tuple[str, ...] = ()

    def marks_text(self, text: str) -> bool:
        """Whether this text was deleted by it."""
        return bool(self.marks) and mark(text, self.salt) in self.marks

    @property
    def key(self) -> tuple[str, datetime]:
        return self.email, self.until


def marked(texts: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """A salt of its own, and the marks of these texts with it."""
    salt = secrets.token_hex(16)
    return salt, tuple(sorted({mark(text, salt) for text in texts if text.strip()}))


def mark(text: str, salt: str) -> str:
    """A text's mark: alike for texts that read alike."""
    return hashlib.blake2b(same(text).encode(), key=salt.encode(), digest_size=16).hexdigest()


def beside(database_url: str) -> Path | None:
    """Where the list stands that a restore does not turn back: beside the file of the database; None where there is no
    file.
    """
    url = make_url(database_url)
    if not url.get_backend_name().startswith("sqlite") or not url.database or url.database == ":memory:":
        return None
    return Path(f"{url.database}.deleted").expanduser()


def read(path: Path) -> list[Tombstone]:
    """The list in a file; nothing where there is no file. Raises ValueError for what is no such list."""
    try:
        lines = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    days = ("until", "at")
    return [
        Tombstone(
            **{**each, **{name: datetime.fromisoformat(each[name]) for name in days}, "marks": tuple(each["marks"])}
        )
        for each in lines
    ]


def write(path: Path, tombstones: Collection[Tombstone]) -> None:
    """Put the list there, whole or not at all, for nobody else to read."""
    rows = [{**asdict(each), "until": each.until.isoformat(), "at": each.at.isoformat()} for each in tombstones]
    write_private(path, json.dumps(rows, ensure_ascii=False, indent=1).encode())
