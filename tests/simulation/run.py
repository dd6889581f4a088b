"""A seed in, what became of it out."""

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.simulation import mishaps, restoring
from tests.simulation.district import fresh
from tests.simulation.people import live
from tests.simulation.process import Parts
from tests.simulation.properties import broken
from tests.simulation.simulated_time import simulate
from tests.simulation.world import World

WHOLE = Parts()


@dataclass(frozen=True)
class Run:
    """What one seed led to. `broken` says in sentences what does not hold."""

    seed: int
    broken: tuple[str, ...]
    trace: tuple[str, ...]

    def __str__(self) -> str:
        again = f"To see it happen: python -m tests.simulation {self.seed}"
        return "\n".join((f"seed {self.seed}:", *(self.broken or ("all is well",)), again))


def run(seed: int, template: Path, parts: Parts = WHOLE) -> Run:
    """Live through one seed on a copy of the template."""
    with tempfile.TemporaryDirectory(prefix="sel-simulation-") as folder:
        return simulate(_run(seed, fresh(template, Path(folder)), parts))


async def _run(seed: int, file: Path, parts: Parts) -> Run:
    world = World(seed, file, parts)
    around = [asyncio.create_task(each) for each in (mishaps.happen(world), restoring.happen(world), live(world))]
    await world.lives()
    for task in around:
        if task.done():
            task.result()
        task.cancel()
    found = await broken(world)
    for process in world.processes.values():
        process.life.end()
    world.look.close()
    return Run(seed, tuple(found), tuple(world.fate.trace))
