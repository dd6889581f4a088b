"""What a correction of a posted digest may touch."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.checkin import Tally
from pdsa.correctable_in_digest import corrected
from pdsa.cycle import Phase
from pdsa.decisions import Path
from pdsa.digest import Monthly, YearEnd
from pdsa.findings import DecisionFinding, GoalDecided, GoalFinding, StrategyFinding

TOLD = StrategyFinding("S1", "Workshops", "Ana", Tally(3, 2, 1))
GOAL = GoalFinding("G1", "A menu", (TOLD,), baseline=1, target=3)
NEW = GoalFinding("G2", "Families", (StrategyFinding("S9", "Evenings", "Bea", Tally(9)),), baseline=2, target=4)
NOW = replace(
    GOAL, statement="Another wording", target=9, strategies=(replace(TOLD, tally=Tally(8, 8, 8), path=Path.STOP),)
)  # fmt: skip
DECIDED = (DecisionFinding("S1", "Workshops", Path.STOP, "Tell them", "Ana"),)
OF_GOAL = (GoalDecided("A menu", Path.KEEP, "", ""),)
MONTH = Monthly(date(2027, 1, 1), date(2027, 1, 31), Phase.DO, (GOAL,), Tally(3, 2, 1), (), (), (), (), 10)
YEAR = YearEnd("Riverbend", "2026-27", date(2027, 5, 20), "", (GOAL,), Tally(3, 2, 1), (), (), (), 4, (), (), 10)


def test_a_month_takes_its_decisions_and_keeps_its_counts() -> None:
    now = replace(
        MONTH, goals=(NOW, NEW), tally=Tally(8), decisions=DECIDED, goals_decided=OF_GOAL, held_up=2, later=5, minimum=5
    )
    goals = (
        replace(GOAL, strategies=(replace(TOLD, path=Path.STOP),)),
        replace(NEW, baseline=None, target=None, strategies=(replace(NEW.strategies[0], tally=Tally()),)),
    )
    assert corrected(MONTH, now) == replace(
        MONTH, goals=goals, decisions=DECIDED, goals_decided=OF_GOAL, held_up=2
    )  # fmt: skip


def test_a_year_takes_its_decisions_and_keeps_its_counts() -> None:
    now = replace(YEAR, goals=(NOW,), decisions=DECIDED, goals_decided=OF_GOAL, unshared=7, label="2027-28")
    goals = (replace(GOAL, strategies=(replace(TOLD, path=Path.STOP),)),)
    assert corrected(YEAR, now) == replace(YEAR, goals=goals, decisions=DECIDED, goals_decided=OF_GOAL)


@pytest.mark.parametrize(("before", "now"), [(MONTH, YEAR), (YEAR, MONTH)])
def test_one_kind_corrects_no_other(before: Monthly | YearEnd, now: Monthly | YearEnd) -> None:
    with pytest.raises(ValueError, match="another kind"):
        corrected(before, now)
