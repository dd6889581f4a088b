"""Approving a digest for a set time; if something changes before it comes, the digest goes back to its approver."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from handlers.digest.approval import approved
from handlers.digest.copies import channel_names, channels, doubted, name, show_again
from handlers.digest.draft_card import draft_card
from handlers.digest.draft_changes import DigestChange, changed
from handlers.digest.facts import cycle_of
from handlers.digest.which_digest import digest_of, in_its_year
from handlers.kit.card import Card, Text, card
from handlers.kit.form import Day, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replies
from handlers.kit.routes import Router, TimeSpan
from handlers.kit.turn import Turn
from handlers.kit.words import at_time, join, say
from handlers.wording.notifications import look_first
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import instant, local_day
from pdsa.cycle import Cycle
from pdsa.digest_days import BACK
from pdsa.errors import Refusal
from pdsa.people import SENDERS, Member
from pdsa.text import _, _l
from storage.digests import Digest, DigestState
from storage.notifications import Draft, Notification
from storage.store import YearStore

router = Router()
HOURS = range(7, 19)
LAST_LOOK = timedelta(hours=1)
"""So long before its set time a digest is looked at once more."""
LONGEST = timedelta(days=60)


@router.button("digest.approve.later", who=SENDERS, writes=False)
@in_its_year
async def ask(turn: Turn, store: YearStore) -> Replies:
    """When it shall be posted."""
    digest = await digest_of(turn.value, store)
    if not channels(turn.cycle):
        raise Refusal(_("The plan names no channel for this yet. A lead can name one with `setup`."))
    told = _("{what} goes to {channels} then, as you read it. If anything in it changes before, it comes back to you.")
    what, doubt = name(digest.kind, digest.occasion), await doubted(store, digest, turn.cycle)
    day = turn.cycle.year.first_working(turn.today + timedelta(days=1), turn.cycle.year.last_day)
    return Ask(
        form(
            "digest.approve.for",
            _("Post it later"),
            Note(say(told, what=what[:1].upper() + what[1:], channels=channel_names(turn.cycle))),
            Note(look_first(doubt, channels(turn.cycle), turn.zone)) if doubt else None,
            Day("day", _("On which day?"), day, optional=False),
            Pick("hour", _("At what time?"), _hours(), "9", hint=_("On your own clock.")),
            send=_("Approve"),
            carry={"slot": turn.value},
        )
    )


def _hours() -> tuple[Option, ...]:
    return tuple(Option(str(hour), _clock(hour)) for hour in HOURS)


def _clock(hour: int) -> str:
    return at_time(time(hour))


@router.form("digest.approve.for", who=SENDERS)
@in_its_year
async def approve(turn: Turn, store: YearStore) -> Replies:
    """It is approved for that moment, if it still is what was read."""
    slot = turn.carry.get("slot", "")
    digest = await digest_of(slot, store)
    at = _moment(turn)
    return await approved(turn, store, digest, slot, at)


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
    """The looks that fall into a span."""
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


async def went_back(store: YearStore, digest: Digest, cycle: Cycle) -> bool:
    """Whether something has changed since it was approved; then it is a draft again, and nothing is posted."""
    found, content = await changed(store, digest, cycle)
    found += await _moved(store, digest, cycle)
    if not found or not await store.digests.send_back(digest.kind, digest.occasion, content, found):
        return False
    await show_again(store, digest)
    return True


async def _moved(store: YearStore, digest: Digest, cycle: Cycle) -> list[DigestChange]:
    """That it was approved for other channels than the plan names by now."""
    notifications = await store.outbox.of_kind(digest.kind, occasion=digest.occasion)
    then = list(dict.fromkeys(each.channel for each in notifications if each.at == digest.post_at))
    if set(then) == set(channels(cycle)):
        return []
    told = _("It goes to {channels}.")
    return [(told.format(channels=join(then)), told.format(channels=channel_names(cycle)))]


@router.notification(
    BACK,
    Cost(45, Worth.OWED),
    about=_l("an approved digest that something has changed in before its time, to its approver"),
)
async def notification(notification: Notification, store: YearStore) -> Card | None:
    """For its approver: what has changed, above the draft as it reads now. None where nothing has."""
    kind, occasion = notification.about
    cycle = cycle_of(store)
    digest = await store.digests.find(kind, occasion)
    if digest is None:
        return None
    if notification.sent_at is None and digest.waits_for_its_time:
        if not store.writes or not await went_back(store, digest, cycle):
            return None
        digest = await digest_of(f"{kind}:{occasion}", store)
    if notification.sent_at is None and (digest.state is not DigestState.DRAFT or digest.drafted_at < notification.at):
        return None  # it came back before, and its approver knows
    shown = await draft_card(store, digest, cycle, notification.reader)
    if digest.state is not DigestState.DRAFT:
        return shown
    told = _("You approved {what} for later. It has *not been posted*: something in it has changed since.")
    return card(Text(say(told, what=name(kind, occasion))), *shown.parts)
