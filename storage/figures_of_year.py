"""Reads what a year's measures and rubric are told from, with the earlier years whose points draw this one's lines."""

from collections.abc import Sequence
from datetime import date

from pdsa.cycle import Cycle
from pdsa.measure_figures import Figures, MeasureYear
from pdsa.measure_lookup import YearMeasures
from pdsa.measures import Observation, rated
from pdsa.numbers_due import Missing, missing
from pdsa.rubric_progress import RubricSheet
from pdsa.rubric_ratings import lines, round_on
from storage.store import YearStore


async def figures_of(store: YearStore, cycle: Cycle, today: date) -> Figures:
    """A year's figures as they are known on a day: six small queries, and five for each earlier year."""
    return Figures(
        await _year(store.year(cycle), cycle, today),
        today,
        await store.year(cycle).measures.settings(),
        await earlier_years(store, cycle),
    )


async def earlier_years(store: YearStore, cycle: Cycle) -> tuple[MeasureYear, ...]:
    """The years before a year, the oldest first."""
    years: list[MeasureYear] = []
    seen, before = {cycle.id}, await store.cycles.before(cycle)
    while before is not None and before.id not in seen:
        years.insert(0, await _year(store.year(before), before, before.year.last_day))
        seen.add(before.id)
        before = await store.cycles.before(before)
    return tuple(years)


async def _year(store: YearStore, cycle: Cycle, until: date) -> MeasureYear:
    return MeasureYear(
        cycle,
        tuple(await store.plans.goals()),
        tuple(await store.plans.strategies()),
        tuple(await store.plans.links()),
        tuple(await store.plans.observations(until=until)),
        tuple(await store.posts.read_before()),
    )


async def rubric_sheet(store: YearStore, cycle: Cycle, today: date) -> RubricSheet:
    """Reads the rubric: a handful of queries."""
    goals = tuple(await store.plans.goals())
    framework = await store.frameworks.get(cycle.framework)
    ratings = rated(await store.plans.ratings(), today, cycle.phases.study)
    return RubricSheet(
        cycle=cycle,
        today=today,
        framework=framework,
        lines=lines(framework, ratings, goals),
        goals=goals,
        agreed=await store.rubric.consensus(),
        part=round_on(cycle, today),
        recorder=await store.rubric.recorder(),
    )


async def named_measures(store: YearStore) -> tuple[str, ...]:
    """The measures that the plan names or that have numbers already, in the plan's order."""
    named = [goal.measure for goal in await store.plans.goals()]
    named += [strategy.measure for strategy in await store.plans.strategies()]
    named += [observation.measure for observation in await store.plans.observations(date.max)]
    return tuple(dict.fromkeys(filter(None, named)))


async def known_measures(store: YearStore, observations: Sequence[Observation]) -> YearMeasures:
    """All the measures of the year: three small queries."""
    goals, strategies = await store.plans.goals(), await store.plans.strategies()
    return YearMeasures.of(goals, strategies, observations, await store.measures.settings())


async def numbers_due(store: YearStore, cycle: Cycle, today: date) -> tuple[Missing, ...]:
    """The numbers that are due today; three small queries."""
    settings, goals = await store.measures.settings(), await store.plans.goals()
    return missing(settings, goals, await store.measures.days(today), today, cycle)
