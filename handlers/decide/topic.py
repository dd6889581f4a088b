"""What is decided on, a strategy or a goal seen alike, and what is known of it; the interview about it in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.answers.open_questions import note_on
from handlers.kit.turn import Turn
from handlers.kit.words import capital, clip, number, when
from handlers.wording.earlier_years import memories
from handlers.wording.measure_chart import change_words, obstacle_name
from handlers.wording.measures import named
from handlers.wording.strategy import (
    GOAL,
    listed,
    outcome_words,
    path_meaning,
    path_name,
    shape_of,
    so_far,
    tally_words,
    value_of,
    value_words,
)
from pdsa.alike_strategies import Remembered
from pdsa.checkin import CheckIn, latest_week, tally
from pdsa.decision_facts import GoalResult, InterviewFacts, result, rubric, serving, tally_of_goal
from pdsa.decision_interview import NO, TREE, UNSURE, YES, InterviewQuestion
from pdsa.decisions import Decision, Path, Subject
from pdsa.errors import Refusal
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.measures import Rating
from pdsa.obstacles import Obstacle
from pdsa.people import PROMPTED, Member
from pdsa.permissions import works_on
from pdsa.reflection import Reflection
from pdsa.text import _
from storage.figures_of_year import figures_of
from storage.reflections_and_decisions import BegunInterview
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
    checkins: Sequence[CheckIn]
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
        checkins=checkins,
        goals=(*acting, *(each for each in outcomes if each not in acting)),
        reflection=own,
        decision=decisions[-1] if decisions else None,
        people=[each for each in people if each.role in PROMPTED],
        remembered=remembered,
        note=note.text if note else "",
        begun=begun,
    )


def asked(question: InterviewQuestion) -> tuple[str, str]:
    """A question as it is asked, and in two or three words, for the way that was taken."""
    return {
        InterviewQuestion.IMPLEMENTATION: (
            _("Was progress on implementation as expected?"),
            _("implementation as expected"),
        ),
        InterviewQuestion.OUTCOMES: (_("Did the outcomes come as expected?"), _("outcomes as expected")),
        InterviewQuestion.BUILD: (
            _("It was done, and it led where you wanted. How do you build on it?"),
            _("building on it"),
        ),
        InterviewQuestion.ALIGNED: (
            _("Do the outcome goals fit what was done: does one lead to the other?"),
            _("goals fit what was done"),
        ),
        InterviewQuestion.REALISTIC: (_("Was the goal realistic for one year?"), _("realistic for a year")),
        InterviewQuestion.LONGER: (_("More time, or another target?"), _("time or target")),
        InterviewQuestion.CIRCUMSTANCES: (_("Did circumstances change around it?"), _("circumstances changed")),
        InterviewQuestion.CHANGED: (_("What follows from the change?"), _("what follows")),
        InterviewQuestion.OBSTACLE: (_("What got in the way most?"), _("in the way")),
        InterviewQuestion.WAY: (_("How does it go on?"), _("the way on")),
    }[question]


def following_words(question: InterviewQuestion) -> str:
    """A question below another one on the same screen: it says after which answer it counts."""
    words = {
        InterviewQuestion.OUTCOMES: _("If yes: did the outcomes come as expected?"),
        InterviewQuestion.CIRCUMSTANCES: _("If no: did circumstances change around it?"),
        InterviewQuestion.REALISTIC: _("If they fit: was the goal realistic for one year?"),
        InterviewQuestion.LONGER: _("If it was not: more time, or another target?"),
    }
    return words.get(question) or asked(question)[0]


def answer_words(question: InterviewQuestion, answer: str) -> str:
    """An answer as people choose it; yes and no say what they mean where that helps."""
    if isinstance(TREE[question].get(answer), Path) and answer in set(Path):
        return f"{capital(path_name(Path(answer)))}: {path_meaning(Path(answer))}"
    if question is InterviewQuestion.OBSTACLE:
        return capital(obstacle_name(Obstacle(answer)))
    return {YES: _("Yes"), NO: _("No"), UNSURE: _("Too early to say")}[answer]


def way_words(answers: Sequence[tuple[str, str]]) -> str:
    """The questions and answers so far, in a line; what this version does not know is left out."""
    told = [
        f"{asked(InterviewQuestion(question))[1]}: {_brief(InterviewQuestion(question), answer)}"
        for question, answer in answers
        if question in set(InterviewQuestion) and answer in TREE[InterviewQuestion(question)]
    ]
    return " · ".join(told)


def _brief(question: InterviewQuestion, answer: str) -> str:
    if answer in set(Path):
        return path_name(Path(answer))
    words = answer_words(question, answer)
    return words[:1].lower() + words[1:]


def what_is_known(question: InterviewQuestion, context: DecisionContext, today: date) -> list[str]:
    """What the facts say to a question, a sentence each."""
    facts = context.facts
    match question:
        case InterviewQuestion.IMPLEMENTATION:
            of_strategy = context.topic.subject is Subject.STRATEGY
            weeks = so_far(context.topic.strategy, context.checkins) if of_strategy else tally_words(facts.tally)
            return [weeks, *_held(context), *(rubric_words(each) for each in facts.ratings)]
        case InterviewQuestion.OUTCOMES | InterviewQuestion.REALISTIC:
            sentences = [result_words(each, way=question is InterviewQuestion.REALISTIC) for each in facts.results]
            return sentences or [_("The plan names no outcome goal that this leads to.")]
        case InterviewQuestion.ALIGNED:
            return _alignment(context)
        case InterviewQuestion.CIRCUMSTANCES | InterviewQuestion.CHANGED:
            sentences = [change_words(each, today) for each in facts.changes]
            return sentences or [_("Nobody has written down a change this year.")]
        case InterviewQuestion.OBSTACLE:
            return _obstacles(context)
        case _:
            return []


def _held(context: DecisionContext) -> list[str]:
    held = context.facts.held
    return [outcome_words(context.topic.strategy, held)] if held else []


def rubric_words(rating: Rating) -> str:
    """A rubric item's levels."""
    levels = [
        (rating.initial, _("{n} at the start")),
        (rating.goal, _("goal {n}")),
        (rating.year_end, _("{n} at the end of the year")),
    ]
    told = ", ".join(words.format(n=n) for n, words in levels if n is not None) or _("not rated yet")
    return _("{activity} (rubric, 1 to 4): {levels}.").format(activity=rating.activity, levels=told)


def result_words(result: GoalResult, *, way: bool = False) -> str:
    """An outcome goal's figures; with `way`, how much of the way was made."""
    goal = result.goal
    name = named(goal.measure, result.group) if goal.measure else clip(goal.statement, 120)
    if result.actual is None:
        return _("{measure}: no number that I may show.").format(measure=name)
    figures = [
        _("latest {value} on {day}").format(
            value=_figure(result, result.actual), day=when(result.day) if result.day else ""
        )
    ]
    if goal.baseline is not None:
        figures.append(_("{value} at the start").format(value=_figure(result, goal.baseline)))
    if goal.target is not None:
        figures.append(_("target {value}").format(value=_figure(result, goal.target)))
    told_whole = _("{measure}: {figures}.").format(measure=name, figures=", ".join(figures))
    if way and result.share is not None:
        percent = number(round(max(result.share, 0) * 100))
        told_whole += " " + _("That is {percent}% of the way.").format(percent=percent)
    return told_whole


def _figure(found: GoalResult, value: float) -> str:
    return value_words(found.goal.measure, value)


def _alignment(context: DecisionContext) -> list[str]:
    """The logic model around this: what leads to its outcome goals, and the outcome goals that nothing leads to."""
    goal, unled = context.topic.goal, context.facts.unled
    if goal is not None and goal.kind is GoalKind.OUTCOME:
        acting = [_goal(each) for each in context.goals if each.kind is GoalKind.IMPLEMENTATION]
        told = _("What leads to {goal}: {goals}.").format(goal=_goal(goal), goals=listed(acting))
        return [told] if acting else [_lost(unled)] if unled else []
    led = [_("It leads to {goal}.").format(goal=_goal(each.goal)) for each in context.facts.results]
    told_first = led or [_("The logic model joins it to no outcome goal.")]
    return [*told_first, _lost(unled)] if unled else told_first


def _goal(goal: Goal) -> str:
    return _("“{goal}”").format(goal=clip(goal.statement, 100))


def _lost(unled: Sequence[Goal]) -> str:
    return _("No implementation goal leads to: {goals}.").format(goals=listed([_goal(each) for each in unled]))


def _obstacles(known: DecisionContext) -> list[str]:
    found = [obstacle_name(each) for each in known.facts.obstacles]
    return [_("When it was looked back at: {obstacles}.").format(obstacles=listed(found))] if found else []
