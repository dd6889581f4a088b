"""Small cycles: small Plan-Do-Study-Act turns inside a strategy, linked as a ramp."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from pdsa.decisions import Triad
from pdsa.field_privacy import Plain, TeamWords
from pdsa.reflection import Held


@dataclass(frozen=True)
class SmallCycle:
    """One small cycle: what was tried, what was expected, what came of it (domain.md 4.1 and 4.2).

    `code` is the strategy's with a number ("S3.2"); `follows` the code of the one before it on its ramp, empty for the
    first. From `started` on the prediction never changes. `held`, `learned` and `act` (adopt, adapt or abandon) are
    said when it ends. `member` wrote it down.
    """

    code: Plain
    strategy: Plain
    objective: TeamWords
    started: date
    member: int
    at: datetime
    follows: Plain = ""
    question: TeamWords = ""
    prediction: TeamWords = ""
    ended: date | None = None
    result: TeamWords = ""
    held: Held | None = None
    learned: TeamWords = ""
    act: Triad | None = None

    @property
    def finished(self) -> bool:
        return self.ended is not None

    def locked(self, day: date) -> bool:
        """Whether the prediction can no longer be changed: from its first day on."""
        return self.started <= day and bool(self.prediction)


def changed(before: SmallCycle | None, wanted: SmallCycle, today: date) -> SmallCycle:
    """How a small cycle stands once it is changed; `before` is None where it is new. A locked prediction stays."""
    if before is None or not before.locked(today):
        return wanted
    return replace(wanted, prediction=before.prediction)


def next_code(strategy: str, taken: Iterable[str]) -> str:
    """The code after the highest of a strategy's: "S3.3" after "S3.1" and "S3.2"."""
    tails = (code.removeprefix(f"{strategy}.") for code in taken if code.startswith(f"{strategy}."))
    return f"{strategy}.{max((int(tail) for tail in tails if tail.isdecimal()), default=0) + 1}"


def next_try(last: SmallCycle, code: str, started: date, member: int, at: datetime) -> SmallCycle:
    """The next cycle on a ramp: what the last one was about, with nothing said yet of how it goes."""
    return replace(
        last, code=code, follows=last.code, started=started, member=member, at=at,
        prediction="", ended=None, result="", held=None, learned="", act=None,
    )  # fmt: skip


def ramps(cycles: Sequence[SmallCycle]) -> list[tuple[SmallCycle, ...]]:
    """The cycles as ramps: each begins with one that follows none, then what followed it, oldest first.

    A cycle whose forerunner is not among them begins a ramp of its own.
    """
    known = {each.code for each in cycles}
    ordered = sorted(cycles, key=lambda each: (each.started, each.at, each.code))
    after: dict[str, list[SmallCycle]] = {}
    for cycle in ordered:
        after.setdefault(cycle.follows if cycle.follows in known else "", []).append(cycle)

    def from_(first: SmallCycle) -> list[SmallCycle]:
        return [first, *(later for each in after.get(first.code, []) for later in from_(each))]

    return [tuple(from_(first)) for first in after.get("", [])]


def linked(cycles: Iterable[SmallCycle]) -> int:
    """How many cycles followed another: what makes a ramp, and a sign of good documentation (domain.md 4.4)."""
    return sum(bool(each.follows) for each in cycles)
