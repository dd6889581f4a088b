"""`/sel status` of somebody with hundreds of strategies: what is written down is counted once they ask for it."""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.status.overview import COUNTED
from handlers.status.routes import feature
from pdsa.plan import Plan
from tests.handlers.desk import moment, open_desk, text
from tests.people import MARIBEL

SCORE, MORE = "signs of a year that others can learn from", "What makes it stronger"


def grown(plan: Plan, strategies: int) -> Plan:
    """The plan with copies of its first strategy, so many in all."""
    copies = (replace(plan.strategies[0], code=f"S{100 + n}") for n in range(strategies - len(plan.strategies)))
    return replace(plan, strategies=(*plan.strategies, *copies))


@pytest.mark.parametrize(("strategies", "counted"), [(COUNTED, True), (COUNTED + 1, False)])
async def test_how_well_it_is_written_down_is_counted_up_to_hundreds(
    tmp_path: Path, plan: Plan, strategies: int, *, counted: bool
) -> None:
    async with open_desk(tmp_path, feature, grown(plan, strategies)) as desk:
        await desk.start()
        desk.at = moment("2026-11-05 16:00")
        status = text(await desk.card(MARIBEL, "status"))
        assert (SCORE in status, MORE in status) == (counted, True)
        assert SCORE in text(await desk.card(MARIBEL, "status.written"))
