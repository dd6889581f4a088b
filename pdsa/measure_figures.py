"""What a measure shows, from one place: whoever tells a figure of it asks here, and tells the same.

Two figures have a name, and there is no third. The *latest* is the newest number, with its day and its group: it is
held against goals, and it is the next year's baseline. The *typical* one is a median, in run-chart sentences alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pdsa.cycle import Cycle
from pdsa.events_around_measure import strategies_for
from pdsa.findings import MeasureFinding, Point, SeriesFinding
from pdsa.goals import Goal, Link, Strategy
from pdsa.measures import Better, Observation, Series, Setting, measured_by, reached, way_of
from pdsa.names import folded, same
from pdsa.runchart import Began, judge
from pdsa.small_groups import Hidden, Shown, shown
from pdsa.whole_group_names import is_everybody


@dataclass(frozen=True)
class MeasureYear:
    """What one year planned and measured."""

    cycle: Cycle
    goals: Sequence[Goal] = ()
    strategies: Sequence[Strategy] = ()
    links: Sequence[Link] = ()
    observations: Sequence[Observation] = ()
    published: Sequence[Observation] = ()
    """Groups with their sizes that others have read in a post."""

    def moving(self, measure: str) -> list[Strategy]:
        """The strategies that are to move a measure. Where it is the district's, what a school does by a plan of its
        own does not count: the district's digests do not tell it.
        """
        ours = any(same(goal.measure, measure) and not goal.school for goal in self.goals if goal.measure)
        found = strategies_for(measure, self.goals, self.links, self.strategies)
        return [each for each in found if not each.dropped and not (ours and each.school)]


@dataclass(frozen=True)
class Figures:
    """A year's measures as they are known on a day. `before` are earlier years, the oldest first."""

    year: MeasureYear
    today: date
    settings: Mapping[str, Setting] = field(default_factory=dict)
    before: Sequence[MeasureYear] = ()

    def shown(self, measure: str) -> Shown:
        """The series of a measure that others may see, the one that is told first in front: everybody's, or else that
        of the school that the goal is about, or else the largest group's.
        """
        cycle = self.year.cycle
        seen = shown(
            self.year.observations, measure,
            minimum=cycle.minimum_group, today=self.today, district=cycle.district, published=self.year.published,
        )  # fmt: skip
        aim = self.aim(measure)
        if aim is None or not seen.series or is_everybody(seen.series[0].group, cycle.district):
            return seen
        mine = [each for each in seen.series if _names(f"{aim.school} {aim.statement}", each.group)]
        rest = tuple(each for each in seen.series if each not in mine)
        return Shown(seen.measure, (*mine, *rest), seen.hidden)

    def aim(self, measure: str) -> Goal | None:
        """The first goal that is about a measure; the district's comes before a school's."""
        about = (goal for goal in self.year.goals if goal.measure and same(goal.measure, measure))
        return min(about, key=lambda goal: bool(goal.school), default=None)

    def way(self, measure: str) -> Better:
        """Which way is better."""
        aim = self.aim(measure)
        return way_of(self.setting(measure), *((aim.baseline, aim.target) if aim else (None, None)))

    def setting(self, measure: str) -> Setting | None:
        """What research said of a measure."""
        return next((each for name, each in self.settings.items() if same(name, measure)), None)

    def of(self, measure: str, until: date | None = None) -> tuple[MeasureFinding, tuple[Hidden, ...]]:
        """A measure with its points up to `until` (today if None), and what is kept back by what is known today."""
        seen, aim, way = self.shown(measure), self.aim(measure), self.way(measure)
        baseline, target = (aim.baseline, aim.target) if aim else (None, None)
        cut = [
            Series(measure, each.group, tuple(measured_by(each.points, until or self.today))) for each in seen.series
        ]
        told = tuple(self.told(each, target, way, until) for each in cut if each.points)
        codes = tuple(goal.code for goal in self.year.goals if same(goal.measure, measure))
        all_hidden = bool(seen.hidden) and not seen.series
        return MeasureFinding(measure, codes, told, None if all_hidden else baseline, target, way), seen.hidden

    def told(self, series: Series, target: float | None, way: Better, until: date | None = None) -> SeriesFinding:
        """What one series says. Raises StatisticsError when it has no points."""
        began = self.began(series.measure, series.group, until)
        earlier = self.earlier(series.measure, series.group) if began else []
        points = tuple(Point(each.day, each.value, each.n) for each in series.points)
        return SeriesFinding(
            series.group, points, judge(series.points, way, began, earlier), reached(points[-1].value, target, way)
        )

    def latest(self, measure: str) -> Observation | None:
        """The newest number that may be shown, of the group that is told first; none without a measure."""
        if not measure:
            return None
        seen = self.shown(measure)
        return seen.series[0].points[-1] if seen.series and seen.series[0].points else None

    def latest_of(self, goals: Iterable[Goal]) -> dict[str, Observation]:
        """The newest numbers of the goals' measures that may be shown, by measure."""
        latest = {goal.measure: self.latest(goal.measure) for goal in goals}
        return {measure: number for measure, number in latest.items() if number is not None}

    def began(self, measure: str, group: str, until: date | None = None) -> Began | None:
        """The first strategy that is to move a measure of a group, in this year or an earlier one."""
        last = until or self.today
        found = [each for each in self._moving(measure, group) if each.start and each.start <= last and each.ready]
        first = min(found, key=lambda each: each.start or date.max, default=None)
        return Began(first.start, first.title) if first and first.start else None

    def first_start(self, measure: str, group: str) -> date | None:
        """The first day of the first strategy for a measure of a group, be it still to come."""
        return min((each.start for each in self._moving(measure, group) if each.start), default=None)

    def _moving(self, measure: str, group: str) -> list[Strategy]:
        years = (*self.before, self.year)
        return [each for year in years for each in year.moving(measure) if self._reaches(each, group, year)]

    def _reaches(self, strategy: Strategy, group: str, year: MeasureYear) -> bool:
        """Whether a strategy is to move a group's numbers. What is done at one school is not to move another's."""
        if strategy.school:
            return same(strategy.school, group)
        if self._everybody(group) or _names(strategy.where, group):
            return True
        others = {each.group for each in year.observations if not self._everybody(each.group)}
        return not any(_names(strategy.where, other) for other in others)

    def earlier(self, measure: str, group: str) -> list[Observation]:
        """The points of earlier years that may be shown, of the same group."""
        return [point for year in self.before for point in self._then(year, measure, group)]

    def _then(self, year: MeasureYear, measure: str, group: str) -> Iterator[Observation]:
        cycle = year.cycle
        minimum = max(cycle.minimum_group, self.year.cycle.minimum_group)
        seen = shown(
            year.observations, measure,
            minimum=minimum, today=cycle.year.last_day, district=cycle.district, published=year.published,
        )  # fmt: skip
        for series in seen.series:
            if same(series.group, group) or (self._everybody(series.group) and self._everybody(group)):
                yield from series.points
                return

    def _everybody(self, group: str) -> bool:
        return is_everybody(group, self.year.cycle.district)


def _names(text: str, group: str) -> bool:
    """Whether a text names a group."""
    return bool(_words(group)) and f" {_words(group)} " in f" {_words(text)} "


def _words(text: str) -> str:
    return " ".join("".join(each if each.isalnum() else " " for each in folded(text)).split())
