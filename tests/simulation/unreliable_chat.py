"""The line to the chat: a Platform on which requests and answers are late, lost, or refused."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto
from typing import TypeVar

from bot.platform import Busy, CannotLook, Enclosure, PlatformError, Profile, TooLarge, Unavailable, Unsure
from handlers.kit.card import Card
from pdsa.chat_outages import OutagePart
from pdsa.people import Address
from tests.simulation.chat import Chat
from tests.simulation.fate import Fate, Mishap
from tests.simulation.process_life import Life

Answer = TypeVar("Answer")
GIVEN_UP_AFTER = 20.0
"""Seconds: the HTTP client's own limit, as in `bot/assemble.py`."""
LATEST = 30.0
"""Seconds after which a request arrives at the latest, or never does, although it was given up. A lease is longer than
hand-over and this together: the design counts on it.
"""


class Fault(Enum):
    """What can become of one request."""

    REQUEST_LOST = auto()
    REPLY_LOST = auto()
    LATE = auto()  # it arrives, though perhaps only once it was given up
    HANGS = auto()  # it arrives, and there never is an answer
    BUSY = auto()
    NO_CHAT = auto()  # a proxy or a closed gate answers in the chat's place; it may have arrived
    BREAKS = auto()  # it arrives, and something of ours breaks over the answer


class Line:
    """One process's connection. `hears` is told the chat's time with every answer."""

    def __init__(self, chat: Chat, fate: Fate, life: Life, hears: Callable[[datetime], None]) -> None:
        self._chat, self._fate, self._life, self._hears = chat, fate, life, hears

    # -- the Platform ----------------------------------------------------------------------------

    async def whoami(self) -> dict[str, str]:
        return await self._call("whoami", lambda: {"team_id": "T1"})

    async def profile(self, address: Address) -> Profile | None:
        return await self._call("profile", lambda: self._profile(address), OutagePart.LOOKUPS)

    async def by_email(self, email: str) -> Profile | None:
        account = self._chat.account(email)
        found = account.profile.address if account else Address("")
        return await self._call("by_email", lambda: self._profile(found), OutagePart.LOOKUPS)

    async def is_active(self, address: Address) -> bool:
        """Believed to be where the chat does not say."""
        try:
            profile = await self.profile(address)
        except PlatformError:
            return True
        return profile is not None and profile.active

    async def talk(self, address: Address) -> str:
        return await self._call("talk", lambda: self._chat.open_talk(address), OutagePart.TALKS)

    async def channel(self, name: str, known: str = "") -> str:
        return await self._call("room", lambda: self._chat.find_room(name), OutagePart.LOOKUPS)

    def forget(self, conversation: str, address: Address | None = None) -> None:
        """Nothing is remembered on this line."""

    async def post(self, conversation: str, card: Card, *, key: str = "", under: str = "") -> str:
        begun = self._chat.now()
        parts = (OutagePart.POSTS, OutagePart.TALKS) if conversation.startswith("D") else (OutagePart.POSTS,)
        return await self._call(f"post {key}", lambda: self._chat.take(conversation, card, key, under, begun), *parts)

    async def find(self, conversation: str, key: str, after: str = "", under: str = "") -> str | None:
        if not conversation.startswith("D"):
            raise CannotLook(conversation)
        return await self._call(f"find {key}", lambda: self._chat.find(conversation, key, under))

    async def update(self, conversation: str, message: str, card: Card) -> None:
        await self._call(f"update {message}", lambda: self._chat.change(conversation, message, card))

    async def delete(self, conversation: str, message: str) -> None:
        await self._call(f"delete {message}", lambda: self._chat.remove(conversation, message))

    async def fetch(self, enclosure: Enclosure, most: int) -> bytes:
        raise TooLarge(most + 1)

    def said_at(self, message: str) -> datetime | None:
        return self._chat.said_at(message)

    # -- there and back --------------------------------------------------------------------------

    def _profile(self, address: Address) -> Profile | None:
        account = self._chat.accounts.get(address)
        if account is None:
            return None
        known = account.profile
        return Profile(known.address, known.name, known.email, known.zone, active=account.active)

    async def _call(self, what: str, does: Callable[[], Answer], *parts: OutagePart) -> Answer:
        """Once a request is on its way it arrives whether or not the process that sent it still lives. It needs these
        parts of the chat.
        """
        await self._life.passes(what)
        fault = self._fate.picks(list(Fault)) if self._fate.strikes(self._fate.weather.chat) else None
        if fault is not None:
            self._fate.tell(f"  fault: {what}: {fault.name}")

        def working() -> Answer:
            self._chat.check(*parts)
            return does()

        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        if fault not in (Fault.REQUEST_LOST, Fault.BUSY):
            late = self._fate.seconds(2, LATEST) if fault is Fault.LATE else self._way()
            asyncio.get_running_loop().call_later(late, self._arrives, what, working, fault, answer)
        elif fault is Fault.REQUEST_LOST:
            self._later(answer, Unsure("the request was lost"))
        else:
            self._later(answer, Busy(self._fate.seconds(1, 60)))
        found = await self._waited_for(answer)
        await self._life.passes(f"{what} answered")
        self._hears(self._chat.now())
        return found

    async def _waited_for(self, answer: "asyncio.Future[Answer]") -> Answer:
        try:
            async with asyncio.timeout(GIVEN_UP_AFTER):
                return await answer
        except TimeoutError:
            raise Unsure("no answer in time") from None

    def _arrives(
        self, what: str, does: Callable[[], Answer], fault: Fault | None, answer: asyncio.Future[Answer]
    ) -> None:
        if fault is Fault.NO_CHAT and self._fate.strikes(0.5):
            self._later(answer, Unavailable(OutagePart.WORKSPACE, "a proxy answered", arrived=True))
            return
        try:
            done: Answer | Exception = does()
        except PlatformError as error:
            done = error
        self._fate.tell(f"  chat: {what}: {done.email if isinstance(done, Profile) else done}")
        match fault:
            case Fault.REPLY_LOST:
                done = Unsure("the reply was lost")
            case Fault.NO_CHAT:
                done = Unavailable(OutagePart.WORKSPACE, "a proxy answered", arrived=True)
            case Fault.BREAKS:
                done = Mishap("over the chat's answer")
            case Fault.HANGS:
                return
        self._later(answer, done)

    def _later(self, answer: "asyncio.Future[Answer]", done: Answer | Exception) -> None:
        """The answer comes back, if anybody still waits for it by then."""

        def comes() -> None:
            if answer.done():
                return
            if isinstance(done, Exception):
                answer.set_exception(done)
            else:
                answer.set_result(done)

        asyncio.get_running_loop().call_later(self._way(), comes)

    def _way(self) -> float:
        slow = self._fate.strikes(self._fate.weather.slow)
        return self._fate.seconds(1, 9) if slow else self._fate.seconds(0.01, 0.2)
