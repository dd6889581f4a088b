"""What the bot says by itself at the turn of the years: few words, to those who can do something, on working days."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from handlers.kit.card import Button, Card, Text, Title, buttons, card
from handlers.kit.notify_many import for_each
from handlers.kit.routes import Router, TimeSpan
from handlers.kit.turn_of_year import PLAN_SHARED, Turning, last_school_day, promises_of
from handlers.kit.words import say, when
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import ONE_DAY, instant
from pdsa.cycle import Cycle, Phase
from pdsa.newyear import shift_of
from pdsa.people import LEADS, SENDERS, Member
from pdsa.prompting import Asking
from pdsa.text import _, _l
from storage.notifications import Draft, Notification
from storage.store import YearStore
from storage.turn_of_year import Promise, PromiseState

router = Router()
PREPARE, CONCLUSIONS_DUE, PLAN_DUE = "newyear", "conclusions-due", "plan-due"
LAST_DAYS = timedelta(days=7)
AFTER_REFLECTION, AFTER_DRAFT = 10, 5
"""Working days after the reflection meeting, and after the year's digest was drafted, until a reminder (ours)."""
BEFORE_SCHOOL = 5
"""Working days before the first school day on which a plan that nobody has shared comes up (ours)."""
KEEPS = timedelta(days=3)


@router.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """The notifications of the year that runs, and of the one before it while that is not closed."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    drafts: list[Draft] = []
    if span.until >= instant(cycle.phases.act, cycle.rhythm.prompt_time, cycle.zone) - ONE_DAY:
        found = next((each for each in await store.cycles.all() if each.follows == cycle.id), None)
        drafts += await _of_year(Turning(cycle, found, await promises_of(store, cycle, found)), span, store)
    near = span.since.date() <= cycle.year.first_day + ONE_DAY
    before = await store.cycles.before(cycle) if near else None
    if before is not None and before.closed_at is None:
        late = Turning(before, cycle, await promises_of(store, before, cycle))
        drafts += await store.year(before).outbox.missing(await _of_year(late, span, store))
    return drafts


async def _of_year(turning: Turning, span: TimeSpan, store: YearStore) -> list[Draft]:
    """What the end of one year asks for in a span."""
    people = [each for each in await store.people.with_roles(SENDERS) if each.active]

    def of(person: Member) -> Iterator[Draft]:
        for kind, day in _days(turning, person):
            at = Asking(turning.old, Phase.ACT).moment(day, person)
            if span.holds(at):
                yield Draft(kind, turning.old.label, at, person.id, expires=at + KEEPS)

    return list(for_each(people, of))


def _days(turning: Turning, person: Member) -> Iterator[tuple[str, date]]:
    """The kinds of notifications that somebody gets, each on its day."""
    asking, old = Asking(turning.old, Phase.ACT), turning.old
    last = last_school_day(old)
    if person.role in LEADS and turning.new is None:
        day = next(asking.days(person, last - LAST_DAYS + ONE_DAY, last), None)
        if day is not None:
            yield PREPARE, day
    if _open(turning.promises, Promise.CONCLUSIONS) and (since := conclusions_due(old)) is not None:
        day = next(asking.days(person, since, last), None)
        if day is not None:
            yield CONCLUSIONS_DUE, day
    if person.role in LEADS and _open(turning.promises, Promise.PLAN):
        yield from ((PLAN_DUE, day) for day in [plan_due(turning)] if not person.is_away(day))


def _open(promises: Iterable[PromiseState], promise: Promise) -> bool:
    return any(each.promise is promise and not each.settled for each in promises)


def conclusions_due(old: Cycle) -> date | None:
    """When a reminder of the conclusions makes sense: after the reflection, and after there was a draft to approve."""
    year = old.year
    draft = year.last_day - old.rhythm.year_end_draft_before
    days = (year.after(old.phases.act - ONE_DAY, AFTER_REFLECTION), year.after(draft, AFTER_DRAFT))
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else last_school_day(old)


def plan_due(turning: Turning) -> date:
    """A few weekdays before school begins; where nothing is launched yet, before the day on which it would begin."""
    cycle = turning.new
    day = cycle.year.first_day if cycle is not None else turning.old.year.first_day + shift_of(turning.old)
    left = BEFORE_SCHOOL
    while left:
        day -= ONE_DAY
        left -= day.weekday() in turning.old.year.work_days
    return day


# -- the cards -----------------------------------------------------------------------------------


@router.notification(PREPARE, Cost(60, Worth.OWED), about=_l("word that the next year can be prepared"))
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


@router.notification(CONCLUSIONS_DUE, Cost(60, Worth.OWED), about=_l("a reminder to share what was learned"))
async def conclusions(notification: Notification, store: YearStore) -> Card | None:
    """To those who can send digests: the conclusions are not shared yet."""
    turning = await _turning(notification, store)
    if turning is None:
        return None
    if not _open(turning.promises, Promise.CONCLUSIONS):
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


@router.notification(PLAN_DUE, Cost(60, Worth.OWED), about=_l("a reminder to share the new plan"))
async def plan(notification: Notification, store: YearStore) -> Card | None:
    """To the leads: school begins soon, and the new plan is not shared."""
    turning = await _turning(notification, store)
    if turning is None:
        return None
    if not _open(turning.promises, Promise.PLAN):
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
    years = await store.cycles.all()
    old = next((each for each in years if each.label == notification.occasion), None)
    if old is None:
        return None
    new = next((each for each in years if each.follows == old.id), None)
    return Turning(old, new, await promises_of(store, old, new))
