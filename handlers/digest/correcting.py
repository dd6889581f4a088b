"""Correcting a posted digest in place, or taking it back where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.answers.edit_conflicts import reopened
from handlers.digest.copies import (
    Copies,
    bare_copies,
    copies_of,
    cycle_of,
    dated_copies,
    digest_of,
    frozen,
    in_its_year,
    loaded,
    marked_copies,
    name,
    readers_of,
    show_again,
    stamp,
    unmarked_copies,
    words_of,
)
from handlers.digest.draft_card import DigestChange, as_read, changes, changes_parts
from handlers.digest.facts import figures
from handlers.digest.phrases import OwnWords, words_fields
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.card_json import freeze, thaw
from handlers.kit.form import Line, Note, Option, Pick
from handlers.kit.reply import Replace, Replies, Say, ask_form, replace_card, say_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import capital, clip, clock, join, say
from handlers.wording.released_sentences import sentences_there
from pdsa.correctable_in_digest import corrected
from pdsa.digest_days import DRAFTS, MONTHLY, WEEKLY, YEARLY
from pdsa.digest_quotes import sentences
from pdsa.errors import Refusal
from pdsa.people import SENDERS
from pdsa.text import _
from storage.digests import Digest, DigestState, dump, load
from storage.notification_states import Notification, State
from storage.store import YearStore

router = Router()
WRITTEN = ("opening", "ask", "became")
"""People's own words, which a correction may put in other words."""


MOST = 20
WHICH = "slot"


@router.button("digest.correct", who=SENDERS, writes=False)
@in_its_year
async def ask(turn: Turn, store: YearStore) -> Replies:
    """The words, and what was wrong; as a correction that nobody has put in its place yet has them, if there is one."""
    digest = await _posted(turn.value, store)
    waiting = digest.correction
    digest = replace(digest, **{name_: waiting[name_] for name_ in WRITTEN if name_ in waiting})
    return ask_form(
        "digest.corrected",
        _("Correct the digest"),
        Note(
            _(
                "A correction takes in the decisions and the strategies as they are known now, and your words. A "
                "measure or a count of weeks that was wrong is not corrected: take the whole digest back."
            )
        ),
        *words_fields(digest),
        Line(
            "why",
            _("What was wrong? Readers see this"),
            waiting.get("why", ""),
            optional=False,
            most=300,
            hint=_("A sentence will do."),
        ),
        send=_("See it"),
        carry={"slot": turn.value},
        about=f"{digest.kind} {digest.occasion}",
    )


@router.form("digest.corrected", who=SENDERS, now=reopened(ask, "slot"))
@in_its_year
async def suggest(turn: Turn, store: YearStore) -> Replies:
    """How it would read, with what would change, before anything does."""
    slot = turn.carry.get("slot", "")
    digest = await _posted(slot, store)
    why = turn.required("why", _("A sentence is needed: readers see why it was corrected."))
    written = {name_: turn.text(name_) for name_ in WRITTEN}
    made = await _correction(store, digest, written, why)
    if not await _differences(store, digest, made):
        raise Refusal(
            _("Nothing would read otherwise: the decisions and strategies are as they were posted."), field="why"
        )
    await store.digests.suggest(digest.kind, digest.occasion, made)
    return Say(await _shown(await digest_of(slot, store), store))


async def _correction(store: YearStore, digest: Digest, written: Mapping[str, str], why: str) -> dict[str, Any]:
    """What would take the place of what stands there."""
    content = dump(corrected(loaded(digest), await figures(store, digest.kind, digest.occasion)))
    words = OwnWords(**written, lessons=words_of(digest).lessons)
    copies = await bare_copies(store, load(digest.kind, content), words, but=digest.slot)
    return {"content": content, **written, "why": why, "copies": frozen(await dated_copies(copies, digest, store))}


def _copies(correction: Mapping[str, Any]) -> Copies:
    return {name_: thaw(each) for name_, each in correction["copies"].items()}


async def _differences(store: YearStore, digest: Digest, correction: Mapping[str, Any]) -> list[DigestChange]:
    """The lines that would read otherwise, but for the one that says so."""
    was = await unmarked_copies(store, digest)
    return changes(was.values(), _copies(correction).values())


async def _shown(digest: Digest, store: YearStore) -> Card:
    """The correction as it would stand there, above the buttons that decide on it."""
    cycle, copies = cycle_of(store), _copies(digest.correction)
    slot = digest.slot
    as_marked = await marked_copies(copies, digest.correction["why"], store.now, store)
    return card(
        Text(say(_("This would take the place of {what}."), what=name(digest.kind, digest.occasion))),
        *changes_parts(await _differences(store, digest, digest.correction), _("What would change:")),
        *as_read(as_marked, cycle),
        Button(_("Put it in its place"), "digest.correct.put", f"{slot}:{stamp(copies)}", main=True),
        Button(_("Leave it as it was"), "digest.correct.leave", slot),
    )


@router.button("digest.correct.put", who=SENDERS)
@in_its_year
async def put(turn: Turn, store: YearStore) -> Replies:
    """The correction takes the place of what was posted, once, and only as it was read."""
    digest = await _posted(turn.value, store)
    correction = digest.correction
    if not correction:
        raise Refusal(_("That correction is settled already. `digest` shows how it reads now."))
    written = {name_: correction.get(name_, getattr(digest, name_)) for name_ in WRITTEN}
    fresh = await _correction(store, digest, written, correction["why"])
    read_as = turn.value.rpartition(":")[2]
    if fresh["content"] != correction["content"] or read_as != stamp(_copies(correction)):
        await store.digests.suggest(digest.kind, digest.occasion, fresh)
        said = _(
            "It has changed since you saw it. The correction above is how it would read now: please look once more."
        )
        now = await _shown(await digest_of(turn.value, store), store)
        return [Replace(now), say_card(Text(said))]
    await store.digests.correct(digest.kind, digest.occasion, {**correction, **written})
    await _change_posts(store, await digest_of(turn.value, store))
    await show_again(store, digest)
    told = _("Corrected: {what}. It says so where it stands.")
    return replace_card(Text(say(told, what=name(digest.kind, digest.occasion))))


async def _change_posts(store: YearStore, digest: Digest) -> None:
    """Where it stands, the new words take the old ones' place; what goes out later goes out in the new words."""
    cycle, quotes = cycle_of(store), list(sentences(loaded(digest)))
    copies = await copies_of(store, digest)
    notifications = [each for each in await store.outbox.of_kind(digest.kind, occasion=digest.occasion) if each.channel]
    for notification in notifications:
        copy = copies.get(readers_of(notification.channel, cycle)) or next(iter(copies.values()))
        if notification.state is State.SENT:
            await store.posts.change(notification.key, freeze(copy), sentences_there(copy, quotes))
    keys = [each.key for each in await store.outbox.with_details(*(each.key for each in notifications))]
    await store.outbox.refresh(*keys)


@router.button("digest.correct.leave", who=SENDERS)
@in_its_year
async def leave(turn: Turn, store: YearStore) -> Replies:
    """The correction is forgotten; what was posted stays as it is."""
    digest = await _posted(turn.value, store)
    await store.digests.suggest(digest.kind, digest.occasion, {})
    return replace_card(Text(_("Left as it was. Nothing was changed.")))


async def _posted(slot: str, store: YearStore) -> Digest:
    """An approved digest that is out. Raises Refusal."""
    digest = await digest_of(slot, store)
    if digest.state is not DigestState.APPROVED:
        raise Refusal(_("That digest stands in no channel now. `digest` shows what became of it."))
    if digest.waits_for_its_time:
        raise Refusal(_("It has not been posted yet: make it a draft again, and change it there."))
    return digest


@router.button("digest.takeback", who=SENDERS, writes=False)
@in_its_year
async def ask_which_post(turn: Turn, store: YearStore) -> Replies:
    """Which post, where none is meant, and why."""
    standing = await _standing(store)
    if not standing:
        raise Refusal(_("Nothing stands in a channel that could be taken back."))
    slot = turn.value
    meant = slot in {_slot(each) for each in standing}
    return ask_form(
        "digest.taken-back",
        _("Take a post back"),
        Note(
            _(
                "Where it stands now, people will read that it was taken back, by whom and why. What is in its "
                "thread goes. Who has read it has read it: it counts as published."
            )
        ),
        None if meant else Pick(WHICH, _("Which one?"), _options(standing, turn)),
        Line("why", _("Why? Readers see this"), optional=False, most=300, hint=_("A sentence will do.")),
        send=_("Take it back"),
        carry={WHICH: slot} if meant else {},
    )


def _options(standing: Sequence[Notification], turn: Turn) -> tuple[Option, ...]:
    """The posts by their names, each once though it stands in two channels, the newest first."""
    newest = {_slot(each): each for each in standing}
    posts = sorted(newest.values(), key=lambda each: each.sent_at or each.at, reverse=True)[:MOST]
    named = ((each, capital(clip(name(each.kind, each.occasion), 50))) for each in posts)
    return tuple(Option(_slot(each), f"{title}, {clock(each.sent_at or each.at, turn.zone)}") for each, title in named)


def _slot(post: Notification) -> str:
    return f"{post.kind}:{post.occasion}"


async def _standing(store: YearStore) -> list[Notification]:
    """The channels' posts that stand where they were sent."""
    gone = {each.key for each in await store.posts.all() if each.taken_back_at is not None}
    sent = await store.outbox.of_kind(WEEKLY, MONTHLY, YEARLY)
    return [each for each in sent if each.state is State.SENT and each.key not in gone]


@router.form("digest.taken-back", who=SENDERS)
@in_its_year
async def take_back(turn: Turn, store: YearStore) -> Replies:
    """It stands nowhere any more. Whoever comes second hears who was first."""
    slot = turn.carry.get(WHICH, "") or turn.required(WHICH, _("Please choose one."))
    why = turn.required("why", _("A sentence is needed: those who read it will ask."))
    kind, _colon, occasion = slot.partition(":")
    if kind in DRAFTS and not await store.digests.take_back(kind, occasion, turn.person.id, why):
        raise Refusal(_("It does not stand there any more. `digest` shows what became of it."))
    notifications = [each for each in await store.outbox.of_kind(kind, occasion=occasion) if each.channel]
    for sent in notifications:
        if sent.state is State.SENT and await store.posts.of(sent.key) is None:  # sent before posts were kept
            await store.posts.keep(sent.key, kind=kind, occasion=occasion, channel=sent.channel, card={}, quotes=())
    found = await store.posts.take_back(kind, occasion, turn.person.id, why)
    if kind == WEEKLY:
        if not found:
            raise Refusal(_("It does not stand there any more. `digest` shows what became of it."))
        await store.record("digest taken back", f"{kind} {occasion}", after={"why": why})
    keys = [each.key for each in await store.outbox.with_details(*(each.key for each in notifications))]
    await store.outbox.refresh(*keys)
    digest = await store.digests.find(kind, occasion) if kind in DRAFTS else None
    if digest is not None:
        await show_again(store, digest)
    return Say(_told(slot, notifications))


def _told(slot: str, notifications: Sequence[Notification]) -> Card:
    kind, _colon, occasion = slot.partition(":")
    channels = join(list(dict.fromkeys(each.channel for each in notifications if each.state is State.SENT)))
    unreached = [each.channel for each in notifications if each.state is State.SENT and not each.message]
    back = Button(_("Make it a draft again"), "digest.back", slot) if kind in DRAFTS else None
    told = _("Taken back: {what}. In {channels} people now read that it was, and why.")
    if not channels:
        told = _("Taken back: {what}. No channel had it yet.")
    by_hand = _("Of {channels} I only know that somebody saw it there: please delete it by hand.")
    return card(
        Text(say(told, what=name(kind, occasion), channels=channels)),
        Text(by_hand.format(channels=join(unreached))) if unreached else None,
        back,
    )
