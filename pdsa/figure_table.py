"""A table of figures that somebody sent: which column holds what, and the observations that follow from it.

Nothing in it is believed before somebody has confirmed the columns, and no row is passed over without its reason.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pdsa.cell_reading import (
    DAYS,
    Cell,
    Flaw,
    Unfit,
    is_blank,
    name_in,
    names_nobody,
    people_in,
    read_day,
    read_number,
    shown,
)
from pdsa.measures import Observation
from pdsa.names import folded

MOST_FIGURES = 20_000
"""So many numbers are taken at once."""
Slot = tuple[str, str, date]
"""A number's measure, group and day, as they are compared."""
NO_GROUP = "\0no group"
"""In the place of a group that nobody has said yet; no cell can hold it."""


@dataclass(frozen=True)
class Table:
    """Rows of cells under headers that are all different and never empty.

    `numbers` are the rows' numbers as the spreadsheet counts them; a number that the spreadsheet shows as a percentage
    is the one that is shown; a date is written as 2026-09-14, a formula as it stands ("=B2/C2"), or as UNKEPT and its
    cell ("=?D2") where the file keeps no value of it. `sheet` is empty where there is only one; `others` are sheets
    that were not read; `hidden` says that the sheet is hidden; `notes` are sentences about how it was read.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    sheet: str = ""
    others: tuple[str, ...] = ()
    hidden: bool = False
    notes: tuple[str, ...] = ()

    def cell(self, row: Sequence[Cell], column: int | None) -> Cell:
        """A cell of a row, which may be shorter than the headers; None without a column."""
        return row[column] if column is not None and column < len(row) else None

    def column(self, number: int) -> Iterator[Cell]:
        return (self.cell(row, number) for row in self.rows)


@dataclass(frozen=True)
class SheetTables:
    """The tables on the sheets of a workbook, where somebody has to say which one is meant."""

    tables: tuple[Table, ...]


class Blanks(StrEnum):
    """Whose numbers the rows are that name no group, in a column that names some."""

    ABOVE = "the group above"
    EVERYBODY = "everybody together"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Columns:
    """Which column (counted from 0) holds what.

    The measure's name stands in a column, or is `one_measure` for all rows, or is each value column's own header.
    `day_first` says how 3/4/2026 is meant, `comma` that 4,2 is four point two, `serials` that a number in the date's
    column is a day as spreadsheets count them, `blanks` whose the rows without a group are, and `dated` by which days
    longer times go ("Q1 2026").
    """

    day: int
    values: tuple[int, ...]
    measure: int | None = None
    one_measure: str = ""
    n: int | None = None
    group: int | None = None
    day_first: bool = False
    comma: bool = False
    serials: bool = False
    blanks: Blanks | None = None
    dated: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be used: its number, why, in which column, and what stands there."""

    number: int
    why: Flaw
    header: str = ""
    found: str = ""


@dataclass(frozen=True)
class Gathered:
    """What a table gives: the observations, the rows that cannot be used, and how many said the same as another."""

    good: tuple[Observation, ...]
    bad: tuple[BadRow, ...]
    repeated: int = 0


class TooManyFigures(Exception):
    """A table that would give more than MOST_FIGURES."""


def gather(table: Table, columns: Columns, source: str = "", allowed: Callable[[str], bool] | None = None) -> Gathered:
    """The observations of a table as its columns are understood. `allowed` says whose measures may be brought in.

    Raises TooManyFigures.
    """
    observations_by_slot: dict[Slot, tuple[Observation, BadRow]] = {}
    clashing: set[Slot] = set()
    bad: list[BadRow] = []
    repeated = 0
    several = len(columns.values) > 1
    for number, row, group in zip(table.numbers, table.rows, _groups(table, columns), strict=True):
        for place in columns.values:
            if several and is_blank(table.cell(row, place)):
                continue  # one of several measures that was not taken on this day
            try:
                observation = _observation(table, row, columns, place, group, source)
                if allowed is not None and not allowed(observation.measure):
                    raise Unfit(Flaw.NOT_THEIRS, observation.measure)
            except Unfit as unfit:
                bad.append(BadRow(number, unfit.why, _header(table, columns, place, unfit.why), unfit.found))
                continue
            slot = (folded(observation.measure), folded(observation.group), observation.day)
            other = BadRow(number, Flaw.OTHER_VALUE, table.headers[place], str(observation.value))
            earlier, _row = observations_by_slot.setdefault(slot, (observation, other))
            if (earlier.value, earlier.n) != (observation.value, observation.n):
                clashing.add(slot)  # which of them is meant, nobody has said: none is kept
                bad.append(other)
            repeated += earlier is not observation and slot not in clashing
            if len(observations_by_slot) > MOST_FIGURES:
                raise TooManyFigures
    bad += [observations_by_slot.pop(slot)[1] for slot in clashing]
    rows = sorted(dict.fromkeys(bad), key=lambda each: each.number)
    return Gathered(tuple(found for found, _row in observations_by_slot.values()), tuple(rows), repeated)


def _groups(table: Table, columns: Columns) -> Iterator[Cell]:
    """The group's cell of each row: where it is blank and others are not, as somebody has said, else NO_GROUP."""
    named = columns.group is not None and some_blank(table, columns.group)
    above: Cell = None
    for row in table.rows:
        cell = table.cell(row, columns.group)
        above = cell if not names_nobody(cell) else above
        if not named or not names_nobody(cell):
            yield cell
        else:
            yield (
                {Blanks.ABOVE: above, Blanks.EVERYBODY: None}.get(columns.blanks, NO_GROUP)
                if columns.blanks
                else NO_GROUP
            )


def lacks_groups(table: Table, columns: Columns) -> bool:
    """Whether some rows name no group, and nobody has said whose they are."""
    return columns.blanks is None and columns.group is not None and some_blank(table, columns.group)


def some_blank(table: Table, column: int) -> bool:
    """Whether a column names something in some rows and nothing in others."""
    return len({names_nobody(cell) for cell in table.column(column)}) > 1


def _observation(
    table: Table, row: Sequence[Cell], columns: Columns, place: int, group: Cell, source: str
) -> Observation:
    day = _day(table.cell(row, columns.day), columns)
    value = read_number(table.cell(row, place), comma=columns.comma)
    measure = _measure(table, row, columns, place)
    if group is NO_GROUP:
        raise Unfit(Flaw.NO_GROUP)
    whose = "" if is_blank(group) else name_in(group)
    return Observation(measure, day, value, people_in(table.cell(row, columns.n), columns.comma), whose, source)


def _day(cell: Cell, columns: Columns) -> date:
    said = shown(cell)
    known = next((day for text, day in columns.dated if text == said), None)
    return known or read_day(cell, day_first=columns.day_first, serials=columns.serials)


def undated(table: Table, columns: Columns) -> list[str]:
    """The texts in the date's column that name a time and no day of a year, in their order: somebody has to say."""
    texts: dict[str, None] = {}
    for cell in table.column(columns.day):
        try:
            read_day(cell, day_first=columns.day_first, serials=columns.serials)
        except Unfit as unfit:
            if unfit.why in (Flaw.STRETCH, Flaw.NO_YEAR):
                texts[shown(cell)] = None
    return list(texts)


def _header(table: Table, columns: Columns, place: int, why: Flaw) -> str:
    """The header of the column that a complaint is about."""
    where = {
        **dict.fromkeys((*DAYS.values(), Flaw.BAD_DAY), columns.day),
        Flaw.NO_MEASURE: columns.measure,
        Flaw.NOT_THEIRS: columns.measure,
        Flaw.BAD_N: columns.n,
        Flaw.NO_GROUP: columns.group,
    }.get(why, place)
    return table.headers[place if where is None else where]


def _measure(table: Table, row: Sequence[Cell], columns: Columns, place: int) -> str:
    if columns.measure is not None:
        cell = table.cell(row, columns.measure)
        measure = "" if names_nobody(cell) else name_in(cell)
    else:
        measure = columns.one_measure if columns.one_measure and len(columns.values) == 1 else table.headers[place]
    if not measure:
        raise Unfit(Flaw.NO_MEASURE)
    return measure


def spelled_alike(
    observations: Sequence[Observation], measures: Collection[str], groups: Collection[str] = ()
) -> tuple[Observation, ...]:
    """The observations with each measure and group spelled as it is known already, else as it stands first."""
    named, whose = ({folded(name): name for name in known} for known in (measures, groups))
    return tuple(
        replace(
            observation,
            measure=named.setdefault(folded(observation.measure), observation.measure),
            group=whose.setdefault(folded(observation.group), observation.group),
        )
        for observation in observations
    )


@dataclass(frozen=True)
class NewFigures:
    """Observations sorted by what they change. `corrected` are pairs: as it is kept, and as it will be."""

    new: tuple[Observation, ...] = ()
    corrected: tuple[tuple[Observation, Observation], ...] = ()
    same: int = 0

    @property
    def changed(self) -> tuple[Observation, ...]:
        """What is to be kept of them."""
        return (*self.new, *(after for _before, after in self.corrected))

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that would have other numbers than before."""
        return tuple(dict.fromkeys(observation.measure for observation in self.changed))


def new_figures(observations: Iterable[Observation], kept: Iterable[Observation]) -> NewFigures:
    """What observations change of those that are kept. A measure or group that differs in case alone is the one that
    is kept; where nothing says how many people, what is kept stays.
    """
    kept_by_slot = {observation.slot: observation for observation in kept}
    new, corrected, same = [], [], 0
    for observation in observations:
        old = kept_by_slot.get(observation.slot)
        if old is None:
            new.append(observation)
        elif old.value == observation.value and observation.n in (None, old.n):
            same += 1
        else:
            n = old.n if observation.n is None else observation.n
            corrected.append((old, replace(observation, measure=old.measure, group=old.group, n=n)))
    return NewFigures(tuple(new), tuple(corrected), same)
