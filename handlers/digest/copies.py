"""A digest's copies: what a room gets, what its drafters see, and where it goes."""

import json
from zlib import crc32

from handlers.digest import monthly, yearend
from handlers.digest.due import DRAFTS, MONTHLY, YEARLY, month_of
from handlers.kit.card import Card
from handlers.kit.words import _, join, month_name
from pdsa.cycle import Cycle
from storage.digests import Digest
from storage.figures import Figures, dump, load_month, load_year
from storage.letters import Draft
from storage.store import Store


def copy(digest: Digest, cycle: Cycle, *, leadership: bool) -> Card:
    """The digest as one of its rooms gets it, made from the figures that were drafted."""
    if digest.kind == YEARLY:
        year = load_year(digest.content)
        return yearend.report(year, leadership=leadership, opening=digest.opening, ask=digest.ask)
    month = load_month(digest.content)
    return monthly.summary(month, cycle.district, opening=digest.opening, ask=digest.ask)


def glance(figures: Figures, kind: str, cycle: Cycle) -> Card:
    """What a digest would tell if it were drafted now."""
    content = dump(figures)
    if kind == MONTHLY:
        return monthly.summary(load_month(content), cycle.district)
    return yearend.report(load_year(content), leadership=True)


def name(kind: str, occasion: str) -> str:
    """How people call a digest: "the summary of October 2026"."""
    if kind == MONTHLY:
        return _("the summary of {month}").format(month=month_name(month_of(occasion)))
    if kind == YEARLY:
        return _("the digest of the year {label}").format(label=occasion)
    return _("the weekly note")


def rooms(cycle: Cycle) -> list[str]:
    """Where digests for others go, each room once; empty where the plan names none."""
    return list(dict.fromkeys(room for room in (cycle.channels.stakeholders, cycle.channels.leadership) if room))


def rooms_words(cycle: Cycle) -> str:
    return join(rooms(cycle)) or _("no channel yet")


def stamp(digest: Digest) -> str:
    """Tells one wording of a draft from another, so that nobody approves what they have not read."""
    words = json.dumps([digest.content, digest.opening, digest.ask], sort_keys=True)
    return f"{crc32(words.encode()):08x}"


async def send(store: Store, digest: Digest, cycle: Cycle) -> None:
    """Write the letters of an approved digest, one a room; a room that has its letter gets no second one."""
    await store.outbox.write(
        Draft(digest.kind, digest.occasion, store.now, room=room, prompt=False) for room in rooms(cycle)
    )


async def show_again(store: Store, digest: Digest) -> None:
    """Everybody who was shown the draft sees what became of it."""
    letters = await store.outbox.of_kind(DRAFTS[digest.kind], occasion=digest.occasion)
    await store.outbox.refresh(*(letter.key for letter in letters))
