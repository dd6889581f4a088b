"""What gets in the way of a strategy, in kinds, so that one school's obstacle can meet what another made of it."""

from collections.abc import Iterable
from enum import StrEnum


class Obstacle(StrEnum):
    """The kinds of obstacles. They are kept by these names; their words are said in handlers/wording/measure_chart.py.

    Time, data and competing demands are what the field names first (domain.md 4.4); the seed texts' own examples are
    TIME (workshops in the school day) and REQUESTS (schools inundated with requests).
    """

    TIME = "time"
    PEOPLE = "people"
    REQUESTS = "requests"
    MONEY = "money"
    SKILL = "skill"
    BUY_IN = "buy-in"
    ACCESS = "access"
    CLASH = "clash"
    OTHER = "other"


def obstacles(kept: Iterable[str]) -> tuple[Obstacle, ...]:
    """The obstacles behind these names, each once, in the enum's order; names that no version knows are left out."""
    names = set(kept)
    return tuple(each for each in Obstacle if each.value in names)
