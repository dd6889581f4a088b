"""What is decided on, a strategy or a goal seen alike, and what is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.answers.open_questions import note_on
from handlers.kit.turn import Turn
from handlers.wording.earlier_years import memories
from handlers.wording.strategy import GOAL, shape_of, value_of
from pdsa.checkin import latest_week, tally
from pdsa.decision_facts import InterviewFacts, result, rubric, serving, tally_of_goal
from pdsa.decisions import Decision, Subject
from pdsa.errors import Refusal
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.measures import Observation
from pdsa.memory import Remembered
from pdsa.people import PROMPTED, Member
from pdsa.permissions import works_on
from pdsa.reflection import Reflection
from pdsa.strategy_weeks import numbers
from pdsa.text import _
from storage.learning import BegunInterview
from storage.measured import figures_of
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


@dataclass(frozen=True)
class DecisionContext:
    """A topic with the facts of its interview, what was learned, and what was decided or proposed before; `note` is
    what this person typed about it.
    """

    topic: Topic
    facts: InterviewFacts
    number: Observation | None
    goals: tuple[Goal, ...]
    reflection: Reflection | None
    decision: Decision | None
    people: Sequence[Member]
    begun: BegunInterview | None
    remembered: tuple[Remembered, ...] = ()
    note: str = ""

    @property
    def answers_before(self) -> tuple[tuple[str, str], ...]:
        """What was answered in an interview that was broken off, or in the last decision's."""
        begun = self.begun.answers if self.begun else ()
        return begun or (self.decision.details.asked if self.decision else ())


async def context_of(topic: Topic, turn: Turn, store: YearStore) -> DecisionContext:
    """Reads what the interview needs."""
    of_strategy = topic.subject is Subject.STRATEGY
    goals, links = await store.plans.goals(dropped=True), await store.plans.links()
    strategies, ratings = await store.plans.strategies(), await store.plans.ratings()
    model, changes = await store.logic.model(), await store.context.until(turn.today)
    framework = await store.frameworks.get(turn.cycle.framework)
    figures = await figures_of(store, turn.cycle, turn.today)
    reflections = await store.learning.latest_reflections()
    decided = await store.learning.decisions(topic.subject)
    answers = await store.checkins.of_strategy(topic.code) if of_strategy else []
    tallies = {} if of_strategy else await store.checkins.tallies(date.min, turn.today)
    note = await note_on("decide", topic.code, turn, store) if of_strategy else None
    people, remembered = await store.people.all(), await memories(topic.strategy, turn.person, store)
    begun = await store.interviews.of(turn.person.id, topic.subject, topic.code)

    acting, outcomes = serving(topic.goal, goals, links)
    last = latest_week(turn.today, turn.cycle.rhythm)
    checkins = [each for each in answers if each.week <= last]
    weeks = tally(checkins) if of_strategy else tally_of_goal(topic.code, acting, strategies, tallies)
    series = numbers(topic.strategy, checkins) if of_strategy else None
    rated = [each for each in acting if not of_strategy or each == topic.goal]  # of a strategy its own goal's items
    own_activity = framework.activity(topic.goal.activity) if topic.goal else None
    own = reflections.get(topic.code) if of_strategy else None
    decisions = [each for each in decided if each.strategy == topic.code]
    facts = InterviewFacts(
        ratings=rubric(rated, ratings, turn.today, turn.cycle.phases.study, framework),
        tally=weeks,
        held=own.held if own else None,
        results=tuple(
            result(goal, figures.latest(goal.measure), figures.setting(goal.measure), turn.cycle.district)
            for goal in outcomes
        ),
        unled=model.orphans,
        changes=changes,
        obstacles=own.obstacles if own else (),
        activities=tuple(each.name for each in framework.activities if each != own_activity),
        planned=tuple(found.name for each in goals if (found := framework.activity(each.activity))),
    )
    return DecisionContext(
        topic=topic,
        facts=facts,
        number=series.points[-1] if series else None,
        goals=(*acting, *(each for each in outcomes if each not in acting)),
        reflection=own,
        decision=decisions[-1] if decisions else None,
        people=[each for each in people if each.role in PROMPTED],
        remembered=remembered,
        note=note.text if note else "",
        begun=begun,
    )
