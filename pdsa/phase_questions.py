"""What each phase asks of whom: what of a strategy is still open, and who is asked about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pdsa.cycle import Cycle
from pdsa.decisions import Decision
from pdsa.goals import Strategy
from pdsa.memory import Remembered
from pdsa.people import Member
from pdsa.permissions import confirmers
from pdsa.reflection import Reflection


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

    def incomplete(self, strategy: Strategy, _day: date) -> bool:
        return bool(strategy.missing)

    def not_reflected(self, strategy: Strategy, day: date) -> bool:
        """Whether it was tried by that day, and nobody has looked back at it or decided on it."""
        return self.undecided(strategy, day) and strategy.code not in self.reflections

    def undecided(self, strategy: Strategy, day: date) -> bool:
        """Whether it was tried by that day, and nothing was decided on it; what has never begun teaches nothing."""
        tried = strategy.start is not None and strategy.start <= day
        return tried and strategy.code not in self.decisions
