"""The records that a workspace keeps: people, channels, messages, views and files, without behaviour."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Person:
    """Somebody with an account, the bot among them. `team` is another workspace's id, empty for this one.

    A program's `bot` says of which kind it is: `app`, `workflow` or `slackbot`; people's is empty.
    """

    id: str
    name: str
    email: str
    zone: str = "UTC"
    locale: str = "en-US"
    deleted: bool = False
    is_admin: bool = False
    bot: str = ""
    bot_id: str = ""
    title: str = ""
    team: str = ""
    guest: str = ""
    confirmed: bool = True

    @property
    def is_bot(self) -> bool:
        """Whether this is a program."""
        return bool(self.bot)

    @property
    def handle(self) -> str:
        """The short user name, such as `mara.lindqvist`."""
        return self.email.partition("@")[0].lower() or self.name.lower().replace(" ", "")


@dataclass
class Message:
    """One message. `ephemeral_for` names the only person who sees it; `user` is its author's id, `reactions` who chose
    which emoji.

    An app may speak under another `username` and `icon` (an emoji's name or an address); both are empty else.
    """

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    username: str = ""
    icon: str = ""
    bot_id: str | None = None
    thread_ts: str | None = None
    metadata: Json | None = None
    edited: str | None = None
    files: list[str] = field(default_factory=list)
    ephemeral_for: str | None = None
    deleted: bool = False
    broadcast: bool = False
    client_msg_id: str | None = None
    replies: list[str] = field(default_factory=list)
    entered: dict[str, dict[tuple[str, str], Json]] = field(default_factory=dict)

    @property
    def parts(self) -> list[Json]:
        """The blocks that somebody can act in, those of its attachments among them."""
        return [*self.blocks, *(block for each in self.attachments for block in each.get("blocks", ()))]

    def entered_by(self, user_id: str) -> dict[tuple[str, str], Json]:
        """What this person has chosen in it, by (block_id, action_id)."""
        return self.entered.setdefault(user_id, {})


@dataclass
class Channel:
    """A channel or a DM. `order` holds every message's ts, oldest first; `roots` only those outside threads."""

    id: str
    name: str
    created: int
    members: dict[str, None] = field(default_factory=dict)
    kind: str = "public"
    archived: bool = False
    with_user: str | None = None
    messages: dict[str, Message] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)

    @property
    def is_im(self) -> bool:
        """Whether this is a DM between one person and the bot."""
        return self.kind == "im"


@dataclass
class View:
    """A modal or a home tab. `entered` is what the person has filled in, by (block_id, action_id)."""

    id: str
    user: str
    type: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    closed: bool = False
    entered: dict[tuple[str, str], Json] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The blocks as they stand."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    @property
    def parts(self) -> list[Json]:
        """The blocks that somebody can act in."""
        return self.blocks

    def entered_by(self, _user_id: str) -> dict[tuple[str, str], Json]:
        """What has been filled in, by (block_id, action_id)."""
        return self.entered

    @property
    def callback_id(self) -> str:
        """The name that the app gave this view, or nothing."""
        return str(self.body.get("callback_id", ""))


@dataclass
class File:
    """An upload. `content` is None until its bytes have come; `completed` says it may be used and shared.

    It is being looked through until so many seconds have `passed`.
    """

    id: str
    name: str
    title: str
    user: str
    length: int
    created: int
    token: str
    mimetype: str
    alt_txt: str = ""
    content: bytes | None = None
    completed: bool = False
    ready: float = 0.0
    channels: list[str] = field(default_factory=list)
    shares: dict[str, str] = field(default_factory=dict)

    @property
    def is_image(self) -> bool:
        """Whether it can stand in an image block (PNG, JPEG or GIF)."""
        return self.mimetype in ("image/png", "image/jpeg", "image/gif")


@dataclass(frozen=True)
class Outcome:
    """What came of an action. `error` is what the person sees, `errors` the messages under a form's fields."""

    ok: bool
    error: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    payload: Json | None = None
