"""Strategies and goals alike: how buttons name them, a goal in a strategy's shape, the way to a new goal."""

from collections.abc import Sequence

from handlers.kit.card import VALUE, Button, Part, Text, buttons
from handlers.kit.strategy_text import listed
from handlers.kit.words import clip, say
from pdsa.decisions import Subject
from pdsa.goals import Goal, Strategy
from pdsa.text import _

GOAL = "goal:"


def value_of(subject: Subject, code: str) -> str:
    """How buttons and forms name a strategy or a goal."""
    return f"{GOAL}{code}" if subject is Subject.GOAL else code


def shape_of(goal: Goal) -> Strategy:
    """A goal as rules on strategies see it: its code, words and owner, in the plan that it stands in."""
    return Strategy(goal.code, goal.code, clip(goal.statement, 300), owner=goal.owner, school=goal.school)


def goal_buttons(activities: Sequence[str], most: int = 3) -> list[Button]:
    """For each of some key activities the way to the form of a goal for it."""
    return [
        Button(_("Add a goal: {activity}").format(activity=each), "plan.goal.new", each[:VALUE])
        for each in activities[:most]
    ]


def to_take_up_parts(activities: Sequence[str]) -> list[Part]:
    """Key activities that were decided on and that no goal names yet, with the way to a goal for each."""
    row = buttons(*goal_buttons(activities))
    if row is None:
        return []
    told = _("*Decided, and no goal of the plan names it yet:* {names}.")
    return [Text(say(told, names=listed([clip(each, 80) for each in activities], 2))), row]
