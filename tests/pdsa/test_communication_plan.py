"""Whom a team tells: whose line it is, which matters most, and when its sender hears of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pdsa.communication_plan import (
    Audience,
    SharingTeam,
    Worked,
    by_weight,
    carried_on,
    looked_back_on,
    of_plan,
    reminded_on,
    reminder_day,
    review_day,
    writes_plan,
)
from pdsa.people import Away, Member
from tests.pdsa.riverbend_year import CYCLE, YEAR, ana, bernadette, maribel, ruth

LINE = Audience(1, "District SEL team", "Families", 2, 2)
AT = datetime(2026, 9, 1, 16, tzinfo=UTC)
STARTED = replace(CYCLE, started_at=datetime(2026, 8, 20, 16, tzinfo=UTC))
SCHOOLS = (ruth.team, "Cottonwood Elementary")


@pytest.mark.parametrize(
    ("team", "person", "theirs"),
    [
        ("District SEL team", maribel, True),
        ("Research", maribel, True),
        (ruth.team.upper(), maribel, False),
        (ruth.team.upper(), ruth, True),
        ("District SEL team", ruth, False),
        ("Cottonwood Elementary", ruth, False),
    ],
)
def test_whose_plan_a_line_stands_in(team: str, person: Member, theirs: bool) -> None:
    assert of_plan(replace(LINE, team=team), person, SCHOOLS) is theirs


def test_influence_and_interest_together_then_influence_then_the_name() -> None:
    def line(name: str, influence: int, interest: int) -> Audience:
        return replace(LINE, audience=name, influence=influence, interest=interest)

    lines = [line("b", 2, 2), line("Board", 1, 3), line("A", 2, 2), line("Union", 3, 1), line("Press", 1, 1),
             line("Staff", 3, 3)]  # fmt: skip
    assert [each.audience for each in by_weight(lines)] == ["Staff", "Union", "A", "b", "Board", "Press"]


@pytest.mark.parametrize(
    ("day", "reminded"),
    [
        (date(2026, 9, 8), date(2026, 9, 8)),
        (date(2026, 9, 7), date(2026, 9, 4)),
        (date(2026, 9, 6), date(2026, 9, 4)),
        (YEAR.first_day, YEAR.first_day),
        (date(2026, 8, 16), None),
    ],
    ids=["a working day", "Labor Day", "a Sunday", "the first day", "before the year"],
)
def test_a_sender_is_reminded_on_the_last_working_day(day: date, reminded: date | None) -> None:
    assert reminder_day(day, YEAR) == reminded


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        (date(2026, 9, 10), date(2026, 9, 24)),
        (date(2026, 9, 28), date(2026, 10, 12)),
        (date(2026, 11, 9), date(2026, 11, 30)),
        (date(2027, 5, 21), date(2027, 6, 4)),
        (date(2027, 5, 22), None),
    ],
    ids=["two weeks later", "students off", "after a break", "the last day", "the year is over"],
)
def test_two_weeks_later_the_sender_is_asked_whether_it_worked(sent: date, asked: date | None) -> None:
    assert review_day(sent, YEAR) == asked


WRITTEN = Audience(7, "Mesa", "Families", 2, 3, statement="We listen", sender="ana@x", day=date(2026, 10, 5))
SENT = datetime(2026, 10, 5, 15, tzinfo=UTC)
LATER = timedelta(days=364)


def test_a_line_goes_on_a_year_later_as_if_nothing_of_it_had_been_sent() -> None:
    told = replace(WRITTEN, day=None, sent_at=SENT, sent_by=4, worked=Worked.PARTLY, review="Shorter")
    first, second = carried_on([WRITTEN, told], LATER, [], {"ana@x"})
    assert (first.id, first.day, first.sender) == (0, date(2027, 10, 4), "ana@x")
    assert (second.day, second.sent_at, second.sent_by, second.worked) == (None, None, None, None)
    assert (second.statement, second.review) == ("We listen", "Shorter")


@pytest.mark.parametrize(
    ("teams", "emails", "senders"),
    [
        ([], {"ana@x"}, ["ana@x"]),
        ([], set(), [""]),
        (["Cottonwood"], {"ana@x"}, ["ana@x"]),
        (["Mesa"], {"ana@x"}, []),
        ([" mesa"], {"ana@x"}, []),
    ],
)
def test_a_team_with_lines_of_its_own_keeps_those_alone_and_whoever_left_sends_nothing(
    teams: list[str], emails: set[str], senders: list[str]
) -> None:
    assert [line.sender for line in carried_on([WRITTEN], LATER, teams, emails)] == senders


@pytest.mark.parametrize(
    ("changed", "sender", "day"),
    [
        ({}, ana, date(2026, 9, 4)),
        ({"sent_at": AT}, ana, None),
        ({"day": None}, ana, None),
        ({}, replace(ana, away=(Away(date(2026, 9, 4), date(2026, 9, 5)),)), None),
        ({"day": date(2026, 8, 17)}, ana, None),
    ],
    ids=["the working day before Labor Day", "sent", "no day", "away", "before Start"],
)
def test_a_sender_is_reminded_of_what_is_not_sent(changed: dict[str, Any], sender: Member, day: date | None) -> None:
    assert reminded_on(replace(LINE, **{"day": date(2026, 9, 7), **changed}), STARTED, sender) == day


@pytest.mark.parametrize(
    ("changed", "sender", "day"),
    [
        ({}, ana, date(2026, 9, 15)),
        ({"worked": Worked.YES}, ana, None),
        ({"sent_at": None}, ana, None),
        ({}, replace(ana, away=(Away(date(2026, 9, 15), date(2026, 9, 16)),)), date(2026, 9, 16)),
        ({}, replace(ana, away=(Away(date(2026, 9, 15), date(2026, 10, 1)),)), None),
    ],
    ids=["two weeks later", "known", "not sent", "away for a day", "away for longer"],
)
def test_its_sender_is_asked_whether_it_worked(changed: dict[str, Any], sender: Member, day: date | None) -> None:
    assert looked_back_on(replace(LINE, **{"sent_at": AT, **changed}), STARTED, sender) == day


def test_a_team_shares_its_plan() -> None:
    people = [maribel, ana, bernadette, ruth]
    district, school = (SharingTeam.of(each, people, "Riverbend") for each in (maribel, ruth))
    assert (district.name, [each.name for each in district.senders]) == ("Riverbend", [ana.name, maribel.name])
    assert (school.name, school.senders, school.schools) == (ruth.team, (ruth,), (ruth.team,))
    line = replace(LINE, sender=ana.email)
    assert (district.current(line), school.current(line)) == (line, replace(line, sender=""))
    assert school.current(replace(line, sent_at=AT)).sender == ana.email
    assert [writes_plan(each) for each in (maribel, ana, ruth)] == [True, False, True]
