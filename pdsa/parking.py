"""Parked goals: put aside until a day, or until somebody says that a condition holds (domain.md 8(a), row 16)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pdsa.goals import Strategy


@dataclass(frozen=True)
class Parked:
    """A goal that waits. `goal` is its code; `first` the key activity that comes before it; `until` a day or
    `condition` something that has to hold. `decision` is the id of the decision that parked it. `back_at` is when
    somebody took it up again or let it go, None while it waits.
    """

    id: int
    goal: str
    by: int
    at: datetime
    decision: int | None = None
    first: str = ""
    until: date | None = None
    condition: str = ""
    back_at: datetime | None = None
    back_by: int | None = None

    @property
    def waits(self) -> bool:
        return self.back_at is None


def waiting(parked: Iterable[Parked]) -> dict[str, Parked]:
    """The goals that wait, by code; of several parkings of one goal the newest."""
    return {each.goal: each for each in sorted(parked, key=lambda p: p.id) if each.waits}


def asked_about(strategies: Iterable[Strategy], parked: Iterable[str]) -> list[Strategy]:
    """The strategies that may be asked about: none of a goal that waits."""
    resting = set(parked)
    return [each for each in strategies if each.goal not in resting]
