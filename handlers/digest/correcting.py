"""Correcting a posted digest in place: people's words, decisions and counts of strategies, and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.digest import own_words
from handlers.digest.copies import (
    Copies,
    bare_copies,
    copies_of,
    dated_copies,
    frozen,
    loaded,
    marked_copies,
    name,
    readers_of,
    show_again,
    stamp,
    unmarked_copies,
    words_of,
)
from handlers.digest.draft_card import as_read
from handlers.digest.draft_changes import DigestChange, changes, changes_parts
from handlers.digest.facts import cycle_of, figures
from handlers.digest.own_words import OwnWords
from handlers.digest.which_digest import digest_of, in_its_year
from handlers.kit.card import Button, Card, Text, buttons, card
from handlers.kit.card_json import freeze, thaw
from handlers.kit.conflicts import reopened
from handlers.kit.form import Line, Note, form
from handlers.kit.reply import Ask, Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import say
from handlers.wording.quotable_sentences import sentences_there
from pdsa.digest_correction import corrected
from pdsa.digest_quotes import sentences
from pdsa.errors import Refusal
from pdsa.people import SENDERS
from pdsa.text import _
from storage.digest_figures import dump, load
from storage.digests import Digest, DigestState
from storage.notifications import State
from storage.store import YearStore

router = Router()
WRITTEN = ("opening", "ask", "became")
"""People's own words, which a correction may put in other words."""


@router.button("digest.correct", who=SENDERS, writes=False)
@in_its_year
async def ask(turn: Turn, store: YearStore) -> Replies:
    """The words, and what was wrong; as a correction that nobody has put in its place yet has them, if there is one."""
    digest = await _posted(turn.value, store)
    waiting = digest.correction
    digest = replace(digest, **{name_: waiting[name_] for name_ in WRITTEN if name_ in waiting})
    return Ask(
        form(
            "digest.corrected",
            _("Correct the digest"),
            Note(
                _(
                    "A correction takes in the decisions and the strategies as they are known now, and your words. A "
                    "measure or a count of weeks that was wrong is not corrected: take the whole digest back."
                )
            ),
            *own_words.lines(digest),
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
    cycle = cycle_of(store)
    content = dump(corrected(loaded(digest), await figures(store, digest.kind, digest.occasion)))
    key = f"{digest.kind}:{digest.occasion}"
    words = OwnWords(**written, lessons=words_of(digest).lessons)
    copies = await bare_copies(store, cycle, load(digest.kind, content), words, but=key)
    made = await dated_copies(copies, digest, cycle, store)
    return {"content": content, **written, "why": why, "copies": frozen(made)}


def _copies(correction: Mapping[str, Any]) -> Copies:
    return {name_: thaw(each) for name_, each in correction["copies"].items()}


async def _differences(store: YearStore, digest: Digest, correction: Mapping[str, Any]) -> list[DigestChange]:
    """The lines that would read otherwise, but for the one that says so."""
    was = await unmarked_copies(store, digest, cycle_of(store))
    return changes(was.values(), _copies(correction).values())


async def _shown(digest: Digest, store: YearStore) -> Card:
    """The correction as it would stand there, above the buttons that decide on it."""
    cycle, copies = cycle_of(store), _copies(digest.correction)
    slot = f"{digest.kind}:{digest.occasion}"
    as_marked = await marked_copies(copies, digest.correction["why"], store.now, cycle, store)
    return card(
        Text(say(_("This would take the place of {what}."), what=name(digest.kind, digest.occasion))),
        *changes_parts(await _differences(store, digest, digest.correction), _("What would change:")),
        *as_read(as_marked, cycle),
        buttons(
            Button(_("Put it in its place"), "digest.correct.put", f"{slot}:{stamp(copies)}", main=True),
            Button(_("Leave it as it was"), "digest.correct.leave", slot),
        ),
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
        return [Replace(now), Say(card(Text(said)))]
    await store.digests.correct(digest.kind, digest.occasion, {**correction, **written})
    await _change_posts(store, await digest_of(turn.value, store))
    await show_again(store, digest)
    told = _("Corrected: {what}. It says so where it stands.")
    return Replace(card(Text(say(told, what=name(digest.kind, digest.occasion)))))


async def _change_posts(store: YearStore, digest: Digest) -> None:
    """Where it stands, the new words take the old ones' place; what goes out later goes out in the new words."""
    cycle, found = cycle_of(store), loaded(digest)
    copies = await copies_of(store, digest, cycle)
    notifications = [each for each in await store.outbox.of_kind(digest.kind, occasion=digest.occasion) if each.channel]
    for notification in notifications:
        copy = copies.get(readers_of(notification.channel, cycle)) or next(iter(copies.values()))
        if notification.state is State.SENT:
            await store.posts.change(notification.key, freeze(copy), sentences_there(copy, sentences(found)))
    keys = [each.key for each in await store.outbox.with_details(*(each.key for each in notifications))]
    await store.outbox.refresh(*keys)


@router.button("digest.correct.leave", who=SENDERS)
@in_its_year
async def leave(turn: Turn, store: YearStore) -> Replies:
    """The correction is forgotten; what was posted stays as it is."""
    digest = await _posted(turn.value, store)
    await store.digests.suggest(digest.kind, digest.occasion, {})
    return Replace(card(Text(_("Left as it was. Nothing was changed."))))


async def _posted(slot: str, store: YearStore) -> Digest:
    """An approved digest that is out. Raises Refusal."""
    digest = await digest_of(slot, store)
    if digest.state is not DigestState.APPROVED:
        raise Refusal(_("That digest stands in no channel now. `digest` shows what became of it."))
    if digest.waits_for_its_time:
        raise Refusal(_("It has not been posted yet: make it a draft again, and change it there."))
    return digest
