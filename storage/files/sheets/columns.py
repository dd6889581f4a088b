"""The layout of a plan's workbook: which sheets there are, their columns, and how much each may hold.

Headers are matched without regard to case, spaces and punctuation, and are never translated.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pdsa.text import ngettext


class CellKind(StrEnum):
    """What a column's cells hold. A LINE has no line breaks; PROSE may have them."""

    LINE = "line"
    PROSE = "prose"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True)
class SheetColumn:
    """One column. `limit` is the most characters of a text; `also` are other headers that mean the same."""

    key: str
    header: str
    kind: CellKind = CellKind.LINE
    required: bool = False
    limit: int = 200
    width: int = 24
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetLayout:
    """One sheet. `required` means that the sheet must be there; `rows` is the most rows that are read."""

    name: str
    columns: tuple[SheetColumn, ...]
    required: bool = False
    rows: int = 20_000

    def column(self, key: str) -> SheetColumn:
        return next(column for column in self.columns if column.key == key)


def name_key(text: str) -> str:
    """What two spellings of a header, a sheet's name or a role have in common."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


LINE, PROSE, DATE, NUMBER = CellKind.LINE, CellKind.PROSE, CellKind.DATE, CellKind.NUMBER

FIELDS = (
    SheetColumn("district", "District", required=True, also=("School district", "Name of district")),
    SheetColumn("school_year", "School year", required=True, limit=40, also=("Year",)),
    SheetColumn("zone", "Time zone", required=True, limit=60, also=("Timezone",)),
    SheetColumn("first_day", "First day of school", DATE, required=True, also=("First day", "First school day")),
    SheetColumn("last_day", "Last day of school", DATE, required=True, also=("Last day", "Last school day")),
    SheetColumn("framework", "Framework"),
    SheetColumn("commitment", "Commitment", PROSE, limit=2_000),
    SheetColumn("minimum_group", "Minimum group shown", NUMBER, also=("Minimum group", "Minimum group size")),
    SheetColumn("team_channel", "Team channel", limit=81),
    SheetColumn("stakeholder_channel", "Stakeholder channel", limit=81, also=("Stakeholders channel",)),
    SheetColumn("leadership_channel", "Leadership channel", limit=81),
)
"""The rows of the *District* sheet, which stand there as Field and Value."""

DISTRICT = SheetLayout(
    "District",
    (
        SheetColumn("field", "Field", required=True, width=24),
        SheetColumn("value", "Value", PROSE, limit=2_000, width=60),
    ),
    required=True,
    rows=200,
)
CALENDAR = SheetLayout(
    "Calendar",
    (
        SheetColumn("name", "Name", required=True, width=30, also=("Day off", "Break")),
        SheetColumn("first", "From", DATE, required=True, width=14, also=("First day", "Start", "Date")),
        SheetColumn("last", "To", DATE, width=14, also=("Last day", "End", "Until")),
        SheetColumn("who", "Who has no school", width=20, also=("Who", "Who is off")),
    ),
    required=True,
    rows=500,
)
TEAM = SheetLayout(
    "Team",
    (
        SheetColumn("name", "Name", required=True, width=26),
        SheetColumn("email", "E-mail", required=True, limit=254, width=34, also=("E-mail address", "Mail")),
        SheetColumn("role", "Role", required=True, width=16),
        SheetColumn("team", "Team", required=True, width=28, also=("School", "School or team")),
        SheetColumn("zone", "Time zone (if not the district's)", limit=60, width=30, also=("Time zone",)),
        SheetColumn("language", "Language", limit=40, width=16, also=("Preferred language", "Home language")),
    ),
    required=True,
)
GOALS = SheetLayout(
    "Goals",
    (
        SheetColumn("code", "Goal", required=True, limit=40, width=8, also=("Code", "Goal code")),
        SheetColumn("kind", "Kind", required=True, width=16, also=("Kind of goal", "Type")),
        SheetColumn("statement", "Statement", PROSE, required=True, limit=1_000, width=56, also=("Goal statement",)),
        SheetColumn("activity", "Key activity (rubric item)", width=32, also=("Key activity", "Rubric item")),
        SheetColumn("baseline", "Baseline", NUMBER, width=10),
        SheetColumn("target", "Target", NUMBER, width=10),
        SheetColumn("measure", "Measure", width=40),
        SheetColumn("due", "Due", DATE, width=14, also=("Due date",)),
        SheetColumn("owner", "Owner", limit=254, width=34, also=("Owner's e-mail",)),
        SheetColumn(
            "parent", "Serves goal", limit=40, width=12, also=("Serves", "Long-term goal", "Serves long-term goal")
        ),
        SheetColumn("school", "School", width=28, also=("School whose goal it is",)),
    ),
    required=True,
    rows=500,
)
ACTION_PLAN = SheetLayout(
    "Action plan",
    (
        SheetColumn("code", "Strategy", required=True, limit=40, width=10, also=("Code", "Strategy code")),
        SheetColumn("goal", "Goal", required=True, limit=40, width=8, also=("Goal code",)),
        SheetColumn("title", "What we will do", required=True, limit=300, width=48, also=("Title", "Action")),
        SheetColumn("owner", "Owner", limit=254, width=34, also=("Owner's e-mail",)),
        SheetColumn("start", "Start", DATE, width=14, also=("Start date",)),
        SheetColumn("end", "End", DATE, width=14, also=("End date",)),
        SheetColumn("prediction", "We predict", PROSE, limit=1_000, width=48, also=("Prediction",)),
        SheetColumn("partners", "Partners", PROSE, limit=500, width=28),
        SheetColumn("resources", "Resources", PROSE, limit=500, width=28),
        SheetColumn("where", "Where", width=28, also=("School", "Team")),
        SheetColumn("measure", "Measure we count each week", width=30, also=("Weekly measure", "Measure")),
        SheetColumn("follows", "Replaces", limit=40, width=12, also=("Replaces strategy", "Follows")),
        SheetColumn("tags", "Tags", limit=500, width=28, also=("Tag",)),
        SheetColumn("rhythm", "Rhythm", limit=400, width=20, also=("How often", "Asked", "Frequency")),
    ),
    required=True,
)
LOGIC_MODEL = SheetLayout(
    "Logic model",
    (
        SheetColumn("implementation", "Implementation goal", required=True, limit=40, width=22),
        SheetColumn("outcome", "leads to outcome goal", required=True, limit=40, width=22, also=("Outcome goal",)),
    ),
)
ELEMENTS = SheetLayout(
    "Logic model parts",
    (
        SheetColumn("code", "Part", required=True, limit=40, width=8, also=("Code",)),
        SheetColumn("stage", "Stage", required=True, width=14, also=("Kind",)),
        SheetColumn("words", "What it is", PROSE, required=True, limit=1_000, width=56, also=("Words", "Description")),
        SheetColumn("leads_to", "leads to", limit=400, width=28),
        SheetColumn("led_by", "comes from", limit=400, width=28, also=("led to by",)),
    ),
    rows=500,
)
OBSERVATIONS = SheetLayout(
    "Observations",
    (
        SheetColumn("measure", "Measure", required=True, width=44),
        SheetColumn("day", "Date", DATE, required=True, width=14),
        SheetColumn("value", "Value", NUMBER, required=True, width=10),
        SheetColumn("n", "n", NUMBER, width=10, also=("Number of people", "Count", "How many people")),
        SheetColumn("group", "Group", width=28),
        SheetColumn("source", "Source", width=28, also=("Where it was found",)),
    ),
    rows=20_000,
)
RUBRIC = SheetLayout(
    "Rubric",
    (
        SheetColumn(
            "activity", "Key activity", required=True, width=36, also=("Key activity (rubric item)", "Rubric item")
        ),
        SheetColumn("initial", "Initial rating", NUMBER, width=14, also=("Initial", "Baseline")),
        SheetColumn("goal", "Goal", NUMBER, width=10, also=("Goal rating",)),
        SheetColumn("year_end", "Year-end rating", NUMBER, width=16, also=("Year-end",)),
        SheetColumn("evidence", "Evidence", PROSE, limit=2_000, width=56),
        SheetColumn("mid_year", "Mid-year rating", NUMBER, width=16, also=("Mid-year", "Midyear")),
    ),
    rows=500,
)
SHEETS = (DISTRICT, CALENDAR, TEAM, GOALS, ACTION_PLAN, LOGIC_MODEL, OBSERVATIONS, RUBRIC, ELEMENTS)

READ_ME = "Read me"
CHECK_INS, REFLECTIONS, DECISIONS, DIGESTS = "Check-ins", "Reflections", "Decisions", "Digests"
LATER_PREDICTIONS, SET_ASIDE = "Later predictions", "Set aside"
SMALL_CYCLE, CONTEXT, VOICES, COMMUNICATION = "PDSA log", "Context changes", "Voices and wins", "Communication plan"
PARKED, RUBRIC_STATUS = "Parked goals", "Rubric status"
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
IGNORED = frozenset(name_key(name) for name in (READ_ME, RUBRIC_STATUS, *HAPPENED, "Export Summary"))
"""Sheets that an import passes over without a word: ours, and the one that Numbers adds to what it exports."""
