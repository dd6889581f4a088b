"""The charts of the year's digest: which figures, under which words."""

from handlers.kit.words import clip, count, join
from handlers.wording.figures import measure_name, run_picture
from handlers.wording.levels import level_names, status_words
from pdsa.digest import YearEnd
from pdsa.findings import MeasureFinding, RubricFinding, StrategyFinding
from pdsa.picture import Bar, Bars, Dated, Dumbbell, Rated, RunChart
from pdsa.text import _, ngettext

MOST_BARS = 16
MOST_ITEMS = 20
MOST_MARKS = 3


def rubric_chart(year: YearEnd) -> Dumbbell | None:
    """The rubric from start past goal to year-end; None where nothing was rated."""
    items = [each for each in year.rubric if each.initial or each.year_end][:MOST_ITEMS]
    if not items:
        return None
    return Dumbbell(
        title=_("Where we began, what we aimed for, where we are"),
        alt=rubric_finding(year),
        items=tuple(
            Rated(
                clip(finding.activity, 80),
                finding.initial,
                finding.goal,
                finding.year_end,
                status_words(finding.status) if finding.goal is not None or finding.year_end is None else "",
            )
            for finding in items
        ),
        levels=level_names(),
        start=_("Start"),
        goal=_("Goal"),
        end=_("Year-end"),
    )


def rubric_finding(year: YearEnd) -> str:
    """The rubric's year in a sentence or two, what was not reached first."""
    aimed = [each for each in year.rubric if each.goal is not None]
    rated = [each for each in aimed if each.year_end is not None]
    if not rated:
        return _("The rubric has not been rated at year-end yet.")
    short = [each for each in rated if each.status != "met"]
    n = len(rated)
    met = n - len(short)
    whole = _("{met} of 1 rubric item is at its goal")
    if n > 1:
        whole = ngettext("{met} of {n} rubric items is at its goal", "{met} of {n} rubric items are at their goal", met)
    if met == n > 1:
        whole = _("All {n} rubric items are at their goal")
    sentences = [whole.format(met=met, n=n) + _from_the_start(met, sum(map(was_there, rated))) + "."]
    if short:
        sentences.append(_("Short of it: {items}.").format(items=join([_short(each) for each in short[:6]])))
    if len(rated) < len(aimed):
        sentences.append(count("{n} is not rated yet.", "{n} are not rated yet.", len(aimed) - n))
    return " ".join(sentences)


def was_there(each: RubricFinding) -> bool:
    """Whether an item at its goal had reached it before the year began: that is nobody's work of this year."""
    return each.status == "met" and None not in (each.initial, each.goal) and (each.initial or 0) >= (each.goal or 0)


def _from_the_start(met: int, early: int) -> str:
    if not early:
        return ""
    return _(", as at the start") if early == met else _(", {n} of them from the start").format(n=early)


def _short(each: RubricFinding) -> str:
    return _("{item} (level {end}, goal {goal})").format(item=each.activity, end=each.year_end, goal=each.goal)


def measure_chart(finding: MeasureFinding, year: YearEnd) -> RunChart | None:
    """A measure over the year with its line and its goal; None where no number may be shown."""
    if not finding.series:
        return None
    name = measure_name(finding, year.district)
    return run_picture(finding, finding.series[0], name, _begun(finding, year), final=True)


def _begun(finding: MeasureFinding, year: YearEnd) -> tuple[Dated, ...]:
    """When the strategies for this measure's goals began, if that lies within the chart."""
    first, last = finding.series[0].first.day, finding.series[0].latest.day
    found = [
        Dated(each.start, clip(each.title, 40))
        for goal in year.goals
        if goal.code in finding.goals
        for each in goal.strategies
        if each.start and first <= each.start <= last
    ]
    return tuple(found[:MOST_MARKS])


def weeks_chart(year: YearEnd) -> Bars | None:
    """How the strategies' weeks went, as counts; None where too few check-ins came in.

    A bar for a handful of them would tell what one person tapped.
    """
    heard = [each for each in year.strategies if each.tally.total]
    told = sorted((each for each in heard if each.code in year.told_apart), key=lambda each: -each.tally.total)
    shown = told[:MOST_BARS]
    if not shown:
        return None
    whole = year.tally
    alt = _("{notes} on {strategies}: {planned} as planned, {partly} partly, {not_done} not done.")
    return Bars(
        title=_("How the weeks went"),
        alt=alt.format(
            notes=count("{n} check-in", "{n} check-ins", whole.total),
            strategies=count("{n} strategy", "{n} strategies", len(heard)),
            planned=whole.as_planned,
            partly=whole.partly,
            not_done=whole.not_done,
        ),
        bars=tuple(_bar(each) for each in shown),
        as_planned=_("As planned"),
        partly=_("Partly"),
        not_done=_("Not that week"),
        note=_("The {n} with the most check-ins").format(n=len(shown)) if len(shown) < len(heard) else "",
    )


def _bar(each: StrategyFinding) -> Bar:
    return Bar(clip(each.title, 80), each.tally)
