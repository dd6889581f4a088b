"""In which order boxes stand in their columns, so that few curves cross.

A curve that passes a column by gets a lane in it, as if it were a box; lanes to the same box are one. Then each column
is sorted by where its neighbours stand, to and fro, and the order with the fewest crossings is kept: the barycentre
method of Sugiyama, Tagawa and Toda (1981).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

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
