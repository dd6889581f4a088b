"""Whether a text looks as if it names or numbers a student: asked before anything is kept (year.md, domain.md 6.2).

A guess on purpose too careful: whoever wrote it is asked once, and nothing is refused.
"""

import re

WORD = r"(?:students?|pupils?|child|kid|boy|girl|son|daughter|(?:first|second|third|fourth|fifth|sixth)[ -]grader)"
NAME = r"(?P<name>[A-ZÀ-ÖØ-Þ][\w'’-]{0,40}[a-zà-öø-ÿ][\w'’-]{0,40})"
"""Bounded: what is longer is no name, and would take a search very long."""
GRADE = r"(?:\d{1,2}(?:st|nd|rd|th)[ -]grade|grade \d{1,2}\b|class \d{1,2}\b|\d{1,2}(?:st|nd|rd|th)[ -]grader)"
NOT_NAMES = (
    "a academy achievement advisory affairs ambassadors april and assembly association august body center centre "
    "choir climate club committee council counselor counselors day december development engagement english "
    "february forum friday from government group groups handbook health i if in is it january july june leaders "
    "leadership led march may mentors monday navajo november october office on our outcomes panel parliament "
    "portal report representatives saturday school sel senate september services she he spanish success summit "
    "sunday support supports survey team teams that the they this thursday to tuesday union unions voice voices "
    "was wednesday week well-being wellbeing wellness were when where who with you your"
)
"""What follows "student" with a capital and is nobody's name."""
NAMED = re.compile(rf"\b(?i:{WORD})(?:,| is| was)?(?: (?:named|called))? {NAME}")
CALLED = re.compile(
    rf"\b(?:a|the|one|this|my|our|her|his) (?i:{WORD}) (?:named|called) (?P<name>[\w'’-]+)", re.IGNORECASE
)
KIN = r"(?:mother|mom|mum|father|dad|grand(?:mother|father|ma|pa)|guardian|aunt|uncle)"
"""Of one person: a school's parents are many."""
OF_KIN = re.compile(rf"\b(?P<name>[A-ZÀ-ÖØ-Þ][\w-]{{1,40}})['’]s? {KIN}\b")
GRADED = re.compile(rf"\b{NAME}(?: [A-Z]\.?)?,? ?\(?(?:in |from |a )?(?i:{GRADE})")
GRADER = re.compile(rf"\b(?i:{GRADE})r?,? {NAME}")
NUMBERED = re.compile(
    r"(?<![\d.,/:-])\d{6,12}(?![\d.,]*\d)(?! *%)|\b(?:student|pupil)? ?(?:id|no\.?|number|#) ?:? ?#?\d{4,12}\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"[\d\s.,%+-]+")


def names_a_student(text: str) -> str:
    """The part of a text that looks like a student's name or number; empty where there is none."""
    said = " ".join(word for word in text.split() if "@" not in word and "://" not in word)  # addresses are places
    if NUMBER.fullmatch(said):
        return ""  # an answer that is a number and nothing else was asked for as one
    for pattern in (NAMED, CALLED, OF_KIN, GRADED, GRADER):
        for found in pattern.finditer(said):
            if found["name"].casefold() not in NOT_NAMES.split():
                return found.group().strip()
    numbered = NUMBERED.search(said)
    return numbered.group().strip() if numbered else ""
