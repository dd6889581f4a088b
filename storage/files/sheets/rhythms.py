"""Reads the column *Rhythm*: a word for how often a strategy is asked about, or the days themselves."""

import re

from pdsa.cadence import given_days, spelled
from storage.files.sheets import cells, words
from storage.files.sheets.table import Row

DAY_WITH_COMMA = re.compile(r"\w+\.? \d{1,2}, \d{4}")
"""A day as people write it with a comma inside: "October 15, 2026"."""


def rhythm(row: Row) -> str:
    """The rhythm that a row names, as it rests in the table; empty where it names none. What it cannot mean is noted as
    a problem.
    """
    said = row.text("rhythm")
    if not said:
        return ""
    if found := spelled(said):
        return found.text
    try:
        return given_days(tuple(cells.day(cells.Found(part)) for part in _parts(said))).text
    except cells.Bad:
        row.bad("rhythm", words.quoted(said), words.want_rhythm())
        return ""


def _parts(text: str) -> list[str]:
    """The days of a list, parted by semicolons, or by the commas that are not a day's own."""
    parts = text.split(";") if ";" in text else DAY_WITH_COMMA.findall(text) or text.split(",")
    return [part.strip() for part in parts if part.strip()]
