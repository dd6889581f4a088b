"""Time zones by the region they belong to: which names may be set, and which are meant by names that may not.

"EST" or "Etc/GMT+5" is a fixed distance from Greenwich and knows no summer time, "localtime" is whatever a computer is
set to: a question at two would come at one for half of the year. So a zone is a region's, such as America/New_York.
"""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import available_timezones

from pdsa.names import folded

USUAL_ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu",
)  # fmt: skip
"""The zones of most districts, from east to west."""
AREAS = frozenset(
    ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"]
)  # fmt: skip
BY_HOURS: Mapping[int, tuple[str, ...]] = {
    -4: ("America/Puerto_Rico",), -5: ("America/New_York",), -6: ("America/Chicago",),
    -7: ("America/Denver", "America/Phoenix"), -8: ("America/Los_Angeles",), -9: ("America/Anchorage",),
    -10: ("Pacific/Honolulu",), -11: ("Pacific/Pago_Pago",), 10: ("Pacific/Guam",), 0: ("Europe/London",),
    1: ("Europe/Berlin",), 2: ("Europe/Athens",),
}  # fmt: skip
"""The regions that are so many hours from Greenwich in winter."""
NEUTRAL = frozenset(
    ["time", "standard", "daylight", "saving", "savings", "summer", "winter", "zone", "the", "and", "of"]
)
COUNTRY = frozenset(["us", "usa", "u.s", "america", "united", "states"])
BEFORE_A_NAME = re.compile(r"^\(?(?:utc|gmt)\s*[+-]\d{1,2}(?::?\d{2})?\)?\s+(?=\D)", re.IGNORECASE)
"""The hours that lists of zones put before a name: "(UTC-07:00) Arizona"."""
HOURS = re.compile(r"(?:(etc)/)?(?:utc|gmt)?\s*([+-])\s*0?(\d{1,2})(?::?00)?", re.IGNORECASE)


@cache
def _meant() -> Mapping[str, tuple[str, ...]]:
    """What people write, by the words that are left without NEUTRAL (zone_names.toml). Read from the package once."""
    names = tomllib.loads((files("pdsa") / "zone_names.toml").read_text(encoding="utf-8"))
    return {name: tuple(zones) for name, zones in names.items()}


@cache
def regions() -> tuple[str, ...]:
    """The names of all regions' zones, in the alphabet's order."""
    return tuple(sorted(name for name in available_timezones() if name.split("/")[0] in AREAS))


def is_region(name: str) -> bool:
    """Whether a zone may be set: a region's, spelled as the official list spells it."""
    return name in _by_key().values()


def region(said: str) -> str:
    """The region's zone that somebody names, whatever its case and spaces; empty where it is none."""
    return _by_key().get(_key(said), "")


@cache
def _by_key() -> Mapping[str, str]:
    return {_key(name): name for name in regions()}


def _key(said: str) -> str:
    return folded(said).replace(" / ", "/").replace(" ", "_")


@lru_cache(maxsize=256)
def regions_meant(text: str) -> tuple[str, ...]:
    """The regions that somebody probably means by a name that is none; empty where nothing is near.

    "MST" can be America/Denver, where clocks change, and America/Phoenix, where they do not.
    """
    hours = HOURS.fullmatch(folded(text).strip())
    if hours is not None:
        ahead = hours[2] == "-" if hours[1] else hours[2] == "+"  # Etc/GMT+7 lies behind Greenwich: its sign is turned
        return BY_HOURS.get(int(hours[3]) * (1 if ahead else -1), ())
    text = BEFORE_A_NAME.sub("", text.strip())
    if " - " in text and (city := _near(text.rsplit(" - ", maxsplit=1)[-1])):
        return city
    plain = folded(text).replace("(", " ").replace(")", " ").replace("&", " ").replace(",", " ").replace("/", " ")
    words = [word.strip(".") for word in plain.replace("_", " ").split()]
    words = [word for word in words if word not in NEUTRAL]
    bare = [word for word in words if word not in COUNTRY and not (word == "canada" and "us" in words)]
    whole = _meant().get(" ".join(words)) if "standard" in plain or len(words) == 1 else None
    candidates = whole or _meant().get(" ".join(bare)) or _each(bare)
    if words[:1] == ["us"] and "/" in text and candidates == BY_HOURS[-7]:
        return BY_HOURS[-7][:1]  # an old name of Denver's zone; Arizona had one of its own
    return candidates or _near(text)


def _each(words: list[str]) -> tuple[str, ...]:
    """The regions that each of several words can mean: "Eastern (EST)", "MST (Arizona)"."""
    found = [_meant().get(word, ()) for word in words]
    return tuple(each for each in found[0] if all(each in others for others in found)) if found else ()


def _near(said: str) -> tuple[str, ...]:
    key = _key(said)
    cities: dict[str, str] = {}
    for name in regions():
        cities.setdefault(_key(name.rsplit("/")[-1]), name)
    close = get_close_matches(key, _by_key(), n=2, cutoff=0.75)
    if close:
        return tuple(_by_key()[each] for each in close)
    last = key.rsplit("/")[-1]
    return tuple(cities[each] for each in get_close_matches(last, cities, n=2, cutoff=0.8))
