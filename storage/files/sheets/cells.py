"""Turns what stands in one cell into a text, a date, a number: or into what is wrong with it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl.utils.datetime import from_excel

from pdsa import written_numbers
from pdsa.text import _
from pdsa.written_dates import EARLIEST, LATEST, DayTrouble, NotADay, Order, read_day
from pdsa.written_numbers import LARGEST, NotANumber, NumberTrouble, read_number
from storage.files.sheets import cell_problems
from storage.files.sheets.columns import CellKind, SheetColumn

LONGEST_CODE = 40
UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad\u200e\u200f"))
"""Signs that nobody sees and that programs leave behind: nobody could type a code that has one."""
ESCAPED = re.compile(r"_x(005F|000D|000A|0009)_", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s<>,;:\"()]{1,64}@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"().]{2,}")


class Bad(Exception):
    """A cell that will not do: what was found in it, and what would do."""

    def __init__(self, shown_value: str, wanted: str) -> None:
        super().__init__(shown_value, wanted)
        self.found = shown_value
        self.wanted = wanted


@dataclass(frozen=True)
class SheetCell:
    """One cell as the file has it. `percent` says that the spreadsheet shows the number times 100, with a "%".

    `computed` says that the value is the last one of a formula.
    """

    value: object = None
    is_formula: bool = False
    is_error: bool = False
    percent: bool = False
    computed: bool = False

    @property
    def blank(self) -> bool:
        if self.is_formula:
            return False
        return not clean(self.value).strip() if isinstance(self.value, str) else self.value is None


EMPTY = SheetCell()


def clean(text: str) -> str:
    """The text without what no text should hold (control characters, half characters), with plain line breaks."""
    if text.isprintable():  # nearly every text: printable means that there is nothing to take out
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or not _unwanted(c))


def unescaped(text: str) -> str:
    """The text as a spreadsheet shows it: workbooks write some characters as _x000D_, and "_x" itself as _x005F_x."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _unwanted(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or char in ("\ufffe", "\uffff")


def checked(cell: SheetCell) -> SheetCell:
    """The cell, unless it is one that can mean nothing here. Raises Bad for a formula or an error value."""
    if cell.is_formula:
        raise Bad(*cell_problems.formula())
    if cell.is_error:
        raise Bad(*cell_problems.error_value(str(cell.value)))
    return cell


def text(cell: SheetCell, column: SheetColumn) -> str:
    """The cell as a trimmed text within the column's limit. Raises Bad."""
    content = clean(shown(checked(cell).value))
    if column.limit <= LONGEST_CODE:
        content = content.translate(UNSEEN)
    content = content.strip() if column.kind is CellKind.PROSE else " ".join(content.split())
    if len(content) > column.limit:
        raise Bad(*cell_problems.too_long(len(content), column.limit))
    return content


def shown(value: object) -> str:
    """A cell's value as text: whole numbers without ".0", dates as 2026-09-14."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return str(value)


def day(cell: SheetCell, order: Order | None = None) -> date:
    """The cell as a day. Raises Bad, also for a text that could be one of two days and `order` does not tell."""
    value = checked(cell).value
    if isinstance(value, datetime):
        parsed_day = value.date()
    elif isinstance(value, date):
        parsed_day = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        parsed_day = serial_day(value)
    else:
        return _written_day(shown(value), order)
    if not EARLIEST <= parsed_day <= LATEST:
        raise Bad(
            cell_problems.quoted(shown(value) if isinstance(value, int | float) else parsed_day.isoformat()),
            cell_problems.want_date(),
        )
    return parsed_day


def serial_day(value: float) -> date:
    """The day behind a number, as spreadsheets count days: 46268 is 3 Sep 2026. Raises Bad."""
    try:
        made = from_excel(value)
    except (ArithmeticError, ValueError):
        raise Bad(cell_problems.quoted(shown(value)), cell_problems.want_date()) from None
    if not isinstance(made, datetime):
        raise Bad(cell_problems.quoted(shown(value)), cell_problems.want_date())
    return made.date()


def _written_day(written: str, order: Order | None) -> date:
    try:
        return read_day(written, order)
    except NotADay as trouble:
        if trouble.trouble is DayTrouble.TWO_WAYS:
            raise Bad(*cell_problems.ambiguous_date(written, *trouble.readings)) from None
        raise Bad(cell_problems.quoted(written), cell_problems.want_day(trouble.trouble)) from None


def number(cell: SheetCell) -> float:
    """The cell as a number, as the spreadsheet shows it: 54% is 54. Raises Bad."""
    value = checked(cell).value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not abs(value) <= LARGEST:  # not written the other way round: what is no number must fail, too
            raise Bad(cell_problems.quoted(shown(value)), cell_problems.want_number())
        return round(float(value) * 100, 10) if cell.percent else float(value)
    try:
        return read_number(shown(value))
    except NotANumber as trouble:
        raise Bad(cell_problems.quoted(shown(value)), cell_problems.want_number(trouble.trouble)) from None


def is_hidden(cell: SheetCell) -> bool:
    """Whether a cell says that a group is too small for its number to be shown."""
    try:
        number(cell)
    except Bad as bad:
        return bad.wanted == cell_problems.want_number(NumberTrouble.HIDDEN)
    return False


def says_nothing(cell: SheetCell) -> bool:
    """Whether a text stands where there is no number or date yet: "n/a", "-"."""
    return isinstance(cell.value, str) and not cell.is_formula and written_numbers.says_nothing(cell.value)


def whole(cell: SheetCell, low: int, high: int, wanted: str) -> int:
    """The cell as a whole number from `low` to `high`. Raises Bad, with `wanted` as what would do."""
    try:
        parsed_number = number(cell)
    except Bad as bad:
        raise Bad(bad.found, wanted if bad.wanted == cell_problems.want_number() else bad.wanted) from None
    if not parsed_number.is_integer() or not low <= parsed_number <= high:
        raise Bad(cell_problems.quoted(shown(cell.value)), wanted)
    return int(parsed_number)


def email(cell: SheetCell, column: SheetColumn) -> str:
    """The cell as an e-mail address in lower case. Raises Bad."""
    written = text(cell, column)
    visible = "".join(c for c in written if unicodedata.category(c) != "Cf").removeprefix("mailto:").strip().lower()
    if not EMAIL.fullmatch(visible):
        raise Bad(cell_problems.quoted(written), _("Write an e-mail address such as ana@district.example."))
    return visible
