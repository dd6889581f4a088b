"""What the year is for: goals, the strategies that serve them, and which goal leads to which."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pdsa.field_privacy import NoWords, Plain, PlainMany, PlanWords, Public


class GoalKind(StrEnum):
    """The values are the words of the plan's *Goals* sheet."""

    LONG_TERM = "Long-term"
    IMPLEMENTATION = "Implementation"
    OUTCOME = "Outcome"


@dataclass(frozen=True)
class Goal:
    """A goal of the plan.

    An implementation goal moves a rubric item (`activity`) from `baseline` to `target` on its 1-4 scale; an
    outcome goal moves a `measure`, in the measure's own unit. `owner` is an e-mail. `parent` is the code of the
    long-term goal it serves; `school` the team of the school whose goal it is, empty for the district's;
    `carried_from` says where last year's stood ("2026-27:G2"); `smartie` holds a long-term goal's answers, a letter
    and a text each.
    """

    code: Plain
    kind: GoalKind
    statement: PlanWords
    activity: Plain = ""
    baseline: float | None = None
    target: float | None = None
    measure: Plain = ""
    due: date | None = None
    owner: Plain = ""
    parent: Plain = ""
    school: Plain = ""
    carried_from: Plain = ""
    smartie: Annotated[tuple[tuple[str, str], ...], Public()] = ()

    @property
    def title(self) -> str:
        """What it is called, as a strategy is by its title."""
        return self.statement


@dataclass(frozen=True)
class Amendment:
    """A later wording of a prediction, kept beside the locked one."""

    text: PlanWords
    at: datetime


@dataclass(frozen=True)
class Strategy:
    """What somebody will do for a goal.

    `prediction` is the wording that counts: once `start` has come it never changes, and later wordings stand in
    `amendments`. `measure` names a number that the weekly question asks for, if any. `owner` is an e-mail. `follows`
    is the code of the strategy that it replaces (a ramp); `carried_from` says where last year's stood ("2026-27:S1").
    `school` is its goal's: it is read with the strategy and kept with the goal.
    `rhythm` says how often it is asked about (pdsa/cadence.py), empty for weekly; `earlier_rhythms` are those that it
    had, each with the last day on which it counted.
    `ready_on` is the day on which all that DO needs was there for the first time; None where that was never noted.
    """

    code: Plain
    goal: Plain
    title: Plain
    owner: Plain = ""
    start: date | None = None
    end: date | None = None
    prediction: PlanWords = ""
    partners: Plain = ""
    resources: Plain = ""
    where: Plain = ""
    measure: Plain = ""
    amendments: tuple[Amendment, ...] = ()
    dropped: bool = False
    follows: Plain = ""
    carried_from: Plain = ""
    tags: PlainMany = ()
    rhythm: Plain = ""
    school: Plain = field(default="", compare=False)
    ready_on: date | None = field(default=None, compare=False)
    earlier_rhythms: Annotated[tuple[tuple[date, str], ...], NoWords()] = field(default=(), compare=False)

    def under_way(self, day: date) -> bool:
        """Whether the weekly question covers this strategy on `day`: between Start and End, both included.

        Nothing enters DO without owner, date and prediction (year.md, "The calendar"): days before they were there
        are not asked about, and not missed either.
        """
        if self.dropped or self.start is None or not self.ready or (self.ready_on and day < self.ready_on):
            return False
        return self.start <= day and (self.end is None or day <= self.end)

    @property
    def ready(self) -> bool:
        """Whether it has what DO needs: an owner, a first day and a prediction."""
        return bool(self.owner and self.start and self.prediction)

    def held_up(self, day: date) -> bool:
        """Whether its days have come and it cannot begin, because something that DO needs is not there."""
        begun = self.start is not None and self.start <= day and (self.end is None or day <= self.end)
        return begun and not self.dropped and not self.ready

    def outside(self, first: date, last: date) -> bool:
        """Whether its days lie wholly outside a school year's: then nobody is ever asked about it."""
        return bool((self.start and self.start > last) or (self.end and self.end < first))

    def locked(self, day: date) -> bool:
        """Whether the prediction can no longer be changed: from Start on."""
        return self.start is not None and self.start <= day and bool(self.prediction)

    @property
    def missing(self) -> tuple[str, ...]:
        """What PLAN still has to ask for, as field names."""
        wanted = (
            ("goal", self.goal),
            ("owner", self.owner),
            ("start", self.start),
            ("end", self.end),
            ("prediction", self.prediction),
        )
        return tuple(name for name, value in wanted if not value)


@dataclass(frozen=True)
class StrategyChange:
    """What comes of changing a strategy: how it stands then, whether its prediction is `locked`, and the wording that
    is kept beside a locked one, empty where there is none to keep.
    """

    strategy: Strategy
    locked: bool = False
    amendment: str = ""


def changed(before: Strategy | None, wanted: Strategy, today: date, *, was_locked: bool = False) -> StrategyChange:
    """What comes of it that somebody wants a strategy to be so; `before` is None where it is new.

    From its Start on a prediction is locked (year.md, "What must always hold"), and moving Start on does not open it
    again: `was_locked` says that Start had come by an earlier plan. Another rhythm counts from tomorrow on: what was
    asked until then stays asked.
    """
    if before is None:
        begun = replace(wanted, ready_on=today if wanted.ready else None, earlier_rhythms=())
        return StrategyChange(begun)
    locked, amendment = was_locked or before.locked(today), ""
    if locked and wanted.prediction != before.prediction:
        here = {"", before.prediction, *(each.text for each in before.amendments)}
        amendment = wanted.prediction if wanted.prediction not in here else ""
        wanted = replace(wanted, prediction=before.prediction)
    ready_on = before.ready_on or (today if wanted.ready else None)
    rhythms = _rhythms_until(today, before, wanted)
    return StrategyChange(replace(wanted, ready_on=ready_on, earlier_rhythms=rhythms), locked, amendment)


def _rhythms_until(today: date, before: Strategy, after: Strategy) -> tuple[tuple[date, str], ...]:
    """The rhythms that a strategy had, with the one that ends today if its time had begun."""
    rhythms = before.earlier_rhythms
    begun = before.start is not None and before.start <= today
    if after.rhythm == before.rhythm or not begun or (rhythms and rhythms[-1][0] == today):
        return rhythms
    return (*rhythms, (today, before.rhythm))


@dataclass(frozen=True)
class Link:
    """One line of the logic model: an implementation goal that leads to an outcome goal."""

    implementation: Plain
    outcome: Plain


def next_code(letter: str, codes: Iterable[str]) -> str:
    """The code after the highest of its kind: S13 after S1 to S12."""
    numbers = [int(code[1:]) for code in codes if code[:1].upper() == letter and code[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"
