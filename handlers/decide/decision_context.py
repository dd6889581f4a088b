"""What is known of a topic when it is decided on: read once for each screen of the interview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.decide.strategy_or_goal import Topic
from handlers.kit.question import note_on
from handlers.kit.turn import Turn
from handlers.wording.earlier_years import memories
from pdsa.checkin import latest_week, tally
from pdsa.decision_facts import InterviewFacts, result, rubric, serving, tally_of_goal
from pdsa.decisions import Decision, Subject
from pdsa.goals import Goal
from pdsa.measures import Observation
from pdsa.memory import Remembered
from pdsa.people import PROMPTED, Member
from pdsa.reflection import Reflection
from pdsa.strategy_weeks import numbers
from storage.begun_decisions import BegunInterview
from storage.measured import figures_of
from storage.store import YearStore


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
    own_activity = framework.activity(topic.goal.activity) if topic.goal else None
    own = reflections.get(topic.code) if of_strategy else None
    decisions = [each for each in decided if each.strategy == topic.code]
    facts = InterviewFacts(
        ratings=rubric(_rated_goals(topic, acting), ratings, turn.today, turn.cycle.phases.study, framework),
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


def _rated_goals(topic: Topic, acting: Sequence[Goal]) -> Sequence[Goal]:
    """Whose rubric items say how far it was done: of a strategy its own goal's, of a goal those of what leads to it."""
    return [each for each in acting if topic.subject is Subject.GOAL or each == topic.goal]
