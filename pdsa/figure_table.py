"""A table of figures that somebody sent: which column holds what, and the observations that follow from it.

Nothing in it is believed before somebody has confirmed the columns, and no row is passed over without its reason.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pdsa import days
from pdsa.cells import (
    DAYS,
    Cell,
    Unfit,
    Why,
    is_blank,
    name_in,
    people_in,
    read_day,
    read_number,
)
from pdsa.days import DayTrouble, NotADay, Order, order_in
from pdsa.measures import Observation
from pdsa.names import folded


@dataclass(frozen=True)
class Table:
    """Rows of cells under headers that are all different and never empty.

    `numbers` are the rows' numbers as the spreadsheet counts them; a number that the spreadsheet shows as a percentage
    is the one that is shown; a date is written as 2026-09-14, a formula as it stands ("=B2/C2"). `sheet` is empty
    where there is only one; `others` are sheets that were not read.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    sheet: str = ""
    others: tuple[str, ...] = ()

    def cell(self, row: Sequence[Cell], column: int | None) -> Cell:
        """A cell of a row, which may be shorter than the headers; None without a column."""
        return row[column] if column is not None and column < len(row) else None

    def column(self, number: int) -> Iterator[Cell]:
        return (self.cell(row, number) for row in self.rows)


@dataclass(frozen=True)
class Columns:
    """Which column (counted from 0) holds what.

    The measure's name stands in a column, or is `one_measure` for all rows, or is each value column's own header.
    `day_first` says how 3/4/2026 is meant, `comma` that 4,2 is four point two.
    """

    day: int
    values: tuple[int, ...]
    measure: int | None = None
    one_measure: str = ""
    n: int | None = None
    group: int | None = None
    day_first: bool = False
    comma: bool = False


@dataclass(frozen=True)
class Guess:
    """What the headers and cells let suppose; None where nothing does. `order_unknown`: each date can be read both
    ways.
    """

    day: int | None = None
    values: tuple[int, ...] = ()
    measure: int | None = None
    n: int | None = None
    group: int | None = None
    day_first: bool = False
    order_unknown: bool = False
    comma: bool = False


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be used: its number, why, in which column, and what stands there."""

    number: int
    why: Why
    header: str = ""
    found: str = ""


@dataclass(frozen=True)
class Gathered:
    """What a table gives: the observations, the rows that cannot be used, and how many said the same as another."""

    good: tuple[Observation, ...]
    bad: tuple[BadRow, ...]
    repeated: int = 0


def gather(table: Table, columns: Columns, source: str = "", allowed: Callable[[str], bool] | None = None) -> Gathered:
    """The observations of a table as its columns are understood. `allowed` says whose measures may be brought in."""
    kept: dict[tuple[str, str, date], Observation] = {}
    bad: list[BadRow] = []
    repeated = 0
    several = len(columns.values) > 1
    for number, row in zip(table.numbers, table.rows, strict=True):
        for place in columns.values:
            if several and is_blank(table.cell(row, place)):
                continue  # one of several measures that was not taken on this day
            try:
                found = _observation(table, row, columns, place, source)
                if allowed is not None and not allowed(found.measure):
                    raise Unfit(Why.NOT_THEIRS, found.measure)
                earlier = kept.setdefault((folded(found.measure), folded(found.group), found.day), found)
                if (earlier.value, earlier.n) != (found.value, found.n):
                    raise Unfit(Why.OTHER_VALUE, found.value)
            except Unfit as unfit:
                bad.append(BadRow(number, unfit.why, _header(table, columns, place, unfit.why), unfit.found))
            else:
                repeated += earlier is not found
    return Gathered(tuple(kept.values()), tuple(dict.fromkeys(bad)), repeated)


def _observation(table: Table, row: Sequence[Cell], columns: Columns, place: int, source: str) -> Observation:
    day = read_day(table.cell(row, columns.day), day_first=columns.day_first)
    value = read_number(table.cell(row, place), comma=columns.comma)
    measure = _measure(table, row, columns, place)
    group = name_in(table.cell(row, columns.group))
    return Observation(measure, day, value, people_in(table.cell(row, columns.n), columns.comma), group, source)


def _header(table: Table, columns: Columns, place: int, why: Why) -> str:
    """The header of the column that a complaint is about."""
    where = {
        **dict.fromkeys((*DAYS.values(), Why.BAD_DAY), columns.day),
        Why.NO_MEASURE: columns.measure,
        Why.NOT_THEIRS: columns.measure,
        Why.BAD_N: columns.n,
    }.get(why, place)
    return table.headers[place if where is None else where]


def _measure(table: Table, row: Sequence[Cell], columns: Columns, place: int) -> str:
    if columns.measure is not None:
        said = name_in(table.cell(row, columns.measure))
    else:
        said = columns.one_measure if columns.one_measure and len(columns.values) == 1 else table.headers[place]
    if not said:
        raise Unfit(Why.NO_MEASURE)
    return said


# What can be supposed before anybody is asked.

WORDS = {
    "day": (
        "date",
        "day",
        "week",
        "weekof",
        "weekending",
        "datum",
        "fecha",
        "month",
        "when",
        "collected",
        "surveydate",
    ),
    "value": ("value", "rate", "percent", "score", "result", "number", "figure", "count", "wert", "valor", "mean"),
    "measure": ("measure", "indicator", "metric", "variable", "item", "indicador", "medida"),
    "n": (
        "n",
        "students",
        "people",
        "respondents",
        "responses",
        "enrollment",
        "enrolled",
        "headcount",
        "denominator",
        "howmany",
        "samplesize",
    ),
    "group": ("group", "school", "subgroup", "grade", "site", "grupo", "escuela", "gradelevel", "studentgroup"),
}


def guess(table: Table) -> Guess:
    """Which column holds what, as far as headers and cells tell. Nobody has confirmed it yet."""
    day = _best(table, "day", lambda cell: _reads(read_day, cell))
    taken = {day} if day is not None else set()
    n = _best(table, "n", _is_figure, taken)
    taken |= {n} if n is not None else set()
    measure = _named(table, "measure", taken)
    group = _named(table, "group", taken | {measure})
    numeric = [place for place in range(len(table.headers)) if place not in taken | {measure, group}
               and _share(table, place, _is_figure) > 0.5]  # fmt: skip
    named = [place for place in numeric if _says(table.headers[place], "value")]
    values = tuple(named[:1] if measure is not None and named else numeric[:1] if measure is not None else numeric)
    first, unknown = _order(table, day)
    return Guess(day, values[:20], measure, n, group, first, unknown, _comma(table, values))


def commas(table: Table, columns: Sequence[int]) -> bool:
    """Whether any of these columns writes numbers with a comma, so that it must be said what the comma means."""
    return any(isinstance(cell, str) and "," in cell for place in columns for cell in table.column(place))


def _best(table: Table, what: str, fits: Callable[[Cell], bool], taken: Collection[int | None] = ()) -> int | None:
    """The column that is named so and mostly fits; for a date, a column that fits without being named so will do."""
    fitting = [place for place in range(len(table.headers)) if place not in taken and _share(table, place, fits) > 0.5]
    named = [place for place in fitting if _says(table.headers[place], what)]
    return next(iter(named or (fitting if what == "day" else [])), None)


def _named(table: Table, what: str, taken: Collection[int | None]) -> int | None:
    places = (place for place, header in enumerate(table.headers) if place not in taken and _says(header, what))
    return next((place for place in places if _share(table, place, _is_figure) < 0.5 or what == "group"), None)


def _says(header: str, what: str) -> bool:
    said = "".join(letter for letter in header.casefold() if letter.isalnum())
    return said in WORDS[what] or any(len(word) > 3 and word in said for word in WORDS[what])


def _share(table: Table, place: int, fits: Callable[[Cell], bool]) -> float:
    filled = [cell for cell in table.column(place) if not is_blank(cell)][:200]
    return sum(fits(cell) for cell in filled) / len(filled) if filled else 0.0


def _reads(read: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        read(cell)
    except Unfit:
        return False
    return True


def _is_figure(cell: Cell) -> bool:
    return _reads(read_number, cell) or _reads(lambda each: read_number(each, comma=True), cell)


def _order(table: Table, day: int | None) -> tuple[bool, bool]:
    """Whether dates have the day first, and whether nothing tells."""
    said = [cell for cell in table.column(day) if isinstance(cell, str)] if day is not None else []
    orders = {order for cell in said if (order := order_in(cell))}
    return orders == {Order.DAY_FIRST}, len(orders) > 1 or (not orders and any(_both_ways(cell) for cell in said))


def _both_ways(cell: str) -> bool:
    """Whether nothing in a date tells its order; one with points has its day first, as people write it."""
    try:
        days.read_day(cell, stretches=True)
    except NotADay as trouble:
        return trouble.trouble is DayTrouble.TWO_WAYS and "." not in cell
    return False


def _comma(table: Table, values: Sequence[int]) -> bool:
    """Whether a comma is the decimal sign: some numbers can only be read so, and none can only be read otherwise."""
    said = [cell for place in values for cell in table.column(place) if isinstance(cell, str) and "," in cell]
    pointed = [_reads(read_number, cell) for cell in said]
    commaed = [_reads(lambda each: read_number(each, comma=True), cell) for cell in said]
    only_comma = any(comma and not point for point, comma in zip(pointed, commaed, strict=True))
    return only_comma and not any(point and not comma for point, comma in zip(pointed, commaed, strict=True))


def spelled_alike(observations: Sequence[Observation], known: Collection[str]) -> tuple[Observation, ...]:
    """The observations with each measure spelled as it is known already, whatever its case and spaces."""
    spelled = {folded(name): name for name in known}
    return tuple(replace(each, measure=spelled.get(folded(each.measure), each.measure)) for each in observations)
