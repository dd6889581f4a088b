"""What is posted and drafted by the clock: the weekly note, the drafts, and the copies for their channels."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from handlers.digest import weekly
from handlers.digest.approval import backs, went_back
from handlers.digest.copies import copies_of, cycle_of, loaded, name, readers_of
from handlers.digest.draft_card import draft_card
from handlers.digest.facts import drafted, weekly_note
from handlers.kit.card import Card, Text, card
from handlers.kit.card_json import thaw
from handlers.kit.routes import Router
from handlers.kit.words import capital, clock, say
from handlers.wording.notifications import for_each
from handlers.wording.released_sentences import keep, post_of, released, scrubbed, told_in
from pdsa import digest_days
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.digest_days import DRAFTS, MONTHLY, WEEKLY, YEARLY
from pdsa.digest_quotes import same, sentences, unsaid
from pdsa.people import DRAFT_READERS, SENDERS, Member
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from storage.digests import DigestState, Figures
from storage.notification_states import Draft, Notification
from storage.posts import Post, Published
from storage.store import YearStore

router = Router()
NOTE_KEEPS = timedelta(days=3)
"""A note that could not go out for so long is left to the next one."""
DRAFT_KEEPS = {MONTHLY: timedelta(days=25), YEARLY: timedelta(days=60)}


@router.tick
async def notes(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """The weekly notes to the team's own channel."""
    cycle = store.cycle
    if cycle is None or not digest_days.note_channel(cycle):
        return []
    found = ((day, digest_days.note_at(cycle, day)) for day in digest_days.note_days(cycle, *span.days))
    return [
        Draft(WEEKLY, day.isoformat(), at, channel=digest_days.note_channel(cycle), expires=at + NOTE_KEEPS)
        for day, at in found
        if span.holds(at) and _begun(cycle, at)
    ]


@router.tick
async def drafts(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """The drafts of the month and of the year, to those who approve or read them."""
    cycle = store.cycle
    drafts_due = digest_days.drafts(cycle, *span.days) if cycle else []
    if cycle is None or not drafts_due:
        return []
    settled = await _settled(store)
    drafts_due = [
        each for each in drafts_due if each.kind != MONTHLY or digest_days.still_wanted(each.occasion, settled, cycle)
    ]
    members = [member for member in await store.people.with_roles(DRAFT_READERS) if member.prompted]

    def of(member: Member) -> Iterable[Draft]:
        for draft in drafts_due:
            at = draft.at(cycle, member.zone or cycle.zone)
            day = local_day(at, cycle.zone)  # where nobody is there, it waits for all of them
            asked = not member.is_away(day) or all(each.is_away(day) for each in members)
            if asked and span.holds(at) and _begun(cycle, at):
                yield Draft(DRAFTS[draft.kind], draft.occasion, at, member.id, expires=at + DRAFT_KEEPS[draft.kind])

    return list(for_each(members, of))


async def _settled(store: YearStore) -> str:
    """The newest month whose summary somebody approved or declined; empty where nobody ever did."""
    known = [each for each in await store.digests.all() if each.kind == MONTHLY and each.settled_by is not None]
    return max((each.occasion for each in known), default="")


def _begun(cycle: Cycle, at: datetime) -> bool:
    return cycle.started_at is not None and at > cycle.started_at


@router.notification(WEEKLY, about=_l("the weekly note"))
async def note_notification(notification: Notification, store: YearStore) -> Card | None:
    """Posted without approval: counts and released words only, none of them a second time in its channel.

    Without news nothing is posted; at the end of a month one line tells of the quiet weeks.
    """
    if (there := await standing(notification, store)) is not None:
        return there
    told = await told_in([notification.channel], store, but=notification.key)
    week = unsaid(await weekly_note(store, date.fromisoformat(notification.occasion)), told)
    day = date.fromisoformat(notification.occasion)
    note = weekly.note(week) if week.has_news else None
    if note is None and week.strategies and digest_days.is_last_of_month(cycle_of(store), day):
        note = weekly.quiet_line(week)
    if store.writes and note is not None:
        await keep(notification, note, sentences(week), store)
    return note


@router.notification(
    DRAFTS[MONTHLY],
    Cost(90, Worth.OWED),
    about=_l("a monthly summary, to be approved"),
    listed_as=_l("a month's summary to approve"),
)
async def month_draft(notification: Notification, store: YearStore) -> Card:
    return await _draft_notification(notification, store, MONTHLY)


@router.notification(
    DRAFTS[YEARLY],
    Cost(150, Worth.OWED),
    about=_l("the digest of the year, to be approved"),
    listed_as=_l("the year's digest to approve"),
)
async def year_draft(notification: Notification, store: YearStore) -> Card:
    return await _draft_notification(notification, store, YEARLY)


async def _draft_notification(notification: Notification, store: YearStore, kind: str) -> Card:
    return await draft_card(store, await drafted(store, kind, notification.occasion), notification.reader)


@router.notification(YEARLY, about=_l("the digest of the year, once approved"))
@router.notification(MONTHLY, about=_l("a monthly summary, once approved"))
async def channel_copy(notification: Notification, store: YearStore) -> Card | None:
    """A channel's copy, word for word as it was approved, less sentences taken back since; None unless somebody did,
    and where the plan names another channel by now.
    """
    if (there := await standing(notification, store)) is not None:
        return there
    digest = await store.digests.find(notification.kind, notification.occasion)
    if digest is None or digest.state is not DigestState.APPROVED:
        return None
    cycle = cycle_of(store)
    if notification.sent_at is None and digest.waits_for_its_time and await went_back(store, digest):
        senders = await store.people.with_roles(SENDERS)
        await store.outbox.write(backs(digest, senders, store.now, cycle))
        return None
    if notification.channel not in cycle.channels.approved:
        return None
    copies = await copies_of(store, digest)
    shown = copies.get(readers_of(notification.channel, cycle)) or next(iter(copies.values()))
    if store.writes:
        figures, free = loaded(digest), await released(store)
        gone = {text for text in sentences(figures) if same(text) not in free}
        shown = scrubbed(shown, gone) if gone else shown
        stood = await told_in([notification.channel], store, but=notification.key)
        again = {text for text in sentences(figures) if same(text) in stood}
        shown = scrubbed(shown, again, instead=_("What stood here is in this channel already.")) if again else shown
        await keep(notification, shown, sentences(figures), store)
        if await store.digests.posted(digest.kind, digest.occasion):
            await store.posts.publish(numbers_in(figures))
    return shown


async def standing(notification: Notification, store: YearStore) -> Card | None:
    """The card that a channel's notification brought, or may have brought; None where nothing was handed over yet."""
    post = await post_of(notification, store)
    if post is None:
        return None
    return await _taken_back(post, store) if post.taken_back_at else thaw(post.card)


async def _taken_back(post: Post, store: YearStore) -> Card:
    """What stands in its place then: that it was taken back, by whom and why."""
    who = await store.people.by_id(post.taken_back_by) if post.taken_back_by is not None else None
    zone = store.cycle.zone if store.cycle else "UTC"
    told = say(
        _("{what} was taken back by {who}, {at}."),
        what=capital(name(post.kind, post.occasion)),
        who=who.name if who else _("the team"),
        at=clock(post.taken_back_at, zone) if post.taken_back_at else "",
    )
    return card(Text(told), Text(say("{why}", why=post.why)) if post.why else None)


def numbers_in(figures: Figures) -> list[Published]:
    """The groups whose numbers others read in these figures, each with its days: they are published from now on."""
    return [
        Published(finding.measure, series.group, point.day, point.n)
        for finding in figures.measures
        for series in finding.series
        for point in series.points
    ]
