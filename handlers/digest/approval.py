"""Approving a draft, at once or for a set time; editing its words, leaving it, bringing it back."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from handlers.answers.edit_conflicts import reopened
from handlers.digest.copies import (
    channel_names,
    copies_of,
    cycle_of,
    digest_of,
    doubted,
    frozen,
    in_its_year,
    name,
    send_anew,
    show_again,
    stamp,
)
from handlers.digest.draft_card import DigestChange, as_read, bring_up_to_date, changed, draft_card, settled, settlers
from handlers.digest.phrases import words_fields
from handlers.kit.card import Button, Card, Quote, Text, card
from handlers.kit.form import Day, Note, Option, Pick
from handlers.kit.reply import Replace, Replies, Say, ask_form, say_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import at_time, capital, join, say
from handlers.wording.notifications import look_first, mark
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import instant, local_day
from pdsa.cycle import Cycle
from pdsa.digest_days import BACK
from pdsa.errors import Refusal
from pdsa.people import DRAFT_READERS, SENDERS, Member
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from storage.digests import Digest, DigestState
from storage.notification_states import Draft, Notification
from storage.store import YearStore

router = Router()


HOURS = range(7, 19)
LAST_LOOK = timedelta(hours=1)
"""So long before its set time a digest is looked at once more."""
LONGEST = timedelta(days=60)


@router.button("digest.read", who=DRAFT_READERS, writes=False)
@in_its_year
async def read(turn: Turn, store: YearStore) -> Replies:
    """The digest as it would be posted, with all that stands in its thread."""
    digest = await digest_of(turn.value, store)
    copies = await copies_of(store, digest)
    if turn.private:
        return [Say(each) for each in dict.fromkeys(copies.values())]
    more = Text(_("The details are long: ask me for `digest` in private."))
    return [say_card(*as_read(copies, turn.cycle)), say_card(more)]


@router.button("digest.edit", who=SENDERS, writes=False)
@in_its_year
async def edit(turn: Turn, store: YearStore) -> Replies:
    """The form for people's own words in a digest."""
    digest = await digest_of(turn.value, store)
    if digest.state is not DigestState.DRAFT:
        return await too_late(turn, store, digest)
    return ask_form(
        "digest.words",
        _("Edit the digest"),
        Note(_("The figures come from the plan and the check-ins. To change them, change them there.")),
        *words_fields(digest),
        carry={"slot": digest.slot},
        about=f"{digest.kind} {digest.occasion}",
    )


@router.form("digest.words", who=SENDERS, now=reopened(edit, "slot"))
@in_its_year
async def keep_words(turn: Turn, store: YearStore) -> Replies:
    """Keep the words. Where the digest was settled meanwhile, the form says so and still holds what was written."""
    digest = await digest_of(turn.carry.get("slot", ""), store)
    opening, ask, became = turn.text("opening"), turn.text("ask"), turn.text("became")
    if not await store.digests.edit(digest.kind, digest.occasion, opening, ask, became):
        digest = await digest_of(turn.carry.get("slot", ""), store)
        who, at = settled(await settlers(store, digest), digest, turn.zone)
        sentence = _("{who} has settled this digest meanwhile ({at}), so these words cannot go in any more.")
        if digest.replaced:
            sentence = _("A newer one has taken its place ({at}). `digest` can bring it back; then these words fit in.")
        raise Refusal(sentence.format(who=who, at=at), field="opening")
    digest = await digest_of(turn.carry.get("slot", ""), store)
    await show_again(store, digest)
    return Say(_kept(digest))


def _kept(digest: Digest) -> Card:
    slot = digest.slot
    nothing = None if digest.opening or digest.ask else Text(_("It has no words of your own now, only the figures."))
    return card(
        Text(say(_("Kept for {name}."), name=name(digest.kind, digest.occasion))),
        Quote(digest.opening) if digest.opening else None,
        Text(say(_("*We ask for:* {ask}"), ask=digest.ask)) if digest.ask else None,
        Text(say(_("*What became of last year's request:* {became}"), became=digest.became)) if digest.became else None,
        nothing,
        Button(_("See the draft"), "digest.show", slot, main=True),
        Button(_("Edit again"), "digest.edit", slot),
    )


@router.button("digest.show", who=DRAFT_READERS, writes=False)
@in_its_year
async def show(turn: Turn, store: YearStore) -> Replies:
    """The draft with its buttons, wherever its notification has gone to."""
    return Say(await draft_card(store, await digest_of(turn.value, store), turn.person))


@router.button("digest.refresh", who=SENDERS)
@in_its_year
async def refresh(turn: Turn, store: YearStore) -> Replies:
    """Bring an open draft's figures up to date; what reads otherwise by it stands above the draft."""
    digest = await digest_of(turn.value, store)
    if digest.state is not DigestState.DRAFT:
        return await too_late(turn, store, digest)
    same = [] if await bring_up_to_date(store, digest) else [say_card(Text(_("Nothing in it has changed since.")))]
    return [await settled_now(turn, store, digest), *same]


@router.button("digest.approve", who=SENDERS)
@in_its_year
async def approve(turn: Turn, store: YearStore) -> Replies:
    """Post it: once, by whoever is first, only as it was read, and only while the facts are those that were read."""
    return await approved(turn, store, await digest_of(turn.value, store), turn.value)


async def approved(turn: Turn, store: YearStore, digest: Digest, slot: str, at: datetime | None = None) -> Replies:
    """Approve what was read, as the slot's stamp says; to be posted at once, or `at` a set time."""
    if not turn.cycle.channels.approved:
        raise Refusal(
            _("The plan names no channel for this yet. A lead can name one with `setup`; the draft waits here.")
        )
    if digest.state is not DigestState.DRAFT:
        return await too_late(turn, store, digest)
    if asked_again := await _unread(turn, store, digest, slot.rpartition(":")[2]):
        return asked_again
    copies = await copies_of(store, digest)
    if not await store.digests.approve(digest.kind, digest.occasion, turn.person.id, frozen(copies), at):
        return await too_late(turn, store, digest)
    await send_anew(store, await digest_of(slot, store))
    return await settled_now(turn, store, digest)


async def _unread(turn: Turn, store: YearStore, digest: Digest, read_as: str) -> list[Replace | Say] | None:
    """What somebody gets who approves what does not hold any more, or another wording than the one that stands."""
    if await bring_up_to_date(store, digest):
        await show_again(store, digest)
        said = _(
            "Something has changed since this was drafted. I brought it up to date, and what is new stands above it: "
            "please look, then press *Approve*."
        )
    elif (doubt := await doubted(store, digest)) and not read_as.endswith(mark(doubt)):
        said = _("Before it is approved: it may have been posted already. Please read above why, and look.")
    elif read_as != stamp(await copies_of(store, digest), doubt):
        said = _(
            "It has changed since you saw it. The draft above is how it reads now: please look, then press *Approve*."
        )
    else:
        return None
    now = await digest_of(digest.slot, store)
    return [Replace(await draft_card(store, now, turn.person)), say_card(Text(say(said)))]


@router.button("digest.decline", who=SENDERS)
@in_its_year
async def decline(turn: Turn, store: YearStore) -> Replies:
    """Not this time: nothing is posted, and it can be brought back."""
    digest = await digest_of(turn.value, store)
    if not await store.digests.decline(digest.kind, digest.occasion, turn.person.id):
        return await too_late(turn, store, digest)
    return await settled_now(turn, store, digest)


@router.button("digest.back", who=SENDERS)
@in_its_year
async def bring_back(turn: Turn, store: YearStore) -> Replies:
    """A digest that was left, taken back, or still waits for its time, becomes a draft again."""
    digest = await digest_of(turn.value, store)
    notifications = [each.key for each in await store.outbox.of_kind(digest.kind, occasion=digest.occasion)]
    if digest.state is DigestState.TAKEN_BACK and await store.outbox.is_stale(*notifications):
        raise Refusal(_("I am still taking it back where it stands. Please try again in a minute."))
    if await store.digests.reopen(digest.kind, digest.occasion):
        await store.record("digest brought back", f"{digest.kind} {digest.occasion}", before=digest.state.value)
        await bring_up_to_date(store, await digest_of(turn.value, store))
    return await settled_now(turn, store, digest)


async def settled_now(turn: Turn, store: YearStore, digest: Digest) -> Replace:
    """The pressed message, and all others that show the draft, say what has become of it."""
    await show_again(store, digest)
    return Replace(await draft_card(store, await digest_of(digest.slot, store), turn.person))


async def too_late(turn: Turn, store: YearStore, digest: Digest) -> list[Replace | Say]:
    """Somebody was faster: say who, and show what they did."""
    now = await digest_of(digest.slot, store)
    who, at = settled(await settlers(store, now), now, turn.zone)
    template = {
        DigestState.APPROVED: _("{who} has approved it already ({at})."),
        DigestState.DECLINED: _("{who} has already said: not this time ({at}). *Bring it back* undoes that."),
        DigestState.DRAFT: _("It is a draft again: somebody has brought it back."),
        DigestState.TAKEN_BACK: _("{who} has taken it back ({at}). *Make it a draft again* undoes that."),
    }[now.state]
    if now.replaced:
        template = _("A newer one has taken its place ({at}). *Bring it back* undoes that.")
    told = say_card(Text(say(template, who=who, at=at)))
    return [Replace(await draft_card(store, now, turn.person)), told]


@router.button("digest.approve.later", who=SENDERS, writes=False)
@in_its_year
async def ask(turn: Turn, store: YearStore) -> Replies:
    """When it shall be posted."""
    digest = await digest_of(turn.value, store)
    if not turn.cycle.channels.approved:
        raise Refusal(_("The plan names no channel for this yet. A lead can name one with `setup`."))
    told = _("{what} goes to {channels} then, as you read it. If anything in it changes before, it comes back to you.")
    what, doubt = name(digest.kind, digest.occasion), await doubted(store, digest)
    day = turn.cycle.year.first_working(turn.today + timedelta(days=1), turn.cycle.year.last_day)
    hours = tuple(Option(str(hour), at_time(time(hour))) for hour in HOURS)
    return ask_form(
        "digest.approve.for",
        _("Post it later"),
        Note(say(told, what=capital(what), channels=channel_names(turn.cycle))),
        Note(look_first(doubt, turn.cycle.channels.approved, turn.zone)) if doubt else None,
        Day("day", _("On which day?"), day, optional=False),
        Pick("hour", _("At what time?"), hours, "9", hint=_("On your own clock.")),
        send=_("Approve"),
        carry={"slot": turn.value},
    )


@router.form("digest.approve.for", who=SENDERS)
@in_its_year
async def approve_for_later(turn: Turn, store: YearStore) -> Replies:
    """It is approved for that moment, if it still is what was read."""
    slot = turn.carry.get("slot", "")
    return await approved(turn, store, await digest_of(slot, store), slot, _moment(turn))


def _moment(turn: Turn) -> datetime:
    day, hour = turn.day("day"), turn.text("hour")
    if day is None:
        raise Refusal(_("Choose a day."), field="day")
    if not hour.isdecimal() or int(hour) not in HOURS:
        raise Refusal(_("Choose a time."), field="hour")
    at = instant(day, time(int(hour)), turn.zone)
    if at <= turn.now:
        raise Refusal(_("That moment is past. A later one will do, or press *Approve* to post it now."), field="day")
    if at > turn.now + LONGEST:
        raise Refusal(_("That is more than two months away: its figures would be old by then."), field="day")
    return at


# -- what changes before the time has come --------------------------------------------------------


@router.tick
async def looks(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """The looks at digests that wait for their time: each morning, and shortly before. Only news is sent."""
    waiting = [each for each in await store.digests.all() if each.waits_for_its_time]
    if not waiting or store.cycle is None:
        return ()
    people = await store.people.with_roles(SENDERS)
    return [draft for each in waiting for draft in _looks(each, people, store.cycle, span)]


def _looks(digest: Digest, people: Iterable[Member], cycle: Cycle, span: TimeSpan) -> Iterator[Draft]:
    post_at, since = digest.post_at, digest.settled_at
    assert post_at is not None  # it waits for it
    first, last = local_day(span.since, cycle.zone), local_day(span.until, cycle.zone)
    mornings = (instant(day, cycle.rhythm.prompt_time, cycle.zone) for day in cycle.year.working_days(first, last))
    for at in (*mornings, post_at - LAST_LOOK):
        if span.holds(at) and at < post_at and (since is None or at > since):
            yield from backs(digest, people, at, cycle)


def backs(digest: Digest, people: Iterable[Member], at: datetime, cycle: Cycle) -> list[Draft]:
    """The notifications that bring a digest back: to its approver; where that one is away or gone, to all who may
    approve.
    """
    there = [each for each in people if each.active and not each.is_away(local_day(at, cycle.zone))]
    theirs = [each for each in there if each.id == digest.settled_by] or there
    occasion = f"{digest.occasion}@{at.isoformat(timespec='minutes')}"
    return [
        Draft(BACK, f"{digest.kind}/{occasion}", at, each.id, about=(digest.kind, digest.occasion), prompt=False)
        for each in theirs
    ]


async def went_back(store: YearStore, digest: Digest) -> bool:
    """Whether something has changed since it was approved; then it is a draft again, and nothing is posted."""
    found, content = await changed(store, digest)
    found += await _moved(store, digest)
    if not found or not await store.digests.send_back(digest.kind, digest.occasion, content, found):
        return False
    await show_again(store, digest)
    return True


async def _moved(store: YearStore, digest: Digest) -> list[DigestChange]:
    """That it was approved for other channels than the plan names by now."""
    notifications = await store.outbox.of_kind(digest.kind, occasion=digest.occasion)
    then = list(dict.fromkeys(each.channel for each in notifications if each.at == digest.post_at))
    if set(then) == set(cycle_of(store).channels.approved):
        return []
    told = _("It goes to {channels}.")
    return [(told.format(channels=join(then)), told.format(channels=channel_names(cycle_of(store))))]


@router.notification(
    BACK,
    Cost(45, Worth.OWED),
    about=_l("an approved digest that something has changed in before its time, to its approver"),
)
async def notification(notification: Notification, store: YearStore) -> Card | None:
    """For its approver: what has changed, above the draft as it reads now. None where nothing has."""
    kind, occasion = notification.about
    digest = await store.digests.find(kind, occasion)
    if digest is None:
        return None
    if notification.sent_at is None and digest.waits_for_its_time:
        if not store.writes or not await went_back(store, digest):
            return None
        digest = await digest_of(digest.slot, store)
    if notification.sent_at is None and (digest.state is not DigestState.DRAFT or digest.drafted_at < notification.at):
        return None  # it came back before, and its approver knows
    shown = await draft_card(store, digest, notification.reader)
    if digest.state is not DigestState.DRAFT:
        return shown
    told = _("You approved {what} for later. It has *not been posted*: something in it has changed since.")
    return card(Text(say(told, what=name(kind, occasion))), *shown.parts)
