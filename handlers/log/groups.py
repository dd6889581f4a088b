"""Whose numbers there are of a measure: this year's groups, and before its first number those of the year before."""

from collections.abc import Iterable, Sequence

from handlers.kit.turn import Turn
from pdsa.measures import Observation
from pdsa.names import same
from storage.measured import figures_of
from storage.store import Store

MOST = 50


async def groups_of(measure: str, observations: Iterable[Observation], turn: Turn, store: Store) -> tuple[str, ...]:
    """The groups that a number of a measure can be of, the likeliest first; empty for everybody. A measure keeps its
    school's name from year to year, so last year's groups stand there until a number has come in.
    """
    ours = [each.group for each in observations if same(each.measure, measure)]
    return tuple(dict.fromkeys(ours or await _last_years(measure, turn, store)))[:MOST]


async def _last_years(measure: str, turn: Turn, store: Store) -> Sequence[str]:
    """Those that others may see, the one that is told first in front."""
    before = await store.cycles.before(turn.cycle)
    if before is None:
        return ()
    seen = (await figures_of(store, before, before.year.last_day)).shown(measure)
    return [each.group for each in seen.series]
