"""The forms in which goals are written: one for each kind."""

from handlers.kit.form import Day, Field, Form, Line, Note, Number, Option, Pick, PickMany, form
from handlers.kit.words import clip, say
from handlers.plan.forms import Choices, owner_pick
from handlers.plan.smartie import field_of, letter_name, letter_question
from pdsa.framework import Framework
from pdsa.goals import Goal, GoalKind
from pdsa.smartie import Letter
from pdsa.text import _

NONE = "-"
LONGEST_VALUE = 70
"""A choice's value is short on every platform; a rubric item with a longer title is written by hand."""


def kind_form() -> Form:
    """Which kind of goal is added."""
    told = {
        GoalKind.LONG_TERM: _("Long-term: where the district wants to be in years"),
        GoalKind.IMPLEMENTATION: _("Implementation: what adults do, a rubric item from 1 to 4"),
        GoalKind.OUTCOME: _("Outcome: what changes for people, a measure"),
    }
    options = tuple(Option(kind.value, label) for kind, label in told.items())
    kind = Pick("kind", _("What kind of goal?"), options, few=True)
    return form("plan.goal.kind", _("New goal"), kind, send=_("Next"))


def goal_form(goal: Goal, choices: Choices) -> Form:
    """A goal's fields, as its kind has them. A new one has an empty code."""
    title = _("Change the goal") if goal.code else _("New goal")
    return form(
        "plan.goal.keep",
        clip(title, 24),
        Line("statement", _("The goal"), goal.statement, long=True, optional=False),
        *_kind_fields(goal, choices),
        Day("due", _("Due"), goal.due),
        owner_pick(goal.owner, choices),
        *(_letters(goal) if goal.kind is GoalKind.LONG_TERM else (_parent(goal, choices),)),
        send=_("Keep"),
        carry={"code": goal.code, "kind": goal.kind.value},
        about=goal.code,
    )


def _letters(goal: Goal) -> tuple[Field, ...]:
    """One question for each letter of SMARTIE; each can be left empty, and filled in another day."""
    said = dict(goal.smartie)
    told = say(_("Seven questions that make a long-term goal stronger. *Leave empty what you cannot answer yet.*"))
    asked = (
        Line(
            field_of(letter),
            letter_name(letter),
            said.get(letter.value, ""),
            long=True,
            most=600,
            hint=letter_question(letter),
        )
        for letter in Letter
    )
    return (Note(told), *asked)


def parents(goal: Goal, choices: Choices) -> list[Goal]:
    """The long-term goals that a goal of the year can serve."""
    return [each for each in choices.goals if each.kind is GoalKind.LONG_TERM and each.code != goal.code]


def _parent(goal: Goal, choices: Choices) -> Field | None:
    goals = parents(goal, choices)
    if not goals:
        return None
    options = (Option(NONE, _("None of them")), *(Option(g.code, g.statement) for g in goals))
    return Pick("parent", _("Which long-term goal does it serve?"), options, chosen=goal.parent or NONE, optional=True)


def _kind_fields(goal: Goal, choices: Choices) -> tuple[Field, ...]:
    if goal.kind is GoalKind.LONG_TERM:
        return ()
    if goal.kind is GoalKind.IMPLEMENTATION:
        level = _("A level from 1 to 4")
        return (
            *_item_fields(goal, choices.framework),
            Number("baseline", _("Where we are"), goal.baseline, hint=level),
            Number("target", _("Where we want to be"), goal.target, hint=level),
            *_leads_to(goal, choices),
        )
    return (
        Line("measure", _("What we measure"), goal.measure, most=200),
        Number("baseline", _("Where we are"), goal.baseline),
        Number("target", _("Where we want to be"), goal.target),
        *_led_to_by(goal, choices),
    )


def item_titles(framework: Framework | None) -> dict[str, str]:
    """The rubric items that can be chosen: their titles, and how the list shows them. A key activity with several items
    can be chosen as a whole, too.
    """
    titles: dict[str, str] = {}
    for activity in framework.activities if framework else ():
        for item in dict.fromkeys((activity.whole, *activity.items)):
            if len(item.title) <= LONGEST_VALUE:
                same = item.title == activity.name
                titles.setdefault(item.title, item.title if same else f"{activity.name}: {item.title}")
    return titles


def _item_fields(goal: Goal, framework: Framework | None) -> tuple[Field, ...]:
    """The rubric item, from the framework's list or in one's own words."""
    titles = item_titles(framework)
    if framework is None or not titles:
        return (Line("activity", _("Key activity (rubric item)"), goal.activity, most=200),)
    known = framework.item(goal.activity)
    chosen = known.title if known and known.title in titles else NONE
    options = (
        Option(NONE, _("Another one: I write it below")),
        *(Option(title, label) for title, label in titles.items()),
    )
    own = "" if chosen != NONE else goal.activity
    return (
        Pick("item", _("Key activity (rubric item)"), options, chosen=chosen, optional=True),
        Line("activity", _("Or in your own words"), own, most=200, hint=_("Only where the list does not have it.")),
    )


def _leads_to(goal: Goal, choices: Choices) -> tuple[Field, ...]:
    linked = {link.outcome for link in choices.links if link.implementation == goal.code}
    return _links(choices, GoalKind.OUTCOME, _("Which outcome goals does it lead to?"), linked)


def _led_to_by(goal: Goal, choices: Choices) -> tuple[Field, ...]:
    linked = {link.implementation for link in choices.links if link.outcome == goal.code}
    return _links(choices, GoalKind.IMPLEMENTATION, _("Which implementation goals lead to it?"), linked)


def _links(choices: Choices, kind: GoalKind, label: str, linked: set[str]) -> tuple[Field, ...]:
    others = [each for each in choices.goals if each.kind is kind]
    if not others:
        return ()
    options = tuple(Option(each.code, each.statement) for each in others)
    chosen = tuple(each.code for each in others if each.code in linked)
    return (PickMany("links", label, options, chosen=chosen),)
