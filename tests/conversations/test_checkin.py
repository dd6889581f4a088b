"""A week in September, as people live it: the first message, the question, an answer, a call for help, a reminder."""

import pytest

from tests.people import ANA_LUCIA, BERNADETTE, DEVON, JEROME, MARIBEL, RUTH, WEI
from tests.room import Room, moment
from tests.wires.slack_person import reads

WORKSHOPS = "After-school and virtual workshops, six a term"


@pytest.fixture
async def september(room: Room) -> Room:
    """A Wednesday morning in September; Start has just been pressed."""
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    await room.settles()
    return room


async def test_the_first_message_says_why_it_comes_and_what_it_is_not_for(september: Room) -> None:
    ana, bernadette = september.person(ANA_LUCIA), september.person(BERNADETTE)
    assert ana.sees("Hi Ana-Lucía. I'm the SEL cycle bot")
    assert ana.sees("never used to judge you")
    await ana.presses("What do you keep about me?")
    assert ana.sees("What I keep about you, and who sees it")
    await ana.presses("Sounds good")
    assert ana.sees("Good to have you here.")
    assert bernadette.messages() == []


async def test_one_tap_a_sentence_and_the_question_shows_what_was_said(september: Room) -> None:
    ana = september.person(ANA_LUCIA)
    await september.goes_to("2026-09-24 14:00")
    assert f"How did {WORKSHOPS} go this week?" in ana.last().replace("*", "")
    await ana.presses("Partly")
    assert "Kept: " in ana.last()
    assert "How did" not in ana.last()
    await ana.presses("Add a sentence")
    assert ana.sees_form("What got in the way?")
    assert ana.sees_form("You said: partly.")
    await ana.sends(note="Two trainers were ill")
    await september.settles()
    assert "Two trainers were ill" in ana.last()
    assert len([message for message in ana.messages() if WORKSHOPS in reads(message)]) == 2  # the first one, and this
    await september.goes_to("2026-09-28 10:00")
    assert "No rush" not in ana.screen()
    assert "No rush" in september.person(RUTH).last()


async def test_every_owner_is_asked_at_two_on_their_own_clock_and_nobody_else(september: Room) -> None:
    ana, ruth, jerome, wei = (september.person(email) for email in (ANA_LUCIA, RUTH, JEROME, WEI))
    await september.goes_to("2026-09-24 14:00")
    assert "How did" in ana.last()
    assert "How did" not in ruth.last()  # one o'clock in Phoenix
    await september.goes_to("2026-09-24 15:00")
    assert "How did" in ruth.last()
    for person in (jerome, wei):  # theirs have not begun
        assert "How did" not in person.screen()


async def test_a_call_for_help_reaches_the_leads_and_an_answer_comes_back(september: Room) -> None:
    ana, devon, maribel = (september.person(email) for email in (ANA_LUCIA, DEVON, MARIBEL))
    await september.goes_to("2026-09-24 14:00")
    await ana.presses("Not this week")
    await ana.presses("Ask for help")
    await ana.sends(help="Nobody can open the gym")
    await september.settles()
    assert "Nobody can open the gym" in devon.last()
    await maribel.presses("Write to Ana-Lucía")
    await maribel.sends(words="Take the library")
    await september.settles()
    assert "Take the library" in ana.last()
    assert "Maribel Ortega wrote to Ana-Lucía." in devon.screen()


async def test_the_word_opens_the_form_at_once_and_offers_what_else_waits(september: Room) -> None:
    devon = september.person(DEVON)
    await september.goes_to("2026-09-24 14:00")
    await devon.says("/sel checkin S4")
    assert devon.sees_form("Monthly planning table")
    await devon.sends(went="as planned")
    await september.settles()
    assert "Next: One calendar for all requests that go to schools" in devon.last()
    await devon.presses("Next: One calendar for all requests that go to schools")
    await devon.sends(went="partly", well="Three offices use it")
    await september.settles()
    question = [reads(message) for message in devon.messages() if "Monthly planning table" in reads(message)][1]
    assert "How did" not in question
    await september.goes_to("2026-09-28 10:00")
    assert "No rush" not in devon.screen()


async def test_a_lead_chooses_whose_strategy(september: Room) -> None:
    maribel = september.person(MARIBEL)
    await maribel.says("/sel checkin")
    assert maribel.sees_form("Which strategy?")
    await maribel.sends(asked="S1:2026-09-24")
    assert maribel.sees_form(WORKSHOPS)
    await maribel.sends(went="partly")
    await september.goes_to("2026-09-24 14:00")
    assert "How did" not in september.person(ANA_LUCIA).screen()  # it has its word already


async def test_the_reminder_can_be_skipped_or_answered(september: Room) -> None:
    ana, ruth = september.person(ANA_LUCIA), september.person(RUTH)
    await september.goes_to("2026-09-28 11:00")
    await ana.presses("Skip this time")
    assert "Skipped for last week" in ana.last()
    await ruth.presses("Answer now")
    await ruth.sends(went="as planned")
    await september.settles()
    assert "Thank you" in "".join(reads(message) for message in ruth.messages())


async def test_an_old_button_still_works_and_the_answer_is_marked(september: Room) -> None:
    ana = september.person(ANA_LUCIA)
    await september.goes_to("2026-09-24 14:00")
    await september.goes_to("2026-09-30 12:00")
    await ana.presses("As planned")
    assert ana.sees("It came after its week and is marked so; it counts all the same.")


async def test_words_that_seem_to_name_a_student_are_questioned_once(september: Room) -> None:
    ana = september.person(ANA_LUCIA)
    await ana.says("/sel checkin S1")
    outcome = await ana.sends(went="partly", in_way="The student Maria Lopez left early")
    assert "“student Maria” looks as if it names" in outcome.errors["in_way"]
    both = {"in_way": "The student Beatriz left, and 10482213 as well", "well": "Jayden Smith cried less"}
    for name in ("well", "in_way"):  # each field is questioned, and once
        outcome = await ana.sends(went="partly", **both)
        assert list(outcome.errors) == [name]
    outcome = await ana.sends(went="partly", **both)
    assert not outcome.errors
    assert "The student Beatriz left, and 10482213 as well" in ana.last()


async def test_staff_are_no_students(september: Room) -> None:
    ana = september.person(ANA_LUCIA)
    await ana.says("/sel checkin S1")
    outcome = await ana.sends(went="partly", in_way="Devon Achterberg was absent, so we waited")
    assert not outcome.errors
