"""What a notification says, and whether it may go out at this moment."""

from dataclasses import dataclass, replace
from datetime import datetime

from handlers.kit.card import Card
from handlers.kit.routes import RouteTable
from handlers.wording.notifications import LEFT_THE_PLAN, READER_AWAY, TOO_LATE
from pdsa.calendar import MORNING, instant, is_quiet, local_day, next_daytime
from pdsa.checkin import daytime
from pdsa.cycle import Cycle
from pdsa.text import speaking
from storage.notification_states import Draft, Notification
from storage.store import Store, YearStore

DETAIL = "-detail"


@dataclass(frozen=True)
class Hold:
    """Why a notification does not go out now: not before `until`, or never where that is None."""

    reason: str
    until: datetime | None = None


def hold(notification: Notification, now: datetime, cycle: Cycle | None) -> Hold | None:
    """What must not go out now: too late, by night, on a day off, to somebody away or gone. None where it may.

    Raises ZoneInfoNotFoundError where the reader's zone is none.
    """
    if notification.expires is not None and now > notification.expires:
        return Hold(TOO_LATE)
    member = notification.member
    if member is None or cycle is None:
        return None
    if not member.active:
        return Hold(LEFT_THE_PLAN)
    if not notification.prompt:
        return None
    zone = member.zone or cycle.zone
    day, hours = local_day(now, zone), daytime(member)
    back = member.back_on(day)
    if back is None and not is_quiet(now, zone, hours) and not cycle.year.is_day_off(day):
        return None
    morning = next_daytime(now if back is None else instant(back, MORNING, zone), zone, cycle.year, hours)
    reason = READER_AWAY if back else TOO_LATE
    if morning is None or (notification.expires is not None and morning > notification.expires):
        return Hold(reason)
    return Hold(reason, morning)


async def with_reader_now(notification: Notification, store: Store) -> Notification:
    """The notification with its reader as they are known now: they may have gone away since it was claimed."""
    return (
        notification
        if notification.member is None
        else replace(notification, member=await store.people.by_id(notification.member.id))
    )


async def language_of(notification: Notification, store: Store) -> str | None:
    """What its reader reads, or is read in its channel; None where nobody has chosen."""
    member = notification.member
    return await store.cycles.channel_language(notification.channel) if member is None else member.language


async def card_of(notification: Notification, store: YearStore, routes: RouteTable) -> Card | None:
    """The notification's card as the facts stand, in its reader's language; None where it is no longer wanted."""
    with speaking(await language_of(notification, store)):
        return await _card_of(notification, store, routes)


async def _card_of(notification: Notification, store: YearStore, routes: RouteTable) -> Card | None:
    """A detail's card is a part of its parent's."""
    if not notification.kind.endswith(DETAIL):
        return await routes.notifications[notification.kind](notification, store)
    parent = await store.outbox.by_key(notification.under)
    whole = await _card_of(parent, store, routes) if parent else None
    number = int(notification.occasion.rsplit("/", 1)[1])
    return whole.details[number] if whole and number < len(whole.details) else None


def details_of(notification: Notification, card: Card, at: datetime) -> list[Draft]:
    """A notification a detail, each in the thread of its parent."""
    return [
        Draft(
            kind=notification.kind + DETAIL,
            occasion=f"{notification.occasion}/{number}",
            at=at,
            member=notification.member.id if notification.member else None,
            channel=notification.channel,
            under=notification.key,
            prompt=False,
        )
        for number in range(len(card.details))
    ]
