"""Silence eases off: after three questions without a word a strategy is asked about less, by itself.

Nothing of it is kept: which questions were asked follows from the rhythm, the days of absence, and when words came.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from pdsa.cadence import Often, cadence_on, due_days, is_due
from pdsa.checkin import CheckIn, asked_at, asked_on
from pdsa.cycle import Cycle
from pdsa.goals import Strategy
from pdsa.people import Member

PATIENCE = 3
"""So many questions without a word, one after the other; the next one offers to ask less often."""
STEP = 2
"""So many questions without a word after the offer, and they come less often once more."""
GAPS = (timedelta(0), timedelta(days=14), timedelta(days=28), timedelta(days=56))
"""The least time between two questions: as the rhythm has it, every second week, monthly, every second month."""
OWN = {Often.FORTNIGHTLY: 1, Often.MONTHLY: 2}
"""Which of these a rhythm is by itself; for all others that are rarer it stays as it is."""


@dataclass(frozen=True)
class Word:
    """Something was said of a question: an answer of any kind, or that there is none. `week` is the question's day."""

    week: date
    at: datetime


@dataclass(frozen=True)
class Rest:
    """A time in which a goal was parked; `until` is None while it is. Nobody was asked how its strategies went."""

    since: datetime
    until: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True)
class Heard:
    """All words of a year: by a strategy's code, and those of somebody about a whole week by their id. `unasked` are
    the days whose question never reached somebody, by their id, `rests` the times in which a goal was parked, by its
    code: nobody was silent then.
    """

    strategies: Mapping[str, Sequence[Word]] = field(default_factory=dict)
    skips: Mapping[int, Sequence[Word]] = field(default_factory=dict)
    unasked: Mapping[int, Collection[date]] = field(default_factory=dict)
    rests: Mapping[str, Sequence[Rest]] = field(default_factory=dict)

    def of(self, strategy: Strategy, owner: Member | None) -> list[Word]:
        skipped = self.skips.get(owner.id, ()) if owner else ()
        return [*self.strategies.get(strategy.code, ()), *skipped]

    def questions_about(
        self, strategy: Strategy, cycle: Cycle, owner: Member | None, until: date
    ) -> "list[PendingQuestion]":
        """The questions about a strategy up to a day, oldest first."""
        missed = self.unasked.get(owner.id, ()) if owner else ()
        rests = self.rests.get(strategy.goal, ())
        return questions(strategy, self.of(strategy, owner), cycle, owner, until, missed, rests)


NOTHING_HEARD = Heard()


@dataclass(frozen=True)
class PendingQuestion:
    """A question that was asked, or will be if nobody says a word until then: `silent` others before it had none since
    the day `since`, on which the first of them was asked.
    """

    day: date
    silent: int
    since: date

    @property
    def offers(self) -> bool:
        """Whether it offers to ask less often; it is not followed by a reminder then."""
        return self.silent >= PATIENCE


def words_of(checkins: Iterable[CheckIn]) -> list[Word]:
    return [Word(each.week, each.at) for each in checkins]


def questions(
    strategy: Strategy,
    words: Iterable[Word],
    cycle: Cycle,
    owner: Member | None,
    until: date,
    unasked: Collection[date] = (),
    rests: Sequence[Rest] = (),
) -> list[PendingQuestion]:
    """The questions about a strategy up to a day, oldest first."""
    if cycle.started_at is None:
        return []
    ordered_words = sorted(words, key=lambda word: word.at)
    times, changes = [word.at for word in ordered_words], [day for day, _text in strategy.earlier_rhythms]
    answered = {word.week: word.at for word in reversed(ordered_words)}
    past_questions: list[PendingQuestion] = []
    silent, last = 0, None
    for day in due_days(strategy, strategy.start or cycle.year.first_day, until, cycle):
        at = asked_at(day, cycle, owner)
        if day in unasked or at < cycle.started_at or (owner is not None and owner.is_away(day)):
            continue
        begun = strategy.start is None or asked_on(day, cycle, owner) >= strategy.start
        if not begun or any(rest.holds(at) for rest in rests):
            continue
        if last is not None and (_said(times, last[1], at) or any(last[0] <= each < day for each in changes)):
            silent = 0
        if last is not None and day - last[0] < _gap(strategy, day, silent):
            continue
        past_questions.append(PendingQuestion(day, silent, past_questions[-silent].day if silent else day))
        silent = 0 if day in answered and answered[day] <= at else silent + 1
        last = (day, at)
    return past_questions


def is_asked(strategy: Strategy, day: date, cycle: Cycle, owner: Member | None, heard: Heard | None) -> bool:
    """Whether a strategy is asked about on a day: its turn, and not left in peace for its silence. Where nobody knows
    what was `heard`, its turn alone counts.
    """
    if not is_due(strategy, day, cycle):
        return False
    if heard is None:
        return owner is None or not owner.is_away(day)
    return any(each.day == day for each in heard.questions_about(strategy, cycle, owner, day))


def _said(times: Sequence[datetime], after: datetime, until: datetime) -> bool:
    return bisect_right(times, until) > bisect_right(times, after)


def _gap(strategy: Strategy, day: date, silent: int) -> timedelta:
    """How long a strategy is left in peace after its last question."""
    return GAPS[_steps(strategy, day, silent)]


def _steps(strategy: Strategy, day: date, silent: int) -> int:
    own = cadence_on(strategy, day)[0].often
    if own in (Often.TERMLY, Often.DAYS) or silent <= PATIENCE:
        return 0
    return min(OWN.get(own, 0) + 1 + (silent - PATIENCE - 1) // STEP, len(GAPS) - 1)


def eased(strategy: Strategy, day: date, silent: int) -> Often:
    """How often a strategy is asked about by now, after so many questions without a word; at most monthly is named."""
    own = cadence_on(strategy, day)[0].often
    return (own, Often.FORTNIGHTLY, Often.MONTHLY, Often.MONTHLY)[_steps(strategy, day, silent)]
