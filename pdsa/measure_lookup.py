"""All the measures that a year knows, found by words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from pdsa.goals import Goal, Strategy
from pdsa.measures import Better, Observation, Setting, way_of
from pdsa.names import folded, same
from pdsa.people import Member
from pdsa.permissions import enters, in_sight


@dataclass(frozen=True)
class YearMeasures:
    """What a year knows of its measures. `names` in the plan's order, then others that have numbers."""

    names: tuple[str, ...]
    goals: tuple[Goal, ...]
    strategies: tuple[Strategy, ...]
    settings: Mapping[str, Setting]

    @classmethod
    def of(
        cls,
        goals: Iterable[Goal],
        strategies: Iterable[Strategy],
        observations: Iterable[Observation],
        settings: Mapping[str, Setting],
    ) -> "YearMeasures":
        """Those that goals and strategies name, and those that have numbers or settings; one name each, however it is
        spelled.
        """
        goals, strategies = tuple(goals), tuple(strategies)
        named = [*(goal.measure for goal in goals), *(strategy.measure for strategy in strategies)]
        named += [*(observation.measure for observation in observations), *settings]
        names: dict[str, str] = {}
        for name in filter(None, named):
            names.setdefault(folded(name), name)
        return cls(tuple(names.values()), goals, strategies, settings)

    def goal_of(self, measure: str) -> Goal | None:
        """The first goal that is about a measure."""
        return next((goal for goal in self.goals if same(goal.measure, measure)), None)

    def way(self, measure: str) -> Better:
        goal = self.goal_of(measure)
        return way_of(self.settings.get(measure), *((goal.baseline, goal.target) if goal else (None, None)))

    def open_to(self, person: Member) -> tuple[str, ...]:
        """The measures whose numbers somebody may enter."""
        return tuple(each for each in self.names if enters(person, each, self.goals, self.strategies))

    def seen_by(self, person: Member) -> tuple[str, ...]:
        """The measures that somebody may look at: those of a school's plan are for its team and the district's."""
        schools: dict[str, list[str]] = {}
        for goal in self.goals:
            schools.setdefault(folded(goal.measure), []).append(goal.school)
        return tuple(
            name
            for name in self.names
            if folded(name) not in schools or any(in_sight(person, school) for school in schools[folded(name)])
        )

    def by_key(self, key: str) -> str | None:
        """The measure that a button or option means."""
        return next((each for each in self.names if key_of(each) == key), None)

    def matching(self, words: str) -> tuple[str, ...]:
        """The measures that somebody's words can mean: by their key, their goal's code or their name, else by words
        that are all in it.
        """
        wanted = folded(words)
        exact = [each for each in self.names if wanted in (folded(each), key_of(each))]
        coded = [goal.measure for goal in self.goals if goal.measure and goal.code.casefold() == wanted]
        coded += [each.measure for each in self.strategies if each.measure and each.code.casefold() == wanted]
        parts = wanted.split()
        found = exact or coded or [each for each in self.names if all(part in folded(each) for part in parts)]
        return tuple(dict.fromkeys(found)) if parts else ()


def key_of(measure: str) -> str:
    """A measure's short name on buttons and in menus, whose own may be too long for them."""
    return sha256(measure.encode()).hexdigest()[:16]


def entry_key(each: Observation) -> str:
    """An observation's short name on buttons and in menus."""
    return f"{key_of(each.measure)}:{key_of(each.group)}:{each.day}"
