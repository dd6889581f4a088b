"""How well a year is written down: what later learning can stand on, and what would make it stronger.

Reviews of improvement work found few teams that kept what makes a cycle one: a prediction, cycles that build on one
another, and data over time (Taylor et al., BMJ Quality & Safety 2014, doi 10.1136/bmjqs-2013-001862: under a fifth
documented linked cycles, one in seven used data monthly or oftener; domain.md 4.4). So these are counted, as help for
the team. They say nothing about how good anybody's work is, and nobody is compared by them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pdsa.checkin import CheckIn
from pdsa.cycle import Cycle, Phase
from pdsa.goals import Goal, Strategy
from pdsa.how_weeks_went import marks
from pdsa.measures import ENOUGH_POINTS, Observation, series
from pdsa.people import Member
from pdsa.reflection import Held, Reflection
from pdsa.silence import NOTHING_HEARD, Heard
from pdsa.small_cycle import SmallCycle, linked

A_MONTH = 31
"""Days: points that lie no further apart than this, taken together, are monthly or oftener."""
FEWEST_MONTHLY = 3
MOST_WEEKS = 3 / 4
"""So many of the weekly questions with an answer count as kept up. Our own setting, no finding."""


class Sign(StrEnum):
    """The signs of a year from which others can learn."""

    PREDICTED = "predicted"
    COMPARED = "compared"
    WEEKS = "weeks"
    LINKED = "linked"
    OVER_TIME = "over time"


@dataclass(frozen=True)
class SignCount:
    """One sign: `have` of `of`, and what it is still open for (titles of strategies, names of measures)."""

    sign: Sign
    have: int
    of: int
    open: tuple[str, ...] = ()

    @property
    def begun(self) -> bool:
        """Whether there is anything to count yet. Small cycles can be tried from the first day on."""
        return self.of > 0 or self.sign is Sign.LINKED

    @property
    def in_place(self) -> bool:
        if self.sign is Sign.LINKED:
            return self.have > 0
        if self.sign is Sign.WEEKS:
            return self.of > 0 and self.have >= self.of * MOST_WEEKS
        return self.of > 0 and self.have == self.of


@dataclass(frozen=True)
class Documentation:
    """All signs, and how strategies' predictions turned out (how many of which answer). `small` counts the small cycles
    that were looked back on; their predictions are no strategies'. `of_schools` are the compared ones of schools' own.
    """

    signs: tuple[SignCount, ...]
    held: Mapping[Held, int] = field(default_factory=dict)
    small: int = 0
    of_schools: int = 0

    @property
    def in_place(self) -> int:
        return sum(each.in_place for each in self.signs)

    @property
    def begun(self) -> int:
        return sum(each.begun for each in self.signs)

    @property
    def compared(self) -> int:
        return sum(self.held.values())


@dataclass(frozen=True)
class YearRecords:
    """What was written down in a year; `reflections` are the newest by strategy, `owners` members by e-mail.
    `set_aside` are strategies that are no longer in the plan: their predictions count where they were looked back on.
    """

    cycle: Cycle
    goals: Sequence[Goal]
    strategies: Sequence[Strategy]
    checkins: Sequence[CheckIn]
    reflections: Mapping[str, Reflection]
    observations: Sequence[Observation]
    cycles: Sequence[SmallCycle]
    owners: Mapping[str, Member]
    heard: Heard = NOTHING_HEARD
    set_aside: Sequence[Strategy] = ()


def documentation(records: YearRecords, today: date) -> Documentation:
    """The signs as they stand on a day; nothing dated after it is counted."""
    tried = [each for each in records.strategies if each.start is not None and each.start <= today]
    small = [each for each in records.cycles if each.started <= today]
    predicted = _counted(Sign.PREDICTED, [(each.title, bool(each.prediction)) for each in tried])
    left = [each for each in records.set_aside if each.code in records.reflections]
    due = [each for each in (*tried, *left) if each.prediction and _to_compare(each, records, today)]
    compared = _counted(Sign.COMPARED, [(each.title, each.code in records.reflections) for each in due])
    ramps = SignCount(Sign.LINKED, linked(small), len(small))
    signs = (predicted, compared, _weeks(records, tried, today), ramps, _over_time(records, tried, today))
    looked = [each for each in due if each.code in records.reflections]
    answers = Counter(records.reflections[each.code].held for each in looked)
    ended = [each for each in small if each.ended is not None and each.ended <= today and each.held is not None]
    return Documentation(signs, answers, len(ended), sum(bool(each.school) for each in looked))


def _counted(sign: Sign, found: Sequence[tuple[str, bool]]) -> SignCount:
    return SignCount(
        sign, sum(there for _name, there in found), len(found), tuple(n for n, there in found if not there)
    )


def _to_compare(strategy: Strategy, kept: YearRecords, today: date) -> bool:
    """A prediction is held against what happened once its strategy is over, at the latest from STUDY on; an earlier
    comparison counts, too.
    """
    over = strategy.end is not None and strategy.end < today
    return over or strategy.code in kept.reflections or kept.cycle.phase_on(today) in (Phase.STUDY, Phase.ACT)


def _weeks(records: YearRecords, tried: Iterable[Strategy], today: date) -> SignCount:
    answers: dict[str, list[CheckIn]] = {}
    for answer in records.checkins:
        answers.setdefault(answer.strategy, []).append(answer)
    have = of = 0
    silent: list[str] = []
    for strategy in tried:
        owner = records.owners.get(strategy.owner.casefold())
        weeks = marks(strategy, answers.get(strategy.code, ()), records.cycle, owner, today, records.heard)
        answered = sum(each.went is not None for each in weeks)
        have, of = have + answered, of + len(weeks)
        if answered < len(weeks) * MOST_WEEKS:
            silent.append(strategy.title)
    return SignCount(Sign.WEEKS, have, of, tuple(silent))


def _over_time(records: YearRecords, tried: Sequence[Strategy], today: date) -> SignCount:
    """Goals' measures and strategies' numbers, once anything has begun: do points come monthly, or are there ten?"""
    if not tried:
        return SignCount(Sign.OVER_TIME, 0, 0)
    named = dict.fromkeys(each.measure for each in records.goals if each.measure)
    known = [each for each in records.observations if each.day <= today]
    days_by_measure = {name: [point.day for point in groups[0].points] if (groups := series(known, name)) else []
             for name in named}  # fmt: skip
    for strategy in tried:
        if strategy.measure and strategy.measure not in days_by_measure:
            said = [c.week for c in records.checkins if c.strategy == strategy.code and c.number is not None]
            days_by_measure[strategy.measure] = sorted(day for day in said if day <= today)
    return _counted(Sign.OVER_TIME, [(name, over_time(days)) for name, days in days_by_measure.items()])


def over_time(days: Sequence[date]) -> bool:
    """Whether points on these days, oldest first, are data over time: ten of them, or monthly or oftener on the whole.

    Three points are the fewest that can be called monthly.
    """
    if len(days) >= ENOUGH_POINTS:
        return True
    return len(days) >= FEWEST_MONTHLY and (days[-1] - days[0]).days <= A_MONTH * (len(days) - 1)
