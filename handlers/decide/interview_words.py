"""The interview in words: its questions, its answers, and what the facts say to each."""

from collections.abc import Sequence
from datetime import date

from handlers.decide.strategy_or_goal import DecisionContext
from handlers.kit.words import capital, clip, number, when
from handlers.wording.figures import named
from handlers.wording.over_time import change_words, obstacle_name
from handlers.wording.strategy import listed, outcome_words, path_meaning, path_name, tally_words, value_words
from pdsa.decision_facts import GoalResult
from pdsa.decisions import Path
from pdsa.goals import Goal, GoalKind
from pdsa.interview import NO, TREE, UNSURE, YES, InterviewQuestion
from pdsa.measures import Rating
from pdsa.obstacles import Obstacle
from pdsa.text import _


def question_words(question: InterviewQuestion) -> str:
    """A question as it is asked."""
    return {
        InterviewQuestion.IMPLEMENTATION: _("Was progress on implementation as expected?"),
        InterviewQuestion.OUTCOMES: _("Did the outcomes come as expected?"),
        InterviewQuestion.BUILD: _("It was done, and it led where you wanted. How do you build on it?"),
        InterviewQuestion.ALIGNED: _("Do the outcome goals fit what was done: does one lead to the other?"),
        InterviewQuestion.REALISTIC: _("Was the goal realistic for one year?"),
        InterviewQuestion.LONGER: _("More time, or another target?"),
        InterviewQuestion.CIRCUMSTANCES: _("Did circumstances change around it?"),
        InterviewQuestion.CHANGED: _("What follows from the change?"),
        InterviewQuestion.OBSTACLE: _("What got in the way most?"),
        InterviewQuestion.WAY: _("How does it go on?"),
    }[question]


def following_words(question: InterviewQuestion) -> str:
    """A question below another one on the same screen: it says after which answer it counts."""
    words = {
        InterviewQuestion.OUTCOMES: _("If yes: did the outcomes come as expected?"),
        InterviewQuestion.CIRCUMSTANCES: _("If no: did circumstances change around it?"),
        InterviewQuestion.REALISTIC: _("If they fit: was the goal realistic for one year?"),
        InterviewQuestion.LONGER: _("If it was not: more time, or another target?"),
    }
    return words.get(question) or question_words(question)


def asked_in_brief(question: InterviewQuestion) -> str:
    """A question in two or three words, for the way that was taken."""
    return {
        InterviewQuestion.IMPLEMENTATION: _("implementation as expected"),
        InterviewQuestion.OUTCOMES: _("outcomes as expected"),
        InterviewQuestion.BUILD: _("building on it"),
        InterviewQuestion.ALIGNED: _("goals fit what was done"),
        InterviewQuestion.REALISTIC: _("realistic for a year"),
        InterviewQuestion.LONGER: _("time or target"),
        InterviewQuestion.CIRCUMSTANCES: _("circumstances changed"),
        InterviewQuestion.CHANGED: _("what follows"),
        InterviewQuestion.OBSTACLE: _("in the way"),
        InterviewQuestion.WAY: _("the way on"),
    }[question]


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
        f"{asked_in_brief(InterviewQuestion(question))}: {_brief(InterviewQuestion(question), answer)}"
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
            return [weeks_words(context), *_held(context), *(rubric_words(each) for each in facts.ratings)]
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


def weeks_words(context: DecisionContext) -> str:
    """The weeks counted, and the last number that they brought."""
    words = tally_words(context.facts.tally)
    if context.number is None:
        return words
    value = value_words(context.topic.strategy.measure, context.number.value)
    last = _("Latest number from its check-ins: {value} ({day}).").format(value=value, day=when(context.number.day))
    return f"{words} {last}"


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
