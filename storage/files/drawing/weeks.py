"""Draws how a strategy went week by week: one mark a week, told apart by row, shape and colour."""

from dataclasses import replace
from datetime import date, timedelta

from pdsa.checkin import Went
from pdsa.picture import Weeks
from storage.files.drawing.lettering import lines, width
from storage.files.drawing.page import (
    AXIS_HEIGHT,
    BLUE,
    FAINT,
    INK,
    MARGIN,
    ORANGE,
    SMALL,
    SOFT,
    TEXT,
    WIDTH,
    DrawingPage,
    draw_time_axis,
    leading,
)

LABEL_ROOM = 260
ROW = 84
SHAPES: dict[Went | None, tuple[str, str, int]] = {
    Went.AS_PLANNED: ("o", BLUE, 24),
    Went.PARTLY: ("D", ORANGE, 19),
    Went.NOT: ("x", INK, 19),
    None: ("o", SOFT, 10),
}
"""The mark of a row, its colour, and its size where there is room enough."""


def draw_weeks(chart: Weeks) -> bytes:
    chart = replace(chart, weeks=tuple(sorted(chart.weeks, key=lambda week: week.day)))
    named: list[tuple[Went | None, str]] = [
        (Went.AS_PLANNED, chart.as_planned),
        (Went.PARTLY, chart.partly),
        (Went.NOT, chart.not_done),
    ]
    if any(week.went is None for week in chart.weeks):
        named.append((None, chart.no_word))
    labels = [lines(word, LABEL_ROOM, SMALL, most=3) for _, word in named]
    rows = [max(ROW, leading(SMALL) * len(label) + 12) for label in labels]
    page = DrawingPage(chart.title, chart.note, sum(rows) + AXIS_HEIGHT)
    left, right = (
        MARGIN + max((width(t, SMALL) for label in labels for t in label), default=0) + 40,
        WIDTH - MARGIN - 90,
    )
    top = page.top
    for (went, _), label, row in zip(named, labels, rows, strict=True):
        middle = top + row / 2
        page.block(MARGIN, middle - leading(SMALL) * len(label) / 2, label, SMALL)
        page.line([(left, middle), (right, middle)], FAINT, 1)
        _row(page, chart, went, middle, (left, right))
        top += row
    draw_time_axis(page, (left, right), top, _ticks(chart, (left, right)))
    return page.png()


def _place(chart: Weeks, day: date, edges: tuple[float, float]) -> float:
    """Where a day stands between the plot's edges: by its date, so that a break is a gap; a lone one midway."""
    left, right = edges[0] + 14, edges[1] - 14
    first, last = chart.weeks[0].day, chart.weeks[-1].day
    share = max(0, (day - first).days) / (last - first).days if last > first else 0.5
    return left + (right - left) * share


def _row(page: DrawingPage, chart: Weeks, went: Went | None, middle: float, edges: tuple[float, float]) -> None:
    shape, colour, size = SHAPES[went]
    days = [week.day for week in chart.weeks if week.went is went]
    weeks = max(1, (chart.weeks[-1].day - chart.weeks[0].day).days / 7)
    room = (edges[1] - edges[0] - 28) / weeks
    for day in days:
        page.mark(_place(chart, day, edges), middle, shape, min(size, size * room / 26), colour)
    page.text(WIDTH - MARGIN, middle, str(len(days)), TEXT, colour=INK if days else SOFT, bold=True, align="right")


def _ticks(chart: Weeks, edges: tuple[float, float]) -> list[tuple[float, str]]:
    """Ticks within the weeks shown; a month that began a few days before the first week counts."""
    first, last = chart.weeks[0].day - timedelta(days=6), chart.weeks[-1].day
    inside = sorted((tick for tick in chart.ticks if first <= tick.day <= last), key=lambda tick: tick.day)
    return [(_place(chart, tick.day, edges), tick.label) for tick in inside]
