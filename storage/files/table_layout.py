"""Finds in rows of cells where the table is: its header, the groups or dates that stand across, and its rows."""

import re
from collections.abc import Iterator, Sequence
from gettext import gettext as _
from itertools import pairwise

from pdsa.cells import Cell, Unfit, is_blank, is_figure, read_day, shown
from pdsa.days import DayTrouble, NotADay
from pdsa.days import read_day as read_date
from pdsa.errors import Refusal
from pdsa.figure_table import Table
from storage.files.sheet_grid import MOST_ROWS, Numbered, too_many_rows
from storage.files.table_sections import in_sections

HEADERS_WITHIN = 15
LOOKED_AT = 50
LONGEST_HEADER = 100
PEOPLE = re.compile(
    r"n|#|count|students?|people|respondents?|responses|enrolled|enrollment|number (?:of|tested).*", re.I
)
YEAR = re.compile(r"(?:19|20)\d\d")


def table_in(rows: Sequence[Numbered], notes: Sequence[str] = (), sheet: str = "") -> Table:
    """The table in some filled rows. Raises Refusal where there is none, or too much of it."""
    for place, (_number, row) in enumerate(rows[:HEADERS_WITHIN]):
        if across := _dates_across(row, rows[place + 1 :]):
            return _series(rows, place, across, notes, sheet)
    head = _head(rows)
    below = rows[head + 1 :] if head is not None else rows
    width = max((len(row) for _number, row in rows), default=0)
    if not below or width < 2:
        raise Refusal(
            _("I find no rows of figures in this file: it should have a column with dates and one with values.")
        )
    if len(below) > MOST_ROWS:
        raise too_many_rows()
    if head is None:
        return _made(_headers((), width), below, notes, sheet)
    upper = _upper(rows, head)
    if upper is not None:
        return _grouped(upper, rows[head][1], below, [*notes, *_above(rows, head - 1)], sheet)
    found = in_sections(rows, head, width)
    told = [*notes, *_above(rows, head, head - found.from_above), *found.notes]
    return _made(_headers(found.header, max(width, len(found.header))), found.rows, told, sheet)


def _made(headers: tuple[str, ...], rows: Sequence[Numbered], notes: Sequence[str], sheet: str) -> Table:
    return Table(headers, tuple(tuple(row) for _number, row in rows), tuple(number for number, _row in rows), sheet,
                 notes=tuple(notes))  # fmt: skip


def _above(rows: Sequence[Numbered], head: int, titles: int | None = None) -> list[str]:
    """That there are titles above the header, which are left out: so many rows of them, else all above it."""
    if not (head if titles is None else titles):
        return []
    first = next((shown(cell) for cell in rows[0][1] if cell is not None), "")
    told = _("The header is row {row}. What stands above it is left out: “{first}”.")
    return [told.format(row=rows[head][0], first=first[:LONGEST_HEADER])]


def _head(rows: Sequence[Numbered]) -> int | None:
    """The row that names the most columns of the figures below it, the nearest; else the first that only names."""
    names = [place for place, (_number, row) in enumerate(rows[:HEADERS_WITHIN]) if _only_names(row)]
    fits = [place for place in names if any(_has_datum(row) for _number, row in rows[place + 1 : place + 4])]
    if not fits:
        return next(iter(names), None)
    best, most = fits[0], _named_columns(rows[fits[0]][1], rows[fits[0] + 1 :])
    for place in fits[1:]:
        named = _named_columns(rows[place][1], rows[place + 1 :])
        if named > most or (named == most and not any(_is_line(row) for _number, row in rows[best + 1 : place])):
            best, most = place, named
    return best


def _is_line(row: Sequence[Cell]) -> bool:
    """Whether a row is one of a table's: it has two numbers or dates at least."""
    return sum(_is_datum(cell) for cell in row if cell is not None) >= 2


def _only_names(row: Sequence[Cell]) -> bool:
    """Whether a row only names things: two different texts at least, and neither date nor number among them."""
    said = [cell for cell in row if cell is not None]
    return len(set(said)) >= 2 and not any(_is_datum(cell) for cell in said)


def _has_datum(row: Sequence[Cell]) -> bool:
    return any(_is_datum(cell) for cell in row if cell is not None)


def _is_datum(cell: Cell) -> bool:
    if isinstance(cell, float) or is_figure(cell):
        return True
    try:
        read_day(cell)
    except Unfit:
        return False
    return True


def _named_columns(head: Sequence[Cell], below: Sequence[Numbered]) -> int:
    """How many columns have a name here and mostly numbers or dates below."""
    looked = [row for _number, row in below[:LOOKED_AT]]
    count = 0
    for place, name in enumerate(head):
        cells = [cell for row in looked if (cell := _at(row, place)) is not None] if name is not None else []
        count += 2 * sum(_is_datum(cell) for cell in cells) > len(cells)
    return count


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None


def _headers(line: Sequence[Cell], width: int) -> tuple[str, ...]:
    """A header for each column, all different: what the file says, else the column's number."""
    found: list[str] = []
    for place in range(width):
        cell = _at(line, place)
        said = shown(cell)[:LONGEST_HEADER] if cell is not None else _("Column {n}").format(n=place + 1)
        found.append(said if said not in found else f"{said} ({place + 1})")
    return tuple(found)


# Two rows of headers: groups above, what was measured of each below.


def _upper(rows: Sequence[Numbered], head: int) -> tuple[Cell, ...] | None:
    """The row above a header that parts it into groups, each written over all of its columns; None where none does."""
    if not head or rows[head - 1][0] != rows[head][0] - 1 or not _only_names(rows[head - 1][1]):
        return None
    above, lower = rows[head - 1][1], rows[head][1]
    width = max(len(above), len(lower))
    spread: list[Cell] = []
    for place in range(width):
        name, under = _at(above, place), _at(lower, place)
        before = spread[-1] if spread and _at(lower, place - 1) is not None else None
        spread.append(name if name is not None else before if under is not None else None)
    own = [shown(_at(lower, place)).casefold() for place in range(width) if _is_parted(spread, lower, place)]
    merged = any(a is not None and a == b for a, b in pairwise(above)) and len(set(above)) > 1
    gaps = any(_at(lower, place) is None and _at(above, place) is not None for place in range(width))
    return tuple(spread) if own and (len(set(own)) < len(own) or merged or gaps) else None


def _is_parted(upper: Sequence[Cell], lower: Sequence[Cell], place: int) -> bool:
    """Whether a column belongs to a group of columns, and is named below it."""
    return _at(upper, place) is not None and _at(lower, place) is not None and _at(upper, place) != _at(lower, place)


def _grouped(
    upper: Sequence[Cell], lower: Sequence[Cell], below: Sequence[Numbered], notes: Sequence[str], sheet: str
) -> Table:
    """One row for each row and group: a column says which group; or, where no number of people stands beside the
    values, one row for each single number, with a column for each of the two headers.
    """
    width = max(len(upper), len(lower))
    parted = [place for place in range(width) if _is_parted(upper, lower, place)]
    alone = [place for place in range(width) if place not in parted]
    own = [
        shown(_at(lower, place)) or shown(_at(upper, place)) or _("Column {n}").format(n=place + 1) for place in alone
    ]
    groups = list(dict.fromkeys(shown(upper[place]) for place in parted))
    kinds = list(dict.fromkeys(shown(lower[place]) for place in parted))
    where = {(shown(upper[place]), shown(lower[place])): place for place in parted}
    if len(kinds) == 1 or any(PEOPLE.fullmatch(kind) for kind in kinds):
        headers = [*own, _("Group"), *kinds]
        cells = [(group, [where.get((group, kind)) for kind in kinds]) for group in groups]
        lines = [(number, [*(_at(row, place) for place in alone), group, *_picked(row, places)])
                 for number, row in below for group, places in cells
                 if any(each is not None for each in _picked(row, places))]  # fmt: skip
    else:
        headers = [*own, _("Upper header"), _("Lower header"), _("Value")]
        lines = [(number, [*(_at(row, each) for each in alone), upper[place], lower[place], row[place]])
                 for number, row in below for place in parted if _at(row, place) is not None]  # fmt: skip
    if len(lines) > MOST_ROWS:
        raise too_many_rows()
    told = _(
        "The header has two rows: {upper} above, {lower} below. I made columns of them, and several rows of each row."
    )
    said = told.format(upper=", ".join(groups[:5]), lower=", ".join(kinds[:5]))
    return _made(_headers(headers, len(headers)), lines, [*notes, said], sheet)


def _picked(row: Sequence[Cell], places: Sequence[int | None]) -> list[Cell]:
    return [_at(row, place) if place is not None else None for place in places]


# Dates in the header.


def _dates_across(head: Sequence[Cell], below: Sequence[Numbered]) -> list[int]:
    """The columns that are headed by a date or another time and hold figures, if they are two at least."""
    texts = [cell for cell in head if cell is not None and not _is_time(cell)]
    times = [place for place, cell in enumerate(head) if _is_time(cell)]
    looked = [row for _number, row in below[:LOOKED_AT]]
    if len(times) < 2 or any(_is_datum(cell) for cell in texts) or not (texts or _labelled(looked, times)):
        return []
    cells = [cell for row in looked for place in times if not is_blank(cell := _at(row, place))]
    return times if cells and 2 * sum(is_figure(cell) for cell in cells) > len(cells) else []


def _labelled(rows: Sequence[Sequence[Cell]], times: Sequence[int]) -> bool:
    """Whether the rows below the dates begin with a name, though no header stands over it."""
    return 0 not in times and any(isinstance(cell := _at(row, 0), str) and not _is_datum(cell) for row in rows)


def _is_time(cell: Cell) -> bool:
    """Whether a header is a day, a month, a quarter or a year."""
    if is_blank(cell):
        return False
    said = shown(cell)
    if isinstance(cell, float) or is_figure(cell):
        return YEAR.fullmatch(said) is not None
    try:
        read_date(said)
    except NotADay as trouble:
        named = trouble.trouble in (DayTrouble.TWO_WAYS, DayTrouble.NO_YEAR)
        return named or (trouble.trouble is DayTrouble.STRETCH and any(sign.isdecimal() for sign in said))
    return True


def _series(rows: Sequence[Numbered], head: int, across: Sequence[int], notes: Sequence[str], sheet: str) -> Table:
    """One row for each number, with its date: or one for each date, where the rows name the number of people."""
    line, below = rows[head][1], rows[head + 1 :]
    told = [*notes, *_above(rows, head), _("The dates stand across: I read each row as a series.")]
    others = [place for place in range(len(line)) if place not in across and (place == 0 or line[place] is not None)]
    labels = [shown(_at(row, others[0])) for _number, row in below]
    if len(others) == 1 and any(PEOPLE.fullmatch(label) for label in labels) and len(set(labels)) == len(labels):
        turned = [(rows[head][0], [line[place], *(_at(row, place) for _number, row in below)]) for place in across]
        return _made(_headers([_("Date"), *labels], len(labels) + 1), turned, told, sheet)
    own = [
        _("Measure") if (len(others) == 1 and _heads_dates(line[place])) or line[place] is None else shown(line[place])
        for place in others
    ]
    lines = list(_numbers(below, line, others, across))
    headers = [*own, _("Date"), _("Value")]
    return _made(_headers(headers, len(headers)), lines, told, sheet)


def _heads_dates(cell: Cell) -> bool:
    """Whether the corner of a table names its header ("Date", "Week of") instead of the column below."""
    return re.match(r"(?:date|week|month|quarter|term|year|when)\b", shown(cell), re.IGNORECASE) is not None


def _numbers(
    below: Sequence[Numbered], head: Sequence[Cell], others: Sequence[int], across: Sequence[int]
) -> Iterator[Numbered]:
    count = 0
    for number, row in below:
        for place in across:
            if is_blank(_at(row, place)):
                continue
            count += 1
            if count > MOST_ROWS:
                raise too_many_rows()
            yield number, [*(_at(row, each) for each in others), shown(head[place]), _at(row, place)]
