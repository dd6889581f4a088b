"""What can be shown of a strategy as evidence: its weeks, its numbers, its goal's measures, and sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.kit.figures import judged_words, measure_name, told
from handlers.kit.strategy_text import so_far
from handlers.kit.words import when
from pdsa.checkin import CheckIn
from pdsa.findings import MeasureFinding, SeriesFinding
from pdsa.goals import Goal, Strategy
from pdsa.measure_figures import Figures
from pdsa.people import Member
from pdsa.reflection import Evidence
from pdsa.retention import still_said
from pdsa.text import _
from pdsa.visible import reader_of, visible

LONGEST_REF = 70
"""A choice's value is short on every platform; a goal with a longer code is not offered."""


@dataclass(frozen=True)
class Measured:
    """A goal's measure as it may be shown, and what it is called: with whose numbers they are."""

    goal: Goal
    finding: MeasureFinding
    name: str

    @property
    def series(self) -> SeriesFinding:
        return self.finding.series[0]


def measures_of(strategy: Strategy, figures: Figures) -> tuple[Measured, ...]:
    """The measures that a strategy works for: its goal's, and those of the outcomes that its goal leads to."""
    year = figures.year
    codes = {strategy.goal, *(each.outcome for each in year.links if each.implementation == strategy.goal)}
    found = [(goal, figures.of(goal.measure)[0]) for goal in year.goals if goal.code in codes and goal.measure]
    return tuple(
        Measured(goal, finding, measure_name(finding, year.cycle.district)) for goal, finding in found if finding.series
    )


def measured_words(measured: Measured) -> str:
    """A measure in a sentence or two: from where to where, its goal, and what the series says by itself."""
    says = judged_words(measured.finding.measure, measured.series.says)
    return _("{measure}: {told}. {says}").format(
        measure=measured.name, told=told(measured.finding, measured.series, final=False), says=says
    )


def offered(
    strategy: Strategy, checkins: Sequence[CheckIn], measured: Iterable[Measured], reader: Member
) -> tuple[Evidence, ...]:
    """What this person may choose from: what is counted first, then the newest sentences that they may read."""
    evidence = [Evidence("weeks", so_far(strategy, checkins))] if checkins else []
    evidence += [Evidence(f"measure:{each.goal.code}", measured_words(each)) for each in measured]
    for checkin in sorted(checkins, key=lambda each: each.week, reverse=True):
        seen, day = visible(checkin, reader_of(reader, strategy)), when(checkin.week)
        if still_said(seen.well):
            words = _("{day}, went well: {text}").format(day=day, text=seen.well)
            evidence.append(Evidence(f"{seen.week}:well", words))
        if still_said(seen.in_way):
            words = _("{day}, got in the way: {text}").format(day=day, text=seen.in_way)
            evidence.append(Evidence(f"{seen.week}:in_way", words))
    return tuple(each for each in evidence if len(each.ref) <= LONGEST_REF)
