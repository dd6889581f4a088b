"""What a workbook's sheet says beside its cells' values: which are merged, hidden, or worked out by a formula."""

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from openpyxl.utils import coordinate_to_tuple, range_boundaries

MOST_MERGED = 5_000
SIGNS = (b"mergeCell", b"hidden", b"<f", b":f")
"""Without any of these in a sheet's part there is nothing to look for."""


@dataclass
class Marks:
    """Merged ranges as (first column, first row, last column, last row); hidden rows and columns; formulas' cells."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)


def marks_in(part: bytes) -> Marks:
    """The marks in a sheet's part. Raises ExpatError, and ValueError for what no spreadsheet program writes."""
    marks = Marks()
    if any(sign in part for sign in SIGNS):
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = _Listener(marks).start
        parser.EntityDeclHandler = _refuse  # an entity can grow without end
        parser.Parse(part, True)
    return marks


def _refuse(*_declared: Any) -> None:
    raise ValueError("a sheet that declares entities")


class _Listener:
    """Hears the parts of a sheet begin, one after another."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._row = 0
        self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
                if _is_on(attributes):
                    self._marks.hidden_rows.add(self._row)
            case "c":
                at = attributes.get("r")
                self._column = coordinate_to_tuple(at)[1] if at else self._column + 1
            case "f":
                self._marks.formulas.add((self._row, self._column))
            case "col" if _is_on(attributes):
                self._marks.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
            case "mergeCell" if len(self._marks.merged) < MOST_MERGED:
                self._marks.merged.append(_range(attributes.get("ref", "")))


def _is_on(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _range(ref: str) -> tuple[int, int, int, int]:
    first_column, first_row, last_column, last_row = range_boundaries(ref)
    if None in (first_column, first_row, last_column, last_row):
        raise ValueError(ref)
    return first_column, first_row, last_column, last_row
