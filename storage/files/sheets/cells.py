"""Turns what stands in one cell into a text, a date, a number: or into what is wrong with it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from storage.files.sheets import words
from storage.files.sheets.layout import Column, Kind

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
LARGEST = 1e12
LONGEST_DATE = 40
ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]0?0:00(?::00(?:\.0+)?)?)?")
US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
NAMED_DATES = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
PLAIN_NUMBER = re.compile(r"[+-]?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})?(?:\.\d{1,15})?(?<=\d)\s?%?")
ESCAPED = re.compile(r"_x(005F|000D|000A|0009)_", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s<>,;:\"()]{1,64}@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"().]{2,}")


class Bad(Exception):
    """A cell that will not do: what was found in it, and what would do."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(found, wanted)
        self.found = found
        self.wanted = wanted


@dataclass(frozen=True)
class Found:
    """One cell as the file has it. `percent` says that the spreadsheet shows the number times 100, with a "%"."""

    value: object = None
    is_formula: bool = False
    is_error: bool = False
    percent: bool = False

    @property
    def blank(self) -> bool:
        if self.is_formula:
            return False
        return not clean(self.value).strip() if isinstance(self.value, str) else self.value is None


EMPTY = Found()


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


def checked(cell: Found) -> Found:
    """The cell, unless it is one that can mean nothing here. Raises Bad for a formula or an error value."""
    if cell.is_formula:
        raise Bad(*words.formula())
    if cell.is_error:
        raise Bad(*words.error_value(str(cell.value)))
    return cell


def text(cell: Found, column: Column) -> str:
    """The cell as a trimmed text within the column's limit. Raises Bad."""
    said = clean(shown(checked(cell).value))
    said = said.strip() if column.kind is Kind.PROSE else " ".join(said.split())
    if len(said) > column.limit:
        raise Bad(*words.too_long(len(said), column.limit))
    return said


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


def day(cell: Found) -> date:
    """The cell as a day. Raises Bad, also for a text that could be one of two days."""
    value = checked(cell).value
    if isinstance(value, datetime):
        found = value.date()
    elif isinstance(value, date):
        found = value
    else:
        found = _written_day(clean(shown(value)).strip())
    if not EARLIEST <= found <= LATEST:
        raise Bad(words.quoted(found.isoformat()), words.want_date())
    return found


def _written_day(said: str) -> date:
    if iso := ISO_DATE.fullmatch(said):
        return _made_day(said, iso[1], iso[2], iso[3])
    if american := US_DATE.fullmatch(said):
        month, second, year = american.groups()
        first = _made_day(said, year, month, second)
        if int(second) <= 12 and month != second:
            raise Bad(*words.ambiguous_date(said, first, _made_day(said, year, second, month)))
        return first
    if len(said) > LONGEST_DATE:
        raise Bad(words.quoted(said), words.want_date())
    plain = " ".join(said.replace(",", " ").replace(".", " ").split())
    for pattern in NAMED_DATES:
        try:
            return datetime.strptime(plain, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Bad(words.quoted(said), words.want_date())


def _made_day(said: str, year: str, month: str, day_: str) -> date:
    try:
        return date(int(year), int(month), int(day_))
    except ValueError:
        raise Bad(words.quoted(said), words.want_date()) from None


def number(cell: Found) -> float:
    """The cell as a number, as the spreadsheet shows it: 54% is 54. Raises Bad."""
    value = checked(cell).value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not abs(value) <= LARGEST:  # not written the other way round: what is no number must fail, too
            raise Bad(words.quoted(shown(value)), words.want_number())
        found = round(float(value) * 100, 10) if cell.percent else float(value)
    else:
        said = clean(shown(value)).strip().replace("\u2212", "-")
        if not PLAIN_NUMBER.fullmatch(said):
            raise Bad(words.quoted(said), words.want_number())
        found = float(said.rstrip("% ").replace(",", ""))
    if abs(found) > LARGEST:
        raise Bad(words.quoted(shown(value)), words.want_number())
    return found


def whole(cell: Found, low: int, high: int, wanted: str) -> int:
    """The cell as a whole number from `low` to `high`. Raises Bad, with `wanted` as what would do."""
    try:
        found = number(cell)
    except Bad as bad:
        raise Bad(bad.found, wanted if bad.wanted == words.want_number() else bad.wanted) from None
    if not found.is_integer() or not low <= found <= high:
        raise Bad(words.quoted(shown(cell.value)), wanted)
    return int(found)


def email(cell: Found, column: Column) -> str:
    """The cell as an e-mail address in lower case. Raises Bad."""
    said = text(cell, column)
    visible = "".join(c for c in said if unicodedata.category(c) != "Cf").removeprefix("mailto:").strip().lower()
    if not EMAIL.fullmatch(visible):
        raise Bad(words.quoted(said), words.want_email())
    return visible
