"""A whole plan as one value: what the workbook holds, and what importing it into a cycle means."""

from dataclasses import dataclass
from datetime import date

from pdsa.calendar import DayOff
from pdsa.cycle import Channels
from pdsa.goals import Goal, Link, Strategy
from pdsa.logic import Element
from pdsa.measures import Observation, Rating
from pdsa.people import Role


@dataclass(frozen=True)
class PlanMember:
    """A row of the *Team* sheet. `zone` is None where the district's holds, `language` where nobody has chosen."""

    name: str
    email: str
    role: Role
    team: str
    zone: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Plan:
    """A plan that has been checked: every code and e-mail that it refers to is in it."""

    district: str
    school_year: str
    zone: str
    first_day: date
    last_day: date
    framework: str
    commitment: str
    minimum_group: int
    channels: Channels
    days_off: tuple[DayOff, ...]
    team: tuple[PlanMember, ...]
    goals: tuple[Goal, ...]
    strategies: tuple[Strategy, ...]
    links: tuple[Link, ...]
    observations: tuple[Observation, ...]
    ratings: tuple[Rating, ...]
    elements: tuple[Element, ...] = ()


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell, row or file, and what would do.

    `sheet`, `row` (counted from 1, as the spreadsheet shows it) and `column` (its header) are None where the
    problem is not in one place.
    """

    found: str
    wanted: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
