"""Whether a text looks as if it names or numbers a student: asked before anything is kept (year.md, domain.md 6.2).

A guess on purpose too careful: whoever wrote it is asked once, and nothing is refused.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date

from pdsa.student_first_names import FIRST_NAMES


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


WORD = r"(?:students?|pupils?|child|kid|boy|girl|son|daughter|(?:first|second|third|fourth|fifth|sixth)[ -]grader)"
CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]{0,40}[a-zà-öø-ÿ][\w'’-]{0,40}"
NAME = rf"(?P<name>{CAPITAL})"
"""Bounded: what is longer is no name, and would take a search very long."""
WHOLE_NAME = rf"(?P<name>{CAPITAL})(?: [A-Z]\.| {CAPITAL}){{1,2}}"
GRADE = r"(?:\d{1,2}(?:st|nd|rd|th)[ -]grade|grade \d{1,2}\b|class \d{1,2}\b|\d{1,2}(?:st|nd|rd|th)[ -]grader)"
NOT_NAMES = _set(
    "a academy achievement advisory affairs african ambassadors american and april art arts asian assembly "
    "association august band black body books both boys but by center centre chat choir circle circles class "
    "classes climate club clubs coach committee council counselor counselors data day days december desk "
    "development director dr dual each ed education ela ell engagement english episodic evening every everybody "
    "everyone families family february fest few forum friday from girls government group groups handbook he health "
    "hispanic i id if in is it january july june kids latino leaders leadership learners led level lunch lunches "
    "many march math may meeting meetings mentors miss monday most mr mrs ms music mx native navajo new night no "
    "november number nurse october office officer on one our outcomes panel parent parents parliament pe portal "
    "principal prof reading report representatives retreat room saturday school science sel senate september "
    "services several she showcase social some spanish special staff students study success summit sunday "
    "superintendent support supports survey surveys task teacher teachers team teams that the there these they this "
    "those thursday to today tuesday two union unions voice voices was we wednesday week weeks well-being wellbeing "
    "wellness were when where white who with work workshop workshops writing yes yesterday you your"
)
"""What stands beside "student" or a grade with a capital and is nobody's name."""
THINGS = (
    "s", "ance", "ence", "ing", "tion", "sion", "ment", "ity", "ness", "ory", "ure", "arten", "gram", "work", "time",
)  # fmt: skip
"""How words end that are seldom names."""
PLACES = _set("elementary middle high school academy unified district students learners team class grade")
"""A name with one of these in it is a school's or a group's."""
TITLES = (
    r"(?:ms|mrs|mr|mx|dr|miss|prof|coach|principal|counselor|superintendent|director|teacher|nurse|officer|señora?)"
)
NAMED = re.compile(rf"\b(?i:{WORD})(?:,| is| was)?(?: (?:named|called))? {NAME}")
CALLED = re.compile(
    rf"\b(?:a|the|one|this|my|our|her|his) (?i:{WORD}) (?:named|called) (?P<name>[\w'’-]+)", re.IGNORECASE
)
KIN = (
    r"(?:foster |step|god)?(?:mother|mom|mum|mama|mommy|father|dad|papa|daddy|grand(?:mother|father|ma|pa)|guardian|"
    r"aunt|auntie|uncle|brother|sister|cousin|abuela|abuelo)"
)
"""Of one person: a school's parents are many."""
OF_KIN = re.compile(rf"\b(?P<name>[A-ZÀ-ÖØ-Þ][\w-]{{1,40}})(?: {CAPITAL}){{0,2}}['’]s? (?i:{KIN})\b")
KIN_OF = re.compile(rf"\b(?i:{KIN}) of (?:a student, )?{NAME}")
KIN_NAMED = re.compile(rf"\b(?i:his|her|their|whose|the student[’']s|the child[’']s) (?i:{KIN}),? {NAME}")
BESIDE_KIN = re.compile(rf"\b{NAME}(?: {CAPITAL})?,? (?:and|with|whose) (?:his |her |their )?(?i:{KIN})\b")
A_PARENT = re.compile(rf"\b(?:parent|a parent,?|the parent,?) (?!liaison)(?P<name>{CAPITAL}) {CAPITAL}")
PARENTS_OF = re.compile(rf"\b{NAME}['’]s? (?:(?:foster |step|grand)?parents?|family|house|home)\b")
GRADED = re.compile(rf"\b{NAME}(?: [A-Z]\.?)?,? ?\(?(?:in |from |a )?(?i:{GRADE})")
GRADER = re.compile(rf"\b(?i:{GRADE})r?,? {NAME}")
WHOM = (
    r"(?:a|an|another|the|his|her|their|two|one of) ?(?:other )?(?:students?|child(?:ren)?|kids?|boys?|girls?|peers?|"
    r"classmates?|friends?|teachers?|aides?|staff|desk|wall|chair)|(?:him|her|them|me|us)(?:self|selves)?"
)
DID = (
    r"(?:has |had |is |was |just |then |also |always |often |really )*"
    r"(?:cried|cries|crying|sobb(?:ed|ing)|wept|wet (?:him|her)self|eloped|misbehaved|act(?:ed|ing) (?:out|up)|"
    r"spat|swore|cursed|cussed|vomited|threw up|self-harm(?:s|ed)|disclosed|ran (?:away|off|out of (?:class|the room|"
    r"school))|(?:yelled|shouted|screamed)(?: at| in|[.,!;]|$)|skipp(?:ed|ing) (?:class|school|lunch|recess)|"
    rf"(?:hit|hits|hitting|kick(?:ed|s|ing)|bit|bites|biting|punch(?:ed|es|ing)|slapp(?:ed|ing)|push(?:ed|es|ing)|"
    rf"shov(?:ed|es|ing)|scratch(?:ed|es|ing)|bull(?:ied|ies|ying)|teas(?:ed|es|ing)|threaten(?:ed|s|ing)|fought with|"
    rf"hurt|hurts|cut) (?:{WHOM})\b|"
    r"(?:threw|throws|throwing) (?:a |the |his |her |their )?(?:chairs?|desks?|books?|pencils?|shoes?|toys?|rocks?|"
    r"tantrums?|things|food)|"
    r"(?:had|has|having) (?:a |an |another )(?:meltdown|tantrum|panic attack|seizure|fight|outburst|iep|504)|"
    r"(?:got|get|gets|getting) (?:in|into) (?:a fight|trouble)|"
    r"(?:got |been |being )?(?:suspended|expelled|bullied|teased|retained|truant|tardy|absent|written up|in detention|"
    r"sent (?:to the (?:office|nurse|principal)|home|out)|picked up early)|"
    r"refus(?:ed|es|ing) to (?:work|come|go|eat|sit|talk|speak|line up|take part|participate|read|write|join|leave)|"
    r"(?:is |was )?(?:homeless|autistic|in foster care|undocumented)|has (?:autism|adhd|anxiety|an iep|a 504)|"
    r"stole|lied (?:about|to)|hid under|fell asleep|needs? (?:a |an )(?:iep|504|evaluation|diagnosis)|"
    r"wants? to (?:die|hurt))"
)
"""What tells of one child, and seldom of a grown-up, a group or a school."""
WHO_DID = re.compile(rf"(?P<before>(?:\b(?i:{TITLES})\.? +)?)\b{WHOLE_NAME} (?i:{DID})")
FIRST_DID = re.compile(rf"(?P<before>(?:\b(?i:{TITLES})\.? +)?)\b{NAME} (?i:{DID})")
BOTH_DID = re.compile(rf"\b{NAME},? (?:and|&) {CAPITAL} (?i:(?:both |were |have |are )*{DID})")
INITIALS_DID = re.compile(rf"(?<![Tt]he )\b(?P<name>[A-Z]\. ?[A-Z]\.?) (?i:{DID})")
THEIRS = re.compile(
    rf"\b{NAME}(?: {CAPITAL})?['’]s (?i:iep|504 plan|tantrums?|meltdowns?|report card|backpack|diagnosis|medication|"
    r"suspension|outbursts?)\b(?! rate)"
)
STUDENT_NUMBER = re.compile(
    r"\b(?:student|pupil|child|kid) ?(?:id|no\.?|number|nr\.?|#)? ?:? ?#?(?!(?:19|20)\d\d\b)\d{4,12}\b"
    r"|\b(?:id|number) ?(?:no\.?|number|#)? ?:? ?#?\d{4,12}\b|#\d{4,12}\b|(?<!\w)no\. ?\d{4,12}\b",
    re.IGNORECASE,
)
DIGITS = re.compile(r"(?<![\w.,/:$€£#-])\d{6,12}(?![\d.,]*\d)(?![\w/-])(?! *%)(?P<after> +[A-Za-z]+s\b)?")
NUMBER = re.compile(r"[\d\s.,%+-]+")


def names_a_student(text: str, known: Collection[str] = ()) -> str:
    """The part of a text that looks like a student's name or number; empty where there is none.

    `known` are names of staff and places: they are nobody's here.
    """
    without_addresses = " ".join(
        word for word in text.split() if "@" not in word and "://" not in word
    )  # addresses are places
    if NUMBER.fullmatch(without_addresses):
        return ""  # an answer that is a number and nothing else was asked for as one
    grown_up = {_plain(word) for name in known for word in name.split()}
    return next((found for found in _named(without_addresses) if not _all_known(found, grown_up)), "") or _numbered(
        without_addresses
    )


def _named(text: str) -> Iterator[str]:
    """The parts that look like somebody's name, the surest kinds first."""
    has_capital = text != text.lower()
    for pattern in (NAMED, CALLED, OF_KIN, KIN_OF, KIN_NAMED, A_PARENT, GRADED, GRADER) if has_capital else (CALLED,):
        for match in pattern.finditer(text):
            counted = pattern in (GRADED, GRADER) and _is_thing(match["name"])
            if not _is_word(match["name"]) and not counted:
                yield match.group().strip()
    if not has_capital:
        return
    for pattern in (WHO_DID, FIRST_DID):
        for match in pattern.finditer(text):
            if not match["before"] and not _is_other(match) and (pattern is WHO_DID or _is_first(match)):
                yield match.group().strip(" .,!;")
    yield from (found.group() for found in INITIALS_DID.finditer(text))
    for pattern in (THEIRS, PARENTS_OF, BESIDE_KIN, BOTH_DID):
        for match in pattern.finditer(text):
            if _plain(match["name"]) in FIRST_NAMES:
                yield match.group().strip()


def _is_word(name: str) -> bool:
    return name.casefold() in NOT_NAMES


def _is_thing(name: str) -> bool:
    """Whether a word beside a grade is what is counted there: "Referrals grade 6", "Attendance (grade 7)"."""
    return _plain(name) not in FIRST_NAMES and name.endswith(THINGS)


def _is_other(found: re.Match[str]) -> bool:
    """Whether it is no child that did something: a word, a school, a group."""
    return _is_word(found["name"]) or any(word.casefold() in PLACES for word in re.findall(CAPITAL, found.group()))


def _is_first(match: re.Match[str]) -> bool:
    """Whether a single word with a capital is somebody's first name: known as one, or inside of a sentence."""
    if _plain(match["name"]) in FIRST_NAMES:
        return True
    before = match.string[: match.start("name")].rstrip()
    return bool(before) and before[-1] not in ".!?:;–—-•“”\"'()" and not match["name"].endswith("s")


def _plain(name: str) -> str:
    flat = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in flat if letter.isalpha() and not unicodedata.combining(letter))


def _all_known(found: str, grown_up: Collection[str]) -> bool:
    """Whether all names in a part are those of staff or places."""
    names = [_plain(word) for word in re.findall(CAPITAL, found) if not _is_word(word)]
    names = [name.removesuffix("s") if name not in grown_up else name for name in names]
    return bool(names) and all(name in grown_up for name in names)


def _numbered(text: str) -> str:
    match = STUDENT_NUMBER.search(text)
    if match:
        return match.group().strip()
    return next((each.group().strip() for each in DIGITS.finditer(text) if not _is_amount(each)), "")


def _is_amount(match: re.Match[str]) -> bool:
    """Whether many digits are an amount or a date: round ones, those that count something, days without dashes."""
    digits = match.group().split()[0]
    if match["after"] or digits.endswith("000"):
        return True
    try:
        return len(digits) == 8 and 1990 <= date.fromisoformat(digits).year <= 2099
    except ValueError:
        return False
