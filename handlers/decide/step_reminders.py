"""On the day of a next step, or of a second look, whoever takes it hears of it once."""

from collections.abc import Iterable, Iterator

from handlers.decide.cards import DecisionView, told
from handlers.decide.next_steps import KIND, decision_in, reminder_card, standing, years_of
from handlers.kit.card import Card
from handlers.kit.routes import Router, TimeSpan
from handlers.kit.words import say, when
from pdsa.attention_budget import Cost
from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.decisions import Decision
from pdsa.people import Member
from pdsa.prompting import prompt_at
from pdsa.text import _, _l
from storage.notifications import Draft, Notification
from storage.store import YearStore

router = Router()


@router.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """The reminders of a span, of this year's decisions and of the year's before: next steps often lie in August."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    decisions = [each for year in await years_of(store) for each in await standing(year) if each.open_step]
    if not any(each.open_days for each in decisions):
        return ()
    people = {each.email: each for each in await store.people.all() if each.prompted}
    leads = [each for each in people.values() if each.is_lead]
    drafts = [
        draft for each in decisions for draft in _notifications(each, people.get(each.owner), leads, cycle)
    ]  # fmt: skip
    return [draft for draft in drafts if span.holds(draft.at)]


def _notifications(decision: Decision, owner: Member | None, leads: list[Member], cycle: Cycle) -> Iterator[Draft]:
    for wanted, day in decision.reminded_on(cycle):
        for reader in [owner] if owner else leads:
            at = prompt_at(cycle, day, reader)
            if cycle.started_at is not None and at >= max(cycle.started_at, decision.confirmed_at or decision.at):
                yield Draft(KIND, f"{decision.id}-{wanted.isoformat()}", at, reader.id)


@router.notification(
    KIND, Cost(30), about=_l("a reminder of a next step or a second look"), listed_as=_l("a next step")
)
async def notification(asked: Notification, store: YearStore) -> Card | None:
    """The reminder; none where another decision has taken its place, or where it was done before it was sent."""
    number, _dash, day = asked.occasion.partition("-")
    decision_and_year = await decision_in(int(number), store)
    if decision_and_year is None:
        return None
    decision, year = decision_and_year
    shown = await told(decision, year)
    again = decision.details.look_again
    is_open = decision.look_open if again and again.isoformat() == day else decision.step_open
    return None if (shown.newer or not is_open) and asked.sent_at is None else _reminder(shown, day, asked, year)


def _reminder(view: DecisionView, day: str, asked: Notification, store: YearStore) -> Card:
    zone = asked.reader.zone or (store.cycle.zone if store.cycle else "UTC")
    again = view.decision.details.look_again
    look = again is not None and again.isoformat() == day
    today, planned = local_day(store.now, zone), again if look else view.decision.due
    told = _("The next step for *{topic}* was planned for {day}.")
    if look:
        told = _("You wanted to look again at *{topic}* on {day}.")
    first = say(told, topic=view.title, day=when(planned or today, today))
    return reminder_card(view, first, today, look=look)
