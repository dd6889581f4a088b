"""Notifications at a desk: what falls due is written, goes out, and can be looked at as its reader sees it."""

from datetime import timedelta

from handlers.kit.card import Card
from handlers.kit.card_pages import as_text
from handlers.kit.routes import Feature
from pdsa.time_span import TimeSpan
from storage.notification_states import Notification
from tests.handlers.desk import Desk, moment

LEASE = timedelta(seconds=30)


async def goes_to(desk: Desk, feature: Feature, wall: str) -> dict[str, Card | None]:
    """Time passes until then: all that falls due goes out (at its time), or rests where it is not wanted.

    Returns the card of each notification that was handled, by its key.
    """
    until, handled = moment(wall), {}
    span = TimeSpan(desk.at - timedelta(seconds=1), until)
    async with desk.store(writes=True) as store:
        for due in feature.ticks:
            await store.outbox.write(await due(span, store))
    while True:
        async with desk.store(writes=True) as store:
            at = await store.outbox.next_at()
        if at is None or at > until:
            break
        desk.at = max(desk.at, at)
        handled |= await _hand_over(desk, feature)
    desk.at = until
    return handled


async def _hand_over(desk: Desk, feature: Feature) -> dict[str, Card | None]:
    made: dict[str, Card | None] = {}
    async with desk.store(writes=True) as store:
        for claim in await store.outbox.claim("desk", 100, LEASE, 1000.0, 0.0):
            notification = claim.notification
            card = await feature.notifications[notification.kind](notification, store)
            made[notification.key] = card
            if card is None:
                await store.outbox.rest(notification, "no longer wanted")
            else:
                await store.outbox.sent(
                    notification,
                    f"D{notification.member.id}" if notification.member else notification.channel,
                    notification.key,
                )
    return made


async def notification(desk: Desk, kind: str, occasion: str, email: str) -> Notification:
    """A notification that was written."""
    async with desk.store() as store:
        reader = await store.people.by_email(email)
        assert reader is not None
        entry = await store.outbox.by_key(f"{kind}:{occasion}:{reader.id}")
    assert entry is not None, f"no {kind} of {occasion} to {email}"
    return entry


async def shown(desk: Desk, feature: Feature, kind: str, occasion: str, email: str) -> str:
    """A notification that went out, as it looks when it is made again now."""
    found = await notification(desk, kind, occasion, email)
    async with desk.store() as store:
        card = await feature.notifications[kind](found, store)
    assert card is not None
    return as_text(card, with_buttons=True)


async def stale(desk: Desk) -> set[str]:
    """The keys of the notifications that wait to be made again; they are fresh after this."""
    keys: set[str] = set()
    async with desk.store(writes=True) as store:
        while (entry := await store.outbox.take_stale()) is not None:
            keys.add(entry.key)
            await store.outbox.refreshed(entry)
    return keys
