"""What changed for the goals and around the work, and what got in the way: as findings for a digest."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from pdsa import findings_from_records
from pdsa.calendar import local_day
from pdsa.circumstances import ContextChange, by_then
from pdsa.decisions import PARKING, Decision, Path, Subject
from pdsa.findings import GoalDecided, Hurdle
from pdsa.findings_from_records import YearSoFar
from pdsa.goals import Goal

OFTEN = 2
"""An obstacle is told from so many strategies on: one alone would point at whoever met it."""


def goals_decided(year: YearSoFar, day: date, since: date = date.min) -> tuple[GoalDecided, ...]:
    """What becomes of goals by the decisions that were confirmed from `since` to `day`, in the plan's order.

    A decision on a strategy counts where it moves the goal: parks it, gives it more time or another target. A goal that
    was parked and has been taken up again since is not told of as waiting.
    """
    goals = {goal.code: goal for goal in (*year.ever, *year.goals)}
    decisions_by_goal: dict[str, Decision] = {}
    for decision in sorted(_on_goals(year, day), key=findings_from_records.confirmed_at):
        decisions_by_goal[_goal_of(decision)] = decision
    told = (
        _decided(year, goals[code], decisions_by_goal[code])
        for code in goals
        if code in decisions_by_goal
        and local_day(findings_from_records.confirmed_at(decisions_by_goal[code]), year.cycle.zone) >= since
    )
    return tuple(each for each in told if each is not None)


def _on_goals(year: YearSoFar, day: date) -> Iterator[Decision]:
    """The decisions that stand on goals, or on strategies whose goal they move."""
    yield from findings_from_records.stands(year, day, year.on_goals).values()
    moves = PARKING | {Path.EXTEND, Path.REVISE}
    for decision in findings_from_records.standing(year, day).values():
        if decision.path in moves and decision.details.goal:
            yield decision


def _goal_of(decision: Decision) -> str:
    return decision.strategy if decision.subject is Subject.GOAL else decision.details.goal


def _decided(year: YearSoFar, goal: Goal, decision: Decision) -> GoalDecided | None:
    """The decision as a finding; None where it has been undone since."""
    details, parked = decision.details, year.parked.get(goal.code)
    if decision.path in PARKING and details.applied and parked is None:
        return None
    waits = decision.path in PARKING
    own = decision.subject is Subject.GOAL  # a strategy's next step is told with the strategy
    return GoalDecided(
        goal.statement,
        decision.path,
        decision.next_step if own else "",
        year.owner(decision.owner) if own else "",
        decision.due if own else None,
        (parked.until if parked else details.until) if waits else None,
        (parked.condition if parked else details.condition) if waits else "",
        (parked.first if parked else details.first_activity) if waits else "",
        details.new_due if decision.path is Path.EXTEND else None,
        details.new_target if decision.path is Path.REVISE else None,
        details.was_target if decision.path is Path.REVISE else None,
        goal.measure,
    )


def around(year: YearSoFar, first: date, last: date) -> tuple[ContextChange, ...]:
    """The circumstances that changed from `first` to `last`, oldest first, as the district's own team wrote them down.

    What a school wrote down is its own.
    """
    theirs = {member.id for member in year.members if not member.district_team}
    return tuple(each for each in by_then(year.changes, last) if each.day >= first and each.member not in theirs)


def hurdles(year: YearSoFar, day: date) -> tuple[Hurdle, ...]:
    """What got in the way of at least two strategies, by the last look back at each, the most frequent first."""
    met = Counter(
        obstacle
        for each in findings_from_records.latest_reflections(year, day).values()
        for obstacle in set(each.obstacles)
    )
    return tuple(Hurdle(obstacle, n) for obstacle, n in met.most_common() if n >= OFTEN)
