"""What a table's observations would change: which are new, which correct one that is kept, which say the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pdsa.measures import Observation
from pdsa.names import folded
from storage.store import YearStore


@dataclass(frozen=True)
class NewFigures:
    """Observations sorted by what they change. `corrected` are pairs: as it is kept, and as it will be."""

    new: tuple[Observation, ...] = ()
    corrected: tuple[tuple[Observation, Observation], ...] = ()
    same: int = 0

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that would have other numbers than before."""
        changed = (*self.new, *(after for _before, after in self.corrected))
        return tuple(dict.fromkeys(each.measure for each in changed))


async def known_measures(store: YearStore) -> tuple[str, ...]:
    """The measures that the plan names or that have numbers already, in the plan's order."""
    goals = [each.measure for each in await store.plans.goals()]
    asked = [each.measure for each in await store.plans.strategies()]
    kept = [each.measure for each in await store.plans.observations(date.max)]
    return tuple(dict.fromkeys(each for each in (*goals, *asked, *kept) if each))


async def known_groups(store: YearStore) -> tuple[str, ...]:
    """The groups that have numbers already."""
    return tuple(dict.fromkeys(each.group for each in await store.plans.observations(date.max) if each.group))


async def compare(store: YearStore, observations: Sequence[Observation]) -> NewFigures:
    """What they would change. A measure or group that differs in case alone is the one that is kept; where the table
    does not say how many people, what is kept stays.
    """
    kept = {_slot(each): each for each in await store.plans.observations(date.max)}
    new, corrected, same = [], [], 0
    for observation in observations:
        old = kept.get(_slot(observation))
        if old is None:
            new.append(observation)
        elif old.value == observation.value and observation.n in (None, old.n):
            same += 1
        else:
            n = old.n if observation.n is None else observation.n
            corrected.append((old, replace(observation, measure=old.measure, group=old.group, n=n)))
    return NewFigures(tuple(new), tuple(corrected), same)


async def take_in(store: YearStore, figures: NewFigures) -> None:
    """Keep what is new and what corrects; the old values stay in the audit trail."""
    changed = [*figures.new, *(after for _before, after in figures.corrected)]
    if changed:
        await store.plans.put_observations(changed)


def _slot(each: Observation) -> tuple[str, str, date]:
    return folded(each.measure), folded(each.group), each.day
