"""The charts of the year's digest: which figures, under which words."""

from handlers.digest.phrases import measure_name, movement, span_words, trend_words
from handlers.kit.levels import level_names, status_words
from handlers.kit.sofar import months, sentence, value_words
from handlers.kit.words import _, clip, count, join, ngettext
from pdsa.digest import YearEnd
from pdsa.findings import MeasureFinding, RubricFinding, SeriesFinding, StrategyFinding
from pdsa.measures import ENOUGH_POINTS
from pdsa.picture import Bar, Bars, Dated, Dot, Dumbbell, Level, Rated, RunChart

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
                clip(each.activity, 80),
                each.initial,
                each.goal,
                each.year_end,
                status_words(each.status) if each.goal is not None or each.year_end is None else "",
            )
            for each in items
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
    whole = ngettext("{met} of {n} rubric item is at its goal.", "{met} of {n} rubric items are at their goal.", n)
    said = [whole.format(met=n - len(short), n=n)]
    if short:
        said.append(_("Short of it: {items}.").format(items=join([_short(each) for each in short[:6]])))
    if len(rated) < len(aimed):
        said.append(count("{n} is not rated yet.", "{n} are not rated yet.", len(aimed) - n))
    return " ".join(said)


def _short(each: RubricFinding) -> str:
    return _("{item} (level {end}, goal {goal})").format(item=each.activity, end=each.year_end, goal=each.goal)


def measure_chart(finding: MeasureFinding, year: YearEnd) -> RunChart | None:
    """A measure over the year with its median and its goal; None where no number may be shown."""
    if not finding.series:
        return None
    series = finding.series[0]
    dots = tuple(Dot(point.day, point.value, value_words(finding.measure, point.value)) for point in series.points)
    name = measure_name(finding, year.district)
    return RunChart(
        title=clip(name, 120),
        alt=_chart_finding(finding, series, name),
        dots=dots,
        ticks=months(dots[0].day, dots[-1].day),
        note=sentence(trend_words(series)),
        median=Level(series.median, _("Median {value}").format(value=value_words(finding.measure, series.median)))
        if len(dots) >= ENOUGH_POINTS
        else None,
        target=None
        if finding.target is None
        else Level(finding.target, _("Goal {value}").format(value=value_words(finding.measure, finding.target))),
        marks=_begun(finding, year),
    )


def _chart_finding(finding: MeasureFinding, series: SeriesFinding, name: str) -> str:
    """What the chart shows, to somebody who hears it."""
    points = count("{n} point", "{n} points", len(series.points))
    span = span_words(series.first.day, series.last.day)
    told = _("{name}, {points} from {span}: {moved}; {trend}.")
    if len(series.points) == 1:
        told = _("{name}: {moved}; {trend}.")
    return told.format(name=name, points=points, span=span, moved=movement(finding, series), trend=trend_words(series))


def _begun(finding: MeasureFinding, year: YearEnd) -> tuple[Dated, ...]:
    """When the strategies for this measure's goals began, if that lies within the chart."""
    first, last = finding.series[0].first.day, finding.series[0].last.day
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
    alt = _("{notes} on {strategies}: {planned} as planned, {partly} partly, {not_done} not that week.")
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
