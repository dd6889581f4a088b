"""Public holidays, by the rules of the package `holidays`: offered for a year, and for days off on their way into the
next. They are proposals: what a district's calendar says is for a lead to confirm.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from pdsa.calendar import DayOff, SchoolYear
from pdsa.zones import USUAL_ZONES

COUNTRIES: Mapping[str, str] = {
    **dict.fromkeys(USUAL_ZONES, "US"),
    **dict.fromkeys(("America/Detroit", "America/Boise", "America/Juneau", "America/Sitka", "America/Nome",
                     "America/Adak", "America/Menominee", "America/Metlakatla", "America/Yakutat"), "US"),
}  # fmt: skip
IN_SEVERAL = ("America/Indiana/", "America/Kentucky/", "America/North_Dakota/")
OBSERVED = " (observed)"


def public_days(zone: str, first: date, last: date) -> tuple[DayOff, ...]:
    """The public holidays on school days from `first` to `last`, as proposals; none where the country is not known."""
    found = _named(zone, first.year, last.year)
    return tuple(
        DayOff(name.removesuffix(OBSERVED), day, day, proposed=True)
        for day, name in sorted(found.items())
        if first <= day <= last and day.weekday() < 5
    )


def moved_on(old: SchoolYear, new: SchoolYear) -> SchoolYear:
    """The new year with its days off, which were moved on by weeks, put where the rules of public holidays put them.

    A day off that is a public holiday this year is that holiday next year: the third Monday of February is not the one
    52 weeks later. A longer stretch moves with the holiday in it that falls on a weekday of its own (Thanksgiving).
    """
    here = _named(old.zone, old.first_day.year, old.last_day.year)
    there: dict[str, list[date]] = {}
    for day, name in sorted(_named(new.zone, new.first_day.year, new.last_day.year).items()):
        if new.first_day <= day <= new.last_day:
            there.setdefault(name.removesuffix(OBSERVED), []).append(day)
    moved = [_moved(before, after, here, there)
             for before, after in zip(old.days_off, new.days_off, strict=True)]  # fmt: skip
    return replace(new, days_off=tuple(sorted(moved, key=lambda off: (off.first, off.last, off.name))))


def _moved(before: DayOff, after: DayOff, here: Mapping[date, str], there: Mapping[str, list[date]]) -> DayOff:
    for day, name in sorted(here.items()):
        days = [each for each in there.get(name.removesuffix(OBSERVED), ()) if each.weekday() < 5]
        if not before.covers(day) or not days:
            continue
        if before.first == before.last:
            return replace(after, first=days[0], last=days[0])
        if days[0].weekday() == day.weekday():
            shift = days[0] - day
            if abs(shift - (after.first - before.first)) <= timedelta(weeks=1):
                return replace(after, first=before.first + shift, last=before.last + shift)
    return after


def _named(zone: str, first: int, last: int) -> Mapping[date, str]:
    """The public holidays of the zone's country in these years, by their days."""
    country = COUNTRIES.get(zone) or ("US" if zone.startswith(IN_SEVERAL) else "")
    if not country:
        return {}
    # Put off: the package is large, and most turns ask for no holiday.
    from holidays import country_holidays  # noqa: PLC0415

    return dict(country_holidays(country, years=range(first, last + 1)))
