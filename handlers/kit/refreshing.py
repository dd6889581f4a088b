"""Notifications that asked about a strategy: brought up to date once something was said."""

from storage.store import YearStore


async def refresh_asked(store: YearStore, code: str, *kinds: str) -> None:
    """Make the notifications of these kinds that speak of this strategy again, in place, for all their readers."""
    notifications = await store.outbox.of_kind(*kinds)
    await store.outbox.refresh(*(notification.key for notification in notifications if code in notification.about))
