"""What a plan would change is found out by bringing it in and taking it back: nothing stays of it."""

from dataclasses import replace

import pytest

from pdsa.errors import Refusal
from pdsa.figure_table import new_figures
from pdsa.goals import Goal, GoalKind
from storage.figures_of_year import named_measures
from storage.importing import RowChanges, try_in
from storage.plans import trail_of
from tests.handlers.desk import open_desk


async def test_a_first_plan_is_all_new_and_nothing_of_it_stays(tmp_path, plan):
    async with open_desk(tmp_path, None) as desk:
        async with desk.store(writes=True) as store:
            trial = await try_in(store, plan)
            assert trial.first
            assert RowChanges("people", len(plan.team), 0) in trial.changes
            assert RowChanges("strategies", len(plan.strategies), 0) in trial.changes
            assert store.cycle is None
        async with desk.store() as store:
            assert store.cycle is None
            assert await store.people.all() == []


async def test_only_what_differs_is_counted_and_a_row_that_is_gone_is_named(tmp_path, plan):
    goal = Goal("G9", GoalKind.OUTCOME, "Families are heard")
    first = replace(plan.strategies[0], title="Workshops, four a term")
    changed = replace(plan, goals=(*plan.goals, goal), strategies=(first, *plan.strategies[1:-1]))
    async with open_desk(tmp_path, None, plan) as desk, desk.store(writes=True) as store:
        trail = await store.trail("G9")
        trial = await try_in(store, changed)
        assert trial.changes == (RowChanges("goals", 1, 0), RowChanges("strategies", 0, 1))
        assert not trial.settings
        assert trial.outcome.vanished_strategies == (plan.strategies[-1].code,)
        assert await store.trail("G9") == trail
        assert (await try_in(store, plan)).nothing


async def test_a_plan_that_cannot_be_brought_in_leaves_the_transaction_whole(tmp_path, plan):
    old = replace(plan, school_year="2024-25", first_day=plan.first_day.replace(year=2024),
                  last_day=plan.last_day.replace(year=2025), days_off=())  # fmt: skip
    async with open_desk(tmp_path, None, plan) as desk, desk.store(writes=True) as store:
        with pytest.raises(Refusal):
            await try_in(store, old)
        assert store.cycle is not None
        await store.plans.put_goal(Goal("G9", GoalKind.OUTCOME, "Still writing"))


async def test_a_corrected_figure_stays_the_one_number_and_the_old_value_in_the_trail(tmp_path, plan):
    observation = next(each for each in plan.observations if each.n)
    async with open_desk(tmp_path, None, plan) as desk, desk.store(writes=True) as store:
        assert observation.measure in await named_measures(store)
        kept = await store.plans.observations(plan.last_day)
        wrong = replace(observation, value=observation.value + 1, n=None, source="a.csv")
        await store.plans.put_observations(new_figures([wrong], kept).changed)
        now = {each.slot: each for each in await store.plans.observations(plan.last_day)}
        assert now[observation.slot] == replace(wrong, n=observation.n)
        actions = await store.trail(trail_of(observation))
        assert [before["value"] for _at, _who, action, before, _after in actions if action == "observation"] == [
            observation.value
        ]
        assert new_figures([replace(wrong, source="b.csv")], now.values()).same == 1
