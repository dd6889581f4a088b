"""Two people at each form that changes what there is: the real form, opened twice, the same field changed by both."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from pdsa.goals import Goal, GoalKind
from pdsa.plan import Plan
from tests.people import ANA_LUCIA, DEVON, HANNAH, KOFI, MARIBEL, PRIYA, TOMASZ
from tests.room import Room, moment, open_room

SCHOOL = "Cottonwood Elementary"
Step = str | dict[str, Any] | Callable[[Room], Awaitable[None]]


@dataclass(frozen=True)
class Case:
    """A form, what is done first, the way to it for both, and one field that both change; `more` has to be answered."""

    route: str
    name: str
    theirs: Any
    mine: Any
    way: tuple[Step, ...]
    before: tuple[Step, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)
    who: tuple[str, str] = (DEVON, MARIBEL)
    then: tuple[Step, ...] = ()
    """What the first has to do besides, until it is kept."""
    whole: bool = False
    """Whether what is sent takes the place of what there is as a whole."""
    at: str = "2026-10-05 08:00"


HAPPENED = {"happened": "It ran", "held": "partly", "missing": "Night staff"}


def looks_back(code: str, **released: bool) -> tuple[Step, ...]:
    """Somebody looks back at a strategy, and lets others read it."""
    return f"/sel reflect {code}", HAPPENED, {"learned": f"Begin small with {code}", **released}


async def _own_plan(room: Room) -> None:
    """Cottonwood has a plan of its own, with Kofi's strategy and Hannah's."""
    async with room.store(writes=True) as store:
        await store.plans.put_goal(
            Goal("G20", GoalKind.IMPLEMENTATION, "Calm mornings", "Collaboration", school=SCHOOL)
        )
        for strategy in await store.plans.strategies():
            if strategy.code in ("S2", "S3"):
                await store.plans.put_strategy(replace(strategy, goal="G20"))


def meanwhile(who: str, *steps: Step) -> Step:
    """Somebody else takes these steps."""
    return lambda room: walk(room, who, steps)


ENTRY = "3fc0352f09dfc974:a40a7d9262727e66:2026-10-02"
"""A number of the plan's own."""
SEPTEMBER, MAY = "2026-09-01 09:10", "2027-05-24 09:10"
"""A morning on which a month's draft waits, and one with the year's."""
MISSING = {name: answer for name, answer in HAPPENED.items() if name != "happened"}
STOPS = {"answer_implementation": "No", "answer_circumstances": "No"}, {"answer_obstacle": "time", "answer_way": "stop"}
ENDS = {"learned": "Nobody had the time", "owner": "Maribel Ortega"}
AUDIENCE = {"audience": "Families", "sender": MARIBEL}
CASES = (
    Case("setup.person.keep", "name", "Ana-Lucía Peña-Ruiz", "Ana Peña",
         ("/sel setup people", "Change somebody", {"person": "5"})),
    Case("setup.phases.keep", "do", "2026-09-29", "2026-09-30", ("/sel setup", "Phases")),
    Case("plan.logic.keep", "words", "Coaches", "Three coaches",
         ("/sel plan logic", "Open a part", {"element": "L1"}, "Change or join it"),
         ("/sel plan logic", "Add a part", {"words": "Coaches in each school", "stage": "Input"})),
    Case("rate.midyear.keep", "midyear", "2027-01-20", "2027-01-21", ("/sel rate", "Mid-year rating")),
    Case("rate.recorder.keep", "who", "3", "4", ("/sel rate", "Who records")),
    Case("rate.item.keep", "title", "Learning for all", "Learning together",
         ("/sel rate Professional Learning", "Change its words")),
    Case("rate.agree.keep", "evidence-cc92f6070791", "Sign-in sheets", "The survey",
         ("/sel rate Professional Learning", "Agree on a level")),
    Case("log.measure.keep", "note", "Every Friday", "Every Monday",
         ("/sel log referrals", {"value": "4.3"}, "How it is read"),
         who=(DEVON, PRIYA)),
    Case("log.change.keep", "value", "4.5", "4.6",
         ("/sel chart referrals", "Earlier numbers", {"entry": ENTRY}, "Correct it")),
    Case("cycle.keep", "objective", "Try it once", "Try it twice", ("/sel cycle S1.1", "Change its plan"),
         ("/sel cycle S1", "Begin a new one", {"objective": "A try", "prediction": "Ten"})),
    Case("cycle.end.keep", "result", "Eight came", "Nine came", ("/sel cycle S1.1", "Say how it went"),
         ("/sel cycle S1", "Begin a new one", {"objective": "A try", "prediction": "Ten"}),
         {"held": "yes", "learned": "Ask earlier", "act": "adopt"}),
    Case("meeting.days.keep", "reflection", "2027-05-05", "2027-05-06", ("/sel meeting", "Set the days")),
    Case("share.keep", "statement", "Evenings work", "Mornings work", ("/sel share Families", "Change it"),
         ("/sel share", "Add an audience", AUDIENCE)),
    Case("share.reviewed", "review", "Many came", "Few came", ("/sel share Families", "Did it work?"),
         ("/sel share", "Add an audience", AUDIENCE, "It was sent"), {"worked": "yes"}),
    Case("newyear.change.keep", "title", "Evening workshops", "Morning workshops",
         ("/sel newyear", "Change one", {"part": "strategy:S1"}), at="2027-05-24 08:00"),
    Case("digest.words", "opening", "A good start.", "We have begun.", ("/sel digest", "Edit"),
         who=(TOMASZ, MARIBEL), at=SEPTEMBER),
    Case("digest.corrected", "opening", "A good start.", "We have begun.", ("/sel digest", "Correct it"),
         ("/sel digest", "See it, then approve", "Approve", Room.settles), {"why": "It had no words."},
         who=(TOMASZ, MARIBEL), at=SEPTEMBER),
    Case("digest.lessons.keep", "lessons", ["S4"], ["S5"],
         ("/sel digest", "See it, then approve", "Choose what we learned"),
         (*looks_back("S4", quotable=True), *looks_back("S5", quotable=True)), at=MAY),
    Case("school.lessons.keep", "shared", [], ["reflection:2"], ("/sel school", "Share or take back"),
         (_own_plan, meanwhile(KOFI, *looks_back("S2", shared=True)), *looks_back("S3", shared=True)),
         who=(HANNAH, KOFI), at=MAY),
    Case("forget.keeping.keep", "months", "12", "24", ("/sel setup", "How long words stay")),
    Case("plan.strategy.keep", "title", "Workshops at noon", "Workshops at three", ("/sel plan S1", "Change it")),
    Case("plan.goal.keep", "statement", "Adults know SEL", "Adults live SEL", ("/sel plan G1", "Change it")),
    Case("setup.rhythm.keep", "day", "1", "2", ("/sel setup", "Rhythm")),
    Case("setup.year.keep", "district", "Riverbend USD", "Riverbend", ("/sel setup", "School year")),
    Case("setup.rooms.keep", "leadership", "#staff", "#general", ("/sel setup", "Channels")),
    Case("reflect.begin", "happened", "Half came", "Few came", ("/sel reflect S1",), more=MISSING,
         then=({"learned": "Ask them first"},), whole=True, at=MAY),
    Case("reflect.keep", "learned", "Ask first", "Ask last", ("/sel reflect S1", HAPPENED), whole=True, at=MAY),
    Case("decide.keep", "reason", "Few came", "None came", ("/sel decide S1", *STOPS), more=ENDS, whole=True, at=MAY),
)  # fmt: skip


async def walk(room: Room, who: str, way: tuple[Step, ...]) -> None:
    person = room.person(who)
    for step in way:
        if isinstance(step, dict):
            outcome = await person.sends(**step)
            assert outcome.ok, outcome
        elif callable(step):
            await step(room)
        else:
            await (person.says(step) if step.startswith("/sel") else person.presses(step))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.route)
async def test_whoever_sends_second_is_asked(case: Case, tmp_path: Path, plan: Plan) -> None:
    async with open_room(tmp_path, plan) as room:
        await room.starts()
        room.clock.move_to(moment(case.at))
        first, second = case.who
        await walk(room, first, case.before)
        for who in case.who:
            await walk(room, who, case.way)
            assert room.workspace.views(who)[-1].callback_id == case.route
        outcome = await room.person(first).sends(**{case.name: case.theirs}, **case.more)
        assert outcome.ok, outcome
        await walk(room, first, case.then)
        await room.person(second).sends(**{case.name: case.mine}, **case.more)
        name = room.workspace.world.person(first).name
        done = "answered" if case.whole else "changed"
        assert room.person(second).sees_form(f"{name} (just now) {done} this while you had it open. Nothing of yours")
        fields = {block.get("block_id") for block in room.workspace.views(second)[-1].blocks}
        assert {case.name} if case.whole else {f"whose-{case.name}", case.name} <= fields


async def test_an_owner_who_types_takes_the_place_of_what_a_lead_wrote_and_gives_it_back(room: Room) -> None:
    room.clock.move_to(moment("2026-09-23 10:00"))
    await room.starts()
    await room.goes_to("2026-09-24 14:00")
    maribel, ana = room.person(MARIBEL), room.person(ANA_LUCIA)
    await maribel.says("/sel checkin S1")
    await maribel.sends(went="partly", in_way="Only the first half")
    await ana.says("Two trainers were ill")
    assert "What Maribel Ortega wrote about it gives way to it, and stays in the history." in ana.last()
    assert "Only the first half" not in ana.screen()
    async with room.store() as store:
        (checkin,) = await store.checkins.of_strategy("S1")
    assert (checkin.in_way, checkin.went) == ("Two trainers were ill", "partly")
    await ana.presses("Not meant for this")
    async with room.store() as store:
        (checkin,) = await store.checkins.of_strategy("S1")
        maribels = await store.people.by_id(checkin.member)
    assert checkin.in_way == "Only the first half"
    assert maribels is not None
    assert maribels.email == MARIBEL


async def test_an_answer_that_somebody_else_gave_meanwhile_is_shown_before_it_gives_way(room: Room) -> None:
    room.clock.move_to(moment("2026-10-05 08:00"))
    await room.starts()
    maribel, devon = room.person(MARIBEL), room.person(DEVON)
    for who in (maribel, devon):
        await who.says("/sel checkin S4")
    await maribel.sends(went="partly", in_way="The bus was late")
    await devon.sends(went="partly", in_way="Two were ill")
    assert devon.sees_form("Maribel Ortega gave the answer that is kept.")
    assert devon.sees_form("takes the place of those sentences; they stay in the history")
    async with room.store() as store:
        assert [each.in_way for each in await store.checkins.of_strategy("S4")] == ["The bus was late"]
    await devon.sends()
    assert "Two were ill" in devon.last()
