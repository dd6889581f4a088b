"""Two rows of headers in a table: groups or dates above, what was measured of each below."""

from collections.abc import Sequence
from itertools import pairwise

from pdsa.figure_table import Table
from pdsa.table_cells import Cell, shown
from pdsa.text import _
from storage.files.sheet_grid import MOST_ROWS, Numbered, too_many_rows
from storage.files.table_cells import PEOPLE, at, headers, made, only_names


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
