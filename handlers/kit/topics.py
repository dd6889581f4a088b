"""Strategies and goals seen alike: how buttons name them, and a goal in a strategy's shape."""

from handlers.kit.words import clip
from pdsa.decisions import Subject
from pdsa.goals import Goal, Strategy

GOAL = "goal:"


def value_of(subject: Subject, code: str) -> str:
    """How buttons and forms name a strategy or a goal."""
    return f"{GOAL}{code}" if subject is Subject.GOAL else code


def shape_of(goal: Goal) -> Strategy:
    """A goal as rules on strategies see it: its code, words and owner, in the plan that it stands in."""
    return Strategy(goal.code, goal.code, clip(goal.statement, 300), owner=goal.owner, school=goal.school)
