"""What got better and fell short, what was decided, and what stands in the way, in sentences for digests."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from handlers.kit.card import Items, Part, Text
from handlers.kit.words import Words, as_written, clip, count, join, number, say, when
from handlers.wording.measure_chart import change_words, obstacle_name
from handlers.wording.measures import judged_words, measure_words
from handlers.wording.strategy import few, path_told, value_words
from pdsa.circumstances import ContextChange
from pdsa.decisions import TRIAD, Path, Triad
from pdsa.findings import DecisionFinding, GoalDecided, Hurdle, MeasureFinding
from pdsa.goal_progress import Stands, stands
from pdsa.runchart import Verdict
from pdsa.text import _, ngettext

MOST_CHANGES = 4
MOST_HURDLES = 3


def headline(findings: Sequence[MeasureFinding]) -> Iterator[Part]:
    """Gains and losses over the measures that have a goal and a number, counted in one sentence: neither hides behind
    the other.
    """
    where = Counter(stands(each) for each in findings if each.goals and each.series)
    n = where.total() - where[Stands.UNKNOWN]
    if n < 2:
        return
    closer, same, away = where[Stands.CLOSER], where[Stands.SAME], where[Stands.AWAY]
    told = (
        count("{n} is closer than at the start", "{n} are closer than at the start", closer) if closer else "",
        count("{n} shows no change", "{n} show no change", same) if same else "",
        count("{n} is further away than at the start", "{n} are further away than at the start", away) if away else "",
    )
    others = join([each for each in told if each])
    first = _reached(where[Stands.REACHED], n)
    yield Text(say("{first}; {others}.", first=first, others=others) if others else say("{first}.", first=first))


def _reached(reached: int, n: int) -> str:
    if not reached:
        return _("None of the {n} goals with numbers is reached").format(n=n)
    if reached == n:
        return _("All {n} goals with numbers are reached").format(n=n)
    said = ngettext(
        "{reached} of {n} goals with numbers is reached", "{reached} of {n} goals with numbers are reached", reached
    )
    return said.format(reached=reached, n=n)


def outcomes(findings: Sequence[MeasureFinding], district: str, few: int) -> Iterator[Part]:
    """The measures that have a goal, one by one, those short of it first."""
    aimed = [each for each in findings if each.goals]
    measured = sorted((each for each in aimed if each.series), key=lambda each: list(Stands).index(stands(each)))
    if measured:
        yield Items(tuple(outcome(each, district) for each in measured[: few + 2]))
    unknown = [clip(each.measure, 100) for each in aimed if not each.series]
    if unknown:
        template = _("There is no number that can be shown yet for {measures}.")
        yield Text(say(template, measures=join(unknown[:few])))


def outcome(finding: MeasureFinding, district: str) -> Words:
    words, judged = measure_words(finding, district), finding.series[0].says
    if judged.verdict is Verdict.TOO_EARLY:
        return say("{words}.", words=words)
    return say("{words}. {says}", words=words, says=judged_words(finding.measure, judged))


def decisions_parts(found: Sequence[DecisionFinding], few: int, day: date) -> Iterator[Part]:
    """For leadership: what changes and what goes on, each with who takes the next step and by when, as of a day."""
    changes, goes_on = _sorted(found)
    yield from _listed(_("*What we will do differently*"), [decision_line(each, day) for each in changes], few)
    yield from _listed(_("*What we will go on with*"), [decision_line(each, day) for each in goes_on], few)


def to_decide_parts(found: Sequence[DecisionFinding], few: int) -> Iterator[Part]:
    """For those who do the work: what is new for them, and what stays; whose task it is, they know."""
    changes, goes_on = _sorted(found)
    yield from _listed(_("*What changes for you*"), [_plain_line(each) for each in changes], few)
    yield from _listed(_("*What goes on*"), [_plain_line(each) for each in goes_on], few)


def _sorted(findings: Sequence[DecisionFinding]) -> tuple[list[DecisionFinding], list[DecisionFinding]]:
    """What changes or stops, and what goes on."""
    changes = [each for each in findings if TRIAD[each.path] is not Triad.ADOPT]
    return changes, [each for each in findings if each not in changes]


def _listed(title: str, sentences: Sequence[Words], most: int) -> Iterator[Part]:
    yield from titled_list(title, few(sentences, most))


def titled_list(title: str, sentences: Sequence[Words | str]) -> Iterator[Part]:
    """Sentences under a title; nothing where there are none."""
    if sentences:
        yield Text(say(title))
        yield Items(tuple(sentences))


def decision_line(decision: DecisionFinding, day: date, most: int = 200) -> Words:
    """ "*Peer visits*: we try another way to the same goal. Next step: ask hosts for a time (Kofi Mensah, by …)."."""
    step = _next_step(decision.next_step, decision.owner, decision.due, day, most)
    return say(
        "*{title}*: {becomes}.{step}", title=clip(decision.title, 120), becomes=path_told(decision.path), step=step
    )


def _plain_line(decision: DecisionFinding) -> Words:
    step = clip(decision.next_step, 200).rstrip(".")
    told = _(" Next: {step}.").format(step=step) if step else ""
    return say(
        "*{title}*: {becomes}.{step}", title=clip(decision.title, 120), becomes=path_told(decision.path), step=told
    )


def _next_step(text: str, owner: str, by: date | None, day: date, most: int = 200) -> str:
    """The next step, who takes it and by when, a day far from `day` with its year; empty where there is none."""
    step, hands = clip(text, most).rstrip("."), [clip(owner, 80)] if owner else []
    if by is not None:
        hands.append(_("by {day}").format(day=when(by, day)))
    in_brackets = f" ({', '.join(hands)})" if hands else ""
    return _(" Next step: {step}{hands}.").format(step=step, hands=in_brackets) if step else ""


def goals_parts(found: Sequence[GoalDecided], few: int, day: date) -> Iterator[Part]:
    """What becomes of goals: those that wait, those with more time or another target."""
    yield from _listed(_("*What was decided on goals*"), [goal_line(each, day) for each in found], few)


def goal_line(decision: GoalDecided, day: date) -> Words:
    more = _next_step(decision.next_step, decision.owner, decision.by, day)
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
    aside = _("it is put aside {until}").format(until=_(" or ").join(until)) if until else _("it is put aside")
    first = _("{told}; first comes {first}").format(told=aside, first=clip(decision.first, 120))
    return first if decision.first else aside


def _level(each: GoalDecided, value: float | None) -> str:
    if value is None:
        return ""
    return value_words(each.measure, value) if each.measure else _("level {n}").format(n=number(value))


def changes_around(changes: Sequence[ContextChange], day: date) -> Iterator[Part]:
    """What changed around the work, the newest last."""
    told = [as_written(change_words(each, day)) for each in changes[-MOST_CHANGES:]]
    yield from titled_list(_("*What changed around the work*"), told)


def hurdles_words(findings: Sequence[Hurdle]) -> Words | None:
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


def undecided_words(n: int) -> str:
    """How many strategies wait for a decision; which they are is the team's business."""
    return count("For {n} strategy nothing is decided yet.", "For {n} strategies nothing is decided yet.", n)
