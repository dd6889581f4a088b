"""What a decision changes in the plan: told before it is confirmed, and written once it is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from handlers.decide.topic import Topic
from handlers.kit.words import Words, clip, number, say, when
from handlers.wording.notifications import owners, tell_new_owners
from handlers.wording.strategy import listed
from pdsa.calendar import local_day
from pdsa.cycle import Cycle
from pdsa.decision_effects import Effect, PlanNow, effect_of
from pdsa.decisions import AT_ONCE, PARKING, Decision, Details, Path
from pdsa.goals import Goal, Strategy
from pdsa.text import _
from storage.store import YearStore


def goal_named(details: Details, goals: Iterable[Goal]) -> str:
    """The goal that a decision changes, in its words; empty where it changes none."""
    found = next((each for each in goals if each.code == details.goal), None)
    return _("“{goal}”").format(goal=clip(found.statement, 100)) if found else details.goal


async def beside(code: str, details: Details, store: YearStore) -> tuple[Strategy, ...]:
    """The other strategies of the goal that a decision on this one means."""
    return tuple(each for each in await store.plans.strategies() if each.goal == details.goal and each.code != code)


def coming_words(
    path: Path, details: Details, goal: str, cycle: Cycle, today: date, others: Sequence[Strategy] = ()
) -> str:
    """What will change once the decision is confirmed, as things stand today; empty where nothing does. `goal` is the
    goal that is meant, as people know it; `others` are its other strategies.
    """
    sentences = []
    if path in PARKING and details.goal:
        studied = cycle.phase_on(today) not in AT_ONCE
        words = _("Once this is confirmed, the goal {goal} waits {until}. {asked}")
        until = until_words(details, today)
        sentences.append(words.format(goal=goal, until=until, asked=_asked_until_then(studied=studied)))
        if others:
            sentences.append(_nor(others, studied=studied))
    elif plan_change := _plan_change(path, details, goal, today):
        now = cycle.phase_on(today) in AT_ONCE and path is not Path.SHIFT
        words = _("Once this is confirmed: {change}.") if now else _next_year()
        sentences.append(words.format(change=plan_change))
    if details.end_now:
        sentences.append(_("Its last day is the day on which this is confirmed."))
    return " ".join(sentences)


def ahead_words(path: Path, goal: str, others: Sequence[Strategy] = (), *, studied: bool = False) -> str:
    """What a path does to others' work, before it is known until when; empty where it leaves that alone."""
    if path not in PARKING or not goal:
        return ""
    sentence = _("Once this is confirmed, the goal {goal} waits. Nobody is asked about it meanwhile.")
    if studied:
        sentence = _("Once this is confirmed, the goal {goal} waits. It is only looked back at and decided on.")
    sentence = sentence.format(goal=goal)
    return f"{sentence} {_nor(others, studied=studied)}" if others else sentence


def _asked_until_then(*, studied: bool) -> str:
    """What is asked about a goal that waits: a year that is looked back at already is still brought to its end."""
    if studied:
        return _("It is only looked back at and decided on.")
    return _("Nobody is asked about it until then.")


def _nor(others: Sequence[Strategy], *, studied: bool) -> str:
    told = _("Nor about what else is done for it: {titles}.")
    if studied:
        told = _("So it is with what else is done for it: {titles}.")
    return told.format(titles=_titled(others))


def _titled(strategies: Sequence[Strategy]) -> str:
    return listed([clip(each.title, 60) for each in strategies])


def _next_year() -> str:
    return _("For next year's plan: {change}. This year's stays as it is.")


def until_words(details: Details, today: date) -> str:
    """Until when a goal waits."""
    day = when(details.until, today) if details.until else ""
    condition = clip(details.condition, 300)
    if day and condition:
        return _("until {day}, or until “{condition}” holds").format(day=day, condition=condition)
    return _("until {day}").format(day=day) if day else _("until “{condition}” holds").format(condition=condition)


def _plan_change(path: Path, details: Details, goal: str, today: date) -> str:
    """A path's change of the plan in a few words."""
    match path:
        case Path.EXTEND if details.goal and details.new_due:
            return _("the goal {goal} is due {day}").format(goal=goal, day=when(details.new_due, today))
        case Path.REVISE if details.goal and details.new_target is not None:
            return _("the goal {goal} has the target {n}").format(goal=goal, n=number(details.new_target))
        case Path.OTHER_STRATEGY:
            return _("“{title}” is a new strategy").format(title=clip(details.new_strategy_title, 300))
        case Path.REALIGN if details.inputs or details.additions:
            added = listed([clip(each, 100) for each in (*details.inputs, *details.additions)], 8)
            return _("the logic model gains {added}").format(added=added)
        case Path.SHIFT if details.goal:
            told = _("{first} comes first, and the goal {goal} waits")
            if details.until:
                told = _("{first} comes first, and the goal {goal} waits until {day}")
            day = when(details.until, today) if details.until else ""
            return told.format(goal=goal, first=details.first_activity, day=day)
        case _:
            return ""


def changed_words(decision: Decision, goal: str, today: date, *, studied: bool = False) -> Words | None:
    """What a decision that stands has changed, or that it counts for next year's plan; None where nothing changes.
    `studied` says that the year was looked back at already when it was confirmed.
    """
    details, path = decision.details, decision.path
    sentences = []
    if details.applied:
        sentences += [_applied(path, details, goal, today, studied=studied)]
    elif plan_change := _plan_change(path, details, goal, today):
        sentences.append(_next_year().format(change=plan_change))
    if details.ended:
        sentences.append(_("Its last day is {day}.").format(day=when(details.ended, today)))
    return say("{told}", told=" ".join(sentences)) if any(sentences) else None


def _applied(path: Path, details: Details, goal: str, today: date, *, studied: bool) -> str:
    if path in PARKING:
        words = _("The goal {goal} waits {until}. {asked}")
        asked = _asked_until_then(studied=studied)
        return words.format(goal=goal, until=until_words(details, today), asked=asked)
    if path is Path.EXTEND:
        before = when(details.was_due, today) if details.was_due else _("no date")
        day = when(details.new_due, today) if details.new_due else ""
        return _("The goal {goal} is due {day} now; before: {was}.").format(goal=goal, day=day, was=before)
    if path is Path.REVISE:
        before = number(details.was_target) if details.was_target is not None else _("no target")
        words = _("The goal {goal} has the target {n} now; before: {was}.")
        return words.format(goal=goal, n=number(details.new_target or 0), was=before)
    if path is Path.OTHER_STRATEGY:
        words = _("“{title}” is in the plan. It still needs dates and a prediction.")
        return words.format(title=clip(details.new_strategy_title, 300))
    return _("Done: {change}.").format(change=_plan_change(path, details, goal, today))


async def take_effect(decision: Decision, topic: Topic, cycle: Cycle, store: YearStore) -> Decision:
    """Bring the plan in line with a decision that has just been confirmed; returns it with what was changed."""
    today = local_day(store.now, cycle.zone)
    plan = PlanNow(
        await store.logic.model(),
        tuple(await store.plans.strategies(dropped=True)),
        await store.plans.codes(),
        tuple(await store.learning.all_decisions()),
        tuple(await store.parked.all()),
    )
    effect = effect_of(decision, topic.strategy, topic.goal, plan, cycle.phase_on(today), today)
    before = await owners(store)
    await _write(effect, decision, store)
    await tell_new_owners(before, store, decision.confirmed_by or decision.proposed_by)
    return replace(decision, details=effect.details)


async def _write(effect: Effect, decision: Decision, store: YearStore) -> None:
    by, details = decision.confirmed_by or decision.proposed_by, effect.details
    if effect.takes_up is not None:
        await store.parked.take_up(effect.takes_up, by)
    for strategy in effect.strategies:
        await store.plans.put_strategy(strategy)
    if effect.parks:
        await store.parked.park(
            effect.parks, by, decision=decision.id, first=details.first_activity, until=details.until,
            condition=details.condition,
        )  # fmt: skip
    if effect.goal is not None:
        await store.plans.put_goal(effect.goal)
    for model in effect.models:
        await store.logic.keep(model)
    if details != decision.details:
        await store.learning.keep_details(decision.id, details)
