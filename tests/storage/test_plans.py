"""Goals, strategies and measures on both databases; a prediction is locked from its Start on."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from pdsa.goals import Goal, GoalKind, Link, Strategy
from pdsa.measures import Observation, Rating
from tests.databases import Database, moment
from tests.storage.outbox_steps import fill

BEFORE, AFTER = moment("2026-09-01 10:00"), moment("2026-10-01 10:00")
S1 = Strategy("S1", "G1", "Workshops", "ana@x.example", date(2026, 9, 14), date(2027, 4, 30), prediction="It helps")
G1 = Goal("G1", GoalKind.OUTCOME, "Belonging", baseline=61.0, target=70.0, measure="Belonging survey")


@pytest.fixture
async def plans(database: Database) -> AsyncIterator[Database]:
    await fill(database)
    database.at = BEFORE
    async with database.store() as store:
        await store.plans.put_goal(G1)
        await store.plans.put_strategy(S1)
    return database


async def test_what_was_put_comes_back(plans: Database) -> None:
    async with plans.store(writes=False) as store:
        assert await store.plans.goals() == [G1]
        assert await store.plans.strategies() == [S1]
        assert await store.plans.strategy("S1") == S1
        assert await store.plans.strategy("S9") is None
        assert [each.code for each in await store.plans.owned("ana@x.example")] == ["S1"]


@pytest.mark.parametrize(
    ("at", "words", "counts", "amended"),
    [
        (BEFORE, "It helps more", "It helps more", []),
        (moment("2026-09-13 23:59"), "It helps more", "It helps more", []),
        (moment("2026-09-14 00:00"), "It helps more", "It helps", ["It helps more"]),
        (AFTER, "It helps more", "It helps", ["It helps more"]),
        (AFTER, "It helps", "It helps", []),
        (AFTER, "", "It helps", []),
    ],
)
async def test_the_prediction_lock(plans: Database, at: object, words: str, counts: str, amended: list[str]) -> None:
    plans.at = at  # type: ignore[assignment]
    async with plans.store() as store:
        found = await store.plans.put_strategy(replace(S1, prediction=words))
    assert (found.prediction, [each.text for each in found.amendments]) == (counts, amended)


async def test_amendments_stay_and_are_not_repeated(plans: Database) -> None:
    plans.at = AFTER
    async with plans.store() as store:
        for words in ("one", "two", "one", "It helps"):
            strategy = await store.plans.put_strategy(replace(S1, prediction=words))
    assert [each.text for each in strategy.amendments] == ["one", "two"]
    assert {each.at for each in strategy.amendments} == {AFTER}


async def test_moving_start_on_opens_no_locked_prediction(plans: Database) -> None:
    plans.at = AFTER
    later = replace(S1, start=date(2026, 12, 1))
    async with plans.store() as store:
        await store.plans.put_strategy(later)
        found = await store.plans.put_strategy(replace(later, prediction="Other"))
    assert (found.prediction, len(found.amendments)) == ("It helps", 1)


async def test_an_empty_prediction_can_be_filled_in_late(plans: Database) -> None:
    plans.at = AFTER
    async with plans.store() as store:
        await store.plans.put_strategy(replace(S1, code="S2", prediction=""))
        strategy = await store.plans.put_strategy(replace(S1, code="S2", prediction="Now I know"))
        assert (strategy.prediction, strategy.amendments) == ("Now I know", ())
        strategy = await store.plans.put_strategy(replace(S1, code="S2", prediction="Or not"))
    assert (strategy.prediction, [each.text for each in strategy.amendments]) == ("Now I know", ["Or not"])


async def test_what_is_dropped_keeps_its_place_and_comes_back(plans: Database) -> None:
    async with plans.store() as store:
        await store.plans.put_strategy(replace(S1, code="S2"))
        await store.plans.drop("strategy", "S1")
        assert [each.code for each in await store.plans.strategies()] == ["S2"]
        assert [each.code for each in await store.plans.strategies(dropped=True)] == ["S1", "S2"]
        await store.plans.take_up("strategy", "S1")
        assert [each.code for each in await store.plans.strategies()] == ["S1", "S2"]
        await store.plans.drop("goal", "G1")
        assert await store.plans.goals() == []


async def test_a_change_is_in_the_trail_and_no_change_is_not(plans: Database) -> None:
    async with plans.store() as store:
        await store.plans.put_strategy(S1)
        await store.plans.put_strategy(replace(S1, title="Other"))
        trail = [(action, after["title"]) for _at, _who, action, _before, after in await store.trail("S1")]
    assert trail == [("strategy", "Workshops"), ("strategy", "Other")]


async def test_the_logic_model_is_replaced_whole(plans: Database) -> None:
    one, two = Link("I1", "O1"), Link("I1", "O2")
    async with plans.store() as store:
        await store.plans.set_links([two, one, one])
        assert await store.plans.links() == [one, two]
        await store.plans.set_links([two])
        assert await store.plans.links() == [two]
        await store.plans.set_links([])
        assert await store.plans.links() == []


async def test_observations_are_known_by_measure_group_and_date(plans: Database) -> None:
    first = Observation("M", date(2026, 9, 1), 3.5, 20, "All")
    other = Observation("M", date(2026, 9, 1), 3.0, 9, "Grade 6")
    async with plans.store() as store:
        assert await store.plans.put_observations([first, other]) == 2
        assert await store.plans.put_observations([first, other]) == 0
        assert await store.plans.put_observations([replace(first, value=3.6)]) == 1
        assert {each.value for each in await store.plans.observations(date(2026, 9, 1))} == {3.6, 3.0}
        assert await store.plans.observations(date(2026, 8, 31)) == []


async def test_a_measure_and_a_group_have_one_spelling(plans: Database) -> None:
    """Quotes, dashes, spaces and capitals that another program types make no second measure, group or number."""
    day = date(2026, 9, 1)
    async with plans.store() as store:
        await store.plans.put_goal(replace(G1, measure="Students' sense of belonging"))
        curly = Observation("Students’ sense\u00a0of belonging", day, 61.0, 200, "Grades 3–5")
        again = replace(curly, measure="students' sense of Belonging", group="grades 3-5", value=62.0)
        assert await store.plans.put_observations([curly]) == 1
        assert await store.plans.put_observations([again]) == 1
        assert await store.plans.observations(day) == [
            Observation("Students' sense of belonging", day, 62.0, 200, "Grades 3–5")
        ]
        await store.plans.put_strategy(replace(S1, measure="STUDENTS’ sense of belonging"))
        assert [each.measure for each in await store.plans.strategies()] == ["Students' sense of belonging"]
        await store.plans.put_goal(replace(G1, code="G2", measure="Students‘ sense of belonging"))
        assert {each.measure for each in await store.plans.goals()} == {"Students' sense of belonging"}


async def test_ratings_keep_their_order(plans: Database) -> None:
    async with plans.store() as store:
        for activity in ("B", "A"):
            await store.plans.put_rating(Rating(activity, 1, 3))
        await store.plans.put_rating(Rating("B", 1, 3, 2, "seen"))
        assert await store.plans.ratings() == [Rating("B", 1, 3, 2, "seen"), Rating("A", 1, 3)]
