"""The logic model: which inputs and activities lead to which outputs and outcomes, and where nothing leads on.

Implementation goals stand among the activities and outcome goals among the outcomes: what leads from the one to the
other is the district's theory of why its work should help (domain.md 8(a), rows 19 and 22).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from pdsa.field_privacy import Plain, PlainMany, PlanWords
from pdsa.goals import Goal, GoalKind, Link


class Stage(StrEnum):
    """The columns of the model, from left to right."""

    INPUT = "Input"
    ACTIVITY = "Activity"
    OUTPUT = "Output"
    OUTCOME = "Outcome"


ORDER = {stage: place for place, stage in enumerate(Stage)}
GOALS_STAND = {GoalKind.IMPLEMENTATION: Stage.ACTIVITY, GoalKind.OUTCOME: Stage.OUTCOME}
Step = Callable[[str], tuple[str, ...]]
Join = tuple[str, str]
"""From the code of what leads, to the code of what it leads to."""


@dataclass(frozen=True)
class Element:
    """A part of the model that is no goal.

    `leads_to` holds codes of other elements and of outcome goals; `led_by` codes of implementation goals.
    """

    code: Plain
    stage: Stage
    words: PlanWords
    leads_to: PlainMany = ()
    led_by: PlainMany = ()


@dataclass(frozen=True)
class Addition:
    """An input or activity that was decided on and waits for its place in the model; `goal` is the code of the goal
    that it serves.
    """

    stage: Stage
    words: str
    goal: str = ""


@dataclass(frozen=True)
class LogicModel:
    """A plan's goals, the links between them, and the elements around them. Nothing here ever runs in a circle: a join
    leads from a stage to a later one, and any other is passed over.
    """

    goals: tuple[Goal, ...]
    links: tuple[Link, ...] = ()
    elements: tuple[Element, ...] = field(default=())

    @cached_property
    def stages(self) -> Mapping[str, Stage]:
        """Where each part stands, by code. Long-term goals stand above the model, not in it."""
        found = {each.code: each.stage for each in self.elements}
        return found | {each.code: GOALS_STAND[each.kind] for each in self.goals if each.kind in GOALS_STAND}

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What each part says, by code."""
        return {each.code: each.words for each in self.elements} | {each.code: each.statement for each in self.goals}

    @cached_property
    def joins(self) -> tuple[Join, ...]:
        """Every join between parts that are there, sorted."""
        found = {(link.implementation, link.outcome) for link in self.links}
        for each in self.elements:
            found |= {(each.code, other) for other in each.leads_to} | {(other, each.code) for other in each.led_by}
        return tuple(sorted(join for join in found if self.may_join(*join)))

    def may_join(self, first: str, then: str) -> bool:
        """Whether one part can lead to another: both are there, and the second stands in a later stage."""
        known = self.stages
        return first in known and then in known and ORDER[known[first]] < ORDER[known[then]]

    def leads_to(self, code: str) -> tuple[str, ...]:
        """What a part leads to directly."""
        return tuple(then for first, then in self.joins if first == code)

    def led_to_by(self, code: str) -> tuple[str, ...]:
        """What leads to a part directly."""
        return tuple(first for first, then in self.joins if then == code)

    def behind(self, code: str) -> frozenset[str]:
        """All that leads to a part, directly or by way of others."""
        return self._reached(code, self.led_to_by)

    def ahead(self, code: str) -> frozenset[str]:
        """All that a part leads to, directly or by way of others."""
        return self._reached(code, self.leads_to)

    @cached_property
    def orphans(self) -> tuple[Goal, ...]:
        """The outcome goals to which no implementation goal leads, directly or by way of others."""
        acting = self._coded(GoalKind.IMPLEMENTATION)
        return tuple(each for each in self._of(GoalKind.OUTCOME) if not acting & self.behind(each.code))

    @cached_property
    def dead_ends(self) -> tuple[Goal, ...]:
        """The implementation goals that lead to no outcome goal."""
        wanted = self._coded(GoalKind.OUTCOME)
        return tuple(each for each in self._of(GoalKind.IMPLEMENTATION) if not wanted & self.ahead(each.code))

    @cached_property
    def loose(self) -> tuple[Element, ...]:
        """The elements that nothing joins to anything."""
        joined = {code for join in self.joins for code in join}
        return tuple(each for each in self.elements if each.code not in joined)

    def _reached(self, code: str, step: Step) -> frozenset[str]:
        reached: set[str] = set()
        edge = [code]
        while edge:
            new = [each for each in step(edge.pop()) if each not in reached]
            reached.update(new)
            edge += new
        return frozenset(reached)

    def _of(self, kind: GoalKind) -> tuple[Goal, ...]:
        return tuple(each for each in self.goals if each.kind is kind)

    def _coded(self, kind: GoalKind) -> frozenset[str]:
        return frozenset(each.code for each in self._of(kind))

    # -- changed models: each is a new value ---------------------------------------------------------

    def having(self, element: Element) -> "LogicModel":
        """With this element, new or in the place of the one with its code."""
        if any(each.code == element.code for each in self.elements):
            kept = tuple(element if each.code == element.code else each for each in self.elements)
            return replace(self, elements=kept)
        return replace(self, elements=(*self.elements, element))

    def without(self, code: str) -> "LogicModel":
        """Without this element, and without all joins to and from it. A goal is set aside elsewhere: it stays."""
        kept = (
            replace(element, leads_to=tuple(other for other in element.leads_to if other != code))
            for element in self.elements
            if element.code != code
        )
        return replace(self, elements=tuple(kept)) if self._element(code) else self

    def joined(self, first: str, then: str) -> "LogicModel":
        """With a join more. Raises ValueError where one part cannot lead to the other."""
        if not self.may_join(first, then):
            raise ValueError(f"{first} cannot lead to {then}")
        return self._with_joins({*self.joins, (first, then)})

    def joined_as(self, code: str, before: Iterable[str], after: Iterable[str]) -> "LogicModel":
        """With exactly these parts leading to and from a part; what cannot be joined is passed over."""
        others = {join for join in self.joins if code not in join}
        wanted = {(each, code) for each in before} | {(code, each) for each in after}
        return self._with_joins(others | {join for join in wanted if self.may_join(*join)})

    def _element(self, code: str) -> Element | None:
        return next((each for each in self.elements if each.code == code), None)

    def _with_joins(self, joins: set[Join]) -> "LogicModel":
        """Each join in its place: between two goals a link, else with the element that it starts or ends at.

        What points to a part that is set aside stays, for the day on which it is taken up again.
        """
        own = {each.code for each in self.elements}
        goals = {each.code for each in self.goals} - own
        elements = tuple(
            replace(
                part,
                leads_to=self._sorted((then for first, then in joins if first == part.code), part.leads_to),
                led_by=self._sorted((first for first, then in joins if then == part.code and first in goals),
                                    part.led_by),
            )
            for part in self.elements
        )  # fmt: skip
        asleep = {link for link in self.links if not {link.implementation, link.outcome} <= self.stages.keys()}
        links = asleep | {Link(first, then) for first, then in joins if first in goals and then in goals}
        ordered = sorted(links, key=lambda link: (link.implementation, link.outcome))
        return replace(self, links=tuple(ordered), elements=elements)

    def _sorted(self, codes: Iterable[str], before: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({*codes, *(code for code in before if code not in self.stages)}))
