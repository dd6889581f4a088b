"""Typed words that wait, and typed answers to the offer to ask less often."""

import pytest

from tests.conversations.test_typed_answers import everything
from tests.people import ANA_LUCIA, DEVON
from tests.room import Room, moment


async def test_the_offer_to_ask_less_often_is_answered_by_typing(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    await room.goes_to("2026-10-22 15:00")
    assert "Would less often be better?" in ana.screen()
    await ana.says("yes")
    assert "Would less often be better?" in ana.last()
    async with room.store() as store:
        assert not await store.checkins.of_strategy("S1")
    await ana.says("monthly, please")
    assert "from now on I ask about" in ana.last()
    async with room.store() as store:
        strategy = await store.plans.strategy("S1")
    assert strategy is not None
    assert strategy.rhythm == "monthly"


@pytest.mark.parametrize("said", ["Pause, please", "pause"])
async def test_a_pause_that_was_offered_is_the_strategy_s(room: Room, said: str) -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    await room.goes_to("2026-10-22 15:00")
    await ana.says("less often")
    assert "Would less often be better?" in ana.last()
    await ana.says(said)
    assert "I leave After-school and virtual workshops" in ana.last()
    async with room.store() as store:
        strategy = await store.plans.strategy("S1")
    assert strategy is not None
    assert strategy.rhythm == "paused"


async def test_words_that_wait_for_their_question_are_gone_after_two_weeks(room: Room) -> None:
    devon = room.person(DEVON)
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    await room.goes_to("2026-09-24 14:00")
    await devon.says("Zebrafish are striped")
    assert "Which question does that answer?" in devon.last()
    await room.goes_to("2026-10-07 10:00")
    assert "Zebrafish" in await everything(room)
    await room.goes_to("2026-10-12 10:00")
    assert "Zebrafish" not in await everything(room)
    await devon.presses("None of them")
    assert "Those words wait no longer" in devon.last()


async def test_words_beside_a_picture_are_the_answer_and_beside_a_table_they_are_about_it(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    await room.goes_to("2026-09-24 14:00")
    said = "please see: two groups met, and here is the photo"
    await ana.shares("photo.jpg", b"no table", said)
    assert "About photo.jpg" in ana.messages()[-2].text
    assert "Kept as your note on" in ana.last()
    assert said in ana.last()
    await ana.presses("Not meant for this")
    await ana.shares("visits.csv", b"a,b\n1,2\n", "here is the table")
    assert "here is the table" not in await everything(room)
