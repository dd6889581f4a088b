"""Uploads: announced, filled with bytes, completed, looked through, and only then fit to stand in blocks."""

import mimetypes
import secrets
from collections.abc import Callable

from bot.workspace.clock import Passed
from bot.workspace.records import File

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)


class FileCabinet:
    """Every upload by its id, and by the secret token of its upload address while it waits for its bytes.

    `wait` is for how many seconds Slack looks through what an app has completed. Meanwhile nobody is told what kind
    of file it is (node-slack-sdk #2040), and no block may show it.
    """

    def __init__(self, serial: Callable[[str], str], seconds: Callable[[], int], passed: Passed, wait: float) -> None:
        self._serial = serial
        self._seconds = seconds
        self._passed = passed
        self._wait = wait
        self.by_id: dict[str, File] = {}
        self._waiting: dict[str, File] = {}

    def announce(self, name: str, length: int, user_id: str, alt_txt: str) -> File:
        """Make room for an upload of `length` bytes."""
        file = File(
            id=self._serial("F"),
            name=name,
            title=name,
            user=user_id,
            length=length,
            created=self._seconds(),
            token=secrets.token_urlsafe(16),
            mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
            alt_txt=alt_txt,
        )
        self.by_id[file.id] = file
        self._waiting[file.token] = file
        return file

    def fill(self, token: str, content: bytes) -> bool:
        """Take the bytes for an announced upload; False when it is unknown or the length is another."""
        file = self._waiting.get(token)
        if file is None or len(content) != file.length:
            return False
        del self._waiting[token]
        file.content = content
        claims_image = file.is_image
        mimetype = next((kind for start, kind in _SIGNATURES if content.startswith(start)), None)
        if mimetype or claims_image:
            file.mimetype = mimetype or "application/octet-stream"
        return True

    def bring(self, name: str, content: bytes, user_id: str) -> File:
        """A file that a person sends, whole at once."""
        file = self.announce(name, len(content), user_id, "")
        self.fill(file.token, content)
        file.completed = True
        return file

    def complete(self, file: File) -> None:
        """An app says that all bytes have come."""
        file.completed = True
        file.ready = self._passed.seconds() + self._wait

    def looked_through(self, file: File) -> bool:
        """Whether it is known what the file is."""
        return self._passed.seconds() >= file.ready

    def shown(self, file_id: str) -> File | None:
        """The completed upload with this id, if any."""
        file = self.by_id.get(file_id)
        return file if file and file.completed else None

    def image_ready(self, file_id: str) -> bool:
        """Whether an image block may refer to this id."""
        file = self.shown(file_id)
        return file is not None and file.is_image and self.looked_through(file)
