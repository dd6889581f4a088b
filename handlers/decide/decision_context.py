"""What is known of a topic when it is decided on: read once for each screen of the interview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.decide.strategy_or_goal import Topic
from handlers.kit.earlier_years import memories
from handlers.kit.question import note_on
from handlers.kit.turn import Turn
from pdsa.checkin import Tally, latest_week, tally
from pdsa.decision_facts import GoalResult, InterviewFacts, result, rubric, serving
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
    goals, links = await store.plans.goals(dropped=True), await store.plans.links()
    acting, outcomes = serving(topic.goal, goals, links)
    framework = await store.frameworks.get(turn.cycle.framework)
    reflections = await store.learning.latest_reflections()
    weeks, number = await _weeks(topic, acting, turn, store)
    note = await note_on("decide", topic.code, turn, store) if topic.subject is Subject.STRATEGY else None
    own_activity = framework.activity(topic.goal.activity) if topic.goal else None
    own = reflections.get(topic.code) if topic.subject is Subject.STRATEGY else None
    decisions = [each for each in await store.learning.decisions(topic.subject) if each.strategy == topic.code]
    facts = InterviewFacts(
        ratings=rubric(
            _rated_goals(topic, acting), await store.plans.ratings(), turn.today, turn.cycle.phases.study, framework
        ),
        tally=weeks,
        held=own.held if own else None,
        results=await _results(outcomes, turn, store),
        unled=(await store.logic.model()).orphans,
        changes=await store.context.known(turn.today),
        obstacles=own.obstacles if own else (),
        activities=tuple(each.name for each in framework.activities if each != own_activity),
        planned=tuple(found.name for each in goals if (found := framework.activity(each.activity))),
    )
    return DecisionContext(
        topic=topic,
        facts=facts,
        number=number,
        goals=(*acting, *(each for each in outcomes if each not in acting)),
        reflection=own,
        decision=decisions[-1] if decisions else None,
        people=[each for each in await store.people.all() if each.role in PROMPTED],
        remembered=await memories(topic.strategy, turn.person, store),
        note=note.text if note else "",
        begun=await store.interviews.of(turn.person.id, topic.subject, topic.code),
    )


def _rated_goals(topic: Topic, acting: Sequence[Goal]) -> Sequence[Goal]:
    """Whose rubric items say how far it was done: of a strategy its own goal's, of a goal those of what leads to it."""
    return [each for each in acting if topic.subject is Subject.GOAL or each == topic.goal]


async def _weeks(
    topic: Topic, acting: Sequence[Goal], turn: Turn, store: YearStore
) -> tuple[Tally, Observation | None]:
    """The weeks counted, and the last number that they brought; of a goal, those of all its strategies, and of an
    outcome goal those of the goals that lead to it, too.
    """
    if topic.subject is Subject.STRATEGY:
        last = latest_week(turn.today, turn.cycle.rhythm)
        checkins = [each for each in await store.checkins.of_strategy(topic.code) if each.week <= last]
        series = numbers(topic.strategy, checkins)
        return tally(checkins), series.points[-1] if series else None
    counted = await store.checkins.tallies(date.min, turn.today)
    meant = {topic.code, *(each.code for each in acting)}
    theirs = [counted.get(each.code, Tally()) for each in await store.plans.strategies() if each.goal in meant]
    sums = (sum(each) for each in zip(*((t.as_planned, t.partly, t.not_done) for t in theirs), strict=True))
    return Tally(*sums), None


async def _results(outcomes: Sequence[Goal], turn: Turn, store: YearStore) -> tuple[GoalResult, ...]:
    """The outcome goals with their latest number, if it may be shown."""
    if not outcomes:
        return ()
    figures = await figures_of(store, turn.cycle, turn.today)
    return tuple(
        result(goal, figures.latest(goal.measure), figures.setting(goal.measure), turn.cycle.district)
        for goal in outcomes
    )
