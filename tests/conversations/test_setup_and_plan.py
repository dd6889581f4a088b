"""A district is set up wholly in chat; a plan is seen and changed; plain words and the home tab help."""

from pathlib import Path

from tests.people import ANA_LUCIA, BERNADETTE, KOFI, MARIBEL, STRANGER
from tests.room import Room, open_room


async def test_a_district_begins_with_nothing_but_a_lead(tmp_path: Path) -> None:
    async with open_room(tmp_path, None, admins=[STRANGER]) as room:
        lead = room.person(STRANGER)
        await lead.opens_home()
        await lead.says("/sel setup")
        assert lead.sees("There is no plan yet")
        await lead.presses("School year")
        await lead.sends(
            district="Elsewhere", label="2026-27", first="2026-08-17", last="2027-06-04", zone="America/Denver"
        )
        assert lead.sees("2026-27, Mon 17 Aug to Fri 4 Jun")
        await lead.says("/sel plan")
        await lead.presses("Add a goal")
        await lead.sends(kind="Implementation")
        assert lead.sees_form("Key activity")
        await lead.sends(statement="Staff meet in circles", baseline="1", target="3")
        assert lead.sees("type plan G1")
        await lead.presses("Add a strategy")
        await lead.sends(
            title="Circles each Monday", owner=STRANGER, start="2026-09-14", end="2027-05-01", prediction="All do it"
        )
        assert lead.sees("type plan S1")
        await lead.says("/sel setup")
        await lead.presses("Start")
        assert lead.sees("First check-in")
        await lead.presses("Start now")
        assert lead.sees("2026-27 has begun")
        await room.goes_to("2026-08-17 10:00")
        assert lead.sees("I'm the SEL cycle bot for Elsewhere")


async def test_a_wrong_date_is_told_under_its_field(room: Room) -> None:
    maribel = room.person(MARIBEL)
    await maribel.says("/sel setup")
    await maribel.presses("Phases")
    outcome = await maribel.sends(do="2027-05-10")
    assert "study" in str(outcome)
    assert maribel.sees_form("STUDY begins")
    await maribel.sends(do="2026-10-05")
    assert maribel.sees("DO from Mon 5 Oct")


async def test_a_lead_adds_somebody_and_they_are_known_when_they_speak(room: Room) -> None:
    maribel, stranger = room.person(MARIBEL), room.person(STRANGER)
    await stranger.says("hello?")
    assert stranger.sees("Maribel Ortega and Devon Achterberg can add you")
    await maribel.says("/sel setup")
    await maribel.presses("People")
    await maribel.presses("Add somebody")
    await maribel.sends(email=STRANGER, name="Noor Aziz", role="Member", team="District SEL team")
    assert maribel.sees("Kept: Noor Aziz, Member")
    await stranger.says("hello?")
    assert stranger.sees("Hi Noor. What would you like to do?")


async def test_setup_is_refused_to_others_with_the_names_of_those_who_can(room: Room) -> None:
    kofi = room.person(KOFI)
    await kofi.says("/sel setup")
    assert kofi.sees("Maribel Ortega")


async def test_an_owner_rewords_a_prediction_before_and_after_start(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    await ana.says("/sel plan s1")
    await ana.presses("Change it")
    await ana.sends(prediction="70% of staff attend")
    assert ana.sees("70% of staff attend")
    await room.goes_to("2026-09-15 10:00")
    await ana.says("/sel plan S1")
    await ana.presses("Change it")
    assert ana.sees_form("the prediction stays as it was")
    await ana.sends(later="Fewer came")
    assert ana.sees("The prediction stays as it was when it began on Mon 14 Sep")


async def test_an_observer_reads_the_plan_page_by_page(room: Room) -> None:
    bernadette = room.person(BERNADETTE)
    await bernadette.says("/sel plan")
    assert bernadette.sees("8 goals and 12 strategies")
    await bernadette.presses("Open one")
    await bernadette.sends(code="S11")
    assert bernadette.sees("Referrals fall by a fifth")


async def test_plain_words_lead_on(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    await ana.says("ayuda por favor")
    assert ana.sees("What you can do now")
    await ana.says("refelct")
    assert ana.sees("Did you mean reflect?")
    await ana.says("muchas gracias 🎉")
    assert ana.sees("You're welcome.")
    await ana.says("the copier broke <!channel>")
    assert ana.sees("so I keep nothing of what you write here")


async def test_the_home_tab_shows_what_waits(room: Room) -> None:
    maribel, ana, bernadette = room.person(MARIBEL), room.person(ANA_LUCIA), room.person(BERNADETTE)
    assert "Start waits to be pressed" in await maribel.opens_home()
    await room.starts()
    await room.goes_to("2026-09-17 15:00")
    assert "has no word yet for this week" in await ana.opens_home()
    assert "Waiting for you" not in await bernadette.opens_home()
    assert "can add you" in await room.person(STRANGER).opens_home()
