"""Waits: how far ahead anything on its way out may be put off, so that a clock that was wrong holds nothing up."""

from datetime import datetime, timedelta

LONGEST_WAIT = timedelta(minutes=15)
"""What is waited for the chat at a time, however long it asks for or does not work."""
REACH = timedelta(minutes=20)
"""No sending slot and no lease reaches further from now: a wait, and a batch of notifications sent slowly after it."""


def in_reach(moment: datetime, now: datetime) -> datetime:
    """That moment; now, where it lies out of reach: a clock that was ahead wrote it down."""
    return moment if moment <= now + REACH else now
