"""A lead tries the questions before Start: to themselves alone, and nothing is kept."""

import pytest

from tests.people import ANA_LUCIA, MARIBEL
from tests.room import Room, moment


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("The weekly question", "How did"),
        ("After long silence", "Would less often be better?"),
        ("The reminder", "No rush:"),
        ("Looking back", "Time to look back"),
        ("What becomes of it", "What becomes of it?"),
        ("The rubric", "Where do we start?"),
        ("A number", "Staff who agree they can support SEL"),
    ],
)
async def test_any_question_can_be_tried(room: Room, label: str, words: str) -> None:
    maribel, ana = room.person(MARIBEL), room.person(ANA_LUCIA)
    room.clock.move_to(moment("2026-09-14 10:00"))
    await maribel.says("/sel setup")
    await maribel.presses("Start")
    await maribel.presses("Try the questions")
    await maribel.presses(label)
    assert "A test, for you alone." in maribel.last()
    assert words in maribel.last()
    assert ana.messages() == []


async def test_nothing_that_is_pressed_in_a_test_is_kept(room: Room) -> None:
    maribel = room.person(MARIBEL)
    room.clock.move_to(moment("2026-09-14 10:00"))
    await maribel.says("/sel setup")
    await maribel.presses("Start")
    await maribel.presses("Try the questions")
    await maribel.presses("The weekly question")
    await maribel.presses("As planned")
    assert "That was a test: nothing is kept." in maribel.last()
    async with room.store() as store:
        assert await store.checkins.tallies() == {}
        assert store.cycle
        assert store.cycle.started_at is None
