"""What the chat's outages do: they are written down, and told once in the log when they begin and when they end."""

import logging
from collections.abc import Collection

from bot.platform import Unavailable
from pdsa.chat_outages import OutagePart
from storage.store import Store

log = logging.getLogger(__name__)


async def note_refused(error: Unavailable, store: Store) -> None:
    """Whatever needs this part waits; the log tells the first time."""
    if await store.outages.refused(error.part, error.why):
        log.error("the chat does not work for me (%s): %s. What waits for it is sent once it works.", error.part, error)


async def note_worked(parts: Collection[OutagePart], store: Store) -> None:
    """These parts work: what waited for them goes on."""
    for outage in await store.outages.worked(parts):
        log.warning("the chat works for me again (%s), as it had not since %s", outage.part, f"{outage.began_at:%c}")
