"""One cell of a table that somebody sent: the day, number or name in it, or why it will not do."""

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from pdsa import written_dates, written_numbers
from pdsa.names import folded
from pdsa.written_dates import DayTrouble, NotADay, Order
from pdsa.written_numbers import LARGEST, Decimal, NotANumber, NumberTrouble

Cell = str | float | None
MOST_PEOPLE = 10_000_000
LONGEST_NAME = 200
DIGITS = 12
"""Spreadsheets show no more digits than 15, of which the last are noise: 4.199999999999999 is 4.2."""
UNKEPT = "=?"
"""What stands, with the cell's name, for a formula whose value the file does not keep."""
FIRST_SERIAL = date(1899, 12, 30)
"""The day that spreadsheets count as 0."""


DITTO = frozenset(('"', "''", "\u3003", "ditto", "do.", "same", "same as above", "as above", "idem"))


class Flaw(StrEnum):
    """Why a row cannot be used."""

    NO_DAY = "no date"
    BAD_DAY = "not a date"
    NO_SUCH_DAY = "a day that the calendar does not have"
    STRETCH = "longer than a day"
    NO_YEAR = "a date without a year"
    NO_VALUE = "no value"
    BAD_VALUE = "not a number"
    UNCLEAR = "more than one number"
    MARKED = "a number with a mark"
    HIDDEN = "hidden for a small group"
    FORMULA = "a formula"
    ERROR = "an error of the spreadsheet"
    NO_MEASURE = "no measure"
    NO_GROUP = "no group"
    LONG_NAME = "a name that is too long"
    BAD_N = "not a number of people"
    OTHER_VALUE = "another value for the same measure, date and group"
    NOT_THEIRS = "a measure of somebody else"


DAYS = {
    DayTrouble.NOTHING: Flaw.NO_DAY,
    DayTrouble.NO_SUCH_DAY: Flaw.NO_SUCH_DAY,
    DayTrouble.STRETCH: Flaw.STRETCH,
    DayTrouble.NO_YEAR: Flaw.NO_YEAR,
}
NUMBERS = {
    NumberTrouble.NOTHING: Flaw.NO_VALUE,
    NumberTrouble.UNCLEAR: Flaw.UNCLEAR,
    NumberTrouble.MARKED: Flaw.MARKED,
    NumberTrouble.HIDDEN: Flaw.HIDDEN,
}


class Unfit(Exception):
    """A cell that will not do."""

    def __init__(self, why: Flaw, cell: Cell = None) -> None:
        super().__init__(why)
        self.why = why
        self.found = "" if cell is None else str(cell)


def name_in(cell: Cell) -> str:
    """The name in a cell, empty where there is none. Raises Unfit."""
    check_usable(cell)
    name = shown(cell)
    if len(name) > LONGEST_NAME:
        raise Unfit(Flaw.LONG_NAME, name)
    return name


def people_in(cell: Cell, comma: bool) -> int | None:
    """How many people a cell says a number is of, None where it says nothing. Raises Unfit."""
    if is_blank(cell):
        return None
    try:
        number = read_number(cell, comma=comma)
    except Unfit as unfit:
        raise Unfit(Flaw.HIDDEN if unfit.why is Flaw.HIDDEN else Flaw.BAD_N, unfit.found) from None
    if not number.is_integer() or not 0 <= number <= MOST_PEOPLE:
        raise Unfit(Flaw.BAD_N, cell)
    return int(number)


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and written_numbers.says_nothing(cell))


def names_nobody(cell: Cell) -> bool:
    """Whether a cell leaves open whom it means: it says nothing, or no more than that it is as above."""
    return is_blank(cell) or (isinstance(cell, str) and is_ditto(cell))


def is_ditto(text: str) -> bool:
    """Whether a text says that the same is meant as above."""
    return folded(text) in DITTO


def shown(cell: Cell) -> str:
    """A cell on one line: whole numbers without ".0"."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < LARGEST else str(cell)
    return " ".join((cell or "").split())


def check_usable(cell: Cell) -> None:
    """Raises Unfit for a formula and for what a spreadsheet writes where one went wrong ("#DIV/0!")."""
    if isinstance(cell, str) and cell.startswith("="):
        raise Unfit(Flaw.FORMULA, cell)
    if isinstance(cell, str) and re.fullmatch(r"#[A-Z0-9/]+[!?]?", cell.strip()):
        raise Unfit(Flaw.ERROR, cell)


def read_day(cell: Cell, *, day_first: bool = False, serials: bool = False) -> date:
    """The day that a cell names; of a month its last one, of a numbered week its Monday. Raises Unfit.

    With `serials` a number is a day as spreadsheets count them, or one written together (20260914).
    """
    if is_blank(cell):
        raise Unfit(Flaw.NO_DAY)
    check_usable(cell)
    if serials and (counted := counted_day(cell)):
        return counted
    if re.fullmatch(r"\d{1,2}", shown(cell)):  # in a date's column: week 37, period 2
        raise Unfit(Flaw.STRETCH, shown(cell))
    try:
        return _written_day(shown(cell), Order.DAY_FIRST if day_first else Order.MONTH_FIRST)
    except NotADay as trouble:
        raise Unfit(DAYS.get(trouble.trouble, Flaw.BAD_DAY), shown(cell)) from None


@lru_cache(maxsize=4096)
def _written_day(said: str, order: Order) -> date:
    """Remembered: a table says the same few days again and again."""
    return written_dates.read_day(said, order, stretches=True)


def counted_day(cell: Cell) -> date | None:
    """The day that a number means, if it can: 46268 as spreadsheets count days, 20260903 written together."""
    digits = shown(cell)
    if not re.fullmatch(r"\d{5}(?:\.\d{1,12})?|\d{8}", digits):
        return None
    try:
        together = len(digits) == 8 and "." not in digits
        found = date.fromisoformat(digits) if together else FIRST_SERIAL + timedelta(days=int(digits[:5]))
    except ValueError:
        return None
    return found if written_dates.EARLIEST <= found <= written_dates.LATEST else None


def is_figure(cell: Cell) -> bool:
    """Whether a cell means to be a number: however its decimals are written, hidden, with a mark, or not clear."""
    for comma in (False, True):
        try:
            read_number(cell, comma=comma)
        except Unfit as unfit:
            if unfit.why in (Flaw.HIDDEN, Flaw.MARKED, Flaw.UNCLEAR):
                return True
        else:
            return True
    return False


def read_number(cell: Cell, *, comma: bool = False) -> float:
    """The number in a cell, "54%" as 54. Raises Unfit. `comma` says that a decimal comma is meant."""
    if isinstance(cell, float) and not abs(cell) < LARGEST:  # not the other way round: what is no number must fail, too
        raise Unfit(Flaw.BAD_VALUE, cell)
    if isinstance(cell, float):
        return cell
    check_usable(cell)
    try:
        found = written_numbers.read_number(cell or "", Decimal.COMMA if comma else Decimal.POINT)
        return float(f"{found:.{DIGITS}g}")
    except NotANumber as trouble:
        raise Unfit(NUMBERS.get(trouble.trouble, Flaw.BAD_VALUE), cell) from None
