"""What waits for whom: each kind by itself, with what ends it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pdsa.calendar import instant
from pdsa.decisions import Decision, Path, Subject
from pdsa.framework_file import builtin
from pdsa.goals import Strategy
from pdsa.measures import Rating
from pdsa.meetings import Meetings
from pdsa.newyear import next_cycle
from pdsa.numbers_due import Missing
from pdsa.old_year_promises import Turning
from pdsa.open_tasks import Backlog, Task, TaskKind
from pdsa.parked_goals import Parked
from pdsa.people import Away, Member, Role
from pdsa.rubric_progress import RubricSheet
from pdsa.rubric_ratings import Moment, OwnRating, Round, lines
from tests.pdsa.riverbend_year import (
    CYCLE,
    GOALS,
    MEMBERS,
    YEAR,
    ana,
    bernadette,
    calm,
    jerome,
    maribel,
    ruth,
    workshops,
)

STARTED = replace(CYCLE, started_at=datetime(2026, 8, 10, tzinfo=UTC))
DAY = date(2026, 9, 17)
NOON = datetime(2026, 9, 17, 18, tzinfo=UTC)
HOUR = instant(DAY, CYCLE.rhythm.checkin_time, CYCLE.zone)
MINUTE = timedelta(minutes=1)
STUDY, ACT = CYCLE.phases.study, CYCLE.phases.act


def backlog(**values: Any) -> Backlog:
    usual = {"cycle": STARTED, "today": DAY, "now": NOON, "people": MEMBERS, "strategies": (workshops,), "goals": GOALS}
    return Backlog(**{**usual, **values})


def kinds(member: Member, **values: Any) -> list[TaskKind]:
    return [task.kind for task in backlog(**values).tasks(member)]


def test_before_start_leads_are_asked_to_press_it_and_owners_to_fill_in() -> None:
    bare = replace(workshops, prediction="")
    assert kinds(maribel, cycle=CYCLE) == [TaskKind.START]
    assert kinds(ana, cycle=CYCLE, strategies=(bare,)) == [TaskKind.PLAN]
    assert kinds(ana, cycle=CYCLE, week=DAY, now=HOUR) == []
    assert kinds(replace(maribel, active=False), cycle=CYCLE) == []


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({}, True),
        ({"now": HOUR - MINUTE}, False),
        ({"cycle": replace(STARTED, started_at=HOUR)}, False),
        ({"cycle": replace(STARTED, started_at=HOUR - MINUTE)}, True),
        ({"week": date(2026, 11, 26), "now": datetime(2026, 11, 27, tzinfo=UTC)}, False),  # Thanksgiving
        ({"answered": frozenset({"S1"})}, False),
        ({"answered": frozenset({"S8"})}, True),
        ({"skipped": frozenset({ana.id})}, False),
        ({"skipped": frozenset({maribel.id})}, True),
        ({"strategies": (replace(workshops, rhythm="paused"),)}, False),
        ({"strategies": (replace(workshops, start=date(2026, 9, 18)),)}, False),
        ({"strategies": (replace(workshops, owner=jerome.email),)}, False),
        ({"parked": (Parked(1, "G2", 1, NOON),)}, False),
        ({"parked": (Parked(1, "G5", 1, NOON),)}, True),
    ],
)
def test_the_weekly_question_waits_for_the_owner_from_its_hour_until_a_word(
    values: dict[str, Any], asked: bool
) -> None:
    tasks = backlog(**{"week": DAY, "now": HOUR, **values}).tasks(ana)
    assert [task.kind for task in tasks] == ([TaskKind.CHECKIN] if asked else [])
    assert all(len(task.occasions) == len(task.strategies) == 1 for task in tasks)


def test_several_strategies_without_a_word_are_one_task() -> None:
    both = (workshops, replace(calm, owner=ana.email.upper()))
    (task,) = backlog(week=DAY, now=HOUR, strategies=both).tasks(ana)
    assert (task.strategies, len(task.occasions)) == (both, 2)
    away = replace(ana, away=(Away(DAY, DAY + timedelta(days=1)),))
    assert kinds(away, week=DAY, now=HOUR, people=(away,)) == []
    observer = replace(ana, role=Role.OBSERVER)
    assert kinds(observer, week=DAY, now=HOUR, people=(observer,)) == []


NOBODYS = replace(workshops, owner="", end=None)


@pytest.mark.parametrize(
    ("strategy", "owner_does", "lead_does"),
    [
        (workshops, [], []),
        (replace(workshops, prediction=""), [TaskKind.PLAN], []),
        (replace(workshops, prediction="", end=DAY), [TaskKind.PLAN], []),
        (replace(workshops, prediction="", end=date(2026, 9, 16)), [], []),  # over
        (NOBODYS, [], [TaskKind.OWNER]),
        (replace(workshops, owner="gone@riverbend.example"), [], [TaskKind.OWNER]),
        (replace(workshops, owner=bernadette.email), [], [TaskKind.OWNER]),  # an observer is never asked
        (replace(NOBODYS, end=DAY), [], [TaskKind.OWNER]),
        (replace(NOBODYS, end=date(2026, 9, 16)), [], []),
    ],
)
def test_what_the_plan_lacks(strategy: Strategy, owner_does: list[TaskKind], lead_does: list[TaskKind]) -> None:
    assert (kinds(ana, strategies=(strategy,)), kinds(maribel, strategies=(strategy,))) == (owner_does, lead_does)


def test_a_schools_own_strategies_are_for_its_leads() -> None:
    schools = replace(NOBODYS, school=ruth.team)
    assert (kinds(ruth, strategies=(schools,)), kinds(maribel, strategies=(schools,))) == ([TaskKind.OWNER], [])
    assert kinds(maribel, strategies=(schools,), people=(maribel, ana)) == [TaskKind.OWNER]


def test_leads_say_when_terms_end_where_the_calendar_does_not() -> None:
    termly = (replace(workshops, rhythm="termly"),)
    bare = replace(STARTED, year=replace(YEAR, days_off=()))
    assert kinds(maribel, strategies=termly, cycle=bare) == [TaskKind.TERMS]
    assert kinds(ana, strategies=termly, cycle=bare) == []
    assert kinds(maribel, strategies=(workshops,), cycle=bare) == []
    known = replace(bare, term_ends=(date(2026, 12, 18),))
    assert kinds(maribel, strategies=termly, cycle=known) == []


@pytest.mark.parametrize(
    ("today", "values", "waits"),
    [
        (STUDY - timedelta(days=1), {}, []),
        (STUDY, {}, [TaskKind.REFLECT]),
        (STUDY, {"reflected": frozenset({"S1"})}, []),
        (STUDY, {"decided": frozenset({"S1"})}, []),
        (ACT, {}, [TaskKind.REFLECT]),
        (ACT, {"reflected": frozenset({"S1"})}, [TaskKind.DECIDE]),
        (ACT, {"reflected": frozenset({"S1"}), "decided": frozenset({"S1"})}, []),
        (STUDY, {"strategies": (replace(workshops, start=STUDY),)}, [TaskKind.REFLECT]),
        (STUDY, {"strategies": (replace(workshops, start=STUDY + timedelta(days=1)),)}, []),
        (STUDY, {"strategies": (replace(workshops, start=None, end=date(2027, 4, 30)),)}, []),
    ],
)
def test_what_was_tried_is_looked_back_at_and_then_decided_on(
    today: date, values: dict[str, Any], waits: list[TaskKind]
) -> None:
    assert kinds(ana, today=today, **values) == waits


def test_leads_look_back_at_what_nobody_owns() -> None:
    over = replace(NOBODYS, end=date(2027, 4, 30))
    assert kinds(maribel, today=STUDY, strategies=(over,)) == [TaskKind.REFLECT]


def proposed(code: str, subject: Subject = Subject.STRATEGY) -> Decision:
    return Decision(1, code, Path.KEEP, "", "", ana.email, None, ana.id, NOON, subject=subject)


SCHOOLS = replace(workshops, code="S2", school=ruth.team)
SCHOOL_GOAL = replace(GOALS[1], code="G9", school=ruth.team)
NEAR = {"meetings": Meetings(reflection=DAY + timedelta(days=1))}


@pytest.mark.parametrize(
    ("proposal", "values", "lead", "school_lead"),
    [
        (proposed("S1"), {}, workshops.title, ""),
        (proposed("S2"), {}, "", workshops.title),
        (proposed("G2", Subject.GOAL), {}, GOALS[1].statement, ""),
        (proposed("G9", Subject.GOAL), {}, "", GOALS[1].statement),
        (proposed("S99"), {}, "S99", ""),  # set aside since
        (proposed("S1"), NEAR, "", ""),
        (proposed("S2"), NEAR, "", workshops.title),
        (proposed("G9", Subject.GOAL), NEAR, "", GOALS[1].statement),
        (proposed("S1"), {"meetings": Meetings(reflection=DAY)}, workshops.title, ""),  # it is today
    ],
)
def test_proposals_wait_for_their_plans_leads_and_the_districts_for_the_meeting(
    proposal: Decision, values: dict[str, Any], lead: str, school_lead: str
) -> None:
    here = backlog(strategies=(workshops, SCHOOLS), goals=(*GOALS, SCHOOL_GOAL), proposals=(proposal,), **values)
    tasks = {
        name: [Task(TaskKind.CONFIRM, subject=proposal.subject, code=proposal.strategy, name=name)]
        for name in (lead, school_lead)
        if name
    }
    assert list(here.tasks(maribel)) == tasks.get(lead, [])
    assert list(here.tasks(ruth)) == tasks.get(school_lead, [])
    assert here.tasks(ana) == ()


MENU = "Professional Learning"


def test_rubric_items_wait_for_own_levels_and_for_the_agreed_one() -> None:
    framework = builtin()[1]
    rated = lines(framework, [Rating(MENU, 1), Rating("Collaboration", 1)], ())
    sheet = RubricSheet(STARTED, STUDY, framework, rated, (), {}, Round.YEAR_END)
    given = OwnRating(MENU, Moment.YEAR_END, ana.id, 2)
    here = backlog(strategies=(), rubric=sheet, ratings=(given,))
    assert here.tasks(ana) == (Task(TaskKind.RATE, n=1),)
    assert here.tasks(maribel) == (Task(TaskKind.RATE, n=2), Task(TaskKind.AGREE, n=1))
    assert here.tasks(bernadette) == here.tasks(ruth) == ()
    closed = replace(here, rubric=replace(sheet, part=None))
    assert closed.tasks(maribel) == replace(here, rubric=None).tasks(maribel) == ()


def test_numbers_wait_for_research_and_drafts_for_who_sends() -> None:
    due = (Missing("Referrals", DAY, DAY), Missing("Late", DAY, DAY))
    assert backlog(numbers=due).tasks(maribel) == (Task(TaskKind.DATA, n=2, name="Referrals"),)
    research = replace(jerome, role=Role.RESEARCH)
    assert kinds(maribel, numbers=due, people=(maribel, ana, research)) == []
    assert kinds(research, numbers=due, people=(maribel, research)) == [TaskKind.DATA]
    assert backlog(drafts=3).tasks(maribel) == (Task(TaskKind.DIGEST, n=3),)
    assert kinds(replace(jerome, role=Role.COMMUNICATIONS), drafts=1) == [TaskKind.DIGEST]
    assert kinds(ana, drafts=1, numbers=due) == []


NEW = next_cycle(STARTED)


@pytest.mark.parametrize(
    ("turning", "today", "waits"),
    [
        (Turning(STARTED, None, ()), date(2027, 5, 28), []),
        (Turning(STARTED, None, ()), date(2027, 5, 29), [TaskKind.NEXT_YEAR]),
        (Turning(STARTED, NEW, ()), date(2026, 9, 17), [TaskKind.CLOSE]),
        (Turning(replace(STARTED, closed_at=NOON), NEW, ()), date(2026, 9, 17), []),
    ],
)
def test_at_the_turn_of_the_years(turning: Turning, today: date, waits: list[TaskKind]) -> None:
    assert kinds(maribel, strategies=(), turning=turning, today=today) == waits
    assert kinds(ana, strategies=(), turning=turning, today=today) == []
    assert kinds(maribel, cycle=replace(CYCLE, year=YEAR), turning=turning, today=today) == [TaskKind.START, *waits]
