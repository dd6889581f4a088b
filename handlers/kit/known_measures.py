"""Measures as people name them: all that the year knows, found by words, and what is kept back of them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pdsa.cycle import Cycle
from pdsa.goals import Goal, Strategy
from pdsa.measures import Better, Observation, Setting, way_of
from pdsa.names import folded, same
from pdsa.numbers_due import Missing, missing
from pdsa.people import Member, Role
from pdsa.permissions import enters
from pdsa.small_groups import Hidden, WithheldReason
from pdsa.text import _, ngettext
from storage.store import Store


@dataclass(frozen=True)
class YearMeasures:
    """What a year knows of its measures. `names` in the plan's order, then others that have numbers."""

    names: tuple[str, ...]
    goals: tuple[Goal, ...]
    strategies: tuple[Strategy, ...]
    settings: dict[str, Setting]

    def goal_of(self, measure: str) -> Goal | None:
        """The first goal that is about a measure."""
        return next((goal for goal in self.goals if same(goal.measure, measure)), None)

    def way(self, measure: str) -> Better:
        goal = self.goal_of(measure)
        return way_of(self.settings.get(measure), *((goal.baseline, goal.target) if goal else (None, None)))

    def open_to(self, person: Member) -> tuple[str, ...]:
        """The measures whose numbers somebody may enter."""
        return tuple(each for each in self.names if enters(person, each, self.goals, self.strategies))

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


async def known_measures(store: Store, observations: Sequence[Observation]) -> YearMeasures:
    """The measures of the year: those that goals and strategies name, and those that have numbers or settings."""
    goals, strategies = await store.plans.goals(), await store.plans.strategies()
    settings = await store.measures.settings()
    named = [goal.measure for goal in goals] + [each.measure for each in strategies]
    named += [each.measure for each in observations] + list(settings)
    names: dict[str, str] = {}
    for each in filter(None, named):
        names.setdefault(folded(each), each)  # one name each, however it is spelled
    return YearMeasures(tuple(names.values()), tuple(goals), tuple(strategies), settings)


async def numbers_due(store: Store, cycle: Cycle, today: date) -> tuple[Missing, ...]:
    """The numbers that are due today; three small queries."""
    settings, goals = await store.measures.settings(), await store.plans.goals()
    return missing(settings, goals, await store.measures.days(today), today, cycle)


def asked_for_numbers(people: Sequence[Member]) -> list[Member]:
    """Who is asked for numbers that are due: research, or the leads where there is none."""
    there = [each for each in people if each.active]
    return [each for each in there if each.role is Role.RESEARCH] or [each for each in there if each.is_lead]


def key_of(measure: str) -> str:
    """A measure's short name on buttons and in menus, whose own may be too long for them."""
    return hashlib.sha256(measure.encode()).hexdigest()[:16]


def hidden_words(hidden: Sequence[Hidden], minimum: int) -> str:
    """What is kept back of a measure, and why; empty where nothing is. It names no group."""
    if not hidden:
        return ""
    whys = {each.why for each in hidden}
    small = WithheldReason.SMALL in whys or WithheldReason.UNKNOWN not in whys
    why = (
        _("a group under {n} people could be worked out").format(n=minimum)
        if small
        else _("nobody said how many people the numbers come from")
    )
    told = ngettext(
        "Kept back: the numbers of {n} group, because {why}.",
        "Kept back: the numbers of {n} groups, because {why}.",
        len(hidden),
    )
    return told.format(n=len(hidden), why=why)
