"""What waits for whom: everything that is open in a year on one day, and what of it is whose."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import islice

from pdsa.cadence import Occasion, Often, cadence, occasion, terms_known
from pdsa.checkin import asked_at
from pdsa.cycle import Cycle, Phase
from pdsa.decisions import Decision, Subject
from pdsa.goals import Goal, Strategy
from pdsa.meetings import Meetings, waits_until
from pdsa.numbers_due import Missing, asked_for_numbers
from pdsa.old_year_promises import Turning, nears_its_end
from pdsa.parked_goals import Parked, asked_about, resting
from pdsa.people import LEADING, SENDERS, Member
from pdsa.permissions import plan_leads
from pdsa.rubric_progress import RubricSheet, by_rater, is_rater
from pdsa.rubric_ratings import OwnRating
from pdsa.silence import Heard, is_asked


class TaskKind(StrEnum):
    """The kinds of what can wait for somebody."""

    START = "start"
    TERMS = "terms"
    CHECKIN = "checkin"
    PLAN = "plan"
    OWNER = "owner"
    REFLECT = "reflect"
    DECIDE = "decide"
    CONFIRM = "confirm"
    RATE = "rate"
    AGREE = "agree"
    DATA = "data"
    DIGEST = "digest"
    NEXT_YEAR = "next year"
    CLOSE = "close"


@dataclass(frozen=True)
class Task:
    """One thing that waits for a person. `strategies` are what it is about, `occasions` what each is asked about; `n`
    is how many items, numbers or drafts there are. `code` is of the strategy or goal (`subject`) that a decision is
    proposed on, `name` its title; or the first measure whose number is due.
    """

    kind: TaskKind
    strategies: tuple[Strategy, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    n: int = 1
    subject: Subject = Subject.STRATEGY
    code: str = ""
    name: str = ""


@dataclass(frozen=True)
class Backlog:
    """What is known of a year on one day, read once however many people are looked at.

    `week` is the day of the newest weekly question; `answered` (codes) and `skipped` (members' ids) are of that week.
    `reflected` and `decided` are codes of strategies; `drafts` is how many digests wait; `turning` the turn of the
    years, where it is near or the older year is still open.
    """

    cycle: Cycle
    today: date
    now: datetime
    people: tuple[Member, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    goals: tuple[Goal, ...] = ()
    parked: tuple[Parked, ...] = ()
    meetings: Meetings = field(default_factory=Meetings)
    week: date = date.min
    answered: frozenset[str] = frozenset()
    heard: Heard | None = None
    skipped: frozenset[int] = frozenset()
    reflected: frozenset[str] = frozenset()
    decided: frozenset[str] = frozenset()
    proposals: tuple[Decision, ...] = ()
    drafts: int = 0
    numbers: tuple[Missing, ...] = ()
    turning: Turning | None = None
    rubric: RubricSheet | None = None
    ratings: tuple[OwnRating, ...] = ()

    def tasks(self, member: Member) -> tuple[Task, ...]:
        """What waits for one person, the most pressing first."""
        if not member.active:
            return ()
        if self.cycle.started_at is None:
            start = (Task(TaskKind.START),) if member.is_lead else ()
            return (*start, *self._plan(member), *self._next_year(member))
        return (
            *self._confirm(member),
            *self._terms(member),
            *self._checkin(member),
            *self._plan(member),
            *self._learning(member),
            *self._rubric(member),
            *self._data(member),
            *self._drafts(member),
            *self._next_year(member),
        )

    # -- whose strategies are whose ------------------------------------------------------------

    @cached_property
    def _confirmers(self) -> dict[tuple[Subject, str], frozenset[int]]:
        """The ids of the leads of each strategy's and goal's plan."""
        leading = [member for member in self.people if member.role in LEADING]
        schools = {(Subject.STRATEGY, strategy.code): strategy.school for strategy in self.strategies}
        schools |= {(Subject.GOAL, goal.code): goal.school for goal in self.goals}
        by_school = {school: frozenset(lead.id for lead in plan_leads(school, leading)) for school in schools.values()}
        return {about: by_school[school] for about, school in schools.items()}

    @cached_property
    def _owned(self) -> tuple[dict[str, list[Strategy]], dict[int, list[Strategy]]]:
        """The strategies that may be asked about: by their owner's e-mail; and those of which nobody can be asked but
        their plan's leads, by a lead's id.
        """
        owned: dict[str, list[Strategy]] = {}
        orphans: dict[int, list[Strategy]] = {}
        able = {member.email.lower() for member in self.people if member.prompted}
        for strategy in asked_about(self.strategies, resting(self.parked, self.cycle, self.today)):
            if strategy.owner.lower() in able:
                owned.setdefault(strategy.owner.lower(), []).append(strategy)
            else:
                for lead in self._confirmers[Subject.STRATEGY, strategy.code]:
                    orphans.setdefault(lead, []).append(strategy)
        return owned, orphans

    def _mine(self, member: Member) -> list[Strategy]:
        return self._owned[0].get(member.email.lower(), []) if member.prompted else []

    def _orphans(self, member: Member) -> list[Strategy]:
        return self._owned[1].get(member.id, [])

    # -- what waits ----------------------------------------------------------------------------

    def _confirm(self, member: Member) -> Iterator[Task]:
        """Proposals for a plan's leads; what is proposed on something that is gone is for the district's. From some
        weeks before the reflection meeting on, the district's wait for that.
        """
        if member.role not in LEADING:
            return
        for proposal in self.proposals:
            about = (proposal.subject, proposal.strategy)
            schools, name = self._about.get(about, (False, ""))
            theirs = member.id in self._confirmers.get(about, ()) or (member.is_lead and about not in self._about)
            if theirs and (self._meeting is None or schools):
                name = name if about in self._about else proposal.strategy
                yield Task(TaskKind.CONFIRM, subject=proposal.subject, code=proposal.strategy, name=name)

    @cached_property
    def _about(self) -> dict[tuple[Subject, str], tuple[bool, str]]:
        """What a proposal can be about: whether it is a school's, and its title."""
        of_strategies = {(Subject.STRATEGY, each.code): (bool(each.school), each.title) for each in self.strategies}
        return of_strategies | {(Subject.GOAL, each.code): (bool(each.school), each.statement) for each in self.goals}

    @cached_property
    def _meeting(self) -> date | None:
        return waits_until(self.meetings, self.cycle, self.today)

    def _terms(self, member: Member) -> Iterator[Task]:
        """For leads: when the terms end, where a strategy is asked about each term and the calendar does not say."""
        if member.is_lead and self._termly and not terms_known(self.cycle):
            yield Task(TaskKind.TERMS, strategies=self._termly)

    @cached_property
    def _termly(self) -> tuple[Strategy, ...]:
        """The first strategy that is asked about each term, if there is one."""
        termly = (strategy for strategy in self.strategies if cadence(strategy.rhythm).often is Often.TERMLY)
        return tuple(islice(termly, 1))

    def _checkin(self, member: Member) -> Iterator[Task]:
        week, started = self.week, self.cycle.started_at
        asked = started is not None and started < asked_at(week, self.cycle, member) <= self.now
        if not asked or not self.cycle.year.is_working(week) or member.is_away(week) or member.id in self.skipped:
            return
        silent = (strategy for strategy in self._mine(member) if strategy.code not in self.answered)
        unsaid = [strategy for strategy in silent if is_asked(strategy, week, self.cycle, member, self.heard)]
        if unsaid:
            occasions = tuple(occasion(strategy, week, self.cycle) for strategy in unsaid)
            yield Task(TaskKind.CHECKIN, tuple(unsaid), occasions)

    def _plan(self, member: Member) -> Iterator[Task]:
        """What strategies still lack, and those that nobody can be asked about."""
        for strategy in self._mine(member):
            if strategy.missing and not self._over(strategy):
                yield Task(TaskKind.PLAN, (strategy,))
        for strategy in self._orphans(member):
            if not self._over(strategy):
                yield Task(TaskKind.OWNER, (strategy,))

    def _over(self, strategy: Strategy) -> bool:
        return strategy.end is not None and strategy.end < self.today

    def _learning(self, member: Member) -> Iterator[Task]:
        """In STUDY and ACT: what was tried is looked back at; in ACT it is decided on."""
        phase = self.cycle.phase_on(self.today)
        if phase not in (Phase.STUDY, Phase.ACT):
            return
        for strategy in (*self._mine(member), *self._orphans(member)):
            tried = strategy.start is not None and strategy.start <= self.today
            if not tried or strategy.code in self.decided:
                continue
            if strategy.code not in self.reflected:
                yield Task(TaskKind.REFLECT, (strategy,))
            elif phase is Phase.ACT:
                yield Task(TaskKind.DECIDE, (strategy,))

    def _rubric(self, member: Member) -> Iterator[Task]:
        """The items that wait for somebody's own level, and those whose shared level this person records."""
        rubric = self.rubric
        if rubric is None or not rubric.open or not is_rater(member):
            return
        if n := len(rubric.open_for(self._ratings.get(member.id, ()), member.id)):
            yield Task(TaskKind.RATE, n=n)
        if rubric.records(member) and (n := len(rubric.rated(self.ratings))):
            yield Task(TaskKind.AGREE, n=n)

    @cached_property
    def _ratings(self) -> dict[int, list[OwnRating]]:
        return by_rater(self.ratings)

    def _data(self, member: Member) -> Iterator[Task]:
        if self.numbers and member.id in self._asked_for_numbers:
            yield Task(TaskKind.DATA, n=len(self.numbers), name=self.numbers[0].measure)

    @cached_property
    def _asked_for_numbers(self) -> frozenset[int]:
        return frozenset(member.id for member in asked_for_numbers(self.people))

    def _drafts(self, member: Member) -> Iterator[Task]:
        if self.drafts and member.role in SENDERS:
            yield Task(TaskKind.DIGEST, n=self.drafts)

    def _next_year(self, member: Member) -> Iterator[Task]:
        """For leads: the next year can be prepared, or the last one still owes something."""
        turning = self.turning
        if turning is None or turning.closed or not member.is_lead:
            return
        if turning.new is not None:
            yield Task(TaskKind.CLOSE)
        elif nears_its_end(turning.old, self.today):
            yield Task(TaskKind.NEXT_YEAR)
