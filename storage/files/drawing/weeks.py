"""Draws how strategies went: one mark a week, told apart by row, shape and colour; or all weeks counted, as bars."""

from dataclasses import replace
from datetime import date, timedelta

from pdsa.checkin import Tally, Went
from pdsa.picture import Bars, Weeks
from storage.files.drawing.lettering import lines, width
from storage.files.drawing.page import (
    AXIS_HEIGHT,
    BLUE,
    FAINT,
    INK,
    MARGIN,
    ORANGE,
    PAPER,
    ROOM,
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
HIGH = 52
GAP = 22
LEAST = 40
"""The least width of a part, so that its figure fits."""
FILLS = ((BLUE, BLUE, "", PAPER), (ORANGE, INK, "/", INK), (PAPER, INK, "", INK))
"""Fill, edge, pattern and figure of the three parts: readable without colours."""


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


def draw_bars(chart: Bars) -> bytes:
    labels = [lines(bar.label, ROOM, TEXT, most=3) or [""] for bar in chart.bars]
    key = _key_rows((chart.as_planned, chart.partly, chart.not_done))
    key_height = leading(SMALL) * 1.2 * len(key) + GAP
    page = DrawingPage(
        chart.title, chart.note, key_height + sum(leading(TEXT) * len(t) + 6 + HIGH + GAP for t in labels)
    )
    for row, parts in enumerate(key):
        for x, nth, word in parts:
            y = page.top + leading(SMALL) * 1.2 * row
            fill, edge, hatch, _ = FILLS[nth]
            page.box(x, y + 3, 44, 32, fill=fill, edge=edge, hatch=hatch)
            page.text(x + 58, y + 19, word, SMALL)
    top = page.top + key_height
    most = max(1, *(bar.tally.total for bar in chart.bars))
    for bar, label in zip(chart.bars, labels, strict=True):
        page.block(MARGIN, top, label, TEXT)
        _bar(page, bar.tally, top + leading(TEXT) * len(label) + 6, most)
        top += leading(TEXT) * len(label) + 6 + HIGH + GAP
    return page.png()


def _bar(page: DrawingPage, tally: Tally, top: float, most: int) -> None:
    x = float(MARGIN)
    for count, (fill, edge, hatch, ink) in zip((tally.as_planned, tally.partly, tally.not_done), FILLS, strict=True):
        if not count:
            continue
        wide = max(LEAST, width(str(count), TEXT, True) + 16, (ROOM - 3 * LEAST) * count / most)
        page.box(x, top, wide, HIGH, fill=fill, edge=edge, hatch=hatch)
        page.text(x + wide / 2, top + HIGH / 2, str(count), TEXT, colour=ink, bold=True, align="center",
                  halo=bool(hatch))  # fmt: skip
        x += wide
    if not tally.total:
        page.text(x, top + HIGH / 2, "0", TEXT, colour=SOFT, bold=True)


def _key_rows(words: tuple[str, str, str]) -> list[list[tuple[float, int, str]]]:
    """For each row of the key: where each part stands, which it is, and its word."""
    rows: list[list[tuple[float, int, str]]] = [[]]
    x = float(MARGIN)
    for nth, word in enumerate(words):
        label = (lines(word, ROOM - 60, SMALL, most=1) or [""])[0]
        wide = 58 + width(label, SMALL) + 44
        if rows[-1] and x + wide - 44 > MARGIN + ROOM:
            rows.append([])
            x = float(MARGIN)
        rows[-1].append((x, nth, label))
        x += wide
    return rows
