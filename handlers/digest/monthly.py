"""The monthly summary for stakeholders and leadership, in words."""

from collections.abc import Iterator

from handlers.digest.phrases import (
    hidden_words,
    lines,
    measure_words,
    notes_words,
    pages,
    phase_name,
    phase_words,
    quote,
    tally_words,
    trend_words,
)
from handlers.kit.card import Card, Items, Part, Text, Title, card
from handlers.kit.words import Words, _, as_written, clip, month_name, ngettext, say, when
from pdsa.calendar import ONE_DAY
from pdsa.digest import Coming, ComingKind, Monthly
from pdsa.findings import GoalFinding, MeasureFinding, StrategyFinding

FEW_MEASURES = 4
FEW_QUOTES = 3
FEW_COMING = 6


def summary(month: Monthly, district: str, *, opening: str = "", ask: str = "") -> Card:
    """The summary: one message, with the goals and their strategies in its thread.

    `opening` and `ask` are people's own words, set in as they are.
    """
    moved = [each for each in month.measures if _has_new_point(each, month)]
    coming = [_coming(each) for each in month.coming]
    more = _("and {n} more").format(n=len(coming) - FEW_COMING) if len(coming) > FEW_COMING else ""
    parts = [
        Title(_("Social and emotional learning (SEL) in {month}").format(month=month_name(month.first))),
        Text(as_written(opening)) if opening else None,
        Text(say("{phase} {done}", phase=phase_words(month.phase), done=_done(month))),
        Items(tuple(_measure(each, district) for each in moved[:FEW_MEASURES])) if moved else None,
        Text(say(_("*In people's words*"))) if month.quotes else None,
        *(quote(each) for each in month.quotes[:FEW_QUOTES]),
        Text(say(_("*In {month}*"), month=month_name(month.last + ONE_DAY))) if coming else None,
        Items((*coming[:FEW_COMING], *([more] if more else []))) if coming else None,
        Text(say(_("*We ask for:* {ask}"), ask=ask)) if ask else None,
        _hidden(month),
    ]
    return card(*parts, details=pages(_("What was under way"), goal_parts(month.goals)))


def _done(month: Monthly) -> Words:
    strategies = [each for goal in month.goals for each in goal.strategies]
    if not strategies:
        return say(_("No strategy was under way this month."))
    n = len(strategies)
    under_way = ngettext("{n} strategy was under way.", "{n} strategies were under way.", n).format(n=n)
    if not month.tally.total:
        return say(_("{under_way} No check-in has come in for this month."), under_way=under_way)
    notes = ngettext("{n} check-in came in", "{n} check-ins came in", month.tally.total)
    template = _("{under_way} {notes}: {tally}.")
    return say(template, under_way=under_way, notes=notes.format(n=month.tally.total), tally=tally_words(month.tally))


def _has_new_point(finding: MeasureFinding, month: Monthly) -> bool:
    return bool(finding.series) and finding.series[0].last.day >= month.first


def _measure(finding: MeasureFinding, district: str) -> Words:
    return say(
        _("{measure}; {trend}"),
        measure=measure_words(finding, district, final=False),
        trend=trend_words(finding.series[0]),
    )


def _coming(coming: Coming) -> Words:
    day, title = when(coming.day), clip(coming.title, 150)
    match coming.what:
        case ComingKind.PHASE:
            return say(_("From {day}: {phase}"), day=day, phase=phase_name(coming.title))
        case ComingKind.BREAK if coming.last and coming.last > coming.day:
            return say(_("{day} to {last}: {title}"), day=day, last=when(coming.last), title=title)
        case ComingKind.BREAK:
            return say("{day}: {title}", day=day, title=title)
        case ComingKind.START:
            return say(_("{day}: *{title}* begins"), day=day, title=title)
        case ComingKind.END:
            return say(_("{day}: *{title}* ends"), day=day, title=title)
        case ComingKind.DUE:
            return say(_("{day}: the goal *{title}* is due"), day=day, title=title)


def goal_parts(goals: tuple[GoalFinding, ...]) -> Iterator[Part]:
    """Each goal with its strategies and how their weeks went that month."""
    for goal in goals:
        if goal.strategies:
            yield Text(say("*{statement}*", statement=clip(goal.statement, 300) or _("Other strategies")))
            for some in lines([_strategy(each) for each in goal.strategies]):
                yield Items(some)


def _strategy(each: StrategyFinding) -> Words:
    ended = _(" (set aside)") if each.dropped else ""
    return say("{title}{ended}: {notes}", title=clip(each.title, 150), ended=ended, notes=notes_words(each.tally))


def _hidden(month: Monthly) -> Text | None:
    words = hidden_words(month.hidden, month.minimum)
    return Text(words) if words else None
