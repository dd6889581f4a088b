"""Parked goals: put aside until a day, or until somebody says that a condition holds (domain.md 8(a), row 16)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pdsa.calendar import local_day
from pdsa.cycle import Cycle, Phase
from pdsa.field_privacy import Plain, Public
from pdsa.goals import Strategy


@dataclass(frozen=True)
class Parked:
    """A goal that waits. `goal` is its code; `first` the key activity that comes before it; `until` a day or
    `condition` something that has to hold. `decision` is the id of the decision that parked it. `back_at` is when
    somebody took it up again or let it go, None while it waits.
    """

    id: int
    goal: Plain
    by: int
    at: datetime
    decision: int | None = None
    first: Plain = ""
    until: date | None = None
    condition: Annotated[str, Public("by")] = ""
    back_at: datetime | None = None
    back_by: int | None = None

    @property
    def waits(self) -> bool:
        return self.back_at is None


def waiting(parked: Iterable[Parked]) -> dict[str, Parked]:
    """The goals that wait, by code; of several parkings of one goal the newest."""
    return {each.goal: each for each in sorted(parked, key=lambda p: p.id) if each.waits}


def resting(parked: Iterable[Parked], cycle: Cycle, today: date) -> frozenset[str]:
    """The goals, by code, whose strategies nobody is asked about today.

    While the year is carried out that is every goal that waits. In STUDY and ACT a goal that was parked only then is
    still looked back at: what was done for it has something to teach.
    """
    studied = cycle.phase_on(today) in (Phase.STUDY, Phase.ACT)
    return frozenset(
        goal
        for goal, each in waiting(parked).items()
        if not studied or local_day(each.at, cycle.zone) < cycle.phases.study
    )


def asked_about(strategies: Iterable[Strategy], resting_goals: Collection[str]) -> list[Strategy]:
    """The strategies that may be asked about: none of a goal that rests."""
    return [each for each in strategies if each.goal not in resting_goals]
