"""Which lessons a year's digest opens with, and the figure that bears each.

Research or communications choose two or three of the released sentences. Until they have, those come first whose
measure research marked as worth telling, then those with a number behind them; what held and what did not stand side
by side.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from pdsa.digest import YearEnd
from pdsa.findings import GoalFinding, Lesson, MeasureFinding, RubricFinding, StrategyFinding
from pdsa.reflection import Held

MOST = 3
"""More than three are not remembered."""


@dataclass(frozen=True)
class Borne:
    """A lesson with what stands behind it: its goal's measure where that has a number, how its strategy went, its
    goal's rubric item. The strategy is None where the plan does not have it any more.
    """

    lesson: Lesson
    strategy: StrategyFinding | None
    measure: MeasureFinding | None = None
    item: RubricFinding | None = None


def opening_lessons(year: YearEnd, chosen: Collection[str] | None) -> tuple[Borne, ...]:
    """The lessons to open with, in the plan's order: those of the strategies that were chosen, by code, else ours."""
    lessons = [borne(year, each) for each in year.lessons]
    if chosen is not None:
        return _each_once(each for each in lessons if each.lesson.strategy in chosen)
    best = sorted(lessons, key=_weight)
    picked = best[:MOST]
    missing = [each for each in best[MOST:] if _fell_short(each) not in {_fell_short(one) for one in picked}]
    if missing:
        picked = [*picked[: MOST - 1], missing[0]]
    return _each_once(each for each in lessons if each in picked)


def _each_once(found: Iterable[Borne]) -> tuple[Borne, ...]:
    """The first few; a number that stood behind one lesson does not stand behind the next as well."""
    lessons: list[Borne] = []
    for lesson in found:
        used = lesson.measure is not None and any(one.measure == lesson.measure for one in lessons)
        lessons.append(replace(lesson, measure=None) if used else lesson)
    return tuple(lessons[:MOST])


def borne(year: YearEnd, lesson: Lesson) -> Borne:
    """A lesson with the figures that bear it."""
    goal, strategy = _where(year, lesson.strategy)
    measure = next((each for each in year.measures if goal and each.measure == goal.measure and each.series), None)
    item = next(
        (each for each in year.rubric if goal and each.activity == goal.activity and each.year_end is not None), None
    )
    return Borne(lesson, strategy, measure, item)


def _where(year: YearEnd, code: str) -> tuple[GoalFinding | None, StrategyFinding | None]:
    found = ((goal, each) for goal in year.goals for each in goal.strategies if each.code == code)
    return next(found, (None, None))


def _weight(lesson: Borne) -> tuple[bool, bool, bool]:
    marked = lesson.measure is not None and lesson.measure.worth_telling
    looked = lesson.strategy is not None and lesson.strategy.held not in (None, Held.UNKNOWN, Held.NO_DATA)
    return not marked, lesson.measure is None and lesson.item is None, not looked


def _fell_short(each: Borne) -> bool:
    """Whether its prediction did not hold, or in part alone."""
    return each.strategy is not None and each.strategy.held in (Held.NO, Held.PARTLY)
