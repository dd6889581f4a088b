"""Sentences that their authors released, and what is done once one is taken back: it goes from wherever it stands."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from handlers.kit.card import Card, FactSet, Items, Part, Quote, Text, Title
from handlers.kit.card_json import freeze, thaw
from handlers.kit.words import Words, plain
from pdsa.digest_quotes import same, sentences, without
from pdsa.field_privacy import sentences as own_sentences
from pdsa.text import _
from pdsa.visible import ANYBODY, visible
from storage.digest_figures import dump, load
from storage.digests import DigestState
from storage.launching import PLAN_SHARED
from storage.posts import Post
from storage.store import YearStore

CUT = "…"
DRAFTS = ("draft-monthly", "draft-year", "draft-back")
"""The notifications that show a draft."""
LEAST = 40
"""What was clipped is known by its beginning, where that is at least so long."""


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
    digests, posts, years = await store.digests.all(), await store.posts.all(), await store.cycles.all()
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
    for year in years:
        if store.cycle is not None and year.follows == store.cycle.id:  # its plan quotes what this year taught
            here = store.year(year)
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
            return None if _is(text, gone) else part
        case Text(words=words):
            return None if _is(plain(words), gone) or _holds(words, gone) else part
        case Items(items=items):
            kept = tuple(each for each in items if not (_is(plain(each), gone) or _holds(each, gone)))
            return Items(kept) if kept else None
        case FactSet(rows=rows):
            rest = tuple(row for row in rows if not _is(plain(row[1]), gone))
            return FactSet(rest) if rest else None
        case _:
            return part


def _is(text: str, gone: Iterable[str]) -> bool:
    """Whether a text is one of these sentences, or the beginning of one."""
    key = same(text)
    if key in gone:
        return True
    return text.rstrip().endswith(CUT) and len(key) >= LEAST and any(each.startswith(key) for each in gone)


def _holds(words: Words | str, gone: Collection[str]) -> bool:
    """Whether one of these sentences stands among other words, in marks of quotation."""
    return any(_is(each, gone) for each in _quoted(plain(words)))


def _quoted(text: str) -> Iterator[str]:
    for piece in text.split("“")[1:]:
        yield piece.partition("”")[0]
