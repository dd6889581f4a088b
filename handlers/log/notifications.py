"""What research is asked for by itself: the numbers that are due, once a week, each with a button to log it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from handlers.kit.card import Button, Card, Part, Text, Title, buttons, card
from handlers.kit.question import as_test
from handlers.kit.reply import Replies, Say
from handlers.kit.routes import Router, TimeSpan
from handlers.kit.turn import Turn
from handlers.kit.words import Words, month_name, say, when
from handlers.wording.notifications import for_each
from handlers.wording.rhythms import today_of
from pdsa.attention_budget import Cost, Worth
from pdsa.calendar import ONE_DAY, days, local_day, midnight_after, monday_of, month_end
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.measures import Every
from pdsa.numbers_due import Missing, asked_for_numbers
from pdsa.people import LEADS, PROMPTED, Member
from pdsa.prompting import Asking, is_first_of_week
from pdsa.text import _, _l
from pdsa.year_measures import key_of
from storage.measured import numbers_due
from storage.notifications import Draft, Notification
from storage.store import YearStore

router = Router()
KIND = "data-due"
FOR = "@"
"""Stands between a measure's key and the last day of the time that its number is for."""
AT_ONCE = 8
TOLD = 2
"""So many notifications name the same time's number (one, where somebody wants no reminders); afterwards it waits in
the status, and nobody is written to again.
"""


@router.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """The week's notification for each of research, on the first day of the week on which they may be asked."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    coming = span.lately(store.now)
    first, last = local_day(coming.since, "UTC"), local_day(coming.until, "UTC")
    coming_days = list(days(first - ONE_DAY, last + ONE_DAY))
    if not any(cycle.year.is_working(day) for day in coming_days):
        return ()
    lacking = await numbers_due(store, cycle, local_day(store.now, cycle.zone))
    if not lacking:
        return ()
    written = await store.outbox.of_kind(KIND)
    people = asked_for_numbers(await store.people.all())

    def notifications(person: Member) -> Iterator[Draft]:
        told = [key for each in written if each.member and each.member.id == person.id for key in each.about]
        most = TOLD if person.nudged else 1
        about = tuple(each.key for each in lacking if told.count(each.key) < most)
        for day in coming_days if about else ():
            if is_first_of_week(day, cycle, person) and coming.holds(_asking(day, cycle).moment(day, person)):
                yield _draft(day, person, about, cycle)

    return list(for_each(people, notifications))


def _asking(day: date, cycle: Cycle) -> Asking:
    return Asking(cycle, cycle.phase_on(day))


def _draft(day: date, person: Member, about: tuple[str, ...], cycle: Cycle) -> Draft:
    monday = monday_of(day)
    asking = _asking(day, cycle)
    ends = midnight_after(monday + timedelta(days=6), asking.zone(person))
    return Draft(KIND, monday.isoformat(), asking.moment(day, person), person.id, about=about, expires=ends)


@router.notification(
    KIND,
    Cost(30, Worth.QUESTION, each=15),
    about=_l("the numbers that are due, to research"),
    listed_as=_l("numbers that are due"),
)
async def write(notification: Notification, store: YearStore) -> Card | None:
    """The notification as things stand; None where nothing is due any more and it was never sent."""
    if store.cycle is None:
        return None
    today = today_of(notification.reader, store)
    lacking = [each for each in await numbers_due(store, store.cycle, today) if each.key in notification.about]
    if not lacking:
        return (
            None if notification.sent_at is None else card(Text(_("Thank you: the numbers that were due are there.")))
        )
    return due_card(lacking)


@router.button("log.due", who=PROMPTED, writes=False)
async def list_due(turn: Turn, store: YearStore) -> Replies:
    """All numbers that are due, from the status."""
    lacking = await numbers_due(store, turn.cycle, turn.today)
    if not lacking:
        return Say(card(Text(_("No number is due just now. `log` enters one all the same.")),
                        buttons(Button(_("Log a number"), "log"))))  # fmt: skip
    return Say(due_card(lacking))


@router.button("log.sample", who=LEADS, writes=False)
async def sample(turn: Turn, store: YearStore) -> Replies:
    """How a number is asked for; for a lead to try before Start."""
    measure = next((each.measure for each in await store.plans.goals() if each.measure), "")
    if not measure:
        raise Refusal(_("The plan has no measure yet. `plan` gives an outcome goal one."))
    year = turn.cycle.year
    return Say(as_test(due_card([Missing(measure, year.first_day, month_end(year.first_day))])))


def due_card(lacking: Sequence[Missing]) -> Card:
    """What is due, each with its button."""
    left = len(lacking) - AT_ONCE
    return card(
        Title(_("Numbers that are due")),
        Text(_intro(lacking)),
        *(part for each in lacking[:AT_ONCE] for part in _line(each)),
        Text(say(_("And {n} more."), n=left)) if left > 0 else None,
        buttons(Button(_("Choose another measure"), "log")),
    )


def _intro(lacking: Sequence[Missing]) -> str:
    if any(each.study for each in lacking):
        return _("The team is looking back at the year. These goals have no number yet that tells how it ended.")
    return _("The time that these numbers are for is over, and none has come in. Two minutes will do.")


def _line(missing: Missing) -> list[Part]:
    told: Words = say(_("*{measure}*, for {time}"), measure=missing.measure, time=time_words(missing))
    if missing.study:
        told = say(
            _("*{measure}*: its latest number is from before {day}"), measure=missing.measure, day=when(missing.first)
        )
    asked = key_of(missing.measure) if missing.study else f"{key_of(missing.measure)}{FOR}{missing.last.isoformat()}"
    row = buttons(Button(_("Log it"), "log.number", asked))
    return [Text(told), *([row] if row else [])]


def time_words(missing: Missing) -> str:
    """The time that a number is for, as people say it."""
    if missing.every is Every.MONTH:
        return month_name(missing.first)
    if missing.every is Every.WEEK:
        return _("the week of {day}").format(day=when(missing.first))
    return _("{first} to {last}").format(first=when(missing.first), last=when(missing.last))


async def refresh(measure: str, store: YearStore) -> None:
    """Bring the notifications that asked for this measure up to date."""
    notifications = await store.outbox.of_kind(KIND)
    mine = (each.key for each in notifications if any(key.partition(":")[2] == measure for key in each.about))
    await store.outbox.refresh(*mine)
