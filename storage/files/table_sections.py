"""Names that head the rows below them in a table, and headers that are written again: "Cottonwood" above its weeks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pdsa.names import folded
from pdsa.table_cells import Cell, shown
from pdsa.text import _
from storage.files.sheet_grid import Numbered

REMARK = re.compile(
    r"\*|\(|(?:note|notes|source|sources|total|totals|see|page|printed|prepared|data as of)\b", re.IGNORECASE
)


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
