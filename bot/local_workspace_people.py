"""Who and what a local workspace opens with: a plan's people and channels, or a list of people."""

import csv
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from bot.cli_error import CliError
from bot.command_line import plan_of, read
from bot.workspace.starting_people import ChannelSpec, PersonSpec
from pdsa.names import as_spoken
from pdsa.people import PROMPTED, SCHOOL_ROLES, Role
from pdsa.plan import Plan, PlanMember
from pdsa.zones import region, regions_meant
from storage.files.workbook_in_child import EXAMPLE

HEADER = "name,e-mail,time zone"


@dataclass(frozen=True)
class WorkspacePeople:
    """Who and what a workspace opens with."""

    people: tuple[PersonSpec, ...]
    channels: tuple[ChannelSpec, ...]
    name: str


def example_file() -> Path:
    """The example plan's workbook, as it is installed."""
    return Path(str(files("storage.files") / "example" / EXAMPLE))


async def cast_from(people: Path | None) -> WorkspacePeople:
    """The cast of a plan's workbook or of a .csv; the example plan's where nothing is named. Raises CliError."""
    if people is not None and people.suffix.lower() == ".csv":
        return _listed(people)
    path = people or example_file()
    return cast_of(plan_of(await read(path), path))


def cast_of(plan: Plan) -> WorkspacePeople:
    """The plan's people and channels; the first lead is the workspace's admin."""
    lead = next((person.email for person in plan.team if person.role is Role.LEAD), "")
    people = tuple(
        PersonSpec(
            person.name, person.email, person.zone or plan.zone, is_admin=person.email == lead, title=title_of(person)
        )
        for person in plan.team
    )
    everyone = tuple(person.email for person in people)
    named = (plan.channels.team, plan.channels.stakeholders, plan.channels.leadership)
    channels = tuple(dict.fromkeys(name.lstrip("#") for name in named if name))
    channels = tuple(dict.fromkeys((*channels, "general")))
    # The team's own channel tells how single strategies went: those who only read are not in it.
    team = tuple(person.email for person in plan.team if person.role in PROMPTED)
    own = plan.channels.team.lstrip("#")
    others = {plan.channels.stakeholders.lstrip("#"), plan.channels.leadership.lstrip("#")}
    members = {name: team if name == own and name not in others else everyone for name in channels}
    return WorkspacePeople(people, tuple(ChannelSpec(name, members[name]) for name in channels), plan.district)


def title_of(person: PlanMember) -> str:
    """What somebody does, as the workspace shows it beside their name."""
    return f"{person.role.value}, {person.team}" if person.role in SCHOOL_ROLES else person.role.value


def _listed(path: Path) -> WorkspacePeople:
    """People from a list, one a line after the header; the first of them is the workspace's admin."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = [[cell.strip() for cell in row] for row in csv.reader(lines)]
    except (OSError, UnicodeDecodeError, csv.Error):
        raise CliError(f"{path} cannot be read as a list of people.", f"A .csv with: {HEADER}") from None
    people: dict[str, PersonSpec] = {}
    for number, row in enumerate(rows[1:], start=2):
        if any(row):
            person = _person(row, f"{path.name}, line {number}", is_admin=not people)
            if person.email in people:
                raise CliError(f"{path.name}, line {number}: {person.email} is there already.", "One line a person.")
            people[person.email] = person
    if not people:
        raise CliError(f"{path.name} names nobody.", f"A first line {HEADER}; then one person a line.")
    everyone = tuple(people)
    return WorkspacePeople(
        tuple(people.values()), tuple(ChannelSpec(name, everyone) for name in ("general", "sel-team")), path.stem
    )


def _person(row: list[str], where: str, *, is_admin: bool) -> PersonSpec:
    name, email, zone = (*row, "", "", "")[:3]
    if not name or "@" not in email:
        raise CliError(f"{where}: a name and an e-mail are needed.", f"The columns are: {HEADER} (may stay empty).")
    if zone and not region(zone):
        near = " or ".join(regions_meant(zone)) or "America/Denver"
        raise CliError(f'{where}: "{zone}" is no region\'s time zone.', f"Name one like {near}, or leave it empty.")
    return PersonSpec(as_spoken(name), email.lower(), region(zone) or "UTC", is_admin=is_admin)
