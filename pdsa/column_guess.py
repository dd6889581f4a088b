"""What can be supposed of a table of figures before anybody is asked: which column holds what."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pdsa import written_dates
from pdsa.cell_reading import Cell, Flaw, Unfit, counted_day, is_blank, is_figure, read_day, read_number, shown
from pdsa.figure_table import Columns, Table
from pdsa.id_columns import about_one_person, names_records, numbers_records
from pdsa.written_dates import DayTrouble, NotADay, Order, order_in

MOST_SUPPOSED = 20
"""With more value columns than this none is supposed: somebody has to choose."""
SAMPLE, LOOKED_AT = 200, 12_000
"""So many filled cells of a column, and of all columns, tell what they hold: a table can have a million."""
PLAIN_NUMBER = re.compile(r"-?\d{1,3}|-?\d{5,8}|-?\d{1,8}\.\d{1,9}")
"""What names no day; four digits can be a year."""
COUNTS = re.compile(r"[\s(_:-][Nn]\)?$|^[Nn][ (_:-]")
"""How a header says that its column counts the people behind another one: "Mesa Verde - n"."""
NUMBERED_TIMES = (
    "week", "weekof", "wk", "month", "quarter", "term", "semester", "period", "trimester", "markingperiod",
)  # fmt: skip
LEAST_DAYS = 0.3
"""In a column called a date it is enough that so many of its cells are days."""
MOST_CARRIED = 2500
"""So many characters have the measures that a form carries."""
MOST_COMPARED = 30
"""In so many columns it is looked what a comma means."""


@dataclass(frozen=True)
class Guess:
    """What the headers and cells let suppose; None where nothing does. `order_unknown`: each date can be read both
    ways; `serials`: the dates are numbers, as spreadsheets count days.
    """

    day: int | None = None
    values: tuple[int, ...] = ()
    measure: int | None = None
    n: int | None = None
    group: int | None = None
    day_first: bool = False
    order_unknown: bool = False
    comma: bool = False
    serials: bool = False


WORDS = {
    "day": (
        "date", "day", "week", "wk", "wkof", "weekof", "weekending", "datum", "fecha", "month", "when",
        "collected", "surveydate", "timestamp", "submitted", "quarter", "term", "semester", "period", "year",
    ),
    "value": ("value", "rate", "percent", "score", "result", "number", "figure", "count", "wert", "valor", "mean"),
    "measure": ("measure", "indicator", "metric", "variable", "item", "indicador", "medida"),
    "n": (
        "n", "students", "people", "respondents", "responses", "enrollment", "enrolled", "headcount",
        "denominator", "howmany", "samplesize",
    ),
    "group": (
        "group", "school", "subgroup", "grade", "site", "campus", "building", "location", "cohort", "demographic",
        "ethnicity", "gender", "grupo", "escuela", "gradelevel", "studentgroup",
    ),
}  # fmt: skip


def supposed(table: Table, before: Columns | None) -> Guess:
    """What was chosen before, else what can be supposed."""
    guessed = guess(table)
    if before is None:
        return guessed
    return Guess(before.day, before.values, before.measure, before.n, before.group, before.day_first,
                 guessed.order_unknown, before.comma, before.serials)  # fmt: skip


def fitting(measures: Sequence[str]) -> list[str]:
    """As many of the measures as a form can carry, each on one line; the others can be typed."""
    names: list[str] = []
    for measure in measures:
        if sum(len(name) + 2 for name in names) + len(measure) > MOST_CARRIED:
            break
        names.append(" ".join(measure.split()))
    return names


def guess(table: Table) -> Guess:
    """Which column holds what, as far as headers and cells tell. Nobody has confirmed it yet."""
    apart = identifiers(table)
    day = _best(table, "day", _names_a_day, apart)
    if day is None:
        day = _called_day(table, apart)
    taken = apart | ({day} if day is not None else set())
    n = _best(table, "n", is_figure, taken | questions(table))
    taken |= {n} if n is not None else set()
    measure = _named(table, "measure", taken)
    group = _named(table, "group", taken | {measure})
    numeric = [place for place, header in enumerate(table.headers) if place not in taken | {measure, group}
               and not _is_no_value(header) and _share(table, place, is_figure) > 0.5]  # fmt: skip
    asked = questions(table)
    named = [place for place in numeric if _says(table.headers[place], "value")]
    values = tuple(named[:1] if measure is not None and named else numeric[:1] if measure is not None else numeric)
    if len(values) > MOST_SUPPOSED:
        values = tuple(named[:1])
    if asked & set(values):
        values = ()
    first, unknown = _order(table, day)
    serials = day is not None and _share(table, day, _is_counted) > LEAST_DAYS
    return Guess(day, values, measure, n, group, first, unknown, _comma(table, values or numeric), serials)


def identifiers(table: Table) -> frozenset[int]:
    """The columns that tell records apart: none of them is a measure."""
    places = set()
    for place, header in enumerate(table.headers):
        known = any(_says(header, what) for what in ("day", "n", "value"))
        if names_records(header, table.column(place)) or (not known and numbers_records(table.column(place))):
            places.add(place)
    return frozenset(places)


def about_people(table: Table) -> list[str]:
    """The headers that say that each row is about one person."""
    return [header for place, header in enumerate(table.headers) if about_one_person(header, table.column(place))]


def questions(table: Table) -> frozenset[int]:
    """The columns that are headed by a question: what was asked is a measure only if somebody says so."""
    return frozenset(place for place, header in enumerate(table.headers) if header.rstrip().endswith(("?", "？")))


def holds_figures(table: Table) -> bool:
    """Whether a table has a column that can be the date and another one of numbers."""
    supposed = guess(table)
    if supposed.day is None:
        return False
    return any(_share(table, place, is_figure) > 0.5 for place in range(len(table.headers)) if place != supposed.day)


def commas(table: Table, columns: Sequence[int]) -> bool:
    """Whether any of these columns writes numbers with a comma, so that it must be said what the comma means."""
    return any(True for place in columns for _cell in _with_commas(table, place))


def _with_commas(table: Table, place: int) -> Iterator[str]:
    return (cell for cell in table.column(place) if isinstance(cell, str) and "," in cell)


def _called_day(table: Table, taken: Collection[int]) -> int | None:
    """The column that is called a date and holds some, however they are written, beside totals and remarks."""
    places = [place for place, header in enumerate(table.headers) if place not in taken and _says(header, "day")]
    dated = (each for each in places if _share(table, each, _may_be_a_day) > LEAST_DAYS)
    numbered = (column for column in places if _is_one_of(table.headers[column], NUMBERED_TIMES)
                and _share(table, column, _is_small) > 0.5)  # fmt: skip
    return next(dated, next(numbered, None))


def _may_be_a_day(cell: Cell) -> bool:
    return _names_a_day(cell) or _is_counted(cell)


def _is_small(cell: Cell) -> bool:
    return re.fullmatch(r"\d{1,2}", shown(cell)) is not None


def _best(table: Table, what: str, fits: Callable[[Cell], bool], taken: Collection[int | None] = ()) -> int | None:
    """The column that is named so and mostly fits; for a date, a column that fits without being named so will do."""
    fitting = [place for place in range(len(table.headers)) if place not in taken and _share(table, place, fits) > 0.5]
    named = [place for place in fitting if _says(table.headers[place], what)]
    return next(iter(named or (fitting if what == "day" else [])), None)


def _names_a_day(cell: Cell) -> bool:
    """Whether a cell names a day, or a longer time of which somebody has to say the day."""
    if PLAIN_NUMBER.fullmatch(shown(cell)):
        return False
    try:
        read_day(cell)
    except Unfit as unfit:
        return unfit.why in (Flaw.STRETCH, Flaw.NO_YEAR)
    return True


def _is_counted(cell: Cell) -> bool:
    return counted_day(cell) is not None


def _named(table: Table, what: str, taken: Collection[int | None]) -> int | None:
    places = [place for place, header in enumerate(table.headers) if place not in taken and _says(header, what)
              and not all(is_blank(cell) for cell in table.column(place))]  # fmt: skip
    return next((place for place in places if _share(table, place, is_figure) < 0.5 or what == "group"), None)


def _is_no_value(header: str) -> bool:
    """Whether a header names a group, a time, or of how many people another column is: nothing to be supposed."""
    return _is_one_of(header, (*WORDS["group"], *WORDS["day"])) or COUNTS.search(header) is not None


def _is_one_of(header: str, words: Collection[str]) -> bool:
    return _letters(header) in words


def _letters(header: str) -> str:
    return "".join(letter for letter in header.casefold() if letter.isalnum())


def _says(header: str, what: str) -> bool:
    said = _letters(header)
    return said in WORDS[what] or any(len(word) > 3 and word in said for word in WORDS[what])


def _share(table: Table, place: int, fits: Callable[[Cell], bool]) -> float:
    sample = min(SAMPLE, max(LOOKED_AT // len(table.headers), SAMPLE // 10))
    filled = list(islice((cell for cell in table.column(place) if not is_blank(cell)), sample))
    return sum(fits(cell) for cell in filled) / len(filled) if filled else 0.0


def _reads(read: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        read(cell)
    except Unfit:
        return False
    return True


def _order(table: Table, day: int | None) -> tuple[bool, bool]:
    """Whether dates have the day first, and whether nothing tells."""
    texts = {cell for cell in table.column(day) if isinstance(cell, str)} if day is not None else set()
    orders = {order for cell in texts if (order := order_in(cell))}
    return orders == {Order.DAY_FIRST}, len(orders) > 1 or (not orders and any(_both_ways(cell) for cell in texts))


def _both_ways(cell: str) -> bool:
    """Whether nothing in a date tells its order; one with points has its day first, as people write it."""
    try:
        written_dates.read_day(cell, stretches=True)
    except NotADay as trouble:
        return trouble.trouble is DayTrouble.TWO_WAYS and "." not in cell
    return False


def _comma(table: Table, values: Sequence[int]) -> bool:
    """Whether a comma is the decimal sign: some numbers can only be read so, and none can only be read otherwise."""
    cells = [cell for place in values[:MOST_COMPARED] for cell in islice(_with_commas(table, place), SAMPLE)]
    pointed = [_reads(read_number, cell) for cell in cells]
    commaed = [_reads(lambda each: read_number(each, comma=True), cell) for cell in cells]
    only_comma = any(comma and not point for point, comma in zip(pointed, commaed, strict=True))
    return only_comma and not any(point and not comma for point, comma in zip(pointed, commaed, strict=True))
