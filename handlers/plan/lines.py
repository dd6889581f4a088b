"""A goal or a strategy in one line, and what is said in it."""

from datetime import date

from handlers.kit.words import Words, clip, number, say, typed, when
from handlers.plan.view import PlanView, above
from handlers.wording.strategy import listed
from handlers.wording.waiting import missing_words
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.parking import Parked
from pdsa.text import _


def goal_line(whole: PlanView, goal: Goal, today: date) -> Words:
    """A goal in a line: its kind, words, figures, date, and what it leads to."""
    told = _("↳ {code} {kind}: {statement}") if above(whole, goal) else _("{code} {kind}: {statement}")
    pieces = [say(told, code=typed(goal.code), kind=kind_word(goal), statement=clip(goal.statement, 160))]
    if figures := goal_figures(goal):
        pieces.append(say(" ({figures})", figures=clip(figures, 120)))
    if goal.parent:
        pieces.append(say(_(" · serves *{goal}*"), goal=clip(whole.words(goal.parent), 60)))
    if leads_to := whole.leads_to(goal):
        pieces.append(
            say(_(" · leads to {others}"), others=listed([clip(whole.words(each), 60) for each in leads_to], 3))
        )
    if goal.due:
        pieces.append(say(_(" · due {day}"), day=when(goal.due, today)))
    if goal.code in whole.parked:
        pieces.append(say(_(" · waits {until}"), until=clip(waits_until(whole.parked[goal.code], today), 120)))
    return tuple(span for piece in pieces for span in piece)


def waits_until(parked: Parked, today: date) -> str:
    """What a parked goal waits for."""
    if parked.until is None:
        return _("until this holds: {condition}").format(condition=parked.condition)
    day = when(parked.until, today)
    if not parked.condition:
        return _("until {day}").format(day=day)
    return _("until {day}, or until this holds: {condition}").format(day=day, condition=parked.condition)


def kind_word(goal: Goal) -> str:
    return {
        GoalKind.LONG_TERM: _("Long-term"),
        GoalKind.IMPLEMENTATION: _("Implementation"),
        GoalKind.OUTCOME: _("Outcome"),
    }[goal.kind]


def goal_figures(goal: Goal) -> str:
    """What a goal is measured by, from where to where; empty where it has no figures."""
    what = goal.activity or goal.measure
    if goal.baseline is None and goal.target is None:
        return what
    unknown = _("not known yet")
    start = unknown if goal.baseline is None else number(goal.baseline)
    end = unknown if goal.target is None else number(goal.target)
    return _("{what}: {start} → {end}").format(what=what or _("from"), start=start, end=end)


def strategy_line(whole: PlanView, strategy: Strategy, today: date) -> Words:
    """A strategy in a line: its title, owner and dates, and what it still needs."""
    line = say(
        _("{code} {title} ({owner}, {dates})"),
        code=typed(strategy.code),
        title=clip(strategy.title, 120),
        owner=clip(whole.name(strategy.owner), 60),
        dates=dates(strategy, today),
    )
    return line if not strategy.missing else (*line, *say(_(" needs {missing}"), missing=missing_words(strategy)))


def dates(strategy: Strategy, today: date) -> str:
    """From when to when, as far as it is known."""
    open_end = _("no date yet")
    start = when(strategy.start, today) if strategy.start else open_end
    end = when(strategy.end, today) if strategy.end else open_end
    return _("{start} to {end}").format(start=start, end=end) if strategy.start or strategy.end else open_end
