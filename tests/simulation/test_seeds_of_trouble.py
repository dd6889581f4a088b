"""Seeds of trouble: whatever chat, database and machine do, every notification arrives once, or rests for a true
reason.

python -m tests.simulation SEED     shows how a seed goes, call by call
python -m benchmarks.simulation     tries ten thousand of them
"""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

from bot.district_clock import MachineClock
from bot.platform import Unsure
from handlers.kit.card import Card
from tests.simulation.fate import Fate
from tests.simulation.inline_sqlite import Connection
from tests.simulation.process import Parts
from tests.simulation.run import run
from tests.simulation.unreliable_chat import Line
from tests.simulation.world import begins

SEEDS = 120
MOST = 60
"""So many until a broken part is found out."""
AT_ONCE = 10
"""Seeds of one test, so that several workers can share them."""


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_whatever_happens_every_notification_arrives_once_or_rests_for_a_true_reason(
    first: int, district: Path
) -> None:
    runs = [run(seed, district) for seed in range(first, first + AT_ONCE)]
    assert not [run for run in runs if run.broken], "\n\n".join(str(run) for run in runs if run.broken)


def test_the_same_seed_goes_the_same_way_twice(district: Path) -> None:
    assert run(3, district) == run(3, district)


def test_it_goes_the_same_way_in_another_process(district: Path) -> None:
    """Whatever numbers Python draws for its hashes: a failing seed must fail again where somebody looks into it."""
    shown = subprocess.run([sys.executable, "-m", "tests.simulation", "4"], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines() == [*run(4, district).trace, *str(run(4, district)).splitlines()]


class Blind(Line):
    """A way to the chat with a mistake in it: what was said before is never found."""

    async def find(self, conversation: str, key: str, after: str = "", under: str = "") -> str | None:
        return None


class Hasty(Line):
    """Another: what got no answer is said again at once, as HTTP clients like to do."""

    async def post(self, conversation: str, card: Card, *, key: str = "", under: str = "") -> str:
        try:
            return await super().post(conversation, card, key=key, under=under)
        except Unsure:
            return await super().post(conversation, card, key=key, under=under)


class Early(MachineClock):
    """A clock that shows another zone's hours."""

    def now(self) -> datetime:
        return super().now() + timedelta(hours=10)


class Behind(MachineClock):
    """A clock that shows Friday on Sundays."""

    def now(self) -> datetime:
        return super().now() - timedelta(days=2)


class Careless(Connection):
    """A database that forgets each answer that it says it has kept."""

    answered = False

    async def _execute(self, work: Any, *given: Any, **named: Any) -> Any:
        self.answered |= "INTO checkins" in str(given[1:2])
        return await super()._execute(work, *given, **named)

    async def commit(self) -> None:
        forgotten, self.answered = self.answered, False
        await (self.rollback() if forgotten else super().commit())


def weekends() -> Iterator[int]:
    """Seeds whose runs begin when schools are closed."""
    return (seed for seed in count() if begins(Fate(seed, lambda: 0.0)).weekday() in (5, 6))


@pytest.mark.parametrize(
    ("parts", "seeds", "complaint"),
    [
        (Parts(line=Blind), count(), "stands there 2 times"),
        (Parts(line=Hasty), count(), "stands there 2 times"),
        (Parts(clock=Early), count(), "came at night"),
        (Parts(clock=Behind), weekends(), "came on a day off"),
        (Parts(connection=Careless), count(), "was kept, and None stands there"),
    ],
    ids=["does not look", "says it again", "asks at night", "asks on a day off", "forgets"],
)
def test_what_a_broken_part_does_is_found_out(
    parts: Parts, seeds: Iterator[int], complaint: str, district: Path
) -> None:
    some = islice(seeds, MOST)
    assert any(complaint in each for seed in some for each in run(seed, district, parts).broken)
