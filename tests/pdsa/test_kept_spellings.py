"""One spelling for each code and name: what stands here wins over how a file writes it."""

from dataclasses import replace
from typing import Any

import pytest

from pdsa.goals import Link
from pdsa.logic import Element, Stage
from pdsa.measures import Observation, Rating
from pdsa.people import Role
from pdsa.plan import PlanMember
from pdsa.plan_merge import PlanRows
from pdsa.spellings import spelled
from tests.pdsa.riverbend_year import GOALS, STRATEGIES, YEAR
from tests.pdsa.test_plan_references import PLAN

DAY = YEAR.first_day
G2 = GOALS[1]
PART = Element("L1", Stage.OUTPUT, "Forty workshops")
ROWS = PlanRows((), GOALS, STRATEGIES, frozenset(), (PART,), (Observation("Referrals", DAY, 4.2, group="Grade 7"),),
                (Rating("SEL Standards"),))  # fmt: skip
MEMBER = PlanMember("Ana", "AL.Pena@Riverbend.example", Role.MEMBER, "District SEL team")


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ({"team": (MEMBER,)}, {"team": (replace(MEMBER, email="al.pena@riverbend.example"),)}),
        (
            {"goals": (replace(G2, code="g 2", owner="A@x.example", parent="g1", activity="sel standards"),)},
            {"goals": (replace(G2, owner="a@x.example", parent="G1", activity="SEL Standards"),)},
        ),
        ({"goals": (replace(G2, code="G 20"),)}, {"goals": (replace(G2, code="G 20"),)}),
        (
            {"strategies": (replace(STRATEGIES[0], code="s1", goal="g2", follows="s 8"),)},
            {"strategies": (replace(STRATEGIES[0], follows="S8"),)},
        ),
        ({"links": (Link("g2", "g7"),)}, {"links": (Link("G2", "G7"),)}),
        (
            {"observations": (Observation("REFERRALS", DAY, 4.0, group="grade  7"),)},
            {"observations": (Observation("Referrals", DAY, 4.0, group="Grade 7"),)},
        ),
        (
            {"elements": (replace(PART, code="l1", leads_to=("g7", "L9"), led_by=("g2",)),)},
            {"elements": (replace(PART, leads_to=("G7", "L9"), led_by=("G2",)),)},
        ),
        ({"ratings": (Rating("SEL standards", 2),)}, {"ratings": (Rating("SEL Standards", 2),)}),
    ],
)
def test_what_stands_here_wins_over_how_a_file_writes_it(written: dict[str, Any], stands: dict[str, Any]) -> None:
    result = spelled(replace(PLAN, **written), ROWS)
    assert {name: getattr(result, name) for name in stands} == stands
