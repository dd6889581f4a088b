"""Draws strategies as bars of weeks: as planned, partly, not; counted in figures on the bars themselves."""

from pdsa.checkin import Tally
from pdsa.picture import Bars
from storage.files.drawing.lettering import lines, width
from storage.files.drawing.page import BLUE, INK, MARGIN, ORANGE, PAPER, ROOM, SMALL, SOFT, TEXT, DrawingPage, leading

HIGH = 52
GAP = 22
LEAST = 40
"""The least width of a part, so that its figure fits."""
FILLS = ((BLUE, BLUE, "", PAPER), (ORANGE, INK, "/", INK), (PAPER, INK, "", INK))
"""Fill, edge, pattern and figure of the three parts: readable without colours."""


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
