"""What a room got, as it stands there: word for word, less what was taken back."""

from collections.abc import Iterable

from handlers.digest.copies import name
from handlers.kit.card import Card, Text, card
from handlers.kit.frozen import freeze, thaw
from handlers.kit.plain import as_text
from handlers.kit.words import _, clock, say
from pdsa.quoting import same
from storage.figures import Figures
from storage.letters import Letter
from storage.posts import Post, Published
from storage.store import Store

BEGINNING = 200
"""So many of a sentence's characters tell whether it stands somewhere: the rest may be clipped."""


async def standing(letter: Letter, store: Store) -> Card | None:
    """The card that a room's letter brought, or may have brought; None where nothing was handed over yet."""
    if letter.sent_at is None and letter.tried_at is None:
        return None
    post = await store.posts.of(letter.key)
    if post is None:
        return None
    return await _taken_back(post, store) if post.taken_back_at else thaw(post.card)


async def keep(letter: Letter, shown: Card, quotes: Iterable[str], store: Store) -> None:
    """Keep what the room is about to get, and which of these sentences stand in it."""
    where = {"kind": letter.kind, "occasion": letter.occasion, "room": letter.room}
    await store.posts.keep(letter.key, **where, card=freeze(shown), quotes=sentences_there(shown, quotes))


def sentences_there(shown: Card, quotes: Iterable[str]) -> list[str]:
    """Those of these sentences that stand in a card or in its details."""
    words = same("\n".join(as_text(each) for each in (shown, *shown.details)))
    return [text for text in quotes if same(text)[:BEGINNING] in words]


async def _taken_back(post: Post, store: Store) -> Card:
    """What stands in its place then: that it was taken back, by whom and why."""
    who = await store.people.by_id(post.taken_back_by) if post.taken_back_by is not None else None
    zone = store.cycle.zone if store.cycle else "UTC"
    told = say(
        _("{what} was taken back by {who}, {at}."),
        what=_capital(name(post.kind, post.occasion)),
        who=who.name if who else _("the team"),
        at=clock(post.taken_back_at, zone) if post.taken_back_at else "",
    )
    return card(Text(told), Text(say("{why}", why=post.why)) if post.why else None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def numbers_in(figures: Figures) -> list[Published]:
    """The groups whose numbers others read in these figures, each with its days: they are published from now on."""
    return [
        Published(finding.measure, series.group, point.day, point.n)
        for finding in figures.measures
        for series in finding.series
        for point in series.points
    ]
