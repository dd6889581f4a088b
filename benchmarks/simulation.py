"""Ten thousand seeds of trouble, on all processors: what does not hold, and how many seeds a second were lived through.

    python -m benchmarks.simulation [SEEDS] [FIRST]

Each is one run of tests/simulation: lost and late answers, crashes, wrong clocks, outages, presses and restores, and
after them every notification has arrived once or rests for a true reason. A seed that fails is printed, and how to
replay it.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path

from rich.console import Console

from tests.simulation.district import make_template
from tests.simulation.run import Run, run

SEEDS = 10_000
AT_ONCE = 50
TOLD_EVERY = 1_000


def lived(first: int, template: Path) -> tuple[int, list[Run]]:
    """A stretch of seeds: how many there were, and those that fail."""
    return AT_ONCE, [found for seed in range(first, first + AT_ONCE) if (found := run(seed, template)).broken]


def stretches(seeds: int, first: int, template: Path) -> Iterator[tuple[int, list[Run]]]:
    """All of them, as they are done."""
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as workers:
        work = [workers.submit(partial(lived, start, template)) for start in range(first, first + seeds, AT_ONCE)]
        yield from (each.result() for each in as_completed(work))


def main(seeds: int = SEEDS, first: int = 0) -> int:
    out = Console(highlight=False, soft_wrap=True, markup=False)
    began, done, failed = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.db"
        asyncio.run(make_template(template))
        for number, broken in stretches(seeds, first, template):
            done, failed = done + number, failed + len(broken)
            for found in broken:
                out.print(str(found))
            if done % TOLD_EVERY == 0 or done >= seeds:
                took = time.monotonic() - began
                out.print(f"{done} seeds, {failed} fail, {done / took:.1f} a second on {os.cpu_count()} processors")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
