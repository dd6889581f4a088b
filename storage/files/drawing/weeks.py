"""Draws how a strategy went week by week: one mark a week, told apart by row, shape and colour."""

from collections.abc import Sequence
from datetime import date, timedelta

from pdsa.checkin import Went
from pdsa.picture import Dated, Weeks
from storage.files.drawing.lettering import clean, lines, width
from storage.files.drawing.page import BLUE, FAINT, INK, MARGIN, ORANGE, SMALL, SOFT, TEXT, WIDTH, Page, leading

LABEL_ROOM = 260
ROW = 84
SHAPES: dict[Went | None, tuple[str, str]] = {
    Went.AS_PLANNED: ("o", BLUE),
    Went.PARTLY: ("D", ORANGE),
    Went.NOT: ("x", INK),
    None: ("_", SOFT),
}


def draw_weeks(chart: Weeks) -> bytes:
    named: list[tuple[Went | None, str]] = [
        (Went.AS_PLANNED, chart.as_planned),
        (Went.PARTLY, chart.partly),
        (Went.NOT, chart.not_done),
    ]
    if any(week.went is None for week in chart.weeks):
        named.append((None, chart.no_word))
    labels = [lines(word, LABEL_ROOM, SMALL, most=3) for _, word in named]
    rows = [max(ROW, leading(SMALL) * len(said) + 12) for said in labels]
    page = Page(chart.title, chart.note, sum(rows) + 20 + leading(SMALL))
    left, right = MARGIN + max((width(t, SMALL) for said in labels for t in said), default=0) + 40, WIDTH - MARGIN - 90
    top = page.top
    for (went, _), said, row in zip(named, labels, rows, strict=True):
        middle = top + row / 2
        page.block(MARGIN, middle - leading(SMALL) * len(said) / 2, said, SMALL)
        page.line([(left, middle), (right, middle)], FAINT, 1)
        _row(page, chart, went, middle, (left, right))
        top += row
    _ticks(page, chart, top, (left, right))
    return page.png()


def _place(chart: Weeks, day: date, edges: tuple[float, float]) -> float:
    """Where a day stands between the plot's edges: by its date, so that a break is a gap."""
    left, right = edges[0] + 14, edges[1] - 14
    days = sorted(week.day for week in chart.weeks)
    span = (days[-1] - days[0]).days
    return left + (right - left) * (max(0, (day - days[0]).days) / span if span else 0)


def _row(page: Page, chart: Weeks, went: Went | None, middle: float, edges: tuple[float, float]) -> None:
    shape, colour = SHAPES[went]
    found = [week.day for week in chart.weeks if week.went is went]
    for day in found:
        page.mark(_place(chart, day, edges), middle, shape, 20 if shape != "D" else 17, colour)
    page.text(WIDTH - MARGIN, middle, str(len(found)), TEXT, colour=colour if found else SOFT, bold=True, align="right")


def _ticks(page: Page, chart: Weeks, top: float, edges: tuple[float, float]) -> None:
    page.line([(edges[0], top), (edges[1], top)], SOFT, 2)
    free = 0.0
    for tick in _inside(chart.ticks, chart):
        x = _place(chart, tick.day, edges)
        half = width(clean(tick.label), SMALL) / 2
        page.line([(x, top), (x, top + 10)], SOFT, 2)
        if x - half >= free:
            page.text(x, top + 16 + SMALL / 2, tick.label, SMALL, colour=SOFT, align="center")
            free = x + half + 14


def _inside(ticks: Sequence[Dated], chart: Weeks) -> list[Dated]:
    """Ticks within the weeks shown; a month that began a few days before the first week counts."""
    first, last = min(week.day for week in chart.weeks), max(week.day for week in chart.weeks)
    return sorted((t for t in ticks if first - timedelta(days=6) <= t.day <= last), key=lambda t: t.day)
