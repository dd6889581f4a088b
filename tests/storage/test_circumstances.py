"""Changed circumstances and parked goals rest as they were said, and their history stays."""

from datetime import date
from pathlib import Path

from pdsa.circumstances import Circumstance
from pdsa.decisions import Details, Subject, details_from, plain_details
from pdsa.decisions import Path as Way
from pdsa.plan import Plan
from tests.handlers.desk import open_desk

CUT = "The grant for release days ended"


async def test_a_change_counts_from_its_day_until_it_is_withdrawn(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, None, plan) as desk:
        async with desk.store(writes=True) as store:
            cut = await store.context.add(Circumstance.BUDGET, date(2027, 1, 15), CUT, "Two workshops fewer", by=1)
            await store.context.add(Circumstance.LEADERSHIP, date(2026, 11, 2), "A new superintendent", "", by=1)
        async with desk.store() as store:
            assert [each.what for each in await store.context.until(date(2027, 1, 14))] == ["A new superintendent"]
            assert [each.day.month for each in await store.context.until(date(2027, 6, 1))] == [11, 1]
        async with desk.store(writes=True) as store:
            assert await store.context.withdraw(cut.id)
            assert not await store.context.withdraw(cut.id)
            assert [each.kind for each in await store.context.until(date(2027, 6, 1))] == [Circumstance.LEADERSHIP]
            assert len(await store.context.all()) == 2
            actions = [action for _at, _who, action, *_more in await store.trail(f"context {cut.id}")]
        assert actions == ["context", "context withdrawn"]


async def test_a_goal_waits_by_its_newest_terms_until_it_is_taken_up(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, None, plan) as desk, desk.store(writes=True) as store:
        first = await store.parked.park("G1", 1, until=date(2027, 2, 1), first="Collaboration")
        newer = await store.parked.park("G1", 1, condition="Schools ask for it")
        assert await store.parked.waiting() == {"G1": newer}
        assert await store.parked.take_up(first.id, 1) is None, "its terms were replaced"
        assert await store.parked.put_off(newer.id, date(2027, 3, 1))
        taken = await store.parked.take_up(newer.id, 2)
        assert taken is not None
        assert taken.until == date(2027, 3, 1)
        assert await store.parked.waiting() == {}
        assert not await store.parked.put_off(newer.id, date(2027, 4, 1))
        assert [each.back_by for each in await store.parked.all()] == [1, 2]


async def test_a_decision_keeps_what_its_path_asked_for(tmp_path: Path, plan: Plan) -> None:
    details = Details(
        goal="G1", new_due=date(2028, 5, 1), new_target=66.5, activities=("SEL Standards",), contexts=(3,),
        asked=(("implementation", "yes"), ("outcomes", "no")), end_now=True,
    )  # fmt: skip
    assert details_from(plain_details(details)) == details
    assert details_from({"goal": "G1", "of a later version": 1}) == Details(goal="G1")
    async with open_desk(tmp_path, None, plan) as desk, desk.store(writes=True) as store:
        made = await store.learning.propose(
            strategy="G1", path=Way.EXTEND, reason="A year was too short", next_step="", owner="", due=None,
            evidence="", by=1, confirmed=False, subject=Subject.GOAL, details=details, carries=True,
        )  # fmt: skip
        assert made.details == details
        assert await store.learning.decisions() == [], "no strategy was decided on"
        assert await store.learning.decisions(Subject.GOAL) == await store.learning.waiting() == [made]
        await store.learning.keep_details(made.id, Details(goal="G1", applied=True))
        decision = await store.learning.decision(made.id)
        assert decision is not None
        assert decision.details.applied
