"""A draft as its readers see it at any time, and what reads otherwise in it than before."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from handlers.digest.copies import (
    Copies,
    bare_copies,
    channel_names,
    copies_of,
    cycle_of,
    doubted,
    loaded,
    name,
    stamp,
    words_of,
)
from handlers.digest.facts import figures, replaced_by
from handlers.kit.card import Button, Card, Items, Part, Text, buttons, card
from handlers.kit.card_json import freeze
from handlers.kit.card_pages import as_text
from handlers.kit.words import Words, capital, clip, clock, count, say
from handlers.wording.notifications import look_first
from handlers.wording.notifications import sure as twice
from pdsa.cycle import Cycle
from pdsa.digest import YearEnd
from pdsa.digest_days import YEARLY
from pdsa.digest_quotes import same, sentences
from pdsa.digest_readers import Readers
from pdsa.line_changes import line_changes
from pdsa.people import SENDERS, Member
from pdsa.text import _
from storage.digests import Digest, DigestState, Figures, dump, load_year
from storage.outages_and_restores import PutBack
from storage.store import YearStore

MOST_MARKED = 6
MOST_TOGETHER = 30
"""So many parts of two copies fit into one message, with all that stands around them."""


MOST = 8
ENDS = re.compile(r"(?<=[.!?]) (?=[A-Z0-9])")
LONG = 220


async def draft_card(store: YearStore, digest: Digest, reader: Member) -> Card:
    """The digest as it would be posted, under what has become of it, above what the reader can do."""
    cycle = cycle_of(store)
    zone = reader.zone or cycle.zone
    copies = await copies_of(store, digest)
    people = await settlers(store, digest)
    before, told = await _instead_of(store, digest), await _worth_telling(store, digest)
    doubt = await doubted(store, digest)
    return card(
        Text(fate(people, digest, cycle, zone)),
        Text(look_first(doubt, cycle.channels.approved, zone)) if doubt and cycle.channels.approved else None,
        before,
        *changes_parts(digest.changes, _("What has changed since the last draft:")),
        *as_read(copies, cycle),
        *told,
        *_hints(digest, reader),
        *choices(digest, cycle, reader, stamp(copies, doubt), doubt),
    )


def as_read(copies: Copies, cycle: Cycle) -> Iterator[Part]:
    """Each copy in full; what two channels get alike stands once. Where both are too long for one message, the one for
    leadership stands here, and a button shows the other.
    """
    if len({each.parts for each in copies.values()}) == 1:
        yield from next(iter(copies.values())).parts
        return
    together = sum(len(each.parts) for each in copies.values()) <= MOST_TOGETHER
    for readers, copy in copies.items():
        channel = cycle.channels.leadership if readers == Readers.LEADERSHIP else cycle.channels.stakeholders
        if together or readers == Readers.LEADERSHIP:
            yield Text(say(_("*{channel}* gets it like this:"), channel=channel))
            yield from copy.parts
        else:
            told = _(
                "*{channel}* gets a copy of its own, with what changes for its readers. *Read all of it* shows both."
            )
            yield Text(say(told, channel=channel))


async def _instead_of(store: YearStore, digest: Digest) -> Part | None:
    """Which summary this one replaced while it waited; never posted."""
    older = await replaced_by(store, digest) if digest.state is DigestState.DRAFT else None
    if older is None:
        return None
    words = _("Nobody approved {older}, so this one takes its place. `digest` can bring it back.")
    return Text(words.format(older=name(older.kind, older.occasion)))


async def _worth_telling(store: YearStore, digest: Digest) -> tuple[Part, ...]:
    """The measures that research marked as worth telling, with its reasons; never posted."""
    if digest.kind != YEARLY or digest.state is not DigestState.DRAFT:
        return ()
    marked = [each for each in (await store.measures.settings()).values() if each.worth_telling]
    if not marked:
        return ()
    told = [say(_("*{measure}*: {note}"), measure=clip(each.measure, 120), note=clip(each.note, 300) or _("marked"))
            for each in marked[:MOST_MARKED]]  # fmt: skip
    return Text(_("Research finds these measures worth telling (this is not posted):")), Items(tuple(told))


def fate(people: Mapping[int, Member], digest: Digest, cycle: Cycle, zone: str) -> Words:
    """What has become of a digest, who did it and when."""
    if digest.state is DigestState.DRAFT:
        template = _("*A draft* for {channels}, with what was known {at}. Nobody there sees it before it is approved.")
        return say(template, channels=channel_names(cycle), at=clock(digest.drafted_at, zone))
    who, at = settled(people, digest, zone)
    if digest.replaced:
        return say(_("*Not posted.* Nobody had approved it when the next one was drafted, {at}."), at=at)
    if digest.state is DigestState.TAKEN_BACK:
        return say(_("*Taken back* by {who}, {at}. The reason: {why}"), who=who, at=at, why=digest.why)
    if digest.waits_for_its_time and digest.post_at is not None:
        template = _("*Approved* by {who}, {at}. It goes to {channels} {then}, unless something in it changes before.")
        return say(template, who=who, at=at, channels=channel_names(cycle), then=clock(digest.post_at, zone))
    if digest.state is DigestState.APPROVED:
        template = _("*Approved* by {who}, {at}. It goes to {channels}.")
        return say(template, who=who, at=at, channels=channel_names(cycle))
    return say(_("*Not this time*, said {who}, {at}. Nothing is posted."), who=who, at=at)


async def settlers(store: YearStore, *digests: Digest) -> dict[int, Member]:
    """Who approved or declined these digests, by their ids."""
    return await store.people.by_ids({each.settled_by for each in digests if each.settled_by is not None})


def settled(people: Mapping[int, Member], digest: Digest, zone: str) -> tuple[str, str]:
    """Who approved or declined a digest, and when."""
    who = people.get(digest.settled_by or 0)
    at = clock(digest.settled_at, zone) if digest.settled_at else ""
    return (who.name if who else _("somebody")), at


def _hints(digest: Digest, reader: Member) -> Iterator[Part]:
    """What a drafter may want to do before approving; never posted."""
    if digest.state is not DigestState.DRAFT or reader.role not in SENDERS:
        return
    if not digest.opening and not digest.ask:
        yield Text(say(_("With *Edit* you can add words to open with, and what you ask for.")))
    if digest.kind == YEARLY and (n := len(load_year(digest.content).undecided)):
        waits = count("{n} strategy waits for a decision.", "{n} strategies wait for a decision.", n)
        yield Text(say(_("{waits} *Refresh the figures* takes in what comes until you approve."), waits=waits))


def choices(
    digest: Digest, cycle: Cycle, reader: Member, read_as: str, doubt: PutBack | None = None
) -> list[Part | None]:
    """What this reader can do with it, `read_as` the stamp of what they read; with `doubt` it may stand there already.
    Who may not approve may still read it.
    """
    slot = digest.slot
    marked = f"{slot}:{read_as}"
    read = Button(_("Read all of it"), "digest.read", slot)
    lessons = None
    if digest.kind == YEARLY and digest.state is DigestState.DRAFT:
        lessons = Button(_("Choose what we learned"), "digest.lessons", slot)
    if reader.role not in SENDERS:
        return [buttons(read, lessons)]
    again = Button(_("Make it a draft again"), "digest.back", slot)
    if digest.waits_for_its_time or digest.state is DigestState.TAKEN_BACK:
        return [buttons(read, again)]
    if digest.state is DigestState.APPROVED:
        correct = Button(_("Correct it"), "digest.correct", slot)
        return [buttons(read, correct, Button(_("Take it back"), "digest.takeback", slot))]
    if digest.state is not DigestState.DRAFT:
        return [buttons(read, Button(_("Bring it back"), "digest.back", slot))]
    sure = _("{name} will be posted to {channels}.").format(
        name=capital(name(digest.kind, digest.occasion)), channels=channel_names(cycle)
    )
    if doubt:
        sure = twice(doubt, cycle.channels.approved, reader.zone or cycle.zone)
    named = bool(cycle.channels.approved)
    return [
        buttons(Button(_("It stands there"), "digest.there", marked, main=True)) if doubt and named else None,
        buttons(
            Button(_("Approve"), "digest.approve", marked, main=not doubt, ask_first=sure if named else ""),
            Button(_("Post it later"), "digest.approve.later", marked) if named else None,
            Button(_("Edit"), "digest.edit", slot),
            Button(_("Not this time"), "digest.decline", marked),
            Button(_("Refresh the figures"), "digest.refresh", slot),
        ),
        buttons(read, lessons),
    ]


DigestChange = tuple[str, str]
"""A line as it was and as it is; empty where there was none, or is none any more."""


def changes(before: Iterable[Card], now: Iterable[Card], taken_back: Iterable[str] = ()) -> list[DigestChange]:
    """The lines that differ, each once: those of the messages before those in their threads, and what is no longer so
    before what is new. What was taken back is not repeated: it is said that something was.
    """
    was, are = list(before), list(now)
    gone = [same(text) for text in taken_back]
    messages = line_changes([_lines([each]) for each in was], [_lines([each]) for each in are])
    threads = line_changes([_lines(each.details) for each in was], [_lines(each.details) for each in are])
    differences = [_unsaid(each, gone) for each in (*messages, *threads)]
    if not differences and [freeze(each) for each in was] != [freeze(each) for each in are]:
        differences = [("", _("A chart is drawn anew, with what was measured since."))]
    return list(dict.fromkeys(differences))


def _lines(cards: Iterable[Card]) -> list[str]:
    """Cards sentence by sentence, without the bullets of lists."""
    lines = (line.removeprefix("• ") for each in cards for line in as_text(each).split("\n"))
    return [said for line in lines for said in ENDS.split(line)]


def _unsaid(change: DigestChange, gone: Sequence[str]) -> DigestChange:
    was, now = change
    if any(each and each in same(was) for each in gone):
        return _("Words that their author has taken back"), now
    return change


def changes_parts(differences: Sequence[Sequence[str]], lead_in: Words | str) -> list[Part]:
    """The first few of the changes under a line of their own; nothing where there are none."""
    if not differences:
        return []
    shown, left = [_told(was, now) for was, now in differences[:MOST]], len(differences) - MOST
    more = [count("and {n} more line", "and {n} more lines", left)] if left > 0 else []
    return [Text(lead_in), Items((*shown, *more))]


def _told(was: str, now: str) -> Words:
    old, new = clip(was, LONG), clip(now, LONG)
    if not old:
        return say(_("*New:* {new}"), new=new)
    if not new:
        return say(_("*Gone:* {old}"), old=old)
    return say(_("*Was:* {old} *Now:* {new}"), old=old, new=new)


async def bring_up_to_date(store: YearStore, digest: Digest) -> list[DigestChange]:
    """Redraft an open draft where it would read otherwise by what is known now; returns what has changed."""
    differences, content = await changed(store, digest)
    if differences:
        await store.digests.redraft(digest.kind, digest.occasion, content, differences)
    return differences


async def changed(store: YearStore, digest: Digest) -> tuple[list[DigestChange], object]:
    """The lines that would read otherwise if the digest were drafted now, and its content then."""
    before, now = loaded(digest), await figures(store, digest.kind, digest.occasion)
    released = {same(text) for text in sentences(now)}
    taken_back = [text for text in sentences(before) if same(text) not in released]
    was = await bare_copies(store, before, words_of(digest))
    are = await bare_copies(store, _as_of(before, now), words_of(digest))
    return changes(was.values(), are.values(), taken_back), dump(now)


def _as_of(before: Figures, now: Figures) -> Figures:
    """The new figures with the old date: that another day has come is no change."""
    return replace(now, day=before.day) if isinstance(now, YearEnd) and isinstance(before, YearEnd) else now
