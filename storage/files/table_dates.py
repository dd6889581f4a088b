"""Dates in a table: in columns of their own, counted from 1904, or across it in its header, each row being a series."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from pdsa.cell_reading import FIRST_SERIAL, Cell, counted_day, is_blank, is_figure, shown
from pdsa.column_guess import guess
from pdsa.figure_table import Table
from pdsa.names import folded
from pdsa.text import _
from pdsa.written_dates import DayTrouble, NotADay, is_month, read_day
from storage.files.sheet_grid import MOST_ROWS, Numbered, too_many_rows
from storage.files.table_headers import LOOKED_AT, PEOPLE, at, headers, is_datum, made, only_names, spread_over

NAMES = {"year": ("year", "yr", "año", "ano"), "month": ("month", "mo", "mes"), "day": ("day", "día", "dia")}
"""The headers over the parts of a date."""
SINCE_1904 = date(1904, 1, 1) - FIRST_SERIAL
YEAR = re.compile(r"(?:19|20)\d\d")
ITEM = re.compile(r"[qt] ?\d{1,3}", re.IGNORECASE)
"""A quarter or term, or a question of a survey: Q1 to Q66."""
MOST_QUARTERS = 4
SUMS = frozenset(("total", "totals", "sum", "average", "mean", "avg", "ytd", "year to date", "change", "difference"))


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


def dates_over(rows: Sequence[Numbered], head: int) -> tuple[Cell, ...] | None:
    """The row of dates above a second row of headers, each written over all of its columns; None where it is none."""
    if head + 2 >= len(rows) or rows[head + 1][0] != rows[head][0] + 1 or not only_names(rows[head + 1][1]):
        return None
    above, lower = rows[head][1], rows[head + 1][1]
    times = [cell for cell in above if _is_time(cell)]
    if len(times) < 2 or any(is_datum(cell) for cell in above if cell is not None and not _is_time(cell)):
        return None
    spread = spread_over([shown(cell) if cell is not None else None for cell in above], lower)
    over = [cell for cell in spread if _is_time(cell)]
    return spread if len(set(over)) < len(over) else None


def dates_across(head: Sequence[Cell], below: Sequence[Numbered], *, counted: bool = False) -> list[int]:
    """The columns that are headed by a date or another time and hold figures, if they are two at least.

    With `counted` the numbers by which spreadsheets count days are dates, too. A table with a column of dates has none
    across.
    """
    times = [place for place, cell in enumerate(head) if _is_time(cell)] or (_counted(head) if counted else [])
    texts = [cell for place, cell in enumerate(head) if cell is not None and place not in times]
    looked = [row for _number, row in below[:LOOKED_AT]]
    if len(times) < 2 or any(is_datum(cell) for cell in texts) or not (texts or _labelled(looked, times)):
        return []
    if _are_questions([shown(head[place]) for place in times]) or _has_dates(looked, times):
        return []
    cells = [cell for row in looked for place in times if not is_blank(cell := at(row, place))]
    return times if cells and 2 * sum(is_figure(cell) for cell in cells) > len(cells) else []


def _counted(head: Sequence[Cell]) -> list[int]:
    """The columns headed by days as spreadsheets count them, one after the other."""
    places = [place for place, cell in enumerate(head) if cell is not None and counted_day(cell)]
    days = [counted_day(head[place]) for place in places]
    return places if all(a and b and a < b for a, b in pairwise(days)) else []


def _are_questions(said: Sequence[str]) -> bool:
    """Whether "Q1" to "Q66" are the questions of a survey: a year has four quarters."""
    return all(ITEM.fullmatch(each) for each in said) and any(int(each[1:]) > MOST_QUARTERS for each in said)


def _has_dates(rows: Sequence[Sequence[Cell]], times: Sequence[int]) -> bool:
    """Whether another column holds the dates."""
    for place in range(max(map(len, rows), default=0)):
        cells = [cell for row in rows if not is_blank(cell := at(row, place))] if place not in times else []
        days = sum(is_datum(cell) and not is_figure(cell) for cell in cells)
        if 2 * days > len(cells):
            return True
    return False


def _labelled(rows: Sequence[Sequence[Cell]], times: Sequence[int]) -> bool:
    """Whether the rows below the dates begin with a name, though no header stands over it."""
    return 0 not in times and any(isinstance(cell := at(row, 0), str) and not is_datum(cell) for row in rows)


def _is_time(cell: Cell) -> bool:
    """Whether a header is a day, a month, a quarter or a year."""
    if is_blank(cell):
        return False
    text = shown(cell)
    if isinstance(cell, float) or is_figure(cell):
        return YEAR.fullmatch(text) is not None
    try:
        read_day(text)
    except NotADay as trouble:
        named = trouble.trouble in (DayTrouble.TWO_WAYS, DayTrouble.NO_YEAR)
        stretch = trouble.trouble is DayTrouble.STRETCH
        return named or (stretch and (is_month(text) or any(sign.isdecimal() for sign in text)))
    return True


def series(rows: Sequence[Numbered], head: int, across: Sequence[int], notes: Sequence[str], sheet: str) -> Table:
    """One row for each number, with its date: or one for each date, where the rows name the number of people."""
    line, below = rows[head][1], rows[head + 1 :]
    all_notes = [*notes, _("The dates stand across: I read each row as a series.")]
    others = [place for place in range(len(line)) if place not in across and (place == 0 or line[place] is not None)]
    sums = [place for place in others[1:] if folded(shown(line[place])) in SUMS]
    others = [place for place in others if place not in sums]
    all_notes += _left_out(line, [*across, *others], below)
    labels = [shown(at(row, others[0])) for _number, row in below]
    if len(others) == 1 and any(PEOPLE.fullmatch(label) for label in labels) and len(set(labels)) == len(labels):
        turned = [(rows[head][0], [line[place], *(at(row, place) for _number, row in below)]) for place in across]
        return made(headers([_("Date"), *labels], len(labels) + 1), turned, all_notes, sheet)
    own = [
        _("Measure") if (len(others) == 1 and _heads_dates(line[place])) or line[place] is None else shown(line[place])
        for place in others
    ]
    lines = list(_numbers(below, line, others, across))
    names = [*own, _("Date"), _("Value")]
    return made(headers(names, len(names)), lines, all_notes, sheet)


def _heads_dates(cell: Cell) -> bool:
    """Whether the corner of a table names its header ("Date", "Week of") instead of the column below."""
    return re.match(r"(?:date|week|month|quarter|term|year|when)\b", shown(cell), re.IGNORECASE) is not None


def _numbers(
    below: Sequence[Numbered], head: Sequence[Cell], others: Sequence[int], across: Sequence[int]
) -> Iterator[Numbered]:
    count = 0
    for number, row in below:
        for place in across:
            if is_blank(at(row, place)):
                continue
            count += 1
            if count > MOST_ROWS:
                raise too_many_rows()
            yield number, [*(at(row, each) for each in others), shown(head[place]), at(row, place)]


def _left_out(head: Sequence[Cell], used: Sequence[int], below: Sequence[Numbered]) -> list[str]:
    """That there are columns below no date, or of sums, which are left out."""
    width = max((len(row) for _number, row in below), default=0)
    lost = [
        place for place in range(width) if place not in used and any(at(row, place) is not None for _n, row in below)
    ]
    names = [shown(at(head, place)) or _("column {n}").format(n=place + 1) for place in lost[:5]]
    return [_("I left out what stands under no date: {names}.").format(names=", ".join(names))] if names else []
