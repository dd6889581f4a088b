"""Outages: times in which the chat did not work for the bot, or a part of it did not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pdsa.send_delay_limit import LONGEST_WAIT

FIRST_WAIT = timedelta(seconds=30)


class OutagePart(StrEnum):
    """What does not work: everything, all posts, private talks, finding people and channels, or pictures and files."""

    WORKSPACE = "workspace"
    POSTS = "posts"
    TALKS = "talks"
    LOOKUPS = "lookups"
    FILES = "files"


@dataclass(frozen=True)
class Outage:
    """One outage, from the first refusal to the first success; `ended_at` is None while it lasts.

    Nothing that it concerns is tried before `until`. `tries` counts the refusals since it began.
    """

    part: OutagePart
    why: str
    began_at: datetime
    until: datetime
    tries: int = 1
    ended_at: datetime | None = None

    def pauses(self, now: datetime) -> bool:
        """Whether nothing is tried yet. No wait is longer than the longest: a clock that was ahead must not stop us."""
        return now < self.until <= now + LONGEST_WAIT


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many refusals in a row: twice as long each time, up to a quarter of an hour."""
    return LONGEST_WAIT if tries > 5 else min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1))
