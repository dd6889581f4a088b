"""What ends before STUDY is studied soon: its people are asked to look back within two weeks, while they remember."""

from collections.abc import Iterable, Iterator

from handlers.kit.routes import Router, TimeSpan
from handlers.phases.notifications import ripe
from handlers.phases.prompts import REFLECT, facts
from handlers.wording.notifications import for_each, told_about
from pdsa.calendar import days, local_day, midnight_after
from pdsa.cycle import Phase
from pdsa.people import Member
from pdsa.prompting import LOOKED_BACK, SOON, looks_back_on, prompt_at
from storage.notifications import Draft
from storage.store import YearStore

router = Router()


@router.tick
async def due(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
    """One message a person and day, about their strategies that have ended and that nobody has looked back at."""
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return ()
    coming = span.lately(store.now)
    study = cycle.span_of(Phase.STUDY)[0]
    if not coming.touches(cycle.year.first_day, study):
        return ()
    ended = [each for each in await store.plans.strategies() if each.end is not None and each.end < study]
    if not any(coming.touches(each.end, each.end + LOOKED_BACK) for each in ended if each.end):
        return ()
    prompt_facts = await facts(store, cycle)
    people = [person for person in await store.people.all() if person.prompted]
    theirs = prompt_facts.by_reader(people)
    told = told_about(await store.outbox.of_kind(REFLECT.kind))

    def of(person: Member) -> Iterator[Draft]:
        asked = told.get(person.id, set())
        first, last = (local_day(at, person.zone or cycle.zone) for at in (coming.since, coming.until))
        for day in days(first, min(last, study)):
            open_ = [
                each for each in theirs[person.id] if each.code not in asked and REFLECT.needs(prompt_facts, each, day)
            ]
            about = tuple(each.code for each in open_ if each.end and looks_back_on(each.end, day, cycle, person))
            if about and span.holds(prompt_at(cycle, day, person)):
                asked = asked | set(about)
                expires = midnight_after(day + SOON, person.zone or cycle.zone)
                at = prompt_at(cycle, day, person)
                yield Draft(REFLECT.kind, day.isoformat(), at, person.id, about=about, expires=expires)

    drafts = list(for_each([person for person in people if person.id in theirs], of))
    return [found for draft in drafts if (found := await ripe(draft, store)) is not None]
