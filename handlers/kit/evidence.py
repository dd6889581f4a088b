"""What can be shown of a strategy as evidence: its weeks, its numbers, its goal's measures, and sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.kit.sofar import so_far, trend_words, value_words
from handlers.kit.words import _, when
from pdsa.checkin import CheckIn
from pdsa.cycle import Cycle
from pdsa.goals import Goal, Link, Strategy
from pdsa.measures import Better, Observation, Series, Setting, way_of
from pdsa.people import Member
from pdsa.privacy import shown
from pdsa.reach import reads
from pdsa.reflection import Evidence
from storage.store import Store

LONGEST_REF = 70
"""A choice's value is short on every platform; a goal with a longer code is not offered."""


@dataclass(frozen=True)
class Measured:
    """A goal's measure as it may be shown: the largest group's series."""

    goal: Goal
    series: Series
    way: Better

    @property
    def name(self) -> str:
        """The measure, and whose numbers are shown where they are not everybody's."""
        return f"{self.goal.measure}, {self.series.group}" if self.series.group else self.goal.measure


@dataclass(frozen=True)
class Numbers:
    """What evidence of numbers is looked up in: read once for any number of strategies."""

    cycle: Cycle
    today: date
    goals: tuple[Goal, ...]
    links: tuple[Link, ...]
    observations: tuple[Observation, ...]
    settings: Mapping[str, Setting]

    def of(self, strategy: Strategy) -> tuple[Measured, ...]:
        """The measures that a strategy works for: its goal's, and those of the outcomes that its goal leads to."""
        codes = {strategy.goal, *(each.outcome for each in self.links if each.implementation == strategy.goal)}
        found = (self._shown(goal) for goal in self.goals if goal.code in codes and goal.measure)
        return tuple(each for each in found if each is not None)

    def _shown(self, goal: Goal) -> Measured | None:
        minimum, district = self.cycle.minimum_group, self.cycle.district
        seen = shown(self.observations, goal.measure, minimum=minimum, today=self.today, district=district)
        way = way_of(self.settings.get(goal.measure), goal.baseline, goal.target)
        return Measured(goal, seen.series[0], way) if seen.series else None


async def numbers_of(cycle: Cycle, today: date, store: Store) -> Numbers:
    """Reads goals, links, observations and how measures are read: four queries."""
    return Numbers(
        cycle=cycle,
        today=today,
        goals=tuple(await store.plans.goals()),
        links=tuple(await store.plans.links()),
        observations=tuple(await store.plans.observations(until=today)),
        settings=await store.measures.settings(),
    )


def measured_words(found: Measured) -> str:
    """A measure in a sentence: its first and last number, its target, and what the series says by itself."""
    goal, points = found.goal, found.series.points
    last = value_words(goal.measure, points[-1].value)
    values = {
        "measure": found.name,
        "first": value_words(goal.measure, points[0].value),
        "begin": when(points[0].day),
        "last": last,
        "end": when(points[-1].day),
        "finding": trend_words(found.series, found.way),
    }
    told = _("{measure}: {first} ({begin}), {last} ({end}); {finding}.")
    if len(points) == 1:
        told = _("{measure}: {last} ({end}); {finding}.")
    words = told.format(**values)
    if goal.target is not None:
        words += " " + _("The target is {value}.").format(value=value_words(goal.measure, goal.target))
    return words


def offered(
    strategy: Strategy, checkins: Sequence[CheckIn], measured: Iterable[Measured], reader: Member
) -> tuple[Evidence, ...]:
    """What this person may choose from: what is counted first, then the newest sentences that they may read."""
    found = [Evidence("weeks", so_far(strategy, checkins))] if checkins else []
    found += [Evidence(f"measure:{each.goal.code}", measured_words(each)) for each in measured]
    for each in sorted(checkins, key=lambda each: each.week, reverse=True):
        if reads(reader, each.member, each.quotable, strategy):
            day = when(each.week)
            if each.well:
                found.append(
                    Evidence(f"{each.week}:well", _("{day}, went well: {text}").format(day=day, text=each.well))
                )
            if each.in_way:
                words = _("{day}, got in the way: {text}").format(day=day, text=each.in_way)
                found.append(Evidence(f"{each.week}:in_way", words))
    return tuple(each for each in found if len(each.ref) <= LONGEST_REF)


def readable_evidence(
    strategy: Strategy, evidence: Iterable[Evidence], checkins: Mapping[date, CheckIn], reader: Member | None
) -> tuple[Evidence, ...]:
    """Those that this reader may read: a sentence stays its author's, whoever chose it as evidence.

    Without a reader, those that everybody on the team may read.
    """

    def may(each: Evidence) -> bool:
        if each.week is None:
            return True
        said = checkins.get(each.week)
        if said is None:
            return False
        return said.quotable if reader is None else reads(reader, said.member, said.quotable, strategy)

    return tuple(each for each in evidence if may(each))
