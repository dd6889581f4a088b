"""What becomes of a strategy or goal: the named paths of ACT, and the recorded decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pdsa.calendar import local_day
from pdsa.cycle import Cycle, Phase
from pdsa.field_privacy import Copied, ForTeam, NoWords, Plain, Private, own_words


class Triad(StrEnum):
    """The improvement-science short form of a decision (domain.md 4.1)."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"


class Path(StrEnum):
    """The ways on that the guidance allows (domain.md section 8(a), rows 12-23)."""

    SUSTAIN = "sustain"
    EXPAND = "expand"
    REALIGN = "realign"
    EXTEND = "extend"
    REVISE = "revise"
    KEEP = "keep"
    SHIFT = "shift"
    PREPARE = "prepare"
    OTHER_STRATEGY = "other-strategy"
    CHANGE_FOCUS = "change-focus"
    STOP = "stop"


TRIAD = {
    Path.SUSTAIN: Triad.ADOPT,
    Path.EXPAND: Triad.ADOPT,
    Path.REALIGN: Triad.ADAPT,
    Path.EXTEND: Triad.ADAPT,
    Path.REVISE: Triad.ADAPT,
    Path.KEEP: Triad.ADOPT,
    Path.SHIFT: Triad.ADAPT,
    Path.PREPARE: Triad.ADAPT,
    Path.OTHER_STRATEGY: Triad.ADAPT,
    Path.CHANGE_FOCUS: Triad.ABANDON,
    Path.STOP: Triad.ABANDON,
}


AT_ONCE = frozenset({Phase.PLAN, Phase.DO})
"""Phases in which a confirmed decision changes this year's plan; later it counts for the next year's."""


class Subject(StrEnum):
    """What a decision is about."""

    STRATEGY = "strategy"
    GOAL = "goal"


OfDecision = Annotated[str, Private(by="")]
ToCarryOut = Annotated[str, ForTeam(by="")]
Proposed = Annotated[str, ForTeam(by=None)]
ProposedMany = Annotated[tuple[str, ...], ForTeam(by=None)]


@dataclass(frozen=True)
class Details:
    """What a path asks for beside the reason and the next step; empty where its path does not ask.

    `goal` is the goal that `new_due`, `new_target` or a parking means; `was_due` and `was_target` are what stood there
    before. `first_activity` is the key activity that comes first; a goal is parked `until` a day or until `condition`
    holds. `obstacle` is an `Obstacle`'s value. `inputs` and `additions` are inputs and activities to add to the logic
    model, `activities` key activities to take up. `contexts` are ids of changed circumstances. `asked` are the
    interview's questions and answers on the way, by their values. `new_strategy` is the code under which
    `new_strategy_title` was drafted. `end_now` ends a strategy on the day of confirmation, which `ended` then says.
    `applied` says that the confirmed decision has changed the plan already; where it is False, the next year's plan is
    where it counts.
    `done` is the day on which somebody said that the next step was taken, `looked` that it was looked at again: nobody
    is reminded of it any more.
    """

    goal: Plain = ""
    new_due: date | None = None
    was_due: date | None = None
    new_target: float | None = None
    was_target: float | None = None
    new_strategy_title: Proposed = ""
    new_strategy: Plain = ""
    first_activity: Proposed = ""
    until: date | None = None
    condition: ToCarryOut = ""
    where_to: ToCarryOut = ""
    keeps_going: OfDecision = ""
    people: OfDecision = ""
    partners: OfDecision = ""
    tools: OfDecision = ""
    learned: OfDecision = ""
    instead: OfDecision = ""
    obstacle: Plain = ""
    inputs: ProposedMany = ()
    additions: ProposedMany = ()
    activities: ProposedMany = ()
    look_again: date | None = None
    contexts: tuple[int, ...] = ()
    asked: Annotated[tuple[tuple[str, str], ...], NoWords()] = ()
    end_now: bool = False
    ended: date | None = None
    applied: bool = False
    done: date | None = None
    looked: date | None = None


OWN_WORDS = own_words(Details)
"""Details that are somebody's own sentences. A title, an input or an activity becomes part of the plan."""
DAYS = frozenset({"new_due", "was_due", "until", "look_again", "ended", "done", "looked"})
GOES_ON = frozenset({Path.SUSTAIN, Path.EXPAND, Path.KEEP, Path.EXTEND, Path.REVISE, Path.REALIGN})
"""Paths on which a strategy goes on as itself (year.md, the ACT interview)."""
PARKING = frozenset({Path.CHANGE_FOCUS, Path.PREPARE})
"""Paths on which the goal waits while something else comes first."""
NOTHING_NEXT = frozenset({Path.SUSTAIN, Path.EXPAND, Path.KEEP, Path.STOP})
"""Paths on which no next step is needed: it stays, it ends, or where it goes is the step."""
PUTS_FIRST = PARKING | {Path.SHIFT}
"""Paths on which another key activity comes first; next year the goal waits for it."""
LISTS = frozenset({"inputs", "additions", "activities", "contexts"})


def plain_details(details: Details) -> dict[str, Any]:
    """The details that are filled in, as JSON keeps them."""
    empty = Details()
    found = {each.name: getattr(details, each.name) for each in fields(Details)}
    filled = {name: value for name, value in found.items() if value != getattr(empty, name)}
    return {
        name: value.isoformat() if name in DAYS else [list(pair) for pair in value] if name == "asked" else value
        for name, value in filled.items()
    }


def details_from(kept: Mapping[str, Any] | None) -> Details:
    """The details behind what JSON kept; what this version does not know is left out."""
    known = {each.name for each in fields(Details)}
    values: dict[str, Any] = {name: value for name, value in (kept or {}).items() if name in known}
    for name in values.keys() & DAYS:
        values[name] = date.fromisoformat(values[name])
    for name in values.keys() & LISTS:
        values[name] = tuple(values[name])
    if "asked" in values:
        values["asked"] = tuple((question, answer) for question, answer in values["asked"])
    return Details(**values)


@dataclass(frozen=True)
class Decision:
    """A decision on a strategy or goal: proposed by somebody, standing once a lead confirmed it.

    `strategy` is the code of the strategy, or of the goal where `subject` says so. `proposed_by` and `confirmed_by`
    are member ids; `owner` (of the next step) is an e-mail. A later decision on the same subject supersedes this one,
    which stays in the history. `evidence` is what was shown at the time. `carries` says that it goes on next year;
    `shared` that other schools may read it.
    """

    id: int
    strategy: Plain
    path: Path
    reason: Annotated[str, Private("proposed_by", shared_by="shared")]
    next_step: Annotated[str, ForTeam("proposed_by", shared_by="shared")]
    owner: Plain
    due: date | None
    proposed_by: int
    at: datetime
    evidence: Annotated[str, Copied("proposed_by")] = ""
    confirmed_by: int | None = None
    confirmed_at: datetime | None = None
    subject: Subject = Subject.STRATEGY
    details: Details = field(default_factory=Details)
    carries: bool = False
    shared: bool = False

    @property
    def triad(self) -> Triad:
        return TRIAD[self.path]

    @property
    def part_of_next(self) -> bool | None:
        """Whether it was said to be part of next year's plan; None where nobody was asked, as before the interview."""
        return self.carries if self.details.asked else None

    @property
    def step_open(self) -> bool:
        """Whether its next step is still to be taken, once it stands."""
        return self.stands and bool(self.next_step) and self.details.done is None

    @property
    def look_open(self) -> bool:
        """Whether somebody still means to look at it again, once it stands; a step that was taken leaves that open."""
        return self.stands and self.details.look_again is not None and self.details.looked is None

    @property
    def open_step(self) -> bool:
        """Whether somebody has still something to do, or to look at again."""
        return self.step_open or self.look_open

    @property
    def open_days(self) -> tuple[date, ...]:
        """The days on which somebody wanted to look at it again, or to take its next step, where that is open."""
        again, step = self.details.look_again, self.due
        looks = (again,) if again and self.look_open else ()
        return (*looks, step) if step and self.step_open and not (looks and step == again) else looks

    def reminded_on(self, cycle: Cycle) -> list[tuple[date, date]]:
        """Its open days, each with the working day of this year on which a reminder comes. What lay before the year
        has none: the plan of the new one shows what goes on.
        """
        year = cycle.year
        days = [(day, year.first_working(day, year.last_day)) for day in self.open_days if day >= year.first_day]
        return [(day, reminded) for day, reminded in days if reminded is not None]

    def after_study(self, cycle: Cycle) -> bool:
        """Whether the year was looked back at already when it was confirmed."""
        at = self.confirmed_at
        return at is not None and cycle.phase_on(local_day(at, cycle.zone)) not in AT_ONCE

    def settled(self, day: date, *, look: bool) -> Details:
        """The details once somebody says on this day that the step was taken, or that it was looked at again."""
        return replace(self.details, looked=day) if look else replace(self.details, done=day)

    @property
    def stands(self) -> bool:
        return self.confirmed_by is not None


def in_force(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The newest decision that stands on each strategy or goal, by its code. `decisions` come oldest first."""
    return {decision.strategy: decision for decision in decisions if decision.stands}
