"""The order in which a plan is read."""

from dataclasses import replace

import pytest

from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.plan_order import above, plan_order

LONG = Goal("G1", GoalKind.LONG_TERM, "Every school has a team")
MENU = Goal("G2", GoalKind.IMPLEMENTATION, "A menu", parent="G1")
CALM = Goal("G3", GoalKind.OUTCOME, "Calm halls", school="Mesa Verde")
THEIRS = Goal("G4", GoalKind.OUTCOME, "Calm buses", school="Cottonwood")
ALONE = Goal("G5", GoalKind.OUTCOME, "Adults feel able")
GOALS = (ALONE, LONG, MENU, CALM, THEIRS)
S1, S2, S3 = (
    Strategy("S1", "G2", "Workshops"),
    Strategy("S2", "G3", "Circles", school="Mesa Verde"),
    Strategy("S3", "", "Talks"),
)
S4 = Strategy("S4", "G9", "Buses", school="Cottonwood")


@pytest.mark.parametrize(
    ("goal", "top"),
    [
        (MENU, LONG),
        (ALONE, None),
        (LONG, None),
        (replace(LONG, parent="G1"), None),
        (replace(MENU, parent="G5"), None),
        (replace(MENU, school="Mesa Verde"), None),
    ],
    ids=["served", "without one", "long-term", "long-term with a parent", "no long-term one", "of another plan"],
)
def test_the_long_term_goal_of_the_same_plan_stands_above(goal: Goal, top: Goal | None) -> None:
    assert above(goal, GOALS) == top


@pytest.mark.parametrize(
    ("school", "codes"),
    [
        ("", ["G5", "G1", "G2", "S1", "S3"]),
        ("mesa verde", ["G3", "S2", "G5", "G1", "G2", "S1", "S3"]),
        ("Cottonwood", ["G4", "G5", "G1", "G2", "S1", "S3", "S4"]),
    ],
)
def test_ones_own_school_first_and_what_serves_a_goal_below_it(school: str, codes: list[str]) -> None:
    assert [each.code for each in plan_order(GOALS, (S1, S2, S3, S4), school)] == codes
