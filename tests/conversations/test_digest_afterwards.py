"""After a digest is out, over the real wire: taken back, corrected, approved for later, and words taken back."""

from dataclasses import replace
from datetime import date

from tests.people import ANA_LUCIA, JEROME, MARIBEL, TOMASZ
from tests.room import Room

STAFF, LEADERSHIP = "staff", "leadership"
SEPTEMBER = "2026-09-01 09:05"


async def test_a_posted_month_is_taken_back_and_posted_anew(room: Room) -> None:
    await room.starts()
    maribel, tomasz, jerome = room.person(MARIBEL), room.person(TOMASZ), room.person(JEROME)
    await room.goes_to(SEPTEMBER)
    await maribel.presses("Approve")
    await room.settles()
    assert jerome.sees("in August 2026", STAFF)

    await tomasz.presses("Take it back")
    await tomasz.sends(why="It told the wrong month.")
    await room.settles()
    for place in (STAFF, LEADERSHIP):
        (message,) = jerome.messages(place)
        assert jerome.sees("The summary of August 2026 was taken back by Tomasz Wieczorek", place)
        assert jerome.sees("It told the wrong month.", place)
        assert "in August 2026" not in jerome.screen(place)
        assert not message.thread_ts

    await maribel.presses("Make it a draft again")
    await maribel.presses("Approve")
    await room.settles()
    assert jerome.sees("in August 2026", STAFF)
    assert jerome.sees("was taken back by", STAFF)


async def test_two_approve_what_has_changed_since(room: Room) -> None:
    """A strategy is added after the draft: neither tap posts it unread, and the second reader sees the first's post."""
    await room.starts()
    maribel, tomasz, jerome = room.person(MARIBEL), room.person(TOMASZ), room.person(JEROME)
    await room.goes_to(SEPTEMBER)
    async with room.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None

        await store.plans.put_strategy(replace(strategy, start=date(2026, 8, 24)))
    await maribel.presses("Approve")
    await room.settles()
    assert maribel.sees("Something has changed since this was drafted.")
    assert maribel.sees("What has changed since the last draft:")
    assert not jerome.messages(STAFF)

    await tomasz.presses("Approve")
    await room.settles()
    assert len(jerome.messages(LEADERSHIP)) >= 1
    assert tomasz.sees("by Tomasz Wieczorek")
    assert maribel.sees("by Tomasz Wieczorek")


async def test_a_decision_before_its_time_brings_the_year_back_to_its_approver(room: Room) -> None:
    await room.starts()
    tomasz, jerome = room.person(TOMASZ), room.person(JEROME)
    await room.goes_to(SEPTEMBER)
    await tomasz.presses("Post it later")
    await tomasz.sends(day="2026-09-03", hour="14")
    assert tomasz.sees("unless something in it changes before")
    async with room.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, start=date(2026, 8, 24)))
    await room.goes_to("2026-09-03 14:05")
    assert not jerome.messages(STAFF)
    assert tomasz.sees("You approved the summary of August 2026 for later. It has not been posted")

    await tomasz.presses("Approve")
    await room.settles()
    assert jerome.sees("in August 2026", STAFF)


async def test_a_correction_stands_in_place_and_says_so(room: Room) -> None:
    await room.starts()
    maribel, jerome = room.person(MARIBEL), room.person(JEROME)
    await room.goes_to(SEPTEMBER)
    await maribel.presses("Approve")
    await room.settles()
    before = len(jerome.messages(STAFF))
    await maribel.presses("Correct it")
    await maribel.sends(opening="We begin on *Tuesday*.", why="The day was wrong.")
    assert maribel.sees("This would take the place of the summary of August 2026.")
    await maribel.presses("Put it in its place")
    await room.settles()
    assert jerome.sees("We begin on *Tuesday*.", STAFF)
    assert jerome.sees("Corrected Tue 1 Sep, 9:05 am: The day was wrong.", STAFF)
    assert len(jerome.messages(STAFF)) == before


async def test_words_taken_back_go_from_where_they_stand(room: Room) -> None:
    """Ana releases a success; the team's note and the month bring it; then she takes it back."""
    await room.starts()
    ana, maribel, jerome = room.person(ANA_LUCIA), room.person(MARIBEL), room.person(JEROME)
    words = "The doors stood open and everybody was greeted by name."
    await room.goes_to("2026-08-20 10:00")
    await ana.says("/sel win")
    await ana.sends(text=words, day="2026-08-20", quotable=True)
    await room.goes_to("2026-08-24 09:05")
    assert ana.sees(words, "sel-team")
    await room.goes_to(SEPTEMBER)
    assert maribel.sees(words)
    await maribel.presses("Approve")
    await room.settles()
    assert jerome.sees(words, STAFF)
    assert jerome.sees(words, LEADERSHIP)

    await ana.presses("Take it back")
    await room.settles()
    for place in ("sel-team", STAFF, LEADERSHIP):
        assert words not in ana.screen(place)
        assert "In people's words" not in ana.screen(place)
    assert words not in maribel.screen()
    assert jerome.sees("in August 2026", STAFF)
