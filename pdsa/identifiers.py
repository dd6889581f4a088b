"""Whether a column of a table tells single people or records apart: such a column is no measure."""

import re
from collections.abc import Iterable
from itertools import islice

from pdsa.cells import Cell, is_blank, shown

PERSON = r"(?:student|pupil|child|learner|scholar|youth|participant|alumn[oa]|estudiante)"
KEY = r"(?:id|ids|identifier|code|key|names?|initials|nombre|matrícula|first name|last name|full name|e ?mail)"
NUMBER = r"(?:number|numbers|num|no|nr|nbr)"
OF_ONE_PERSON = re.compile(
    rf"(?:(?:state|local|district|unique|permanent|school) )?{PERSON}s?(?:'s|s')? {KEY}"
    rf"|(?:id|code|key|names?|initials|nombre) (?:of|del|de la|de) (?:the )?{PERSON}s?"
    r"|ssid|sasid|lasid|suid|ssn|upn|ern|(?:perm|state|local|sis|stu) ?id"
    r"|(?:first|last|given|middle|full|legal|preferred) ?names?|surname|family name|apellidos?"
    r"|dob|d o b|date of birth|birth ?(?:date|day)|fecha de nacimiento",
    re.IGNORECASE,
)
"""What heads a column that tells about one person a row, whatever stands in it."""
PERHAPS_OF_ONE = re.compile(rf"(?:(?:state|local|district) )?{PERSON}(?: {NUMBER}| #)?", re.IGNORECASE)
"""What heads such a column if its cells look like it: a "student number" may be how many there are."""
KEY_OR_NAME = re.compile(r"(?=.*\d)[A-Z0-9-]{4,20}|[A-Z]\.? ?[A-Z]\.?|[^\W\d_][\w'’-]+, [^\W\d_][\w'’. -]+")
OF_ONE_RECORD = re.compile(
    rf"(?:.* )?(?:id|ids|identifier|uuid|guid|key)|#|id {NUMBER}|(?:record|row|case|ticket|account|response|respondent"
    rf"|entry|serial|submission|confirmation|roll|reference|ref|badge)(?: {NUMBER}| #)?",
    re.IGNORECASE,
)
LONG_KEY = re.compile(r"\d{6,12}")
LOOKED_AT, FAR_APART = 500, 1000


def about_one_person(header: str, cells: Iterable[Cell]) -> bool:
    """Whether a column says that each row is about one person."""
    said = _plain(header)
    if not OF_ONE_PERSON.fullmatch(said) and not PERHAPS_OF_ONE.fullmatch(said):
        return False
    filled = _filled(cells)
    if OF_ONE_PERSON.fullmatch(said):
        return bool(filled)
    if len(set(filled)) * 2 <= len(filled):
        return False
    return sum(KEY_OR_NAME.fullmatch(each) is not None for each in filled) * 2 > len(filled)


def names_records(header: str) -> bool:
    """Whether a column's header says that it tells records apart."""
    return OF_ONE_RECORD.fullmatch(_plain(header)) is not None


def numbers_records(cells: Iterable[Cell]) -> bool:
    """Whether a column holds long whole numbers that are all different and follow on one another."""
    filled = _filled(cells)
    if len(filled) < 2 or len(set(filled)) < len(filled) or not all(LONG_KEY.fullmatch(each) for each in filled):
        return False
    numbers = sorted(int(each) for each in filled)
    return numbers[-1] - numbers[0] < FAR_APART * len(numbers)


def _filled(cells: Iterable[Cell]) -> list[str]:
    return [shown(cell) for cell in islice((cell for cell in cells if not is_blank(cell)), LOOKED_AT)]


def _plain(header: str) -> str:
    """The header's words: "Student_ID" and "StudentID" are "student id"."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    return " ".join(re.sub(r"[_\-./:()*]+", " ", parted).split()).casefold()
