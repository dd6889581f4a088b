"""What a channel got by a notification, kept as it stands there: no sentence stands in a channel twice, and what its
author takes back goes from there.
"""

from collections.abc import Iterable

from handlers.kit.card import Card
from handlers.kit.card_json import freeze, thaw
from handlers.kit.plain import as_text
from pdsa.digest_quotes import same
from storage.notifications import Notification
from storage.posts import Post
from storage.store import YearStore

BEGINNING = 200
"""So many of a sentence's characters tell whether it stands somewhere: the rest may be clipped."""


async def post_of(notification: Notification, store: YearStore) -> Post | None:
    """The post that a channel's notification brought, or may have brought; None where nothing was handed over yet."""
    if notification.sent_at is None and notification.tried_at is None:
        return None
    return await store.posts.of(notification.key)


async def as_posted(notification: Notification, store: YearStore) -> Card | None:
    """The card that a channel's notification brought, as it stands there."""
    post = await post_of(notification, store)
    return thaw(post.card) if post else None


async def told_in(channels: Iterable[str], store: YearStore, *, but: str = "") -> set[str]:
    """What the sentences that stand in these channels have in common with what reads like them
    (`pdsa.digest_quotes.same`).
    """
    return {same(text) for channel in channels for text in await store.posts.quotes_in(channel, but=but)}


async def keep(notification: Notification, shown: Card, quotes: Iterable[str], store: YearStore) -> None:
    """Keep what the channel is about to get, and which of these sentences stand in it."""
    where = {"kind": notification.kind, "occasion": notification.occasion, "channel": notification.channel}
    await store.posts.keep(notification.key, **where, card=freeze(shown), quotes=sentences_there(shown, quotes))


def sentences_there(shown: Card, quotes: Iterable[str]) -> list[str]:
    """Those of these sentences that stand in a card or in its details."""
    words = same("\n".join(as_text(each) for each in (shown, *shown.details)))
    return [text for text in quotes if same(text)[:BEGINNING] in words]
