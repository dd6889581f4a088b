"""Takes in the files that come with a message: fetched with a limit, read in a child process, handed on as values.

Two are read at a time and never two of one person; of those that wait the smallest comes first, so that somebody's ten
workbooks hold nobody else's list of numbers up.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.platform import Enclosure, Platform, PlatformError, TooLarge
from pdsa.text import _
from storage.files.child import Child
from storage.files.incoming_file import MOST_BYTES, Sent, Unread, not_for_me, read_sent, too_big
from storage.files.outgoing_file import safe_name

log = logging.getLogger(__name__)
MOST_FILES = 3
"""Files of one message that are looked at."""
MOST_WAITING = 6
"""Files of one person that may be in hand at once."""
READERS = 2


@dataclass(eq=False)
class _Waiting:
    """A file that waits for its reading."""

    person: str
    size: int
    turn: asyncio.Future[None]


class Turns:
    """Whose file is read next: at most `READERS` at once, one a person, the smallest first."""

    def __init__(self) -> None:
        self._waiting: list[_Waiting] = []
        self._reading: set[str] = set()

    @asynccontextmanager
    async def of(self, person: str, size: int) -> AsyncIterator[None]:
        """This person's turn."""
        mine = _Waiting(person, size, asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        self._call_next()
        try:
            await mine.turn
            yield
        finally:
            if mine in self._waiting:
                self._waiting.remove(mine)
            elif not mine.turn.cancelled():
                self._reading.discard(person)
            self._call_next()

    def _call_next(self) -> None:
        for waiting in sorted(self._waiting, key=lambda each: each.size):
            if waiting.turn.cancelled():
                self._waiting.remove(waiting)
            elif len(self._reading) < READERS and waiting.person not in self._reading:
                self._waiting.remove(waiting)
                self._reading.add(waiting.person)
                waiting.turn.set_result(None)


class Attachments:
    """Files in. Close it at the end. The child processes start with the first file."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._child = Child(workers=READERS, warm=("storage.files.sheets.plan_reading",))
        self._opening = asyncio.Lock()
        self._turns = Turns()
        self._in_hand: dict[str, asyncio.Task[tuple[Sent, ...]]] = {}
        self._files_of: Counter[str] = Counter()

    async def take(self, request: str, person: str, enclosures: Sequence[Enclosure]) -> tuple[Sent, ...]:
        """What the files of one message hold. Never raises for what is in them or for what became of them.

        A platform that repeats its request while the files are being read gets the same reading.
        """
        task = self._in_hand.get(request)
        if task is None:
            task = self._in_hand[request] = asyncio.create_task(self._all(person, enclosures))
            task.add_done_callback(lambda _done: self._in_hand.pop(request, None))
        return await asyncio.shield(task)

    async def close(self) -> None:
        await self._child.close()

    async def _all(self, person: str, enclosures: Sequence[Enclosure]) -> tuple[Sent, ...]:
        looked_at, left = enclosures[:MOST_FILES], enclosures[MOST_FILES:]
        if self._files_of[person] + len(looked_at) > MOST_WAITING:
            sentence = _("I am still reading other files of yours: please send this one again once they are done.")
            return tuple(Sent(safe_name(each.name), Unread(sentence)) for each in enclosures)
        self._files_of[person] += len(looked_at)
        try:
            sent = [await self._one(person, each) for each in looked_at]
        finally:
            self._files_of[person] -= len(looked_at)
        for enclosure in left:
            sentence = _("I look at {n} files from one message at most: please send this one again.").format(
                n=MOST_FILES
            )
            sent.append(Sent(safe_name(enclosure.name), Unread(sentence)))
        return tuple(sent)

    async def _one(self, person: str, enclosure: Enclosure) -> Sent:
        try:
            return await self._read(person, enclosure)
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

    async def _read(self, person: str, enclosure: Enclosure) -> Sent:
        if not enclosure.address:
            return Sent(safe_name(enclosure.name), Unread(not_for_me()))
        if enclosure.size > MOST_BYTES:
            raise TooLarge(enclosure.size)
        async with self._turns.of(person, enclosure.size):
            data = await self._platform.fetch(enclosure, MOST_BYTES)
            async with self._opening:
                await self._child.open()
            return await read_sent(enclosure.name, data, self._child)
