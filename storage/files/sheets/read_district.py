"""Reads the sheets about the district itself: *District*, *Calendar* and *Team*."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pdsa.calendar import DayOff
from pdsa.channel_names import NotAChannel, channel_name
from pdsa.cycle import Channels
from pdsa.names import as_spoken, folded
from pdsa.newyear import label_in
from pdsa.people import Role
from pdsa.plan import PlanMember, Problem
from pdsa.text import _
from pdsa.zones import region, regions_meant
from storage.files.sheets import cell_problems, import_notes
from storage.files.sheets.cells import EMPTY
from storage.files.sheets.columns import CALENDAR, DISTRICT, FIELDS, TEAM, SheetLayout, name_key
from storage.files.sheets.header_and_rows import Findings, SheetRow, is_example
from storage.language_names import language_meant

LONGEST_YEAR = 400
AROUND_THE_YEAR = timedelta(days=120)
LONGEST_BREAK = 120
USUAL_MINIMUM_GROUP = 10
MOST_MINIMUM_GROUP = 100
ROLES = {name_key(role.value): role for role in Role} | {
    "schoolteamlead": Role.SCHOOL_LEAD,
    "schoolteammember": Role.SCHOOL_MEMBER,
    "communication": Role.COMMUNICATIONS,
    "researcher": Role.RESEARCH,
    "teamlead": Role.LEAD,
    "districtlead": Role.LEAD,
    "teammember": Role.MEMBER,
}
FOR_ALL = dict.fromkeys(("all", "everybody", "everyone"), True) | dict.fromkeys(("students", "student"), False)


@dataclass(frozen=True)
class DistrictSheet:
    """What the *District* sheet says; a field that is missing or wrong has its empty value, and a problem."""

    name: str
    school_year: str
    zone: str
    first_day: date | None
    last_day: date | None
    framework: str
    commitment: str
    minimum_group: int
    channels: Channels


@dataclass
class Fields(SheetRow):
    """The *District* sheet as one row: each field is asked for by its key, and knows the row that it stands in."""

    numbers: Mapping[str, int]

    def bad(self, key: str, found: str, wanted: str) -> None:
        name = self.sheet.column(key).header
        self.findings.problems.append(Problem(found, wanted, self.sheet.name, self.numbers.get(key), name))

    def missing(self, key: str) -> None:
        if self.sheet.name not in self.findings.unread:
            self.findings.problems.append(cell_problems.no_field(self.sheet.column(key).header, self.numbers.get(key)))


def read_district(rows: Sequence[SheetRow], findings: Findings) -> DistrictSheet:
    """The district and its year. A field that is missing or cannot mean anything is noted as a problem."""
    fields = _fields([] if DISTRICT.name in findings.unread else rows, findings)
    first_day, last_day = fields.day("first_day"), fields.day("last_day")
    if first_day and last_day and last_day <= first_day:
        header = fields.sheet.column("first_day").header
        fields.wrong("last_day", last_day.isoformat(), cell_problems.before(first_day, header))
    elif first_day and last_day and (last_day - first_day).days > LONGEST_YEAR:
        fields.wrong("last_day", last_day.isoformat(), cell_problems.year_too_long(LONGEST_YEAR))
    wanted = cell_problems.want_between(1, MOST_MINIMUM_GROUP)
    return DistrictSheet(
        name=fields.text("district"),
        school_year=_school_year(fields, first_day),
        zone=zone(fields, "zone") or "",
        first_day=first_day,
        last_day=last_day,
        framework=fields.text("framework"),
        commitment=fields.text("commitment"),
        minimum_group=fields.whole("minimum_group", 1, MOST_MINIMUM_GROUP, wanted) or USUAL_MINIMUM_GROUP,
        channels=Channels(
            *(_channel(fields, f"{channel}_channel") for channel in ("team", "stakeholder", "leadership"))
        ),
    )


def _fields(rows: Sequence[SheetRow], findings: Findings) -> Fields:
    """Gathers the sheet's rows into one, field by field."""
    known = {name_key(name): column for column in FIELDS for name in (column.header, *column.also)}
    cells_by_key, numbers = {}, {}
    for row in rows:
        label = row.text("field")
        column = known.get(name_key(label))
        if column is None:
            if label:
                findings.note(import_notes.note_field(row.number, label))
        elif column.key in numbers:
            row.bad("field", *cell_problems.two_fields(label))
        else:
            numbers[column.key] = row.number
            value = row.found.get("value", EMPTY)
            cells_by_key[column.key] = EMPTY if is_example(value) else value
    return Fields(SheetLayout(DISTRICT.name, FIELDS), 0, cells_by_key, {}, findings, numbers)


def _school_year(fields: Fields, first_day: date | None) -> str:
    """The year as "2026-27" (or "2026", where a year lies within one); empty if it cannot be read."""
    written = fields.text("school_year")
    if not written:
        return ""
    label = label_in(written)
    if label is None:
        fields.wrong("school_year", written, _("Write the school year as 2026-27."))
        return ""
    if first_day and first_day.year != int(label[:4]):
        fields.findings.note(import_notes.note_year(label, first_day))
    return label


def _channel(fields: Fields, key: str) -> str:
    written = fields.text(key)
    try:
        return channel_name(written)
    except NotAChannel as trouble:
        fields.wrong(key, written, cell_problems.want_channel(trouble.trouble))
        return ""


def zone(row: SheetRow, key: str) -> str | None:
    """The region's zone that a cell names, whatever its case; None where there is none, or a problem."""
    written = row.text(key)
    if not written:
        return None
    zone_name = region(written)
    if not zone_name:
        row.wrong(key, written, cell_problems.want_zone(list(regions_meant(written))))
    return zone_name or None


def read_calendar(rows: Sequence[SheetRow], first_day: date | None, last_day: date | None) -> tuple[DayOff, ...]:
    """The days off, a stretch a row; one that lies far from the year is noted as a problem."""
    stretches = []
    wanted = _("Write “all” where nobody works, or “students” where only students are off.")
    for row in rows:
        name, first, last = row.text("name"), row.day("first"), row.day("last")
        for_all = row.choice("who", FOR_ALL, wanted)
        if first_day and last_day and first_day < last_day:
            _near_the_year(row, {"first": first, "last": last}, first_day, last_day)
        if first is None:
            continue
        last = last or first  # a stretch without an end is one day
        if last < first:
            row.wrong("last", last.isoformat(), cell_problems.before(first, CALENDAR.column("first").header))
        elif (last - first).days >= LONGEST_BREAK:
            row.wrong("last", last.isoformat(), cell_problems.break_too_long(LONGEST_BREAK))
        stretches.append(DayOff(name, first, last, for_all is not False))
    return tuple(stretches)


def _near_the_year(row: SheetRow, days: Mapping[str, date | None], first_day: date, last_day: date) -> None:
    earliest, latest = first_day - AROUND_THE_YEAR, last_day + AROUND_THE_YEAR
    for key, day in days.items():
        if day and not earliest <= day <= latest:
            row.wrong(key, day.isoformat(), cell_problems.outside_year(earliest, latest))


def _language(row: SheetRow) -> str | None:
    """The language that a cell names; one that the bot does not speak is noted, and English stands in for it."""
    written = row.text("language")
    language = language_meant(written) if written else None
    if written and language is None:
        row.findings.note(import_notes.note_language(row.number, written))
    return language


def _spoken(row: SheetRow) -> str:
    """The person's name as it is said, "Last, First" turned round."""
    written = row.text("name")
    spoken = as_spoken(written)
    if "," in written and folded(spoken) != folded(written):
        row.findings.note(import_notes.note_turned(row.number, written, spoken))
    return spoken


def read_team(rows: Sequence[SheetRow], findings: Findings) -> tuple[PlanMember, ...]:
    """The people, one a row and one for each e-mail; a plan without a lead is a problem."""
    people: list[PlanMember] = []
    numbers: dict[str, int] = {}
    teams: dict[str, str] = {}
    wanted = cell_problems.want_choice([role.value for role in Role])
    for row in rows:
        name, email, role, team = (
            _spoken(row),
            row.email("email"),
            row.choice("role", ROLES, wanted),
            row.text("team"),
        )
        if email in numbers:
            row.bad("email", *cell_problems.taken(email, numbers[email]))
        elif email:
            numbers[email] = row.number
        team = teams.setdefault(name_key(team) or team, team)  # one spelling a team: the first
        # A role that could not be read is told once; whoever has it is not refused as an owner on top.
        people.append(PlanMember(name, email, role or Role.MEMBER, team, zone(row, "zone"), _language(row)))
    if TEAM.name in findings.unread:
        return tuple(people)
    if not rows:
        findings.cannot_read(TEAM, cell_problems.nobody())
    elif not any(person.role is Role.LEAD for person in people):
        findings.problems.append(cell_problems.no_lead())
    return tuple(people)
