"""Takes in the files that come with a message: fetched with a limit, read in a child process, handed on as values."""

import asyncio
import logging
from collections.abc import Sequence

from bot.platform import Enclosure, Platform, PlatformError, TooLarge
from handlers.kit.words import _
from storage.files.child import Child
from storage.files.document import safe_name
from storage.files.sent import MOST_BYTES, Sent, Unread, not_for_me, read_sent, too_big

log = logging.getLogger(__name__)
MOST_FILES = 3
"""Files of one message that are looked at."""


class Reception:
    """Files in. Close it at the end. The child process starts with the first file."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._child = Child(workers=1, warm=("storage.files.sheets.reading",))
        self._opening = asyncio.Lock()
        self._in_hand: dict[str, asyncio.Task[tuple[Sent, ...]]] = {}

    async def take(self, request: str, enclosures: Sequence[Enclosure]) -> tuple[Sent, ...]:
        """What the files of one message hold. Never raises for what is in them or for what became of them.

        A platform that repeats its request while the files are being read gets the same reading.
        """
        task = self._in_hand.get(request)
        if task is None:
            task = self._in_hand[request] = asyncio.create_task(self._all(enclosures))
            task.add_done_callback(lambda _done: self._in_hand.pop(request, None))
        return await asyncio.shield(task)

    async def close(self) -> None:
        await self._child.close()

    async def _all(self, enclosures: Sequence[Enclosure]) -> tuple[Sent, ...]:
        found = [await self._one(each) for each in enclosures[:MOST_FILES]]
        for each in enclosures[MOST_FILES:]:
            told = _("I look at {n} files from one message at most: please send this one again.").format(n=MOST_FILES)
            found.append(Sent(safe_name(each.name), Unread(told)))
        return tuple(found)

    async def _one(self, enclosure: Enclosure) -> Sent:
        try:
            return await self._read(enclosure)
        except TooLarge as error:
            return Sent(safe_name(enclosure.name), Unread(too_big(error.size)))
        except PlatformError as error:
            log.warning("a file could not be fetched: %s", error)
        except Exception:
            log.exception("a file could not be read")
        told = _(
            "I could not get at that file. Please send it once more; if that does not help, tell whoever set me up."
        )
        return Sent(safe_name(enclosure.name), Unread(told))

    async def _read(self, enclosure: Enclosure) -> Sent:
        if not enclosure.address:
            return Sent(safe_name(enclosure.name), Unread(not_for_me()))
        if enclosure.size > MOST_BYTES:
            raise TooLarge(enclosure.size)
        data = await self._platform.fetch(enclosure, MOST_BYTES)
        async with self._opening:
            await self._child.open()
        return await read_sent(enclosure.name, data, self._child)
