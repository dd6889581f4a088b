"""When the rubric is asked about: once a round and person, with one reminder, and never beside another question."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial

from handlers.kit.card import Button, Card, Text, Title, card
from handlers.kit.reply import Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn
from handlers.kit.words import Words, count, say, when
from handlers.wording.days_and_hours import today_of
from handlers.wording.notifications import as_test, for_each
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import local_day, midnight_after
from pdsa.cycle import Cycle
from pdsa.people import LEADS, Member
from pdsa.rubric_asking import RubricAsking
from pdsa.rubric_progress import RubricSheet, by_rater, is_rater
from pdsa.rubric_ratings import Round, asks_from, time_of
from pdsa.text import _, _l, ngettext
from pdsa.time_span import TimeSpan
from storage.figures_of_year import rubric_sheet
from storage.notification_states import Draft, Notification, State
from storage.store import YearStore

router = Router()
NUDGE = "rate-nudge"
OTHERS = ("plan", "plan-nudge", "reflect", "reflect-nudge", "decide", "decide-nudge")
"""What asks on its own days: the rubric waits for a day without it."""


@router.year_tick
async def due(span: TimeSpan, store: YearStore, cycle: Cycle) -> Iterable[Draft]:
    """The questions and reminders of a span of time; days that are over ask nothing any more."""
    coming = span.lately(store.now)
    near = [
        part for part in Round if (first := asks_from(part, cycle)) and coming.touches(first, time_of(part, cycle)[1])
    ]
    if not near:
        return ()
    people = [person for person in await store.people.all() if is_rater(person)]
    others = {(each.member.id, each.occasion) for each in await store.outbox.of_kind(*OTHERS) if each.member}
    drafts: list[Draft] = []
    for part in near:
        notifications = await store.outbox.of_kind("rate", occasion=part.value)
        asked = {each.member.id: each for each in notifications if each.member}
        days = RubricAsking(part, cycle, coming, others)
        due_of = partial(_drafts, days=days, asked=asked, now=store.now)
        drafts += await _wanted(part, list(for_each(people, due_of)), cycle, store)
    return drafts


async def _wanted(part: Round, drafts: list[Draft], cycle: Cycle, store: YearStore) -> list[Draft]:
    """Those of a round's notifications whose reader has something to rate; the rubric is only read where there are
    any.
    """
    if not drafts:
        return []
    sheet = await rubric_sheet(store, cycle, max(time_of(part, cycle)[0], local_day(store.now, cycle.zone)))
    if sheet.part is not part or not sheet.open:
        return []
    given = by_rater(await store.rubric.votes())
    return [each for each in drafts if each.member and sheet.open_for(given.get(each.member, ()), each.member)]


def _drafts(person: Member, days: RubricAsking, asked: Mapping[int, Notification], now: datetime) -> Iterator[Draft]:
    """The question, and its one reminder. `asked` are the notifications that asked, by member's id."""
    notification, zone = asked.get(person.id), days.asking.zone(person)

    def draft(kind: str, day: date, last: date) -> Draft:
        at = days.asking.moment(day, person)
        return Draft(kind, days.part.value, at, person.id, expires=midnight_after(last, zone))

    if notification is not None and notification.state is State.RESTING:
        return
    day = local_day(notification.at, zone) if notification else days.question(person, now)
    if day is not None and notification is None:
        yield draft("rate", day, time_of(days.part, days.cycle)[1])
    if day is not None and (again := days.reminder(day, person)) is not None:
        yield draft(NUDGE, again, again)


@router.notification(
    "rate", Cost(180), about=_l("the question where the team stands on the rubric"), listed_as=_l("the rubric's levels")
)
@router.notification(NUDGE, Cost(20, Worth.REMINDER), reminder=True, about=_l("the one reminder of that"))
async def ask(notification: Notification, store: YearStore) -> Card | None:
    """The question of a round, or its one reminder."""
    cycle, part = store.cycle, Round(notification.occasion)
    if cycle is None:
        return None
    today = today_of(notification.reader, store)
    sheet = await rubric_sheet(store, cycle, today)
    votes = await store.rubric.votes(member=notification.reader.id)
    left = sheet.open_for(votes, notification.reader.id) if sheet.part is part and is_rater(notification.reader) else ()
    whole = Button(_("The whole rubric"), "rate")
    if not left:
        return card(Text(_over(sheet, part)), whole) if notification.sent_at else None
    if notification.kind == NUDGE:
        template = ngettext(
            "No rush: {n} item of the rubric has no level of yours yet.",
            "No rush: {n} items of the rubric have no level of yours yet.",
            len(left),
        )
        told = say(template, n=len(left))
        later = Button(_("Later"), "snooze")
        return card(Text(told), Button(_("Rate it"), "rate.own", main=True), whole, later)
    return _asked_card(part, cycle, len(sheet.open), len(left))


def _asked_card(part: Round, cycle: Cycle, n: int, left: int) -> Card:
    """The question about so many items, `left` of them without a level of its reader's."""
    rest = ngettext("{n} item has no level of yours yet.", "{n} items have no level of yours yet.", left)
    return card(
        Title(_title(part)),
        Text(_intro(part, cycle, count("{n} item", "{n} items", n))),
        Text(rest.format(n=left)) if left < n else None,
        Text(_("Only you see your own levels. The team then talks, and agrees on one level for each item.")),
        Button(_("Rate it"), "rate.own", main=True),
        Button(_("The whole rubric"), "rate"),
        Button(_("Why?"), "why", "rate"),
    )


@router.button("rate.sample", who=LEADS, writes=False)
async def sample(turn: Turn, store: YearStore) -> Replies:
    """The question of the first round, for a lead to try before Start."""
    n = len((await rubric_sheet(store, turn.cycle, turn.today)).lines)
    return Say(as_test(_asked_card(Round.START, turn.cycle, n, n)))


def _over(sheet: RubricSheet, part: Round) -> str:
    if sheet.part is not part:
        return _("The time for this has passed; `rate` shows what the team agreed on.")
    if not sheet.open:
        return _("The team has agreed on its levels: nothing here waits for you now.")
    return _("Thank you: you have given your levels. The team agrees on shared ones next.")


def _title(part: Round) -> str:
    return {
        Round.START: _("Where do we start?"),
        Round.MID_YEAR: _("Where do we stand at mid-year?"),
        Round.YEAR_END: _("Where do we stand at the year's end?"),
        Round.ACT: _("How did we look back and improve?"),
    }[part]


def _intro(part: Round, cycle: Cycle, n: str) -> Words:
    """What is asked, until when, and how long it takes."""
    told = {
        Round.START: _(
            "Until *{last}* the team says where it stands on the rubric, from 1 (not begun) to 4 (fully in place), and "
            "how far it wants to get this year. It is {n}, section by section. Skip what you cannot judge."
        ),
        Round.MID_YEAR: _(
            "The team looks at the rubric in the middle of the year: {n}, from 1 (not begun) to 4 (fully in place). "
            "Skip what you cannot judge."
        ),
        Round.YEAR_END: _(
            "Until *{last}* the team says how far it got on the rubric this year: {n}, from 1 (not begun) to 4 (fully "
            "in place). Skip what you cannot judge."
        ),
        Round.ACT: _(
            "Before the year ends on *{last}*: how well did we learn from it? The rubric has {n} on that, from 1 (not "
            "begun) to 4 (fully in place). Skip what you cannot judge."
        ),
    }[part]
    return say(told, last=when(cycle.school_span_of(part.phase)[1]), n=n)
