"""Obstacles in words: what got in the way, as people choose it and read it."""

from collections.abc import Iterable

from pdsa.obstacles import Obstacle
from pdsa.text import _


def obstacle_name(obstacle: Obstacle) -> str:
    """A kind of obstacle in a few words."""
    return {
        Obstacle.TIME: _("no time in the day"),
        Obstacle.PEOPLE: _("people missing or changed"),
        Obstacle.REQUESTS: _("too many requests at once"),
        Obstacle.MONEY: _("money or materials"),
        Obstacle.SKILL: _("training or know-how"),
        Obstacle.BUY_IN: _("not everybody agreed"),
        Obstacle.ACCESS: _("it did not reach those it is for (time, place, language)"),
        Obstacle.CLASH: _("it clashed with something else"),
        Obstacle.OTHER: _("something else"),
    }[obstacle]


def obstacle_names(found: Iterable[Obstacle]) -> str:
    """Several kinds, each a few words of its own; empty where there are none."""
    return "; ".join(obstacle_name(each) for each in found)
