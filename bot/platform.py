"""What the bot needs of a chat platform, and what can go wrong on the way there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from handlers.kit.card import Card
from pdsa.chat_outages import OutagePart
from pdsa.people import Address


@dataclass(frozen=True)
class Profile:
    """Somebody as the platform knows them. `email` is lower-case, empty where the platform does not tell it.

    `ours` is False for people of other workspaces, who meet the bot in a shared channel; `confirmed` says that the
    e-mail is known to be theirs. `formerly` is how earlier versions wrote the address.
    """

    address: Address
    name: str
    email: str
    zone: str = ""
    locale: str = ""
    admin: bool = False
    active: bool = True
    ours: bool = True
    confirmed: bool = True
    guest: bool = False
    formerly: Address | None = None


@dataclass(frozen=True)
class Enclosure:
    """A file that came with a message and is still with the platform.

    `address` is where the platform keeps it, empty where it does not; `size` is in bytes, as the platform says.
    """

    name: str
    address: str
    size: int = 0


class PlatformError(Exception):
    """A request to the platform did not do what was asked."""


class Undeliverable(PlatformError):
    """It will never arrive; the message says why, in words for a lead."""


class Gone(Undeliverable):
    """The account or the conversation is not there any more, or is closed to the bot: there may be another one."""


class Busy(PlatformError):
    """The platform asks for patience."""

    def __init__(self, wait: float) -> None:
        super().__init__(f"busy for {wait:.0f} s")
        self.wait = wait


class Unsure(PlatformError):
    """It may or may not have arrived: the answer was lost."""


class Unavailable(PlatformError):
    """The platform does not work for us, or a part of it: no fault of the notification's. `why` says so in words.

    `arrived` is whether the notification may have arrived all the same: the answer was none of the platform's.
    """

    def __init__(self, part: OutagePart, why: str, *, arrived: bool = False) -> None:
        super().__init__(why)
        self.part = part
        self.why = why
        self.arrived = arrived


class NotLetIn(Unavailable):
    """The bot's token or account is refused: somebody has to mend that."""

    def __init__(self, why: str) -> None:
        super().__init__(OutagePart.WORKSPACE, why)


class CannotLook(PlatformError):
    """This conversation's history is not ours to read."""


class NotThere(PlatformError):
    """The message does not stand there any more."""


class TooLarge(PlatformError):
    """The file has more bytes than were asked for; `size` is what is known of it."""

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes")
        self.size = size


class Platform(Protocol):
    """A chat platform. Conversations and messages are named by opaque strings of its own."""

    async def profile(self, address: Address) -> Profile | None: ...

    async def by_email(self, email: str) -> Profile | None: ...

    async def is_active(self, address: Address) -> bool:
        """Whether the account is one of our own workspace and switched on, as far as the platform says.

        What was said lately is believed, until `forget`.
        """

    async def talk(self, address: Address) -> str:
        """The private conversation with somebody. Raises Undeliverable, Busy, Unsure."""

    async def channel(self, name: str, known: str = "") -> str:
        """The conversation behind a channel's name ("#staff"). Raises Undeliverable, Busy, Unsure.

        `known` is where it was last: it stays the one while it is open to the bot and no other bears the name.
        """

    def forget(self, conversation: str, address: Address | None) -> None:
        """What is remembered of a conversation and an account does not hold any more."""

    async def post(self, conversation: str, card: Card, *, key: str, under: str = "") -> str:
        """Post a card; returns the message. `key` can be found again with `find`."""

    async def find(self, conversation: str, key: str, after: str = "", under: str = "") -> str | None:
        """The message with this key, if it is there; `after` is a message that was said there before it, if one is
        known, `under` the one in whose thread it would be. Raises CannotLook where the history may not be read.
        """

    def said_at(self, message: str) -> datetime | None:
        """When a message was said, by the chat's own clock; None where its name does not tell."""

    async def update(self, conversation: str, message: str, card: Card) -> None: ...

    async def delete(self, conversation: str, message: str) -> None:
        """Take one of the bot's own messages away. Raises NotThere where somebody else has done so."""

    async def fetch(self, enclosure: Enclosure, most: int) -> bytes:
        """A file's bytes. Raises TooLarge past `most` of them, PlatformError where it cannot be had."""
