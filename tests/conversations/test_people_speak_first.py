"""What people do unasked, over the real wire: a success told, a voice passed on, one's own settings, history and data;
and what changed around the work, up to the goal that waits because of it.
"""

import json

from pdsa.decisions import Path
from tests.conversations.deciding import decides
from tests.people import ANA_LUCIA, JEROME, MARIBEL, SIOBHAN, WEI
from tests.room import Room, moment
from tests.wires.slack_person import reads


async def test_a_success_reaches_the_team_once_it_may_be_quoted(room: Room) -> None:
    room.clock.move_to(moment("2026-10-13 10:00"))
    await room.starts()
    ana, jerome = room.person(ANA_LUCIA), room.person(JEROME)
    await ana.says("/sel win Two schools asked to join")
    ana.sees_form("What went well?")
    await ana.sends(strategy="S1", quotable=True)
    assert "🎉 Kept, a success of After-school and virtual workshops" in ana.last()
    await jerome.says("voice")
    await jerome.presses("Open it")
    await jerome.sends(who="families", text="They would like evenings", quotable=False)
    assert "Kept, as families' voice:" in jerome.last()
    await room.goes_to("2026-10-19 09:05")
    note = "\n".join(reads(each) for each in ana.messages("sel-team"))
    assert "Two schools asked to join" in note
    assert "They would like evenings" not in note


async def test_ones_own_zone_history_and_data(room: Room) -> None:
    room.clock.move_to(moment("2026-09-24 15:00"))
    await room.starts()
    siobhan, ana = room.person(SIOBHAN), room.person(ANA_LUCIA)
    await siobhan.says("/sel settings")
    assert "Time zone: Europe/Dublin" in siobhan.last()
    await siobhan.presses("Change the time zone")
    await siobhan.sends(zone="-")
    assert "Your chat is set to" not in siobhan.last()
    await siobhan.says("/sel settings")
    assert "Your chat is set to Europe/Dublin. I only use it if you say so." in siobhan.last()
    await siobhan.presses("Use Europe/Dublin")
    assert "Time zone: Europe/Dublin" in siobhan.last()
    await ana.says("/sel checkin S1")
    await ana.sends(went="partly", in_way="Two trainers were ill")
    await ana.says("history")
    assert "Answered on After-school and virtual workshops" in ana.last()
    assert "Two trainers were ill" in ana.last()
    await ana.says("/sel export")
    await room.bot.listener.settle()
    files = [file for file in room.workspace.world.files.by_id.values() if file.name.endswith(".json")]
    exported = json.loads(files[-1].content or b"")
    assert exported["person"]["e-mail"] == ANA_LUCIA
    assert "Two trainers were ill" in json.dumps(exported, ensure_ascii=False)


async def test_put_off_and_brought_back(room: Room) -> None:
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    ana = room.person(ANA_LUCIA)
    await room.goes_to("2026-09-24 15:00")
    await ana.says("/sel snooze")
    await ana.sends(until="week", hour="afternoon")
    assert "I come back to what waits on Mon 28 Sep, 2:00 pm" in ana.last()
    await room.goes_to("2026-09-28 13:00")
    assert "No rush" not in ana.screen()
    await room.goes_to("2026-09-28 14:05")
    assert "You asked me to come back to this:" in ana.last()
    await ana.presses("Check in")
    ana.sees_form("Did it happen as planned?")


async def test_what_changed_is_asked_about_and_a_goal_waits_until_its_day(room: Room) -> None:
    room.clock.move_to(moment("2027-02-09 10:00"))
    await room.starts()
    wei, maribel = room.person(WEI), room.person(MARIBEL)
    await wei.says("/sel context The budget for substitutes was cut")
    await wei.sends(kind="budget", effect="Fewer people can leave their classes")
    assert "The budget for substitutes was cut" in wei.last()
    await maribel.says("/sel decide S6")
    await decides(
        room,
        MARIBEL,
        Path.CHANGE_FOCUS,
        {"until": "2027-03-10"},
        reason="Schools are asked for too much",
        step="Agree on one calendar first",
        owner=WEI,
        due="2027-03-01",
    )
    await maribel.says("/sel plan G4")
    assert "2027" in maribel.last() or "10 Mar" in maribel.last()
    await room.goes_to("2027-03-10 12:00")
    maribel.sees("Adopt K-12 SEL standards")
    await maribel.presses("Take it up again")
    async with room.store() as store:
        assert "G4" not in await store.parked.waiting()
