"""What a correction of a posted digest may touch: decisions, and counts of strategies. Measures stay as they were told.

Until small groups are hidden cell by cell, a number that was told wrongly is taken back with its whole digest: a second
number beside the first could be subtracted from it (pdsa/small_groups.py). The same goes for counts of weeks, which
would show a single answer.
"""

from dataclasses import replace

from pdsa.checkin import Tally
from pdsa.digest import Monthly, YearEnd
from pdsa.findings import GoalFinding


def corrected(before: Monthly | YearEnd, now: Monthly | YearEnd) -> Monthly | YearEnd:
    """What was posted, with the strategies and decisions as they are known now. Raises ValueError for two kinds."""
    goals = _goals(before.goals, now.goals)
    if isinstance(before, YearEnd) and isinstance(now, YearEnd):
        return replace(before, goals=goals, decisions=now.decisions, goals_decided=now.goals_decided)
    if isinstance(before, Monthly) and isinstance(now, Monthly):
        decided = {"decisions": now.decisions, "goals_decided": now.goals_decided, "held_up": now.held_up}
        return replace(before, goals=goals, **decided)  # type: ignore[arg-type]
    raise ValueError("one digest cannot correct another kind")


def _goals(before: tuple[GoalFinding, ...], now: tuple[GoalFinding, ...]) -> tuple[GoalFinding, ...]:
    """The goals with the strategies of now; each week's count and each goal's number as they were told."""
    told = {goal.code: goal for goal in before}
    tallies = {strategy.code: strategy.tally for goal in before for strategy in goal.strategies}
    findings = []
    for goal in now:
        strategies = tuple(replace(each, tally=tallies.get(each.code, Tally())) for each in goal.strategies)
        unnumbered = replace(goal, baseline=None, target=None)
        findings.append(replace(told.get(goal.code, unnumbered), strategies=strategies))
    return tuple(findings)
