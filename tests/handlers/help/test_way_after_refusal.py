"""The way on that a refusal gives: the words it names, or the nearest one that is open to its reader."""

import pytest

from handlers.features import FEATURES
from handlers.kit.declared import ways_on
from handlers.kit.routes import RouteTable

OPEN = [
    word for word in RouteTable.of(FEATURES).commands() if word.name in ("plan", "rate", "status", "help", "decide")
]


@pytest.mark.parametrize(
    ("sentence", "route", "ways"),
    [
        ("`plan` shows them all.", "plan", [("The plan", "plan", "")]),
        ("`plan missing` shows what is missing.", "plan.ask", [("The plan", "plan", "missing")]),
        ("A lead can move them with `setup`.", "school.person.keep", [("Help", "help", "")]),
        ("Only a lead can change that. Ask Maribel.", "plan.logic.keep", [("The plan", "plan", "")]),
        ("That is not open to your role. `help` shows what you can do.", "plan.aside", [("The plan", "plan", "")]),
        ("`setup` is not open to your role. `help` shows what you can do.", "setup", [("Help", "help", "")]),
        ("Ask them, or `decide`.", "rate.agree", [("The rubric", "rate", ""), ("Decide", "decide", "")]),
        ("`plan`, `rate`, `plan` again, `status` and `decide`.", "x",
         [("The plan", "plan", ""), ("The rubric", "rate", ""), ("Status", "status", "")]),
        ("`sel-bot import FILE` brings one in.", "y", [("Help", "help", "")]),
    ],
)  # fmt: skip
def test_what_a_refusal_leads_to(sentence: str, route: str, ways: list[tuple[str, str, str]]) -> None:
    made = ways_on(sentence, route, OPEN, other=True)
    assert [(each.label, each.route, each.value) for each in (made.buttons if made else ())] == ways


def test_a_refusal_of_something_else_than_a_role_needs_no_other_way() -> None:
    assert ways_on("Choose one of the list.", "plan.picked", OPEN, other=False) is None
    assert ways_on("`setup` has the button.", "plan.ask", OPEN, other=False) is None


def test_where_leads_can_do_it_asking_them_comes_first() -> None:
    made = ways_on(
        "That is not open to your role. Maribel can do it: shall I ask them?",
        "plan.aside",
        OPEN,
        other=True,
        leads=True,
    )
    assert made is not None
    assert [(each.label, each.route, each.value) for each in made.buttons] == [
        ("Ask them", "help.ask", "plan.aside"),
        ("The plan", "plan", ""),
    ]
