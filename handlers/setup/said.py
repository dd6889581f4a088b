"""How setup speaks of days, hours and zones, and what can be chosen of them."""

from datetime import date, time, timedelta
from functools import cache
from zoneinfo import available_timezones

from babel.dates import format_date, format_time

from handlers.kit.form import Option
from handlers.kit.words import LANGUAGE

A_MONDAY = date(2024, 1, 1)
USUAL_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
)


def weekday(number: int) -> str:
    """A weekday's name; Monday is 0."""
    return format_date(A_MONDAY + timedelta(days=number), "EEEE", locale=LANGUAGE)


def at_time(at: time) -> str:
    """A time of day: "2:00 pm"."""
    return format_time(at, "h:mm a", locale=LANGUAGE).lower()


def weekday_options() -> tuple[Option, ...]:
    return tuple(Option(str(number), weekday(number)) for number in range(5))


def time_options(kept: time) -> tuple[Option, ...]:
    """The half hours in which people may be asked; a time kept otherwise can stay."""
    halves = {time(hour, minute) for hour in range(7, 19) for minute in (0, 30)}
    return tuple(Option(at.isoformat("minutes"), at_time(at)) for at in sorted(halves | {kept}))


@cache
def zones() -> tuple[str, ...]:
    """The names of all time zones, the country's own first."""
    others = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/")))
    return (*USUAL_ZONES, *(name for name in others if name not in USUAL_ZONES), "UTC")


def zone_options(*kept: str | None) -> tuple[Option, ...]:
    """All zones; a kept one is among them whatever it is called."""
    names = dict.fromkeys([*zones(), *(name for name in kept if name)])
    return tuple(Option(name, name.replace("_", " ")) for name in names)
