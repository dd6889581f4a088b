"""What was decided, what changed around the work and what stands in its way, in sentences for digests."""

from collections.abc import Iterator, Sequence
from datetime import date

from handlers.kit.card import Items, Part, Text
from handlers.kit.words import Words, as_written, clip, count, number, say, when
from handlers.wording.over_time import change_words, obstacle_name
from handlers.wording.strategy import path_told, value_words
from pdsa.circumstances import ContextChange
from pdsa.decisions import TRIAD, Path, Triad
from pdsa.findings import DecisionFinding, GoalDecided, Hurdle
from pdsa.text import _, ngettext

MOST_CHANGES = 4
MOST_HURDLES = 3


def decisions(found: Sequence[DecisionFinding], few: int, day: date) -> Iterator[Part]:
    """For leadership: what changes and what goes on, each with who takes the next step and by when, as of a day."""
    changes, goes_on = _sorted(found)
    yield from _listed(_("*What we will do differently*"), [decision_line(each, day) for each in changes], few)
    yield from _listed(_("*What we will go on with*"), [decision_line(each, day) for each in goes_on], few)


def for_you(found: Sequence[DecisionFinding], few: int) -> Iterator[Part]:
    """For those who do the work: what is new for them, and what stays; whose task it is, they know."""
    changes, goes_on = _sorted(found)
    yield from _listed(_("*What changes for you*"), [_plain_line(each) for each in changes], few)
    yield from _listed(_("*What goes on*"), [_plain_line(each) for each in goes_on], few)


def _sorted(findings: Sequence[DecisionFinding]) -> tuple[list[DecisionFinding], list[DecisionFinding]]:
    """What changes or stops, and what goes on."""
    changes = [each for each in findings if TRIAD[each.path] is not Triad.ADOPT]
    return changes, [each for each in findings if each not in changes]


def _listed(title: str, sentences: Sequence[Words], few: int) -> Iterator[Part]:
    """The first few; how many more there are is said."""
    more = [count("and {n} more", "and {n} more", len(sentences) - few)] if len(sentences) > few else []
    yield from listed(title, (*sentences[:few], *more))


def listed(title: str, sentences: Sequence[Words | str]) -> Iterator[Part]:
    """Sentences under a title; nothing where there are none."""
    if sentences:
        yield Text(say(title))
        yield Items(tuple(sentences))


def decision_line(decision: DecisionFinding, day: date, most: int = 200) -> Words:
    """ "*Peer visits*: we try another way to the same goal. Next step: ask hosts for a time (Kofi Mensah, by …)."."""
    step = clip(decision.next_step, most).rstrip(".")
    return say(
        "*{title}*: {becomes}.{step}",
        title=clip(decision.title, 120),
        becomes=path_told(decision.path),
        step=_(" Next step: {step}{hands}.").format(step=step, hands=hands(decision.owner, decision.due, day))
        if step
        else "",
    )


def _plain_line(decision: DecisionFinding) -> Words:
    step = clip(decision.next_step, 200).rstrip(".")
    told = _(" Next: {step}.").format(step=step) if step else ""
    return say(
        "*{title}*: {becomes}.{step}", title=clip(decision.title, 120), becomes=path_told(decision.path), step=told
    )


def hands(owner: str, by: date | None, day: date) -> str:
    """Who takes a step, and by when, in brackets; a day that is far from `day` with its year."""
    parts = [clip(owner, 80)] if owner else []
    if by is not None:
        parts.append(_("by {day}").format(day=when(by, day)))
    return f" ({', '.join(parts)})" if parts else ""


def goals(found: Sequence[GoalDecided], few: int, day: date) -> Iterator[Part]:
    """What becomes of goals: those that wait, those with more time or another target."""
    yield from _listed(_("*What was decided on goals*"), [goal_line(each, day) for each in found], few)


def goal_line(decision: GoalDecided, day: date) -> Words:
    step = clip(decision.next_step, 200).rstrip(".")
    more = (
        _(" Next step: {step}{hands}.").format(step=step, hands=hands(decision.owner, decision.by, day)) if step else ""
    )
    return say("*{goal}*: {told}.{more}", goal=clip(decision.goal, 200), told=_goal_told(decision, day), more=more)


def _goal_told(decision: GoalDecided, day: date) -> str:
    if decision.until or decision.condition or decision.first:
        return _waits(decision, day)
    if decision.path is Path.EXTEND and decision.due is not None:
        return _("it gets more time, until {day}").format(day=when(decision.due, day))
    if decision.path is Path.REVISE and decision.target is not None:
        now, was = _level(decision, decision.target), _level(decision, decision.was)
        if decision.was is None:
            return _("its target is now {now}").format(now=now)
        return _("its target is now {now}; it was {was}").format(now=now, was=was)
    return path_told(decision.path)


def _waits(decision: GoalDecided, day: date) -> str:
    """Until when or until what a goal waits, and what comes before it."""
    until = []
    if decision.until is not None:
        until.append(_("until {day}").format(day=when(decision.until, day)))
    if decision.condition:
        until.append(_("until this holds: {condition}").format(condition=clip(decision.condition, 200).rstrip(".")))
    told = _("it is put aside {until}").format(until=_(" or ").join(until)) if until else _("it is put aside")
    return (
        _("{told}; first comes {first}").format(told=told, first=clip(decision.first, 120)) if decision.first else told
    )


def _level(each: GoalDecided, value: float | None) -> str:
    if value is None:
        return ""
    return value_words(each.measure, value) if each.measure else _("level {n}").format(n=number(value))


def around(changes: Sequence[ContextChange], day: date) -> Iterator[Part]:
    """What changed around the work, the newest last."""
    if changes:
        yield Text(say(_("*What changed around the work*")))
        yield Items(tuple(as_written(change_words(each, day)) for each in changes[-MOST_CHANGES:]))


def hurdles(findings: Sequence[Hurdle]) -> Words | None:
    """What got in the way of several strategies, counted."""
    if not findings:
        return None
    named = [
        _("{obstacle}, in {strategies}").format(
            obstacle=obstacle_name(hurdle.obstacle),
            strategies=count("{n} strategy", "{n} strategies", hurdle.strategies),
        )
        for hurdle in findings[:MOST_HURDLES]
    ]
    return say(_("Named most often this year: {obstacles}."), obstacles="; ".join(named))


def undecided(n: int) -> str:
    """How many strategies wait for a decision; which they are is the team's business."""
    return ngettext("For {n} strategy nothing is decided yet.", "For {n} strategies nothing is decided yet.", n).format(
        n=n
    )
