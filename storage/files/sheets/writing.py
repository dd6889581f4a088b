"""Writes a plan back into its layout, and what has happened since into further sheets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any

from openpyxl.workbook.workbook import Workbook

from pdsa.measures import Observation
from pdsa.names import folded
from pdsa.plan import Plan, PlanMember
from storage.files.sheets import columns, formatting
from storage.files.sheets.columns import SheetLayout
from storage.files.sheets.formatting import Value
from storage.files.sheets.happened import add_happened
from storage.files.sheets.plan_sheets import EVERYBODY
from storage.files.sheets.workbook_contents import Happened
from storage.language_names import own_name


def written(plan: Plan, happened: Happened) -> bytes:
    """The plan as an .xlsx file that imports again unchanged, with sheets about what happened after its own."""
    book = formatting.new_book()
    _add_plan(book, plan)
    add_happened(book, plan, happened)
    return formatting.saved(book)


def _add_plan(book: Workbook, plan: Plan) -> None:
    days_off = [[off.name, off.first, off.last, "all" if off.for_all else "students"] for off in plan.days_off]
    sheets: tuple[tuple[SheetLayout, Iterable[Sequence[Value]]], ...] = (
        (columns.DISTRICT, _district(plan)),
        (columns.CALENDAR, days_off),
        (columns.TEAM, [_line(columns.TEAM, _spoken(member)) for member in plan.team]),
        (columns.GOALS, [_line(columns.GOALS, goal) for goal in plan.goals]),
        (columns.ACTION_PLAN, [_line(columns.ACTION_PLAN, each) for each in plan.strategies if not each.dropped]),
        (columns.LOGIC_MODEL, [_line(columns.LOGIC_MODEL, link) for link in plan.links]),
        (columns.OBSERVATIONS, [_line(columns.OBSERVATIONS, each) for each in _grouped(plan.observations)]),
        (columns.RUBRIC, [_line(columns.RUBRIC, rating) for rating in plan.ratings]),
        (columns.ELEMENTS, [_line(columns.ELEMENTS, element) for element in plan.elements]),
    )
    for sheet, rows in sheets:
        formatting.add_sheet(book, sheet, rows)


def _line(sheet: SheetLayout, value: object) -> list[Value]:
    """A value's row: a sheet's columns have the names of its fields."""
    return [_cell(getattr(value, column.key)) for column in sheet.columns]


def _cell(field: Any) -> Value:
    cell: Value = ", ".join(field) if isinstance(field, tuple) else field.value if isinstance(field, Enum) else field
    return cell


def _spoken(member: PlanMember) -> PlanMember:
    """A member with the name of their language in place of its code."""
    return replace(member, language=own_name(member.language) if member.language else "")


def _grouped(observations: Sequence[Observation]) -> Iterator[Observation]:
    """The numbers; where others of a measure name groups, those of everybody say so."""
    by_group = {folded(each.measure) for each in observations if each.group}
    for observation in observations:
        everybody = not observation.group and folded(observation.measure) in by_group
        yield replace(observation, group=EVERYBODY[0]) if everybody else observation


def _district(plan: Plan) -> Iterator[Sequence[Value]]:
    channels = {
        "team_channel": plan.channels.team,
        "stakeholder_channel": plan.channels.stakeholders,
        "leadership_channel": plan.channels.leadership,
    }
    for field in columns.FIELDS:
        yield field.header, channels[field.key] if field.key in channels else getattr(plan, field.key)
