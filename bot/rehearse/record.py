"""Takes down every message of a workspace as it looked when it came, and how it looked in the end."""

import html
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from bot.workspace.records import Message
from bot.workspace.workspace import Workspace

Json = dict[str, Any]


@dataclass
class Seen:
    """One message as it came; `later` is its last look if it changed.

    `text` is its plain twin, `key` the notification's (empty for answers), `author` empty for the bot, `reader` an
    e-mail or "#channel".
    """

    ts: str
    channel: str
    reader: str
    author: str
    text: str
    blocks: list[Json]
    key: str
    thread: str
    message: Message
    later: list[Json] = field(default_factory=list)


@dataclass(frozen=True)
class Act:
    """What somebody (an e-mail) did in the talk with the bot: "pressed “As planned”"."""

    ts: str
    reader: str
    text: str


class Record:
    """Watches a workspace while it is open as a context manager."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._seen: dict[tuple[str, str], Seen] = {}
        self._fresh: list[Seen] = []
        self._acts: list[Act] = []

    def __enter__(self) -> Self:
        self._workspace.world.told.append(self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workspace.world.told.remove(self._hear)

    def take(self) -> list[Seen]:
        """What the bot wrote since the last time this was asked."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def did(self, who: str, what: str) -> None:
        """Somebody (an e-mail) does this now."""
        self._acts.append(Act(self._workspace.world.next_ts(), who, what))

    def all(self) -> list[Seen]:
        """Every message, in the order of time."""
        return sorted(self._seen.values(), key=lambda seen: seen.ts)

    def story(self) -> list[Seen | Act]:
        """Every message, and what people did between them."""
        return sorted([*self._seen.values(), *self._acts], key=lambda each: each.ts)

    def picture(self, file: str) -> tuple[bytes, str]:
        """An uploaded picture's bytes and alt text."""
        found = self._workspace.world.files.by_id[file]
        return found.content or b"", found.alt_txt

    def _hear(self, kind: str, message: Message, _before: Any) -> None:
        slot = (message.channel, message.ts)
        if slot in self._seen:
            self._seen[slot].later = _copied(message.blocks)
            return
        if kind != "message" or message.deleted:
            return
        seen = self._taken(message)
        self._seen[slot] = seen
        if not seen.author:
            self._fresh.append(seen)

    def _taken(self, message: Message) -> Seen:
        world = self._workspace.world
        channel = world.channel(message.channel)
        who = message.ephemeral_for or channel.with_user
        payload = (message.metadata or {}).get("event_payload") or {}
        return Seen(
            ts=message.ts,
            channel=message.channel,
            reader=world.person(who).email if who else f"#{channel.name}",
            author="" if message.bot_id else world.person(message.user).email,
            text=html.unescape(message.text),
            blocks=_copied(message.blocks),
            key=str(payload.get("key", "")),
            thread=message.thread_ts or "",
            message=message,
        )


def _copied(blocks: list[Json]) -> list[Json]:
    """Blocks are replaced whole when a message changes, so a shallow copy keeps the first look."""
    return list(blocks)
