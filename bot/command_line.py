"""Commands of the command line that need no chat: migrate, routes, template, import, export."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli_error import CliError
from bot.retention import list_of, no_list
from bot.settings import Settings
from handlers.features import FEATURES
from handlers.kit.words import join
from handlers.wording.notifications import owners, tell_new_owners
from pdsa.errors import Refusal
from pdsa.people import DRAFT_READERS, EVERYONE, LEADS, PROMPTED, SENDERS, Role
from pdsa.plan import Plan
from storage.database import connect
from storage.database_file import write_private
from storage.database_stamp import keep_in_step
from storage.exporting import take_out
from storage.files.child import Child
from storage.files.sheets.cell_problems import sentence
from storage.files.sheets.workbook_contents import WorkbookReading
from storage.files.workbook_in_child import read_plan_file, write_plan, write_template
from storage.importing import ImportOutcome, bring_in
from storage.migrate import is_current, is_new, migrate
from storage.store import open_newest_year

HERE = Path(__file__).parents[1]
MOST_PROBLEMS = 40


def read_settings() -> Settings:
    """The environment's settings. Raises CliError with the name of what is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "a setting"
        raise CliError(f"{name} cannot be used: {first['msg']}.", "Look at .env.example for what it may be.") from None


def file_of_url(settings: Settings) -> Path | None:
    """The file that the database is; None for one on a server."""
    try:
        url = make_url(settings.database_url)
    except Exception:
        raise CliError("DATABASE_URL is not a database address.", "Use sqlite:///FILE or postgresql://...") from None
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _not_deleted(settings: Settings) -> None:
    """Raises CliError where a running bot found its file deleted: a new, empty one would look like a first day."""
    file = file_of_url(settings)
    if file is not None and not file.exists() and (saved := sorted(file.parent.glob(f"{file.name}.saved-*"))):
        raise CliError(
            f"The database {file} was deleted. What it held is in {saved[-1]}.", f"Run: sel-bot restore {saved[-1]}"
        )


@asynccontextmanager
async def database(settings: Settings, *, current: bool = True) -> AsyncIterator[AsyncEngine]:
    """The database, reachable and (if `current`) of this version's shape; an empty one is given it.

    Raises CliError where it does not answer, or has the shape of an older version.
    """
    _not_deleted(settings)
    try:
        engine = connect(settings.database_url)
    except (ValueError, OSError) as error:
        raise CliError(str(error), "Set DATABASE_URL, for instance to sqlite:///sel-cycle-bot.db.") from None
    try:
        if current and await is_new(engine):
            await migrate(engine)
        if current and not await is_current(engine):
            raise CliError("The database has not the shape that this version needs.", "Run: sel-bot migrate")
        if current:
            await _keep_list(settings, engine)
        yield engine
    except (OperationalError, DBAPIError, OSError) as error:
        raise CliError(
            f"The database does not answer: {_short(error)}.", "Check DATABASE_URL: sel-bot doctor"
        ) from None
    finally:
        await engine.dispose()


async def _keep_list(settings: Settings, engine: AsyncEngine) -> None:
    """Whatever database stands here now: what was deleted from it is deleted."""
    path = list_of(settings)
    try:
        if path is not None:
            await keep_in_step(engine, path, datetime.now(UTC))
    except ValueError:
        raise no_list(path) from None


async def run_migrate(out: Console) -> None:
    async with database(read_settings(), current=False) as engine:
        await migrate(engine)
    out.print("The database is ready.")


def show_routes(out: Console) -> None:
    """All routes and notifications, and where each is written, as a table."""
    table = Table("route", "kind", "feature", "who", "keeps", "where", "help")
    for column in (0, 5):
        table.columns[column].no_wrap = True
    for feature in FEATURES:
        for route in feature.routes:
            keeps, told = "yes" if route.writes else "", str(route.command.help) if route.command else ""
            table.add_row(route.name, route.kind, feature.name, _who(route.who), keeps, _where(route.speak), told)
        for kind, write in feature.notifications.items():
            table.add_row(kind, "notification", feature.name, "", "", _where(write), "")
    out.print(table)


def _where(function: Callable[..., object]) -> str:
    """The file, from the project's folder, and the line that a function begins at."""
    code = inspect.unwrap(function).__code__
    return f"{Path(code.co_filename).relative_to(HERE)}:{code.co_firstlineno}"


def _who(roles: frozenset[Role]) -> str:
    """A set of roles by the name that people.py gives it."""
    named = {EVERYONE: "everyone", PROMPTED: "team", LEADS: "leads", SENDERS: "senders", DRAFT_READERS: "draft readers"}
    return named.get(roles) or ", ".join(sorted(role.value for role in roles))


async def run_template(to: Path, out: Console) -> None:
    async with Child(workers=1) as child:
        await _write(to, await write_template(child))
    out.print(f"Wrote {escape(str(to))}. Fill it in, then: sel-bot import {escape(str(to))}", highlight=False)


async def run_import(path: Path, out: Console) -> None:
    """All or nothing: every problem is named first."""
    reading = await read(path)
    plan = plan_of(reading, path)
    async with database(read_settings()) as engine, open_newest_year(engine, datetime.now(UTC), writes=True) as store:
        try:
            before = await owners(store)
            outcome = await bring_in(store, plan)
            await tell_new_owners(before, store.year(outcome.cycle))
        except Refusal as refusal:
            raise CliError(refusal.sentence) from None
    for note in reading.notes:
        out.print(f"Note: {escape(note)}", highlight=False, soft_wrap=True)
    for line in _told(outcome):
        out.print(escape(line), highlight=False, soft_wrap=True)


async def run_export(to: Path, out: Console) -> None:
    """Write the plan and what happened into a workbook. Raises CliError where there is no plan."""
    async with database(read_settings()) as engine, open_newest_year(engine, datetime.now(UTC)) as store:
        if store.cycle is None:
            raise CliError("There is no plan to export yet.", "Bring one in first: sel-bot import FILE")
        plan, happened = await take_out(store)
    async with Child(workers=1) as child:
        await _write(to, await write_plan(plan, happened, child))
    out.print(f"Wrote {escape(str(to))}.", highlight=False)


async def read(path: Path) -> WorkbookReading:
    """Read a workbook in a child process, so that a hostile one harms nothing."""
    async with Child(workers=1) as child:
        return await read_plan_file(path, child)


def plan_of(reading: WorkbookReading, path: Path) -> Plan:
    """The plan that was read. Raises CliError that lists every problem."""
    if reading.plan is not None:
        return reading.plan
    sentences = [sentence(problem) for problem in reading.problems]
    more = [f"... and {len(sentences) - MOST_PROBLEMS} more."] if len(sentences) > MOST_PROBLEMS else []
    lines = "\n".join(f"- {line}" for line in [*sentences[:MOST_PROBLEMS], *more])
    raise CliError(f"{path.name} cannot be used as it is; nothing was changed.", escape(lines))


async def _write(to: Path, content: bytes) -> None:
    try:
        await asyncio.to_thread(write_private, to, content)
    except OSError as error:
        raise CliError(f"{to} cannot be written: {error.strerror}.", "Name another file or folder.") from None


def _told(outcome: ImportOutcome) -> list[str]:
    lines = [
        f"Imported {outcome.cycle.district}, {outcome.cycle.label}: {outcome.people} people, {outcome.goals} goals, "
        f"{outcome.strategies} strategies; {outcome.observations} observations are new or changed."
    ]
    gone = (
        ("people", outcome.vanished_people),
        ("goals", outcome.vanished_goals),
        ("strategies", outcome.vanished_strategies),
        ("days off", outcome.vanished_days),
    )
    for what, names in gone:
        if names:
            lines.append(f"No longer in the workbook, and kept: {what} {join(list(names))}. A lead can set them aside.")
    if outcome.cycle.started_at is None:
        lines.append("Nobody is messaged until a lead presses Start: `/sel setup` in chat.")
    return lines


def _short(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0][:200]
