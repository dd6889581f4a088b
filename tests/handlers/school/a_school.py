"""A school's own plan on a desk: all routes, and Cottonwood with a goal and a strategy of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from handlers.features import FEATURES
from handlers.kit.card import Card
from handlers.kit.routes import Feature, RouteTable
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.obstacles import Obstacle
from pdsa.people import Role
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft
from storage.store import Store
from tests.handlers.desk import Desk, moment, open_desk
from tests.people import HANNAH

COTTONWOOD, MESA = "Cottonwood Elementary", "Mesa Verde Middle School"
GOAL, OWN = "G20", "S20"
OF_COTTONWOOD = STATEMENT, TITLE, PREDICTION = "Every class begins calmly", "Morning circle", "Calm by eight"
ROUTES = RouteTable.of(FEATURES)


def whole_house() -> Feature:
    """All routes as one feature's, so that a story can pass from one to the next."""
    every = Feature("house")
    every.routes = [route for feature in FEATURES for route in feature.routes]
    return every


HOUSE = whole_house()


@asynccontextmanager
async def open_school(folder: Path, plan: Plan, at: str = "2027-04-20 10:00") -> AsyncIterator[Desk]:
    """A desk on a day of STUDY, started long ago; Cottonwood has a plan of its own."""
    async with open_desk(folder, HOUSE, plan) as desk:
        await desk.start()
        async with desk.store(writes=True) as store:
            await own_plan(store)
        desk.at = moment(at)
        yield desk


async def own_plan(store: Store) -> None:
    """Cottonwood's own goal and strategy."""
    goal = Goal(GOAL, GoalKind.IMPLEMENTATION, STATEMENT, "Collaboration", school=COTTONWOOD)
    circle = Strategy(OWN, GOAL, TITLE, HANNAH, date(2026, 9, 7), date(2027, 5, 21), PREDICTION)
    await store.plans.put_goal(goal)
    await store.plans.put_strategy(circle)


async def reflected(
    desk: Desk, code: str, email: str, *obstacles: Obstacle, learned: str = "Begin small", shared: bool = False
) -> None:
    """Somebody looked back at a strategy, with these obstacles."""
    async with desk.store(writes=True) as store:
        author = await store.people.by_email(email)
        assert author is not None
        kept = Reflection(code, author.id, desk.at, "It ran", Held.PARTLY, learned, obstacles=obstacles, shared=shared)
        await store.learning.reflect(kept)


async def supervises(desk: Desk, email: str, team: str) -> None:
    """Somebody becomes the supervisor of these schools."""
    async with desk.store(writes=True) as store:
        role = Role.SUPERVISOR
        await store.people.put(email, name="Nadia Brooks", role=role, team=team, district_team=True, zone=None)


async def notifications_due(desk: Desk, since: str, until: str, *kinds: str) -> list[Draft]:
    """What the clock would write in a stretch of time, of these kinds, in the order of time."""
    async with desk.store(writes=True) as store:
        span = TimeSpan(moment(since), moment(until))
        drafts = [draft for tick in ROUTES.ticks for draft in await tick(span, store) if draft.kind in kinds]
        await store.outbox.write(drafts)
    return sorted(drafts, key=lambda each: each.at)


async def notification_card(desk: Desk, draft: Draft) -> Card | None:
    """A notification's card as it would be made now."""
    async with desk.store() as store:
        notification = await store.outbox.by_key(draft.key)
        assert notification is not None
        return await ROUTES.notifications[notification.kind](notification, store)
