"""Numbers as they are shown: what reads the same is the same, whatever a file carries in its fifteenth decimal."""

from collections.abc import Sequence
from math import floor, log10
from statistics import median

SMALL, MOST_DIGITS = 0.1, 6


def decimals(value: float) -> int:
    """How many decimals a figure has at most: two, and more only where two would leave nothing of it."""
    digits = 2 if value == 0 or abs(value) >= SMALL else 1 - floor(log10(abs(value)))
    return min(digits, MOST_DIGITS)


def as_shown(value: float) -> float:
    """A figure as people read it."""
    return round(value, decimals(value))


def line_of(values: Sequence[float]) -> float:
    """The median of figures as they are shown. The mean of the two in the middle keeps the decimals that it needs.

    Raises StatisticsError when there are none.
    """
    return round(median(values), MOST_DIGITS + 2)
