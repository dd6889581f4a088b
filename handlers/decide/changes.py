"""What a decision changes in the plan, in words: before it is confirmed, and after."""

from datetime import date

from handlers.decide.known import Known
from handlers.kit.sofar import listed
from handlers.kit.turn import Turn
from handlers.kit.words import Words, _, clip, number, say, when
from pdsa.decisions import AT_ONCE, PARKING, Decision, Details, Path


def coming_words(path: Path, details: Details, known: Known, turn: Turn) -> str:
    """What will change once the decision is confirmed, as things stand today; empty where nothing does."""
    told = []
    if path in PARKING and known.topic.goal:
        words = _("Once this is confirmed, goal {goal} waits {until}: nobody is asked about it until then.")
        told.append(words.format(goal=known.topic.goal.code, until=until_words(details, turn.today)))
    elif plan_change := _plan_change(path, details, turn.today):
        now = turn.cycle.phase_on(turn.today) in AT_ONCE
        template = _("Once this is confirmed: {change}.")
        if not now:
            template = _("For next year's plan: {change}. This year's stays as it is.")
        told.append(template.format(change=plan_change))
    if details.end_now:
        told.append(_("Its last day is the day on which this is confirmed."))
    return " ".join(told)


def until_words(details: Details, today: date) -> str:
    """Until when a goal waits."""
    if details.until and details.condition:
        words = _("until {day}, or until this holds: {condition}")
        return words.format(day=when(details.until, today), condition=clip(details.condition, 300))
    if details.until:
        return _("until {day}").format(day=when(details.until, today))
    return _("until this holds: {condition}").format(condition=clip(details.condition, 300))


def _plan_change(path: Path, details: Details, today: date) -> str:
    """A path's change of the plan in a few words."""
    match path:
        case Path.EXTEND if details.goal and details.new_due:
            return _("goal {goal} is due {day}").format(goal=details.goal, day=when(details.new_due, today))
        case Path.REVISE if details.goal and details.new_target is not None:
            return _("goal {goal} has the target {n}").format(goal=details.goal, n=number(details.new_target))
        case Path.OTHER_STRATEGY:
            return _("“{title}” is a new strategy").format(title=clip(details.new_strategy_title, 300))
        case Path.REALIGN if details.additions:
            added = listed([clip(each, 100) for each in details.additions], 8)
            return _("the logic model gains {added}").format(added=added)
        case _:
            return ""


def changed_words(decision: Decision, today: date) -> Words | None:
    """What a decision that stands has changed, or that it counts for next year's plan; None where nothing changes."""
    details, path = decision.details, decision.path
    told = []
    if details.applied:
        told += [_applied(path, details, today)]
    elif plan_change := _plan_change(path, details, today):
        words = _("For next year's plan: {change}. This year's stays as it is.")
        told.append(words.format(change=plan_change))
    if details.ended:
        told.append(_("Its last day is {day}.").format(day=when(details.ended, today)))
    return say("{told}", told=" ".join(told)) if any(told) else None


def _applied(path: Path, details: Details, today: date) -> str:
    if path in PARKING:
        words = _("Goal {goal} waits {until}. Nobody is asked about it until then.")
        return words.format(goal=details.goal, until=until_words(details, today))
    if path is Path.EXTEND:
        before = when(details.was_due, today) if details.was_due else _("no date")
        day = when(details.new_due, today) if details.new_due else ""
        return _("Goal {goal} is due {day} now; before: {was}.").format(goal=details.goal, day=day, was=before)
    if path is Path.REVISE:
        before = number(details.was_target) if details.was_target is not None else _("no target")
        words = _("Goal {goal} has the target {n} now; before: {was}.")
        return words.format(goal=details.goal, n=number(details.new_target or 0), was=before)
    if path is Path.OTHER_STRATEGY:
        words = _("“{title}” is in the plan as {code}. It still needs dates and a prediction.")
        return words.format(title=clip(details.new_strategy_title, 300), code=details.new_strategy)
    return _("Done: {change}.").format(change=_plan_change(path, details, today))
