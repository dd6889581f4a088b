"""Draws charts and writes files in a child process that is started when the first one is wanted."""

import asyncio

from pdsa.picture import Picture
from storage.files.charts import draw
from storage.files.child import Child
from storage.files.outgoing_file import Document, write

SECONDS = 30.0


class Drawing:
    """Pictures to PNG, documents to their file's bytes. Close it at the end."""

    def __init__(self) -> None:
        self._child = Child(workers=1, warm=("storage.files.drawing.pictures",))
        self._opening = asyncio.Lock()

    async def png(self, picture: Picture) -> bytes:
        """The picture as PNG. Raises TooHeavy where it takes too long or too much memory."""
        await self.warm()
        return await self._child.run(draw, picture, seconds=SECONDS)

    async def file(self, document: Document) -> bytes:
        """The file's bytes. Raises TooHeavy where it takes too long or too much memory."""
        if isinstance(document.content, bytes | str):
            return write(document)
        await self.warm()
        return await self._child.run(write, document, seconds=SECONDS)

    async def warm(self) -> None:
        """Start the child ahead of the first chart."""
        async with self._opening:
            await self._child.open()

    async def close(self) -> None:
        await self._child.close()
