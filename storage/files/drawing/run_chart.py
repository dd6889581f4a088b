"""Draws a run chart: one series over time, with its median and its target where there are any."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from matplotlib.ticker import MaxNLocator

from pdsa.measures import ENOUGH_POINTS
from pdsa.picture import Dated, Dot, RunChart
from storage.files.drawing.lettering import clean, lines, width
from storage.files.drawing.page import (
    AXIS_HEIGHT,
    BLUE,
    FAINT,
    GREEN,
    INK,
    MARGIN,
    ROOM,
    SMALL,
    SOFT,
    TEXT,
    WIDTH,
    DrawingPage,
    draw_time_axis,
    leading,
)

PLOT_HEIGHT = 460
LABEL_ROOM = 220
NAMED_MARKS = 4
NAMED_WIDTH = 420
"""Up to so many marks of so few words have them beside them; else numbers, explained under the time axis."""
EVERY_VALUE = 8
"""Up to so many points, each has its value written beside it; beyond, the latest alone, at the right end."""
BESIDE = 34
"""So far from its point stands a value's middle."""
LEAST_COUNT = 2
"""Of what is counted at least so much is shown: there are no halves of a visit."""
DOT, SMALLEST_DOT = 16, 5
ALL_OF_THEM = 100
"""Per cent: no step of the axis stands above it, unless a number does."""


@dataclass(frozen=True)
class Scale:
    """Where days and values lie on the page, in pixels."""

    left: float
    right: float
    top: float
    first: date
    last: date
    low: float
    high: float

    @property
    def bottom(self) -> float:
        return self.top + PLOT_HEIGHT

    def x(self, day: date) -> float:
        return self.left + (self.right - self.left) * (day - self.first).days / (self.last - self.first).days

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)


def draw_run_chart(chart: RunChart) -> bytes:
    dots = sorted(chart.dots, key=lambda dot: dot.day)
    low, high, steps = value_range([dot.value for dot in dots], [v.value for v in (chart.median, chart.target) if v])
    percent = all(dot.label.endswith("%") for dot in dots)
    if percent and max(dot.value for dot in dots) <= ALL_OF_THEM:
        steps = [step for step in steps if step <= ALL_OF_THEM]
    steps_said = [(step, step_words(step, steps, chart.decimal) + "%" * percent) for step in steps]
    beside = _beside(chart, dots)
    first, last = _days(dots)
    wide = max((width(line, SMALL, True) for _, label, _ in beside for line in label), default=0)
    scale = Scale(
        left=MARGIN + max((width(label, SMALL) for _, label in steps_said), default=0) + 16,
        right=WIDTH - MARGIN - (wide + 12 if wide else 24),
        top=0, first=first, last=last, low=low, high=high,
    )  # fmt: skip
    named, legend = named_or_numbered([mark for mark in chart.marks if first <= mark.day <= last])
    marks = _mark_rows(scale, named)
    above = 24 + leading(SMALL) * max((row + 1 for _, _, row in marks), default=0)
    explained = _columns(legend)
    below = max(leading(SMALL) * len(column) + 12 for column in explained) if legend else 0
    page = DrawingPage(chart.title, chart.note, above + PLOT_HEIGHT + AXIS_HEIGHT + below)
    scale = replace(scale, top=page.top + above)
    _steps(page, scale, steps_said)
    ticks = sorted((tick for tick in chart.ticks if first <= tick.day <= last), key=lambda tick: tick.day)
    draw_time_axis(page, (scale.left, scale.right), scale.bottom, [(scale.x(t.day), t.label) for t in ticks])
    _marks(page, scale, marks, thick=1 if legend else 2)
    if chart.target:
        y = scale.y(chart.target.value)
        page.line([(scale.left, y), (scale.right, y)], GREEN, 3, dashed=True)
    if chart.median:
        _median(page, scale, scale.y(chart.median.value), chart.held_from)
    _words_beside(page, scale, beside)
    _series(page, scale, dots)
    for x, column in zip((MARGIN, MARGIN + ROOM / 2), explained, strict=True):
        page.block(x, scale.bottom + AXIS_HEIGHT + 12, column, SMALL, colour=SOFT)
    return page.png()


def value_range(values: Sequence[float], levels: Sequence[float]) -> tuple[float, float, list[float]]:
    """The lowest and highest value on the axis, and the round steps between.

    Zero is on the axis where the numbers reach far down. Else at least a tenth of the height of the largest number is
    shown, a quarter where points are few: a small change must not look like a large one.
    """
    low, high = min(*values, *levels, values[0]), max(*values, *levels, values[0])
    counted = all(float(value).is_integer() for value in values)
    least = (max(abs(low), abs(high)) or 4) * (0.25 if len(values) < ENOUGH_POINTS else 0.1)
    least = max(least, LEAST_COUNT) if counted else least
    if low >= 0 and high - low > 0.25 * high:
        low, high = 0, max(high, LEAST_COUNT if counted else 0)
    elif high - low < least:
        middle = (low + high) / 2
        low, high = (max(0, middle - least / 2) if low >= 0 else middle - least / 2), middle + least / 2
    room = (high - low) * 0.1
    low, high = low - (0 if low == 0 else room), high + room
    places = MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10], integer=counted)
    steps = [float(step) + 0.0 for step in places.tick_values(low, high)]
    return low, high, [step for step in steps if low <= step <= high]


def step_words(value: float, steps: Sequence[float], decimal: str) -> str:
    """A step of the axis with as many decimals as all steps need, in thousands as the numbers beside it are."""
    for digits in range(5):
        if all(abs(step - round(step, digits)) < 1e-9 * max(1.0, abs(step)) for step in steps):
            said = f"{value:,.{digits}f}"
            return said if decimal == "." else said.translate({ord(","): ".", ord("."): decimal})
    return f"{value:g}".replace(".", decimal)


def _days(dots: Sequence[Dot]) -> tuple[date, date]:
    """The days at the chart's edges, with a little air; a lone point stands in the middle of a month."""
    span = (dots[-1].day - dots[0].day).days
    air = timedelta(days=max(1, round(span * 0.04)) if span else 15)
    return dots[0].day - air, dots[-1].day + air


def _median(page: DrawingPage, scale: Scale, y: float, held_from: date | None) -> None:
    """The median, thinner and dashed where it is that of earlier points, carried on."""
    turn = scale.right if held_from is None else min(scale.right, max(scale.left, scale.x(held_from)))
    if turn > scale.left:
        page.line([(scale.left, y), (turn, y)], INK, 3)
    if turn < scale.right:
        page.line([(turn, y), (scale.right, y)], INK, 2, dashed=True)


def _steps(page: DrawingPage, scale: Scale, steps: Sequence[tuple[float, str]]) -> None:
    for step, said in steps:
        page.line([(scale.left, scale.y(step)), (scale.right, scale.y(step))], FAINT, 1)
        page.text(scale.left - 14, scale.y(step), said, SMALL, colour=SOFT, align="right")


def named_or_numbered(marks: Sequence[Dated]) -> tuple[list[Dated], list[list[str]]]:
    """The marks as they stand above the plot, and what is explained under it, in lines of half the width: nothing
    where there are few, with few words each.
    """
    ordered = sorted(marks, key=lambda each: each.day)
    if len(ordered) <= NAMED_MARKS and all(width(clean(mark.label), SMALL) <= NAMED_WIDTH for mark in ordered):
        return ordered, []
    numbered = [Dated(mark.day, str(nth)) for nth, mark in enumerate(ordered, start=1)]
    told = [f"{nth}) {mark.label}" for nth, mark in enumerate(ordered, start=1)]
    return numbered, [lines(each, ROOM / 2 - 24, SMALL, most=2) for each in told]


def _columns(legend: Sequence[list[str]]) -> tuple[list[str], list[str]]:
    """The explanations in two columns of about the same length, no one of them parted."""
    half = sum(len(each) for each in legend) / 2
    left: list[str] = []
    right: list[str] = []
    for explanation in legend:
        (right if right or len(left) >= half else left).extend(explanation)
    return left, right


def _mark_rows(scale: Scale, marks: Sequence[Dated]) -> list[tuple[float, str, int]]:
    """What began within the chart's days: where, its words, and in which row above the plot they stand (0 is lowest).

    Placed from the last to the first, so that the upright of an earlier one, in a higher row, passes left of the words.
    """
    placed: list[tuple[float, str, int]] = []
    starts: list[float] = []
    for mark in sorted(marks, key=lambda each: each.day, reverse=True):
        if not scale.first <= mark.day <= scale.last:
            continue
        x = scale.x(mark.day)
        label = "".join(lines(mark.label, ROOM, SMALL, most=1))
        end = x + width(label, SMALL) + 24
        row = next((nth for nth, start in enumerate(starts) if end <= start), len(starts))
        starts[row : row + 1] = [min(x, WIDTH - end + x)]
        placed.append((x, label, row))
    return placed


def _marks(page: DrawingPage, scale: Scale, marks: Sequence[tuple[float, str, int]], thick: float) -> None:
    for x, said, row in marks:
        top = scale.top - leading(SMALL) * (row + 1)
        page.line([(x, top + 4), (x, scale.bottom)], SOFT, thick, dashed=True)
        page.text(x + 8, top + leading(SMALL) / 2, said, SMALL, colour=SOFT, halo=True)


def _beside(chart: RunChart, dots: Sequence[Dot]) -> list[tuple[float, list[str], str]]:
    """What is said at the right end: of the target, the median and, where not every point has its value, the last."""
    level_labels = [(level.value, level.label, GREEN if level is chart.target else INK)
            for level in (chart.target, chart.median) if level]  # fmt: skip
    if len(dots) > EVERY_VALUE:
        level_labels.append((dots[-1].value, chart.latest or dots[-1].label, BLUE))
    return [(value, lines(label, LABEL_ROOM, SMALL), colour) for value, label, colour in level_labels]


def _words_beside(page: DrawingPage, scale: Scale, beside: Sequence[tuple[float, list[str], str]]) -> None:
    """Each at the height of its value, moved apart where they would touch."""
    ordered = sorted(beside, key=lambda each: -each[0])
    heights = [leading(SMALL) * len(label) for _, label, _ in ordered]
    wanted = [scale.y(value) - high / 2 for (value, _, _), high in zip(ordered, heights, strict=True)]
    tops = moved_apart(wanted, heights, scale.bottom)
    for (_, label, colour), top in zip(ordered, tops, strict=True):
        page.block(scale.right + 12, top, label, SMALL, colour=colour, bold=True)


def moved_apart(wanted: Sequence[float], heights: Sequence[float], bottom: float) -> list[float]:
    """The tops of blocks in a column, from the top down: as wanted where they do not touch, none reaching below."""
    tops: list[float] = []
    for top, above in zip(wanted, [0.0, *heights], strict=False):
        tops.append(max(top, tops[-1] + above) if tops else top)
    for nth in reversed(range(len(tops))):
        tops[nth] = min(tops[nth], bottom - heights[nth])
        bottom = tops[nth]
    return tops


def _series(page: DrawingPage, scale: Scale, dots: Sequence[Dot]) -> None:
    spots = [(scale.x(dot.day), scale.y(dot.value)) for dot in dots]
    enough = len(dots) >= ENOUGH_POINTS
    size = max(SMALLEST_DOT, min(DOT, (scale.right - scale.left) / len(dots))) if enough else 22
    if len(spots) > 1:
        page.line(spots, BLUE, min(4, size / 4) if enough else 2, dashed=not enough)
    for x, y in spots:
        page.mark(x, y, "o", size, BLUE)
    for middle, beyond, said in values_beside(scale, dots if len(dots) <= EVERY_VALUE else (), spots):
        page.text(middle, beyond, said, TEXT, colour=BLUE, bold=True, align="center", halo=True)


def values_beside(
    scale: Scale, dots: Sequence[Dot], spots: Sequence[tuple[float, float]]
) -> list[tuple[float, float, str]]:
    """The values that are written beside their points, each where it hides neither the axis, a point nor another one.

    The last and the first come first; one that has room neither over nor under its point is left out.
    """
    taken = [(x, y, DOT / 2, DOT / 2) for x, y in spots]
    placed_labels: list[tuple[float, float, str]] = []
    order = sorted(range(len(dots)), key=lambda nth: (nth != len(dots) - 1, nth))
    for nth in order:
        x, y = spots[nth]
        before, after = spots[max(0, nth - 1)][1], spots[min(len(spots) - 1, nth + 1)][1]
        half = width(clean(dots[nth].label), TEXT, True) / 2
        middle = max(scale.left + half, min(x, scale.right - half))
        places = (y - BESIDE, y + BESIDE) if y <= (before + after) / 2 else (y + BESIDE, y - BESIDE)
        free = [
            at
            for at in places
            if at + TEXT / 2 <= scale.bottom
            and all(abs(at - y1) >= TEXT / 2 + high or abs(middle - x1) >= half + wide for x1, y1, wide, high in taken)
        ]
        if free:
            taken.append((middle, free[0], half, TEXT / 2))
            placed_labels.append((middle, free[0], dots[nth].label))
    return placed_labels
