"""The monthly summary, for leadership and for everybody else.

What each gets, and in which order, stands in pdsa/digest_readers.py.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from handlers.digest.opening import NOTHING, OwnWords, asked_parts, asks_for, opening_words
from handlers.digest.outcomes import (
    changes_around,
    decisions_parts,
    goals_parts,
    titled_list,
    to_decide_parts,
)
from handlers.digest.phrases import (
    hidden_words,
    lines,
    pages,
    phase_name,
    phase_words,
    quotes,
    tally_words,
)
from handlers.kit.card import Card, Items, Part, Text, Title, card
from handlers.kit.words import Words, clip, count, month_name, say, when
from handlers.wording.figures import judged_words, measure_name, measure_words
from handlers.wording.rhythms import day_off
from handlers.wording.strategy import listed
from pdsa.calendar import ONE_DAY
from pdsa.digest import Coming, ComingKind, Monthly
from pdsa.digest_readers import MONTH, DigestContents, Readers, Section
from pdsa.findings import GoalFinding, MeasureFinding, StrategyFinding
from pdsa.goal_progress import got_worse
from pdsa.text import _, ngettext

FEW_COMING = 6


@dataclass(frozen=True)
class MonthlyCopy:
    """One copy in the making: the month, what its readers get of it, and people's own words."""

    month: Monthly
    told: DigestContents
    district: str
    readers: Readers
    words: OwnWords


def summary(month: Monthly, district: str, readers: Readers, words: OwnWords = NOTHING) -> Card:
    """The summary as these readers get it: one message, with what was under way in its thread."""
    contents = MONTH[readers]
    copy = MonthlyCopy(month, contents, district, readers, words)
    parts = [part for section in contents.message for part in MESSAGE[section](copy)]
    details = [each for section in contents.thread for each in THREAD[section](copy)]
    title = _("Social and emotional learning (SEL) in {month}")
    if readers is Readers.LEADERSHIP:
        title = _("Social and emotional learning (SEL) in {month}, for leadership")
    return card(Title(title.format(month=month_name(month.first))), *parts, details=tuple(details))


def _outcomes(copy: MonthlyCopy) -> Iterator[Part]:
    """The measures with a new number; where the goals have none, that is said."""
    moved = [each for each in copy.month.measures if has_new_point(each, copy.month)]
    if not moved and any(each.goals for each in copy.month.measures):
        yield Text(_("No new number came in for the goals this month."))
    if moved:
        if copy.readers is Readers.STAKEHOLDERS:  # elsewhere they open the message
            yield Text(say(_("*Where the numbers stand*")))
        yield Items(tuple(_measure(each, copy) for each in moved[: copy.told.few]))


def has_new_point(finding: MeasureFinding, month: Monthly) -> bool:
    """Whether its latest number is of this month, or of an earlier one and came in, or was corrected, after that had
    been told.
    """
    new = finding.measure in (*month.late, *month.corrected)
    return bool(finding.series) and (new or finding.series[0].latest.day >= month.first)


def _measure(finding: MeasureFinding, copy: MonthlyCopy) -> Words:
    words = measure_words(finding, copy.district, final=False)
    says = judged_words(finding.measure, finding.series[0].says)
    if finding.measure in copy.month.corrected:
        return say(_("{measure}. It was corrected after an earlier summary. {says}"), measure=words, says=says)
    return say("{measure}. {says}", measure=words, says=says)


def _risks(copy: MonthlyCopy) -> Iterator[Part]:
    """What may keep the year's goals from being met, as far as this month's figures carry it."""
    month = copy.month
    sentences: list[Words | str] = []
    worse = [measure_name(each, copy.district) for each in month.measures if each.goals and got_worse(each)]
    if worse:
        sentences.append(say(_("Moving away from the goal, by more than chance: {measures}."), measures=listed(worse)))
    if month.held_up:
        sentences.append(
            count(
                "{n} strategy should have begun by now and still lacks an owner or a prediction.",
                "{n} strategies should have begun by now and still lack an owner or a prediction.",
                month.held_up,
            )
        )
    yield from titled_list(_("*What may get in the way*"), sentences)


def _work(copy: MonthlyCopy) -> Iterator[Part]:
    """What the team is at, and how the month went, counted."""
    yield Text(say("{phase} {done}", phase=phase_words(copy.month.phase), done=_done(copy.month)))


def _done(month: Monthly) -> Words:
    strategies = [each for goal in month.goals for each in goal.strategies]
    if not strategies:
        return say(_("No strategy was under way this month."))
    n = len(strategies)
    under_way = ngettext("{n} strategy was under way.", "{n} strategies were under way.", n).format(n=n)
    if not month.tally.total:
        none = _("{under_way} No check-in has come in for {month}.")
        told = none.format(under_way=under_way, month=month_name(month.first))
        return say("{none}{later}", none=told, later=_later(month))
    came = count("{n} check-in came in", "{n} check-ins came in", month.tally.total)
    heard = sum(bool(each.tally.total) for each in strategies)
    later = _later(month)
    if heard < 2 or month.tally.total < month.minimum:  # else it would tell what one person tapped
        return say("{under_way} {came}.{later}", under_way=under_way, came=came, later=later)
    tally = tally_words(month.tally)
    return say("{under_way} {came}: {tally}.{later}", under_way=under_way, came=came, tally=tally, later=later)


def _later(month: Monthly) -> str:
    """Answers that earlier summaries could not know, so that the months add up to the year."""
    if not month.later:
        return ""
    told = count(
        "{n} more check-in came in for earlier months.", "{n} more check-ins came in for earlier months.", month.later
    )
    return f" {told}"


def _coming(copy: MonthlyCopy) -> Iterator[Part]:
    """The next month; to those who do the work it is what changes for them."""
    coming = [_comes(each) for each in copy.month.coming]
    if not coming:
        return
    more = [count("and {n} more", "and {n} more", len(coming) - FEW_COMING)] if len(coming) > FEW_COMING else []
    title = _("*In {month}*")
    if copy.readers is Readers.STAKEHOLDERS:
        title = _("*What comes to you in {month}*")
    yield Text(say(title, month=month_name(copy.month.last + ONE_DAY)))
    yield Items((*coming[:FEW_COMING], *more))


def _comes(coming: Coming) -> Words:
    name = day_off(coming.title) if coming.what is ComingKind.BREAK else coming.title
    day, title = when(coming.day), clip(name, 150)
    match coming.what:
        case ComingKind.PHASE:
            return say(_("From {day}: {phase}"), day=day, phase=phase_name(coming.title))
        case ComingKind.BREAK if coming.last and coming.last > coming.day:
            return say(_("{day} to {last}: {title}"), day=day, last=when(coming.last), title=title)
        case ComingKind.BREAK:
            return say("{day}: {title}", day=day, title=title)
        case ComingKind.START:
            return say(_("{day}: the first day of *{title}*"), day=day, title=title)
        case ComingKind.END:
            return say(_("{day}: the last day of *{title}*"), day=day, title=title)
        case ComingKind.DUE:
            return say(_("{day}: the goal *{title}* is due"), day=day, title=title)


def goal_parts(goals: tuple[GoalFinding, ...]) -> Iterator[Part]:
    """Each goal with what was done for it that month. How it went is told of all together: a strategy's own weeks are
    one person's taps.
    """
    for goal in goals:
        if goal.strategies:
            yield Text(say("*{statement}*", statement=clip(goal.statement, 300) or _("Other strategies")))
            for some in lines([_strategy(each) for each in goal.strategies]):
                yield Items(some)


def _strategy(strategy: StrategyFinding) -> Words:
    ended = _(" (set aside)") if strategy.dropped else ""
    return say("{title}{ended}", title=clip(strategy.title, 150), ended=ended)


def _hidden(copy: MonthlyCopy) -> Iterator[Part]:
    if words := hidden_words(copy.month.hidden, copy.month.minimum):
        yield Text(words)


MESSAGE: Mapping[Section, Callable[[MonthlyCopy], Iterator[Part]]] = {
    Section.OPENING: lambda copy: opening_words(copy.words),
    Section.ASK: lambda copy: asks_for(copy.words),
    Section.ASKED: lambda copy: asked_parts(copy.words),
    Section.OUTCOMES: _outcomes,
    Section.RISKS: _risks,
    Section.GOALS: lambda copy: goals_parts(copy.month.goals_decided, copy.told.few, copy.month.last),
    Section.DECISIONS: lambda copy: decisions_parts(copy.month.decisions, copy.told.few, copy.month.last),
    Section.FOR_YOU: lambda copy: to_decide_parts(copy.month.decisions, copy.told.few),
    Section.AROUND: lambda copy: changes_around(copy.month.changes, copy.month.last),
    Section.VOICES: lambda copy: quotes(copy.month.quotes, copy.told.quotes, voices_first=True),
    Section.WINS: lambda copy: quotes(copy.month.quotes, copy.told.quotes),
    Section.WORK: _work,
    Section.COMING: _coming,
    Section.HIDDEN: _hidden,
}
THREAD: Mapping[Section, Callable[[MonthlyCopy], tuple[Card, ...]]] = {
    Section.UNDER_WAY: lambda copy: pages(_("What was under way"), goal_parts(copy.month.goals)),
}
