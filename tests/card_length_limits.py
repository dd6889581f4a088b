"""Holds everything that is shown at a workspace against what somebody reads at a glance."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.workspace.records import Message
from bot.workspace.watchers import Notice, Subscription
from bot.workspace.world import World
from handlers.kit.card_pages import LONGEST
from tests.user_effort import lines, words_in

Json = dict[str, Any]
STATUS = 160
STATUS_OF = frozenset({"status.choose", "status.history"})
DIGESTS = ("digest", "draft", "plan-shared")
A_DIGEST = ("As known on", "A preview, with what is known today")
ANY_LENGTH = frozenset({"plan.logic", "plan.past", "plan.aside", "plan.back", "newyear.share.now"})
"""Buttons of the plan's cards and of its post, which have any length; `plan missing` has none of them."""


def most_words(blocks: list[Json], key: str) -> float:
    """How many words a card may have. Digests are known by their notification's key, or by the buttons under them."""
    routes = {button["action_id"].partition("|")[0] for block in blocks if block["type"] == "actions"
             for button in block["elements"]}  # fmt: skip
    shown_whole = any(line.startswith(A_DIGEST) for line in lines(blocks))
    of_digests = {route for route in routes if route.startswith("digest.")}
    if (
        key.startswith(DIGESTS)
        or (of_digests and "digest.preview" not in of_digests)
        or shown_whole
        or routes & ANY_LENGTH
    ):
        return float("inf")
    return STATUS if routes & STATUS_OF else LONGEST


def too_long(blocks: list[Json], key: str = "") -> str:
    """The words of a card that has too many; empty for others, and for forms, which are counted on their ways."""
    if any(block["type"] == "input" for block in blocks):
        return ""
    texts = lines(blocks)
    words = sum(map(words_in, texts))
    return f"{words} words: " + "\n".join(texts) if words > most_words(blocks, key) else ""


class Glance(Subscription):
    """Looks at every message, form and home tab as soon as it is there or has changed."""

    def __init__(self, world: World) -> None:
        super().__init__(world.notices)
        self._world = world
        self.found: list[str] = []

    def put(self, notice: Notice | None) -> None:
        if notice is None:
            return
        if view := self._world.views.open.get(notice.get("view", "")):
            self.found += filter(None, [too_long(view.blocks)])
        channel = self._world.channels.get(notice.get("channel", ""))
        message = channel.messages.get(notice.get("ts", "")) if channel else None
        if channel and message and message.bot_id:
            above = channel.messages.get(message.thread_ts or "")
            if above is None or most_words(above.blocks, _key(above)) <= STATUS:  # not a part of a digest
                self.found += filter(None, [too_long(message.blocks, _key(message))])


def _key(message: Message) -> str:
    """Which notification a message is."""
    return str((message.metadata or {}).get("event_payload", {}).get("key", ""))


@contextmanager
def at_a_glance(world: World) -> Iterator[None]:
    """Whatever is shown meanwhile has to be short enough."""
    glance = Glance(world)
    world.notices.join(glance)
    yield
    world.notices.forget(glance)
    assert not glance.found, "\n---\n".join(glance.found)
