"""Sentences that their authors released: where they stand, and what is done once one is taken back."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from handlers.kit.card import Card, FactSet, Items, Part, Quote, Text, Title
from handlers.kit.card_json import freeze, thaw
from handlers.kit.card_pages import as_text
from handlers.kit.words import plain
from handlers.wording.strategy import few
from pdsa.digest_quotes import is_one_of, repeats, same, sentences, without
from pdsa.field_privacy import sentences as own_sentences
from pdsa.text import _, _l, ngettext
from pdsa.visible import ANYBODY, visible
from storage.deletion_sweep import Deletion, Standing
from storage.digests import DigestState, dump, load
from storage.files.sheets.value_words import DIGEST_KINDS
from storage.notification_states import Notification
from storage.posts import Post
from storage.store import YearStore
from storage.year_launch import PLAN_SHARED

BEGINNING = 200
"""So many of a sentence's characters tell whether it stands somewhere: the rest may be clipped."""


DRAFTS = ("draft-monthly", "draft-year", "draft-back")
"""The notifications that show a draft."""
# One entry for each table that has people's words; a test compares.
KINDS: Mapping[str, Callable[[int], str]] = {
    "checkins": lambda n: ngettext("{n} check-in", "{n} check-ins", n),
    "typed_words": lambda n: ngettext("{n} typed answer", "{n} typed answers", n),
    "rapid_cycles": lambda n: ngettext("{n} small cycle", "{n} small cycles", n),
    "context": lambda n: ngettext("{n} note on circumstances", "{n} notes on circumstances", n),
    "voices": lambda n: ngettext("{n} success or voice", "{n} successes and voices", n),
    "observations": lambda n: ngettext("the source of {n} number", "the sources of {n} numbers", n),
    "votes": lambda n: ngettext("the note to {n} own level", "the notes to {n} own levels", n),
    "consensus": lambda n: ngettext("the evidence of {n} agreed level", "the evidence of {n} agreed levels", n),
    "measures": lambda n: ngettext("the note on {n} measure", "the notes on {n} measures", n),
    "uploads": lambda n: ngettext("{n} file that waits", "{n} files that wait", n),
    "reflections": lambda n: ngettext("{n} reflection", "{n} reflections", n),
    "begun_reflections": lambda n: ngettext("{n} begun reflection", "{n} begun reflections", n),
    "decisions": lambda n: ngettext("{n} decision", "{n} decisions", n),
    "interviews": lambda n: ngettext("{n} begun interview", "{n} begun interviews", n),
    "parked": lambda n: ngettext("the condition of {n} parked goal", "the conditions of {n} parked goals", n),
    "audiences": lambda n: ngettext("{n} line of a communication plan", "{n} lines of a communication plan", n),
    "school_questions": lambda n: ngettext("{n} question to schools", "{n} questions to schools", n),
    "school_answers": lambda n: ngettext("{n} answer to a school", "{n} answers to schools", n),
    "supervisor_answers": lambda n: ngettext("{n} word on what would help", "{n} words on what would help", n),
    "passed_on": lambda n: ngettext("{n} message that I passed on", "{n} messages that I passed on", n),
    "digests": lambda n: ngettext("the words of {n} digest", "the words of {n} digests", n),
    "posts": lambda n: ngettext("why {n} post was taken back", "why {n} posts were taken back", n),
    "promises": lambda n: ngettext("why {n} promise was waived", "why {n} promises were waived", n),
}
KINDS_OF_POSTS = {"plan-shared": _l("the new plan"), "conclusions": _l("conclusions")}
MOST_NAMED = 15


async def post_of(notification: Notification, store: YearStore) -> Post | None:
    """The post that a channel's notification brought, or may have brought; None where nothing was handed over yet."""
    if notification.sent_at is None and notification.tried_at is None:
        return None
    return await store.posts.of(notification.key)


async def as_posted(notification: Notification, store: YearStore) -> Card | None:
    """The card that a channel's notification brought, as it stands there."""
    post = await post_of(notification, store)
    return thaw(post.card) if post else None


async def told_in(channels: Iterable[str], store: YearStore, *, but: str = "") -> set[str]:
    """What the sentences that stand in these channels have in common with what reads like them
    (`pdsa.digest_quotes.same`).
    """
    return {same(text) for channel in channels for text in await store.posts.quotes_in(channel, but=but)}


async def keep(notification: Notification, shown: Card, quotes: Iterable[str], store: YearStore) -> None:
    """Keep what the channel is about to get, and which of these sentences stand in it."""
    where = {"kind": notification.kind, "occasion": notification.occasion, "channel": notification.channel}
    await store.posts.keep(notification.key, **where, card=freeze(shown), quotes=sentences_there(shown, quotes))


def sentences_there(shown: Card, quotes: Iterable[str]) -> list[str]:
    """Those of these sentences that stand in a card or in its details."""
    words = same("\n".join(as_text(each) for each in (shown, *shown.details)))
    return [text for text in quotes if same(text)[:BEGINNING] in words]


async def released(store: YearStore) -> set[str]:
    """What the year's released sentences have in common with what reads like them (`pdsa.digest_quotes.same`)."""
    said = (
        *await store.checkins.between(date.min, date.max),
        *await store.voices.between(date.min, date.max),
        *(await store.learning.latest_reflections()).values(),
    )
    return {same(text) for each in said for text in own_sentences(visible(each, ANYBODY))}


async def take_out(store: YearStore) -> None:
    """Whatever is no longer released goes from drafts, from what was approved, and from where it was posted."""
    digests, posts = await store.digests.all(), await store.posts.all()
    following = await store.cycles.after(store.cycle) if store.cycle else None
    free = await released(store)
    for digest in digests:
        figures = load(digest.kind, digest.content)
        gone = {text for text in sentences(figures) if same(text) not in free}
        if gone and digest.state is not DigestState.DECLINED:
            left = dump(without(figures, lambda text, gone=gone: text in gone))  # type: ignore[misc]
            copies = {name: freeze(scrubbed(thaw(each), gone)) for name, each in digest.copies.items()}
            await store.digests.scrub(digest.kind, digest.occasion, left, copies)
            await _show_again(store, digest.occasion)
    await _from_posts(store, free, [each for each in posts if each.kind != PLAN_SHARED])
    if following is not None:  # its plan quotes what this year taught
        here = store.year(following)
        await _from_posts(here, free, [each for each in await here.posts.all() if each.kind == PLAN_SHARED])


async def _from_posts(store: YearStore, free: Collection[str], posts: Iterable[Post]) -> None:
    for post in posts:
        lost = {text for text in post.quotes if same(text) not in free}
        if lost:
            card = scrubbed(thaw(post.card), lost)
            await store.posts.change(post.key, freeze(card), [text for text in post.quotes if text not in lost])
            await store.outbox.refresh(*(each.key for each in await store.outbox.with_details(post.key)))


async def _show_again(store: YearStore, occasion: str) -> None:
    """Those who were shown a draft see it without the words."""
    drafts = await store.outbox.of_kind(*DRAFTS)
    await store.outbox.refresh(*(each.key for each in drafts if occasion in (each.occasion, *each.about)))


def scrubbed(card: Card, gone: Collection[str], *, instead: str | None = None) -> Card:
    """The card without these sentences; a heading that is left with nothing below it goes, too. Where nothing at all is
    left, it is said that it was taken back, or `instead`.
    """
    parts: list[Part] = []
    emptied = False
    for part in card.parts:
        left = _left(part, [same(text) for text in gone])
        if left is None and isinstance(part, Quote):
            emptied = True
        elif left is not None:
            if emptied and not isinstance(left, Quote):
                _drop_heading(parts)
            emptied = False
            parts.append(left)
    if emptied:
        _drop_heading(parts)
    if all(isinstance(part, Title) for part in parts):
        parts.append(Text(_("What stood here was taken back by its author.") if instead is None else instead))
    return Card(tuple(parts), tuple(scrubbed(each, gone, instead=instead) for each in card.details))


def _drop_heading(parts: list[Part]) -> None:
    """The bold line that quotes stood under, once none of them is left."""
    last = parts[-1] if parts else None
    if isinstance(last, Text) and not isinstance(last.words, str) and all(each.strong for each in last.words):
        parts.pop()


def _left(part: Part, gone: Collection[str]) -> Part | None:
    """A part without these sentences; None where nothing of it is left."""
    match part:
        case Quote(text=text):
            return None if is_one_of(text, gone) else part
        case Text(words=words):
            return None if repeats(plain(words), gone) else part
        case Items(items=items):
            kept = tuple(each for each in items if not repeats(plain(each), gone))
            return Items(kept) if kept else None
        case FactSet(rows=rows):
            rest = tuple(row for row in rows if not is_one_of(plain(row[1]), gone))
            return FactSet(rest) if rest else None
        case _:
            return part


def counted(found: Deletion) -> tuple[str, ...]:
    """What goes, kind by kind, the most first."""
    most_first = sorted(found.entries.items(), key=lambda each: -each[1])
    return tuple(KINDS[name](n).format(n=n) for name, n in most_first)


def stays() -> str:
    return _(
        "What stays: taps (as planned, partly, not this week), numbers, levels, paths, days and every count, and the "
        "plan itself. Where words stood, “removed” will stand, in earlier years and in exports from then on."
    )


def standing(posted: Sequence[Standing], most: int = MOST_NAMED) -> tuple[str, ...]:
    """The posts that repeat the words, each with its channel, the newest first."""
    newest = sorted(posted, key=lambda each: each.at, reverse=True)
    return few([_post_words(each) for each in newest], most)


def _post_words(post: Standing) -> str:
    told = (
        _("{channel}, {day}: {kind}")
        if post.reached
        else _("{channel}, {day}: {kind}. Please delete it there by hand.")
    )
    kind = {**KINDS_OF_POSTS, **DIGEST_KINDS}.get(post.kind, post.kind)
    return told.format(channel=post.channel, day=f"{post.at:%Y-%m-%d}", kind=kind)


def posted_words() -> str:
    return _(
        "These posts repeat the words. I change them where they stand; who has read them has read them, and copies "
        "elsewhere I cannot reach. `digest` takes a whole post back."
    )
