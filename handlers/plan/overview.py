"""The plan page by page."""

from collections.abc import Sequence
from datetime import date

from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.turn import Turn
from handlers.kit.words import Words, count, say
from handlers.plan.lines import goal_line, strategy_line
from handlers.plan.view import ROWS, PlanView, Row, rows
from handlers.wording.strategy import to_take_up_parts
from pdsa.goals import Goal, Strategy
from pdsa.names import folded, same
from pdsa.people import LEADING, LEADS, Member, Role
from pdsa.text import _

SIDE_BY_SIDE = LEADS | {Role.SUPERVISOR}
"""To whom `school` shows all schools."""


def overview(
    whole: PlanView, turn: Turn, page: int = 0, take_up: Sequence[str] = (), first: Words | None = None
) -> Card:
    """One page of the plan, and what can be done with it. `first` stands above it."""
    parts = rows(whole)
    pages = max(1, -(-len(parts) // ROWS))
    page = min(max(page, 0), pages - 1)
    shown = parts[page * ROWS : (page + 1) * ROWS]
    adds = turn.person.role in LEADING
    return card(
        Text(first) if first else None,
        Title(_("The plan for {year}").format(year=whole.label)),
        _counts(whole, turn.person),
        *_groups(whole, shown, turn.today),
        *to_take_up_parts(take_up),
        _who_can(whole, turn),
        buttons(
            Button(_("Open one"), "plan.pick") if parts else None,
            Button(_("Add a strategy"), "plan.strategy.new") if adds and whole.goals else None,
            Button(_("Add a goal"), "plan.goal.new", main=not parts) if adds else None,
            Button(_("Logic model"), "plan.logic") if parts else None,
        ),
        buttons(
            Button(_("What is missing"), "plan.missing") if adds and parts else None,
            Button(_("By file"), "file") if turn.person.is_lead else None,
            Button(_("Left out by an import"), "plan.left") if turn.person.is_lead and whole.left_out else None,
        ),
        buttons(
            Button(_("The rubric"), "rate"),
            Button(_("Back"), "plan.page", str(page - 1)) if page else None,
            Button(_("More"), "plan.page", str(page + 1)) if page + 1 < pages else None,
        ),
    )


def _counts(whole: PlanView, person: Member) -> Text:
    parts = rows(whole)
    goals = sum(isinstance(each, Goal) for each in parts)
    if not parts:
        return Text(
            _("It is empty so far. A goal comes first, then what you will do for it; or a lead sends me a file.")
        )
    told = say(
        _("{goals} and {strategies}."),
        goals=count("{n} goal", "{n} goals", goals),
        strategies=count("{n} strategy", "{n} strategies", len(parts) - goals),
    )
    schools = {folded(each.school) for each in whole.goals if each.school} - {folded(whole.mine)}
    if schools:
        told += say(_(" Schools with goals of their own: {n}."), n=len(schools))
        told += say(_(" `school` shows them side by side.")) if person.role in SIDE_BY_SIDE else ()
    elif whole.mine and any(same(each.school, whole.mine) for each in whole.goals):
        told += say(_(" Your school's own come first, then the district's."))
    return Text(told)


def _groups(whole: PlanView, shown: Sequence[Row], today: date) -> list[Part]:
    """The rows as paragraphs for goals, with their strategies as lists below."""
    parts: list[Part] = []
    waiting: list[Words] = []
    for row in shown:
        if isinstance(row, Strategy):
            waiting.append(strategy_line(whole, row, today))
            continue
        if waiting:
            parts.append(Items(tuple(waiting)))
            waiting = []
        parts.append(Text(goal_line(whole, row, today)))
    return [*parts, Items(tuple(waiting))] if waiting else parts


def _who_can(whole: PlanView, turn: Turn) -> Text | None:
    if turn.person.is_lead:
        return None
    if turn.person.role in LEADING:
        template = _("You can add to your school's plan and change what stands there; {leads} can change all of it.")
        return Text(say(template, leads=whole.leads))
    if turn.person.prompted and whole.school_leads:
        template = _("You can change what you own; {own} can change your school's plan, {leads} all of it.")
        return Text(say(template, own=whole.school_leads, leads=whole.leads))
    if turn.person.prompted:
        return Text(say(_("You can change what you own; {leads} can change all of it."), leads=whole.leads))
    return Text(say(_("{leads} can change it."), leads=whole.leads))
