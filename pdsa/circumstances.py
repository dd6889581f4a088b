"""Changed circumstances: what happened around the work, when, and what it did to it (seed text, step 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pdsa.field_privacy import OpenWords


class Circumstance(StrEnum):
    """The kinds that the seed text names; everything else is OTHER."""

    LEADERSHIP = "leadership"
    BUDGET = "budget"
    RESTRUCTURING = "restructuring"
    OTHER = "other"


@dataclass(frozen=True)
class ContextChange:
    """One change of circumstances. `member` wrote it down; a withdrawn one stays in the history and counts nowhere."""

    id: int
    kind: Circumstance
    day: date
    what: OpenWords
    member: int
    at: datetime
    effect: OpenWords = ""
    withdrawn: bool = False


def by_then(changes: Iterable[ContextChange], today: date) -> tuple[ContextChange, ...]:
    """The changes that count today, oldest first: not withdrawn, and not dated after today."""
    found = (each for each in changes if not each.withdrawn and each.day <= today)
    return tuple(sorted(found, key=lambda each: (each.day, each.id)))
