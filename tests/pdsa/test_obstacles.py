"""Obstacles: every kind has its words, and what is kept is read back in one order."""

import pytest

from handlers.wording.measure_chart import obstacle_name, obstacle_names
from pdsa.obstacles import Obstacle, obstacles


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ((), ()),
        (("clash", "time", "time"), (Obstacle.TIME, Obstacle.CLASH)),
        (("of another version", "other"), (Obstacle.OTHER,)),
    ],
)
def test_kept_names_are_read_once_each_in_one_order(kept: tuple[str, ...], read: tuple[Obstacle, ...]) -> None:
    assert obstacles(kept) == read


def test_every_kind_has_words_of_its_own() -> None:
    names = [obstacle_name(each) for each in Obstacle]
    assert len(set(names)) == len(names) == 9
    assert obstacle_names((Obstacle.TIME, Obstacle.MONEY)) == "no time in the day; money or materials"
