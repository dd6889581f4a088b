"""The digest that a button or form speaks of."""

from handlers.digest.due import DRAFTS
from handlers.kit.words import _
from pdsa.errors import Refusal
from storage.digests import Digest
from storage.store import Store


async def digest_of(slot: str, store: Store) -> Digest:
    """By its kind and occasion, whatever the button carries behind them. Raises Refusal."""
    kind, _colon, rest = slot.partition(":")
    found = await store.digests.find(kind, rest.split(":")[0]) if kind in DRAFTS else None
    if found is None:
        raise Refusal(_("I do not find that draft any more. `digest` shows those that there are."))
    return found
