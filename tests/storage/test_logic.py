"""The logic model on both databases: kept whole, and every change can be taken back once."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from pdsa.goals import Goal, GoalKind, Link
from pdsa.logic import Stage
from tests.databases import Database
from tests.storage.outbox_steps import fill

GOALS = (
    Goal("G2", GoalKind.IMPLEMENTATION, "A menu"),
    Goal("G6", GoalKind.OUTCOME, "Staff feel able"),
    Goal("L7", GoalKind.OUTCOME, "A goal with an element's kind of code"),
)


@pytest.fixture
async def logic(database: Database) -> AsyncIterator[Database]:
    await fill(database)
    async with database.store() as store:
        for goal in GOALS:
            await store.plans.put_goal(goal)
    return database


async def test_elements_come_back_with_their_joins(logic: Database) -> None:
    async with logic.store() as store:
        money = await store.logic.add(Stage.INPUT, "Stipends")
        menu = await store.logic.add(Stage.OUTPUT, "Forty teachers took part")
        model = (await store.logic.model()).joined(money.code, menu.code).joined("G2", menu.code)
        assert await store.logic.keep(model.joined(menu.code, "G6").joined("G2", "G6"))
    async with logic.store(writes=False) as store:
        logic_model = await store.logic.model()
        assert [each.code for each in logic_model.elements] == ["L8", "L9"]
        assert logic_model.joins == (("G2", "G6"), ("G2", "L9"), ("L8", "L9"), ("L9", "G6"))
        assert await store.plans.links() == [Link("G2", "G6")]


async def test_the_newest_change_is_taken_back_and_only_that(logic: Database) -> None:
    async with logic.store() as store:
        first = await store.logic.add(Stage.INPUT, "Stipends")
        change = await store.logic.newest_change()
        assert change
        await store.logic.keep((await store.logic.model()).without(first.code))
        assert not await store.logic.take_back(change.number)
        newest = await store.logic.newest_change()
        assert newest
        assert await store.logic.take_back(newest.number)
        assert [each.words for each in await store.logic.elements()] == ["Stipends"]


async def test_what_changed_elsewhere_is_not_overwritten(logic: Database) -> None:
    async with logic.store() as store:
        await store.logic.add(Stage.INPUT, "Stipends")
        change = await store.logic.newest_change()
        assert change
        await store.plans.set_links([Link("G2", "G6")])
        assert await store.logic.newest_change() is None
        assert not await store.logic.take_back(change.number)
        assert await store.plans.links() == [Link("G2", "G6")]


async def test_keeping_what_is_there_changes_nothing(logic: Database) -> None:
    async with logic.store() as store:
        element = await store.logic.add(Stage.OUTPUT, "Forty teachers")
        model = await store.logic.model()
        assert not await store.logic.keep(model)
        assert await store.logic.keep(model.having(replace(element, words="Fifty teachers")))
