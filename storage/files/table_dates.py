"""One column of days for dates in two or three columns, or counted from 1904 as Excel on Macs once did."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from pdsa.column_guess import guess
from pdsa.figure_table import Table
from pdsa.names import folded
from pdsa.table_cells import FIRST_SERIAL, Cell, counted_day, is_blank, shown
from pdsa.text import _
from pdsa.written_dates import is_month

NAMES = {"year": ("year", "yr", "año", "ano"), "month": ("month", "mo", "mes"), "day": ("day", "día", "dia")}
"""The headers over the parts of a date."""
SINCE_1904 = date(1904, 1, 1) - FIRST_SERIAL


def put_together(table: Table) -> Table:
    """The table with one column for its dates, where the year and the month (and the day) stand in columns of their
    own; as it is where they do not.
    """
    places = {part: place for part in NAMES if (place := _headed(table.headers, NAMES[part])) is not None}
    if not {"year", "month"} <= places.keys() or not all(_fits(table, part, place) for part, place in places.items()):
        return table
    parts = sorted(places.values())
    first, others = parts[0], parts[1:]

    def joined(row: Sequence[Cell]) -> tuple[Cell, ...]:
        day = _written(*(shown(table.cell(row, places.get(part))) for part in ("year", "month", "day")))
        return tuple(day if place == first else cell for place, cell in enumerate(row) if place not in others)

    named = tuple(_("Date") if place == first else header for place, header in enumerate(table.headers)
                  if place not in others)  # fmt: skip
    told = _("I read {columns} together as the date.").format(columns=", ".join(table.headers[n] for n in parts))
    return replace(table, headers=named, rows=tuple(map(joined, table.rows)), notes=(*table.notes, told))


def counted_from_1904(table: Table) -> Table:
    """The table of a workbook that counts days from 1904, with the days in the place of their numbers."""
    supposed = guess(table)
    if supposed.day is None or not supposed.serials:
        return table
    place = supposed.day

    def dated(row: Sequence[Cell]) -> tuple[Cell, ...]:
        cell = table.cell(row, place)
        day = counted_day(cell) if isinstance(cell, float) else None
        return tuple(str(day + SINCE_1904) if day and n == place else each for n, each in enumerate(row))

    told = _("This workbook counts its days from 1904: I read the numbers in “{header}” so.")
    notes = (*table.notes, told.format(header=table.headers[place]))
    return replace(table, rows=tuple(map(dated, table.rows)), notes=notes)


def _headed(headers: Sequence[str], names: Sequence[str]) -> int | None:
    found = [place for place, header in enumerate(headers) if folded(header) in names]
    return found[0] if len(found) == 1 else None


def _fits(table: Table, part: str, place: int) -> bool:
    """Whether a column holds what its header says, as far as it is filled."""
    cells = [shown(cell) for cell in table.column(place) if not is_blank(cell)]
    return bool(cells) and all(PARTS[part](said) for said in cells)


PARTS: dict[str, Callable[[str], bool]] = {
    "year": lambda said: said.isdecimal() and len(said) == 4,
    "month": lambda said: is_month(said) or (said.isdecimal() and 1 <= int(said) <= 12),
    "day": lambda said: said.isdecimal() and 1 <= int(said) <= 31,
}


def _written(year: str, month: str, day: str) -> Cell:
    """The parts as one date that people write; what is there alone where a part of it is missing."""
    if not year or not month:
        return year or month or None
    if month.isdecimal():
        return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    return f"{day} {month} {year}".strip()
