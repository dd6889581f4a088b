"""The meetings' days: when the kit comes, when people are told, and the working day before planning."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.calendar import DayOff, SchoolYear
from pdsa.meetings import (
    CONCLUSIONS,
    INVITATION,
    KIT,
    KIT_BEFORE,
    Meeting,
    Meetings,
    announcements,
    day_before,
    hears,
    invitation_day,
    kit_day,
    proposal_waits_until,
    usual_day,
    waits_until,
)
from pdsa.people import Away, Member
from tests.pdsa.riverbend_year import CYCLE, ana, bernadette, maribel, ruth

YEAR = SchoolYear(
    date(2026, 8, 17),
    date(2027, 6, 4),
    "America/Denver",
    (
        DayOff("Spring break", date(2027, 5, 3), date(2027, 5, 7)),
        DayOff("Memorial Day", date(2027, 5, 31), date(2027, 5, 31)),
    ),
)
MADE = replace(CYCLE, year=YEAR)


def test_the_kit_comes_four_weeks_before_the_end_or_on_the_working_day_before() -> None:
    assert kit_day(replace(CYCLE, year=replace(YEAR, days_off=()))) == date(2027, 5, 7)
    assert kit_day(MADE) == date(2027, 4, 30)


def test_the_weekly_questions_day_stays_free() -> None:
    thursday = replace(YEAR, last_day=date(2027, 6, 10), days_off=())
    assert kit_day(replace(CYCLE, year=thursday)) == date(2027, 5, 12)
    assert usual_day(replace(CYCLE, year=thursday)) == date(2027, 5, 26)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2027, 6, 1), date(2027, 5, 28)),
        (date(2027, 5, 27), date(2027, 5, 26)),
        (date(2027, 7, 14), date(2027, 6, 4)),
        (date(2026, 8, 17), date(2026, 8, 17)),
    ],
    ids=["over a holiday", "midweek", "in summer", "nothing before the first day"],
)
def test_the_working_day_before(day: date, before: date) -> None:
    assert day_before(YEAR, day) == before


def test_people_are_told_five_working_days_before() -> None:
    assert invitation_day(MADE, date(2027, 5, 27)) == date(2027, 5, 20)
    assert invitation_day(MADE, date(2027, 6, 3)) == date(2027, 5, 26)


def test_one_meeting_can_do_both() -> None:
    both = Meetings(date(2027, 5, 27))
    assert not both.separate
    assert both.day(Meeting.PLANNING) is None
    assert Meetings(date(2027, 5, 27), date(2027, 6, 3)).day(Meeting.PLANNING) == date(2027, 6, 3)


@given(st.dates(date(2026, 11, 2), date(2027, 8, 13)), st.sets(st.integers(0, 290), max_size=60))
def test_what_leads_up_to_a_meeting_falls_on_working_days_before_it(meeting: date, off: set[int]) -> None:
    days_off = tuple(DayOff("off", day, day) for n in off for day in [YEAR.first_day + timedelta(days=n)])
    cycle = replace(CYCLE, year=replace(YEAR, days_off=days_off))
    for day in (day_before(cycle.year, meeting), invitation_day(cycle, meeting), kit_day(cycle)):
        assert cycle.year.is_working(day) or day == cycle.year.first_day
    assert invitation_day(cycle, meeting) <= day_before(cycle.year, meeting) < meeting
    assert kit_day(cycle) <= cycle.year.last_day - KIT_BEFORE


MEETING = date(2027, 2, 10)


@pytest.mark.parametrize(
    ("meetings", "today", "day"),
    [
        (Meetings(), MEETING, None),
        (Meetings(planning=MEETING), MEETING - KIT_BEFORE, None),
        (Meetings(MEETING), MEETING - KIT_BEFORE - timedelta(days=1), None),
        (Meetings(MEETING), MEETING - KIT_BEFORE, MEETING),
        (Meetings(MEETING), MEETING - timedelta(days=1), MEETING),
        (Meetings(MEETING), MEETING, None),
        (Meetings(CYCLE.year.last_day), CYCLE.phases.study - timedelta(days=1), None),
        (Meetings(CYCLE.year.last_day), CYCLE.phases.study, CYCLE.year.last_day),
        (Meetings(CYCLE.year.last_day), CYCLE.phases.act, CYCLE.year.last_day),
    ],
    ids=["none", "planning alone", "29 days before", "28 days before", "the eve", "the day", "DO", "STUDY", "ACT"],
)
def test_proposals_wait_for_a_meeting_that_is_near(meetings: Meetings, today: date, day: date | None) -> None:
    assert waits_until(meetings, CYCLE, today) == day


def test_a_schools_proposals_wait_for_no_meeting_of_the_district() -> None:
    meetings, day = Meetings(date(2027, 5, 27)), date(2027, 5, 26)
    assert proposal_waits_until("", meetings, MADE, day) == date(2027, 5, 27)
    assert proposal_waits_until("Mesa Verde Middle School", meetings, MADE, day) is None


SET = Meetings(date(2027, 5, 20), date(2027, 5, 27))


def test_kit_invitations_and_conclusions_lead_up_to_the_meetings() -> None:
    kit, first, second, conclusions = announcements(SET, MADE)
    assert (kit.kind, kit.occasion, kit.day, kit.last) == (KIT, "2026-27", kit_day(MADE), YEAR.last_day)
    assert (first.kind, first.occasion, first.last) == (INVITATION, "reflection-2027-05-20", date(2027, 5, 20))
    assert (first.day, second.day) == (date(2027, 5, 13), date(2027, 5, 20))
    assert (conclusions.kind, conclusions.day, conclusions.last) == (CONCLUSIONS, date(2027, 5, 26), date(2027, 5, 27))
    assert [each.kind for each in announcements(Meetings(SET.reflection), MADE)] == [KIT, INVITATION]
    assert [each.kind for each in announcements(Meetings(), MADE)] == [KIT]


@pytest.mark.parametrize(
    ("member", "told"),
    [
        (maribel, [KIT, INVITATION, INVITATION, CONCLUSIONS]),
        (ana, [INVITATION, INVITATION, CONCLUSIONS]),
        (replace(ana, away=(Away(date(2027, 5, 20), date(2027, 5, 21)),)), [INVITATION, CONCLUSIONS]),
        (bernadette, []),
        (ruth, []),
    ],
    ids=["a lead", "a member", "a member who is away on the day", "an observer", "a school's lead"],
)
def test_who_hears_of_the_meetings(member: Member, told: list[str]) -> None:
    assert [each.kind for each in announcements(SET, MADE) if hears(member, each)] == told
