"""What is asked: a strategy and a week, found from a button, a form or the clock, and who may answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.kit.turn import Turn, a_day
from handlers.kit.words import join, when
from handlers.wording.days_and_hours import for_occasion, months
from handlers.wording.waiting import missing_words
from pdsa.cadence import WEEK, Occasion, Often, occasion
from pdsa.calendar import ONE_WEEK, monday_of
from pdsa.checkin import CheckIn, latest_week, week_to_answer
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Strategy
from pdsa.people import Member
from pdsa.permissions import confirms, in_sight, owns
from pdsa.text import _
from storage.store import YearStore
from storage.typed_answers import TypedWord

TYPED = "checkin"
"""Under this name typed answers to the weekly question are kept."""


@dataclass(frozen=True)
class WeekQuestion:
    """One strategy's question of one week, with the answer that is kept, if any. `author` is who gave it; `notes` are
    words that were typed about it, `occasion` what its rhythm asks about that week.
    """

    strategy: Strategy
    week: date
    answer: CheckIn | None = None
    author: Member | None = None
    notes: tuple[TypedWord, ...] = ()
    occasion: Occasion = WEEK

    def note_of(self, person: Member) -> str:
        """What somebody typed about it before anybody said how it went."""
        return (
            "" if self.answer else "\n".join(each.text for each in self.notes if each.member == person.id and each.text)
        )

    @property
    def value(self) -> str:
        """How a button names it."""
        return subject_of(self.strategy.code, self.week)

    def is_authors(self, person: Member) -> bool:
        """Whether the sentences are this person's, or would be."""
        return self.answer is None or self.answer.member == person.id

    def may_write(self, person: Member) -> bool:
        """Whether this person may write the sentences: the owner, and who wrote them before."""
        return self.is_authors(person) or owns(person, self.strategy)


def subject_of(code: str, week: date) -> str:
    """How a strategy's question of a week is named: by buttons, forms and typed words."""
    return f"{code}:{week.isoformat()}"


def notification_key(kind: str, week: date, member: int) -> str:
    """The key of somebody's notification about a week."""
    return f"{kind}:{week.isoformat()}:{member}"


def week_words(week: date, today: date) -> str:
    """A week as people say it in a sentence: "this week", "last week", "in the week of Mon 5 Oct"."""
    near = {0: _("this week"), 1: _("last week")}
    monday = monday_of(week)
    return near.get((monday_of(today) - monday).days // 7) or _("in the week of {day}").format(day=when(monday, today))


def span_words(question: WeekQuestion, today: date) -> str:
    """What a question is about, in its strategy's own rhythm: "this week", "in November", "this term"."""
    days = question.occasion.days
    match question.occasion.often:
        case Often.MONTHLY:
            return _("in {months}").format(months=months(days))
        case Often.TERMLY if today <= days[-1]:
            return _("this term")
        case Often.TERMLY:
            return _("in the term that ended on {day}").format(day=when(days[-1], today))
        case Often.DAYS:
            return _("on {days}").format(days=join([when(day, today) for day in days]))
        case Often.FORTNIGHTLY if monday_of(today) == monday_of(question.week):
            return _("in the last two weeks")
        case Often.FORTNIGHTLY:
            return _("in the two weeks to {day}").format(day=when(question.week, today))
    return week_words(question.week, today)


def is_this_week(question: WeekQuestion, today: date) -> bool:
    """Whether a weekly question is about the week that it is: only then an answer can say "this week"."""
    return question.occasion.often is Often.WEEKLY and monday_of(question.week) == monday_of(today)


def for_span(question: WeekQuestion, today: date) -> str:
    """The same after a noun."""
    return for_occasion(question.occasion, question.week, today)


async def of_week(store: YearStore, week: date, codes: Sequence[str]) -> list[WeekQuestion]:
    """These strategies' questions of one week, in this order; codes that the plan never had are left out."""
    strategies_by_code = {strategy.code: strategy for strategy in await store.plans.strategies(dropped=True)}
    checkins_by_code = await store.checkins.of_week(week, codes)
    people = await store.people.by_ids({each.member for each in checkins_by_code.values()})
    notes = await store.typed.about(TYPED, *(subject_of(code, week) for code in codes if code not in checkins_by_code))

    cycle = store.cycle

    def said(code: str) -> tuple[TypedWord, ...]:
        return tuple(each for each in notes if each.subject == subject_of(code, week))

    return [
        WeekQuestion(
            strategies_by_code[code],
            week,
            found := checkins_by_code.get(code),
            people.get(found.member) if found else None,
            said(code),
            occasion(strategies_by_code[code], week, cycle) if cycle else WEEK,
        )
        for code in codes
        if code in strategies_by_code
    ]


async def named(value: str, store: YearStore) -> WeekQuestion:
    """What a button, a form or a notification names as "CODE:WEEK". Raises Refusal where there is no such thing."""
    code, _colon, day = value.rpartition(":")
    questions = await of_week(store, day_of(day), [code])
    if not questions:
        raise Refusal(_("I do not find that strategy in the plan any more. `checkin` shows yours."))
    return questions[0]


def day_of(text: str) -> date:
    """A week as a button names it."""
    day = a_day(text)
    if day is None:
        raise Refusal(nowhere())
    return day


def nowhere() -> str:
    return _("That button leads nowhere any more. `checkin` asks you anew.")


async def to_answer(value: str, turn: Turn, store: YearStore) -> WeekQuestion:
    """The same, for somebody who wants to answer it. Raises Refusal where this person cannot."""
    question = await named(value, store)
    strategy, person = question.strategy, turn.person
    mine = (
        owns(person, strategy)
        or confirms(person, strategy)
        or (question.answer is not None and question.is_authors(person))
    )
    if not mine and not in_sight(person, strategy.school):
        raise NotAllowed(_("That strategy is another school's own: its team answers for it. `checkin` shows yours."))
    if not mine:
        owner = await store.people.by_email(strategy.owner) if strategy.owner else None
        if owner is None:
            raise NotAllowed(_("“{title}” is not yours by now. A lead can answer for it.").format(title=strategy.title))
        raise NotAllowed(
            _("“{title}” belongs to {owner} by now, who can answer for it. So can a lead.").format(
                title=strategy.title, owner=owner.name
            )
        )
    if question.answer is not None:
        return question
    if strategy.dropped:
        raise Refusal(
            _("“{title}” is no longer in the plan, so nothing is asked about it. A lead can bring it back.").format(
                title=strategy.title
            )
        )
    cycle = turn.cycle
    if not cycle.year.first_day - ONE_WEEK <= question.week <= latest_week(turn.today, cycle.rhythm):
        raise Refusal(nowhere())
    if not strategy.under_way(question.week):
        raise Refusal(_not_under_way(question, turn))
    return question


def _not_under_way(question: WeekQuestion, turn: Turn) -> str:
    strategy, week = question.strategy, week_words(question.week, turn.today)
    if strategy.start is None:
        return _("“{title}” has no start date yet. `plan` takes one.").format(title=strategy.title)
    if not strategy.ready:
        return _(
            "“{title}” cannot begin before it has {missing}, so I ask nothing about it yet. `plan` is where to add it."
        ).format(title=strategy.title, missing=missing_words(strategy))
    if question.week < strategy.start or strategy.end is None:
        return _("“{title}” starts on {day}: there is nothing to say about it {week} yet.").format(
            title=strategy.title, day=when(strategy.start, turn.today), week=week
        )
    return _("“{title}” ended on {day}. What it taught you belongs in `reflect`.").format(
        title=strategy.title, day=when(strategy.end, turn.today)
    )


async def answerable(turn: Turn, store: YearStore) -> tuple[list[WeekQuestion], list[WeekQuestion]]:
    """What somebody can say something about now: their own strategies, and for a lead those of others."""
    cycle = turn.cycle
    strategies = [
        each for each in await store.plans.strategies() if owns(turn.person, each) or confirms(turn.person, each)
    ]
    answered = await store.checkins.weeks_answered([each.code for each in strategies])
    meant: dict[str, date] = {}
    for strategy in strategies:
        owner = turn.person if owns(turn.person, strategy) else None
        week = week_to_answer(strategy, answered[strategy.code], turn.now, turn.zone, cycle, owner)
        if week is not None:
            meant[strategy.code] = week
    answers = {week: await store.checkins.of_week(week) for week in {*meant.values()}}
    questions = [
        WeekQuestion(each, week, answers[week].get(each.code), occasion=occasion(each, week, cycle))
        for each in strategies
        if (week := meant.get(each.code)) is not None
    ]
    own = [question for question in questions if owns(turn.person, question.strategy)]
    others = [question for question in questions if not owns(turn.person, question.strategy)]
    return own, others
