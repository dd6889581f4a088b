"""Writes the sheets about the method: small cycles, circumstances, voices, whom the team tells, what waits, and how the
rubric stands. An import passes over them; those without rows are left out.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from openpyxl.workbook.workbook import Workbook

from pdsa.rubric import RubricLine
from storage.files.sheets import columns, formatting
from storage.files.sheets.columns import DATE, NUMBER, PROSE, SheetColumn, SheetLayout
from storage.files.sheets.formatting import Value
from storage.files.sheets.value_words import YES, value_word
from storage.files.sheets.values import Happened

Row = tuple[Value, ...]
Clock = Callable[[datetime | None], datetime | None]


def _line(header: str, width: int = 18) -> SheetColumn:
    return SheetColumn(columns.name_key(header), header, width=width)


def prose(header: str) -> SheetColumn:
    """A column of sentences."""
    return SheetColumn(columns.name_key(header), header, PROSE, width=40)


def _day(header: str) -> SheetColumn:
    return SheetColumn(columns.name_key(header), header, DATE, width=14)


def _number(header: str) -> SheetColumn:
    return SheetColumn(columns.name_key(header), header, NUMBER, width=12)


SMALL_CYCLE = SheetLayout(
    columns.SMALL_CYCLE,
    (
        _line("Cycle", 10), _line("Strategy", 10), _line("Follows", 10), prose("Objective"), prose("Question"),
        prose("We predict"), _day("Started"), _day("Ended"), prose("Result"), _line("Did the prediction hold?"),
        prose("What we learned"), _line("Adopt, adapt or abandon"), _line("Person", 24),
    ),
)  # fmt: skip
CONTEXT = SheetLayout(
    columns.CONTEXT,
    (_day("Date"), _line("Kind"), prose("What changed"), prose("What it does"), _line("Person", 24)),
)
VOICES = SheetLayout(
    columns.VOICES,
    (
        _day("Date"), _line("Kind", 10), _line("Whose voice"), _line("Strategy", 10), prose("In words"),
        _line("May be quoted?", 14), _line("Person", 24),
    ),
)  # fmt: skip
COMMUNICATION = SheetLayout(
    columns.COMMUNICATION,
    (
        _line("Team", 28), _line("Audience", 28), _number("Influence (1-3)"), _number("Interest (1-3)"),
        prose("Core statement"), prose("Key points"), _line("Format"), _line("Channel"), _line("Sender", 34),
        _day("Date"), prose("Way to answer"), _day("Sent"), _line("Did it work?"), prose("Next time"),
    ),
)  # fmt: skip
PARKED = SheetLayout(
    columns.PARKED,
    (
        _line("Goal", 10), _day("Until"), prose("Condition"), _line("First key activity", 30), _day("Parked"),
        _line("Parked by", 24), _day("Taken up or let go"),
    ),
)  # fmt: skip
RUBRIC_STATUS = SheetLayout(
    columns.RUBRIC_STATUS,
    (
        _line("Focus area", 36), _line("Rubric item", 40), _number("Start"), _number("Goal"), _number("Mid-year"),
        _number("Year-end"), _number("Change"), _number("Gap to goal"), _line("Status"),
    ),
)  # fmt: skip


def add_method(book: Workbook, happened: Happened, clock: Clock) -> None:
    """Adds the sheets that have rows. `clock` turns an instant into the plan's own wall clock."""
    names = happened.members
    made: tuple[tuple[SheetLayout, list[Row]], ...] = (
        (SMALL_CYCLE, _small_cycle(happened, names)),
        (CONTEXT, [(c.day, value_word(c.kind), c.what, c.effect, _name(names, c.member)) for c in happened.contexts]),
        (VOICES, _voices(happened, names)),
        (COMMUNICATION, _communication(happened, clock)),
        (PARKED, _parked(happened, names, clock)),
        (RUBRIC_STATUS, [_status(each) for each in happened.rubric]),
    )
    for sheet, rows in made:
        if rows:
            formatting.add_sheet(book, sheet, rows)


def _name(names: Mapping[int, str], member: int | None) -> str:
    return "" if member is None else names.get(member, "")


def _small_cycle(happened: Happened, names: Mapping[int, str]) -> list[Row]:
    return [
        (
            r.code, r.strategy, r.follows, r.objective, r.question, r.prediction, r.started, r.ended, r.result,
            value_word(r.held), r.learned, value_word(r.act), _name(names, r.member),
        )
        for r in happened.small_cycles
    ]  # fmt: skip


def _voices(happened: Happened, names: Mapping[int, str]) -> list[Row]:
    return [
        (
            v.day, value_word(v.kind), value_word(v.who), v.strategy, v.text, value_word(YES if v.quotable else None),
            _name(names, v.member),
        )
        for v in happened.voices
    ]  # fmt: skip


def _communication(happened: Happened, clock: Clock) -> list[Row]:
    return [
        (
            a.team, a.audience, a.influence, a.interest, a.statement, "\n".join(a.points), a.format, a.channel,
            a.sender, a.day, a.answer, _date(clock, a.sent_at), value_word(a.worked), a.review,
        )
        for a in happened.audiences
    ]  # fmt: skip


def _parked(happened: Happened, names: Mapping[int, str], clock: Clock) -> list[Row]:
    return [
        (p.goal, p.until, p.condition, p.first, _date(clock, p.at), _name(names, p.by), _date(clock, p.back_at))
        for p in happened.parked
    ]


def _date(clock: Clock, moment: datetime | None) -> Value:
    wall = clock(moment)
    return wall.date() if wall else None


def _status(line: RubricLine) -> Row:
    rating = line.rating
    change = _less(rating.year_end, rating.initial)
    title = line.item.title if line.item else line.text
    return (
        line.area, title, rating.initial, rating.goal, rating.mid_year, rating.year_end, change,
        _less(rating.goal, rating.year_end), value_word(rating.status),
    )  # fmt: skip


def _less(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other
