"""Writes the sheets about what has happened since the plan was made, and about the method: small cycles, circumstances,
voices, whom the team tells, what waits, and how the rubric stands. An import passes over them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from openpyxl.workbook.workbook import Workbook

from pdsa.checkin import CheckIn
from pdsa.circumstances import ContextChange
from pdsa.communication_plan import Audience
from pdsa.decisions import Decision, Subject
from pdsa.goals import Amendment, Strategy
from pdsa.parked_goals import Parked
from pdsa.plan import Plan
from pdsa.reflection import Reflection
from pdsa.rubric_ratings import RubricLine
from pdsa.small_cycle import SmallCycle
from pdsa.voice_entries import Voice
from storage.files.sheets import columns, formatting
from storage.files.sheets.columns import DATE, LINE, NUMBER, PROSE, CellKind, SheetColumn, SheetLayout
from storage.files.sheets.formatting import Value
from storage.files.sheets.value_words import (
    DIGEST_KINDS,
    YES,
    details_words,
    obstacle_words,
    path_words,
    post_words,
    value_word,
)
from storage.files.sheets.workbook_contents import Happened, PostedDigest

T = TypeVar("T")


@dataclass(frozen=True)
class ToldColumn(Generic[T]):
    """A column about what happened: its header, and what of a value stands in it."""

    header: str
    read: Callable[[T], Value]
    width: int = 18
    kind: CellKind = LINE

    @property
    def layout(self) -> SheetColumn:
        return SheetColumn(columns.name_key(self.header), self.header, self.kind, width=self.width)


ToldColumns = tuple[ToldColumn[T], ...]


def prose(header: str, read: Callable[[T], Value]) -> ToldColumn[T]:
    """A column of sentences."""
    return ToldColumn(header, read, 40, PROSE)


def day(header: str, read: Callable[[T], Value], width: int = 14) -> ToldColumn[T]:
    return ToldColumn(header, read, width, DATE)


def figure(header: str, read: Callable[[T], Value], width: int = 12) -> ToldColumn[T]:
    return ToldColumn(header, read, width, NUMBER)


def add_happened(book: Workbook, plan: Plan, happened: Happened) -> None:
    """Adds the sheets; from the later predictions on only those that have rows."""
    sheets = _Sheets(plan, happened)
    digests: ToldColumns[PostedDigest] = (
        sheets.moment("Date", lambda d: d.at),
        ToldColumn("Kind", lambda d: str(DIGEST_KINDS.get(d.kind, d.kind))),
        ToldColumn("Channel", lambda d: d.channel, 24),
        ToldColumn("State", post_words),
    )
    later: ToldColumns[tuple[Strategy, Amendment]] = (
        sheets.moment("Date", lambda said: said[1].at),
        ToldColumn("Strategy", lambda said: said[0].code, 10),
        ToldColumn("What we will do", lambda said: said[0].title, 40),
        prose("Later wording", lambda said: said[1].text),
    )
    aside: ToldColumns[Strategy] = (
        ToldColumn("Strategy", lambda s: s.code, 10),
        ToldColumn("Goal", lambda s: s.goal, 8),
        ToldColumn("What we will do", lambda s: s.title, 40),
        ToldColumn("Owner", lambda s: s.owner, 34),
    )
    _add(book, columns.CHECK_INS, happened.checkins, sheets.check_ins())
    _add(book, columns.REFLECTIONS, happened.reflections, sheets.reflections())
    _add(book, columns.DECISIONS, happened.decisions, sheets.decisions())
    _add(book, columns.DIGESTS, happened.digests, digests)
    amendments = [(strategy, amendment) for strategy in plan.strategies for amendment in strategy.amendments]
    _add_filled(book, columns.LATER_PREDICTIONS, amendments, later)
    _add_filled(book, columns.SET_ASIDE, [each for each in plan.strategies if each.dropped], aside)
    _add_filled(book, columns.SMALL_CYCLE, happened.small_cycles, sheets.small_cycles())
    _add_filled(book, columns.CONTEXT, happened.contexts, sheets.contexts())
    _add_filled(book, columns.VOICES, happened.voices, sheets.voices())
    _add_filled(book, columns.COMMUNICATION, happened.audiences, sheets.communication())
    _add_filled(book, columns.PARKED, happened.parked, sheets.parked())
    _add_filled(book, columns.RUBRIC_STATUS, happened.rubric, RUBRIC_STATUS)


def _add(book: Workbook, name: str, values: Sequence[T], cells: ToldColumns[T]) -> None:
    layout = SheetLayout(name, tuple(column.layout for column in cells))
    formatting.add_sheet(book, layout, [[column.read(value) for column in cells] for value in values])


def _add_filled(book: Workbook, name: str, values: Sequence[T], cells: ToldColumns[T]) -> None:
    if values:
        _add(book, name, values, cells)


class _Sheets:
    """The sheets' columns, with people's names, strategies' titles and the plan's own wall clock."""

    def __init__(self, plan: Plan, happened: Happened) -> None:
        self._zone = ZoneInfo(plan.zone)
        self._titles = {strategy.code: strategy.title for strategy in plan.strategies}
        self._goals = {goal.code: goal.statement for goal in plan.goals}
        self._names = happened.members

    def _wall_clock(self, moment: datetime | None) -> datetime | None:
        """An instant as the plan's zone shows it, to the minute; a workbook knows no zones."""
        if moment is None:
            return None
        return moment.astimezone(self._zone).replace(tzinfo=None, second=0, microsecond=0)

    def moment(self, header: str, read: Callable[[T], datetime | None]) -> ToldColumn[T]:
        return day(header, lambda value: self._wall_clock(read(value)), 18)

    def _day_of(self, moment: datetime | None) -> date | None:
        wall = self._wall_clock(moment)
        return wall.date() if wall else None

    def _person(self, read: Callable[[T], int | None], header: str = "Person") -> ToldColumn[T]:
        return ToldColumn(header, lambda value: self._names.get(read(value) or 0, ""), 24)

    def check_ins(self) -> ToldColumns[CheckIn]:
        return (
            day("Date", lambda c: c.week),
            self._person(lambda c: c.member),
            ToldColumn("Strategy", lambda c: c.strategy, 10),
            ToldColumn("What we will do", lambda c: self._titles.get(c.strategy), 40),
            ToldColumn("Did it happen as planned?", lambda c: value_word(c.went)),
            prose("What went well", lambda c: c.well),
            prose("What got in the way", lambda c: c.in_way),
            prose("Help needed", lambda c: c.help),
            figure("Number", lambda c: c.number, 10),
            ToldColumn("Late?", lambda c: value_word(YES if c.late else None), 8),
            self.moment("Answered", lambda c: c.at),
        )

    def reflections(self) -> ToldColumns[Reflection]:
        return (
            self.moment("Date", lambda r: r.at),
            self._person(lambda r: r.member),
            ToldColumn("Strategy", lambda r: r.strategy, 10),
            ToldColumn("What we will do", lambda r: self._titles.get(r.strategy), 40),
            prose("What happened", lambda r: r.happened),
            ToldColumn("Did the prediction hold?", lambda r: value_word(r.held)),
            prose("What we learned", lambda r: r.learned),
            prose("People or teams that made it work", lambda r: r.people),
            prose("Partners that made it work", lambda r: r.partners),
            prose("Tools and resources that made it work", lambda r: r.tools),
            prose("What got in the way", lambda r: r.in_way),
            ToldColumn("Kinds of obstacles", lambda r: "; ".join(map(obstacle_words, r.obstacles)), 24),
            prose("Evidence", lambda r: "\n".join(each.text for each in r.evidence)),
            prose("Who is missing from the data", lambda r: r.missing),
            prose("Students' and families' voice", lambda r: r.voice),
        )

    def decisions(self) -> ToldColumns[Decision]:
        def title(decision: Decision) -> str | None:
            return (self._goals if decision.subject is Subject.GOAL else self._titles).get(decision.strategy)

        return (
            self.moment("Date", lambda d: d.at),
            ToldColumn("Strategy", lambda d: d.strategy, 10),
            ToldColumn("What we will do", title, 40),
            ToldColumn("Decision", lambda d: path_words(d.path)),
            ToldColumn("Adopt, adapt or abandon", lambda d: value_word(d.triad), 14),
            prose("Reason", lambda d: d.reason),
            prose("Next step", lambda d: d.next_step),
            ToldColumn("Owner", lambda d: d.owner, 34),
            day("Due", lambda d: d.due),
            self._person(lambda d: d.proposed_by, "Proposed by"),
            self._person(lambda d: d.confirmed_by, "Confirmed by"),
            self.moment("Confirmed", lambda d: d.confirmed_at),
            prose("What was shown", lambda d: d.evidence),
            ToldColumn("About", lambda d: value_word(d.subject), 10),
            ToldColumn("Goes on next year?", lambda d: value_word(YES if d.carries else None), 12),
            prose("Details", lambda d: details_words(d.details, self._goals)),
        )

    def small_cycles(self) -> ToldColumns[SmallCycle]:
        return (
            ToldColumn("Cycle", lambda c: c.code, 10),
            ToldColumn("Strategy", lambda c: c.strategy, 10),
            ToldColumn("Follows", lambda c: c.follows, 10),
            prose("Objective", lambda c: c.objective),
            prose("Question", lambda c: c.question),
            prose("We predict", lambda c: c.prediction),
            day("Started", lambda c: c.started),
            day("Ended", lambda c: c.ended),
            prose("Result", lambda c: c.result),
            ToldColumn("Did the prediction hold?", lambda c: value_word(c.held)),
            prose("What we learned", lambda c: c.learned),
            ToldColumn("Adopt, adapt or abandon", lambda c: value_word(c.act)),
            self._person(lambda c: c.member),
        )

    def contexts(self) -> ToldColumns[ContextChange]:
        return (
            day("Date", lambda c: c.day),
            ToldColumn("Kind", lambda c: value_word(c.kind)),
            prose("What changed", lambda c: c.what),
            prose("What it does", lambda c: c.effect),
            self._person(lambda c: c.member),
        )

    def voices(self) -> ToldColumns[Voice]:
        return (
            day("Date", lambda v: v.day),
            ToldColumn("Kind", lambda v: value_word(v.kind), 10),
            ToldColumn("Whose voice", lambda v: value_word(v.who)),
            ToldColumn("Strategy", lambda v: v.strategy, 10),
            prose("In words", lambda v: v.text),
            ToldColumn("May be quoted?", lambda v: value_word(YES if v.quotable else None), 14),
            self._person(lambda v: v.member),
        )

    def communication(self) -> ToldColumns[Audience]:
        return (
            ToldColumn("Team", lambda a: a.team, 28),
            ToldColumn("Audience", lambda a: a.audience, 28),
            figure("Influence (1-3)", lambda a: a.influence),
            figure("Interest (1-3)", lambda a: a.interest),
            prose("Core statement", lambda a: a.statement),
            prose("Key points", lambda a: "\n".join(a.points)),
            ToldColumn("Format", lambda a: a.format),
            ToldColumn("Channel", lambda a: a.channel),
            ToldColumn("Sender", lambda a: a.sender, 34),
            day("Date", lambda a: a.day),
            prose("Way to answer", lambda a: a.answer),
            day("Sent", lambda a: self._day_of(a.sent_at)),
            ToldColumn("Did it work?", lambda a: value_word(a.worked)),
            prose("Next time", lambda a: a.review),
        )

    def parked(self) -> ToldColumns[Parked]:
        return (
            ToldColumn("Goal", lambda p: p.goal, 10),
            day("Until", lambda p: p.until),
            prose("Condition", lambda p: p.condition),
            ToldColumn("First key activity", lambda p: p.first, 30),
            day("Parked", lambda p: self._day_of(p.at)),
            self._person(lambda p: p.by, "Parked by"),
            day("Taken up or let go", lambda p: self._day_of(p.back_at)),
        )


def _less(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other


RUBRIC_STATUS: ToldColumns[RubricLine] = (
    ToldColumn("Focus area", lambda line: line.area, 36),
    ToldColumn("Rubric item", lambda line: line.item.title if line.item else line.text, 40),
    figure("Start", lambda line: line.rating.initial),
    figure("Goal", lambda line: line.rating.goal),
    figure("Mid-year", lambda line: line.rating.mid_year),
    figure("Year-end", lambda line: line.rating.year_end),
    figure("Change", lambda line: _less(line.rating.year_end, line.rating.initial)),
    figure("Gap to goal", lambda line: _less(line.rating.goal, line.rating.year_end)),
    ToldColumn("Status", lambda line: value_word(line.rating.status)),
)
