"""What the clock asks about a communication plan: on the day, to send it; two weeks later, whether it worked."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.kit.card import Card
from handlers.kit.reply import Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.share.communication_plan import reminder_card, review_card
from handlers.wording.days_and_hours import today_of, zone_of
from handlers.wording.notifications import as_test
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import ONE_DAY, midnight_after
from pdsa.communication_plan import LATE_LOOK, Audience, looked_back_on, of_plan, reminded_on, reminder_day
from pdsa.cycle import Cycle
from pdsa.people import LEADS, Member
from pdsa.prompting import prompt_at
from pdsa.school_rollup import school_teams
from pdsa.text import _, _l
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft, Notification
from storage.store import YearStore

router = Router()


async def refresh(audience: Audience, store: YearStore) -> None:
    """The messages about a line show what became of it."""
    notifications = await store.outbox.of_kind("share", "share-review")
    await store.outbox.refresh(*(each.key for each in notifications if f"audience:{audience.id}" in each.about))


@router.year_tick
async def due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """On the day: a reminder to the sender. Two weeks after it was sent: whether it worked."""
    lines = [each for each in await store.sharing.all() if each.sender]
    if not lines:
        return ()
    everybody = await store.people.all(gone=True)
    people = {each.email: each for each in everybody if each.prompted}
    schools = school_teams(everybody)
    drafts = (
        draft
        for line in lines
        if (sender := people.get(line.sender)) and of_plan(line, sender, schools)
        for draft in _drafts(line, sender, cycle)
    )
    return [draft for draft in drafts if span.holds(draft.at)]


def _drafts(audience: Audience, sender: Member, cycle: Cycle) -> Iterator[Draft]:
    zone, about = sender.zone or cycle.zone, (f"audience:{audience.id}",)
    if day := reminded_on(audience, cycle, sender):
        at, ends = prompt_at(cycle, day, sender), midnight_after(day, zone)
        yield Draft("share", f"{audience.id}:{day.isoformat()}", at, sender.id, about=about, expires=ends)
    if day := looked_back_on(audience, cycle, sender):
        at, ends = prompt_at(cycle, day, sender), midnight_after(day + LATE_LOOK - ONE_DAY, zone)
        yield Draft("share-review", str(audience.id), at, sender.id, about=about, expires=ends)


@router.notification(
    "share", Cost(60), about=_l("a reminder to tell an audience what was planned"), listed_as=_l("whom to tell")
)
async def remind(notification: Notification, store: YearStore) -> Card | None:
    """The reminder, unless it was sent, moved or set aside meanwhile."""
    audience = await _about(notification.occasion.partition(":")[0], notification, store)
    if audience is None or (notification.sent_at is None and not _wanted(audience, notification, store)):
        return None
    return reminder_card(audience, today_of(notification.reader, store))


def _wanted(audience: Audience, notification: Notification, store: YearStore) -> bool:
    day = reminder_day(audience.day, store.cycle.year) if audience.day and store.cycle else None
    as_planned = day is not None and day.isoformat() == notification.occasion.partition(":")[2]
    return (
        as_planned
        and not audience.dropped
        and audience.sent_at is None
        and audience.sender == notification.reader.email
    )


@router.notification(
    "share-review",
    Cost(30, Worth.EXTRA),
    about=_l("the question whether that worked"),
    listed_as=_l("whether telling them worked"),
)
async def look_back(notification: Notification, store: YearStore) -> Card | None:
    """Whether it worked, unless that is known already."""
    audience = await _about(notification.occasion, notification, store)
    if audience is None or audience.sent_at is None:
        return None
    if notification.sent_at is None and (audience.worked is not None or audience.dropped):
        return None
    return review_card(audience, today_of(notification.reader, store), zone_of(notification.reader, store))


@router.button("share.sample", who=LEADS, writes=False)
async def sample(turn: Turn, store: YearStore) -> Replies:
    """How a sender is asked whether telling somebody worked; for a lead to try before Start."""
    lines = await store.sharing.all()
    shown = lines[0] if lines else Audience(0, turn.person.team, _("Families"), 2, 3)
    return Say(as_test(review_card(replace(shown, worked=None), turn.today, turn.zone)))


async def _about(number: str, notification: Notification, store: YearStore) -> Audience | None:
    """The line that a notification is about, as long as its reader is of the team whose plan it stands in."""
    audience = await store.sharing.one(int(number))
    schools = school_teams(await store.people.all(gone=True))
    return audience if audience and of_plan(audience, notification.reader, schools) else None
