"""Two people with one form open: the second to send sees what the first changed, and chooses."""

from pathlib import Path

from pdsa.plan import Plan
from tests.people import ANA_LUCIA, DEVON, MARIBEL, TOMASZ
from tests.room import Room, open_room
from tests.wires.slack_person import Person


async def _both_open(room: Room, word: str, *path: str) -> tuple[Person, Person]:
    """Maribel and Devon with the same form before them."""
    both = room.person(MARIBEL), room.person(DEVON)
    for lead in both:
        await lead.says(word)
        for label in path:
            await lead.presses(label)
    return both


async def test_a_strategys_title_that_both_changed_is_chosen(room: Room) -> None:
    maribel, devon = await _both_open(room, "/sel plan S1", "Change it")
    await devon.sends(title="Workshops in the morning", partners="The museum")
    await maribel.sends(title="Workshops after school", resources="Two rooms")
    assert maribel.sees_form("Devon Achterberg (just now) changed this while you had it open. Nothing of yours is kept")
    assert maribel.sees_form("Workshops in the morning")
    assert maribel.sees_form("What we will do: which one stands?")
    assert maribel.sees_form("It stays:\nPartners: The museum")
    assert "Where" not in maribel.form(), "what neither changed is not asked"
    async with room.store() as store:
        strategy = await store.plans.strategy("S1")
    assert strategy
    assert strategy.title == "Workshops in the morning"

    await maribel.sends(**{"whose-title": "Mine, as it stands below"})
    async with room.store() as store:
        strategy = await store.plans.strategy("S1")
    assert strategy
    assert (strategy.title, strategy.partners) == ("Workshops after school", "The museum")
    assert strategy.resources == "Two rooms"


async def test_the_others_words_can_be_left_standing(room: Room) -> None:
    maribel, devon = await _both_open(room, "/sel plan S1", "Change it")
    await devon.sends(title="Workshops in the morning")
    await maribel.sends(title="Workshops after school", start="2026-09-21")
    await maribel.sends(**{"whose-title": "Devon Achterberg: Workshops in the morning"})
    async with room.store() as store:
        strategy = await store.plans.strategy("S1")
    assert strategy
    assert strategy.title == "Workshops in the morning"
    assert str(strategy.start) == "2026-09-21"


async def test_what_only_the_other_changed_stays_and_is_told(room: Room) -> None:
    maribel, devon = await _both_open(room, "/sel plan G1", "Change it")
    await devon.sends(statement="Every adult can say what SEL is")
    await maribel.sends(due="2027-06-01")
    assert maribel.sees("It stays:")
    assert maribel.sees("Every adult can say what SEL is")
    async with room.store() as store:
        goal = next(each for each in await store.plans.goals() if each.code == "G1")
    assert (goal.statement, str(goal.due)) == ("Every adult can say what SEL is", "2027-06-01")


async def test_a_goals_statement_changed_twice_is_asked_twice(room: Room) -> None:
    maribel, devon = await _both_open(room, "/sel plan G1", "Change it")
    await devon.sends(statement="First of Devon's")
    await maribel.sends(statement="Maribel's own")
    await devon.says("/sel plan G1")
    await devon.presses("Change it")
    await devon.sends(statement="Second of Devon's")
    await maribel.sends(**{"whose-statement": "Devon Achterberg: First of Devon's"})
    assert maribel.sees_form("Second of Devon's")
    await maribel.sends(**{"whose-statement": "Mine, as it stands below"}, statement="Both of us")
    async with room.store() as store:
        goal = next(each for each in await store.plans.goals() if each.code == "G1")
    assert goal.statement == "Both of us"


async def test_the_words_of_a_digest_are_not_lost(room: Room) -> None:
    await room.starts()
    await room.goes_to("2026-09-01 09:05")
    tomasz, maribel = room.person(TOMASZ), room.person(MARIBEL)
    for each in (tomasz, maribel):
        await each.presses("Edit")
    await tomasz.sends(opening="A good start.", ask="A room.")
    await maribel.sends(opening="We have begun.")
    assert maribel.sees_form("Words to open with: which one stands?")
    assert maribel.sees_form("What we ask for: A room.")
    await maribel.sends(**{"whose-opening": "Tomasz Wieczorek: A good start."})
    async with room.store() as store:
        digest = (await store.digests.all())[0]
    assert (digest.opening, digest.ask) == ("A good start.", "A room.")


async def test_two_leads_set_up_the_rhythm_the_year_and_the_channels(room: Room) -> None:
    maribel, devon = await _both_open(room, "/sel setup", "Rhythm")
    await devon.sends(day="Wednesday")
    await maribel.sends(day="Tuesday")
    assert maribel.sees_form("The weekly check-in comes on: which one stands?")
    await maribel.sends(**{"whose-day": "Devon Achterberg: Wednesday"})
    maribel, devon = await _both_open(room, "/sel setup", "School year")
    await devon.sends(district="Riverbend USD", commitment="Each child is known.")
    await maribel.sends(minimum="12")
    assert maribel.sees("Riverbend USD")
    maribel, devon = await _both_open(room, "/sel setup", "Channels")
    await devon.sends(leadership="#board")
    await maribel.sends(stakeholders="#families")
    assert maribel.sees("Leadership: #board")
    async with room.store() as store:
        cycle = store.cycle
    assert cycle
    assert cycle.rhythm.checkin_weekday == 2
    assert (cycle.minimum_group, cycle.district, cycle.commitment) == (12, "Riverbend USD", "Each child is known.")
    assert (cycle.channels.leadership, cycle.channels.stakeholders) == ("#board", "#families")


async def test_nothing_is_asked_where_both_say_the_same(room: Room) -> None:
    maribel, devon = await _both_open(room, "/sel plan S1", "Change it")
    await devon.sends(title="Workshops in the morning")
    await maribel.sends(title="Workshops  in the morning ")
    assert maribel.sees("Kept.")
    assert not maribel.form()


async def test_a_second_look_back_shows_what_it_would_take_the_place_of(tmp_path: Path, plan: Plan) -> None:
    async with open_room(tmp_path, plan, "2027-05-03 08:00") as room:
        await room.starts()
        maribel, ana = room.person(MARIBEL), room.person(ANA_LUCIA)
        for each in (maribel, ana):
            await each.says("/sel reflect S1")
        said = {"happened": "Half came", "held": "Partly", "missing": "Night staff"}
        await ana.sends(**said)
        await ana.sends(learned="Ask the night staff first")
        await maribel.sends(**{**said, "happened": "Few came"})
        assert maribel.sees_form("Ana-Lucía Peña")
        assert maribel.sees_form("Ask the night staff first")
        await maribel.sends()
        assert maribel.sees_form("What was learned?")


async def test_a_second_decision_shows_the_first(tmp_path: Path, plan: Plan) -> None:
    async with open_room(tmp_path, plan, "2027-05-24 08:00") as room:
        await room.starts()
        maribel, devon = room.person(MARIBEL), room.person(DEVON)
        for lead in (maribel, devon):
            await lead.says("/sel decide S1")
            await lead.sends(answer_implementation="No", answer_circumstances="No")
            await lead.sends(answer_obstacle="time", answer_way="stop")
        closing = {"learned": "Nobody had the time", "reason": "Nobody came", "owner": "Maribel Ortega"}
        await devon.sends(**closing)
        await maribel.sends(**closing)
        assert maribel.sees_form("Devon Achterberg (just now) answered this while you had it open")
        assert maribel.sees_form("Decided on")
        await maribel.sends()
        assert not maribel.form()


async def test_where_the_question_comes_too_late_the_words_are_not_lost(tmp_path: Path, plan: Plan) -> None:
    async with open_room(tmp_path, plan, answer_within=0.0001) as room:
        maribel, devon = room.person(MARIBEL), room.person(DEVON)
        for lead in (maribel, devon):
            await lead.says("/sel plan S1")
            await room.workspace.until(lambda lead=lead: "Change it" in lead.screen())
            await lead.presses("Change it")
            await room.workspace.until(lambda lead=lead: bool(lead.form()))
        await devon.sends(title="Workshops in the morning")
        await room.workspace.until(lambda: "Workshops in the morning" in devon.screen())
        await maribel.sends(title="Workshops after school")
        await room.workspace.until(lambda: "This is where it goes on." in maribel.screen())
        assert maribel.sees("What we will do: Workshops after school")
        await maribel.presses("Open it")
        await room.workspace.until(lambda: "Workshops in the morning" in maribel.last())


async def test_of_what_has_two_answers_the_one_that_was_changed_stays_and_is_told(tmp_path: Path, plan: Plan) -> None:
    async with open_room(tmp_path, plan, "2027-05-24 08:00") as room:
        await room.starts()
        maribel, devon = room.person(MARIBEL), room.person(DEVON)
        for lead in (maribel, devon):
            await lead.says("/sel newyear")
            await lead.presses("Undecided (12)")
        await devon.sends(S8="leave")
        await maribel.sends(S7="leave")
        assert maribel.sees("Devon Achterberg (just now) changed this while you had it open. It stays:")
        assert maribel.sees("Home-language SEL evenings with meals and child care: Is left")


async def test_a_framework_stays_the_one_that_was_chosen_whatever_the_others_are(room: Room) -> None:
    maribel, devon = await _both_open(room, "/sel rate", "The framework", "Use another one")
    await devon.says("/sel rate Professional Learning")
    await devon.presses("Change its words")
    await devon.sends(title="Learning together")
    await maribel.sends(framework="CASEL District Framework, 14 key activities")
    assert maribel.sees("CASEL District Framework, 14 key activities")
    async with room.store() as store:
        assert store.cycle
        assert store.cycle.framework == "CASEL District Framework, 14 key activities"
