"""The year in which nobody answers, counted against the workbook's calendar."""

from collections import Counter
from datetime import date, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tests.rehearse.calendar_of_plan import DRAFT_READERS, MONDAY, THURSDAY
from tests.rehearse.conftest import Row, Year

pytestmark = pytest.mark.timeout(600)
A_MINUTE = timedelta(minutes=1)


def when(rows: list[Row]) -> Counter[tuple[str, date]]:
    """Who got how many on which day of their own."""
    return Counter((row.to, row.at.date()) for row in rows)


def once(pairs: set[tuple[str, date]]) -> Counter[tuple[str, date]]:
    return Counter(dict.fromkeys(pairs, 1))


def test_the_list_is_a_table_of_four_columns(silent: Year) -> None:
    content = (silent.folder / "messages.csv").read_bytes()
    assert content.startswith(b"at,to,kind,text\n")
    assert not content.decode("utf-8").startswith("\ufeff")
    assert all(row.at.utcoffset() is not None and row.to and row.kind and row.text for row in silent.rows)
    assert [row.at for row in silent.rows] == sorted(row.at for row in silent.rows)


def test_each_time_is_the_readers_own(silent: Year) -> None:
    zones = {person.email: person.zone for person in silent.plan.people}
    for row in silent.rows:
        zone = ZoneInfo(zones.get(row.to, silent.plan.zone))
        assert row.at.utcoffset() == row.at.astimezone(zone).utcoffset(), row


def test_owners_are_asked_in_each_strategys_rhythm_and_less_and_less(silent: Year) -> None:
    asked = silent.of("checkin")
    assert when(asked) == once(silent.plan.silent_questions())
    assert all(time(14) <= row.at.time() < time(14, 1) for row in asked)


def test_who_did_not_answer_is_reminded_once_two_school_days_later(silent: Year) -> None:
    assert when(silent.of("nudge")) == once(silent.plan.silent_reminders())


def test_a_lead_is_told_once_of_each_strategy_that_nobody_found_the_time_for(silent: Year) -> None:
    notices = silent.of("quiet")
    (lead,) = {row.to for row in notices}
    assert lead in {person.email for person in silent.plan.people if person.role == "Lead"}
    for work in silent.plan.strategies:
        assert sum(work.title in row.text for row in notices) == 1, work


def test_silence_costs_nobody_more_than_a_notification_a_fortnight(silent: Year) -> None:
    roles = {person.email: person.role for person in silent.plan.people}
    got = Counter(row.to for row in silent.rows if row.to in roles)
    assert {email: n for email, n in got.items() if n > (40 if roles[email] == "Lead" else 25)} == {}


def test_the_teams_note_comes_on_mondays_with_news_and_once_for_a_quiet_month(silent: Year) -> None:
    """In a silent year the news are what begins and ends; a day on which nobody works moves it to one of work."""
    notes, plan = silent.of("digest-weekly"), silent.plan
    mondays, covered_until = [day for day in plan.on(MONDAY) if day > plan.first], date.min
    changes = [day for work in plan.strategies for day in (work.start, work.end)]
    expected = set()
    for day, following in pairwise([*mondays, date.max]):
        news = any(covered_until < change <= day + timedelta(days=6) for change in changes)
        asked = any(covered_until <= when + timedelta(days=6) and when < day for _who, when in plan.silent_questions())
        if news or (asked and following.month != day.month):
            expected.add(("#sel-team", day))
            covered_until = day + timedelta(days=6)
    assert when(notes) == once(expected)
    assert all(time(9) <= row.at.time() < time(9, 1) for row in notes)


def test_everybody_but_the_observer_is_welcomed_once_and_first(silent: Year) -> None:
    assert Counter(row.to for row in silent.of("welcome")) == Counter(person.email for person in silent.plan.asked())
    first: dict[str, str] = {}
    for row in silent.rows:
        first.setdefault(row.to, row.kind)
    assert {kind for to, kind in first.items() if not to.startswith("#")} == {"welcome"}


@pytest.mark.parametrize("kind", ["reflect", "decide"])
def test_each_strategy_is_asked_about_once_in_study_and_act_and_never_on_a_thursday(silent: Year, kind: str) -> None:
    notifications, reminders = silent.of(kind), silent.of(f"{kind}-nudge")
    for work in silent.plan.strategies:
        about = [row for row in notifications if row.to == work.owner and work.title in row.text]
        assert len(about) == 1, work
    assert all(row.at.weekday() != THURSDAY for row in [*notifications, *reminders])
    assert max(when(notifications).values()) == 1
    reminded = Counter(row.to for row in reminders)
    assert reminded <= Counter(row.to for row in notifications), "a full week leaves a reminder out"
    assert len(reminded) > len(notifications) / 2


def test_nothing_is_asked_of_a_plan_that_is_complete(silent: Year) -> None:
    assert not silent.of("plan", "plan-nudge")


def test_the_months_and_the_year_are_drafted_for_those_who_may_read_drafts(silent: Year) -> None:
    readers = {person.email for person in silent.plan.people if person.role in DRAFT_READERS}
    wanted = [day for n, day in enumerate(silent.plan.first_of_months()) if n < 3 or n % 3 == 2]
    months = {(email, day) for email in readers for day in wanted}
    assert when(silent.of("draft-monthly")) == once(months)
    year_end = silent.plan.last - timedelta(days=14)
    assert when(silent.of("draft-year")) == once({(email, year_end) for email in readers})


def test_nothing_is_posted_that_nobody_approved(silent: Year) -> None:
    assert {row.to for row in silent.rows if row.to.startswith("#")} == {"#sel-team"}


def test_nobody_hears_anything_at_night_or_on_a_day_off(silent: Year) -> None:
    working = set(silent.plan.days())
    for row in silent.rows:
        assert row.at.date() in working, row
        assert time(7) <= row.at.time() < time(19), row


def test_it_holds_no_other_kinds(silent: Year) -> None:
    asked = {"welcome", "rate", "checkin", "nudge", "reflect", "reflect-nudge", "decide", "decide-nudge", "quiet"}
    told = {"digest-weekly", "draft-monthly", "draft-year", "meeting-kit", "newyear", "conclusions-due", "data-due"}
    assert {row.kind for row in silent.rows} == asked | told


def test_research_is_asked_on_mondays_for_numbers_that_tell_how_the_year_ended(silent: Year) -> None:
    asked = silent.of("data-due")
    assert {row.to for row in asked} == {person.email for person in silent.plan.people if person.role == "Research"}
    assert {row.at.weekday() for row in asked} == {MONDAY}
    assert len(asked) <= 2
    assert all(silent.plan.last - timedelta(weeks=6) < row.at.date() for row in asked)


def test_the_end_of_the_year_is_for_those_who_can_do_something(silent: Year) -> None:
    leads = {person.email for person in silent.plan.people if person.role == "Lead"}
    senders = leads | {person.email for person in silent.plan.people if person.role == "Communications"}
    for kind, people in (("newyear", leads), ("conclusions-due", senders)):
        assert Counter(row.to for row in silent.of(kind)) == Counter(people), kind
        assert all(silent.plan.last - timedelta(weeks=2) < row.at.date() for row in silent.of(kind)), kind


def test_the_districts_team_is_asked_about_the_rubric_once_a_round(silent: Year) -> None:
    asked = Counter((row.to, row.text) for row in silent.of("rate"))
    others = {person.email for person in silent.plan.people if person.role.startswith("School")}
    assert set(asked.values()) == {1}
    assert not others & {to for to, _text in asked}


def test_the_leads_get_the_meetings_document_four_weeks_before_the_end(silent: Year) -> None:
    leads = {person.email for person in silent.plan.people if person.role == "Lead"}
    kits = silent.of("meeting-kit")
    assert {row.to for row in kits} == leads
    day = silent.plan.last - timedelta(weeks=4)
    assert {row.at.date() for row in kits} == {
        max(each for each in silent.plan.days() if each <= day and each.weekday() != 3)
    }
