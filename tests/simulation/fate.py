"""Fate: all that happens by chance in one run, out of one seed, and the trace of what happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")
MOST_CRASHES = 4
MOST_STEPS = 200_000
"""Calls of chat and database in one run; more, and it goes round in circles."""


class Mishap(Exception):
    """Something breaks that no code foresaw. Fate's own, so that a mistake of the bot's is told from it."""


@dataclass(frozen=True)
class Weather:
    """How much goes wrong: chances for each call. `crash` is the process dying at it."""

    chat: float
    database: float
    slow: float
    crash: float

    @classmethod
    def of(cls, random: Random) -> "Weather":
        """From a fair day to a hurricane."""
        return cls(
            chat=random.choice((0.0, 0.02, 0.1, 0.3)),
            database=random.choice((0.0, 0.0, 0.005, 0.02)),
            slow=random.choice((0.0, 0.05, 0.3)),
            crash=random.choice((0.0, 0.002, 0.02)),
        )


class Fate:
    """Asked at every call of chat and database. After the storm nothing goes wrong any more."""

    def __init__(self, seed: int, time: Callable[[], float]) -> None:
        self.random = Random(seed)
        self.weather = Weather.of(self.random)
        self.storm = True
        self.trace: list[str] = []
        self._time = time
        self._steps = 0
        self._crashes = self.random.randint(0, MOST_CRASHES)

    def strikes(self, chance: float) -> bool:
        return self.storm and chance > 0 and self.random.random() < chance

    def picks(self, things: Sequence[Thing]) -> Thing:
        return self.random.choice(things)

    def seconds(self, least: float, most: float) -> float:
        return self.random.uniform(least, most)

    def crashes(self) -> bool:
        """Whether the process dies at this call. Raises RuntimeError where there is no end to the calls."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise RuntimeError("there is no end to it")
        if not self._crashes or not self.strikes(self.weather.crash):
            return False
        self._crashes -= 1
        return True

    def tell(self, words: str) -> None:
        """One more line of the trace, with its second."""
        self.trace.append(f"{self._time():12.3f}  {words}")
