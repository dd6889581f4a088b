"""Findings: what a year's records say, one noun at a time. Digests are put together from these.

Everything here is made of plain fields, so that a draft can be kept as JSON and read back equal.
"""

from dataclasses import dataclass
from datetime import date

from pdsa.checkin import Tally
from pdsa.decisions import Path
from pdsa.goals import GoalKind
from pdsa.measures import Better, ItemLevels, Observation
from pdsa.obstacles import Obstacle
from pdsa.reflection import Held
from pdsa.runchart import Judged, judge


@dataclass(frozen=True)
class ReleasedQuote:
    """A sentence that its author released. `well` says whether it tells of a success or of what got in the way.

    `speaker` is whose words the author summed up ("families"), empty for the author's own.
    """

    strategy: str
    title: str
    author: str
    text: str
    week: date
    well: bool = True
    speaker: str = ""


@dataclass(frozen=True)
class Point:
    """One value on one day, `n` people behind it where known."""

    day: date
    value: float
    n: int | None = None


@dataclass(frozen=True)
class SeriesFinding:
    """One series that may be shown: never empty, oldest point first. `reached` is its latest number against the target.

    `judged` is None in the drafts of an earlier version.
    """

    group: str
    points: tuple[Point, ...]
    judged: Judged | None = None
    reached: bool | None = None

    @property
    def says(self) -> Judged:
        """What the run-chart rule says of it."""
        return self.judged or judge([Observation("", each.day, each.value) for each in self.points])

    @property
    def first(self) -> Point:
        return self.points[0]

    @property
    def latest(self) -> Point:
        """The newest number: what goals are held against."""
        return self.points[-1]


@dataclass(frozen=True)
class MeasureFinding:
    """A measure against its goal, the whole first among `series`; no series where all are hidden, or none is known yet.

    `goals` are the codes of the outcome goals it serves. A measure that is hidden whole has no baseline either.
    `worth_telling` is research's mark.
    """

    measure: str
    goals: tuple[str, ...]
    series: tuple[SeriesFinding, ...]
    baseline: float | None = None
    target: float | None = None
    way: Better = Better.UNKNOWN
    worth_telling: bool = False


@dataclass(frozen=True)
class StrategyFinding:
    """A strategy and how it went: weeks counted, whether its prediction held, what was decided.

    `owner` is a name. `held` is None while nobody reflected, `path` while nothing stands.
    """

    code: str
    title: str
    owner: str
    tally: Tally
    start: date | None = None
    end: date | None = None
    prediction: str = ""
    held: Held | None = None
    path: Path | None = None
    dropped: bool = False


@dataclass(frozen=True)
class GoalFinding:
    """A goal and what was done for it. Strategies that serve no goal of the plan stand under one with an empty code.

    A measure's baseline is told by its `MeasureFinding` alone, which knows whether the group is too small to tell it.
    """

    code: str
    statement: str
    strategies: tuple[StrategyFinding, ...]
    kind: GoalKind | None = None
    activity: str = ""
    measure: str = ""
    baseline: float | None = None
    target: float | None = None
    due: date | None = None
    owner: str = ""


@dataclass(frozen=True)
class RubricFinding(ItemLevels):
    """A rubric item's year. `status` as in `Rating`; `goals` are the codes of the goals that named it."""

    activity: str
    goals: tuple[str, ...]
    initial: int | None
    goal: int | None
    year_end: int | None
    status: str
    evidence: str = ""


@dataclass(frozen=True)
class Lesson:
    """What was learned from a strategy, in words that its author released."""

    strategy: str
    title: str
    author: str
    learned: str
    people: str = ""
    partners: str = ""
    tools: str = ""
    in_way: str = ""


@dataclass(frozen=True)
class DecisionFinding:
    """A decision that stands, with its next step; `owner` is a name."""

    strategy: str
    title: str
    path: Path
    next_step: str
    owner: str
    due: date | None = None


@dataclass(frozen=True)
class GoalDecided:
    """What a decision makes of a goal, named by its statement. `by` is the next step's day, `owner` a name.

    A goal that waits does so `until` a day or until `condition` holds, and `first` comes before it. `due` and `target`
    are new, `was` is the target before; `measure` says what the target counts, empty for a level of the rubric.
    """

    goal: str
    path: Path
    next_step: str = ""
    owner: str = ""
    by: date | None = None
    until: date | None = None
    condition: str = ""
    first: str = ""
    due: date | None = None
    target: float | None = None
    was: float | None = None
    measure: str = ""


@dataclass(frozen=True)
class Hurdle:
    """A kind of obstacle, and how many strategies met it, by what their people said when they looked back."""

    obstacle: Obstacle
    strategies: int
