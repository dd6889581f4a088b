"""What the phases ask: what of a strategy is open on a day, and whose questions they are."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pdsa.decisions import Decision, Path
from pdsa.people import Member
from pdsa.phase_asking import PromptFacts
from pdsa.reflection import Held, Reflection
from tests.pdsa.riverbend_year import CYCLE, ana, calm, evenings, jerome, maribel, ruth, workshops

NOON = datetime(2027, 5, 3, 18, tzinfo=UTC)
START = date(2026, 9, 14)
LOOKED_BACK = Reflection("S1", ana.id, NOON, "", Held.YES, "")
DECIDED = Decision(1, "S1", Path.KEEP, "", "", "", None, ana.id, NOON)
NOBODYS = replace(evenings, owner="gone@riverbend.example")
SCHOOLS = replace(calm, owner="", school=ruth.team)
FACTS = PromptFacts(
    CYCLE, (workshops, NOBODYS, SCHOOLS), {ana.email: ana, jerome.email: jerome}, (maribel, ruth), {}, {}
)


@pytest.mark.parametrize(
    ("reflected", "decided", "day", "reflect", "decide"),
    [
        (False, False, date(2026, 9, 13), False, False),
        (False, False, START, True, True),
        (True, False, START, False, True),
        (False, True, START, False, False),
        (True, True, START, False, False),
    ],
)
def test_what_is_open(reflected: bool, decided: bool, day: date, reflect: bool, decide: bool) -> None:
    facts = replace(
        FACTS, reflections={"S1": LOOKED_BACK} if reflected else {}, decisions={"S1": DECIDED} if decided else {}
    )
    assert (facts.not_reflected(workshops, day), facts.undecided(workshops, day)) == (reflect, decide)
    assert not facts.not_reflected(replace(workshops, start=None), day)


def test_a_plan_is_open_while_it_lacks_something() -> None:
    assert not FACTS.incomplete(workshops, START)
    assert FACTS.incomplete(replace(workshops, prediction=""), START)


@pytest.mark.parametrize(
    ("person", "asked"),
    [(ana, ["S1"]), (jerome, []), (maribel, ["S8"]), (ruth, ["S11"])],
    ids=["owner", "of nothing", "lead", "school's lead"],
)
def test_owners_are_asked_or_else_their_plans_leads(person: Member, asked: list[str]) -> None:
    assert [each.code for each in FACTS.by_reader([person]).get(person.id, [])] == asked
    assert [each.code for each in FACTS.strategies if FACTS.asks(each, person)] == asked
