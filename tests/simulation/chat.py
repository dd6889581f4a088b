"""The chat as it really is: who has an account, what stands in each conversation, and when it was said.

Nothing goes wrong in here. What goes wrong on the way is in `unreliable_chat.py`; the properties are held against this.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.platform import Gone, NotThere, Profile, Unavailable
from handlers.kit.card import Card
from pdsa.chat_outages import OutagePart
from pdsa.people import Address


@dataclass
class Message:
    """What the bot said, handed over when it had `begun` and there `at` last; `gone` once it was taken away."""

    id: str
    conversation: str
    key: str
    card: Card
    begun: datetime
    at: datetime
    under: str = ""
    gone: bool = False


@dataclass
class Account:
    """Somebody's account, and the private conversation that the bot has with it."""

    profile: Profile
    talk: str
    active: bool = True
    was_off: bool = False


@dataclass
class Chat:
    """Accounts by address, rooms by their names, and all messages in the order in which they came."""

    now: Callable[[], datetime]
    accounts: dict[Address, Account] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    was_closed: set[str] = field(default_factory=set)
    """Rooms that the bot is put out of, or was."""
    failing: set[OutagePart] = field(default_factory=set)
    """What does not work at present."""

    def join(self, name: str, email: str, zone: str) -> None:
        user = email.partition("@")[0]
        address = Address(f"sim/T1/{user}")
        self.accounts[address] = Account(Profile(address, name, email, zone), f"D-{user}")

    def account(self, email: str) -> Account | None:
        return next((each for each in self.accounts.values() if each.profile.email == email), None)

    def owner(self, conversation: str) -> Account | None:
        return next((each for each in self.accounts.values() if each.talk == conversation), None)

    def live(self) -> Iterable[Message]:
        return (message for message in self.messages if not message.gone)

    def check(self, *parts: OutagePart) -> None:
        """Raises Unavailable where one of these does not work."""
        for part in (OutagePart.WORKSPACE, *parts):
            if part in self.failing:
                raise Unavailable(part, "the chat fails")

    # -- what the bot's requests do once they are here ------------------------------------------

    def open_talk(self, address: Address) -> str:
        return self.accounts[address].talk

    def find_room(self, name: str) -> str:
        room = self.rooms.get(name)
        if room is None or room in self.closed:
            raise Gone("I am not in that channel")
        return room

    def take(self, conversation: str, card: Card, key: str, under: str, begun: datetime) -> str:
        """A message arrives. An account that is switched off gets it without a word, as in Slack."""
        if conversation in self.closed:
            raise Gone("I am not in that channel")
        message = Message(f"m{len(self.messages)}", conversation, key, card, begun, self.now(), under)
        self.messages.append(message)
        return message.id

    def find(self, conversation: str, key: str, under: str = "") -> str | None:
        """Messages in threads are shown by their thread, and not by a conversation's history."""
        found = (m for m in self.live() if m.conversation == conversation and m.key == key and m.under == under)
        return next((message.id for message in found), None)

    def said_at(self, message: str) -> datetime | None:
        """A message's name tells its time, as in Slack."""
        return next((each.at for each in self.messages if each.id == message), None)

    def change(self, conversation: str, message: str, card: Card) -> None:
        self._message(conversation, message).card = card

    def remove(self, conversation: str, message: str) -> None:
        self._message(conversation, message).gone = True

    def _message(self, conversation: str, message: str) -> Message:
        for post in self.live():
            if (post.conversation, post.id) == (conversation, message):
                return post
        raise NotThere(message)
