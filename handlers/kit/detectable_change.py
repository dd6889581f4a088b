"""What a measure can show, said when it is set: how large a change its chart will find, weekly and monthly."""

from datetime import date

from handlers.kit.strategy_text import value_words
from handlers.kit.words import Words, number, say
from pdsa.cycle import Cycle
from pdsa.detectable_change import CanShow, can_show, spread
from pdsa.measures import Better, Every
from pdsa.runchart import BASELINE_POINTS
from pdsa.text import _
from storage.measured import figures_of
from storage.store import YearStore


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
    change = _change(measure, weekly.step, way, usual)
    template = _("*What it can show:* {n} weekly numbers will show {change}; {monthly}")
    told = say(template, n=weekly.points, change=change, monthly=_monthly(monthly, measure, way, usual))
    if not weekly.held:
        more = _(" With {n} numbers before the first strategy begins they would show a smaller one.")
        told += say(more, n=BASELINE_POINTS)
    return told


def _monthly(power: CanShow, measure: str, way: Better, usual: float | None) -> str:
    if power.step is None:
        return _("monthly ones will not.")
    return _("monthly ones {change}.").format(change=_change(measure, power.step, way, usual))


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
    return words[way].format(size=value_words(measure, _rounded(step * usual)))


def _rounded(size: float) -> float:
    """Two digits: more would say that somebody knows."""
    return float(f"{size:.2g}")
