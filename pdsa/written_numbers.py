"""The one reader of the numbers that people write in a plan, a table, a form or a message. The unclear stays unread."""

import decimal
import re
from enum import StrEnum

from pdsa.look_alike_signs import plain

LARGEST = 1e12
LONGEST = 40
USUAL = re.compile(r"-?[0-9]{1,11}(?:\.[0-9]{1,9})?")
"""What nearly every number looks like, and what reads one way only."""
SIGNED = re.compile(r"[+-]?[\d.,' ]*\d\.?")
MARKS = (
    r"(?:[*†‡§#^~¹²³⁰⁴-⁹ª]+|\^\w{1,2}|\[\w{1,3}\]|\(\w\)|\((?:est|prov|prelim|estimated?|provisional|preliminary)\.?\))"
)
MARKED = re.compile(
    rf"{MARKS} ?[+-]?[\d.,' ]*\d ?%?|[+-]?[\d.,' ]*\d ?%? ?{MARKS}|(?:c\.|ca\.?|about|approx\.?) ?[\d.,' ]*\d ?%?",
    re.IGNORECASE,
)
"""A number and something beside it: a footnote's sign, or that it is a guess."""
PERCENT = re.compile(r" ?(?:%|percent|per cent)$", re.IGNORECASE)
NOTHING_SAID = frozenset({"", "-", "--", "n/a", "na", "nan", "null", "none", ".", "..", "..."})
"""What stands where there is no value; every dash is read as "-"."""
FEW = r"(?:\d{1,4}(?:[.,]\d+)? ?%?|five|ten|twenty)"
PEOPLE = r"(?: (?:students?|pupils?|people|respondents?|responses|staff|families))?"
HIDDEN = re.compile(
    rf"\*+|[†‡]+|(?:n ?)?=? ?(?:<|>|≤|≥|<=|>=) ?{FEW}{PEOPLE} ?\*?"
    rf"|(?:fewer|less|under|more|over|below|above)(?: than)? (?:{FEW}|min(?:imum)?(?: n)?){PEOPLE}"
    rf"|{FEW} or (?:fewer|less|more){PEOPLE}"
    r"|(?:data |value |is |was |count )?(?:suppressed|redacted|masked|withheld|hidden|not (?:shown|disclosed))"
    r"(?: (?:for|due to) (?:privacy|small n|small (?:group|cell|count)s?))?|supp?\.?|ds|s"
    rf"|(?:n |n[- ]size )?too (?:few|small){PEOPLE}(?: to (?:report|show|display))?|small (?:n|group|cell)"
    r"|(?:n/a|na) ?(?:\(|for |- ?)?small (?:n|group|cell)s?|insufficient (?:n|data|students)|(?:for )?privacy"
    r"|[01] ?(?:-|to) ?[49]",
    re.IGNORECASE,
)
BESIDE_HIDDEN = re.compile(r"[\[(]?(?P<sign>[^\[\]()]+?)[\])]?(?: [\[(](?:suppressed|redacted|masked|small n)[\])])?")
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
    """A text that is not read as a number; `text` is the text on one line."""

    def __init__(self, trouble: NumberTrouble, text: str = "") -> None:
        super().__init__(trouble, text)
        self.trouble = trouble
        self.text = text


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
    written = plain(text)
    if written.casefold() in NOTHING_SAID:
        raise NotANumber(NumberTrouble.NOTHING, written)
    if _is_hidden(written):
        raise NotANumber(NumberTrouble.HIDDEN, written)
    bare = PERCENT.sub("", written)
    if len(bare) > LONGEST or not SIGNED.fullmatch(bare):
        marked = len(written) <= LONGEST and MARKED.fullmatch(written)
        raise NotANumber(NumberTrouble.MARKED if marked else NumberTrouble.NO_NUMBER, written)
    number = _read(bare, decimal)
    if number is None:
        raise NotANumber(NumberTrouble.UNCLEAR, written)
    if not abs(number) < LARGEST:
        raise NotANumber(NumberTrouble.TOO_LARGE, written)
    return number


def _is_hidden(said: str) -> bool:
    """Whether a text says that a number is hidden, perhaps in brackets, or with the word for it behind."""
    beside = BESIDE_HIDDEN.fullmatch(said) if len(said) <= 2 * LONGEST else None
    return beside is not None and HIDDEN.fullmatch(beside["sign"]) is not None


def _read(bare: str, decimal: Decimal | None) -> float | None:
    unsigned = bare.lstrip("+-")
    if unsigned.endswith(".") and unsigned.count(".") == 1:
        unsigned = unsigned[:-1]
    number = _split(unsigned, decimal or Decimal.POINT)
    if number is None and decimal is None:
        number = _split(unsigned, Decimal.COMMA)
        if number is not None and not _surely_decimal(unsigned):
            return None
    return None if number is None else -number if bare.startswith("-") else number


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
