"""On the day of a next step, or of a second look, whoever takes it hears of it once."""

from collections.abc import Iterable, Iterator
from datetime import date

from handlers.decide.cards import Told, decision_facts, told
from handlers.kit.card import Button, Card, Text, buttons, card
from handlers.kit.routes import Span
from handlers.kit.words import _, say
from pdsa.calendar import instant, local_day
from pdsa.cycle import Cycle
from pdsa.decisions import Decision
from pdsa.people import Member
from storage.letters import Draft, Letter
from storage.store import Store

KIND = "look-again"


async def due(span: Span, store: Store) -> Iterable[Draft]:
    """The reminders of a span, of this year's decisions and of the year's before: next steps often lie in August."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    before = await store.cycles.before(cycle)
    years = [store, *([store.at(before)] if before else [])]
    decisions = [each for year in years for each in await _standing(year)]
    if not any(list(_days(each)) for each in decisions):
        return ()
    people = {each.email: each for each in await store.people.all() if each.prompted}
    leads = [each for each in people.values() if each.is_lead]
    drafts = [
        draft for each in decisions for draft in _letters(each, people.get(each.owner), leads, cycle)
    ]  # fmt: skip
    return [draft for draft in drafts if span.holds(draft.at)]


async def _standing(store: Store) -> list[Decision]:
    """Each strategy's and goal's newest confirmed decision."""
    newest = {(each.subject, each.strategy): each for each in await store.learning.all_decisions() if each.stands}
    return list(newest.values())


def _days(decision: Decision) -> Iterator[date]:
    """The days on which somebody wanted to do something about a decision."""
    again, step = decision.details.look_again, decision.due if decision.next_step else None
    if again:
        yield again
    if step and step != again:
        yield step


def _letters(decision: Decision, owner: Member | None, leads: list[Member], cycle: Cycle) -> Iterator[Draft]:
    for wanted in _days(decision):
        if wanted < cycle.year.first_day:
            continue  # it lay between two years: the plan of the new one shows what goes on
        day = cycle.year.first_working(wanted, cycle.year.last_day)
        if day is None or cycle.started_at is None:
            continue
        for reader in [owner] if owner else leads:
            at = instant(day, cycle.rhythm.prompt_time, reader.zone or cycle.zone)
            if at >= max(cycle.started_at, decision.confirmed_at or decision.at):
                yield Draft(KIND, f"{decision.id}-{wanted.isoformat()}", at, reader.id)


async def letter(asked: Letter, store: Store) -> Card | None:
    """The reminder; none where another decision has taken its place."""
    number, _dash, day = asked.occasion.partition("-")
    before = await store.cycles.before(store.cycle) if store.cycle else None
    for year in [store, *([store.at(before)] if before else [])]:
        decision = await year.learning.decision(int(number))
        if decision is not None:
            found = await told(decision, year)
            return None if found.newer and asked.sent_at is None else _reminder(found, day, asked, year)
    return None


def _reminder(found: Told, day: str, asked: Letter, store: Store) -> Card:
    zone = asked.reader.zone or (store.cycle.zone if store.cycle else "UTC")
    decision = found.decision
    again = decision.details.look_again
    if again and again.isoformat() == day:
        first = say(_("You wanted to look again at *{topic}* about now."), topic=found.title)
    else:
        first = say(_("The next step for *{topic}* was planned for about now."), topic=found.title)
    return card(
        Text(first),
        decision_facts(found, local_day(store.now, zone)),
        buttons(
            Button(_("Decide anew"), "decide", found.value),
            Button(_("History"), "decide.history", found.value),
        ),
    )
