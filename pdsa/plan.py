"""A whole plan as one value: what the workbook holds, and what importing it into a cycle means."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from pdsa.calendar import DayOff
from pdsa.cycle import Channels
from pdsa.goals import Goal, Link, Strategy
from pdsa.logic import Element
from pdsa.measures import Observation, Rating
from pdsa.people import Member, Role


@dataclass(frozen=True)
class PlanMember:
    """A row of the *Team* sheet. `zone` is None where the district's holds, `language` where nobody has chosen."""

    name: str
    email: str
    role: Role
    team: str
    zone: str | None = None
    language: str | None = None

    @classmethod
    def of(cls, member: Member) -> "PlanMember":
        return cls(member.name, member.email, member.role, member.team, member.zone, member.language)


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


def importable(plan: Plan, set_aside: Collection[str] = ()) -> Plan:
    """The plan without what refers to something that it does not hold, as a file has to be that comes in again.

    `set_aside` are goals, by code, that stay only where a strategy that goes on serves them.
    """
    served = {strategy.goal for strategy in plan.strategies if not strategy.dropped}
    goals = [goal for goal in plan.goals if goal.code in served or goal.code not in set_aside]
    people, codes = {member.email for member in plan.team}, {goal.code for goal in goals}
    parts = codes | {element.code for element in plan.elements}

    def known(name: str, names: Collection[str]) -> str:
        return name if name in names else ""

    return replace(
        plan,
        goals=tuple(replace(g, owner=known(g.owner, people), parent=known(g.parent, codes)) for g in goals),
        strategies=tuple(replace(each, owner=known(each.owner, people)) for each in plan.strategies),
        links=tuple(link for link in plan.links if {link.implementation, link.outcome} <= codes),
        elements=tuple(
            replace(
                element,
                leads_to=tuple(code for code in element.leads_to if code in parts),
                led_by=tuple(code for code in element.led_by if code in parts),
            )
            for element in plan.elements
        ),
    )


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
