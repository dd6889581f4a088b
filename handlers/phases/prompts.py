"""The three prompts: what each phase asks of whom, and what is still open. Facts are read once for everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pdsa.calendar import local_day
from pdsa.cycle import Cycle, Phase
from pdsa.goals import Strategy
from pdsa.parking import asked_about, resting
from pdsa.people import LEADING
from pdsa.phase_questions import PromptFacts
from storage.store import YearStore


@dataclass(frozen=True)
class Prompt:
    """A phase's prompt. `kind` is its notification's; `route` is where its buttons lead, `word` what lists them all.

    `needs` says whether a strategy is still to be asked about on a day.
    """

    kind: str
    phase: Phase
    route: str
    word: str
    needs: Callable[[PromptFacts, Strategy, date], bool]

    @property
    def nudge(self) -> str:
        return f"{self.kind}-nudge"


PLAN = Prompt("plan", Phase.PLAN, "plan.strategy", "plan", PromptFacts.incomplete)
REFLECT = Prompt("reflect", Phase.STUDY, "reflect", "reflect", PromptFacts.not_reflected)
DECIDE = Prompt("decide", Phase.ACT, "decide", "decide", PromptFacts.undecided)
PROMPTS = (PLAN, REFLECT, DECIDE)


async def facts(store: YearStore, cycle: Cycle) -> PromptFacts:
    """Reads what the prompts need, a few queries."""
    people = await store.people.all()
    rest = resting(await store.parked.all(), cycle, local_day(store.now, cycle.zone))
    return PromptFacts(
        cycle=cycle,
        strategies=tuple(asked_about(await store.plans.strategies(), rest)),
        owners={person.email.casefold(): person for person in people if person.prompted},
        leading=tuple(person for person in people if person.role in LEADING),
        reflections=await store.learning.latest_reflections(),
        decisions={each.strategy: each for each in await store.learning.decisions()},
    )
