"""Who becomes the owner of a strategy is told so, whichever way it came about: by the plan, a file or a decision."""

from collections.abc import Mapping
from datetime import date, timedelta

from pdsa.calendar import local_day
from pdsa.goals import Strategy
from pdsa.people import Member
from storage.notifications import Draft, State
from storage.store import YearStore

KIND = "owner"
GOOD_FOR = timedelta(days=7)


async def owners(store: YearStore) -> dict[str, str]:
    """The e-mails of those who own a strategy now, by its code."""
    return {strategy.code: strategy.owner for strategy in await store.plans.strategies(dropped=True)}


async def tell_new_owners(before: Mapping[str, str], store: YearStore, by: int | None = None) -> None:
    """Write a notification to everybody who owns a strategy now and did not `before`, as `owners` gave it.

    Not to the member who did it (`by`), nor before Start, nor to somebody whose first message is still to come: that
    names what they own.
    """
    cycle = store.cycle
    if cycle is None or cycle.started_at is None:
        return
    today = local_day(store.now, cycle.zone)
    new = [each for each in await store.plans.strategies() if _is_news(each, before, today)]
    if not new:
        return
    unmet = set(await store.outbox.never_got("welcome", "first"))
    for person in await store.people.all():
        mine = tuple(each.code for each in new if each.owner == person.email)
        if mine and person.prompted and person.id not in {by, *unmet} and not await _greeting(person, store):
            expires, occasion = store.now + GOOD_FOR, store.now.isoformat()
            await store.outbox.write([Draft(KIND, occasion, store.now, person.id, about=mine, expires=expires)])


def _is_news(strategy: Strategy, before: Mapping[str, str], today: date) -> bool:
    """Whether somebody owns it who did not; what replaces a strategy of their own is none, nor what is over."""
    known = {before.get(strategy.code, ""), before.get(strategy.follows, "")}
    return bool(strategy.owner) and strategy.owner not in known and not (strategy.end and strategy.end < today)


async def _greeting(person: Member, store: YearStore) -> bool:
    """Whether somebody's first message is on its way."""
    first = await store.outbox.by_key(f"welcome:first:{person.id}")
    return first is not None and first.state is State.READY
