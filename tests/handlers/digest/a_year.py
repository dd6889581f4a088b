"""A year as Riverbend might live it: answers, reflections and decisions, the same every time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from handlers.digest.routes import feature
from handlers.kit.card import Card
from pdsa.calendar import instant
from pdsa.checkin import CheckIn, Went
from pdsa.decisions import Path as Way
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from storage.notification_states import Draft, Notification, State
from tests.handlers.desk import ZONE, Desk, moment, open_desk, text
from tests.people import MARIBEL

WENT = (Went.AS_PLANNED, Went.PARTLY, Went.AS_PLANNED, Went.NOT, Went.AS_PLANNED)
RELEASED = {
    ("S1", date(2026, 10, 15)): "Forty-one people came on a rainy Thursday, and most stayed for the second hour.",
    ("S11", date(2026, 10, 22)): "A student asked for the calm corner by himself.",
}
PRIVATE = "Only the leads may read this."
CALL = "Could somebody lend us a room?"
LEARNED = (
    ("S1", Held.NO, "Staff come when it is in the school day; after three o'clock they cannot.", True),
    ("S3", Held.YES, "Five minutes are enough if the principal takes part.", True),
    ("S5", Held.PARTLY, PRIVATE, False),
    ("S11", Held.YES, "The corner works where an adult walks over, too.", True),
)
DECIDED = (
    ("S1", Way.OTHER_STRATEGY, "Move the workshops into the early-release days", "al.pena@riverbend.example"),
    ("S3", Way.EXPAND, "Bring the practice to Mesa Verde", "h.eriksen@riverbend.example"),
    ("S11", Way.SUSTAIN, "", ""),
)


def bare(plan: Plan) -> Plan:
    """The same district with nothing planned and nothing measured."""
    return replace(plan, goals=(), strategies=(), links=(), observations=(), ratings=())


@asynccontextmanager
async def started(folder: Path, plan: Plan) -> AsyncIterator[Desk]:
    """The digest's desk, with the year started on its first day at eight."""
    async with open_desk(folder, feature, plan) as desk:
        await desk.start()
        yield desk


async def answer(desk: Desk, since: date, until: date) -> None:
    """Every owner answers every Thursday in that span, but for every seventh time."""
    async with desk.store(writes=True) as store:
        people = {member.email: member.id for member in await store.people.all()}
        assert store.cycle is not None
        thursdays = [day for day in store.cycle.year.working_days(since, until) if day.weekday() == 3]
        for nth, strategy in enumerate(await store.plans.strategies()):
            for week, day in enumerate(each for each in thursdays if strategy.under_way(each)):
                if (nth + week) % 7 != 6:
                    went = WENT[(nth * 2 + week) % len(WENT)]
                    await store.checkins.put(told(strategy.code, day, people[strategy.owner], went))


def told(strategy: str, day: date, member: int, went: Went) -> CheckIn:
    """An answer, with the sentence that its author released where there is one."""
    released = RELEASED.get((strategy, day), "")
    return CheckIn(
        strategy,
        day,
        member,
        went,
        instant(day, time(15, 0), ZONE),
        well=released or PRIVATE,
        help=CALL if (strategy, day) == ("S8", date(2026, 10, 15)) else "",
        quotable=bool(released),
    )


async def study(desk: Desk, at: date) -> None:
    """Some strategies are looked back on and decided."""
    noon = instant(at, time(12, 0), ZONE)
    async with desk.store(writes=True) as store:
        people = {member.email: member.id for member in await store.people.all()}
        owners = {strategy.code: people[strategy.owner] for strategy in await store.plans.strategies()}
        for code, held, learned, quotable in LEARNED:
            made_of = "Two principals" if quotable else ""
            await store.learning.reflect(
                Reflection(code, owners[code], noon, PRIVATE, held, learned, people=made_of, quotable=quotable)
            )
        for code, way, step, owner in DECIDED:
            await store.learning.propose(
                strategy=code,
                path=way,
                reason=PRIVATE,
                next_step=step,
                owner=owner,
                due=at + timedelta(days=90) if step else None,
                evidence="",
                by=people[MARIBEL],
                confirmed=True,
            )


async def live(desk: Desk) -> None:
    """The whole year as it was lived, up to 20 May."""
    await desk.start()
    desk.at = moment("2027-05-20 18:00")
    await answer(desk, date(2026, 8, 17), date(2027, 5, 20))
    await study(desk, date(2027, 5, 19))


async def arrives(desk: Desk, draft: Draft) -> Card | None:
    """A notification is written, made and handed over, as the post does."""
    async with desk.store(writes=True) as store:
        await store.outbox.write([draft])
    return await made_again(desk, draft.key)


async def noted(desk: Desk, day: str) -> None:
    """A weekly note was posted on this day."""
    async with desk.store(writes=True) as store:
        key = f"digest-weekly:{day}:#sel-team"
        await store.posts.keep(key, kind="digest-weekly", occasion=day, channel="#sel-team", card={}, quotes=())


async def made_again(desk: Desk, key: str) -> Card | None:
    """A notification's card as it would be made now; from then on it counts as sent."""
    async with desk.store(writes=True) as store:
        notification = await store.outbox.by_key(key)
        assert notification is not None
        card = await feature.notifications[notification.kind](notification, store)
    if notification.state is State.READY:
        await hand_over(desk, key)
    return card


async def hand_over(desk: Desk, key: str, *, fails: str = "") -> None:
    """The platform takes a notification, or refuses it with a reason."""
    async with desk.store(writes=True) as store:
        for claim in await store.outbox.claim("test", 50, timedelta(seconds=60), 1000.0):
            if claim.notification.key != key:
                await store.outbox.again(claim.notification, claim.notification.at)
            elif fails:
                assert await store.outbox.rest(claim.notification, fails)
            else:
                assert await store.outbox.sent(claim.notification, "C1", f"message of {key}")


async def to_member(desk: Desk, kind: str, occasion: str, email: str = MARIBEL, *about: str) -> Card | None:
    async with desk.store() as store:
        member = await store.people.by_email(email)
    assert member is not None
    return await arrives(desk, Draft(kind, occasion, desk.at, member.id, about=about, prompt=False))


async def posts(desk: Desk, *kinds: str) -> list[Notification]:
    async with desk.store() as store:
        return await store.outbox.of_kind(*kinds)


def whole(card: Card | None) -> str:
    """A message and all that stands in its thread."""
    assert card is not None
    return "\n-----\n".join(text(each) for each in (card, *card.details)) + "\n"
