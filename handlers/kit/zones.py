"""Time zones: where somebody is, and those to choose from."""

from datetime import date
from functools import cache

from handlers.kit.form import Option
from handlers.kit.words import clip
from pdsa.calendar import local_day
from pdsa.errors import Refusal
from pdsa.people import Member
from pdsa.text import _
from pdsa.zones import USUAL_ZONES, region, regions, regions_meant
from storage.store import YearStore


def zone_of(person: Member, store: YearStore) -> str:
    """Somebody's own zone, else the district's, else UTC."""
    return person.zone or (store.cycle.zone if store.cycle else "UTC")


def today_of(person: Member, store: YearStore) -> date:
    """The date where somebody is: a notification's day is its reader's."""
    return local_day(store.now, zone_of(person, store))


@cache
def zones() -> tuple[str, ...]:
    """The names of all regions' zones, the country's own first."""
    return (*USUAL_ZONES, *(name for name in regions() if name not in USUAL_ZONES))


def zone_options() -> tuple[Option, ...]:
    """All zones to choose from."""
    return tuple(Option(name, name.replace("_", " ")) for name in zones())


def zone_chosen(said: str) -> str:
    """The region's zone that was chosen or typed. Raises Refusal, with the regions that may be meant, for what is none:
    "EST" knows no summer time, and "localtime" no place.
    """
    if found := region(said):
        return found
    meant = regions_meant(said)
    if not meant:
        raise Refusal(_("Choose a time zone from the list, by its region."), field="zone")
    told = _("“{said}” is no region's time zone. Did you mean {meant}?")
    raise Refusal(told.format(said=clip(said, 40), meant=_(" or ").join(meant)), field="zone")
