"""What schools add up to: who has a plan, learns and shares; and what one school's learning may offer another."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pdsa.checkin import Tally
from pdsa.decisions import Path
from pdsa.field_privacy import ForLeads, ForTeam, OpenWords, Plain, PlanWords, Private
from pdsa.goals import Goal, Strategy
from pdsa.names import folded
from pdsa.obstacles import Obstacle, obstacles
from pdsa.people import SCHOOL_ROLES, Member, Role

ASKED_AT_ONCE = 3
"""So many questions stand in one notification; the others are read in `school`."""
FRESH = timedelta(days=21)
"""An older question is asked of nobody new."""
A_DAY_TO_SETTLE = timedelta(hours=12)
"""A question is asked around on a later day, so that whoever asks can still think better of it."""


@dataclass(frozen=True)
class SchoolSoFar:
    """A school in counts: nothing in it says who answered what.

    `strategies` are those of its own goals and those of the district's that are done there; of them `ready` lack
    nothing, `studied` were looked back at, `decided` have a confirmed decision. `audiences` are the lines of its
    communication plan, of them `sent`.
    """

    name: str
    people: int
    leads: tuple[str, ...] = ()
    goals: int = 0
    strategies: int = 0
    ready: int = 0
    tally: Tally = field(default_factory=Tally)
    studied: int = 0
    decided: int = 0
    audiences: int = 0
    sent: int = 0

    @property
    def plans(self) -> bool:
        return self.strategies > 0

    @property
    def learns(self) -> bool:
        return self.studied > 0

    @property
    def shares(self) -> bool:
        return self.audiences > 0


def school_teams(members: Iterable[Member]) -> tuple[str, ...]:
    """The schools that have a team, by name."""
    names = {folded(each.team): each.team for each in members if each.role in SCHOOL_ROLES and each.team.strip()}
    return tuple(sorted(names.values(), key=str.casefold))


def with_goals(schools: Iterable[str], goals: Iterable[Goal]) -> tuple[str, ...]:
    """These schools, and those that have goals of their own though nobody is in their team any more; by name."""
    names = {folded(each.school): each.school for each in goals if each.school.strip()}
    names |= {folded(each): each for each in schools}
    return tuple(sorted(names.values(), key=str.casefold))


def school_of(strategy: Strategy, schools: Mapping[str, str]) -> str:
    """The school whose strategy it is: its goal's, else the one where it is done; empty for the district's.

    `schools` are names by their keys.
    """
    return schools.get(folded(strategy.school or strategy.where), "")


def roll_up(
    schools: Sequence[str],
    members: Sequence[Member],
    goals: Iterable[Goal],
    strategies: Iterable[Strategy],
    *,
    tallies: Mapping[str, Tally],
    studied: Collection[str],
    decided: Collection[str],
    audiences: Mapping[str, tuple[int, int]],
) -> tuple[SchoolSoFar, ...]:
    """These schools in counts, in this order. `studied` and `decided` are codes of strategies; `audiences` the lines of
    a team's communication plan, made and sent, by team.
    """
    names = {folded(each): each for each in schools}
    theirs: dict[str, list[Strategy]] = {}
    for strategy in strategies:
        theirs.setdefault(school_of(strategy, names), []).append(strategy)
    aims: dict[str, int] = {}
    for goal in goals:
        aims[folded(goal.school)] = aims.get(folded(goal.school), 0) + 1
    teams: dict[str, list[Member]] = {}
    for member in members:
        if member.role in SCHOOL_ROLES:
            teams.setdefault(folded(member.team), []).append(member)
    counts_by_team: dict[str, tuple[int, int]] = {}
    for team, (made, sent) in audiences.items():
        before = counts_by_team.get(folded(team), (0, 0))
        counts_by_team[folded(team)] = before[0] + made, before[1] + sent
    return tuple(
        _so_far(
            name, teams.get(folded(name), ()), aims.get(folded(name), 0), theirs.get(name, ()),
            counts_by_team.get(folded(name), (0, 0)), tallies, studied, decided,
        )
        for name in schools
    )  # fmt: skip


def _so_far(
    name: str,
    team: Sequence[Member],
    goals: int,
    strategies: Sequence[Strategy],
    audience_counts: tuple[int, int],
    tallies: Mapping[str, Tally],
    studied: Collection[str],
    decided: Collection[str],
) -> SchoolSoFar:
    counted = [tallies.get(each.code, Tally()) for each in strategies]
    return SchoolSoFar(
        name=name,
        people=len(team),
        leads=tuple(each.name for each in team if each.role is Role.SCHOOL_LEAD),
        goals=goals,
        strategies=len(strategies),
        ready=sum(not each.missing for each in strategies),
        tally=Tally(
            sum(each.as_planned for each in counted),
            sum(each.partly for each in counted),
            sum(each.not_done for each in counted),
        ),
        studied=sum(each.code in studied for each in strategies),
        decided=sum(each.code in decided for each in strategies),
        audiences=audience_counts[0],
        sent=audience_counts[1],
    )


class LessonSource(StrEnum):
    """What a lesson is taken from."""

    REFLECTION = "reflection"
    DECISION = "decision"


@dataclass(frozen=True)
class SchoolLesson:
    """What a school learned of a strategy or decided about it; other schools see it once `shared`.

    `words` are what was learned, or the reason; `member` wrote them. `path` and `next_step` are a decision's.
    """

    source: LessonSource
    id: int
    strategy: Plain
    title: PlanWords
    school: Plain
    activity: Plain
    obstacles: tuple[Obstacle, ...]
    words: Annotated[str, Private(shared_by="shared")]
    member: int
    at: datetime
    path: Path | None = None
    next_step: Annotated[str, ForTeam("member", shared_by="shared")] = ""
    shared: bool = False
    year: Plain = ""


def elsewhere(
    lessons: Iterable[SchoolLesson], school: str, wanted: Iterable[Obstacle | str], activity: str = ""
) -> tuple[SchoolLesson, ...]:
    """What other schools shared about the same obstacles or the same key activity: obstacles first, decisions before
    reflections, the newest first. "Something else" is no common obstacle.
    """
    mine = set(obstacles(map(str, wanted))) - {Obstacle.OTHER}

    def fits(each: SchoolLesson) -> int:
        return 2 * len(mine & set(each.obstacles)) + bool(activity and folded(each.activity) == folded(activity))

    found = [
        each for each in lessons if each.shared and each.school and folded(each.school) != folded(school) and fits(each)
    ]
    newest = sorted(found, key=lambda each: each.at, reverse=True)
    return tuple(sorted(newest, key=lambda each: (-fits(each), each.source is not LessonSource.DECISION)))


@dataclass(frozen=True)
class SchoolQuestion:
    """What a school asks the others. `about` is an obstacle's value or a key activity's name, empty for neither."""

    id: int
    team: Plain
    member: int
    about: Plain
    text: OpenWords
    at: datetime

    @property
    def key(self) -> str:
        """How a notification names it."""
        return f"question:{self.id}"


def unheard(questions: Iterable[SchoolQuestion], team: str, heard: Collection[str], at: datetime) -> tuple[str, ...]:
    """What other schools ask that a school's lead has not heard by a moment, oldest first, by the questions' keys."""
    fresh = [each for each in questions if at - FRESH <= each.at <= at - A_DAY_TO_SETTLE]
    others = [each.key for each in fresh if folded(each.team) != folded(team) and each.key not in heard]
    return tuple(others[:ASKED_AT_ONCE])


@dataclass(frozen=True)
class SupervisorAnswer:
    """What would help a supervisor's schools, as they said it last."""

    member: int
    name: Plain
    text: ForLeads
    at: datetime


@dataclass(frozen=True)
class SchoolAnswer:
    """What somebody of a school, or of the district's team, answered."""

    id: int
    question: int
    team: Plain
    member: int
    text: OpenWords
    at: datetime
