"""The three prompts: what each phase asks of whom, and what is still open. Facts are read once for everybody."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pdsa.calendar import local_day
from pdsa.cycle import Cycle, Phase
from pdsa.decisions import Decision
from pdsa.goals import Strategy
from pdsa.memory import Remembered
from pdsa.parking import asked_about, resting
from pdsa.people import LEADING, Member
from pdsa.permissions import confirmers
from pdsa.reflection import Reflection
from storage.store import YearStore


@dataclass(frozen=True)
class PromptFacts:
    """What is planned, and what has been said of it; reflections and decisions by strategy code, the newest each.

    `learned` is what one reader may know of where strategies were carried from, by that place.
    """

    cycle: Cycle
    strategies: tuple[Strategy, ...]
    owners: dict[str, Member]
    leading: tuple[Member, ...]
    reflections: dict[str, Reflection]
    decisions: dict[str, Decision]
    learned: Mapping[str, Remembered] = field(default_factory=dict)

    def asks(self, strategy: Strategy, person: Member) -> bool:
        """Whether a strategy's questions go to this person: its owner, or its plan's leads."""
        owner = self.owners.get(strategy.owner.casefold())
        return person.id in {each.id for each in ([owner] if owner else confirmers(strategy, self.leading))}

    def by_reader(self, people: Iterable[Member]) -> dict[int, list[Strategy]]:
        """The strategies that each of these people is asked about, by member id, in the plan's order."""
        there = {person.id for person in people}
        strategies_by_reader: dict[int, list[Strategy]] = {}
        for strategy in self.strategies:
            owner = self.owners.get(strategy.owner.casefold())
            for reader in [owner] if owner else confirmers(strategy, self.leading):
                if reader.id in there:
                    strategies_by_reader.setdefault(reader.id, []).append(strategy)
        return strategies_by_reader


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


def _incomplete(_facts: PromptFacts, strategy: Strategy, _day: date) -> bool:
    return bool(strategy.missing)


def _not_reflected(facts: PromptFacts, strategy: Strategy, day: date) -> bool:
    settled = strategy.code in facts.reflections or strategy.code in facts.decisions
    return _tried(strategy, day) and not settled


def _undecided(facts: PromptFacts, strategy: Strategy, day: date) -> bool:
    return _tried(strategy, day) and strategy.code not in facts.decisions


def _tried(strategy: Strategy, day: date) -> bool:
    """What has never begun has nothing to be studied."""
    return strategy.start is not None and strategy.start <= day


PLAN = Prompt("plan", Phase.PLAN, "plan.strategy", "plan", _incomplete)
REFLECT = Prompt("reflect", Phase.STUDY, "reflect", "reflect", _not_reflected)
DECIDE = Prompt("decide", Phase.ACT, "decide", "decide", _undecided)
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
