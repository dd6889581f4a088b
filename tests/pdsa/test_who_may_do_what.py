"""Who leads, changes, confirms and reads what: the whole of pdsa/permissions.py as tables, roles by plans."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.people import Member, Role
from pdsa.permissions import (
    carries_out,
    confirmers,
    confirms,
    edits,
    edits_goal,
    helpers,
    in_sight,
    leads,
    leads_part,
    leads_plan,
    sees_schools,
    works_on,
)
from pdsa.reflection import Held, Reflection
from pdsa.visible import may_read, reader_of

MESA, COTTONWOOD = "Mesa Verde Middle School", "Cottonwood Elementary"
OWNER, AUTHOR = "owner@riverbend.example", 99


def person(number: int, role: Role, team: str = "District SEL team", **more: object) -> Member:
    school = role in (Role.SCHOOL_LEAD, Role.SCHOOL_MEMBER)
    return Member(number, role.value, f"{number}@riverbend.example", role, team, not school, **more)  # type: ignore[arg-type]


WHO = {
    "district lead": person(1, Role.LEAD),
    "district member": person(2, Role.MEMBER),
    "research": person(3, Role.RESEARCH),
    "its school's lead": person(4, Role.SCHOOL_LEAD, MESA),
    "its school's member": person(5, Role.SCHOOL_MEMBER, MESA.upper()),
    "another school's lead": person(6, Role.SCHOOL_LEAD, COTTONWOOD),
    "supervisor": person(7, Role.SUPERVISOR, MESA),
    "observer": person(8, Role.OBSERVER),
    "owner from another school": replace(person(9, Role.SCHOOL_MEMBER, COTTONWOOD), email=OWNER),
    "author": person(AUTHOR, Role.MEMBER),
}
PLANS = {
    "district's": Strategy("S1", "G1", "Workshops", OWNER, where="District"),
    "district's, at a school": Strategy("S11", "G8", "Calm corner", OWNER, where=MESA),
    "school's own": Strategy("S20", "G20", "Morning circle", OWNER, where="", school=MESA),
}
EVERYBODY = tuple(WHO.values())
LEADS = {"leads": leads, "edits": edits, "confirms": confirms, "works on": works_on, "carries out": carries_out}
LEADS |= {"leads its plan": leads_plan, "leads the part": leads_part}


@pytest.mark.parametrize(
    ("plan", "right", "may"),
    [
        ("district's", "leads", {"district lead"}),
        ("district's", "edits", {"district lead", "owner from another school"}),
        ("district's", "confirms", {"district lead"}),
        (
            "district's",
            "works on",
            {"district lead", "district member", "research", "owner from another school", "author"},
        ),
        ("district's, at a school", "leads", {"district lead", "its school's lead"}),
        ("district's, at a school", "edits", {"district lead", "its school's lead", "owner from another school"}),
        ("district's, at a school", "confirms", {"district lead"}),
        (
            "district's, at a school",
            "works on",
            {
                "district lead",
                "district member",
                "research",
                "its school's lead",
                "its school's member",
                "owner from another school",
                "author",
            },
        ),
        ("school's own", "leads", {"district lead", "its school's lead"}),
        ("school's own", "edits", {"district lead", "its school's lead", "owner from another school"}),
        ("school's own", "confirms", {"district lead", "its school's lead"}),
        (
            "school's own",
            "works on",
            {"district lead", "its school's lead", "its school's member", "owner from another school"},
        ),
        ("district's", "leads the part", {"district lead"}),
        ("district's, at a school", "leads the part", {"district lead", "its school's lead"}),
        ("district's", "leads its plan", {"district lead"}),
        ("district's, at a school", "leads its plan", {"district lead"}),
        ("school's own", "leads its plan", {"its school's lead"}),
        (
            "district's",
            "carries out",
            {"district lead", "district member", "research", "owner from another school", "author"},
        ),
        ("school's own", "carries out", {"its school's lead", "its school's member", "owner from another school"}),
    ],
)
def test_who_may_do_what_with_a_strategy(plan: str, right: str, may: set[str]) -> None:
    assert {name for name, each in WHO.items() if LEADS[right](each, PLANS[plan])} == may


@pytest.mark.parametrize(
    ("plan", "may"),
    [
        ("district's", {"district lead", "author"}),
        ("district's, at a school", {"district lead", "author"}),
        ("school's own", {"its school's lead", "author"}),
    ],
)
def test_a_sentence_is_for_its_author_and_the_leads_of_its_plan(plan: str, may: set[str]) -> None:
    said = Reflection(PLANS[plan].code, AUTHOR, datetime(2026, 9, 17, tzinfo=UTC), "h", Held.YES, "l")

    def reads(person: Member, quotable: bool) -> bool:
        return may_read(replace(said, quotable=quotable), "learned", reader_of(person, PLANS[plan]))

    assert {name for name, each in WHO.items() if reads(each, quotable=False)} == may
    assert all(reads(each, quotable=True) for each in EVERYBODY)


@pytest.mark.parametrize(
    ("plan", "people", "asked"),
    [
        ("district's", EVERYBODY, {1}),
        ("district's, at a school", EVERYBODY, {1}),
        ("school's own", EVERYBODY, {4}),
        ("school's own", tuple(each for each in EVERYBODY if each.id != 4), {1}),
        ("school's own", (*EVERYBODY[:3], replace(WHO["its school's lead"], active=False)), {1}),
    ],
    ids=["district", "at a school", "school", "a school without a lead", "its lead has left"],
)
def test_whom_a_proposal_waits_for(plan: str, people: tuple[Member, ...], asked: set[int]) -> None:
    assert {each.id for each in confirmers(PLANS[plan], people)} == asked


def test_the_only_school_lead_who_calls_for_help_reaches_the_district() -> None:
    own = PLANS["school's own"]
    assert [each.id for each in helpers(WHO["its school's member"], own, EVERYBODY)] == [4]
    assert [each.id for each in helpers(WHO["its school's lead"], own, EVERYBODY)] == [1]
    assert helpers(WHO["district lead"], PLANS["district's"], EVERYBODY) == []


@pytest.mark.parametrize(
    ("school", "may"), [("", {"district lead"}), (MESA, {"district lead", "its school's lead"})], ids=["district", MESA]
)
def test_who_changes_a_goal(school: str, may: set[str]) -> None:
    goal = Goal("G20", GoalKind.OUTCOME, "Calmer mornings", school=school)
    assert {name for name, each in WHO.items() if edits_goal(each, goal)} == may
    assert {name for name, each in WHO.items() if leads_part(each, goal)} == may


def test_another_schools_plan_is_out_of_sight() -> None:
    assert all(in_sight(each, "") for each in EVERYBODY)
    assert not in_sight(WHO["another school's lead"], MESA)
    assert not in_sight(replace(WHO["its school's lead"], team=""), MESA)
    assert in_sight(WHO["its school's member"], MESA)
    assert in_sight(WHO["district member"], MESA)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (WHO["district lead"], (MESA, COTTONWOOD)),
        (WHO["district member"], ()),
        (WHO["its school's member"], (MESA,)),
        (WHO["supervisor"], (MESA,)),
        (person(7, Role.SUPERVISOR, f"{COTTONWOOD}; {MESA.lower()} "), (MESA, COTTONWOOD)),
        (person(7, Role.SUPERVISOR, "North, " + COTTONWOOD), (COTTONWOOD,)),
        (person(7, Role.SUPERVISOR, MESA, schools=(COTTONWOOD,)), (COTTONWOOD,)),
        (person(7, Role.SUPERVISOR, "Elementary schools"), ()),
        (WHO["observer"], ()),
    ],
)
def test_whose_roll_up_somebody_sees(who: Member, seen: tuple[str, ...]) -> None:
    assert sees_schools(who, (MESA, COTTONWOOD)) == seen
