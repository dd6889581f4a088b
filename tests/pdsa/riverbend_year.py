"""Riverbend's year as values: the invented district's calendar, people, goals, strategies and numbers."""

from datetime import UTC, date, datetime
from functools import partial

from pdsa.calendar import DayOff, SchoolYear
from pdsa.checkin import CheckIn, Went
from pdsa.cycle import Channels, Cycle, Phases, Rhythm
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.measures import Observation, Rating
from pdsa.people import Member, Role

ZONE = "America/Denver"
YEAR = SchoolYear(
    date(2026, 8, 17),
    date(2027, 6, 4),
    ZONE,
    (
        DayOff("Labor Day", date(2026, 9, 7), date(2026, 9, 7)),
        DayOff("Teacher learning day", date(2026, 10, 12), date(2026, 10, 12), for_all=False),
        DayOff("Thanksgiving break", date(2026, 11, 23), date(2026, 11, 27)),
        DayOff("Winter break", date(2026, 12, 21), date(2027, 1, 1)),
        DayOff("Martin Luther King Jr. Day", date(2027, 1, 18), date(2027, 1, 18)),
        DayOff("Presidents Day", date(2027, 2, 15), date(2027, 2, 15)),
        DayOff("Spring break", date(2027, 3, 22), date(2027, 3, 26)),
        DayOff("Memorial Day", date(2027, 5, 31), date(2027, 5, 31)),
    ),
)
CYCLE = Cycle(
    1,
    "Riverbend Unified School District",
    "2026-27",
    YEAR,
    Phases.usual(YEAR.first_day, YEAR.last_day),
    Rhythm(),
    Channels("#sel-team", "#staff", "#leadership"),
    "CASEL District Framework, 16 key activities",
    "The board adopted a vision for social and emotional learning in 2023.",
    10,
)
maribel = Member(1, "Maribel Ortega", "m.ortega@riverbend.example", Role.LEAD, "District SEL team")
ana = Member(5, "Ana-Lucía Peña", "al.pena@riverbend.example", Role.MEMBER, "District SEL team")
jerome = Member(6, "Jerome Little Elk", "j.littleelk@riverbend.example", Role.MEMBER, "District SEL team")
bernadette = Member(9, "Dr. Bernadette Osei", "b.osei@riverbend.example", Role.OBSERVER, "District SEL team")
ruth = Member(12, "Ruth Yazzie", "r.yazzie@riverbend.example", Role.SCHOOL_LEAD, "Mesa Verde Middle School", False)
MEMBERS = (maribel, ana, jerome, bernadette, ruth)

GOALS = (
    Goal("G1", GoalKind.LONG_TERM, "Every school has an SEL team", owner=maribel.email),
    Goal("G2", GoalKind.IMPLEMENTATION, "A menu of professional learning", "Professional Learning", 1, 3),
    Goal("G5", GoalKind.IMPLEMENTATION, "Families are partners", "Family and Community Partnerships", 1, 2),
    Goal("G7", GoalKind.OUTCOME, "An adult to turn to", "", 61, 70, "Students who name a trusted adult (%)"),
    Goal("G8", GoalKind.OUTCOME, "Fewer are sent out", "", 4.2, 3, "Referrals", date(2027, 5, 28), ruth.email),
)
workshops = Strategy(
    "S1",
    "G2",
    "After-school and virtual workshops",
    ana.email,
    date(2026, 9, 14),
    date(2027, 4, 30),
    "60% of staff attend at least two by April",
)
evenings = Strategy(
    "S8", "G5", "Home-language evenings", jerome.email, date(2026, 10, 1), date(2027, 4, 29), "40 families come"
)
calm = Strategy("S11", "G8", "Calm corner", ruth.email.upper(), date(2026, 9, 14), date(2027, 5, 28), "A fifth fewer")
STRATEGIES = (workshops, evenings, calm)

TRUSTED = "Students who name a trusted adult (%)"
TRUST = (
    Observation(TRUSTED, date(2026, 10, 9), 61, 3920, "District"),
    Observation(TRUSTED, date(2027, 5, 7), 63, 3874, "District"),
    Observation(TRUSTED, date(2027, 5, 7), 71, 7, "Alternative program"),
    Observation(TRUSTED, date(2027, 5, 7), 63, 3867, "All other schools"),
)
REFERRALS = tuple(
    Observation("Referrals", date(2026, 8, 21 + week), value, 1184, "Mesa Verde Middle School")
    for week, value in enumerate((4.5, 4.5, 3.5, 4.1, 4.4))
)
RATINGS = (
    Rating("Shared Vision and Plan", 3, 3, 3, "Vision posted in all buildings"),
    Rating("Professional Learning", 1, 3, 2, "Menu exists; 38% of staff attended two workshops"),
)


def at(day: date, hour: int = 20) -> datetime:
    """An instant in the middle of a school day in Riverbend."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def answer(strategy: Strategy, member: Member, week: date, went: Went = Went.AS_PLANNED, well: str = "") -> CheckIn:
    return CheckIn(strategy.code, week, member.id, went, at(week), well)


partly = partial(answer, went=Went.PARTLY)
