"""Writes a plan back into its layout, and what has happened since into further sheets."""

from collections.abc import Iterator
from io import BytesIO

from openpyxl.workbook.workbook import Workbook

from pdsa.goals import Goal, Strategy
from pdsa.names import folded
from pdsa.plan import Plan, PlanMember
from storage.files.sheets import columns, formatting
from storage.files.sheets.formatting import Value
from storage.files.sheets.happened import add_happened
from storage.files.sheets.plan_sheets import EVERYBODY
from storage.files.sheets.values import Happened
from storage.language_names import own_name

Line = tuple[Value, ...]


def written(plan: Plan, happened: Happened) -> bytes:
    """The plan as an .xlsx file that imports again unchanged, with sheets about what happened after its own."""
    book = formatting.new_book()
    _add_plan(book, plan)
    add_happened(book, plan, happened)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _add_plan(book: Workbook, plan: Plan) -> None:
    formatting.add_sheet(book, columns.DISTRICT, _district(plan))
    days_off = ((o.name, o.first, o.last, "all" if o.for_all else "students") for o in plan.days_off)
    formatting.add_sheet(book, columns.CALENDAR, days_off)
    formatting.add_sheet(book, columns.TEAM, (_person(each) for each in plan.team))
    formatting.add_sheet(book, columns.GOALS, (_goal(each) for each in plan.goals))
    kept = [strategy for strategy in plan.strategies if not strategy.dropped]
    formatting.add_sheet(book, columns.ACTION_PLAN, (_strategy(each) for each in kept))
    formatting.add_sheet(book, columns.LOGIC_MODEL, ((link.implementation, link.outcome) for link in plan.links))
    formatting.add_sheet(book, columns.OBSERVATIONS, _observations(plan))
    ratings = ((r.activity, r.initial, r.goal, r.year_end, r.evidence, r.mid_year) for r in plan.ratings)
    formatting.add_sheet(book, columns.RUBRIC, ratings)
    parts = ((e.code, e.stage.value, e.words, ", ".join(e.leads_to), ", ".join(e.led_by)) for e in plan.elements)
    formatting.add_sheet(book, columns.ELEMENTS, parts)


def _person(person: PlanMember) -> Line:
    language = own_name(person.language) if person.language else ""
    return person.name, person.email, person.role.value, person.team, person.zone, language


def _observations(plan: Plan) -> Iterator[Line]:
    """The numbers; where others of a measure name groups, those of everybody say so."""
    by_group = {folded(each.measure) for each in plan.observations if each.group}
    for observation in plan.observations:
        group = observation.group or (EVERYBODY[0] if folded(observation.measure) in by_group else "")
        yield observation.measure, observation.day, observation.value, observation.n, group, observation.source


def _district(plan: Plan) -> Iterator[Line]:
    values: dict[str, Value] = {
        "district": plan.district,
        "school_year": plan.school_year,
        "zone": plan.zone,
        "first_day": plan.first_day,
        "last_day": plan.last_day,
        "framework": plan.framework,
        "commitment": plan.commitment,
        "minimum_group": plan.minimum_group,
        "team_channel": plan.channels.team,
        "stakeholder_channel": plan.channels.stakeholders,
        "leadership_channel": plan.channels.leadership,
    }
    return ((field.header, values[field.key]) for field in columns.FIELDS)


def _goal(goal: Goal) -> Line:
    return (
        goal.code,
        goal.kind.value,
        goal.statement,
        goal.activity,
        goal.baseline,
        goal.target,
        goal.measure,
        goal.due,
        goal.owner,
        goal.parent,
        goal.school,
    )


def _strategy(strategy: Strategy) -> Line:
    return (
        strategy.code,
        strategy.goal,
        strategy.title,
        strategy.owner,
        strategy.start,
        strategy.end,
        strategy.prediction,
        strategy.partners,
        strategy.resources,
        strategy.where,
        strategy.measure,
        strategy.follows,
        ", ".join(strategy.tags),
        strategy.rhythm,
    )
