"""How often the run-chart rule cries wolf, and how often it finds a real change.

    python -m benchmarks.false_alarms [SERIES]

Series of chance alone, drawn with a fixed seed (default: 2,000 of each kind), go through the rule as the bot asks it:
against their own median, and against a line that is frozen at earlier points. Beside them stands, for every number of
points, the exact count of all orders in which as many lie above the median as below (of an odd number the middle one is
on the line). Against its own median a steady series is called changed in 5 % at most; against a frozen line in 14 % at
most, and the sentence says so.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import comb
from random import Random

from rich.console import Console
from rich.table import Table

from pdsa.measures import Observation
from pdsa.runchart import FALSE_ALARMS, Began, beyond, fewest_crossings, judge, longest_run

SERIES = 2_000
SEED = 20141125
STEPS = (0.0, 1.0, 1.5)
"""In standard deviations: how far a series is moved in its middle, or where its line was frozen."""
OWN = (10, 16, 20, 24, 30, 36, 60)
FROZEN = tuple((before, after) for before in (12, 18, 24, 36) for after in (12, 18, 24, 36, 48))
FIRST = date(2026, 8, 17)


def exact_false_alarms(points: int) -> float:
    """The share of all orders of so many points, half of them above their median, that the rule calls a change."""
    half = points // 2
    most, fewest = longest_run(2 * half), fewest_crossings(2 * half)
    quiet = sum(
        2 * _split(half, runs - runs // 2, most) * _split(half, runs // 2, most)
        for runs in range(max(fewest + 1, 2), 2 * half + 1)
    )
    return 1 - quiet / comb(2 * half, half)


def _split(points: int, runs: int, most: int) -> int:
    """In how many ways points fall into so many runs of at most `most` each."""
    return sum(
        (-1) ** long * comb(runs, long) * comb(points - long * most - 1, runs - 1)
        for long in range(runs + 1)
        if points - long * most >= runs
    )


def alarms(earlier: int, later: int, step: float, series: int, chance: Random) -> float:
    """The share of drawn series that are called changed; `earlier` points draw the line, their own median where 0."""
    moved = earlier or later // 2
    began = Began(FIRST + timedelta(weeks=earlier)) if earlier else None
    return sum(
        judge(list(_drawn(earlier + later, moved, step, chance)), began=began).changed for _ in range(series)
    ) / series  # fmt: skip


def _drawn(points: int, moved: int, step: float, chance: Random) -> Iterator[Observation]:
    for nth in range(points):
        value = chance.gauss(100, 10) + (10 * step if nth >= moved else 0)
        yield Observation("", FIRST + timedelta(weeks=nth), value)


def percent(share: float) -> str:
    return f"{100 * share:.1f}"


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    series, out, chance = int(arguments[0]) if arguments else SERIES, Console(), Random(SEED)
    exact = Table("n", "false alarms %", title="Own median: every order counted")
    for n in range(10, 61):
        exact.add_row(str(n), percent(exact_false_alarms(n)))
    own = Table("n", *(f"{step:g} sd" for step in STEPS), title=f"Own median: % called changed of {series:,} drawn")
    for n in OWN:
        own.add_row(str(n), *(percent(alarms(0, n, step, series, chance)) for step in STEPS))
    frozen = Table("points before", "after", *(f"{step:g} sd" for step in STEPS), "clearer by",
                   title=f"Frozen line: % called changed of {series:,}; told: up to about {FALSE_ALARMS}")  # fmt: skip
    for before, after in FROZEN:
        found = (percent(alarms(before, after, step, series, chance)) for step in STEPS)
        frozen.add_row(str(before), str(after), *found, str(beyond(before, after)))
    for table in (exact, own, frozen):
        out.print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
