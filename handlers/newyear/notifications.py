"""What the bot says by itself at the turn of the years: few words, to those who can do something, on working days."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from handlers.kit.card import Button, Card, Text, Title, buttons, card
from handlers.kit.routes import Router, TimeSpan
from handlers.kit.words import say, when
from handlers.wording.notifications import for_each
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import ONE_DAY, instant
from pdsa.cycle import Phase
from pdsa.people import LEADS, SENDERS, Member
from pdsa.prompting import Asking
from pdsa.text import _, _l
from pdsa.turn_of_year import Promise, Reminder, Turning, last_school_day, reminders
from storage.launching import PLAN_SHARED, turn_of
from storage.notifications import Draft, Notification
from storage.store import YearStore

router = Router()
KEEPS = timedelta(days=3)


@router.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """The notifications of the year that runs, and of the one before it while that is not closed."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    drafts: list[Draft] = []
    if span.until >= instant(cycle.phases.act, cycle.rhythm.prompt_time, cycle.zone) - ONE_DAY:
        drafts += await _of_year(await turn_of(store, cycle, await store.cycles.after(cycle)), span, store)
    near = span.since.date() <= cycle.year.first_day + ONE_DAY
    before = await store.cycles.before(cycle) if near else None
    if before is not None and before.closed_at is None:
        late = await turn_of(store, before, cycle)
        drafts += await store.year(before).outbox.missing(await _of_year(late, span, store))
    return drafts


async def _of_year(turning: Turning, span: TimeSpan, store: YearStore) -> list[Draft]:
    """What the end of one year asks for in a span."""
    people = [each for each in await store.people.with_roles(SENDERS) if each.active]

    def of(person: Member) -> Iterator[Draft]:
        for reminder, day in reminders(turning, person):
            at = Asking(turning.old, Phase.ACT).moment(day, person)
            if span.holds(at):
                yield Draft(reminder.value, turning.old.label, at, person.id, expires=at + KEEPS)

    return list(for_each(people, of))


# -- the cards -----------------------------------------------------------------------------------


@router.notification(Reminder.PREPARE.value, Cost(60, Worth.OWED), about=_l("word that the next year can be prepared"))
async def prepare(notification: Notification, store: YearStore) -> Card | None:
    """To the leads, once: the next year can be prepared."""
    turning = await _turning(notification, store)
    if turning is None or (turning.new is not None and notification.sent_at is None):
        return None
    if turning.new is not None:
        return card(Text(say(_("*{year}* is laid out. Thank you."), year=turning.new.label)))
    last = when(last_school_day(turning.old))
    return card(
        Title(_("The next year")),
        Text(
            say(
                _(
                    "School ends on *{day}*. I can lay out the next year from this one: what was decided goes on, the "
                    "last levels and numbers become baselines, and what was learned stands beside it."
                ),
                day=last,
            )
        ),
        Text(_("You can look at it now, and launch it from the last school day on. Nobody is messaged by that.")),
        buttons(Button(_("Look at the next year"), "newyear", main=True)),
    )


@router.notification(Reminder.CONCLUSIONS.value, Cost(60, Worth.OWED), about=_l("a reminder to share what was learned"))
async def conclusions(notification: Notification, store: YearStore) -> Card | None:
    """To those who can send digests: the conclusions are not shared yet."""
    turning = await _turning(notification, store)
    if turning is None:
        return None
    if Promise.CONCLUSIONS not in turning.open_promises:
        return card(Text(_("The conclusions are shared. Thank you."))) if notification.sent_at else None
    lead = notification.reader.role in LEADS
    return card(
        Text(
            say(
                _("What we learned in *{year}* has not been shared yet. People who helped are glad to hear it soon."),
                year=turning.old.label,
            )
        ),
        buttons(
            Button(_("See the draft"), "digest", main=True),
            Button(_("It will not be shared"), "newyear.waive") if lead else None,
        ),
    )


@router.notification(Reminder.PLAN.value, Cost(60, Worth.OWED), about=_l("a reminder to share the new plan"))
async def plan(notification: Notification, store: YearStore) -> Card | None:
    """To the leads: school begins soon, and the new plan is not shared."""
    turning = await _turning(notification, store)
    if turning is None:
        return None
    if Promise.PLAN not in turning.open_promises:
        return card(Text(_("The new plan is shared. Thank you."))) if notification.sent_at else None
    if turning.new is None:
        words = _("The school year is near, and no plan for it is laid out yet. It takes a few minutes to begin.")
        return card(Text(words), buttons(Button(_("Look at the next year"), "newyear", main=True)))
    if await store.year(turning.new).outbox.of_kind(PLAN_SHARED):
        return None
    told = _("School begins on *{day}*, and the plan for *{year}* has not been shared yet.")
    return card(
        Text(say(told, day=when(turning.new.year.first_day), year=turning.new.label)),
        buttons(
            Button(_("Read and share it"), "newyear.share", main=True),
            Button(_("It will not be shared"), "newyear.waive"),
        ),
    )


async def _turning(notification: Notification, store: YearStore) -> Turning | None:
    """The turn that a notification speaks of: its occasion is the older year's label."""
    old = next((each for each in await store.cycles.all() if each.label == notification.occasion), None)
    return await turn_of(store, old, await store.cycles.after(old)) if old else None
