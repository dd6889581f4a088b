"""The headers of a table in rows of cells: two rows of them, names that head the rows below, headers written again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pdsa.cell_reading import Cell, Unfit, is_figure, read_day, shown
from pdsa.figure_table import Table
from pdsa.names import folded
from pdsa.text import _
from storage.files.sheet_grid import MOST_ROWS, Numbered, too_many_rows

LOOKED_AT = 50
LONGEST_HEADER = 100
PEOPLE = re.compile(
    r"n|#|count|students?|people|respondents?|responses|enrolled|enrollment|number (?:of|tested).*", re.I
)
"""What stands over, or before, the numbers of people."""
REMARK = re.compile(
    r"\*|\(|(?:note|notes|source|sources|total|totals|see|page|printed|prepared|data as of)\b", re.IGNORECASE
)


def upper_of(rows: Sequence[Numbered], head: int) -> tuple[Cell, ...] | None:
    """The row above a header that parts it into groups, each written over all of its columns; None where none does."""
    if not head or rows[head - 1][0] != rows[head][0] - 1 or not only_names(rows[head - 1][1]):
        return None
    above, lower = rows[head - 1][1], rows[head][1]
    width = max(len(above), len(lower))
    spread = spread_over(above, lower)
    own = [shown(at(lower, place)).casefold() for place in range(width) if _is_parted(spread, lower, place)]
    merged = any(a is not None and a == b for a, b in pairwise(above)) and len(set(above)) > 1
    gaps = any(at(lower, place) is None and at(above, place) is not None for place in range(width))
    if not own or not (len(set(own)) < len(own) or merged or gaps):
        return None
    return spread if is_clear(spread, lower) else _in_turn(spread, lower) or spread


def spread_over(above: Sequence[Cell], lower: Sequence[Cell]) -> tuple[Cell, ...]:
    """Each name of the upper row over all columns that follow it and have a name below."""
    spread: list[Cell] = []
    for place in range(max(len(above), len(lower))):
        name, under = at(above, place), at(lower, place)
        before = spread[-1] if spread and at(lower, place - 1) is not None else None
        spread.append(name if name is not None else before if under is not None else None)
    return tuple(spread)


def is_clear(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether it is certain which columns are a group's: none has a name twice, and none stands before them all."""
    width = max(len(upper), len(lower))
    parted = [place for place in range(width) if _is_parted(upper, lower, place)]
    named = [(shown(upper[place]), shown(lower[place])) for place in parted]
    alone = {shown(at(lower, place)) for place in range(width) if place not in parted} - {""}
    return len(set(named)) == len(named) and not alone & {kind for _group, kind in named}


def unclear(above: Sequence[Cell]) -> str:
    """That it is not certain which columns the names in an upper row are over."""
    told = _(
        "The row above the header names {names}, and I cannot tell which columns are whose. Write each name over the "
        "first of its columns, or tell me one column after another."
    )
    names = list(dict.fromkeys(shown(cell) for cell in above if cell is not None))
    return told.format(names=", ".join(names[:5]))


def _in_turn(upper: Sequence[Cell], lower: Sequence[Cell]) -> tuple[Cell, ...] | None:
    """The groups where their names stand in the middle of their columns, or at the end: the same columns come again
    and again, as often as there are groups. None where they do not.
    """
    kinds = {shown(at(lower, place)) for place in range(len(upper)) if _is_parted(upper, lower, place)}
    places = [place for place, cell in enumerate(lower) if cell is not None and shown(cell) in kinds]
    groups = list(dict.fromkeys(shown(upper[place]) for place in places if at(upper, place) is not None))
    per_group, left = divmod(len(places), max(len(groups), 1))
    names = [shown(lower[place]) for place in places]
    if left or not per_group or names != names[:per_group] * len(groups):
        return None
    turned = dict(zip(places, (group for group in groups for _column in range(per_group)), strict=True))
    return tuple(turned.get(place, upper[place] if at(lower, place) is None else None) for place in range(len(upper)))


def _is_parted(upper: Sequence[Cell], lower: Sequence[Cell], place: int) -> bool:
    """Whether a column belongs to a group of columns, and is named below it."""
    return at(upper, place) is not None and at(lower, place) is not None and at(upper, place) != at(lower, place)


def grouped(
    upper: Sequence[Cell],
    lower: Sequence[Cell],
    below: Sequence[Numbered],
    notes: Sequence[str],
    sheet: str,
    *,
    dates: bool = False,
) -> Table:
    """One row for each row and group: a column says which group; or, where no number of people stands beside the
    values, one row for each single number, with a column for each of the two headers.

    `dates` says that dates stand above.
    """
    width = max(len(upper), len(lower))
    parted = [place for place in range(width) if _is_parted(upper, lower, place)]
    alone = [place for place in range(width) if place not in parted]
    own = [shown(at(lower, place)) or shown(at(upper, place)) or _("Column {n}").format(n=place + 1) for place in alone]
    groups = list(dict.fromkeys(shown(upper[place]) for place in parted))
    kinds = list(dict.fromkeys(shown(lower[place]) for place in parted))
    where = {(shown(upper[place]), shown(lower[place])): place for place in parted}
    if len(kinds) == 1 or any(PEOPLE.fullmatch(kind) for kind in kinds):
        names = [*own, _("Date") if dates else _("Group"), *kinds]
        cells = [(group, [where.get((group, kind)) for kind in kinds]) for group in groups]
        lines = [(number, [*(at(row, place) for place in alone), group, *_picked(row, places)])
                 for number, row in below for group, places in cells
                 if any(each is not None for each in _picked(row, places))]  # fmt: skip
    else:
        over = _("Date") if dates else _("Upper header")
        names = [*own, over, _("Lower header"), _("Value")]
        lines = [(number, [*(at(row, each) for each in alone), upper[place], lower[place], row[place]])
                 for number, row in below for place in parted if at(row, place) is not None]  # fmt: skip
    if len(lines) > MOST_ROWS:
        raise too_many_rows()
    told = _(
        "The header has two rows: {upper} above, {lower} below. I made columns of them, and several rows of each row."
    )
    said = told.format(upper=", ".join(groups[:5]), lower=", ".join(kinds[:5]))
    return made(headers(names, len(names)), lines, [*notes, said], sheet)


def _picked(row: Sequence[Cell], places: Sequence[int | None]) -> list[Cell]:
    return [at(row, place) if place is not None else None for place in places]


def at(row: Sequence[Cell], place: int) -> Cell:
    """The cell in a row, which may be shorter."""
    return row[place] if place < len(row) else None


def only_names(row: Sequence[Cell]) -> bool:
    """Whether a row only names things: two different texts at least, and neither date nor number among them."""
    said = [cell for cell in row if cell is not None]
    return len(set(said)) >= 2 and not any(is_datum(cell) for cell in said)


def is_line(row: Sequence[Cell]) -> bool:
    """Whether a row is one of a table's: it has two numbers or dates at least."""
    return sum(is_datum(cell) for cell in row if cell is not None) >= 2


def is_datum(cell: Cell) -> bool:
    """Whether a cell is a number or a day."""
    if isinstance(cell, float) or is_figure(cell):
        return True
    try:
        read_day(cell)
    except Unfit:
        return False
    return True


def headers(line: Sequence[Cell], width: int) -> tuple[str, ...]:
    """A header for each column, all different: what the file says, else the column's number."""
    names: list[str] = []
    for place in range(width):
        cell = at(line, place)
        said = shown(cell)[:LONGEST_HEADER] if cell is not None else _("Column {n}").format(n=place + 1)
        names.append(said if said not in names else f"{said} ({place + 1})")
    return tuple(names)


def made(names: tuple[str, ...], rows: Sequence[Numbered], notes: Sequence[str], sheet: str) -> Table:
    """A table of these rows."""
    return Table(names, tuple(tuple(row) for _number, row in rows), tuple(number for number, _row in rows), sheet,
                 notes=tuple(notes))  # fmt: skip


@dataclass(frozen=True)
class Sections:
    """A header, the rows below it, and sentences about how they were read. `from_above`: the row above heads some."""

    header: Sequence[Cell]
    rows: Sequence[Numbered]
    notes: Sequence[str] = ()
    from_above: bool = False


def in_sections(rows: Sequence[Numbered], head: int, width: int) -> Sections:
    """The table below a header.

    Where rows hold one name and nothing else, a column says under which of them each row stands. Below the last row of
    figures such a name heads nothing, and stays.
    """
    header = rows[head][1]
    below = [each for each in rows[head + 1 :] if not _is_again(each[1], header)]
    again = len(rows) - head - 1 - len(below)
    first = next((place for place, cell in enumerate(header) if cell is not None), 0)
    names = {
        place for place in range(len(below) - 1) if _heads(below[place][1], first) and not _is_name(below[place + 1][1])
    }
    notes = [_("The header is written again further down: I passed over that.")] if again else []
    if not names:
        return Sections(header, below, notes)
    from_above = head > 0 and again > 0 and _is_name(rows[head - 1][1])
    section = shown(_only(rows[head - 1][1])) if from_above else None
    sectioned_rows: list[Numbered] = []
    section_names = [section] if section else []
    for place, (number, row) in enumerate(below):
        if place in names:
            section = shown(_only(row))
            section_names.append(section)
            continue
        whole = not _is_name(row)
        sectioned_rows.append((number, [*row, *[None] * (width - len(row)), section if whole else None]))
    told = _("Names that stand alone in a row head the rows below them ({names}): I made a column of them.")
    notes.append(told.format(names=", ".join(dict.fromkeys(section_names[:5]))))
    return Sections([*header, *[None] * (width - len(header)), _("Group")], sectioned_rows, notes, from_above)


def _is_again(row: Sequence[Cell], header: Sequence[Cell]) -> bool:
    """Whether a row is the header once more."""
    return _texts(row) == _texts(header)


def _texts(row: Sequence[Cell]) -> list[str]:
    texts = [folded(shown(cell)) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _is_name(row: Sequence[Cell]) -> bool:
    """Whether a row holds one text and nothing else; a merged cell holds it several times."""
    return len({cell for cell in row if cell is not None}) == 1 and isinstance(_only(row), str)


def _heads(row: Sequence[Cell], first: int) -> bool:
    """Whether a row's only text stands in the first column, where names do, and is no remark."""
    said = row[first] if first < len(row) else None
    return _is_name(row) and isinstance(said, str) and not REMARK.match(said)


def _only(row: Sequence[Cell]) -> Cell:
    return next((cell for cell in row if cell is not None), None)
