"""What a digest tells: a week, a month or a year as figures and findings. Values only; handlers put them into words.

Everything here is made of plain fields, so that a draft can be kept as JSON and read back equal.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pdsa import changes_and_hurdles, findings_from_records
from pdsa.cadence import is_due
from pdsa.calendar import ONE_DAY, ONE_WEEK, monday_of, month_end
from pdsa.checkin import CheckIn, Tally, Went, tally
from pdsa.circumstances import ContextChange
from pdsa.cycle import Cycle, Phase
from pdsa.findings import (
    DecisionFinding,
    GoalDecided,
    GoalFinding,
    Hurdle,
    Lesson,
    MeasureFinding,
    ReleasedQuote,
    RubricFinding,
    StrategyFinding,
)
from pdsa.findings_from_records import YearSoFar
from pdsa.goals import Strategy
from pdsa.people import Member
from pdsa.silence import Heard, is_asked
from pdsa.small_groups import Hidden


@dataclass(frozen=True)
class StrategyWeek:
    """A strategy in a weekly note: one that was asked about, or that has an answer all the same.

    `waits` is True where it was asked about in a week for which nothing has been said, not even that nothing was due.
    """

    code: str
    title: str
    owner: str
    tally: Tally
    waits: bool

    @property
    def silent(self) -> bool:
        """Whether there is no word of it yet."""
        return self.waits and not self.tally.total

    @property
    def not_due(self) -> bool:
        """Whether all that was said of it is that nothing was due."""
        return not self.waits and not self.tally.total


@dataclass(frozen=True)
class Named:
    """A strategy that starts or ends."""

    code: str
    title: str
    day: date


@dataclass(frozen=True)
class Weekly:
    """The note to the team's own channel: what the days from `first` to `last` brought, what this week brings.

    `school_days` are the first and the last of them on which somebody worked. `starting` and `ending` are what no note
    before has told, to the end of this week. `decided` counts confirmed decisions.
    `asked` and `answered` count people, once for each week that is told. `calls_for_help` is a count: the words of a
    call go to the leads alone.
    """

    first: date
    last: date
    strategies: tuple[StrategyWeek, ...]
    asked: int
    answered: int
    quotes: tuple[ReleasedQuote, ...]
    starting: tuple[Named, ...]
    ending: tuple[Named, ...]
    calls_for_help: int
    school_days: tuple[date, date]
    decided: int = 0

    @property
    def several(self) -> bool:
        """Whether it tells of more than one week of school."""
        return self.school_days[1] - self.school_days[0] >= ONE_WEEK

    @property
    def has_news(self) -> bool:
        """Whether there is something to tell that is not so every week: released words, a beginning or an end, a call
        for help, a decision. How the weeks went, as always, is no news.
        """
        return bool(self.quotes or self.starting or self.ending or self.calls_for_help or self.decided)


class ComingKind(StrEnum):
    """What the next month may bring."""

    PHASE = "phase"
    BREAK = "break"
    START = "start"
    END = "end"
    DUE = "due"


@dataclass(frozen=True)
class Coming:
    """Something that the next month brings. `title` is a phase's, break's or strategy's name, or a goal's statement.

    `last` is the last day of a break.
    """

    day: date
    what: ComingKind
    title: str
    last: date | None = None


@dataclass(frozen=True)
class Monthly:
    """The summary of one calendar month. Measures are told from the year's first point on.

    `decisions`, `goals_decided` and `changes` are this month's. `held_up` counts strategies that should have begun and
    still lack something, `later` answers for earlier months that came in after their summaries had been posted,
    `late` are the measures whose latest number did so, and `corrected` those of which a summary told it otherwise.
    """

    first: date
    last: date
    phase: Phase
    goals: tuple[GoalFinding, ...]
    tally: Tally
    measures: tuple[MeasureFinding, ...]
    quotes: tuple[ReleasedQuote, ...]
    coming: tuple[Coming, ...]
    hidden: tuple[Hidden, ...]
    minimum: int
    decisions: tuple[DecisionFinding, ...] = ()
    goals_decided: tuple[GoalDecided, ...] = ()
    changes: tuple[ContextChange, ...] = ()
    held_up: int = 0
    later: int = 0
    late: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True)
class YearEnd:
    """The year for leadership: planned, done, measured, learned, decided.

    `unshared` counts reflections whose words were not released; `quotes` are successes and voices; `last_ask` is what
    the year before asked for. `told_monthly` are the answers that the posted summaries of its months told together,
    and `changed_since` is True where some of these have been changed or taken back since. `corrected` are the measures
    of which a summary told the latest number otherwise.
    """

    district: str
    label: str
    day: date
    commitment: str
    goals: tuple[GoalFinding, ...]
    tally: Tally
    rubric: tuple[RubricFinding, ...]
    measures: tuple[MeasureFinding, ...]
    lessons: tuple[Lesson, ...]
    unshared: int
    decisions: tuple[DecisionFinding, ...]
    hidden: tuple[Hidden, ...]
    minimum: int
    quotes: tuple[ReleasedQuote, ...] = ()
    goals_decided: tuple[GoalDecided, ...] = ()
    changes: tuple[ContextChange, ...] = ()
    hurdles: tuple[Hurdle, ...] = ()
    last_ask: str = ""
    told_monthly: int = 0
    changed_since: bool = False
    corrected: tuple[str, ...] = ()

    @property
    def strategies(self) -> tuple[StrategyFinding, ...]:
        """Every strategy that was tried, in the order of the goals."""
        return tuple(strategy for goal in self.goals for strategy in goal.strategies)

    @property
    def tried(self) -> tuple[StrategyFinding, ...]:
        """The strategies of which there is a word: an answer, or a look back."""
        return tuple(each for each in self.strategies if each.tally.total or each.held is not None)

    @property
    def told_apart(self) -> frozenset[str]:
        """The strategies, by code, of which it may be told how their weeks went: those with enough answers.

        A handful of answers is what one person tapped. Where those held back are a handful together, the total would
        give them away; then the least of the others is held back, too.
        """
        heard = sorted((each for each in self.strategies if each.tally.total), key=lambda each: each.tally.total)
        few = [each for each in heard if each.tally.total < self.minimum]
        enough = heard[len(few) :]
        if 0 < sum(each.tally.total for each in few) < self.minimum:
            enough = enough[1:]
        return frozenset(each.code for each in enough)

    @property
    def predictions(self) -> tuple[StrategyFinding, ...]:
        """The strategies with a prediction; one that was set aside counts once it was looked back on."""
        counted = (each for each in self.strategies if not each.dropped or each.held is not None)
        return tuple(each for each in counted if each.prediction)

    @property
    def undecided(self) -> tuple[StrategyFinding, ...]:
        """The strategies on which no decision stands."""
        return tuple(strategy for strategy in self.strategies if strategy.path is None and not strategy.dropped)


def people_asked(
    strategies: Iterable[Strategy], members: Sequence[Member], week: date, cycle: Cycle, heard: Heard | None = None
) -> tuple[Member, ...]:
    """Who is asked on a question's day: owners of strategies whose turn it is, who are there. Nobody on a day off."""
    by_owner: dict[str, list[Strategy]] = {}
    for strategy in strategies:
        if strategy.owner and is_due(strategy, week, cycle):
            by_owner.setdefault(strategy.owner.casefold(), []).append(strategy)
    return tuple(
        member
        for member in members
        if member.prompted
        and not member.is_away(week)
        and any(is_asked(s, week, cycle, member, heard) for s in by_owner.get(member.email.casefold(), ()))
    )


def weekly(year: YearSoFar, checkins: Sequence[CheckIn], day: date, since: date | None = None) -> Weekly:
    """The note that is posted on `day`, about the week (Monday to Sunday) before.

    With `since` it tells the days from there to the day before `day`: after a note that a day off left out.
    `checkins` may hold more than these days; what is told is decided by the week that an answer is for.
    """
    monday = monday_of(day)
    first, last = since or monday - timedelta(weeks=1), (day if since else monday) - ONE_DAY
    week_checkins = [c for c in checkins if first <= c.week <= last]
    weeks = _question_days(year.cycle, first, last)
    pairs = {
        (m.id, week)
        for week in weeks
        for m in people_asked(year.strategies, year.members, week, year.cycle, year.heard)
    }
    untold = (since + ONE_WEEK if since else monday), monday + timedelta(days=6)
    return Weekly(
        first,
        last,
        tuple(_strategy_weeks(year, week_checkins, weeks)),
        len(pairs),
        len(pairs & {(c.member, c.week) for c in week_checkins}),
        findings_from_records.quotes(year, week_checkins, first, last),
        _named(year, untold, lambda s: s.start and begins(year.cycle, s.start)),
        _named(year, untold, lambda s: s.end and ends(year.cycle, s.end)),
        sum(bool(c.help.strip()) for c in week_checkins),
        year.cycle.year.school_days(first, last),
        len(findings_from_records.decisions(year, last, first)),
    )


def _question_days(cycle: Cycle, first: date, last: date) -> list[date]:
    return [d for d in cycle.year.working_days(first, last) if d.weekday() == cycle.rhythm.checkin_weekday]


def _strategy_weeks(year: YearSoFar, told: Sequence[CheckIn], weeks: Sequence[date]) -> Iterator[StrategyWeek]:
    """The strategies that were asked about or have a word: those whose owner was away are neither."""
    for strategy in year.strategies:
        own = [c for c in told if c.strategy == strategy.code]
        asked_in = {week for week in weeks if people_asked([strategy], year.members, week, year.cycle, year.heard)}
        if own or asked_in:
            quiet = {c.week for c in own if c.went is Went.NOTHING_DUE}
            yield StrategyWeek(
                strategy.code, strategy.title, year.owner(strategy.owner), tally(own), bool(asked_in - quiet)
            )


def _named(year: YearSoFar, span: tuple[date, date], day_of: Callable[[Strategy], date | None]) -> tuple[Named, ...]:
    """The strategies whose first or last day, as `day_of` has it, lies in a span. What is held up neither begins nor
    ends.
    """
    days = ((s, day_of(s)) for s in year.strategies if s.ready and not s.dropped)
    return tuple(Named(s.code, s.title, day) for s, day in days if day and span[0] <= day <= span[1])


def monthly(year: YearSoFar, checkins: Iterable[CheckIn], month: date, day: date) -> Monthly:
    """The summary of the calendar month that `month` is in, as known on `day`.

    `year.tallies` count this month's answers. Of `checkins` only this month's released sentences are used.
    """
    first, last = month.replace(day=1), month_end(month)
    until = min(last, day)
    measures, hidden = findings_from_records.measures(year, day, until)
    return Monthly(
        first,
        last,
        year.cycle.phase_on(until),
        findings_from_records.goals(year, until, lambda s: _in_month(s, first, last) or s.code in year.tallies),
        findings_from_records.total(year.tallies.values()),
        measures,
        findings_from_records.quotes(
            year, (c for c in checkins if first <= c.week <= until), first, until, wins_only=True
        ),
        coming(year, last + ONE_DAY, month_end(last + ONE_DAY)),
        hidden,
        year.cycle.minimum_group,
        findings_from_records.decisions(year, until, first),
        changes_and_hurdles.goals_decided(year, until, first),
        changes_and_hurdles.around(year, first, until),
        sum(s.held_up(until) for s in year.strategies),
    )


def _in_month(strategy: Strategy, first: date, last: date) -> bool:
    if strategy.dropped or strategy.start is None or strategy.start > last:
        return False
    return strategy.end is None or strategy.end >= first


def coming(year: YearSoFar, first: date, last: date) -> tuple[Coming, ...]:
    """What happens from `first` to `last`, in order of days."""
    cycle, live = year.cycle, [s for s in year.strategies if not s.dropped]
    found = [Coming(cycle.school_span_of(phase)[0], ComingKind.PHASE, phase.value) for phase in Phase]
    known = [off for off in cycle.year.days_off if off.for_all and not off.proposed]
    found += [Coming(off.first, ComingKind.BREAK, off.name, off.last) for off in known]
    found += [Coming(begins(cycle, s.start), ComingKind.START, s.title) for s in live if s.start]
    found += [Coming(ends(cycle, s.end), ComingKind.END, s.title) for s in live if s.end]
    found += [Coming(g.due, ComingKind.DUE, g.statement) for g in year.goals if g.due]
    return tuple(sorted((c for c in found if first <= c.day <= last), key=lambda c: c.day))


def begins(cycle: Cycle, day: date) -> date:
    """The day on which something begins for people: where nobody works on its day, the next one on which they do."""
    return cycle.year.first_working(day, cycle.year.last_day) or day


def ends(cycle: Cycle, day: date) -> date:
    """The day on which something ends for people: where nobody works on its day, the last one before."""
    return cycle.year.last_working(cycle.year.first_day, day) or day


def _begun(strategy: Strategy, day: date) -> bool:
    return not strategy.dropped and strategy.start is not None and strategy.start <= day


def year_end(year: YearSoFar, day: date) -> YearEnd:
    """The whole year as known on `day`. `year.tallies` count the whole year's answers."""
    measures, hidden = findings_from_records.measures(year, day, day)
    lessons, unshared = findings_from_records.lessons(year, day)
    looked = findings_from_records.latest_reflections(year, day)
    return YearEnd(
        year.cycle.district,
        year.cycle.label,
        day,
        year.cycle.commitment,
        findings_from_records.goals(year, day, lambda s: s.code in year.tallies or s.code in looked or _begun(s, day)),
        findings_from_records.total(year.tallies.values()),
        findings_from_records.rubric(year, day),
        measures,
        lessons,
        unshared,
        findings_from_records.decisions(year, day),
        hidden,
        year.cycle.minimum_group,
        findings_from_records.quotes(year, (), year.cycle.year.first_day, day),
        changes_and_hurdles.goals_decided(year, day),
        changes_and_hurdles.around(year, year.cycle.year.first_day, day),
        changes_and_hurdles.hurdles(year, day),
        year.last_ask,
    )
