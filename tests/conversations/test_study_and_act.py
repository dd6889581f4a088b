"""STUDY and ACT as people live them: a prompt, a reflection, a proposal, a lead's word, and the status in between."""

from pdsa.decisions import Path
from tests.conversations.deciding import decides
from tests.handlers.decide.interviews import SAID as INTERVIEWS
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, MARIBEL, RUTH, WEI
from tests.room import Room, moment

HAPPENED = {
    "happened": "Four of six workshops ran",
    "held": "partly",
    "missing": "Staff on evening shifts",
}
LEARNED = {"learned": "Evenings suit staff better than Fridays", "obstacles": ["clash", "time"]}


async def test_reflect_at_any_time_then_straight_on_to_decide(room: Room) -> None:
    ana, maribel, devon = (room.person(email) for email in (ANA_LUCIA, MARIBEL, DEVON))
    await room.starts()
    await ana.says("/sel reflect S1")
    ana.sees_form("60% of staff attend at least two by April")
    await ana.sends(**HAPPENED)
    ana.sees_form("what happened is kept")
    await ana.sends(**LEARNED)
    ana.sees_form("Was progress on implementation as expected?")
    ana.sees("Kept what you learned from After-school and virtual workshops")
    ana.sees_form("Nobody has written down a change this year.")
    await ana.sends(answer_implementation="no", answer_circumstances="no")
    ana.sees_form("What got in the way most?")
    await ana.sends(answer_obstacle="time", answer_way="other-strategy")
    ana.sees_form("implementation as expected: no · circumstances changed: no · in the way: no time in the day")
    ana.sees_form("What do you want to do instead, for the same goal?")
    await ana.sends(reason="Fridays do not work", step="", owner=ANA_LUCIA)
    ana.sees_form("What is the next step?")
    said = {"new_strategy_title": "Evening workshops, and two by video", "step": "Ask for two evenings"}
    await ana.sends(reason="Fridays do not work", owner=ANA_LUCIA, **said)
    ana.sees("“Evening workshops, and two by video” is a new strategy")
    assert ana.form() == ""
    ana.sees("Maribel Ortega and Devon Achterberg will see it")
    await room.settles()
    devon.sees("Ana-Lucía Peña proposes for After-school and virtual workshops")
    await maribel.presses("Confirm")
    maribel.sees("Maribel Ortega confirmed it.")
    maribel.sees("is in the plan. It still needs dates and a prediction.")
    await room.settles()
    devon.sees("Maribel Ortega confirmed it.")
    ana.sees("Maribel Ortega confirmed your proposal")


async def test_the_phases_ask_once_remind_once_and_show_what_was_said(room: Room) -> None:
    ana, devon = room.person(ANA_LUCIA), room.person(DEVON)
    room.clock.move_to(moment("2027-04-30 15:00"))
    await room.starts()
    await room.goes_to("2027-05-03 09:00")
    ana.sees("Time to look back")
    devon.sees("Monthly planning table of curriculum, equity, special education and SEL: did it turn out this way?")
    devon.sees("One calendar for all requests that go to schools: did it turn out this way?")
    await ana.presses("Reflect")
    ana.sees_form("60% of staff attend at least two by April")
    await ana.sends(**HAPPENED)
    await ana.sends(**LEARNED)
    await decides(room, ANA_LUCIA, Path.STOP, {"learned": "Ask first"}, reason="Nobody had the time", owner=ANA_LUCIA)
    await room.goes_to("2027-05-07 09:00")
    ana.sees("After-school and virtual workshops, six a term: looked back at on Mon 3 May")
    assert "No rush" not in ana.screen()
    devon.sees("No rush: 2 strategies have no reflection yet.")
    await room.goes_to("2027-05-24 09:00")
    assert "What becomes of it?" not in ana.screen()
    devon.sees("What becomes of it?")
    await devon.presses("Decide")
    devon.sees_form("Two joint decisions a term are written down")


async def test_a_choice_comes_first_where_there_is_one(room: Room) -> None:
    await room.starts()
    devon = room.person(DEVON)
    await devon.says("/sel reflect")
    devon.sees_form("Which strategy?")
    await devon.sends(strategy="S5")
    devon.sees_form("Principals report fewer clashing requests by winter")


async def test_a_lead_hands_back_with_a_word(room: Room) -> None:
    wei, devon = room.person(WEI), room.person(DEVON)
    await room.starts()
    await wei.says("/sel decide S6")
    await decides(room, WEI, Path.SUSTAIN, INTERVIEWS[Path.SUSTAIN], reason="It works", owner=WEI)
    await room.settles()
    await devon.presses("Hand back with a word")
    await devon.sends(why="Which evidence?")
    await room.settles()
    wei.sees("Devon Achterberg handed back your proposal for Teacher working group")
    wei.sees("Which evidence?")
    await wei.presses("Propose again")
    wei.sees_form("Was progress on implementation as expected?")


async def test_status_for_everybody_as_much_as_each_may_see(room: Room) -> None:
    await room.starts()
    for email in (MARIBEL, WEI, BERNADETTE, RUTH):
        person = room.person(email)
        await person.says("/sel status")
        person.sees("We are in PLAN")
    await room.person(WEI).says("/sel status S6")
    room.person(WEI).sees("A draft for all four bands is ready by March")
    await room.person(BERNADETTE).says("/sel reflect")
    room.person(BERNADETTE).sees("reflect is not open to your role (observer). Maribel Ortega and Devon Achterberg can")


async def test_words_of_people_stay_text(room: Room) -> None:
    await room.starts()
    ana = room.person(ANA_LUCIA)
    nasty = "<!channel> *bold* <https://evil.example|safe> @here"
    await ana.says("/sel reflect S1")
    await ana.sends(**{**HAPPENED, "missing": nasty})
    await ana.sends(**{**LEARNED, "learned": nasty})
    ana.sees(nasty)
    await ana.says(f"/sel status {nasty}")
    ana.sees("I know no strategy like")


async def test_the_first_half_waits_where_somebody_stops(room: Room) -> None:
    await room.starts()
    ana = room.person(ANA_LUCIA)
    await ana.says("/sel reflect S1")
    await ana.sends(**HAPPENED)
    ana.sees_form("If you stop here, reflect goes on from it.")
    for view in room.workspace.views(ANA_LUCIA):
        await room.workspace.close_view(ANA_LUCIA, view.id, everything=True)
    await ana.says("/sel reflect S1")
    ana.sees_form("What you said then is filled in.")


async def test_the_kit_comes_its_document_opens_and_the_day_is_set(room: Room) -> None:
    maribel, ana = room.person(MARIBEL), room.person(ANA_LUCIA)
    room.clock.move_to(moment("2027-05-06 15:00"))
    await room.starts()
    await room.goes_to("2027-05-07 09:05")
    maribel.sees("The document for the meeting is ready")
    await maribel.presses("Get the document")
    await room.workspace.until(lambda: "a page for each strategy. Print it" in maribel.screen())
    await maribel.presses("Set the days")
    await maribel.sends(reflection="2027-05-12", separate=["on"], planning="2027-05-19")
    maribel.sees("Planning is a meeting of its own, on Wed 19 May.")
    await room.settles()
    ana.sees("On Wed 12 May we look together at what this year's strategies did and taught us.")
    await room.goes_to("2027-05-18 09:05")
    ana.sees("We plan on Wed 19 May.")
    room.person(DEVON).sees("Before we plan: what we concluded", "sel-team")
