"""Draws what leads to what: columns of boxes, and curves from left to right between them, so that few curves cross.

A curve that passes a column by gets a lane in it, as if it were a box; lanes to the same box are one. Then each column
is sorted by where its neighbours stand, to and fro, and the order with the fewest crossings is kept: the barycentre
method of Sugiyama, Tagawa and Toda (1981).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pdsa.picture import Box, Flow
from storage.files.drawing.lettering import lines
from storage.files.drawing.page import BLUE, FAINT, INK, MARGIN, ORANGE, PAPER, ROOM, SMALL, SOFT, DrawingPage, leading

SIZES = {1: 30, 2: 28, 3: 26}
"""Type by the number of columns: the more there are, the narrower each is."""
SMALLEST = 23
PAD = 10
GAP = 22
LANE = 14
"""The height of a curve that passes a column by."""
BETWEEN = {1: 0, 2: 140, 3: 80}
NARROWEST = 52
HEAD = 58
MOST_LINES = 6
STEPS = 20
SWEEPS = 6


@dataclass(frozen=True)
class Lane:
    """Where curves to a box pass a column by."""

    to: str
    column: int


Node = str | Lane
Step = tuple[Node, Node]


@dataclass(frozen=True)
class Rows:
    """The nodes of each column from top to bottom, and the steps between neighbouring columns."""

    columns: tuple[tuple[Node, ...], ...]
    steps: tuple[Step, ...]


def laned(columns: Sequence[Sequence[str]], joins: Iterable[tuple[str, str]]) -> tuple[list[list[Node]], list[Step]]:
    """The columns with their lanes, and the joins as steps from a column to the next."""
    laned_columns: list[list[Node]] = [list(column) for column in columns]
    at = {code: nth for nth, column in enumerate(columns) for code in column}
    steps: dict[Step, None] = {}
    for first, then in joins:
        here: Node = first
        for column in range(at[first] + 1, at[then]):
            lane = Lane(then, column)
            if lane not in laned_columns[column]:
                laned_columns[column].append(lane)
            steps[here, lane] = None
            here = lane
        steps[here, then] = None
    return laned_columns, list(steps)


def ordered(columns: list[list[Node]], steps: list[Step]) -> Rows:
    """The columns in an order with few crossings; equal ones keep the order in which they came."""
    best = [list(column) for column in columns]
    fewest = crossings(best, steps)
    now = [list(column) for column in columns]
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        turn = range(1, len(now)) if forward else range(len(now) - 2, -1, -1)
        for nth in turn:
            _sort(now, nth, nth - 1 if forward else nth + 1, steps)
        count = crossings(now, steps)
        if count < fewest:
            best, fewest = [list(column) for column in now], count
    return Rows(tuple(tuple(column) for column in best), tuple(steps))


def crossings(columns: Sequence[Sequence[Node]], steps: Iterable[Step]) -> int:
    """How often two steps between the same two columns cross."""
    place = {node: (nth, row) for nth, column in enumerate(columns) for row, node in enumerate(column)}
    between: dict[int, list[tuple[int, int]]] = {}
    for first, then in steps:
        between.setdefault(place[first][0], []).append((place[first][1], place[then][1]))
    pairs = (pair for found in between.values() for pair in combinations(found, 2))
    return sum((a - c) * (b - d) < 0 for (a, b), (c, d) in pairs)


def _sort(columns: list[list[Node]], nth: int, beside: int, steps: Iterable[Step]) -> None:
    """Sort one column by the middle of each node's neighbours in the column beside it."""
    rows = {node: row / max(1, len(columns[beside]) - 1) for row, node in enumerate(columns[beside])}
    own = {node: row / max(1, len(columns[nth]) - 1) for row, node in enumerate(columns[nth])}
    near: dict[Node, list[float]] = {}
    for pair in steps:
        for node, other in (pair, pair[::-1]):
            if node in own and other in rows:
                near.setdefault(node, []).append(rows[other])
    columns[nth].sort(key=lambda node: sum(near[node]) / len(near[node]) if node in near else own[node])


@dataclass(frozen=True)
class Placed:
    """Where a box or a lane stands on the paper."""

    x: float
    top: float
    wide: float
    high: float

    @property
    def middle(self) -> float:
        return self.top + self.high / 2


@dataclass(frozen=True)
class FlowMeasures:
    """The measures of one picture."""

    size: int
    wide: float
    between: float
    labels: Mapping[str, list[str]] = field(default_factory=dict)
    flags: Mapping[str, list[str]] = field(default_factory=dict)

    def high(self, node: Node) -> float:
        """How much room a box or a lane takes."""
        if isinstance(node, Lane):
            return LANE
        return 2 * PAD + leading(self.size) * (len(self.labels[node]) + len(self.flags[node]))


def draw_flow(flow: Flow) -> bytes:
    columns = [column for column in flow.columns if column.boxes]
    boxes = {box.code: box for column in columns for box in column.boxes}
    plan = _measured(len(columns), boxes)
    rows = ordered(*laned([[box.code for box in column.boxes] for column in columns], flow.joins))
    more = [lines(column.more, plan.wide, plan.size, most=2) for column in columns]
    heights = [
        sum(plan.high(node) + GAP for node in row) + leading(plan.size) * len(rest)
        for row, rest in zip(rows.columns, more, strict=True)
    ]
    page = DrawingPage(flow.title, flow.note, HEAD + max(heights))
    placed = _placed(page.top + HEAD, max(heights), rows.columns, heights, plan)
    for first, then in rows.steps:
        _curve(page, placed[first], placed[then], lands=not isinstance(then, Lane))
    for node, at in placed.items():
        if isinstance(node, Lane):
            page.line([(at.x, at.middle), (at.x + at.wide, at.middle)], SOFT, 3)
        else:
            _box(page, boxes[node], at, plan)
    for nth, (column, rest) in enumerate(zip(columns, more, strict=True)):
        x = MARGIN + nth * (plan.wide + plan.between)
        name = lines(column.name, plan.wide, SMALL, bold=True, most=1)
        page.block(x, page.top, name, SMALL, bold=True)
        page.line([(x, page.top + HEAD - 16), (x + plan.wide, page.top + HEAD - 16)], FAINT, 4)
        page.block(x, _end(placed, rows.columns[nth]), rest, plan.size, colour=SOFT)
    return page.png()


def _measured(columns: int, boxes: Mapping[str, Box]) -> FlowMeasures:
    size, between = SIZES.get(columns, SMALLEST), BETWEEN.get(columns, NARROWEST)
    wide = (ROOM - between * (columns - 1)) / columns
    room = wide - 2 * PAD
    said = {code: lines(box.text, room, size, most=MOST_LINES) or [""] for code, box in boxes.items()}
    flags = {code: lines(box.flag, room, size, bold=True, most=3) for code, box in boxes.items()}
    return FlowMeasures(size, wide, between, said, flags)


def _placed(
    top: float, room: float, columns: Sequence[Sequence[Node]], heights: Sequence[float], plan: FlowMeasures
) -> dict[Node, Placed]:
    """Each column in the middle of the room that the highest one takes."""
    placed: dict[Node, Placed] = {}
    for nth, (column, height) in enumerate(zip(columns, heights, strict=True)):
        y = top + (room - height) / 2
        for node in column:
            placed[node] = Placed(MARGIN + nth * (plan.wide + plan.between), y, plan.wide, plan.high(node))
            y += plan.high(node) + GAP
    return placed


def _end(placed: Mapping[Node, Placed], column: Sequence[Node]) -> float:
    return max(placed[node].top + placed[node].high for node in column) + GAP / 2


def _curve(page: DrawingPage, first: Placed, then: Placed, *, lands: bool) -> None:
    """From one's right side to the other's left, level at both ends."""
    x0, y0 = first.x + first.wide, first.middle
    x1, y1 = then.x - (12 if lands else 0), then.middle
    points = []
    for step in range(STEPS + 1):
        t = step / STEPS
        bend = t * t * (3 - 2 * t)
        points.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * bend))
    page.line(points, SOFT, 3)
    if lands:
        page.mark(x1 + 2, y1, ">", 15, SOFT)


def _box(page: DrawingPage, box: Box, at: Placed, plan: FlowMeasures) -> None:
    """A box with its words; one with a flag has a thick broken edge and says in words what it is."""
    page.box(at.x, at.top, at.wide, at.high, fill=PAPER, edge=PAPER if box.flag else BLUE)
    if box.flag:
        right, low = at.x + at.wide, at.top + at.high
        corners = [(at.x, at.top), (right, at.top), (right, low), (at.x, low), (at.x, at.top)]
        page.line(corners, ORANGE, 6, dashed=True)
    label = plan.labels[box.code]
    page.block(at.x + PAD, at.top + PAD, label, plan.size, colour=INK)
    below = at.top + PAD + leading(plan.size) * len(label)
    page.block(at.x + PAD, below, plan.flags[box.code], plan.size, colour=INK, bold=True)
