"""A lead tries the questions before Start: to themselves alone, and nothing is kept."""

import pytest

from handlers.features import FEATURES
from handlers.kit.routes import RouteTable
from tests.people import ANA_LUCIA, MARIBEL
from tests.room import Room, moment


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("The first message", "I'm the SEL cycle bot for"),
        ("The weekly question", "How did"),
        ("After long silence", "Would less often be better?"),
        ("The reminder", "No rush:"),
        ("What the plan lacks", "a prediction"),
        ("Looking back", "Time to look back"),
        ("What becomes of it", "What becomes of it?"),
        ("The rubric", "Where do we start?"),
        ("A number", "Staff who agree they can support SEL"),
        ("A goal that waits", "Take it up again"),
        ("Did telling work?", "Did it work?"),
        ("From other schools", "Another school asks:"),
        ("To a supervisor", "what would help them most?"),
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


def test_every_notification_that_asks_can_be_tried() -> None:
    told = {  # news, calls, papers, and what comes after something was said: nobody has to be asked for them
        "again", "conclusions", "conclusions-due", "confirmed", "decided", "digest-monthly", "digest-weekly",
        "digest-year", "draft-back", "draft-monthly", "draft-year", "handed-back", "help", "help-reply", "is-it-there",
        "look-again", "meeting", "meeting-kit", "newyear", "owner", "plan-due", "plan-shared", "proposals", "quiet",
        "request", "school-answer", "share", "unchanged", "undelivered", "typed-words", "confirm", "guest-account",
        "other-account", "restored", "retention",
    }  # fmt: skip
    tried = {
        "welcome", "checkin", "nudge", "plan", "fill-in", "held-up", "reflect", "decide", "rate", "data-due", "parked",
        "share-review", "school-question", "supervisor",
    }  # fmt: skip
    reminders = {f"{kind}-nudge" for kind in ("plan", "rate", "reflect", "decide")}
    assert set(RouteTable.of(FEATURES).notifications) == told | tried | reminders


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
