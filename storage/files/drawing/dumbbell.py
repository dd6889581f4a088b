"""Draws rubric items: where each began, what was its goal, where it stands at the year's end."""

from collections.abc import Sequence

from pdsa.picture import Dumbbell, Rated
from storage.files.drawing.lettering import clean, lines, width
from storage.files.drawing.page import (
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
    leading,
)

COLUMN = ROOM / 4
TRACK = 78
"""The height of one item's track."""
GAP = 14
HEADING = 46
"""The height of a group's heading."""


def draw_dumbbell(chart: Dumbbell) -> bytes:
    heads = [lines(f"{nth} {word}", COLUMN - 16, SMALL, most=3) for nth, word in enumerate(chart.levels, start=1)]
    labels = [lines(item.label, _label_room(item), TEXT, bold=True) or [""] for item in chart.items]
    head = leading(SMALL) * max(len(words) for words in heads) + GAP
    rows = [
        leading(TEXT) * (len(label) + _is_wide(item)) + TRACK + GAP
        for item, label in zip(chart.items, labels, strict=True)
    ]
    groups = _headings(chart)
    key = _key_rows(chart)
    tall = head + sum(rows) + HEADING * sum(map(bool, groups))
    page = DrawingPage(chart.title, chart.note, tall + leading(SMALL) * len(key) + GAP)
    for nth, words in enumerate(heads, start=1):
        page.block(_x(nth), page.top, words, SMALL, colour=SOFT, align="center")
    top = page.top + head
    for item, label, row, group in zip(chart.items, labels, rows, groups, strict=True):
        if group:
            page.text(MARGIN, top + HEADING / 2 - 8, group, SMALL, colour=SOFT)
            top += HEADING
        page.line([(MARGIN, top - GAP / 2), (WIDTH - MARGIN, top - GAP / 2)], FAINT, 1)
        page.block(MARGIN, top, label, TEXT, bold=True)
        if _is_wide(item):
            page.block(MARGIN, top + leading(TEXT) * len(label), lines(item.status, ROOM, TEXT, most=1), colour=SOFT)
        else:
            page.text(WIDTH - MARGIN, top + leading(TEXT) / 2, item.status, TEXT, colour=SOFT, align="right")
        top += row
        _track(page, item, top - GAP - TRACK / 2)
    for marks in key:
        _key(page, marks, top + leading(SMALL) / 2)
        top += leading(SMALL)
    return page.png()


def _headings(chart: Dumbbell) -> list[str]:
    """What stands above each item: its group's name where a group begins, else nothing."""
    names = [item.group for item in chart.items]
    first = [n == 0 or name != names[n - 1] for n, name in enumerate(names)]
    return [
        (lines(name, ROOM, SMALL, most=1) or [""])[0] if begins else ""
        for name, begins in zip(names, first, strict=True)
    ]


def _is_wide(item: Rated) -> bool:
    """Whether an item's status word needs a line of its own, below the item's name instead of beside it."""
    return width(clean(item.status), TEXT) > ROOM / 3


def _label_room(item: Rated) -> float:
    return ROOM if _is_wide(item) else ROOM - width(clean(item.status), TEXT) - 24


def _x(level: int) -> float:
    return MARGIN + COLUMN * (level - 0.5)


def _track(page: DrawingPage, item: Rated, y: float) -> None:
    page.line([(_x(1), y), (_x(4), y)], FAINT, 4)
    for level in range(1, 5):
        page.line([(_x(level), y - 10), (_x(level), y + 10)], FAINT, 2)
    if item.start is not None and item.end is not None and item.start != item.end:
        page.line([(_x(item.start), y), (_x(item.end), y)], BLUE, 12)
    if item.goal is not None:
        _goal(page, _x(item.goal), y)
    if item.start is not None:
        page.mark(_x(item.start), y, "o", 36, INK, hollow=True)
    if item.end is not None:
        page.mark(_x(item.end), y, "o", 22 if item.end == item.start else 30, BLUE)


def _goal(page: DrawingPage, x: float, y: float) -> None:
    """Two bars around a level: they stay visible whatever else stands there."""
    for side in (-30, 30):
        page.line([(x + side, y - 24), (x + side, y + 24)], GREEN, 7)


def _key_rows(chart: Dumbbell) -> list[list[tuple[str, str]]]:
    """The three marks with their words, in as many rows as their words need."""
    rows: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for shape, word in (("start", chart.start), ("goal", chart.goal), ("end", chart.end)):
        label = (lines(word, ROOM - 100, SMALL, most=1) or [""])[0]
        wide = 100 + width(label, SMALL)
        if rows[-1] and used + wide > ROOM:
            rows.append([])
            used = 0.0
        rows[-1].append((shape, label))
        used += wide
    return rows


def _key(page: DrawingPage, words: Sequence[tuple[str, str]], y: float) -> None:
    x = float(MARGIN + 34)
    for shape, word in words:
        if shape == "goal":
            for side in (-18, 18):
                page.line([(x + side, y - 14), (x + side, y + 14)], GREEN, 6)
        else:
            page.mark(x, y, "o", 24, INK if shape == "start" else BLUE, hollow=shape == "start")
        page.text(x + 32, y, word, SMALL)
        x += 100 + width(word, SMALL)
