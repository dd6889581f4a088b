"""Small cycles at rest: what is kept, what is locked, and what the trail says."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from pdsa.decisions import Triad
from pdsa.plan import Plan
from pdsa.reflection import Held
from pdsa.small_cycle import SmallCycle
from tests.handlers.desk import moment, open_desk

STARTED = date(2026, 10, 5)


async def test_a_cycle_is_kept_its_prediction_locked_and_its_changes_in_the_trail(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, None, plan) as desk:
        desk.at = moment("2026-10-01 09:00")
        async with desk.store(writes=True) as store:
            cycle = SmallCycle("S1.1", "S1", "One workshop on a Tuesday", STARTED, 1, desk.at, prediction="Twelve come")
            await store.small_cycle.put(cycle)
            small_cycle = await store.small_cycle.put(replace(cycle, prediction="Fifteen come"))
            assert small_cycle.prediction == "Fifteen come"
        desk.at = moment("2026-10-12 09:00")
        async with desk.store(writes=True) as store:
            ended = replace(small_cycle, prediction="Nine come", ended=date(2026, 10, 9), result="Nine came",
                            held=Held.PARTLY, learned="Ask earlier", act=Triad.ADAPT)  # fmt: skip
            small_cycle = await store.small_cycle.put(ended)
            assert small_cycle == replace(ended, prediction="Fifteen come")
            assert await store.small_cycle.one("S1.1") == small_cycle
            assert await store.small_cycle.of("S2") == []
            actions = [action for _at, _who, action, _before, _after in await store.trail("S1.1")]
            assert actions == ["rapid cycle"] * 3
            await store.small_cycle.withdraw("S1.1")
            assert await store.small_cycle.all() == []
            assert await store.small_cycle.codes("S1") == ["S1.1"]
