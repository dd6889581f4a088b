"""The layout of a plan's workbook: which sheets there are, their columns, and how much each may hold.

Headers are matched without regard to case, spaces and punctuation, and are never translated.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pdsa.text import ngettext


class Kind(StrEnum):
    """What a column's cells hold. A LINE has no line breaks; PROSE may have them."""

    LINE = "line"
    PROSE = "prose"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True)
class Column:
    """One column. `limit` is the most characters of a text; `also` are other headers that mean the same."""

    key: str
    header: str
    kind: Kind = Kind.LINE
    required: bool = False
    limit: int = 200
    width: int = 24
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet. `required` means that the sheet must be there; `rows` is the most rows that are read."""

    name: str
    columns: tuple[Column, ...]
    required: bool = False
    rows: int = 2_000

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


def name_key(text: str) -> str:
    """What two spellings of a header, a sheet's name or a role have in common."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


LINE, PROSE, DATE, NUMBER = Kind.LINE, Kind.PROSE, Kind.DATE, Kind.NUMBER

FIELDS = (
    Column("district", "District", required=True, also=("School district", "Name of district")),
    Column("school_year", "School year", required=True, limit=40, also=("Year",)),
    Column("zone", "Time zone", required=True, limit=60, also=("Timezone",)),
    Column("first_day", "First day of school", DATE, required=True, also=("First day", "First school day")),
    Column("last_day", "Last day of school", DATE, required=True, also=("Last day", "Last school day")),
    Column("framework", "Framework"),
    Column("commitment", "Commitment", PROSE, limit=2_000),
    Column("minimum_group", "Minimum group shown", NUMBER, also=("Minimum group", "Minimum group size")),
    Column("team_channel", "Team channel", limit=81),
    Column("stakeholder_channel", "Stakeholder channel", limit=81, also=("Stakeholders channel",)),
    Column("leadership_channel", "Leadership channel", limit=81),
)
"""The rows of the *District* sheet, which stand there as Field and Value."""

DISTRICT = Sheet(
    "District",
    (
        Column("field", "Field", required=True, width=24),
        Column("value", "Value", PROSE, limit=2_000, width=60),
    ),
    required=True,
    rows=200,
)
CALENDAR = Sheet(
    "Calendar",
    (
        Column("name", "Name", required=True, width=30, also=("Day off", "Break")),
        Column("first", "From", DATE, required=True, width=14, also=("First day", "Start", "Date")),
        Column("last", "To", DATE, width=14, also=("Last day", "End", "Until")),
        Column("who", "Who has no school", width=20, also=("Who", "Who is off")),
    ),
    required=True,
    rows=500,
)
TEAM = Sheet(
    "Team",
    (
        Column("name", "Name", required=True, width=26),
        Column("email", "E-mail", required=True, limit=254, width=34, also=("E-mail address", "Mail")),
        Column("role", "Role", required=True, width=16),
        Column("team", "Team", required=True, width=28, also=("School", "School or team")),
        Column("zone", "Time zone (if not the district's)", limit=60, width=30, also=("Time zone",)),
        Column("language", "Language", limit=40, width=16, also=("Preferred language", "Home language")),
    ),
    required=True,
)
GOALS = Sheet(
    "Goals",
    (
        Column("code", "Goal", required=True, limit=40, width=8, also=("Code", "Goal code")),
        Column("kind", "Kind", required=True, width=16, also=("Kind of goal", "Type")),
        Column("statement", "Statement", PROSE, required=True, limit=1_000, width=56, also=("Goal statement",)),
        Column("activity", "Key activity (rubric item)", width=32, also=("Key activity", "Rubric item")),
        Column("baseline", "Baseline", NUMBER, width=10),
        Column("target", "Target", NUMBER, width=10),
        Column("measure", "Measure", width=40),
        Column("due", "Due", DATE, width=14, also=("Due date",)),
        Column("owner", "Owner", limit=254, width=34, also=("Owner's e-mail",)),
        Column("parent", "Serves goal", limit=40, width=12, also=("Serves", "Long-term goal", "Serves long-term goal")),
        Column("school", "School", width=28, also=("School whose goal it is",)),
    ),
    required=True,
    rows=500,
)
ACTION_PLAN = Sheet(
    "Action plan",
    (
        Column("code", "Strategy", required=True, limit=40, width=10, also=("Code", "Strategy code")),
        Column("goal", "Goal", required=True, limit=40, width=8, also=("Goal code",)),
        Column("title", "What we will do", required=True, limit=300, width=48, also=("Title", "Action")),
        Column("owner", "Owner", limit=254, width=34, also=("Owner's e-mail",)),
        Column("start", "Start", DATE, width=14, also=("Start date",)),
        Column("end", "End", DATE, width=14, also=("End date",)),
        Column("prediction", "We predict", PROSE, limit=1_000, width=48, also=("Prediction",)),
        Column("partners", "Partners", PROSE, limit=500, width=28),
        Column("resources", "Resources", PROSE, limit=500, width=28),
        Column("where", "Where", width=28, also=("School", "Team")),
        Column("measure", "Measure we count each week", width=30, also=("Weekly measure", "Measure")),
        Column("follows", "Replaces", limit=40, width=12, also=("Replaces strategy", "Follows")),
        Column("tags", "Tags", limit=500, width=28, also=("Tag",)),
        Column("rhythm", "Rhythm", limit=400, width=20, also=("How often", "Asked", "Frequency")),
    ),
    required=True,
)
LOGIC_MODEL = Sheet(
    "Logic model",
    (
        Column("implementation", "Implementation goal", required=True, limit=40, width=22),
        Column("outcome", "leads to outcome goal", required=True, limit=40, width=22, also=("Outcome goal",)),
    ),
)
ELEMENTS = Sheet(
    "Logic model parts",
    (
        Column("code", "Part", required=True, limit=40, width=8, also=("Code",)),
        Column("stage", "Stage", required=True, width=14, also=("Kind",)),
        Column("words", "What it is", PROSE, required=True, limit=1_000, width=56, also=("Words", "Description")),
        Column("leads_to", "leads to", limit=400, width=28),
        Column("led_by", "comes from", limit=400, width=28, also=("led to by",)),
    ),
    rows=500,
)
OBSERVATIONS = Sheet(
    "Observations",
    (
        Column("measure", "Measure", required=True, width=44),
        Column("day", "Date", DATE, required=True, width=14),
        Column("value", "Value", NUMBER, required=True, width=10),
        Column("n", "n", NUMBER, width=10, also=("Number of people", "Count", "How many people")),
        Column("group", "Group", width=28),
        Column("source", "Source", width=28, also=("Where it was found",)),
    ),
    rows=20_000,
)
RUBRIC = Sheet(
    "Rubric",
    (
        Column("activity", "Key activity", required=True, width=36, also=("Key activity (rubric item)", "Rubric item")),
        Column("initial", "Initial rating", NUMBER, width=14, also=("Initial", "Baseline")),
        Column("goal", "Goal", NUMBER, width=10, also=("Goal rating",)),
        Column("year_end", "Year-end rating", NUMBER, width=16, also=("Year-end",)),
        Column("evidence", "Evidence", PROSE, limit=2_000, width=56),
        Column("mid_year", "Mid-year rating", NUMBER, width=16, also=("Mid-year", "Midyear")),
    ),
    rows=500,
)
SHEETS = (DISTRICT, CALENDAR, TEAM, GOALS, ACTION_PLAN, LOGIC_MODEL, OBSERVATIONS, RUBRIC, ELEMENTS)

READ_ME = "Read me"
CHECK_INS, REFLECTIONS, DECISIONS, DIGESTS = "Check-ins", "Reflections", "Decisions", "Digests"
LATER_PREDICTIONS, SET_ASIDE = "Later predictions", "Set aside"
SMALL_CYCLE, CONTEXT, VOICES, COMMUNICATION = "PDSA log", "Context changes", "Voices and wins", "Communication plan"
PARKED, RUBRIC_STATUS = "Parked goals", "Rubric status"
_OURS = (
    READ_ME, CHECK_INS, REFLECTIONS, DECISIONS, DIGESTS, LATER_PREDICTIONS, SET_ASIDE, SMALL_CYCLE, CONTEXT, VOICES,
    COMMUNICATION, PARKED, RUBRIC_STATUS,
)  # fmt: skip
HAPPENED: Mapping[str, Callable[[int], str]] = {
    CHECK_INS: lambda n: ngettext("{n} check-in", "{n} check-ins", n),
    REFLECTIONS: lambda n: ngettext("{n} reflection", "{n} reflections", n),
    DECISIONS: lambda n: ngettext("{n} decision", "{n} decisions", n),
    DIGESTS: lambda n: ngettext("{n} digest", "{n} digests", n),
    LATER_PREDICTIONS: lambda n: ngettext("{n} later prediction", "{n} later predictions", n),
    SET_ASIDE: lambda n: ngettext("{n} strategy set aside", "{n} strategies set aside", n),
    SMALL_CYCLE: lambda n: ngettext("{n} small try", "{n} small tries", n),
    CONTEXT: lambda n: ngettext("{n} change around the work", "{n} changes around the work", n),
    VOICES: lambda n: ngettext("{n} voice or win", "{n} voices and wins", n),
    COMMUNICATION: lambda n: ngettext("{n} line of a communication plan", "{n} lines of communication plans", n),
    PARKED: lambda n: ngettext("{n} parked goal", "{n} parked goals", n),
}
"""The sheets about what has happened, which an import does not bring back, and how their rows are counted."""
IGNORED = frozenset(name_key(name) for name in (*_OURS, "Export Summary"))
"""Sheets that an import passes over without a word: ours, and the one that Numbers adds to what it exports."""
