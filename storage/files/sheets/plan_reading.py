"""Reads a plan's workbook: opens it, checks everything in it, and gives either a whole plan or all its problems.

This is the part that runs in a child process; storage/files/workbook_in_child.py hands it over.
"""

import warnings
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from xml.parsers.expat import ExpatError

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException

from pdsa.plan import Plan, Problem
from storage.files.hidden_and_merged import marks_in
from storage.files.sheets import formulas_and_merges, header_and_rows, import_notes
from storage.files.sheets.columns import (
    ACTION_PLAN,
    CALENDAR,
    DISTRICT,
    ELEMENTS,
    GOALS,
    LOGIC_MODEL,
    OBSERVATIONS,
    RUBRIC,
    SHEETS,
    TEAM,
    SheetLayout,
)
from storage.files.sheets.file_problems import FileProblem, more_problems
from storage.files.sheets.header_and_rows import Findings, Line, SheetRow
from storage.files.sheets.plan_sheets import (
    FirstSpellings,
    Staff,
    read_elements,
    read_goals,
    read_links,
    read_observations,
    read_ratings,
    read_strategies,
)
from storage.files.sheets.read_district import read_calendar, read_district, read_team
from storage.files.sheets.workbook_contents import WorkbookReading

MOST_PROBLEMS = 100
ROOT, STRICT, LONGEST_ROOT = "_rels/.rels", b"://purl.oclc.org/ooxml/", 64 * 1024
"""Where a workbook says what its parts are, and what says so in the strict form."""
DAMAGED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    ExpatError,
    InvalidFileException,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl lets through when a file is not what it should be; broken XML is a SyntaxError."""


def read(data: bytes) -> WorkbookReading:
    """Reads a whole workbook. The file's outside has been checked before."""
    findings = Findings()
    if is_strict(data):
        return WorkbookReading(None, (FileProblem.STRICT.problem(),))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out: nothing of ours
            filled = _open(data, findings)
    except DAMAGED as error:
        return WorkbookReading(None, (broken(error),))
    findings.order = header_and_rows.text_order(line for each in filled.values() for line in each)
    rows = {sheet.name: _rows(sheet, filled, findings) for sheet in SHEETS}
    plan = _plan(rows, findings)
    if not findings.problems:
        return WorkbookReading(plan, (), tuple(findings.notes))
    return WorkbookReading(None, _first_ones(findings.problems), tuple(findings.notes))


def _open(data: bytes, findings: Findings) -> dict[str, list[Line]]:
    reader = ExcelReader(BytesIO(data), read_only=True, keep_links=False)
    reader.read()
    parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    sheets = {sheet.name: sheet for sheet in SHEETS}
    worksheets = header_and_rows.worksheets(reader.wb, findings)
    filled = {name: header_and_rows.lines(worksheet, sheets[name], findings) for name, worksheet in worksheets.items()}
    for name, worksheet in worksheets.items():
        marks = marks_in(reader.archive.read(parts[worksheet.title]))
        formulas_and_merges.fill_merged(filled[name], marks)
        formulas_and_merges.tell_hidden(name, filled[name], marks, findings)
    worked_out = [name for name in worksheets if formulas_and_merges.has_formulas(filled[name])]
    if worked_out:
        values = load_workbook(BytesIO(data), read_only=True, keep_links=False, data_only=True)
        for name in worked_out:
            filled[name] = formulas_and_merges.with_last_values(filled[name], values[worksheets[name].title])
    return filled


def is_plan(data: bytes) -> bool:
    """Whether a workbook means to be a plan: it has two of the sheets that only a plan has.

    Raises what openpyxl raises on a damaged file.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = ExcelReader(BytesIO(data), read_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_workbook()  # the sheets' names, without the sheets
    names = set(header_and_rows.our_names([sheet.name for sheet, _part in reader.parser.find_sheets()]).values())
    return len(names & {sheet.name for sheet in SHEETS if sheet.required}) >= 2


def is_strict(data: bytes) -> bool:
    """Whether a workbook is in the strict form of the format, in which openpyxl finds no sheets."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(ROOT) as part:
            return STRICT in part.read(LONGEST_ROOT)
    except (KeyError, *DAMAGED):
        return False


def broken(error: BaseException | None) -> Problem:
    """What is wrong with a file that cannot be read: it was made to do harm, or is damaged."""
    while error is not None:
        if isinstance(error, DefusedXmlException):
            return FileProblem.ENTITIES.problem()
        error = error.__cause__ or error.__context__
    return FileProblem.DAMAGED.problem()


def _rows(sheet: SheetLayout, filled: Mapping[str, list[Line]], findings: Findings) -> list[SheetRow]:
    if sheet.name not in filled:
        return []
    if not filled[sheet.name] and not sheet.required:
        return []
    rows = header_and_rows.rows(filled[sheet.name], sheet, findings)
    if not rows and sheet in (CALENDAR, GOALS, ACTION_PLAN):
        findings.note(import_notes.note_empty(sheet.name))
    return rows


def _plan(rows: Mapping[str, list[SheetRow]], findings: Findings) -> Plan | None:
    """The plan as far as it could be read; whole when no problem was found."""
    district = read_district(rows[DISTRICT.name], findings)
    days_off = read_calendar(rows[CALENDAR.name], district.first_day, district.last_day)
    team = read_team(rows[TEAM.name], findings)
    staff, measures, activities = Staff.of(team), FirstSpellings(), FirstSpellings()
    goals = read_goals(rows[GOALS.name], staff, measures, activities, [each.team for each in team])
    strategies = read_strategies(rows[ACTION_PLAN.name], goals, staff)
    links = read_links(rows[LOGIC_MODEL.name], goals)
    observations = read_observations(rows[OBSERVATIONS.name], measures)
    ratings = read_ratings(rows[RUBRIC.name], activities)
    if district.first_day is None or district.last_day is None:
        return None
    return Plan(
        district=district.name,
        school_year=district.school_year,
        zone=district.zone,
        first_day=district.first_day,
        last_day=district.last_day,
        framework=district.framework,
        commitment=district.commitment,
        minimum_group=district.minimum_group,
        channels=district.channels,
        days_off=days_off,
        team=team,
        goals=goals,
        strategies=strategies,
        links=links,
        observations=observations,
        ratings=ratings,
        elements=read_elements(rows[ELEMENTS.name], goals),
    )


def _first_ones(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems in the order in which somebody who mends them goes through the workbook."""
    order = {sheet.name: place for place, sheet in enumerate(SHEETS)}
    problems = sorted(problems, key=lambda each: (order.get(each.sheet or "", -1), each.row or 0))
    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    return (*problems[:MOST_PROBLEMS], more_problems(len(problems) - MOST_PROBLEMS))
