"""Proposals for a lead: the first of a day come one by one, all others of it together."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from pdsa.calendar import instant, local, local_day
from pdsa.cycle import Cycle

SINGLY = 2
"""So many notifications a day a lead gets before proposals are gathered."""
AFTERNOON = time(16)
GATHERED_UNTIL = time(15)


def is_full(notifications: Iterable[datetime], at: datetime, zone: str) -> bool:
    """Whether somebody gets enough on the day of an instant, on their clock; `notifications` are when they get any."""
    day = local_day(at, zone)
    return sum(local_day(moment, zone) == day for moment in notifications) >= SINGLY


def gathered_on(at: datetime, zone: str, cycle: Cycle) -> tuple[str, datetime]:
    """When what comes up at an instant comes together with all others: that afternoon, or else the next working
    morning. Before it what this occasion is called, which is the same for all of them.
    """
    here = local(at, zone)
    if here.time() < GATHERED_UNTIL:
        return here.date().isoformat(), instant(here.date(), AFTERNOON, zone)
    day = cycle.year.after(here.date(), 1) or here.date() + timedelta(days=1)
    return f"{day.isoformat()}-morning", instant(day, cycle.rhythm.prompt_time, zone)
