"""What schools add up to, and what one school's learning offers another."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pdsa.checkin import Tally
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.obstacles import Obstacle
from pdsa.people import Member, Role
from pdsa.school_rollup import (
    LessonSource,
    SchoolLesson,
    SchoolQuestion,
    SchoolSoFar,
    elsewhere,
    roll_up,
    school_of,
    school_teams,
    unheard,
    with_goals,
)

MESA, COTTON = "Mesa Verde Middle School", "Cottonwood Elementary"
RUTH = Member(1, "Ruth Yazzie", "r.yazzie@riverbend.example", Role.SCHOOL_LEAD, MESA, False)
SAM = Member(2, "Sam Ito", "s.ito@riverbend.example", Role.SCHOOL_MEMBER, MESA.upper(), False)
LENA = Member(3, "Lena Fox", "l.fox@riverbend.example", Role.SCHOOL_MEMBER, COTTON, False)
WEI = Member(4, "Wei Chen", "w.chen@riverbend.example", Role.MEMBER, MESA)
MEMBERS = (RUTH, SAM, LENA, WEI)
OWN = Goal("G9", GoalKind.LONG_TERM, "Calm mornings", school=MESA)
DISTRICTS = Goal("G1", GoalKind.LONG_TERM, "A team in every school")
READY = Strategy(
    "S1", "G9", "Morning circles", RUTH.email, date(2026, 9, 14), date(2027, 4, 30), "Calmer", school=MESA
)  # fmt: skip
DONE_THERE = Strategy("S2", "G1", "Team meetings", where="mesa verde middle school")
ELSEWHERE = Strategy("S3", "G1", "Workshops", where=COTTON)
FOR_ALL = Strategy("S4", "G1", "A menu")


def test_a_school_is_a_team_of_school_people_however_it_is_spelled() -> None:
    assert school_teams(MEMBERS) == (COTTON, MESA.upper()), "the last spelling, in the order of the alphabet"
    assert school_teams([WEI, replace(RUTH, team=" ")]) == ()


def test_a_school_whose_goals_outlive_its_team_is_still_there() -> None:
    kept = (OWN, DISTRICTS, replace(OWN, code="G8", school="Alder"))
    assert with_goals([COTTON, MESA.upper()], kept) == ("Alder", COTTON, MESA.upper())
    assert with_goals([], [DISTRICTS, replace(OWN, school="  ")]) == ()


@pytest.mark.parametrize(
    ("strategy", "school"),
    [
        (READY, MESA),
        (replace(READY, where=COTTON), MESA),
        (DONE_THERE, MESA),
        (ELSEWHERE, ""),
        (FOR_ALL, ""),
    ],
    ids=["its goal's", "its goal's before its place", "where it is done", "a school not asked about", "everywhere"],
)
def test_whose_strategy_it_is(strategy: Strategy, school: str) -> None:
    assert school_of(strategy, {MESA.casefold(): MESA}) == school


def test_schools_are_rolled_up_in_counts() -> None:
    """Every number differs from every other, so that none stands in another's place."""
    more = tuple(replace(READY, code=f"S{n}") for n in range(11, 16))
    lacking = replace(READY, code="S16", prediction="")
    mesa, cotton = roll_up(
        (MESA, COTTON),
        MEMBERS,
        (OWN, DISTRICTS, replace(OWN, code="G10", school=MESA.upper()), replace(OWN, code="G11")),
        (READY, DONE_THERE, ELSEWHERE, FOR_ALL, *more, lacking),
        tallies={
            "S1": Tally(7, 4, 1), "S2": Tally(2, 1, 0), "S12": Tally(1, 20, 30), "S3": Tally(50, 60, 70), "S4": Tally(9)
        },
        studied={"S1", "S2", "S11", "S12", "S3"},
        decided={"S1", "S3", "S4"},
        audiences={MESA: (5, 2), MESA.upper(): (8, 9), COTTON: (1, 0)},
    )  # fmt: skip
    assert mesa == SchoolSoFar(
        MESA, people=2, leads=("Ruth Yazzie",), goals=3, strategies=8, ready=6, tally=Tally(10, 25, 31), studied=4,
        decided=1, audiences=13, sent=11,
    )  # fmt: skip
    assert cotton == SchoolSoFar(
        COTTON, people=1, leads=(), goals=0, strategies=1, ready=0, tally=Tally(50, 60, 70), studied=1, decided=1,
        audiences=1, sent=0,
    )  # fmt: skip


def test_a_school_of_which_nothing_is_known_counts_nothing() -> None:
    nothing = roll_up([MESA], [], [], [], tallies={}, studied=(), decided=(), audiences={})
    assert nothing == (SchoolSoFar(MESA, 0),)


@pytest.mark.parametrize(
    ("counts", "plans", "learns", "shares"),
    [
        ({}, False, False, False),
        ({"strategies": 1}, True, False, False),
        ({"studied": 1}, False, True, False),
        ({"audiences": 1}, False, False, True),
        ({"goals": 3, "decided": 3, "sent": 3}, False, False, False),
    ],
)
def test_one_of_a_kind_is_enough_to_plan_learn_or_share(
    counts: dict[str, int], plans: bool, learns: bool, shares: bool
) -> None:
    school = SchoolSoFar(MESA, 1, **counts)  # type: ignore[arg-type]
    assert (school.plans, school.learns, school.shares) == (plans, learns, shares)


def lesson(number: int, obstacles: tuple[Obstacle, ...] = (), activity: str = "", **changed: object) -> SchoolLesson:
    at = datetime(2027, 1, number, tzinfo=UTC)
    given = {"school": COTTON, "shared": True, "at": at, "source": LessonSource.REFLECTION, **changed}
    return SchoolLesson(
        given.pop("source"), number, "S3", "Workshops", given.pop("school"), activity, obstacles, "Ask earlier", 3,
        **given,
    )  # type: ignore[arg-type]  # fmt: skip


TIME = (Obstacle.TIME,)
NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "offered",
    [
        lesson(1, TIME, shared=False),
        lesson(1, TIME, school=""),
        lesson(1, TIME, school=MESA.upper()),
        lesson(1, (Obstacle.MONEY,)),
        lesson(1, (Obstacle.OTHER,)),
        lesson(1, (), "Communication"),
    ],
    ids=["not shared", "the district's", "one's own", "another obstacle", "something else", "another activity"],
)
def test_what_does_not_come_from_elsewhere(offered: SchoolLesson) -> None:
    assert elsewhere([offered], MESA, ["time", "other", "unheard of"], "Collaboration") == ()


def test_no_activity_fits_no_activity() -> None:
    assert elsewhere([lesson(1)], MESA, ["time"]) == ()


def test_obstacles_come_before_activities_decisions_before_reflections_and_the_newest_first() -> None:
    both = lesson(1, TIME, "collaboration")
    decided, said, older = lesson(2, TIME, source=LessonSource.DECISION), lesson(4, TIME), lesson(3, TIME)
    activity = lesson(9, (), "Collaboration", source=LessonSource.DECISION)
    offered = (activity, older, decided, both, said)
    assert elsewhere(offered, MESA, ["time"], "Collaboration") == (both, decided, said, older, activity)
    two = lesson(5, (Obstacle.TIME, Obstacle.MONEY))
    assert elsewhere((both, two), MESA, ["time", "money"], "Collaboration") == (two, both)


def question(number: int, team: str, hours: float) -> SchoolQuestion:
    """One that was asked so many hours before noon of 1 February."""
    return SchoolQuestion(number, team, 3, "", "How do you find time?", NOON - timedelta(hours=hours))


@pytest.mark.parametrize(
    ("asked", "heard", "told"),
    [
        ([question(1, COTTON, 24), question(2, COTTON, 13)], (), ("question:1", "question:2")),
        ([question(1, COTTON, 12)], (), ("question:1",)),
        ([question(1, COTTON, 11.9)], (), ()),
        ([question(1, COTTON, 21 * 24)], (), ("question:1",)),
        ([question(1, COTTON, 21 * 24 + 1)], (), ()),
        ([question(1, MESA.upper(), 24)], (), ()),
        ([question(1, COTTON, 24), question(2, COTTON, 24)], ("question:1",), ("question:2",)),
        ([question(n, COTTON, 24) for n in range(1, 6)], (), ("question:1", "question:2", "question:3")),
    ],
    ids=["two", "settled", "too new", "fresh", "too old", "one's own", "heard", "three at once"],
)
def test_what_another_school_asked_is_heard(
    asked: list[SchoolQuestion], heard: tuple[str, ...], told: tuple[str, ...]
) -> None:
    assert unheard(asked, MESA, heard, NOON) == told
