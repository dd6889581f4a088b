"""Time zones to choose from."""

from functools import cache
from zoneinfo import available_timezones

from handlers.kit.form import Option

USUAL_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
)


@cache
def zones() -> tuple[str, ...]:
    """The names of all time zones, the country's own first."""
    others = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/")))
    return (*USUAL_ZONES, *(name for name in others if name not in USUAL_ZONES), "UTC")


def zone_options(*kept: str | None) -> tuple[Option, ...]:
    """All zones; a kept one is among them whatever it is called."""
    names = dict.fromkeys([*zones(), *(name for name in kept if name)])
    return tuple(Option(name, name.replace("_", " ")) for name in names)
