"""A measure's figures in words: the latest, held against its goal, and what its numbers can show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.kit.words import Words, clip, count, decimal_mark, number, say, when
from handlers.wording.strategy import months, value_words
from pdsa.cycle import Cycle
from pdsa.detectable_change import CanShow, can_show, spread
from pdsa.findings import MeasureFinding, SeriesFinding
from pdsa.goal_progress import is_reached, start_of
from pdsa.measures import ENOUGH_POINTS, Better, Every
from pdsa.picture import Dated, Dot, Level, RunChart
from pdsa.rounding import as_shown
from pdsa.runchart import BASELINE_POINTS, FALSE_ALARMS, Judged, Verdict
from pdsa.text import _
from pdsa.whole_group_names import is_everybody
from storage.figures_of_year import figures_of
from storage.store import YearStore


def bare_name(measure: str) -> str:
    """A measure's name without its unit, where its values carry the per cent sign."""
    return measure.removesuffix("(%)").rstrip() or measure


def group_words(group: str, district: str) -> str:
    """A group's name, empty for the whole district."""
    return "" if is_everybody(group, district) else group.strip()


def measure_name(finding: MeasureFinding, district: str) -> str:
    """A measure as readers know it, with the group that it was taken from; its values carry the per cent sign."""
    return named(finding.measure, finding.series[0].group if finding.series else "", district)


def named(measure: str, group: str, district: str = "") -> str:
    """A measure with whose numbers they are, where they are not everybody's."""
    name, whose = bare_name(measure), group_words(group, district)
    return _("{measure}, {group}").format(measure=name, group=whose) if whose else name


def latest_words(finding: MeasureFinding, series: SeriesFinding) -> str:
    """ "latest 66% (Fri 7 May)"."""
    value = value_words(finding.measure, series.latest.value)
    return _("latest {value} ({day})").format(value=value, day=when(series.latest.day))


def movement(finding: MeasureFinding, series: SeriesFinding) -> str:
    """ "from 54% to 66% (latest, Fri 7 May)": from the goal's baseline, else from the first number."""
    start = start_of(finding, series)
    if as_shown(start) == as_shown(series.latest.value):
        return latest_words(finding, series)
    first, now = value_words(finding.measure, start), value_words(finding.measure, series.latest.value)
    return _("from {first} to {now} (latest, {day})").format(first=first, now=now, day=when(series.latest.day))


def target_words(finding: MeasureFinding, series: SeriesFinding, *, final: bool = True) -> str:
    """The latest number against the goal, or nothing where there is no goal. Only at the end (`final`) is a measure
    short of its goal; before, the goal is something to go to.
    """
    if finding.target is None:
        return ""
    goal, there = value_words(finding.measure, finding.target), is_reached(finding, series)
    if there:
        return _("which reaches the goal of {goal}").format(goal=goal)
    template = _("short of the goal of {goal}") if final and there is False else _("the goal is {goal}")
    return template.format(goal=goal)


def told(finding: MeasureFinding, series: SeriesFinding, *, final: bool = True) -> str:
    """Where a series stands, without its name: "from 54% to 66% (latest, Fri 7 May), short of the goal of 70%"."""
    parts = (movement(finding, series), target_words(finding, series, final=final))
    return ", ".join(part for part in parts if part)


def judged_words(measure: str, judged: Judged) -> str:
    """What the run-chart rule says, in a sentence or two, with the typical numbers and how many points stand behind."""
    if judged.verdict is Verdict.TOO_EARLY:
        return _too_early(judged)
    if judged.verdict is Verdict.NOT_JUDGED:
        return _mostly_the_same(measure, judged)
    if judged.verdict is Verdict.STEADY:
        return _steady(measure, judged)
    if judged.verdict is Verdict.CHANGED:
        return _came_back(measure, judged)
    return _changed(measure, judged)


def _too_early(judged: Judged) -> str:
    if judged.useful < min(judged.points, ENOUGH_POINTS) and judged.points >= ENOUGH_POINTS:
        words = _("{useful} of the {enough} points we need: the others lie on the line. It is too early to say.")
    elif judged.began:
        words = _("{useful} of the {enough} points we need since {title} began ({day}): too early to say.")
    else:
        words = _("{useful} of the {enough} points we need: too early to say.")
    useful = judged.points if judged.points < ENOUGH_POINTS else judged.useful
    return words.format(useful=useful, enough=ENOUGH_POINTS, **_began(judged))


def _mostly_the_same(measure: str, judged: Judged) -> str:
    """Nothing can lie below a line of zeros, and little beside one that most points lie on."""
    words = _("More than half of the points read {value}, so a chart cannot show a change. A finer measure might.")
    if judged.line == 0:
        words = _("More than half of the points are 0, so a chart cannot show a change. Count the days between.")
    return words.format(value=value_words(measure, judged.line))


def _steady(measure: str, judged: Judged) -> str:
    words = _("It moved around its typical {line}, and nothing shows that it changed ({n}).")
    if judged.began and judged.before is not None and judged.after is not None:
        words = _(
            "Before {title} began ({day}) its typical number was about {before}, since then about {after}; nothing "
            "shows that it changed ({n})."
        )
    parts = [words.format(line=value_words(measure, judged.line), n=_points(judged), **_typical(measure, judged))]
    if judged.odd:
        parts.append(_("One point stands out ({day}): ask what happened.").format(day=when(judged.odd)))
    if judged.mixed:
        parts.append(_("It jumps at nearly every point: two different things may be counted together."))
    return " ".join(parts)


def _came_back(measure: str, judged: Judged) -> str:
    assert judged.since
    assert judged.until
    words = _("Its typical number was about {away} from {since} to {until}, and is back at about {after} ({n}).")
    since, until = when(judged.since), when(judged.until)
    told_so = words.format(since=since, until=until, n=_points(judged), **_typical(measure, judged))
    return f"{told_so} {_alarms(judged)}".strip()


def _changed(measure: str, judged: Judged) -> str:
    assert judged.since  # it comes with it
    words = _(
        "Around {since} its typical number went from about {before} to about {after}{way} and stayed there; chance "
        "alone seldom does that ({n})."
    )
    if judged.began:
        words = _(
            "After {title} began ({day}) its typical number went from about {before} to about {after}{way} and stayed "
            "there; chance alone seldom does that ({n})."
        )
    way = {Verdict.BETTER: _(", as hoped,"), Verdict.WORSE: _(", the wrong way,")}.get(judged.verdict, "")
    told_so = words.format(since=when(judged.since), way=way, n=_points(judged), **_typical(measure, judged))
    return f"{told_so} {_alarms(judged)}".strip()


def _typical(measure: str, judged: Judged) -> dict[str, str]:
    """The values that a sentence about a change is made of."""
    typical = {"before": judged.before, "after": judged.after, "away": judged.away}
    words = {name: value_words(measure, judged.line if value is None else value) for name, value in typical.items()}
    return words | _began(judged)


def _began(judged: Judged) -> dict[str, str]:
    if judged.began is None:
        return {}
    return {"title": f"“{clip(judged.began.title, 70)}”", "day": when(judged.began.day)}


def _points(judged: Judged) -> str:
    """How many points stand behind a sentence."""
    if judged.baseline:
        return _("{before} points before, {after} after").format(before=judged.baseline, after=judged.points)
    return count("{n} point", "{n} points", judged.points)


def _alarms(found: Judged) -> str:
    """How often a sentence like this is wrong; empty for a line of one's own, which seldom is."""
    if not found.baseline:
        return ""
    words = _("Of 100 such lines over numbers that stay the same, up to about {many} look like this by chance.")
    return words.format(many=FALSE_ALARMS)


def line_words(measure: str, judged: Judged) -> Level | None:
    """The line of a chart with its words; None where there are too few points for one."""
    if judged.points + judged.baseline < ENOUGH_POINTS:
        return None
    words = _("Typical before: {value}") if judged.baseline else _("Typical: {value}")
    return Level(judged.line, words.format(value=value_words(measure, judged.line)))


def measure_words(finding: MeasureFinding, district: str, *, final: bool = True) -> Words:
    """One measure in a sentence without its full stop: whose it is, from where, to where, against which goal."""
    name = measure_name(finding, district)
    if not finding.series:
        return say(_("*{name}*: no number that can be shown yet"), name=name)
    return say("*{name}*: {told}", name=name, told=told(finding, finding.series[0], final=final))


def run_picture(
    finding: MeasureFinding, series: SeriesFinding, title: str, marks: Sequence[Dated] = (), *, final: bool = False
) -> RunChart:
    """A series over time with its line, its goal and what began when; what the rule says stands in its note. Only at
    the end (`final`) is it short of its goal.
    """
    measure, says = finding.measure, judged_words(finding.measure, series.says)
    points = count("{n} point", "{n} points", len(series.points))
    spoken = _("{title}, {points} from {first} to {last}: {told}. {says}")
    if len(series.points) == 1:
        spoken = _("{title}: {told}. {says}")
    alt = spoken.format(
        title=clip(title, 150), points=points, first=when(series.first.day), last=when(series.latest.day),
        told=told(finding, series, final=final), says=says,
    )  # fmt: skip
    judged = series.says
    return RunChart(
        title=clip(title, 120),
        alt=alt + _marked(marks),
        dots=tuple(Dot(point.day, point.value, value_words(measure, point.value)) for point in series.points),
        ticks=months(series.first.day, series.latest.day),
        note=says,
        median=line_words(measure, judged),
        held_from=judged.began.day if judged.began and judged.baseline else None,
        target=None
        if finding.target is None
        else Level(finding.target, _("Goal {value}").format(value=value_words(measure, finding.target))),
        marks=tuple(marks),
        decimal=decimal_mark(),
        latest=_("Latest {value}").format(value=value_words(measure, series.latest.value)),
    )


def beside_words(picture: RunChart) -> RunChart:
    """The same picture for where its findings stand beside it in words: its alt text says what it is and its figures,
    so that nobody is read the same sentences twice.
    """
    first, last = picture.dots[0].day, picture.dots[-1].day
    points = count("{n} point", "{n} points", len(picture.dots))
    spoken = _("Chart: {title}, {points} from {first} to {last}.")
    if first == last:
        spoken = _("Chart: {title}, {points} on {first}.")
    told = spoken.format(title=picture.title, points=points, first=when(first), last=when(last))
    figures = (picture.latest, *(level.label for level in (picture.median, picture.target) if level))
    return replace(picture, alt=" ".join((told, *(f"{each}." for each in figures if each))) + _marked(picture.marks))


def _marked(marks: Sequence[Dated]) -> str:
    """What is marked on a chart, for those who cannot see it."""
    return " " + _("Marked: {marks}.").format(marks=clip("; ".join(each.label for each in marks), 900)) if marks else ""


async def can_show_words(measure: str, cycle: Cycle, today: date, store: YearStore) -> Words:
    """A sentence or two, in the measure's own numbers where there are some, else against its usual up and down."""
    figures = await figures_of(store, cycle, today)
    seen = figures.shown(measure)
    group, points = (seen.series[0].group, seen.series[0].points) if seen.series else ("", ())
    taken = [*figures.earlier(measure, group), *points]
    start = figures.first_start(measure, group)
    weekly, monthly = (
        can_show(every, [each.day for each in taken], start, today, cycle) for every in (Every.WEEK, Every.MONTH)
    )
    return said(weekly, monthly, measure, figures.way(measure), spread(taken))


def said(weekly: CanShow, monthly: CanShow, measure: str, way: Better, usual: float | None) -> Words:
    """What weekly numbers will show and monthly ones will not, and what would make them show more."""
    if weekly.step is None:
        template = _("*What it can show:* weekly numbers, {n} by the year's end, are too few to show a change.")
        return say(template, n=weekly.points)
    template, rest = (
        _("*What it can show:* {n} weekly numbers will show {change}; {monthly}"),
        _("monthly ones will not."),
    )
    if monthly.step is not None:
        rest = _("monthly ones {change}.").format(change=_change(measure, monthly.step, way, usual))
    told = say(template, n=weekly.points, change=_change(measure, weekly.step, way, usual), monthly=rest)
    if not weekly.held:
        more = _(" With {n} numbers before the first strategy begins they would show a smaller one.")
        told += say(more, n=BASELINE_POINTS)
    return told


def _change(measure: str, step: float, way: Better, usual: float | None) -> str:
    """ "a fall of about 0.9", or in words where no number has told yet how a measure goes up and down."""
    if usual is None:
        words = {
            Better.HIGHER: _("a rise of about {step} times its usual up and down"),
            Better.LOWER: _("a fall of about {step} times its usual up and down"),
            Better.UNKNOWN: _("a change of about {step} times its usual up and down"),
        }
        return words[way].format(step=number(step))
    words = {
        Better.HIGHER: _("a rise of about {size} or more"),
        Better.LOWER: _("a fall of about {size} or more"),
        Better.UNKNOWN: _("a change of about {size} or more"),
    }
    size = float(f"{step * usual:.2g}")  # two digits: more would say that somebody knows
    return words[way].format(size=value_words(measure, size))
