"""Seven plain checks on a long-term goal: they find what its words leave open, and never stand in anybody's way.

SMARTIE is Specific, Measurable, Attainable and ambitious, Relevant, Time-bound, Inclusive, Equitable (domain.md 3.2).
The checks look at the goal's statement and at what was answered to each letter. They cannot tell a good goal from a
poor one: they only see that a date, a number or an answer is not there.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from unicodedata import category, digit, normalize


class Letter(StrEnum):
    """The values are what `Goal.smartie` keeps."""

    SPECIFIC = "S"
    MEASURABLE = "M"
    ATTAINABLE = "A"
    RELEVANT = "R"
    TIME_BOUND = "T"
    INCLUSIVE = "I"
    EQUITABLE = "E"


class Gap(StrEnum):
    """What a check did not find."""

    TOO_SHORT = "S"
    NO_NUMBER = "M"
    NO_REASON_TO_HOPE = "A"
    NO_NEED = "R"
    NO_DATE = "T"
    NOBODY_ELSE_DECIDES = "I"
    NOBODY_LEFT_OUT = "E"

    @property
    def letter(self) -> Letter:
        return Letter(self.value)


ENOUGH_WORDS = 8
ENOUGH_SIGNS = 20
"""A statement with fewer words rarely says who does what and where; in scripts without spaces, with fewer signs."""
EMPTY = frozenset(
    {"", "none", "nobody", "no one", "noone", "nothing", "no", "n/a", "na", "tbd", "tba", "todo", "unknown", "not yet",
     "later", "x", "ninguno", "nadie", "nada", "por definir"}
)  # fmt: skip
"""Answers that say that there is none yet."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)(?:\s?[-/–]\s?(?:20)?\d\d(?!\d))?")
NUMERIC_DATE = re.compile(r"(?<!\d)\d{1,4}([./-])\d{1,2}\1\d{1,4}(?!\d)")
MONTH = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december|(?:by|in|until) may|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b",
    re.IGNORECASE,
)
SPAN = re.compile(
    r"(?:within|in|over|after|next|en|dentro de)\s+(?:the next\s+)?"
    r"(?:\d+|two|three|four|five|six|dos|tres|cuatro|cinco)\s+(?:school\s+)?(?:years?|months?|weeks?|semesters?|terms?|años?|meses|semanas)\b|\b\d+\s?年",
    re.IGNORECASE,
)
NUMBER_WORD = re.compile(
    r"\b(?:half|third|thirds|quarter|quarters|double|twice|triple|every|all|each|none|zero|"
    r"mitad|doble|todos|todas|cada|ninguno)\b|%",
    re.IGNORECASE,
)


def gaps(statement: str, answers: Mapping[str, str], due: date | None = None) -> tuple[Gap, ...]:
    """What is still open, in the order of the letters. `answers` are texts by letter; letters without one are open."""
    is_answered = {letter: answered(answers.get(letter.value, "")) for letter in Letter}
    statement = western(statement)
    checks = (
        (Gap.TOO_SHORT, is_answered[Letter.SPECIFIC] or _long_enough(statement)),
        (Gap.NO_NUMBER, has_number(statement) or has_number(is_answered[Letter.MEASURABLE])),
        (Gap.NO_REASON_TO_HOPE, is_answered[Letter.ATTAINABLE]),
        (Gap.NO_NEED, is_answered[Letter.RELEVANT]),
        (Gap.NO_DATE, due or has_date(statement) or has_date(is_answered[Letter.TIME_BOUND])),
        (Gap.NOBODY_ELSE_DECIDES, is_answered[Letter.INCLUSIVE]),
        (Gap.NOBODY_LEFT_OUT, is_answered[Letter.EQUITABLE]),
    )
    return tuple(gap for gap, found in checks if not found)


def answered(text: str) -> str:
    """An answer that says something; empty for those that say that there is none yet."""
    answer = western(text).strip()
    bare = answer.casefold().strip(" .!?-–—_…")
    return "" if bare in EMPTY else answer


def has_date(text: str) -> bool:
    """Whether a year, a month, a date in figures or a span of time stands in a text."""
    found = western(text)
    return any(pattern.search(found) for pattern in (YEAR, NUMERIC_DATE, MONTH, SPAN))


def has_number(text: str) -> bool:
    """Whether a number stands in a text that belongs to no date; "half" and "every" count as numbers."""
    rest = western(text)
    for pattern in (NUMERIC_DATE, SPAN, YEAR):
        rest = pattern.sub(" ", rest)
    return bool(NUMBER_WORD.search(rest)) or any(category(letter) in ("Nd", "No", "Nl") for letter in rest)


def western(text: str) -> str:
    """The text with the digits of all scripts as 0 to 9, and full-width letters as the usual ones."""
    shown = normalize("NFKC", text)
    return "".join(str(digit(letter)) if category(letter) == "Nd" else letter for letter in shown)


def _long_enough(statement: str) -> bool:
    return len(statement.split()) >= ENOUGH_WORDS or sum(category(sign) == "Lo" for sign in statement) >= ENOUGH_SIGNS
