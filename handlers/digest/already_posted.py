"""A draft that was posted before the database was put back: somebody looked, and it stands there."""

from handlers.digest.approval import settled_now, too_late
from handlers.digest.copies import copies_of, frozen, send_anew
from handlers.digest.failed_posts import SEEN
from handlers.digest.notifications import channel_copy
from handlers.digest.which_digest import digest_of, in_its_year
from handlers.kit.reply import Replies
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from pdsa.people import SENDERS
from storage.digests import DigestState
from storage.store import Store

router = Router()


@router.button("digest.there", who=SENDERS)
@in_its_year
async def there(turn: Turn, store: Store) -> Replies:
    """It counts as approved and posted; nothing is posted by this."""
    digest = await digest_of(turn.value, store)
    copies = await copies_of(store, digest, turn.cycle)
    drafted = digest.state is DigestState.DRAFT
    if not drafted or not await store.digests.approve(
        digest.kind, digest.occasion, turn.person.id, frozen(copies), None
    ):
        return await too_late(turn, store, digest)
    await send_anew(store, await digest_of(turn.value, store), turn.cycle)
    for notification in await store.outbox.of_kind(digest.kind, occasion=digest.occasion):
        await channel_copy(notification, store)
        if await store.outbox.declare_sent(notification.key):
            await store.record(SEEN, notification.key)
    return await settled_now(turn, store, digest)
