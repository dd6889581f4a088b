"""The one reader of the numbers that people write in a plan, a table, a form or a message. The unclear stays unread."""

import decimal
import re
from enum import StrEnum

from pdsa.signs import plain

LARGEST = 1e12
LONGEST = 40
USUAL = re.compile(r"-?[0-9]{1,11}(?:\.[0-9]{1,9})?")
"""What nearly every number looks like, and what reads one way only."""
SIGNED = re.compile(r"[+-]?[\d.,' ]*\d\.?")
MARKED = re.compile(r"(?P<number>[+-]?[\d.,' ]*\d ?%?) ?(?:[*†‡§¹²³⁰⁴-⁹ª]+|\[\w{1,3}\]|\(\w\))")
PERCENT = re.compile(r" ?(?:%|percent|per cent)$", re.IGNORECASE)
NOTHING_SAID = frozenset({"", "-", "--", "n/a", "na", "nan", "null", "none", ".", "..", "..."})
"""What stands where there is no value; every dash is read as "-"."""
HIDDEN = re.compile(
    r"\*+|(?:n ?)?=? ?(?:<|>|≤|≥|<=|>=) ?\d{1,4}(?:[.,]\d+)? ?%?|(?:fewer|less|under|more|over)(?: than)? \d{1,4} ?%?"
    r"|\d{1,4} or (?:fewer|less)|(?:data |value )?(?:suppressed|redacted|masked|withheld|hidden)|supp?\.?|ds"
    r"|(?:n )?too (?:few|small)(?: to (?:report|show))?|small n|insufficient (?:n|data)",
    re.IGNORECASE,
)
"""What systems write for a group that is too small to show; "*" is what many use."""


class Decimal(StrEnum):
    """The sign between the whole and its parts, where somebody has said which it is."""

    POINT = "."
    COMMA = ","


class NumberTrouble(StrEnum):
    """Why a text is not read as a number."""

    NOTHING = "nothing there"
    NO_NUMBER = "not a number"
    UNCLEAR = "more than one number, or none"
    HIDDEN = "hidden for a small group"
    MARKED = "a number with a mark beside it"
    TOO_LARGE = "too large"


class NotANumber(Exception):
    """A text that is not read as a number; `said` is the text on one line."""

    def __init__(self, trouble: NumberTrouble, said: str = "") -> None:
        super().__init__(trouble, said)
        self.trouble = trouble
        self.said = said


def says_nothing(text: str) -> bool:
    """Whether a text stands for no value."""
    return plain(text).casefold() in NOTHING_SAID


def read_number(text: str, decimal: Decimal | None = None) -> float:
    """The number that a text says, "54%" as 54. Raises NotANumber.

    Groups of three may be parted by commas, spaces or apostrophes. Without `decimal` a point is the decimal sign, and a
    comma where it can be nothing else ("4,2", "1.234,5"). A text that fits neither way is never made to fit.
    """
    if decimal is not Decimal.COMMA and USUAL.fullmatch(text):
        return float(text)
    said = plain(text)
    if said.casefold() in NOTHING_SAID:
        raise NotANumber(NumberTrouble.NOTHING, said)
    if HIDDEN.fullmatch(said):
        raise NotANumber(NumberTrouble.HIDDEN, said)
    bare = PERCENT.sub("", said)
    if len(bare) > LONGEST or not SIGNED.fullmatch(bare):
        marked = len(said) <= LONGEST and MARKED.fullmatch(said)
        raise NotANumber(NumberTrouble.MARKED if marked else NumberTrouble.NO_NUMBER, said)
    found = _read(bare, decimal)
    if found is None:
        raise NotANumber(NumberTrouble.UNCLEAR, said)
    if not abs(found) < LARGEST:
        raise NotANumber(NumberTrouble.TOO_LARGE, said)
    return found


def _read(bare: str, decimal: Decimal | None) -> float | None:
    unsigned = bare.lstrip("+-")
    if unsigned.endswith(".") and unsigned.count(".") == 1:
        unsigned = unsigned[:-1]
    found = _split(unsigned, decimal or Decimal.POINT)
    if found is None and decimal is None:
        found = _split(unsigned, Decimal.COMMA)
        if found is not None and not _surely_decimal(unsigned):
            return None
    return None if found is None else -found if bare.startswith("-") else found


def _split(unsigned: str, decimal: Decimal) -> float | None:
    """The number with this decimal sign and groups parted by one other sign. None where it does not fit."""
    whole, sign, parts = unsigned.rpartition(decimal)
    if not sign:
        whole, parts = unsigned, ""
    if sign and not parts.isdecimal():
        return None
    between = {each for each in whole if not each.isdecimal()}
    if decimal in between or len(between) > 1:
        return None
    if between and not re.fullmatch(r"[1-9]\d{0,2}(?:[^\d]\d{3})+", whole):
        return None
    digits = "".join(each for each in whole if each.isdecimal())
    return float(f"{digits or '0'}.{parts or '0'}") if digits or parts else None


def _surely_decimal(unsigned: str) -> bool:
    """Whether the comma of a text can only be the decimal sign; three digits behind it may be thousands mistyped."""
    whole, _comma, parts = unsigned.partition(",")
    return "." in whole or len(parts) < 3 or whole in ("", "0")


def written(value: float) -> str:
    """A number in digits alone, with all of them: sent back unchanged, it is the same number."""
    digits = f"{decimal.Decimal(repr(float(value))):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
