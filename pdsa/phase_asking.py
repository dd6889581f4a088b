"""What each phase asks of whom and when: what of a strategy is still open, who is asked about it, on which days."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from pdsa.alike_strategies import Remembered
from pdsa.calendar import days, local_day
from pdsa.cycle import Cycle, Phase
from pdsa.decisions import Decision
from pdsa.goals import Strategy
from pdsa.people import Member
from pdsa.permissions import confirmers
from pdsa.prompting import Asking, looks_back_on, prompt_at
from pdsa.reflection import Reflection
from pdsa.time_span import TimeSpan


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


@dataclass(frozen=True)
class AskOnDay:
    """What somebody is asked on a day: about which strategies, by code; or reminded of. One that never went out
    (`resting`) has no reminder.
    """

    day: date
    about: tuple[str, ...]
    reminds: bool = False
    resting: bool = False


def asks(
    asking: Asking,
    person: Member,
    strategies: Sequence[Strategy],
    needs: Callable[[Strategy, date], bool],
    before: Iterable[AskOnDay],
    span: TimeSpan,
    now: datetime,
) -> Iterator[AskOnDay]:
    """What somebody is asked in a span: about each strategy of theirs that `needs` it on a day once, and reminded of it
    once, in the same span, too. Two asks may meet in one reminder. `before` are earlier asks.

    Days that are over ask nothing any more: what was missed then is asked on the next day that may be asked on.
    """
    earlier = list(before)
    asked, taken = {code for ask in earlier for code in ask.about}, {ask.day for ask in earlier}
    reminded: dict[date | None, tuple[str, ...]] = {}
    for ask in earlier:
        if not ask.resting:
            day_after = asking.reminder(ask.day, person)
            reminded[day_after] = (*reminded.get(day_after, ()), *ask.about)
    for day in asking.due(person, span, local_day(now, asking.zone(person))):
        codes = [each.code for each in strategies if day not in taken and needs(each, day)]
        if again := tuple(code for code in codes if code in reminded.get(day, ())):
            yield AskOnDay(day, again, reminds=True)
        elif new := tuple(code for code in codes if code not in asked):
            asked.update(new)
            day_after = asking.reminder(day, person)
            reminded[day_after] = (*reminded.get(day_after, ()), *new)
            yield AskOnDay(day, new)


def asks_early(
    facts: PromptFacts,
    person: Member,
    strategies: Sequence[Strategy],
    asked: Iterable[str],
    span: TimeSpan,
    now: datetime,
) -> Iterator[AskOnDay]:
    """What somebody is asked about strategies of theirs that ended before STUDY, each once, to look back at them soon;
    not about those that they were `asked` about.
    """
    cycle, known = facts.cycle, set(asked)
    zone, coming = person.zone or cycle.zone, span.lately(now)
    last = min(local_day(coming.until, zone), cycle.span_of(Phase.STUDY)[0])
    for day in days(local_day(coming.since, zone), last):
        about = tuple(
            each.code
            for each in strategies
            if each.code not in known
            and facts.not_reflected(each, day)
            and each.end
            and looks_back_on(each.end, day, cycle, person)
        )
        if about and span.holds(prompt_at(cycle, day, person)):
            known.update(about)
            yield AskOnDay(day, about)
