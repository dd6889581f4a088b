"""What the status says of the year's own record: counts as help, open conclusions, and no word about any person."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from handlers.status.routes import feature
from pdsa.checkin import CheckIn, Went
from pdsa.errors import NotAllowed
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from tests.handlers.desk import Desk, moment, open_desk, routes_of, text
from tests.people import ANA_LUCIA, BERNADETTE, MARIBEL, RUTH


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan, at="2026-08-17 08:00") as made:
        await made.start()
        made.at = moment("2027-05-04 10:00")
        yield made


async def looked_back(desk: Desk, code: str, held: Held) -> None:
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        await store.checkins.put(CheckIn(code, date(2027, 4, 15), ana.id, Went.PARTLY, desk.at))
        await store.learning.reflect(Reflection(code, ana.id, desk.at, "It ran", held, "Start earlier"))


async def test_the_score_stands_in_the_status_with_the_way_to_more(desk: Desk) -> None:
    card = await desk.card(ANA_LUCIA, "status")
    assert "In place so far: 1 of 5 signs of a year that others can learn from." in text(card)
    assert "status.written" in routes_of(card)


async def test_before_anything_has_begun_there_is_nothing_to_count(desk: Desk) -> None:
    desk.at = moment("2026-08-18 10:00")
    assert "signs of a year" not in text(await desk.card(ANA_LUCIA, "status"))


async def test_what_would_make_it_stronger(desk: Desk) -> None:
    await looked_back(desk, "S1", Held.PARTLY)
    said = text(await desk.card(MARIBEL, "status.written"))
    assert "All 12 strategies that have begun had a prediction." in said
    assert "1 of 12 predictions were compared with what happened." in said
    assert "1 prediction compared: did it hold? 1 partly." in said
    assert "No small cycle follows on from another yet." in said
    assert "Try one change small" in text(await desk.card(MARIBEL, "status.written", value="2"))
    assert "they grade nobody." in said
    assert "Peña" not in said


async def test_reflecting_on_data_is_done_once_each_strategy_has_its_conclusion(desk: Desk) -> None:
    assert "12 have none yet:" in text(await desk.card(MARIBEL, "status"))
    for number in range(1, 13):
        await looked_back(desk, f"S{number}", Held.YES)
    assert "every strategy that was tried has its conclusion." in text(await desk.card(MARIBEL, "status"))


async def test_a_school_counts_what_it_works_on_and_observers_get_no_score(desk: Desk) -> None:
    assert "2 have none yet:" in text(await desk.card(RUTH, "status"))
    assert "signs of a year" not in text(await desk.card(BERNADETTE, "status"))
    with pytest.raises(NotAllowed):
        await desk.enter(BERNADETTE, "status.written")
