"""Rating: each rater's own level, the spread, the level on which a team agrees, and the rubric's year line by line."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pdsa.calendar import ONE_DAY
from pdsa.cycle import Cycle, Phase
from pdsa.field_privacy import ForAuthor, OpenWords, Plain
from pdsa.framework import Crosswalk, Framework, Item, counterpart, name_key
from pdsa.goals import Goal, GoalKind
from pdsa.measures import Rating

SPREAD_FROM = 3
"""From so many raters on their spread is shown: of two, each would read the other's level from it (year.md)."""
LEVELS = (1, 2, 3, 4)


class Moment(StrEnum):
    """What a level is about. The values are kept in the tables."""

    START = "start"
    GOAL = "goal"
    MID_YEAR = "mid-year"
    YEAR_END = "year-end"


class Round(StrEnum):
    """When the team is asked for levels: in PLAN, on the day in the middle, in STUDY, and in ACT what is about ACT."""

    START = "start"
    MID_YEAR = "mid-year"
    YEAR_END = "year-end"
    ACT = "act"

    @property
    def phase(self) -> Phase:
        return {Round.START: Phase.PLAN, Round.MID_YEAR: Phase.DO, Round.YEAR_END: Phase.STUDY, Round.ACT: Phase.ACT}[
            self
        ]


AFTER = {Round.START: 5, Round.MID_YEAR: 0, Round.YEAR_END: 2, Round.ACT: 5}
"""So many working days of its time pass before a round asks: a phase begins with its own questions."""
LEFT = 4
"""So many working days are left at least when a round asks, where its time is as long as that."""


FIELDS = {Moment.START: "initial", Moment.GOAL: "goal", Moment.MID_YEAR: "mid_year", Moment.YEAR_END: "year_end"}
"""Where a moment's level stands in a rating."""


@dataclass(frozen=True)
class OwnRating:
    """One rater's own level of something; nobody else ever sees it beside their name."""

    activity: Plain
    moment: Moment
    member: int
    level: int
    note: Annotated[str, ForAuthor()] = ""
    at: datetime | None = None


@dataclass(frozen=True)
class AgreedRating:
    """The level on which the team agreed: `member` recorded it."""

    activity: Plain
    moment: Moment
    level: int
    evidence: OpenWords
    member: int
    at: datetime


@dataclass(frozen=True)
class RubricLine:
    """Something that can be rated, and its year. `text` is the name under which it is kept; `goals` are codes.

    `planned` says that the year's plan speaks of it: with a level or in an implementation goal.
    """

    text: str
    item: Item | None
    rating: Rating
    goals: tuple[str, ...] = ()
    planned: bool = False

    @property
    def area(self) -> str:
        return self.item.area if self.item else ""

    def level(self, moment: Moment) -> int | None:
        return level_at(moment, self.rating)


def level_at(moment: Moment, rating: Rating) -> int | None:
    level: int | None = getattr(rating, FIELDS[moment])
    return level


def agreed(rating: Rating, moment: Moment, level: int, evidence: str) -> Rating:
    """The item's rating once a team agreed on a level; what the year's end rests on stands beside it."""
    if moment is Moment.YEAR_END and evidence:
        rating = replace(rating, evidence=evidence)
    levels: dict[str, Any] = {FIELDS[moment]: level}
    return replace(rating, **levels)


def rating_of(activity: str, ratings: Iterable[Rating], goals: Iterable[Goal]) -> Rating:
    """An item's rating; one that is not there yet begins with what the district's implementation goal says of it."""
    known = {rating.activity: rating for rating in ratings}
    for goal in goals:
        if goal.kind is GoalKind.IMPLEMENTATION and goal.activity == activity and not goal.school:
            known.setdefault(activity, Rating(activity, as_level(goal.baseline), as_level(goal.target)))
    return known.get(activity, Rating(activity))


def lines(framework: Framework, ratings: Iterable[Rating], goals: Sequence[Goal]) -> tuple[RubricLine, ...]:
    """Everything that can be rated, in the framework's order; what it does not know comes last.

    An activity of several items that the plan rates as one stands once, for all of them. A start or goal that no
    rating holds is taken from the implementation goal that names the item.
    """
    named = {each.activity: each for each in ratings}
    for goal in goals:
        if goal.kind is GoalKind.IMPLEMENTATION and goal.activity and not _held(goal.activity, named, framework):
            named[goal.activity] = Rating(goal.activity)
    made = [_line(framework, rating, goals) for rating in named.values()]
    known = {name_key(each.item.title) for each in made if each.item}
    whole = {each.item.activity for each in made if each.item and each.item not in framework.items}
    rest = [item for item in framework.items if name_key(item.title) not in known and item.activity not in whole]
    made += [RubricLine(item.title, item, Rating(item.title)) for item in rest]
    places = {item.title: n for n, item in enumerate(framework.items)}
    for activity in framework.activities:
        places.setdefault(activity.name, places[activity.items[0].title])
    last = len(places)
    return tuple(sorted(made, key=lambda each: places.get(each.item.title, last) if each.item else last + 1))


def _held(text: str, named: Mapping[str, Rating], framework: Framework) -> bool:
    """Whether a rating stands for this text already, under this or another of its names."""
    item = framework.item(text)
    return text in named or (item is not None and any(framework.item(each) == item for each in named))


def _line(framework: Framework, rating: Rating, goals: Sequence[Goal]) -> RubricLine:
    item = framework.item(rating.activity)
    mine = [
        goal
        for goal in goals
        if goal.kind is GoalKind.IMPLEMENTATION
        and goal.activity
        and (goal.activity == rating.activity or (item is not None and framework.item(goal.activity) == item))
    ]
    district = next((goal for goal in mine if not goal.school), None)
    if district is not None:
        initial = rating.initial if rating.initial is not None else as_level(district.baseline)
        target = rating.goal if rating.goal is not None else as_level(district.target)
        rating = replace(rating, initial=initial, goal=target)
    return RubricLine(rating.activity, item, rating, tuple(goal.code for goal in mine), planned=True)


def as_level(value: float | None) -> int | None:
    """A goal's figure as a level, None where it is none."""
    return int(value) if value in LEVELS else None


def round_on(cycle: Cycle, day: date) -> Round | None:
    """Which round of rating a day belongs to; None in DO before the day in the middle, and outside the year."""
    if day < cycle.year.first_day or day > cycle.year.last_day:
        return None
    phase = cycle.phase_on(day)
    if phase is Phase.DO:
        return Round.MID_YEAR if cycle.midyear is not None and day >= cycle.midyear else None
    return {Phase.PLAN: Round.START, Phase.STUDY: Round.YEAR_END, Phase.ACT: Round.ACT}[phase]


def time_of(part: Round, cycle: Cycle) -> tuple[date, date]:
    """A round's first and last day; one without days where nobody wants it."""
    first, last = cycle.span_of(part.phase)
    if part is Round.MID_YEAR:
        return (max(first, cycle.midyear), last) if cycle.midyear else (last + ONE_DAY, last)
    return first, last


def asks_from(part: Round, cycle: Cycle) -> date | None:
    """The first day on which a round may ask; None where nobody works in its time."""
    working = list(cycle.year.working_days(*time_of(part, cycle)))
    return working[max(0, min(AFTER[part], len(working) - LEFT))] if working else None


def may_rate(moment: Moment, cycle: Cycle, day: date) -> bool:
    """Whether a moment has come: nothing is rated before it (year.md, "Nothing dated after now")."""
    if moment is Moment.YEAR_END:
        return day >= cycle.phases.study
    if moment is Moment.MID_YEAR:
        return cycle.midyear is not None and day >= cycle.midyear
    return True


def items_to_rate(
    rubric_lines: Sequence[RubricLine], part: Round, framework: Framework, agreed: Collection[str]
) -> tuple[RubricLine, ...]:
    """The items that a round is about.

    At the start it is the whole rubric, unless the plan brought levels of its own (`agreed` are the items whose start
    the team agreed on in chat): then what the plan speaks of. Later it is what had a start or a goal. What is about
    reflecting and improving is rated in ACT, whatever the plan says of it.
    """
    late = {area.name for area in framework.areas if area.asked is Phase.ACT}
    if part is Round.ACT:
        return tuple(each for each in rubric_lines if each.area in late)
    if part is Round.START:
        brought = any(each.rating.initial is not None and each.text not in agreed for each in rubric_lines)
        return tuple(each for each in rubric_lines if each.planned) if brought else tuple(rubric_lines)
    begun = tuple(each for each in rubric_lines if each.planned)
    there = begun if any(each.rating.initial or each.rating.goal for each in begun) else tuple(rubric_lines)
    return tuple(each for each in there if part is Round.MID_YEAR or each.area not in late)


def wanted(line: RubricLine, part: Round, *, any_goal: bool) -> tuple[Moment, ...]:
    """The levels that an item still lacks in a round: the first of them is what the round waits for.

    A year needs at least one goal; while there is none, goals are waited for, and else only offered.
    """
    if part is Round.START:
        first = () if line.rating.initial is not None else (Moment.START,)
        return (*first, Moment.GOAL) if line.rating.goal is None and (first or not any_goal) else first
    moment = Moment.MID_YEAR if part is Round.MID_YEAR else Moment.YEAR_END
    return () if line.level(moment) is not None else (moment,)


def spread(votes: Iterable[OwnRating]) -> dict[int, int] | None:
    """How many raters chose which level; None while there are too few to be shown without giving one away."""
    levels = [each.level for each in votes]
    if len(levels) < SPREAD_FROM:
        return None
    return {level: levels.count(level) for level in LEVELS if level in levels}


@dataclass(frozen=True)
class Pair:
    """One item in two years. `item` names it as the newer year does; a side is None where that year has nothing."""

    area: str
    name: str
    before: Rating | None
    after: Rating | None
    before_name: str = ""
    change: str = "same"
    note: str = ""


def compare(
    older: Framework,
    before: Iterable[Rating],
    newer: Framework,
    after: Iterable[Rating],
    crosswalk: Crosswalk,
) -> tuple[Pair, ...]:
    """Two years side by side, whatever framework each was rated with; items without any level are left out.

    What was removed stands by itself with a note that says where its content went: nothing is compared with it.
    """
    left = {each.activity: each for each in before if _has_level(each)}
    pairs: list[Pair] = []
    for rating in after:
        if not _has_level(rating):
            continue
        item = newer.item(rating.activity)
        match = counterpart(rating.activity, newer, older, crosswalk)
        old = _taken(rating.activity, match.item, older, left)
        name = old.activity if old else ""
        note = match.note if old and match.change == "renamed" else ""
        pairs.append(Pair(item.area if item else "", rating.activity, old, rating, name, match.change, note))
    for rating in left.values():
        newer_match = counterpart(rating.activity, older, newer, crosswalk)
        home = newer_match.item or older.item(rating.activity)
        pairs.append(
            Pair(home.area if home else "", rating.activity, rating, None, "", newer_match.change, newer_match.note)
        )
    order = [area.name for area in newer.areas] + [area.name for area in older.areas]
    return tuple(sorted(pairs, key=lambda pair: order.index(pair.area) if pair.area in order else len(order)))


def _taken(text: str, item: Item | None, older: Framework, left: dict[str, Rating]) -> Rating | None:
    """The old year's rating of an item, taken out of what is left of it."""
    for name in list(left):
        if name == text or (item is not None and older.item(name) == item):
            return left.pop(name)
    return None


def _has_level(rating: Rating) -> bool:
    return any(level_at(moment, rating) is not None for moment in Moment)
