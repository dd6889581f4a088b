"""A school's own plan on a desk: all doors, Cottonwood with a goal and a strategy of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from handlers.features import FEATURES
from handlers.kit.routes import Feature
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.obstacles import Obstacle
from pdsa.people import Role
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from storage.store import Store
from tests.handlers.desk import Desk, open_desk
from tests.people import HANNAH, KOFI, RUTH

COTTONWOOD, MESA = "Cottonwood Elementary", "Mesa Verde Middle School"
OWN_GOAL, OWN = "G20", "S20"


def whole_house() -> Feature:
    """All doors as one feature's, so that a story can pass from one to the next."""
    every = Feature("house")
    every.doors = [door for feature in FEATURES for door in feature.doors]
    return every


@asynccontextmanager
async def open_school(folder: Path, plan: Plan, at: str = "2027-04-20 10:00") -> AsyncIterator[Desk]:
    """A desk on a day of STUDY, started long ago; Cottonwood has a plan of its own."""
    async with open_desk(folder, whole_house(), plan, at="2026-08-17 08:00") as desk:
        await desk.start()
        async with desk.store(writes=True) as store:
            await own_plan(store)
        desk.at = desk_moment(at)
        yield desk


def desk_moment(at: str):  # type: ignore[no-untyped-def]
    from tests.handlers.desk import moment

    return moment(at)


async def own_plan(store: Store) -> None:
    """Cottonwood's own goal and strategy."""
    goal = Goal(OWN_GOAL, GoalKind.IMPLEMENTATION, "Every class begins calmly", "Collaboration", school=COTTONWOOD)
    await store.plans.put_goal(goal)
    await store.plans.put_strategy(
        Strategy(OWN, OWN_GOAL, "Morning circle", HANNAH, date(2026, 9, 7), date(2027, 5, 21), "Calm by eight")
    )


async def reflected(
    desk: Desk, code: str, email: str, *obstacles: Obstacle, learned: str = "Begin small", shared: bool = False
) -> None:
    """Somebody looked back at a strategy, with these obstacles."""
    async with desk.store(writes=True) as store:
        author = await store.people.by_email(email)
        assert author is not None
        await store.learning.reflect(
            Reflection(
                strategy=code, member=author.id, at=desk.at, happened="It ran", held=Held.PARTLY, learned=learned,
                obstacles=obstacles, shared=shared,
            )
        )  # fmt: skip


async def supervises(desk: Desk, email: str, team: str) -> None:
    """Somebody becomes a supervisor of these schools."""
    async with desk.store(writes=True) as store:
        await store.people.put(
            email, name="Nadia Brooks", role=Role.SUPERVISOR, team=team, district_team=True, zone=None
        )


__all__ = ["COTTONWOOD", "HANNAH", "KOFI", "MESA", "OWN", "RUTH", "open_school", "own_plan", "reflected", "supervises"]
