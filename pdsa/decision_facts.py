"""What is known of a strategy or goal when it is decided on: facts as values, each no younger than today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pdsa.checkin import Tally
from pdsa.circumstances import ContextChange
from pdsa.framework import Framework, name_key
from pdsa.goals import Goal, GoalKind, Link, Strategy
from pdsa.measures import Observation, Rating, Setting, rated, reached, way_of
from pdsa.names import folded
from pdsa.obstacles import Obstacle
from pdsa.reflection import Held
from pdsa.whole_group_names import is_everybody


@dataclass(frozen=True)
class GoalResult:
    """An outcome goal and how far its measure has come. `actual` is the latest number that may be shown, None for none,
    of its day and `group` (empty for everybody); `setting` is what research said of the measure.
    """

    goal: Goal
    actual: float | None = None
    day: date | None = None
    setting: Setting | None = None
    group: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether it is at its target or beyond; None where nobody can say."""
        if self.actual is None:
            return None
        return reached(self.actual, self.goal.target, way_of(self.setting, self.goal.baseline, self.goal.target))

    @property
    def share(self) -> float | None:
        """The share of the way from baseline to target that was made, below 0 where it went the other way."""
        first, last = self.goal.baseline, self.goal.target
        if self.actual is None or first is None or last is None or first == last:
            return None
        return (self.actual - first) / (last - first)


@dataclass(frozen=True)
class InterviewFacts:
    """What the interview is asked from.

    `ratings` are those of the implementation goals that it is about; `results` the outcome goals that these lead to;
    `unled` outcome goals of the plan that no implementation goal leads to. `activities` are the framework's key
    activities, `planned` those that the plan works on already.
    """

    ratings: tuple[Rating, ...] = ()
    tally: Tally = field(default_factory=Tally)
    held: Held | None = None
    results: tuple[GoalResult, ...] = ()
    unled: tuple[Goal, ...] = ()
    changes: tuple[ContextChange, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    activities: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()

    @property
    def unplanned(self) -> tuple[str, ...]:
        """The key activities that the plan does not work on yet."""
        known = {folded(each) for each in self.planned}
        return tuple(each for each in self.activities if folded(each) not in known)


def serving(goal: Goal | None, goals: Iterable[Goal], links: Iterable[Link]) -> tuple[tuple[Goal, ...], ...]:
    """The implementation goals that something is about, and the outcome goals that they lead to (the logic model).

    For an outcome goal these are the implementation goals that lead to it, and itself.
    """
    by_code = {each.code: each for each in goals}
    if goal is None:
        return (), ()
    if goal.kind is GoalKind.OUTCOME:
        codes = [link.implementation for link in links if link.outcome == goal.code]
        return tuple(by_code[code] for code in codes if code in by_code), (goal,)
    codes = [link.outcome for link in links if link.implementation == goal.code]
    own = (goal,) if goal.kind is GoalKind.IMPLEMENTATION else ()
    return own, tuple(by_code[code] for code in codes if code in by_code)


def tally_of_goal(
    code: str, acting: Iterable[Goal], strategies: Iterable[Strategy], tallies: Mapping[str, Tally]
) -> Tally:
    """The weeks of a goal, counted: those of all its strategies, and of an outcome goal those of the goals that lead to
    it (`acting`), too. `tallies` are by strategy.
    """
    meant = {code, *(goal.code for goal in acting)}
    served = [tallies.get(strategy.code, Tally()) for strategy in strategies if strategy.goal in meant]
    as_planned, partly = sum(each.as_planned for each in served), sum(each.partly for each in served)
    return Tally(as_planned, partly, sum(each.not_done for each in served))


def rubric(
    goals: Iterable[Goal], ratings: Iterable[Rating], today: date, study: date, framework: Framework
) -> tuple[Rating, ...]:
    """The ratings of these goals' rubric items, by whatever name, as they may be read today."""

    def meant(text: str) -> str:
        found = framework.item(text)
        return found.title if found else name_key(text)

    wanted = {meant(each.activity) for each in goals if each.activity}
    return tuple(each for each in rated(ratings, today, study) if meant(each.activity) in wanted)


def result(goal: Goal, latest: Observation | None, setting: Setting | None = None, district: str = "") -> GoalResult:
    """A goal with the latest number of its measure, and what research said of that."""
    if latest is None:
        return GoalResult(goal, setting=setting)
    group = "" if is_everybody(latest.group, district) else latest.group
    return GoalResult(goal, latest.value, latest.day, setting, group)
