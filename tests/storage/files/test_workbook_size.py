"""How much a plan's workbook may hold: what hundreds of schools need."""

from dataclasses import replace

import pytest

from pdsa.people import Role
from pdsa.plan import Plan, PlanMember
from storage.files.outgoing_file import Book, Document, write
from storage.files.sheets.plan_reading import read
from storage.files.sheets.workbook_contents import Happened
from storage.files.workbook_in_child import example

SCHOOLS, TEAM = 300, 8


@pytest.fixture
def riverbend() -> Plan:
    plan = read(example()).plan
    assert plan is not None
    return plan


def test_the_teams_of_three_hundred_schools_come_in_again(riverbend: Plan) -> None:
    teams = (
        PlanMember(f"Person {seat}", f"p{seat}.{school}@riverbend.example", Role.SCHOOL_MEMBER, f"School {school:03}")
        for school in range(SCHOOLS)
        for seat in range(TEAM)
    )
    plan = replace(riverbend, team=(*riverbend.team, *teams))
    found = read(write(Document("plan.xlsx", Book(plan, Happened()))))
    assert found.problems == ()
    assert found.plan is not None
    assert found.plan.team == plan.team
