"""What a plan would change is found out by bringing it in and taking it back: nothing stays of it."""

from dataclasses import replace

import pytest

from pdsa.errors import Refusal
from pdsa.goals import Goal, GoalKind
from pdsa.measures import Observation
from storage.figures_to_import import compare, known_measures, take_in
from storage.plans import trail_of
from storage.trial import RowChanges, try_in
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


async def test_figures_are_sorted_into_new_corrected_and_the_same(tmp_path, plan):
    observation = next(each for each in plan.observations if each.n)
    async with open_desk(tmp_path, None, plan) as desk, desk.store(writes=True) as store:
        given = [
            replace(observation, measure=observation.measure.upper(), n=None, source="a.csv"),
            replace(observation, day=plan.last_day, source="a.csv"),
        ]
        assert observation.measure in await known_measures(store)
        comparison = await compare(store, given)
        assert (len(comparison.new), comparison.corrected, comparison.same) == (1, (), 1)
        assert comparison.new[0].measure == observation.measure
        wrong = await compare(store, [replace(observation, value=observation.value + 1, n=None, source="a.csv")])
        await take_in(store, wrong)
        now = {(o.measure, o.group, o.day): o for o in await store.plans.observations(plan.last_day)}
        mine = now[observation.measure, observation.group, observation.day]
        assert (mine.value, mine.n, mine.source) == (observation.value + 1, observation.n, "a.csv")
        actions = await store.trail(trail_of(observation))
        assert [before["value"] for _at, _who, action, before, _after in actions if action == "observation"] == [
            observation.value
        ]
        again = await compare(
            store,
            [
                Observation(
                    observation.measure, observation.day, observation.value + 1, None, observation.group, "b.csv"
                )
            ],
        )
        assert (again.new, again.corrected, again.same) == ((), (), 1)
