"""Time zones: where somebody is, and those to choose from."""

from datetime import date
from functools import cache
from zoneinfo import available_timezones

from handlers.kit.form import Option
from pdsa.calendar import local_day
from pdsa.people import Member
from storage.store import Store

USUAL_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
)


def zone_of(person: Member, store: Store) -> str:
    """Somebody's own zone, else the district's, else UTC."""
    return person.zone or (store.cycle.zone if store.cycle else "UTC")


def today_of(person: Member, store: Store) -> date:
    """The date where somebody is: a letter's day is its reader's."""
    return local_day(store.now, zone_of(person, store))


@cache
def zones() -> tuple[str, ...]:
    """The names of all time zones, the country's own first."""
    others = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/")))
    return (*USUAL_ZONES, *(name for name in others if name not in USUAL_ZONES), "UTC")


def zone_options(*kept: str | None) -> tuple[Option, ...]:
    """All zones; a kept one is among them whatever it is called."""
    names = dict.fromkeys([*zones(), *(name for name in kept if name)])
    return tuple(Option(name, name.replace("_", " ")) for name in names)
