"""A plan as a value: nothing in a file refers to what the file does not hold."""

from dataclasses import replace
from typing import Any

import pytest

from pdsa.cycle import Channels
from pdsa.goals import Link
from pdsa.logic import Element, Stage
from pdsa.plan import Plan, PlanMember, importable
from tests.pdsa.riverbend_year import GOALS, MEMBERS, YEAR, evenings, workshops

G1, G2, G5, G7, _G8 = GOALS
LINK = Link("G2", "G7")
OUTPUT = Element("L1", Stage.OUTPUT, "Forty workshops", leads_to=("G7",), led_by=("G2",))
TEAM = tuple(map(PlanMember.of, MEMBERS))
PLAN = Plan("Riverbend", "2026-27", YEAR.zone, YEAR.first_day, YEAR.last_day, "", "", 10, Channels(), (), TEAM,
            (G1, replace(G2, parent="G1"), G5, G7), (workshops, evenings), (LINK,), (), (), (OUTPUT,))  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "set_aside", "after"),
    [
        ({}, (), {}),
        ({}, ("G2",), {}),
        (
            {"strategies": (replace(workshops, dropped=True), evenings)},
            ("G2",),
            {"goals": (G1, G5, G7), "links": (), "elements": (replace(OUTPUT, led_by=()),)},
        ),
        ({}, ("G1",), {"goals": (G2, G5, G7)}),
        ({}, ("G7",), {"goals": (G1, replace(G2, parent="G1"), G5), "links": ()}
         | {"elements": (replace(OUTPUT, leads_to=()),)}),
        (
            {"team": TEAM[1:]},
            (),
            {"goals": (replace(G1, owner=""), replace(G2, parent="G1"), G5, G7)},
        ),
        ({"team": TEAM[:1]}, (), {"strategies": (replace(workshops, owner=""), replace(evenings, owner=""))}),
        ({"elements": (OUTPUT, Element("L2", Stage.OUTCOME, "More", ("L1", "L9"), ("G9",)))}, (),
         {"elements": (OUTPUT, Element("L2", Stage.OUTCOME, "More", ("L1",)))}),
    ],
)  # fmt: skip
def test_what_refers_to_nothing_is_left_out(
    changes: dict[str, Any], set_aside: tuple[str, ...], after: dict[str, Any]
) -> None:
    plan = replace(PLAN, **changes)
    assert importable(plan, set_aside) == replace(plan, **after)
