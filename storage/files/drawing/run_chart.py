"""Draws a run chart: one series over time, with its median and its target where there are any."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from matplotlib.ticker import MaxNLocator

from pdsa.measures import ENOUGH_POINTS
from pdsa.picture import Dated, Dot, Level, RunChart
from storage.files.drawing.lettering import clean, lines, width
from storage.files.drawing.page import BLUE, FAINT, GREEN, INK, MARGIN, SMALL, SOFT, TEXT, WIDTH, Page, leading

PLOT_HEIGHT = 460
LABEL_ROOM = 220
EVERY_VALUE = 8
"""Up to so many points, each has its value written beside it; beyond, only the first and the last."""


@dataclass(frozen=True)
class Scale:
    """Where days and values lie on the page, in pixels."""

    left: float
    right: float
    top: float
    bottom: float
    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        return self.left + (self.right - self.left) * (day - self.first).days / (self.last - self.first).days

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)


def draw_run_chart(chart: RunChart) -> bytes:
    dots = sorted(chart.dots, key=lambda dot: dot.day)
    low, high, steps = value_range([dot.value for dot in dots], [v.value for v in (chart.median, chart.target) if v])
    steps_said = [(step, _number(step, steps, chart.decimal)) for step in steps]
    levels = [(level, lines(level.label, LABEL_ROOM, SMALL)) for level in (chart.target, chart.median) if level]
    marks = [lines(mark.label, WIDTH / 2, SMALL, most=2) for mark in chart.marks]
    above = leading(SMALL) * max((len(words) for words in marks), default=0)
    page = Page(chart.title, chart.note, above + 20 + PLOT_HEIGHT + 24 + leading(SMALL))
    first, last = _days(dots)
    beside = max((width(line, SMALL, True) for _, said in levels for line in said), default=0)
    scale = Scale(
        left=MARGIN + max(width(said, SMALL) for _, said in steps_said) + 16,
        right=WIDTH - MARGIN - (beside + 12 if beside else 24),
        top=page.top + above + 20,
        bottom=page.top + above + 20 + PLOT_HEIGHT,
        first=first, last=last, low=low, high=high,
    )  # fmt: skip
    _axes(page, scale, steps_said, chart.ticks)
    _marks(page, scale, chart.marks, marks)
    _levels(page, scale, chart, levels)
    _series(page, scale, dots)
    return page.png()


def value_range(values: Sequence[float], levels: Sequence[float]) -> tuple[float, float, list[float]]:
    """The lowest and highest value on the axis, and the round steps between.

    Zero is on the axis where the numbers reach far down. Else at least a tenth of the height of the largest number is
    shown, a quarter where points are few: a small change must not look like a large one.
    """
    low, high = min(*values, *levels, values[0]), max(*values, *levels, values[0])
    least = max(abs(low), abs(high), 1e-9) * (0.25 if len(values) < ENOUGH_POINTS else 0.1)
    if low >= 0 and high - low > 0.4 * high:
        low = 0
    elif high - low < least:
        middle = (low + high) / 2
        low, high = (max(0, middle - least / 2) if low >= 0 else middle - least / 2), middle + least / 2
    room = (high - low) * 0.1
    low, high = low - (0 if low == 0 else room), high + room
    steps = [float(step) for step in MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)]
    return low, high, [step for step in steps if low <= step <= high]


def _number(value: float, steps: Sequence[float], decimal: str) -> str:
    for digits in range(5):
        if all(abs(step - round(step, digits)) < 1e-9 * max(1.0, abs(step)) for step in steps):
            return f"{value:.{digits}f}".replace(".", decimal)
    return f"{value:g}".replace(".", decimal)


def _days(dots: Sequence[Dot]) -> tuple[date, date]:
    """The days at the chart's edges, with a little air; a lone point stands in the middle of a month."""
    span = (dots[-1].day - dots[0].day).days
    air = timedelta(days=max(1, round(span * 0.04)) if span else 15)
    return dots[0].day - air, dots[-1].day + air


def _axes(page: Page, scale: Scale, steps: Sequence[tuple[float, str]], ticks: Sequence[Dated]) -> None:
    for step, said in steps:
        page.line([(scale.left, scale.y(step)), (scale.right, scale.y(step))], FAINT, 1)
        page.text(scale.left - 14, scale.y(step), said, SMALL, colour=SOFT, align="right")
    page.line([(scale.left, scale.bottom), (scale.right, scale.bottom)], SOFT, 2)
    free = 0.0
    for tick in sorted(ticks, key=lambda t: t.day):
        if not scale.first <= tick.day <= scale.last:
            continue
        x, half = scale.x(tick.day), width(clean(tick.label), SMALL) / 2
        page.line([(x, scale.bottom), (x, scale.bottom + 10)], SOFT, 2)
        if x - half >= free and x + half <= WIDTH:
            page.text(x, scale.bottom + 16 + SMALL / 2, tick.label, SMALL, colour=SOFT, align="center")
            free = x + half + 14


def _marks(page: Page, scale: Scale, marks: Sequence[Dated], words: Sequence[Sequence[str]]) -> None:
    """What began on a day: a dashed upright and its words above the plot; words that would overlap give way."""
    free = 0.0
    for mark, said in sorted(zip(marks, words, strict=True), key=lambda pair: pair[0].day):
        if not scale.first <= mark.day <= scale.last:
            continue
        x = scale.x(mark.day)
        page.line([(x, scale.top), (x, scale.bottom)], SOFT, 2, dashed=True)
        wide = max((width(line, SMALL) for line in said), default=0)
        left = max(MARGIN, min(x - 8, WIDTH - MARGIN - wide))
        if left >= free:
            page.block(left, scale.top - leading(SMALL) * len(said) - 4, said, SMALL, colour=SOFT)
            free = left + wide + 20


def _levels(page: Page, scale: Scale, chart: RunChart, levels: Sequence[tuple[Level, Sequence[str]]]) -> None:
    """Median and target, each with its words at its right end, moved apart where they would touch."""
    placed: list[tuple[float, Sequence[str], str]] = []
    for level, said in levels:
        y, colour = scale.y(level.value), GREEN if level is chart.target else INK
        page.line([(scale.left, y), (scale.right, y)], colour, 3, dashed=level is chart.target)
        placed.append((y - leading(SMALL) * len(said) / 2, said, colour))
    floor = 0.0
    for top, said, colour in sorted(placed, key=lambda each: each[0]):
        start = max(top, floor)
        page.block(scale.right + 12, start, said, SMALL, colour=colour, bold=True)
        floor = start + leading(SMALL) * len(said)


def _series(page: Page, scale: Scale, dots: Sequence[Dot]) -> None:
    spots = [(scale.x(dot.day), scale.y(dot.value)) for dot in dots]
    enough = len(dots) >= ENOUGH_POINTS
    if len(spots) > 1:
        page.line(spots, BLUE, 4 if enough else 2, dashed=not enough)
    for x, y in spots:
        page.mark(x, y, "o", 16 if enough else 22, BLUE)
    for nth, (dot, (x, y)) in enumerate(zip(dots, spots, strict=True)):
        if len(dots) <= EVERY_VALUE or nth in (0, len(dots) - 1):
            before, after = spots[max(0, nth - 1)][1], spots[min(len(spots) - 1, nth + 1)][1]
            over = y <= (before + after) / 2
            page.text(x, y - 34 if over else y + 34, dot.label, TEXT, colour=BLUE, bold=True, align="center", halo=True)
