"""The ways to every real form that asks for a number or a date: who opens it, and what they type and press."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pdsa.decisions import Path as Way
from tests.conversations.deciding import answers_to
from tests.people import ANA_LUCIA, MARIBEL, PRIYA
from tests.room import Room
from tests.wires.slack_person import Person

Step = str | dict[str, Any] | Callable[[Room, Person], Awaitable[None]]


@dataclass(frozen=True)
class To:
    """The way to a form: steps are words to type, labels to press, answers to send, or something of its own."""

    where: str
    steps: tuple[Step, ...]
    who: str = MARIBEL

    async def walk(self, room: Room) -> None:
        person = room.person(self.who)
        for step in self.steps:
            if isinstance(step, dict):
                outcome = await person.sends(**step)
                assert outcome.ok, (self.where, outcome)
            elif callable(step):
                await step(room, person)
            else:
                await (person.says(step) if step.startswith("/sel") else person.presses(step))


def decides(way: Way) -> Step:
    """The interview up to a path's own screen, each time about another strategy."""

    async def walk(room: Room, person: Person) -> None:
        await person.says(f"/sel decide S{list(Way).index(way) + 1}")
        await answers_to(room, person.email, way)

    return walk


async def _counts(room: Room, _person: Person) -> None:
    """S1 asks for a number each week."""
    async with room.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, measure="People who came"))


async def _parked(room: Room, _person: Person) -> None:
    """A goal has waited until this morning."""
    async with room.store(writes=True) as store:
        await store.parked.park("G2", 1, until=date(2027, 1, 12))
    await room.goes_to("2027-01-12 09:05")


async def _table(_room: Room, person: Person) -> None:
    await person.shares("v.csv", b"School,Quarter,Visits,n\nCottonwood,Q1 2026,54,312\nMesa Verde,Q1 2026,61,281\n")


async def _columns(room: Room, person: Person) -> None:
    """One new measure for all rows."""
    view = room.workspace.views(person.email)[-1]
    measure = next(block["element"] for block in view.blocks if block.get("block_id") == "measure")
    await person.sends(new="Visits", measure=measure["options"][0]["value"])


WAYS: tuple[tuple[str, tuple[To, ...]], ...] = (
    ("2026-09-01 09:06", (To("digest/approval.ask", ("Post it later",)),)),
    (
        "2026-10-05 08:00",
        (
            To("pausing._form", ("/sel away",)),
            To("checkin/forms._figure", (_counts, "/sel checkin S1"), ANA_LUCIA),
            To("context._form", ("/sel context The grant ended",)),
            To("cycle/screens.plan_fields", ("/sel cycle S1", "Begin a new one")),
            To(
                "cycle/screens.outcome_fields",
                ("/sel cycle S1", "Begin a new one", {"objective": "A try", "prediction": "Ten"}, "Say how it went"),
            ),
            To("file/preview.questions_form", (_table, "Choose the columns", _columns), PRIYA),
            To("history/routes.choose", ("/sel history", "Other dates"), PRIYA),
            To("log/number_screens.number_form", ("/sel log referrals",), PRIYA),
            To("log/number_screens.change_form", ("/sel log referrals", {"value": "4.2"}, "Correct it"), PRIYA),
            To("meeting/routes.open_days", ("/sel meeting", "Set the days")),
            To("plan/forms.strategy_fields", ("/sel plan S1", "Change it")),
            To("plan/goal_forms.goal_fields", ("/sel plan G5", "Change it")),
            To("rate/routes.open_midyear", ("/sel rate", "Mid-year rating")),
            To("setup/year.days_form", ("/sel setup", "Days off", "Add or take out")),
            To("setup/phases_and_channels.open_phases", ("/sel setup", "Phases")),
            To("setup/year.year_form", ("/sel setup", "School year")),
            To("share/communication_plan.line_fields", ("/sel share", "Add an audience")),
            To("pausing.ask", ("/sel snooze",)),
            To("successes_and_voices._form", ("/sel win Two joined",)),
        ),
    ),
    ("2027-01-11 10:00", (To("decide/parked_goals.later", (_parked, "Later")),)),
    (
        "2027-05-24 08:00",
        (
            To("decide/questions.closing_form", (decides(Way.STOP),)),
            To("decide/path_details._extend", (decides(Way.EXTEND),)),
            To("decide/path_details._revise", (decides(Way.REVISE),)),
            To("decide/path_details._keep", (decides(Way.KEEP),)),
            To("decide/path_details._shift", (decides(Way.SHIFT),)),
            To("decide/path_details._change_focus", (decides(Way.CHANGE_FOCUS),)),
            To("newyear/choosing._strategy_fields", ("/sel newyear", "Change one", {"part": "strategy:S12"})),
            To("newyear/choosing._goal_fields", ("/sel newyear", "Change one", {"part": "goal:G5"})),
        ),
    ),
)
"""By the day on which they are walked."""
