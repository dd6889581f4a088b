"""Draws the time axis under a chart: a stroke for each tick, and words where they fit."""

from collections.abc import Sequence
from itertools import pairwise

from storage.files.drawing.lettering import clean, width
from storage.files.drawing.page import SMALL, SOFT, DrawingPage, leading

AXIS_HEIGHT = 24 + leading(SMALL)
APART = 12


def draw_time_axis(page: DrawingPage, edges: tuple[float, float], y: float, ticks: Sequence[tuple[float, str]]) -> None:
    """The axis from edge to edge at height `y`, with its ticks as (place, words), from left to right."""
    page.line([(edges[0], y), (edges[1], y)], SOFT, 2)
    for x, _ in ticks:
        page.line([(x, y), (x, y + 10)], SOFT, 2)
    for x, label in fitting(ticks):
        page.text(x, y + 16 + SMALL / 2, label, SMALL, colour=SOFT, align="center")


def fitting(ticks: Sequence[tuple[float, str]]) -> Sequence[tuple[float, str]]:
    """The ticks whose words do not touch: all, or every second, or every third...

    A first tick too close to the second gives way: where the year begins in mid-month, the next month follows soon.
    """
    spans = [(x - width(clean(label), SMALL) / 2, x + width(clean(label), SMALL) / 2) for x, label in ticks]
    start = 1 if len(spans) > 1 and spans[1][0] < spans[0][1] + APART else 0
    for step in range(1, len(ticks) + 1):
        taken = spans[start::step]
        if all(after[0] >= before[1] + APART for before, after in pairwise(taken)):
            return ticks[start::step]
    return ticks[:1]
