"""What the meeting sends by itself: the kit to leads, one invitation, the conclusions before planning."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from handlers.kit.card import Button, Card, Items, Part, Quote, Text, Title, card
from handlers.kit.card_pages import pages, words_on
from handlers.kit.routes import Router
from handlers.kit.words import clip, count, say, when
from handlers.meeting.cards import invitation_card, kit_card, moved_card
from handlers.meeting.facts import Conclusions, YearConclusions, conclusions_for, school_names, year_for
from handlers.wording.days_and_hours import today_of, zone_of
from handlers.wording.measure_chart import obstacle_names
from handlers.wording.notifications import for_each
from handlers.wording.record_quality import hits_words
from handlers.wording.released_sentences import as_posted, keep, told_in
from handlers.wording.strategy import listed, outcome_words
from pdsa.attention_budget import Cost
from pdsa.calendar import instant, local_day, midnight_after
from pdsa.cycle import Cycle
from pdsa.digest_quotes import same
from pdsa.goals import Strategy
from pdsa.meetings import (
    CONCLUSIONS,
    INVITATION,
    KIT,
    Announcement,
    Meeting,
    Meetings,
    announcements,
    comes,
    hears,
    waits_until,
)
from pdsa.people import Member, Role
from pdsa.reflection import Reflection
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from pdsa.visible import ANYBODY, reader_of, visible
from storage.notification_states import Draft, Notification, State
from storage.store import YearStore

PAGE = 85
"""So many words have the strategies in one message."""
QUOTED = 3
LONG = 250


router = Router()


def concluded_page(year: Conclusions, reader: Member, start: int = 0) -> Card:
    """Some strategies with what was concluded, and the way to the next ones."""
    concluded = _concluded(year)
    if not concluded:
        return card(Text(_("Nobody has looked back at a strategy yet. `reflect` begins it.")))
    start = start if 0 <= start < len(concluded) else 0
    parts = [tuple(_one(strategy, kept, reader)) for strategy, kept in concluded[start:]]
    shown = concluded[start : start + len(pages(parts, words_on, PAGE)[0])]
    left = len(concluded) - start - len(shown)
    open_ = listed([clip(each.title, 80) for each in year.open], QUOTED)
    return card(
        Title(_("What we concluded")),
        *(part for each in parts[: len(shown)] for part in each),
        Text(say(_("No conclusion yet: {names}."), names=open_)) if open_ and not left else None,
        Button(_("{n} more").format(n=left), "meeting.concluded", str(start + len(shown))) if left > 0 else None,
        Button(_("The meeting"), "meeting"),
    )


def _concluded(year: Conclusions) -> list[tuple[Strategy, Reflection]]:
    return [(each, year.reflections[each.code]) for each in year.strategies if each.code in year.reflections]


def _one(strategy: Strategy, reflection: Reflection, reader: Member) -> Iterator[Part]:
    """A strategy: whether its prediction held and what got in the way; its words where this reader may read them."""
    held = outcome_words(strategy, reflection.held)
    told = say(_("*{strategy}*. {held}"), strategy=clip(strategy.title, 150), held=held)
    if reflection.obstacles:
        told += say(_(" In the way: {obstacles}."), obstacles=obstacle_names(reflection.obstacles))
    yield Text(told)
    seen = visible(reflection, reader_of(reader, strategy))
    if not seen.learned:
        return
    yield Quote(clip(seen.learned, LONG))
    if seen.missing:
        yield Text(say(_("Missing from the data: {text}"), text=clip(seen.missing, LONG)))


def conclusions_notification(year: Conclusions, reader: Member) -> Card:
    """For a member, on the working day before planning: the first page, and the day."""
    page = concluded_page(year, reader)
    day = year.days.planning
    assert day is not None  # the notification is made only where planning has a day
    return card(Text(say(_("We plan on *{day}*. This is what we concluded."), day=when(day, year.today))), *page.parts)


def conclusions_note(year: YearConclusions, told: Collection[str] = ()) -> tuple[Card, list[str]]:
    """For the team's own channel: counts and released words alone, none `told` there before; and these words."""
    concluded = _concluded(year)
    released = [(strategy, visible(kept, ANYBODY)) for strategy, kept in concluded]
    fresh = [each for each in released if each[1].learned and same(each[1].learned) not in told][:QUOTED]
    counted = count("{n} strategy has its conclusion.", "{n} strategies have their conclusions.", len(concluded))
    hits = hits_words(year.written)
    note = card(
        Title(_("Before we plan: what we concluded")),
        Items((counted, *([hits] if hits else []))),
        *_released(fresh),
        Text(_("Everybody on the team has the conclusions in their talk with me, as far as they may read them.")),
    )
    return note, [kept.learned for _strategy, kept in fresh]


def _released(found: Sequence[tuple[Strategy, Reflection]]) -> Iterator[Part]:
    for strategy, kept in found:
        yield Text(say("*{strategy}*", strategy=clip(strategy.title, 75)))
        yield Quote(clip(kept.learned, LONG))


@router.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """The kit on its day, invitations a week before a meeting, conclusions on the working day before planning."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    announced = announcements(await store.meetings.days(), cycle)
    since, until = span.since.date(), span.until.date()
    if not any((each.day - until).days <= 1 and (since - each.day).days <= 1 for each in announced):
        return ()

    def of(member: Member) -> Iterator[Draft]:
        return (_draft(each, cycle, member) for each in announced if hears(member, each))

    drafts = list(for_each(await store.people.all(), of))
    if cycle.channels.own:
        drafts += [_draft(each, cycle) for each in announced if each.kind == CONCLUSIONS]
    return [draft for draft in drafts if span.holds(draft.at) and draft.at >= cycle.started_at]


def _draft(announcement: Announcement, cycle: Cycle, member: Member | None = None) -> Draft:
    """To a member, or to the team's own channel."""
    zone = (member and member.zone) or cycle.zone
    at, expires = instant(announcement.day, cycle.rhythm.prompt_time, zone), midnight_after(announcement.last, zone)
    if member is None:
        return Draft(announcement.kind, announcement.occasion, at, channel=cycle.channels.own, expires=expires)
    return Draft(announcement.kind, announcement.occasion, at, member.id, expires=expires)


async def invite_late(days: Meetings, cycle: Cycle, store: YearStore) -> list[Draft]:
    """Invitations whose own day is over when a meeting is set: they go out now, in their readers' daytime."""
    if cycle.started_at is None:
        return []
    invitations = [each for each in announcements(days, cycle) if each.kind == INVITATION]
    drafts: list[Draft] = []
    for member in await store.people.all():
        today = local_day(store.now, member.zone or cycle.zone)
        for invitation in invitations:
            draft = _draft(invitation, cycle, member)
            if hears(member, invitation) and draft.at <= store.now and today < invitation.last:
                drafts.append(replace(draft, at=store.now))
    return drafts


async def refresh_invitations(store: YearStore) -> None:
    """Make what speaks of the days again, in place."""
    notifications = await store.outbox.of_kind(KIT, INVITATION)
    await store.outbox.refresh(*(each.key for each in notifications))


async def let_proposals_wait(days: Meetings, cycle: Cycle, store: YearStore) -> None:
    """Proposals that no lead has got yet come on the meeting's day; those that were sent say that they wait for it."""
    notifications = [each for each in await store.outbox.of_kind("confirm") if each.member is not None]
    for notification in notifications:
        zone = notification.reader.zone or cycle.zone
        day = waits_until(days, cycle, local_day(store.now, zone))
        if notification.state is State.READY and day is not None:
            await store.outbox.anew(notification.key, instant(day, cycle.rhythm.prompt_time, zone))
    await store.outbox.refresh(*(each.key for each in notifications))


@router.notification(
    KIT, Cost(60), about=_l("the data-reflection meeting's document, for leads"), listed_as=_l("the meeting's document")
)
async def kit(notification: Notification, store: YearStore) -> Card | None:
    """For a lead: the document is ready."""
    cycle, reader = store.cycle, notification.reader
    if cycle is None or not reader.is_lead:
        return None
    year = await year_for(reader, today_of(reader, store), zone_of(reader, store), cycle, store)
    return kit_card(year, reader, schools=bool(await school_names(reader, store)))


@router.notification(INVITATION, Cost(20), about=_l("the invitation to a meeting"), listed_as=_l("a meeting"))
async def invitation(notification: Notification, store: YearStore) -> Card | None:
    """For the team: when and what for. One for a day that does not hold any more is not sent, or says so."""
    cycle, reader = store.cycle, notification.reader
    if cycle is None:
        return None
    name, _dash, day = notification.occasion.partition("-")
    kind, today, days = Meeting(name), today_of(reader, store), await store.meetings.days()
    if days.day(kind) != date.fromisoformat(day):
        return moved_card(days, kind, today) if notification.sent_at else None
    known = await conclusions_for(reader, today, zone_of(reader, store), cycle, store)
    return invitation_card(kind, date.fromisoformat(day), known, reader)


@router.notification(CONCLUSIONS, about=_l("what was concluded, once more before planning"))
async def conclusions(notification: Notification, store: YearStore) -> Card | None:
    """The conclusions before planning: None where planning moved, or has no day of its own any more. In the team's
    channel no sentence stands twice: where planning moved after they had been told, only counts come again.
    """
    cycle = store.cycle
    if notification.member is None and (there := await as_posted(notification, store)) is not None:
        return there
    days = await store.meetings.days()
    if cycle is None or days.planning is None or days.planning.isoformat() != notification.occasion:
        return None
    if notification.member is None:
        return await _note(notification, cycle, store)
    reader = notification.member
    if not comes(reader):  # of a school's team by now
        return None
    today = today_of(reader, store)
    return conclusions_notification(await conclusions_for(reader, today, zone_of(reader, store), cycle, store), reader)


async def _note(notification: Notification, cycle: Cycle, store: YearStore) -> Card:
    """The channel's card; as it is handed over it is kept."""
    anybody = Member(0, "", "", Role.MEMBER, "")  # of the district's team
    year = await year_for(anybody, local_day(store.now, cycle.zone), cycle.zone, cycle, store)
    note, quotes = conclusions_note(year, await told_in([notification.channel], store, but=notification.key))
    if store.writes:
        await keep(notification, note, quotes, store)
    return note
