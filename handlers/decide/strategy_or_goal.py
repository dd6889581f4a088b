"""What is decided on: a strategy or a goal, seen alike; and who may decide on it and read what was said."""

from dataclasses import dataclass

from handlers.wording.strategy import GOAL, shape_of, value_of
from pdsa.decisions import Subject
from pdsa.errors import Refusal
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.people import Member
from pdsa.permissions import confirms, works_on
from pdsa.text import _
from pdsa.visible import Reader, reader_of
from storage.store import YearStore

ABOUT = "about"
"""What a form carries: the topic's value."""


@dataclass(frozen=True)
class Topic:
    """A strategy, or a goal in a strategy's shape: code, title and owner are the goal's. `goal` is the goal that it
    serves or is; None where the plan has none.
    """

    subject: Subject
    strategy: Strategy
    goal: Goal | None

    @property
    def code(self) -> str:
        return self.strategy.code

    @property
    def title(self) -> str:
        return self.strategy.title

    @property
    def value(self) -> str:
        """How buttons and forms name it."""
        return value_of(self.subject, self.code)


def goal_topic(goal: Goal) -> Topic:
    """A goal as something to decide on; it stands in its school's plan, or in the district's."""
    return Topic(Subject.GOAL, shape_of(goal), goal)


async def topics(store: YearStore) -> list[Topic]:
    """All that can be decided on, in the plan's order: strategies, then goals of the year."""
    goals = await store.plans.goals()
    by_code = {each.code: each for each in goals}
    found = [Topic(Subject.STRATEGY, each, by_code.get(each.goal)) for each in await store.plans.strategies()]
    return found + [goal_topic(each) for each in goals if each.kind is not GoalKind.LONG_TERM]


async def find(subject: Subject, code: str, store: YearStore) -> Topic | None:
    """The strategy or goal with this code, set aside or not."""
    goals = await store.plans.goals(dropped=True)
    if subject is Subject.GOAL:
        goal = next((each for each in goals if each.code == code), None)
        return goal_topic(goal) if goal else None
    strategy = await store.plans.strategy(code)
    if strategy is None:
        return None
    return Topic(subject, strategy, next((each for each in goals if each.code == strategy.goal), None))


async def topic_of(value: str, person: Member, store: YearStore, *, field: str | None = None) -> Topic:
    """What a form or button means. Raises Refusal where it is gone, or is another team's."""
    code = value.removeprefix(GOAL)
    topic = await find(Subject.GOAL if value.startswith(GOAL) else Subject.STRATEGY, code, store)
    if topic is None or topic.strategy.dropped:
        raise Refusal(_("I do not find that in the plan any more. `decide` lists what is there."), field=field)
    if not works_on(person, topic.strategy):
        raise Refusal(_("Its own team decides on that. `decide` lists what is yours."), field=field)
    return topic


def reader_on(person: Member, topic: Topic) -> Reader:
    """Somebody who reads what was said about a topic."""
    return reader_of(person, topic.strategy)


def may_confirm(person: Member, topic: Topic) -> bool:
    """Whether somebody's decision on a topic stands at once, and whether they may confirm another's."""
    return confirms(person, topic.strategy)
