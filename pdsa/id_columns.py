"""Whether a column of a table tells single people or records apart: such a column is no measure."""

import re
from collections.abc import Iterable
from itertools import islice, pairwise

from pdsa.cell_reading import Cell, is_blank, shown
from pdsa.names import folded
from pdsa.student_first_names import FIRST_NAMES

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
PERHAPS_OF_ONE = re.compile(
    rf"(?:(?:state|local|district) )?{PERSON}(?: {NUMBER}| ?#)?|(?:perm|lunch)(?: {NUMBER}| ?#)"
    r"|(?:user ?|screen ?|teacher |staff |employee |your )?(?:names?|initials|e ?mails?(?: address(?:es)?)?)"
    r"|user|nombre(?: completo)?|correo(?: electrónico)?|teacher|employee|staff member|respondent",
    re.IGNORECASE,
)
"""What heads such a column if its cells look like it: a "student number" may be how many there are."""
ONES_KEY = re.compile(r"(?=.*\d)[A-Z0-9-]{4,20}|[A-Z]\.? ?[A-Z]\.?")
"""A number or initials."""
ONES_NAME = re.compile(r"[^\W\d_][\w'’-]+, [^\W\d_][\w'’. -]+|[A-Z][\w'’-]+ [A-Z]\.|[^@\s]+@[^@\s]+\.[^@\s]+")
"""A name as "Last, First" or "Ana P.", an e-mail address."""
RECORD = (
    r"(?:record|row|case|ticket|account|response|respondent|entry|serial|submission|confirmation|roll|reference|ref"
    r"|badge)"
)
OF_ONE_RECORD = re.compile(
    rf"(?:.* )?(?:id|ids|identifier|uuid|guid|key)|id {NUMBER}|{RECORD} (?:{NUMBER}|#)", re.IGNORECASE
)
PERHAPS_OF_A_RECORD = re.compile(rf"{RECORD}|#", re.IGNORECASE)
"""What heads such a column if its cells look like it: "Ref" may be short for referrals, and "#" be of how many."""
CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[\w./-]{2,40}")
PLACES = frozenset(
    ("elementary", "middle", "high", "school", "academy", "primary", "charter", "center", "k-8", "grade", "students")
)
LONG_KEY = re.compile(r"\d{6,12}")
LOOKED_AT, FAR_APART = 500, 1000


def about_one_person(header: str, cells: Iterable[Cell]) -> bool:
    """Whether a column says that each row is about one person."""
    plain_header = _plain(header)
    if not OF_ONE_PERSON.fullmatch(plain_header) and not PERHAPS_OF_ONE.fullmatch(plain_header):
        return False
    filled = _filled(cells)
    if OF_ONE_PERSON.fullmatch(plain_header) or not filled:
        return bool(filled)
    alone = re.match(PERSON, plain_header) is not None
    if sum(_is_ones_name(each, alone=alone) for each in filled) * 2 >= len(filled):
        return True
    keys = sum(ONES_KEY.fullmatch(each) is not None for each in filled)
    return keys * 2 > len(filled) and len(set(filled)) * 2 > len(filled)


def _is_ones_name(text: str, *, alone: bool) -> bool:
    """Whether a text is one person's name or address; with `alone` a first name is one by itself."""
    if ONES_NAME.fullmatch(text):
        return True
    words = [folded(word).strip(".,") for word in text.split()]
    named = (1 if alone else 2) <= len(words) <= 4 and words[0] in FIRST_NAMES
    return named and not PLACES.intersection(words)


def tells_of_students(header: str) -> bool:
    """Whether a header of one person's column says that the person is a student."""
    return re.search(rf"{PERSON}|ssid|sasid|lasid|suid|lunch", _plain(header)) is not None


def names_records(header: str, cells: Iterable[Cell]) -> bool:
    """Whether a column's header says that it tells records apart."""
    plain_header = _plain(header)
    if not PERHAPS_OF_A_RECORD.fullmatch(plain_header):
        return OF_ONE_RECORD.fullmatch(plain_header) is not None
    filled = _filled(cells)
    follow = [int(each) for each in filled if each.isdecimal()]
    if not filled:
        return False
    in_turn = len(follow) == len(filled) and all(b == a + 1 for a, b in pairwise(follow))
    return in_turn or all(CODE.fullmatch(each) for each in filled) or numbers_records(filled)


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
