"""The year for leadership and stakeholders: one message that a busy reader can stop after."""

from collections.abc import Iterator

from handlers.digest.phrases import is_reached, lines, measure_words, trend_words
from handlers.digest.pictures import rubric_finding
from handlers.digest.yeardetails import details
from handlers.kit.card import Card, Items, Part, Text, Title, card
from handlers.kit.paths import path_told
from handlers.kit.words import Words, _, as_written, clip, join, ngettext, say
from pdsa.decisions import TRIAD, Triad
from pdsa.digest import YearEnd
from pdsa.findings import DecisionFinding, MeasureFinding
from pdsa.reflection import Held
from pdsa.runchart import Trend

FEW = 4


def report(year: YearEnd, *, leadership: bool, opening: str = "", ask: str = "") -> Card:
    """The year's digest. Bad news comes first; `opening` and `ask` are people's own words.

    The copy for stakeholders begins with a word of thanks; what it tells is the same.
    """
    title = _("What {district} learned about social and emotional learning (SEL) this year ({label})")
    thanks = _("Thank you to everybody who tried something this year and told us how it went. This is what came of it.")
    parts = [
        Title(title.format(district=clip(year.district, 60), label=year.label)),
        None if leadership else Text(thanks),
        Text(as_written(opening)) if opening else None,
        *_outcomes(year),
        Text(_work(year)),
        *_next(year),
        Text(say(_("*We ask for:* {ask}"), ask=ask)) if ask else None,
        Text(_("The details follow below, one message each.")),
    ]
    return card(*parts, details=tuple(details(year)))


def _outcomes(year: YearEnd) -> Iterator[Part]:
    """The measures that have a goal: those short of it first."""
    aimed = sorted((each for each in year.measures if each.goals), key=_weight)
    told = [_outcome(each, year) for each in aimed if each.series]
    unknown = [each.measure for each in aimed if not each.series]
    if told:
        yield Items(tuple(told[:6]))
    if unknown:
        template = _("There is no number that can be shown yet for {measures}.")
        yield Text(say(template, measures=join([clip(each, 100) for each in unknown[:FEW]])))


def _weight(finding: MeasureFinding) -> int:
    at_goal = is_reached(finding, finding.series[0]) if finding.series else None
    return {False: 0, None: 1, True: 2}[at_goal]


def _outcome(finding: MeasureFinding, year: YearEnd) -> Words:
    words = measure_words(finding, year.district)
    series = finding.series[0]
    if series.trend is Trend.TOO_EARLY:
        return say("{words}.", words=words)
    return say(_("{words}; {trend}."), words=words, trend=trend_words(series))


def _work(year: YearEnd) -> Words:
    """What was done, how the rubric moved, how many predictions held."""
    n = len(year.strategies)
    if not n:
        done = _("No strategy was begun this year.")
    else:
        done = ngettext("We tried {n} strategy.", "We tried {n} strategies.", n).format(n=n)
    return say("{told}", told=" ".join(each for each in (done, rubric_finding(year), _held(year)) if each))


def _held(year: YearEnd) -> str:
    """How the predictions turned out; the ones that did not are not passed over."""
    looked = [each.held for each in year.predictions if each.held is not None]
    if not year.predictions:
        return ""
    if not looked:
        return _("Nobody has looked back on the predictions yet.")
    n = len(year.predictions)
    parts = (
        (_("{n} did not hold"), looked.count(Held.NO)),
        (_("{n} held in part"), looked.count(Held.PARTLY)),
        (_("{n} held"), looked.count(Held.YES)),
    )
    told = ", ".join(words.format(n=found) for words, found in parts if found)
    said = (
        ngettext("Of {n} prediction, {told}.", "Of {n} predictions, {told}.", n).format(n=n, told=told) if told else ""
    )
    rest = n - looked.count(Held.NO) - looked.count(Held.PARTLY) - looked.count(Held.YES)
    more = ngettext("{n} is still open.", "{n} are still open.", rest).format(n=rest) if rest else ""
    return f"{said} {more}".strip()


def _next(year: YearEnd) -> Iterator[Part]:
    """What changes, what goes on, and what nobody has decided."""
    changes = [each for each in year.decisions if TRIAD[each.path] is not Triad.ADOPT]
    goes_on = [each for each in year.decisions if TRIAD[each.path] is Triad.ADOPT]
    for title, found in ((_("*What we will do differently*"), changes), (_("*What we will go on with*"), goes_on)):
        if found:
            yield Text(say(title))
            yield Items(tuple(next(iter(lines([decision_line(each) for each in found[:FEW]])))))
            if len(found) > FEW:
                yield Text(say(_("and {n} more, below"), n=len(found) - FEW))
    if year.undecided:
        n = len(year.undecided)
        template = ngettext("For {n} strategy nothing is decided yet.", "For {n} strategies nothing is decided yet.", n)
        yield Text(say(template, n=n))


def decision_line(each: DecisionFinding) -> Words:
    step = clip(each.next_step, 200)
    title, becomes = clip(each.title, 120), path_told(each.path)
    return say("*{title}*: {becomes}.{step}", title=title, becomes=becomes, step=step and f" {step}")
