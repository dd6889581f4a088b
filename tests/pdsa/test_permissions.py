"""Who may enter a number, and in whose plan somebody's goals stand."""

from dataclasses import replace

import pytest

from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.people import Member, Role
from pdsa.permissions import enters, enters_all, follows, plan_of
from tests.pdsa.riverbend_year import ana, bernadette, maribel, ruth

RESEARCH = replace(ana, id=20, email="research@riverbend.example", role=Role.RESEARCH)
SCHOOLS = Goal("G8", GoalKind.OUTCOME, "Fewer are sent out", measure="Referrals", school=ruth.team)
DISTRICTS = Goal("G7", GoalKind.OUTCOME, "An adult to turn to", measure="Trusted adult (%)")
COUNTS = Strategy("S1", "G2", "Workshops", ana.email, measure="Staff who came")
ABOUT_IT = Strategy("S2", "G7", "Circles", ana.email)
ANOTHERS = Strategy("S3", "G8", "Calm mornings", "somebody@riverbend.example", measure="Referrals")


@pytest.mark.parametrize(
    ("person", "every"),
    [
        (maribel, True), (RESEARCH, True), (replace(maribel, active=False), False),
        (replace(RESEARCH, active=False), False), (ana, False), (ruth, False), (bernadette, False),
    ],
)  # fmt: skip
def test_research_and_the_leads_enter_every_number(person: Member, every: bool) -> None:
    assert enters_all(person) is every


@pytest.mark.parametrize(
    ("person", "measure", "may"),
    [
        (maribel, "unheard of", True),
        (ana, "staff who CAME", True),
        (ana, "trusted adult (%)", True),
        (ana, "Referrals", False),
        (ana, "unheard of", False),
        (replace(ana, active=False), "Staff who came", False),
        (ruth, "referrals", True),
        (ruth, "Trusted adult (%)", False),
        (replace(ruth, active=False), "Referrals", False),
        (replace(ruth, role=Role.SCHOOL_MEMBER), "Referrals", False),
        (replace(ruth, team="Cottonwood Elementary"), "Referrals", False),
    ],
)
def test_an_owner_and_a_schools_lead_enter_their_own(person: Member, measure: str, may: bool) -> None:
    assert enters(person, measure, (SCHOOLS, DISTRICTS), (COUNTS, ABOUT_IT, ANOTHERS)) is may


@pytest.mark.parametrize(("person", "school"), [(ana, ""), (ruth, "Mesa Verde Middle School")])
def test_in_whose_plan_ones_goals_stand(person: Member, school: str) -> None:
    assert plan_of(person) == school


EVERYWHERE, THERE, ELSEWHERE = (replace(COUNTS, where=where) for where in ("District", ruth.team, "Cottonwood"))
OWN, ANOTHER_SCHOOLS = replace(COUNTS, school=ruth.team), replace(COUNTS, school="Cottonwood")


@pytest.mark.parametrize(
    ("person", "strategies"),
    [
        (maribel, [COUNTS, EVERYWHERE, THERE, ELSEWHERE, OWN, ANOTHER_SCHOOLS]),
        (bernadette, [COUNTS, EVERYWHERE, THERE, ELSEWHERE, OWN, ANOTHER_SCHOOLS]),
        (ruth, [COUNTS, EVERYWHERE, THERE, OWN]),
        (replace(ruth, email=ana.email), [COUNTS, EVERYWHERE, THERE, ELSEWHERE, OWN, ANOTHER_SCHOOLS]),
    ],
    ids=["a lead", "an observer of the district's", "a school's lead", "the owner"],
)
def test_of_which_strategies_somebodys_status_speaks(person: Member, strategies: list[Strategy]) -> None:
    every = [COUNTS, EVERYWHERE, THERE, ELSEWHERE, OWN, ANOTHER_SCHOOLS]
    assert [each for each in every if follows(person, each)] == strategies
