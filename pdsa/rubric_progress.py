"""The rubric as it stands on a day: what is rated, what the team agreed on, and what is still open for whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from pdsa.cycle import Cycle
from pdsa.framework import Framework
from pdsa.goals import Goal
from pdsa.names import folded
from pdsa.people import Member
from pdsa.rubric_ratings import AgreedRating, Moment, OwnRating, Round, RubricLine, items_to_rate, may_rate, wanted

SECTION = 6
"""So many items one screen asks about."""
IN_ORDER = (Moment.START, Moment.GOAL, Moment.MID_YEAR, Moment.YEAR_END)


@dataclass(frozen=True)
class RubricSheet:
    """The rubric of a year on one day. `part` is the round that the day belongs to; `agreed` by item and moment.

    `recorder` is the member whom a lead named to record what is agreed, besides the leads.
    """

    cycle: Cycle
    today: date
    framework: Framework
    lines: tuple[RubricLine, ...]
    goals: tuple[Goal, ...]
    agreed: Mapping[tuple[str, Moment], AgreedRating]
    part: Round | None
    recorder: int | None = None

    @cached_property
    def any_goal(self) -> bool:
        return any(line.rating.goal is not None for line in self.lines)

    def wants(self, line: RubricLine) -> tuple[Moment, ...]:
        """The levels of an item that the round asks for and nobody agreed on yet."""
        return wanted(line, self.part, any_goal=self.any_goal) if self.part else ()

    @cached_property
    def open(self) -> tuple[RubricLine, ...]:
        """The items on which the round waits for the team."""
        if self.part is None:
            return ()
        starts = {text for text, moment in self.agreed if moment is Moment.START}
        return tuple(each for each in items_to_rate(self.lines, self.part, self.framework, starts) if self.wants(each))

    @cached_property
    def _awaited(self) -> dict[tuple[str, Moment], RubricLine]:
        """The open items, by the level that is waited for first."""
        return {(line.text, self.wants(line)[0]): line for line in self.open}

    def open_for(self, votes: Iterable[OwnRating], member: int) -> tuple[RubricLine, ...]:
        """The open items that somebody has given no level of yet."""
        mine = {(vote.activity, vote.moment) for vote in votes if vote.member == member}
        return tuple(line for level, line in self._awaited.items() if level not in mine)

    def rated(self, votes: Iterable[OwnRating]) -> tuple[RubricLine, ...]:
        """The open items of which somebody has given a level already: the team can talk about them."""
        given = {(vote.activity, vote.moment) for vote in votes}
        return tuple(line for level, line in self._awaited.items() if level in given)

    def line(self, key: str) -> RubricLine | None:
        """The item that a button or field carries."""
        return next((each for each in self.lines if key_of(each) == key), None)

    def section(self, open_ones: Iterable[RubricLine], after: str = "") -> tuple[RubricLine, ...]:
        """The next of the open items, a screen's at most and all of one focus area, behind the one with this key."""
        places = {key_of(line): n for n, line in enumerate(self.lines)}
        left = [line for line in open_ones if places[key_of(line)] > places.get(after, -1)]
        return tuple(line for line in left if line.area == left[0].area)[:SECTION]

    def may_vote(self, line: RubricLine) -> tuple[Moment, ...]:
        """The moments for which somebody can still give a level of their own."""
        return tuple(each for each in IN_ORDER if line.level(each) is None and self.may_rate(each))

    def may_rate(self, moment: Moment) -> bool:
        return may_rate(moment, self.cycle, self.today)

    def records(self, person: Member) -> bool:
        """Whether somebody may record what the team agreed on: a lead, or whom a lead named."""
        return person.is_lead or (person.id == self.recorder and is_rater(person))


def is_rater(person: Member) -> bool:
    """Whether somebody rates the district's rubric: its own team does."""
    return person.prompted and person.district_team


def by_rater(votes: Iterable[OwnRating]) -> dict[int, list[OwnRating]]:
    """Everybody's own levels, by member's id."""
    votes_by_rater: dict[int, list[OwnRating]] = {}
    for vote in votes:
        votes_by_rater.setdefault(vote.member, []).append(vote)
    return votes_by_rater


def key_of(line: RubricLine) -> str:
    """An item's name as buttons and fields carry it: short, whatever people call it."""
    return sha256(line.text.encode()).hexdigest()[:12]


def matching_lines(words: str, sheet: RubricSheet) -> tuple[RubricLine, ...]:
    """The items that somebody's words mean: by any name, else those with all these words in theirs."""
    item = sheet.framework.item(words)
    exact = tuple(line for line in sheet.lines if item is not None and line.item == item)
    if exact:
        return exact
    if item is not None:  # an activity of several items, which are rated one by one
        return tuple(line for line in sheet.lines if line.item and line.item.activity == item.activity)
    parts = folded(words).split()
    return tuple(line for line in sheet.lines if parts and all(part in _names(line) for part in parts))


def _names(line: RubricLine) -> str:
    return folded(f"{line.text} {line.item.title} {line.item.activity}" if line.item else line.text)
