"""What a channel got, as it stands there: word for word, less what was taken back."""

from handlers.digest.copies import name
from handlers.kit.card import Card, Text, card
from handlers.kit.card_json import thaw
from handlers.kit.posted_text import post_of
from handlers.kit.words import clock, say
from pdsa.text import _
from storage.digest_figures import Figures
from storage.notifications import Notification
from storage.posts import Post, Published
from storage.store import Store


async def standing(notification: Notification, store: Store) -> Card | None:
    """The card that a channel's notification brought, or may have brought; None where nothing was handed over yet."""
    post = await post_of(notification, store)
    if post is None:
        return None
    return await _taken_back(post, store) if post.taken_back_at else thaw(post.card)


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
