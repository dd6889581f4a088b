"""Notifications: what the bot says unasked, from being due to having arrived."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pdsa.people import Member


class State(StrEnum):
    """Where a notification is on its way.

    `ready` waits for its time; `claimed` is being sent by some process; `sent` has arrived; `resting` will not be
    sent, for a reason in words; `unsure` may have arrived: look before sending again; `gone` was there and was taken
    away again.
    """

    READY = "ready"
    CLAIMED = "claimed"
    SENT = "sent"
    RESTING = "resting"
    UNSURE = "unsure"
    GONE = "gone"


@dataclass(frozen=True)
class Draft:
    """A notification to be written: to one member or to one channel, unique per kind, occasion and reader.

    `at` is when it is due; after `expires` it makes no sense any more. `about` names what it speaks of (strategy
    codes). `under` is the key of the notification in whose thread it belongs. A `prompt` waits for daytime on a working
    day and for people who are away; what answers something people did just now is no prompt. `asked_by` is the
    member at whose wish it is sent, where somebody wished it.
    """

    kind: str
    occasion: str
    at: datetime
    member: int | None = None
    channel: str = ""
    about: tuple[str, ...] = ()
    expires: datetime | None = None
    under: str = ""
    prompt: bool = True
    asked_by: int | None = None

    def __post_init__(self) -> None:
        if (self.member is None) == (not self.channel):
            raise ValueError("a notification goes to one member or to one room")

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.occasion}:{self.channel or self.member}"


@dataclass(frozen=True)
class Notification:
    """A notification in the outbox. `conversation` and `message` are where it arrived, opaque to all but the platform.

    `cycle` is the id of the year that it belongs to, which may be over. `tried_at` is when handing it over first began,
    None while it certainly has not; `tries` counts how often something of ours broke on the way; `follows` is a message
    that stood in its conversation before, where one is known.
    """

    id: int
    key: str
    kind: str
    occasion: str
    at: datetime
    member: Member | None
    channel: str
    about: tuple[str, ...]
    expires: datetime | None
    under: str
    prompt: bool
    state: State
    reason: str = ""
    conversation: str = ""
    message: str = ""
    sent_at: datetime | None = None
    tried_at: datetime | None = None
    tries: int = 0
    follows: str = ""
    owner: str = ""
    cycle: int = 0
    asked_by: int | None = None

    @property
    def reader(self) -> Member:
        """The member it goes to. Raises ValueError for a channel's notification."""
        if self.member is None:
            raise ValueError(f"{self.key} goes to a room")
        return self.member
