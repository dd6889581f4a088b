"""Letters that asked about a strategy: brought up to date once something was said."""

from storage.store import Store


async def refresh_asked(store: Store, code: str, *kinds: str) -> None:
    """Make the letters of these kinds that speak of this strategy again, in place, for all their readers."""
    letters = await store.outbox.of_kind(*kinds)
    await store.outbox.refresh(*(letter.key for letter in letters if code in letter.about))
