"""From one year to the next on both databases: the launch, the clock, the promises, and notifications of last year."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pdsa.decisions import Path
from pdsa.goals import Goal, GoalKind, Link, Strategy
from pdsa.measures import Rating
from pdsa.newyear import LaunchChoice
from pdsa.old_year_promises import Promise
from pdsa.people import Role
from storage.notification_states import Draft
from storage.year_launch import draft_next, launch
from tests.databases import Database, moment
from tests.pdsa.riverbend_year import CYCLE

TODAY = date(2027, 6, 4)


@pytest.fixture
async def old(database: Database) -> Database:
    """A started year with two goals and a strategy that is sustained, on its last school day."""
    async with database.store() as opened:
        store = opened.year(await opened.cycles.put(replace(CYCLE, id=0)))
        assert store.cycle is not None
        await store.cycles.start(store.cycle, store.now)
        await store.people.put("m@x.example", name="M", role=Role.LEAD, team="D", district_team=True, zone=None)
        await store.plans.put_goal(Goal("G2", GoalKind.IMPLEMENTATION, "A menu", "Professional Learning", 1, 3))
        await store.plans.put_goal(Goal("G6", GoalKind.OUTCOME, "Able", "", 54, 70, "Adults (%)"))
        await store.plans.put_strategy(Strategy("S1", "G2", "Workshops", start=date(2026, 9, 14), prediction="60%"))
        await store.plans.set_links([Link("G2", "G6")])
        await store.plans.put_rating(Rating("Professional Learning", 1, 3, 2))
        await store.learning.propose(strategy="S1", path=Path.SUSTAIN, reason="x", next_step="", owner="", due=None,
                                     evidence="", by=1, confirmed=True)  # fmt: skip
    database.at = moment("2027-06-04 12:00")
    return database


async def test_the_launch_keeps_what_the_draft_said(old: Database) -> None:
    async with old.store() as newest:
        assert newest.cycle is not None
        first = newest.cycle
        await newest.years.say("goal:G6", LaunchChoice(None, {"target": 72.0, "due": date(2028, 5, 1)}))
        new = await launch(newest, first, await draft_next(newest, first, TODAY), 1)
        assert (new.follows, new.started_at) == (first.id, None)
    async with old.store() as newest:
        assert newest.cycle == new
        assert newest.cycle.label == "2027-28"
        assert [(each.code, each.baseline, each.target) for each in await newest.plans.goals()] == [
            ("G2", 2, 3), ("G6", 54, 72),
        ]  # fmt: skip
        assert (await newest.plans.strategies())[0].carried_from == "2026-27:S1"
        assert await newest.plans.links() == [Link("G2", "G6")]
        assert await newest.plans.ratings() == [Rating("Professional Learning", 2, 3)]
        with pytest.raises(LookupError):
            await launch(newest, first, await draft_next(newest, first, TODAY), 1)


async def test_until_the_new_year_is_started_the_old_clock_runs(old: Database) -> None:
    async with old.store() as opened:
        assert opened.cycle is not None
        first = opened.cycle
        new = await launch(opened, first, await draft_next(opened, first, TODAY), 1)
    async with old.store() as opened:
        assert opened.cycle == new
        running = await opened.running_year()
        assert (running.cycle.id, await running.cycles.in_force()) == (first.id, first)
        await running.cycles.start(new, running.now)
    async with old.store() as opened:
        assert (await opened.running_year()).cycle.id == new.id


async def test_a_notification_knows_its_year_by_its_message(old: Database) -> None:
    async with old.store() as opened:
        assert opened.cycle is not None
        first = opened.cycle
        await opened.outbox.write([Draft("decide", "2027-06-04", opened.now, 1)])
        (claim,) = await opened.outbox.claim("us", 5, timedelta(seconds=30), 10.0)
        await launch(opened, first, await draft_next(opened, first, TODAY), 1)
        store = await opened.year_with_id(claim.notification.cycle)
        assert await store.outbox.sent(claim.notification, "D1", "17.1")
        assert await store.outbox.year_of("17.1") == first.id
        assert await store.outbox.year_of("17.2") is None


async def test_promises_are_kept_once_or_given_up(old: Database) -> None:
    async with old.store() as store:
        assert [each.settled for each in await store.years.promises()] == [False, False]
        assert await store.years.waive(Promise.PLAN, 1, "No room")
        assert [each.reason for each in await store.years.promises()] == ["", "No room"]
        await store.years.keep(Promise.PLAN, store.now)
        await store.years.keep(Promise.PLAN, store.now + timedelta(days=9))
        assert not await store.years.waive(Promise.PLAN, 1, "Too late")
        kept = (await store.years.promises())[1]
        assert (kept.kept_at, kept.waived_by, kept.reason) == (store.now, None, "")


async def test_a_year_is_closed_once_and_opened_again_once(old: Database) -> None:
    async with old.store() as store:
        assert await store.years.close(1)
        assert not await store.years.close(1)
        assert await store.years.closed_by() == 1
        assert await store.years.reopen("Too early")
        assert not await store.years.reopen("Too early")
