"""Reads the column *Rhythm*: a word for how often a strategy is asked about, or the days themselves."""

from pdsa.cadence import given_days, spelled
from pdsa.written_dates import parted
from storage.files.sheets import cell_problems, cells
from storage.files.sheets.header_and_rows import SheetRow

NOTHING = {"", "-", "–", "—", "n/a", "na", "none"}
"""What people write where they have nothing to say."""


def rhythm(row: SheetRow) -> str:
    """The rhythm that a row names, as it rests in the table; empty where it names none. What it cannot mean is noted as
    a problem.
    """
    written = row.text("rhythm")
    if written.casefold() in NOTHING:
        return ""
    if found := spelled(written):
        return found.text
    try:
        return given_days(tuple(cells.day(cells.SheetCell(part)) for part in parted(written))).text
    except cells.Bad:
        row.wrong("rhythm", written, cell_problems.want_rhythm())
        return ""
