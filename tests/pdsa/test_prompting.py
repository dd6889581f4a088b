"""When a phase may ask somebody, who works on a strategy, and where its weeks lead."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from pdsa.calendar import DayOff, SchoolYear, instant
from pdsa.checkin import CheckIn, Went
from pdsa.cycle import Channels, Cycle, Phase, Phases, Rhythm
from pdsa.goals import Strategy
from pdsa.how_weeks_went import Drift, drift, marks, numbers
from pdsa.people import Away, Member, Role
from pdsa.permissions import owns, works_on
from pdsa.picture import WeekMark
from pdsa.prompting import (
    Asking,
    first_after_monday,
    first_met_at,
    is_first_of_week,
    looks_back_on,
    may_prompt,
    prompt_at,
)

YEAR = SchoolYear(
    date(2026, 8, 17),
    date(2027, 6, 4),
    "America/Denver",
    (
        DayOff("Labor Day", date(2026, 9, 7), date(2026, 9, 7)),
        DayOff("Teacher learning day", date(2026, 10, 12), date(2026, 10, 12), for_all=False),
        DayOff("Memorial Day", date(2027, 5, 31), date(2027, 5, 31)),
    ),
)
CYCLE = Cycle(
    id=1,
    district="Riverbend",
    label="2026-27",
    year=YEAR,
    phases=Phases.usual(YEAR.first_day, YEAR.last_day),
    rhythm=Rhythm(),
    channels=Channels(),
    framework="",
    commitment="",
    minimum_group=10,
    started_at=datetime(2026, 8, 17, 14, 0, tzinfo=UTC),
)
WEI = Member(1, "Wei Chen", "w.chen@riverbend.example", Role.MEMBER, "District SEL team")
FIRST, LAST = YEAR.first_day, YEAR.last_day


def asking(phase: Phase, **changed: object) -> Asking:
    return Asking(replace(CYCLE, **changed), phase)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("phase", "person", "expected"),
    [
        (Phase.PLAN, WEI, date(2026, 8, 17)),
        (Phase.STUDY, WEI, date(2027, 5, 3)),
        (Phase.ACT, WEI, date(2027, 5, 24)),
        (Phase.STUDY, replace(WEI, away=(Away(date(2027, 5, 1), date(2027, 5, 6)),)), date(2027, 5, 7)),
        (Phase.STUDY, replace(WEI, away=(Away(date(2027, 5, 1), date(2027, 5, 5)),)), date(2027, 5, 5)),
    ],
    ids=["the year's first day", "a Saturday's Monday", "ACT", "back on a Thursday: Friday", "back on a Wednesday"],
)
def test_the_first_day_that_may_be_asked_on(phase: Phase, person: Member, expected: date) -> None:
    assert next(asking(phase).days(person, FIRST, LAST)) == expected


@pytest.mark.parametrize(
    ("day", "may"),
    [
        (date(2026, 8, 18), True),
        (date(2026, 8, 20), False),
        (date(2026, 8, 22), False),
        (date(2026, 9, 7), False),
        (date(2026, 8, 14), False),
        (date(2026, 9, 29), False),
    ],
    ids=["a Tuesday", "the check-in's Thursday", "a Saturday", "Labor Day", "before the year", "in DO"],
)
def test_days_of_plan(day: date, may: bool) -> None:
    assert asking(Phase.PLAN).may_ask(day, WEI) is may


def test_a_day_off_for_students_alone_may_be_asked_on() -> None:
    phases = replace(CYCLE.phases, do=date(2026, 11, 1))
    assert asking(Phase.PLAN, phases=phases).may_ask(date(2026, 10, 12), WEI)


def test_nobody_is_asked_before_start() -> None:
    at_ten = instant(FIRST, time(10), "America/Denver")
    assert not asking(Phase.PLAN, started_at=None).may_ask(FIRST, WEI)
    assert not asking(Phase.PLAN, started_at=at_ten).may_ask(FIRST, WEI)
    assert asking(Phase.PLAN, started_at=at_ten).may_ask(date(2026, 8, 18), WEI)


def test_the_moment_is_nine_where_the_person_is() -> None:
    dublin = replace(WEI, zone="Europe/Dublin")
    assert asking(Phase.PLAN).moment(FIRST, WEI) == datetime(2026, 8, 17, 15, 0, tzinfo=UTC)
    assert asking(Phase.PLAN).moment(FIRST, dublin) == datetime(2026, 8, 17, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("phase", "asked", "expected"),
    [
        (Phase.PLAN, date(2026, 8, 17), date(2026, 8, 21)),
        (Phase.PLAN, date(2026, 8, 18), date(2026, 8, 24)),
        (Phase.PLAN, date(2026, 8, 21), date(2026, 8, 28)),
        (Phase.PLAN, date(2026, 9, 2), None),
        (Phase.PLAN, date(2026, 9, 25), None),
        (Phase.ACT, date(2027, 5, 24), date(2027, 5, 28)),
        (Phase.ACT, date(2027, 5, 25), None),
    ],
    ids=["Monday", "Tuesday", "Friday skips Thursday", "Labor Day", "past the phase", "ACT", "Memorial Day"],
)
def test_the_one_reminder(phase: Phase, asked: date, expected: date | None) -> None:
    assert asking(phase).reminder(asked, WEI) == expected


def test_no_reminder_while_away() -> None:
    away = replace(WEI, away=(Away(date(2026, 8, 21), date(2026, 8, 22)),))
    assert asking(Phase.PLAN).reminder(FIRST, away) is None


S3 = Strategy(
    "S3", "G2", "Adult practice", "h.eriksen@riverbend.example", prediction="It is still done in April",
    where="Cottonwood Elementary",
)  # fmt: skip


@pytest.mark.parametrize(
    ("person", "may"),
    [
        (WEI, True),
        (replace(WEI, role=Role.LEAD), True),
        (replace(WEI, role=Role.OBSERVER), False),
        (replace(WEI, role=Role.SUPERVISOR), False),
        (replace(WEI, role=Role.SCHOOL_MEMBER, team="Cottonwood Elementary", district_team=False), True),
        (replace(WEI, role=Role.SCHOOL_LEAD, team="Mesa Verde", district_team=False), False),
        (replace(WEI, role=Role.SCHOOL_LEAD, team="Mesa Verde", district_team=False, email=S3.owner), True),
    ],
    ids=["district team", "lead", "observer", "supervisor", "its school", "another school", "its owner"],
)
def test_who_works_on_a_strategy(person: Member, may: bool) -> None:
    assert works_on(person, S3) is may


def test_nobody_owns_what_has_no_owner() -> None:
    assert not owns(replace(WEI, email=""), replace(S3, owner=""))
    assert owns(replace(WEI, email="H.Eriksen@riverbend.example"), S3)


def week(day: date, went: Went, number: float | None = None) -> CheckIn:
    return CheckIn("S1", day, 1, went, datetime(2026, 9, 17, tzinfo=UTC), number=number)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("pppp", Drift.TOO_EARLY),
        ("nnnnpppp", Drift.MORE),
        ("ppppnnnn", Drift.LESS),
        ("pppppppP", Drift.SAME),
        ("nnnnnnnnnpppprrrp", Drift.LESS),
    ],
)
def test_where_weeks_lead(said: str, expected: Drift) -> None:
    went = {"p": Went.AS_PLANNED, "P": Went.PARTLY, "r": Went.PARTLY, "n": Went.NOT}
    weeks = [week(date.fromordinal(date(2026, 9, 3).toordinal() + 7 * n), went[c]) for n, c in enumerate(said)]
    assert drift(list(reversed(weeks))) is expected


def test_weeks_asked_for_and_answered() -> None:
    strategy = replace(S3, start=date(2026, 8, 31), end=date(2026, 10, 2))
    away = replace(WEI, away=(Away(date(2026, 9, 17), date(2026, 9, 18)),))
    said = [week(date(2026, 9, 10), Went.PARTLY), week(date(2027, 1, 1), Went.NOT)]
    assert marks(strategy, said, CYCLE, away, date(2026, 9, 28)) == (
        WeekMark(date(2026, 9, 3), None),
        WeekMark(date(2026, 9, 10), Went.PARTLY),
    ), "the 17th was away, the 24th is open until the 28th is over, and nothing of later shows"
    assert marks(strategy, said, replace(CYCLE, started_at=None), away, date(2026, 9, 6)) == ()
    early = marks(strategy, said, replace(CYCLE, started_at=None), away, date(2026, 9, 8))
    assert early == (WeekMark(date(2026, 9, 10), Went.PARTLY),), "said on Tuesday of the week that Thursday asks for"


def test_numbers_of_weeks() -> None:
    strategy = replace(S3, measure="Staff who came (%)")
    said = [week(date(2026, 9, 17), Went.PARTLY, 38.0), week(date(2026, 9, 10), Went.NOT)]
    weekly_numbers = numbers(strategy, said)
    assert weekly_numbers is not None
    assert weekly_numbers.values == (38.0,)
    assert numbers(strategy, said[1:]) is None


@pytest.mark.parametrize(
    ("day", "changed", "may"),
    [
        (date(2026, 11, 3), {}, True),
        (date(2026, 11, 5), {}, False),
        (date(2026, 11, 7), {}, False),
        (date(2026, 9, 7), {}, False),
        (date(2026, 10, 12), {}, True),
        (date(2026, 11, 3), {"started_at": None}, False),
        (date(2026, 11, 3), {"started_at": datetime(2026, 11, 3, 16, 0, tzinfo=UTC)}, True),
        (date(2026, 11, 3), {"started_at": datetime(2026, 11, 3, 16, 0, 1, tzinfo=UTC)}, False),
    ],
    ids=["Tuesday", "the check-in's Thursday", "Saturday", "Labor Day", "students off", "not started",
         "started that moment", "started a second later"],
)  # fmt: skip
def test_days_on_which_anything_may_be_put_to_somebody(day: date, changed: dict[str, object], may: bool) -> None:
    assert may_prompt(replace(CYCLE, **changed), day, WEI) is may  # type: ignore[arg-type]


def test_nothing_is_put_to_somebody_away_and_the_rest_at_nine_where_they_are() -> None:
    away = replace(WEI, away=(Away(date(2026, 11, 3), date(2026, 11, 4)),))
    assert not may_prompt(CYCLE, date(2026, 11, 3), away)
    assert may_prompt(CYCLE, date(2026, 11, 4), away)
    assert prompt_at(CYCLE, date(2026, 11, 3), WEI) == datetime(2026, 11, 3, 16, 0, tzinfo=UTC)
    assert prompt_at(CYCLE, date(2026, 11, 3), replace(WEI, zone="Europe/Dublin")) == datetime(
        2026, 11, 3, 9, 0, tzinfo=UTC
    )


def away(first: date, back: date) -> Member:
    return replace(WEI, away=(Away(first, back),))


@pytest.mark.parametrize(
    ("day", "person", "first"),
    [
        (date(2026, 9, 14), WEI, True),
        (date(2026, 9, 15), WEI, False),
        (date(2026, 9, 8), WEI, True),  # Labor Day before it
        (date(2026, 9, 17), away(date(2026, 9, 14), date(2026, 9, 17)), False),  # the weekly question's own day
        (date(2026, 9, 18), away(date(2026, 9, 14), date(2026, 9, 17)), True),
        (date(2026, 9, 14), away(date(2026, 9, 14), date(2026, 9, 15)), False),
        (date(2026, 9, 12), WEI, False),
    ],
)
def test_the_first_day_of_a_week(day: date, person: Member, first: bool) -> None:
    assert is_first_of_week(day, CYCLE, person) is first


@pytest.mark.parametrize(
    ("monday", "person", "day"),
    [
        (date(2026, 9, 14), WEI, date(2026, 9, 15)),
        (date(2026, 9, 14), away(date(2026, 9, 15), date(2026, 9, 17)), date(2026, 9, 18)),  # not on Thursday
        (date(2026, 9, 14), away(date(2026, 9, 15), date(2026, 9, 19)), None),
        (date(2026, 9, 14), away(date(2026, 9, 15), date(2026, 9, 18)), date(2026, 9, 18)),
        (date(2027, 6, 7), WEI, None),
    ],
)
def test_the_first_day_after_monday(monday: date, person: Member, day: date | None) -> None:
    assert first_after_monday(monday, CYCLE, person) == day


END = date(2026, 10, 16)  # a Friday
TWO_WEEKS = away(date(2026, 10, 17), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("end", "day", "person", "asked"),
    [
        (END, END, WEI, False),
        (END, date(2026, 10, 17), WEI, False),  # a Saturday
        (END, date(2026, 10, 19), WEI, True),
        (END, date(2026, 10, 30), WEI, True),
        (END, date(2026, 11, 2), WEI, False),
        (END, date(2026, 11, 2), TWO_WEEKS, True),
        (END, date(2026, 11, 27), TWO_WEEKS, True),
        (END, date(2026, 11, 30), TWO_WEEKS, False),
        (END, date(2026, 10, 22), WEI, False),  # the weekly question's own day
        (date(2027, 4, 28), date(2027, 4, 30), WEI, True),
        (date(2027, 4, 28), date(2027, 5, 3), WEI, False),  # in STUDY it is asked anyway
    ],
)
def test_what_ended_early_is_looked_back_at_soon(end: date, day: date, person: Member, asked: bool) -> None:
    assert looks_back_on(end, day, CYCLE, person) is asked


@pytest.mark.parametrize(
    ("started", "person", "met"),
    [
        (None, WEI, None),
        (datetime(2026, 8, 17, 18, 0, tzinfo=UTC), WEI, datetime(2026, 8, 17, 18, 0, tzinfo=UTC)),  # at noon
        (datetime(2026, 8, 15, 18, 0, tzinfo=UTC), WEI, datetime(2026, 8, 17, 14, 59, tzinfo=UTC)),  # a Saturday
        (
            datetime(2026, 8, 15, 18, 0, tzinfo=UTC),
            away(date(2026, 8, 17), date(2026, 8, 19)),
            datetime(2026, 8, 19, 14, 59, tzinfo=UTC),
        ),
        (datetime(2027, 6, 5, 18, 0, tzinfo=UTC), WEI, None),  # the year is over
    ],
)
def test_somebody_is_first_met_in_their_first_working_daytime(
    started: datetime | None, person: Member, met: datetime | None
) -> None:
    assert first_met_at(person, replace(CYCLE, started_at=started)) == met
