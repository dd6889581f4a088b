"""Which digest a button means, and its copies: what a channel gets, what its drafters see, where it goes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Any

from handlers.digest import month_and_year
from handlers.digest.phrases import NOTHING, OwnWords
from handlers.kit.card import Card, Text, Title
from handlers.kit.card_json import freeze, thaw
from handlers.kit.reply import Replies
from handlers.kit.turn import Turn
from handlers.kit.words import clock, join, month_name, say
from handlers.wording.notifications import may_stand
from handlers.wording.notifications import stamp as read_as
from handlers.wording.released_sentences import told_in
from pdsa.cycle import Cycle
from pdsa.digest import Monthly
from pdsa.digest_days import BACK, DRAFTS, MONTHLY, YEARLY, month_of, posted_from
from pdsa.digest_quotes import unsaid
from pdsa.digest_readers import Readers
from pdsa.errors import Refusal
from pdsa.text import _, speaking
from storage.digests import Digest, DigestState, Figures, dump, load
from storage.notification_states import Draft
from storage.outages_and_restores import PutBack
from storage.store import YearStore

Speak = Callable[[Turn, YearStore], Awaitable[Replies]]


def cycle_of(store: YearStore) -> Cycle:
    """The cycle that digests tell of. Raises LookupError where there is none."""
    if store.cycle is None:
        raise LookupError("there is no cycle to tell of")
    return store.cycle


async def digest_of(slot: str, store: YearStore) -> Digest:
    """By its kind and occasion, whatever the button carries behind them. Raises Refusal."""
    kind, _colon, rest = slot.partition(":")
    digest = await store.digests.find(kind, rest.split(":")[0]) if kind in DRAFTS else None
    if digest is None:
        raise Refusal(_("I do not find that draft any more. `digest` shows those that there are."))
    return digest


def in_its_year(speak: Speak) -> Speak:
    """The same route, turned to the year whose digest is meant: what was posted last year can be taken back in this."""

    @wraps(speak)
    async def turned(turn: Turn, store: YearStore) -> Replies:
        year = await _year_of(turn.value or turn.carry.get("slot", ""), store)
        if year is None or year == store.cycle:
            return await speak(turn, store)
        return await speak(replace(turn, setting=year), store.year(year))

    return turned


async def _year_of(slot: str, store: YearStore) -> Cycle | None:
    """This year, or the newest one before it that has such a post; None where nobody knows of it."""
    kind, _colon, rest = slot.partition(":")
    occasion, year = rest.split(":")[0], store.cycle
    while year is not None and not await _is_of(store.year(year), kind, occasion):
        year = await store.cycles.before(year)
    return year


async def _is_of(here: YearStore, kind: str, occasion: str) -> bool:
    if kind in DRAFTS:
        return await here.digests.find(kind, occasion) is not None
    return not occasion or bool(await here.outbox.of_kind(kind, occasion=occasion))


Copies = Mapping[str, Card]
"""What is posted, by whom it is for (a `Readers`)."""


def readers_of(channel: str, cycle: Cycle) -> Readers:
    """For whom a channel's copy is."""
    return Readers.LEADERSHIP if channel == cycle.channels.leadership else Readers.STAKEHOLDERS


def copy(figures: Figures, cycle: Cycle, readers: Readers, words: OwnWords = NOTHING) -> Card:
    """A digest as these readers would get it, but for its date."""
    if isinstance(figures, Monthly):
        return month_and_year.summary(figures, cycle.district, readers, words)
    return month_and_year.report(figures, readers, words)


def words_of(digest: Digest) -> OwnWords:
    """What people wrote into a digest, and chose for it."""
    return OwnWords(digest.opening, digest.ask, digest.became, tuple(digest.lessons) or None)


def loaded(digest: Digest) -> Figures:
    """The figures that were drafted."""
    return load(digest.kind, digest.content)


async def bare_copies(store: YearStore, figures: Figures, words: OwnWords, *, but: str = "") -> dict[str, Card]:
    """The copies for the channels that the plan names, none with a sentence that its channel has read before, `but` by
    this digest ("digest-monthly:2026-10") itself.

    Where the plan names no channel yet, the copy for leadership stands for all of them.
    """
    cycle = cycle_of(store)
    copies: dict[str, Card] = {}
    for channel in cycle.channels.approved or [cycle.channels.leadership]:
        told, readers = await told_in([channel], store, but=f"{but}:{channel}"), readers_of(channel, cycle)
        with speaking(await store.cycles.channel_language(channel)):
            copies[readers] = copy(unsaid(figures, told), cycle, readers, words)
    return copies


async def _each(copies: Copies, say_more: Callable[[Card], Card], store: YearStore) -> dict[str, Card]:
    """The copies with something more on each, in the language of its channel."""
    channels = cycle_of(store).channels
    made: dict[str, Card] = {}
    for readers, shown in copies.items():
        channel = channels.leadership if readers == Readers.LEADERSHIP else channels.stakeholders
        with speaking(await store.cycles.channel_language(channel)):
            made[readers] = say_more(shown)
    return made


async def drafted_copies(store: YearStore, digest: Digest) -> dict[str, Card]:
    """The copies as they would be approved now, with the moment up to which their figures are known."""
    return await dated_copies(await bare_copies(store, loaded(digest), words_of(digest)), digest, store)


async def dated_copies(copies: Copies, digest: Digest, store: YearStore) -> dict[str, Card]:
    """The copies, each saying as of when."""
    return await _each(copies, lambda shown: dated(shown, digest.drafted_at, cycle_of(store).zone), store)


async def copies_of(store: YearStore, digest: Digest) -> dict[str, Card]:
    """The copies that were approved, word for word, saying so where they were corrected; of a draft, those that would
    be.
    """
    copies = await unmarked_copies(store, digest)
    if digest.corrected_at is None:
        return copies
    return await marked_copies(copies, digest.why, digest.corrected_at, store)


async def marked_copies(copies: Copies, why: str, at: datetime, store: YearStore) -> dict[str, Card]:
    """The copies, each saying that it was corrected, when and why."""
    return await _each(copies, lambda shown: marked(shown, why, clock(at, cycle_of(store).zone)), store)


async def unmarked_copies(store: YearStore, digest: Digest) -> dict[str, Card]:
    """The same, without the line that says that they were corrected."""
    if digest.state is DigestState.DRAFT:
        return await drafted_copies(store, digest)
    try:
        approved = {name: thaw(kept) for name, kept in digest.copies.items()}
    except ValueError:  # approved under a version whose cards this one cannot read any more
        approved = {}
    return approved or await drafted_copies(store, digest)


def dated(card: Card, at: datetime, zone: str) -> Card:
    """The card, saying as of when."""
    return replace(card, parts=(*card.parts, Text(say(_("As known on {at}."), at=clock(at, zone)))))


def marked(card: Card, why: str, at: str) -> Card:
    """The card that says, below its title, that it was corrected, when and why."""
    said = Text(say(_("*Corrected* {at}: {why}"), at=at, why=why))
    place = 1 if isinstance(card.parts[0], Title) else 0
    return replace(card, parts=(*card.parts[:place], said, *card.parts[place:]))


def frozen(copies: Copies) -> dict[str, Any]:
    """The copies as values to be kept."""
    return {name: freeze(each) for name, each in copies.items()}


def stamp(copies: Copies, doubt: PutBack | None = None) -> str:
    """Tells these copies from any that read otherwise, or that were read without this doubt."""
    return read_as(frozen(copies), doubt)


async def doubted(store: YearStore, digest: Digest) -> PutBack | None:
    """The restore before which a draft may have been approved and posted, although it is a draft by what is known."""
    if digest.state is not DigestState.DRAFT:
        return None
    return await may_stand(posted_from(digest.kind, digest.occasion, cycle_of(store)), store)


def glance(figures: Figures, kind: str, cycle: Cycle) -> Card:
    """What a digest would tell if it were drafted now, read back as it would be kept."""
    return copy(load(kind, dump(figures)), cycle, Readers.LEADERSHIP)


def name(kind: str, occasion: str) -> str:
    """How people call a digest: "the summary of October 2026"."""
    if kind == MONTHLY:
        return _("the summary of {month}").format(month=month_name(month_of(occasion)))
    if kind == YEARLY:
        return _("the digest of the year {label}").format(label=occasion)
    return _("the weekly note")


def channel_names(cycle: Cycle) -> str:
    return join(cycle.channels.approved) or _("no channel yet")


async def send(store: YearStore, digest: Digest) -> list[Draft]:
    """Write the notifications of an approved digest, one a channel; a channel that has its notification gets no second
    one.
    """
    at = digest.post_at or store.now
    drafts = [
        Draft(digest.kind, digest.occasion, at, channel=channel, prompt=False)
        for channel in cycle_of(store).channels.approved
    ]
    await store.outbox.write(drafts)
    return drafts


async def send_anew(store: YearStore, digest: Digest) -> None:
    """Write them once a digest is approved, also where notifications of an earlier approval were sent back or taken
    back.
    """
    for draft in await send(store, digest):
        await store.outbox.anew(draft.key, draft.at)


async def show_again(store: YearStore, digest: Digest) -> None:
    """Everybody who was shown the draft sees what became of it."""
    notifications = await store.outbox.of_kind(DRAFTS[digest.kind], occasion=digest.occasion)
    back = [each for each in await store.outbox.of_kind(BACK) if each.about == (digest.kind, digest.occasion)]
    await store.outbox.refresh(*(notification.key for notification in (*notifications, *back)))
