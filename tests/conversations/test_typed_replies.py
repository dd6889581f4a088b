"""Typed replies to the other notifications: a number, a look back, a decision, the rubric, and a reminder."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from pdsa.plan import Plan
from tests.conversations.test_typed_answers import everything, kept, labels
from tests.people import ANA_LUCIA, DEVON, PRIYA, WEI
from tests.room import Room, moment, open_room
from tests.wires.slack_person import Person, reads

AGREE = "Staff who agree they can support SEL (%)"
WORKSHOPS = "After-school and virtual workshops, six a term"


def field(room: Room, person: Person, name: str) -> str:
    """What stands in a field of the open form."""
    view = room.workspace.views(person.email)[-1]
    element = next(block["element"] for block in view.blocks if block.get("block_id") == name)
    return str(element.get("initial_value") or (element.get("initial_option") or {}).get("value") or "")


async def _logs_each_week(room: Room) -> Person:
    """Research logs a measure's first number, which is asked for each week from then on."""
    priya = room.person(PRIYA)
    await room.starts()
    await priya.says("/sel log staff who agree 57,5% 2026-08-14")
    await priya.sends(day="2026-08-14", n=412)
    await priya.presses("How it is read")
    await priya.sends(better="higher", every="week", worth=False, note="")
    return priya


async def test_a_typed_number_answers_the_notification_that_asks_for_it(room: Room) -> None:
    priya = await _logs_each_week(room)
    await room.goes_to("2026-08-24 09:00")
    assert "Numbers that are due" in priya.screen()
    await priya.says("61% on 20 Aug")
    assert f"Kept: {AGREE}, 61% on Thu 20 Aug, everybody together." in priya.last()
    assert labels(priya.messages()[-1]) == ["Change", "Not meant for this"]
    async with room.store() as store:
        values = [each.value for each in await store.plans.observations(date.max) if each.measure == AGREE]
    assert 61 in values
    await priya.presses("Not meant for this")
    async with room.store() as store:
        assert 61 not in [each.value for each in await store.plans.observations(date.max) if each.measure == AGREE]
        assert not [each for each in await store.trail(f"{AGREE} 2026-08-20") if each[2] == "observation"]
    await priya.says("The survey tool was down; it comes on Friday")
    assert f"Kept as your note on {AGREE}" in priya.last()
    await priya.presses("Not meant for this")
    assert "survey tool" not in await everything(room)
    await priya.says("1,5,2")
    assert "Open it" in labels(priya.messages()[-1])  # what is unclear is asked in the form
    await priya.presses("Open it")
    priya.sees_form(AGREE)


async def test_where_several_weeks_wait_for_a_number_its_day_or_a_button_says_which(room: Room) -> None:
    priya = await _logs_each_week(room)
    await room.goes_to("2026-09-16 10:00")
    await priya.says("61%")
    asked = labels(priya.messages()[-1])
    assert asked[0] == f"The week of Mon 31 Aug: {AGREE}"
    assert len(set(asked)) == len(asked)
    await priya.presses("None of them")
    await priya.says("61% on 2 Sep")
    assert f"Kept: {AGREE}, 61% on Wed 2 Sep, everybody together." in priya.last()


async def test_a_reply_to_the_notifications_of_study_and_act_stands_filled_in(room: Room) -> None:
    ana, devon = room.person(ANA_LUCIA), room.person(DEVON)
    room.clock.move_to(moment("2027-04-30 15:00"))
    await room.starts()
    await room.goes_to("2027-05-03 09:00")
    asked = next(each for each in reversed(ana.messages()) if "Time to look back" in reads(each))
    said = "Partly: four of six workshops ran,\nand evenings suited staff"
    await ana.says(said, thread=asked)
    assert f"Kept for {WORKSHOPS}: it turned out as predicted: partly." in ana.last()
    assert ana.messages()[-1].thread_ts == asked.ts
    await ana.presses("Look back")
    ana.sees_form("60% of staff attend at least two by April")
    assert field(room, ana, "happened") == said
    assert field(room, ana, "held") == "partly"
    await ana.presses("Not meant for this")
    assert "evenings suited" not in await everything(room)
    notification = next(each for each in reversed(devon.messages()) if "Time to look back" in reads(each))
    await devon.says("The table met every month", thread=notification)
    assert "Which question does that answer?" in devon.last()
    await devon.presses("None of them")


async def test_a_short_answer_that_says_nothing_of_the_prediction_is_no_verdict(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment("2027-04-30 15:00"))
    await room.starts()
    await room.goes_to("2027-05-03 09:00")
    asked = next(each for each in reversed(ana.messages()) if "Time to look back" in reads(each))
    await ana.says("Nothing was due", thread=asked)
    assert "I have a short form for that: Look back" in ana.last()
    await ana.says("Nothing was due. The posters were late", thread=asked)
    assert f"Kept as your note on {WORKSHOPS}." in ana.last()
    assert "turned out" not in ana.last()


async def test_a_reply_to_the_notification_that_asks_for_a_decision(room: Room) -> None:
    devon = room.person(DEVON)
    room.clock.move_to(moment("2027-05-21 15:00"))
    await room.starts()
    await room.goes_to("2027-05-24 09:00")
    asked = next(each for each in reversed(devon.messages()) if "What becomes of it?" in reads(each))
    await devon.says("It should go on, but in the mornings", thread=asked)
    await devon.presses(labels(devon.messages()[-1])[0])
    assert "It stands filled in as the reason when you decide." in devon.screen()
    await devon.presses("Change")
    await devon.sends(text="It should go on, but in the mornings, with the bus")
    assert "with the bus" in devon.last()
    await devon.presses("Not meant for this")
    assert "in the mornings" not in await everything(room)


async def test_a_reply_to_the_rubric_s_notification_is_a_note_of_ones_own(tmp_path: Path, plan: Plan) -> None:
    learning = tuple(
        replace(each, year_end=None, evidence="") for each in plan.ratings if each.activity == "Professional Learning"
    )
    later = tuple(replace(each, start=None) for each in plan.strategies)
    smaller = replace(plan, ratings=learning, strategies=later, goals=plan.goals[:2], links=())
    async with open_room(tmp_path, smaller, at="2027-05-03 08:00") as room:
        await room.starts()
        await room.goes_to("2027-05-05 09:30")
        wei = room.person(WEI)
        wei.sees("Where do we stand at the year's end?")
        await wei.says("Hard to say: we never saw the other schools")
        assert "Kept as a note of your own on the rubric" in wei.last()
        await wei.presses("Rate it")
        wei.sees_form("Hard to say: we never saw the other schools")
        await wei.says("/sel history")
        assert "Hard to say" not in wei.last()
        await wei.presses("Not meant for this")
        assert "Hard to say" not in await everything(room)


async def test_a_reply_to_the_reminder_answers_its_week(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    await room.goes_to("2026-09-28 12:00")
    nudge = next(each for each in reversed(ana.messages()) if "No rush" in reads(each))
    await ana.says("done", thread=nudge)
    assert f"Kept: as planned, for {WORKSHOPS} for last week." in ana.last()
    await room.settles()
    assert "Thank you" in reads(nudge)


async def test_a_sentence_without_its_tap_is_there_when_one_looks_back(room: Room) -> None:
    ana, said = room.person(ANA_LUCIA), "Flu, only two groups met; José's came & 8 años"
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    await room.goes_to("2026-09-24 14:00")
    await ana.says(said)
    for reader in (ana, room.person(DEVON)):  # her own words, and a lead
        await reader.says("/sel reflect S1")
        reader.sees_form(f"Thu 24 Sep: {said}")
    await ana.presses("Partly")
    await ana.says("/sel reflect S1")
    assert ana.form().count(f"Thu 24 Sep: {said}") == 1


async def test_a_sentence_that_is_added_leaves_what_was_said_before_it(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    await room.settles()
    await room.goes_to("2026-09-24 14:00")
    await ana.presses("As planned")
    await ana.says("Partly: the link did not work")
    await ana.says("as planned")  # it was mended in time
    await ana.presses("Add a sentence")  # of the question, which nobody has made again yet
    ana.sees_form("What helped?")
    await ana.sends(note="IT came within the hour")
    checkin = await kept(room)
    assert checkin is not None
    assert (checkin.well, checkin.in_way) == ("IT came within the hour", "Partly: the link did not work")
