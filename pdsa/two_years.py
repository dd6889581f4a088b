"""Two years side by side: levels of the rubric, numbers, and how predictions turned out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from pdsa.findings import Point
from pdsa.findings_from_records import YearSoFar, latest_reflections, measures
from pdsa.measures import Rating, rated
from pdsa.names import folded
from pdsa.reflection import Held
from pdsa.whole_group_names import is_everybody


@dataclass(frozen=True)
class Levels:
    """A rubric item in two years. `then_name` is what the older framework calls it, where that differs.

    `began` and `ended` are the older year's first and last levels, `now` the newer year's last one; None where nobody
    rated.
    """

    name: str
    then_name: str
    began: int | None
    ended: int | None
    now: int | None


@dataclass(frozen=True)
class Numbers:
    """A measure's latest number in each of two years with its day, of the group that is told first and may be shown in
    both; no group for everybody.
    """

    measure: str
    group: str
    then: Point
    now: Point


@dataclass(frozen=True)
class PredictionCount:
    """So many of the district's predictions were looked back on in a year, and so many of them held."""

    looked: int
    held: int


@dataclass(frozen=True)
class ThenAndNow:
    """What two years can be compared by."""

    then: str
    now: str
    levels: tuple[Levels, ...]
    numbers: tuple[Numbers, ...]
    predictions: tuple[PredictionCount, PredictionCount]


def then_and_now(then: YearSoFar, now: YearSoFar, day: date, name_now: Callable[[str], str | None]) -> ThenAndNow:
    """Both years as they are known on `day`. `name_now` says what the newer framework calls an item of the older one,
    None where nothing in it is the same.
    """
    return ThenAndNow(
        then.cycle.label,
        now.cycle.label,
        tuple(_levels(then, now, day, name_now)),
        tuple(_numbers(then, now, day)),
        (_counted(then, day), _counted(now, day)),
    )


def _levels(then: YearSoFar, now: YearSoFar, day: date, name_now: Callable[[str], str | None]) -> Iterable[Levels]:
    here = {folded(each.activity): each for each in rated(now.ratings, day, now.cycle.phases.study)}
    for old in rated(then.ratings, day, then.cycle.phases.study):
        name = name_now(old.activity)
        new = here.get(folded(old.activity)) or (here.get(folded(name)) if name else None)
        ended = old.year_end or old.mid_year
        if new is None or (ended is None and old.initial is None):
            continue
        other = "" if folded(new.activity) == folded(old.activity) else old.activity
        yield Levels(new.activity, other, old.initial, ended, _last(new))


def _last(rating: Rating) -> int | None:
    return rating.year_end or rating.mid_year


def _numbers(then: YearSoFar, now: YearSoFar, day: date) -> Iterable[Numbers]:
    before = {folded(each.measure): each for each in measures(then, day, min(day, then.cycle.year.last_day))[0]}
    for finding in measures(now, day, day)[0]:
        old = before.get(folded(finding.measure))
        groups = {_group(series.group, then): series for series in old.series} if old else {}
        for series in finding.series[:1]:
            group = _group(series.group, now)
            if group in groups and series.points:
                yield Numbers(finding.measure, series.group if group else "", groups[group].latest, series.latest)


def _group(name: str, year: YearSoFar) -> str:
    """A group's name as it is compared; empty for the whole district, whatever a year calls it."""
    return "" if is_everybody(name, year.cycle.district) else folded(name)


def _counted(year: YearSoFar, day: date) -> PredictionCount:
    predicted = {each.code for each in year.strategies if each.prediction and not each.school}
    held = [each.held for code, each in latest_reflections(year, day).items() if code in predicted]
    return PredictionCount(len(held), held.count(Held.YES))
