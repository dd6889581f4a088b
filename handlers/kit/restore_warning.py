"""What people have to know once an older state of the database was put back: it may not know what was posted."""

from collections.abc import Sequence
from datetime import datetime

from handlers.kit.words import Words, clock, join, say
from pdsa.text import _
from storage.restores import PutBack
from storage.store import YearStore


async def may_stand(since: datetime, store: YearStore) -> PutBack | None:
    """The restore before which something that could be posted since this moment may have been; None where none was."""
    found = await store.restores.last()
    return found if found is not None and since <= found.at else None


def state_of(put_back: PutBack, zone: str) -> str:
    """ "its state of Thu 8 Oct, 10:00 pm"."""
    if put_back.stand is None:
        return _("its state before anything happened")
    return _("its state of {at}").format(at=clock(put_back.stand, zone))


def look_first(found: PutBack, channels: Sequence[str], zone: str) -> Words:
    """What whoever approves something reads above it."""
    told = _("*Look into {channels} first:* the database was put back to {state}, and this may have been posted since.")
    return say(told, channels=join(list(channels)), state=state_of(found, zone))


def sure(found: PutBack, channels: Sequence[str], zone: str) -> str:
    """The question before it is posted."""
    told = _(
        "The database was put back to {state}, and this may have been posted since. If it stands in {channels} "
        "already, they get it twice. Did you look?"
    )
    return told.format(channels=join(list(channels)), state=state_of(found, zone))


def mark(found: PutBack | None) -> str:
    """Tells a button that was shown with this warning from one that was not."""
    return f"~{found.at.timestamp():.0f}" if found else ""
