"""What PLAN needs before DO: each goal and strategy with what it lacks; and the vocabulary of tags."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.goals import Goal, GoalKind, Link, Strategy
from pdsa.logic import LogicModel
from pdsa.readiness import Lack, incomplete
from pdsa.tags import TAGS, known_tags

TODAY = date(2026, 9, 1)
G1 = Goal("G1", GoalKind.LONG_TERM, "Every school has a team")
G2 = Goal("G2", GoalKind.IMPLEMENTATION, "A menu", "Professional Learning", 1, 3, owner="ana@x.example")
G6 = Goal("G6", GoalKind.OUTCOME, "Staff feel able", measure="Survey", baseline=54, target=70, owner="p@x.example")
S1 = Strategy("S1", "G2", "Workshops", "Ana@x.example", date(2026, 9, 14), date(2027, 4, 30), "It helps")
WHOLE = LogicModel((G1, G2, G6), (Link("G2", "G6"),))


def test_a_whole_plan_lacks_nothing() -> None:
    assert incomplete(WHOLE, [S1], TODAY) == ()


@pytest.mark.parametrize(
    ("changed", "lacks"),
    [
        ({"goal": "G9"}, [Lack.GOAL]),
        ({"goal": ""}, [Lack.GOAL]),
        ({"owner": "", "start": None, "end": None, "prediction": ""},
         [Lack.OWNER, Lack.START, Lack.END, Lack.PREDICTION]),
        ({"end": date(2026, 8, 31), "prediction": ""}, []),
        ({"dropped": True, "prediction": ""}, []),
    ],
)  # fmt: skip
def test_what_a_strategy_lacks(changed: dict[str, object], lacks: list[Lack]) -> None:
    strategy = replace(S1, **changed)  # type: ignore[arg-type]
    found = {each.code: each for each in incomplete(WHOLE, [strategy, replace(S1, code="S2")], TODAY)}
    assert list(found["S1"].lacks if "S1" in found else ()) == lacks


@pytest.mark.parametrize(
    ("goal", "links", "lacks"),
    [
        (replace(G2, activity="", baseline=None), (Link("G2", "G6"),), [Lack.ITEM, Lack.BASELINE]),
        (replace(G2, code="G3"), (Link("G2", "G6"),), [Lack.STRATEGY, Lack.LEADS_NOWHERE]),
        (replace(G6, code="G8"), (Link("G2", "G6"),), [Lack.NOTHING_LEADS]),
        (replace(G6, code="G8", measure="", baseline=None, target=None, owner=""), (Link("G2", "G8"),),
         [Lack.OWNER, Lack.MEASURE, Lack.BASELINE, Lack.TARGET]),
        (replace(G6, code="G8", baseline=0.0), (Link("G2", "G8"),), []),
        (replace(G1, code="G8", owner=""), (), []),
    ],
)  # fmt: skip
def test_what_a_goal_lacks(goal: Goal, links: tuple[Link, ...], lacks: list[Lack]) -> None:
    others = [each for each in (G1, G2, G6) if each.code != goal.code]
    found = {each.code: each for each in incomplete(LogicModel((*others, goal), links), [S1], TODAY)}
    assert list(found[goal.code].lacks if goal.code in found else ()) == lacks


def test_whose_it_is_does_not_depend_on_the_spelling() -> None:
    (found,) = incomplete(WHOLE, [replace(S1, prediction="")], TODAY)
    assert found.owner == "ana@x.example"


def test_tags_are_known_however_they_are_spelled() -> None:
    assert known_tags(["Youth-Voice", "EQUITY", "  sel   partnerships ", "equity", "football"]) == (
        "equity", "SEL partnerships", "youth voice",
    )  # fmt: skip
    assert known_tags(TAGS) == TAGS
