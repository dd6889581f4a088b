"""The sheet that a picture is drawn on, in pixels from the top left: its title, its note, and a chart's time axis."""

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Literal

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from PIL import Image

from storage.files.drawing import lettering
from storage.files.drawing.lettering import DOTS_PER_INCH, clean, face, lines, width

WIDTH = 1080
MARGIN = 36
ROOM = WIDTH - 2 * MARGIN
TITLE, TEXT, SMALL = 42, 34, 30
"""Type in pixels. On a phone a picture is shown at a third of its size: 30 becomes 10."""
LEADING = 1.25
PALETTE = 48
"""Colours in the finished file: eight of ours, and the shades that smooth their edges."""
INK, SOFT, FAINT, PAPER = "#1a1a1a", "#555555", "#c8c8c8", "#ffffff"
BLUE, ORANGE, GREEN = "#0072b2", "#e69f00", "#00695c"
"""Told apart by people who see colours differently; no colour ever stands alone."""
Align = Literal["left", "center", "right"]
APART = 12


def leading(size: int) -> float:
    """The distance from one line of type to the next."""
    return size * LEADING


AXIS_HEIGHT = 24 + leading(SMALL)


class DrawingPage:
    """A white sheet with a title and a note, and `body` pixels of room below them, from `top` on."""

    def __init__(self, title: str, note: str, body: float) -> None:
        titles = lines(title, ROOM, TITLE, bold=True, most=5)
        notes = lines(note, ROOM, TEXT, most=8)
        head = MARGIN + leading(TITLE) * len(titles) + leading(TEXT) * len(notes)
        self.top = head + (16 if titles or notes else 0)
        self.height = round(self.top + body + MARGIN)
        self._figure = Figure(figsize=(WIDTH / DOTS_PER_INCH, self.height / DOTS_PER_INCH), dpi=DOTS_PER_INCH)
        self._figure.patch.set_facecolor(PAPER)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set(xlim=(0, WIDTH), ylim=(self.height, 0))
        self.block(MARGIN, MARGIN, titles, TITLE, bold=True)
        self.block(MARGIN, MARGIN + leading(TITLE) * len(titles), notes, TEXT, colour=SOFT)

    def block(
        self, x: float, top: float, texts: Sequence[str], size: int = TEXT, *, colour: str = INK, bold: bool = False,
        align: Align = "left",
    ) -> None:  # fmt: skip
        """Lines of text under each other, the first one's box beginning at `top`."""
        for nth, text in enumerate(texts):
            middle = top + leading(size) * (nth + 0.5)
            self.text(x, middle, text, size, colour=colour, bold=bold, align=align)

    def text(
        self, x: float, middle: float, text: str, size: int = TEXT, *, colour: str = INK, bold: bool = False,
        align: Align = "left", halo: bool = False,
    ) -> None:  # fmt: skip
        """One line, its small letters around `middle`. It is moved sideways rather than cut off at the paper's edge."""
        shown = "".join(lines(text, ROOM, size, bold=bold, most=1))
        span = lettering.width(shown, size, bold)
        left = x - {"left": 0.0, "center": span / 2, "right": span}[align]
        left = max(MARGIN / 4, min(left, WIDTH - MARGIN / 4 - span))
        effects = [withStroke(linewidth=8, foreground=PAPER)] if halo else None
        self._axes.text(
            left, middle + size * 0.36, shown, fontproperties=face(size, bold), color=colour, ha="left",
            va="baseline", parse_math=False, usetex=False, path_effects=effects, zorder=5 if halo else 4,
        )  # fmt: skip

    def line(
        self, points: Sequence[tuple[float, float]], colour: str = INK, thick: float = 3, *, dashed: bool = False
    ) -> None:
        xs, ys = zip(*points, strict=True)
        style = (0, (4, 3)) if dashed else "solid"
        self._axes.plot(xs, ys, color=colour, linewidth=thick, linestyle=style, solid_capstyle="round", zorder=2)

    def mark(self, x: float, y: float, shape: str, size: float, colour: str, *, hollow: bool = False) -> None:
        """A mark of matplotlib's shapes ("o", "D", "x", ...), `size` pixels across."""
        self._axes.plot(
            [x], [y], marker=shape, markersize=size, color=colour, markerfacecolor=PAPER if hollow else colour,
            markeredgewidth=5 if hollow or shape == "x" else 1, zorder=3,
        )  # fmt: skip

    def box(self, x: float, y: float, wide: float, high: float, *, fill: str, edge: str, hatch: str = "") -> None:
        self._axes.add_patch(
            Rectangle((x, y), wide, high, facecolor=fill, edgecolor=edge, linewidth=2, hatch=hatch or None, zorder=2)
        )

    def png(self) -> bytes:
        """The sheet as PNG, without dates or names of software, so that equal pictures are equal bytes.

        A palette is enough for so few colours, and makes the file a third of the size.
        """
        canvas = FigureCanvasAgg(self._figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
        drawing = Image.fromarray(np.asarray(pixels)).convert("RGB")
        file = BytesIO()
        drawing.quantize(PALETTE, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        return file.getvalue()


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
