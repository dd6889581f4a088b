"""One cell of a table that somebody sent: the day, number or name in it, or why it will not do."""

import re
from datetime import date, datetime
from enum import StrEnum

from pdsa.calendar import month_end

Cell = str | float | None
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
MOST_PEOPLE = 10_000_000
LARGEST = 1e12
LONGEST_NAME = 200
ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
NUMBERED_DAY = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: [\d:]+(?: ?[AaPp][Mm])?)?")
NAMED_MONTHS = ("%B %Y", "%b %Y", "%b-%Y", "%b-%y", "%Y-%m", "%m/%Y")
NAMED_DAYS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y")
SPACES = re.compile(r"[\s\u00a0\u202f'’]")
POINTED = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?<=\d)")
COMMAED = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d+)?(?<=\d)")
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+")
NOTHING_SAID = frozenset({"", "-", "–", "—", "n/a", "na", "nan", "null", "none", "*", ".", "..."})
"""What stands in tables where there is no value; "*" is what many use for a group too small to show."""


class Why(StrEnum):
    """Why a row cannot be used."""

    NO_DAY = "no date"
    BAD_DAY = "not a date"
    NO_VALUE = "no value"
    BAD_VALUE = "not a number"
    FORMULA = "a formula"
    ERROR = "an error of the spreadsheet"
    NO_MEASURE = "no measure"
    LONG_NAME = "a name that is too long"
    BAD_N = "not a number of people"
    OTHER_VALUE = "another value for the same measure, date and group"
    NOT_THEIRS = "a measure of somebody else"


class Unfit(Exception):
    """A cell that will not do."""

    def __init__(self, why: Why, cell: Cell = None) -> None:
        super().__init__(why)
        self.why = why
        self.found = "" if cell is None else str(cell)


def name_in(cell: Cell) -> str:
    """The name in a cell, empty where there is none. Raises Unfit."""
    check_usable(cell)
    said = shown(cell)
    if len(said) > LONGEST_NAME:
        raise Unfit(Why.LONG_NAME, said)
    return said


def people_in(cell: Cell, comma: bool) -> int | None:
    """How many people a cell says a number is of, None where it says nothing. Raises Unfit."""
    if is_blank(cell):
        return None
    try:
        found = read_number(cell, comma=comma)
    except Unfit as unfit:
        raise Unfit(Why.BAD_N, unfit.found) from None
    if not found.is_integer() or not 0 <= found <= MOST_PEOPLE:
        raise Unfit(Why.BAD_N, cell)
    return int(found)


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and cell.strip().casefold() in NOTHING_SAID)


def shown(cell: Cell) -> str:
    """A cell on one line: whole numbers without ".0"."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < LARGEST else str(cell)
    return " ".join((cell or "").split())


def check_usable(cell: Cell) -> None:
    """Raises Unfit for a formula and for what a spreadsheet writes where one went wrong ("#DIV/0!")."""
    if isinstance(cell, str) and cell.startswith("="):
        raise Unfit(Why.FORMULA, cell)
    if isinstance(cell, str) and re.fullmatch(r"#[A-Z0-9/]+[!?]?", cell.strip()):
        raise Unfit(Why.ERROR, cell)


def read_day(cell: Cell, *, day_first: bool = False) -> date:
    """The day that a cell names; of a month its last one. Raises Unfit.

    A numbered date with points has its day first, as people write it.
    """
    if is_blank(cell):
        raise Unfit(Why.NO_DAY)
    check_usable(cell)
    said = shown(cell)
    found = _numbered(said, day_first) if len(said) <= 40 else None
    if found is None or not EARLIEST <= found <= LATEST:
        raise Unfit(Why.BAD_DAY, said)
    return found


def _numbered(said: str, day_first: bool) -> date | None:
    try:
        if iso := ISO_DAY.fullmatch(said):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if pair := NUMBERED_DAY.fullmatch(said):
            first, second, year = int(pair[1]), int(pair[3]), int(pair[4])
            year += 2000 if year < 100 else 0
            if first > 12 or (second <= 12 and (day_first or pair[2] == ".")):
                first, second = second, first
            return date(year, first, second)
    except ValueError:
        return None
    plain = " ".join(said.replace(",", " ").replace(".", " ").split())
    for pattern in NAMED_DAYS:
        try:
            return datetime.strptime(plain, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return _end_of_month(plain)


def _end_of_month(said: str) -> date | None:
    """The last day of a month that is named without a day ("Sep 2026"): what was measured in it is known by then."""
    for pattern in NAMED_MONTHS:
        try:
            return month_end(datetime.strptime(said, pattern).date())  # noqa: DTZ007 - a month has no zone
        except ValueError:
            continue
    return None


def read_number(cell: Cell, *, comma: bool = False) -> float:
    """The number in a cell, "54%" as 54. Raises Unfit. `comma` says that a decimal comma is meant."""
    if is_blank(cell):
        raise Unfit(Why.NO_VALUE)
    check_usable(cell)
    if isinstance(cell, float):
        found = cell
    else:
        said = SPACES.sub("", str(cell)).replace("\u2212", "-").removesuffix("%")
        if not (COMMAED if comma else POINTED).fullmatch(said) or len(said) > 30:
            raise Unfit(Why.BAD_VALUE, cell)
        found = float(said.replace(".", "").replace(",", ".") if comma else said.replace(",", ""))
    if not abs(found) < LARGEST:  # not written the other way round: what is no number must fail, too
        raise Unfit(Why.BAD_VALUE, cell)
    return found
