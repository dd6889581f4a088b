"""The demo: Riverbend's year in the local workspace, with a clock that can be moved on."""

import asyncio
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import time
from pathlib import Path

from alembic.util import CommandError
from pydantic import SecretStr
from rich.console import Console
from sqlalchemy.exc import DatabaseError

from bot.assemble import Bot, open_bot
from bot.cli_error import CliError
from bot.clock_bar import ClockBar
from bot.command_line import plan_of, read
from bot.demo_cast_answers import DemoCast, Played
from bot.demo_guide import Guide
from bot.district_clock import MovableClock
from bot.local_workspace_people import WorkspacePeople, cast_from, cast_of, example_file
from bot.serve import ended, quiet_logs, told_to_stop
from bot.settings import Settings
from bot.slack.scopes import SCOPES
from bot.time_travel import TimeTravel
from bot.workspace.clock import PATIENT
from bot.workspace.keep import Taken, Unreadable, kept_up, moment_of, opened, restore
from bot.workspace.page import hang
from bot.workspace.starting_people import PersonSpec
from bot.workspace.workspace import Workspace
from handlers.features import FEATURES
from handlers.kit.routes import RouteTable
from pdsa.calendar import instant
from pdsa.people import SCHOOL_ROLES, Role
from pdsa.plan import Plan, PlanMember
from storage.database import connect
from storage.importing import bring_in
from storage.migrate import migrate
from storage.store import Store, open_store

BOT_TOKEN = "xoxb-workspace"
APP_TOKEN = "xapp-workspace"
DATABASE = "demo.db"
FIRST_MORNING = time(9, 0)
"""When the bot writes to people, so that what Start sends is there at once."""
SUPERVISOR = PlanMember(
    "Renee Whitehorse", "r.whitehorse@riverbend.example", Role.SUPERVISOR, "Riverbend Unified School District"
)
STRANGER = PersonSpec("Jordan Blake", "j.blake@elsewhere.example", "America/Denver", title="Not in the plan")
ANSWER_WITHIN = 50.0
"""Seconds; the workspace of a demo is PATIENT, so an answer that takes long still opens its form."""


@dataclass(frozen=True)
class Demo:
    """A demo that runs: its page, its bot and what moves its time."""

    workspace: Workspace
    made: Bot
    clock: MovableClock
    travel: TimeTravel
    cast: DemoCast


async def run_demo(port: int, browser: bool, data: Path | None, out: Console) -> None:
    """Serve the page until Ctrl-C. Raises CliError where the port is taken or the folder cannot be used."""
    quiet_logs()
    async with open_demo(port, data) as demo:
        out.print(f"Riverbend's year is open at {demo.workspace.url}", highlight=False)
        out.print(
            "You lead the SEL team of an invented district; the page names three things to try. Stop with Ctrl-C."
        )
        if browser:
            await asyncio.to_thread(webbrowser.open, demo.workspace.url)
        await told_to_stop()
    out.print(f"Stopped. The year is kept in {data}." if data else "Stopped.", highlight=False)


@asynccontextmanager
async def open_demo(port: int = 0, data: Path | None = None) -> AsyncIterator[Demo]:
    """The demo, listening and beating. With a folder, it goes on from where that one was left, and is kept there."""
    async with AsyncExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sel-demo-")))
        plan = with_supervisor(plan_of(await read(example_file()), example_file()))
        with _usable(folder):
            shelf = stack.enter_context(opened(folder))
            snapshot = shelf.read()
            start = moment_of(snapshot) if snapshot else instant(plan.first_day, FIRST_MORNING, plan.zone)
            clock = MovableClock(start, runs=True)
            cast = cast_of(plan)
            played = _played(plan, clock)
            people = one_of_each_first((*cast.people, STRANGER), played.invited)
            workspace = Workspace(people, cast.channels, clock=clock, timing=PATIENT, scopes=frozenset(SCOPES))
            if snapshot:
                restore(workspace.world, shelf, snapshot)
        bar = ClockBar(clock, plan.zone)
        guide = Guide(plan, played, clock)
        hang(workspace, bars=[bar.bar(), guide.bar()], words=words(), acted=played.acted)
        await _open(workspace, port)
        stack.push_async_callback(workspace.stop)
        settings = local_settings(workspace.api_url, folder / DATABASE, durable=data is not None)
        with _usable(folder):
            await prepare(settings, plan, clock, start=False)
        if data is not None:
            await stack.enter_async_context(kept_up(workspace.world, shelf))
        made = await stack.enter_async_context(open_bot(settings, clock))
        await stack.enter_async_context(made.listening())
        await made.drawing.warm()
        beating = asyncio.create_task(made.scheduler.beat())
        stack.push_async_callback(ended, beating)
        travel = TimeTravel(clock, made.ticker, made.sender, workspace.quiet)
        sample = DemoCast(workspace, made, clock, travel, played)
        stack.enter_context(sample.watching())
        bar.ready(sample, made.scheduler.turn)
        guide.ready(made.engine)
        yield Demo(workspace, made, clock, travel, sample)


async def run_workspace(port: int, people: Path | None, out: Console) -> None:
    """The workspace alone, for a bot in another process; what to set stands alone on its lines, as in a .env file."""
    quiet_logs()
    cast = await cast_from(people)
    workspace = Workspace(cast.people, cast.channels, scopes=frozenset(SCOPES))
    hang(workspace, words=words())
    await _open(workspace, port)
    try:
        out.print(f"The workspace is open at {workspace.url}", highlight=False, soft_wrap=True)
        out.print("A bot joins it with these settings (in the environment, or in .env), then: sel-bot serve")
        out.print(f"SLACK_API_URL={workspace.api_url}", highlight=False, soft_wrap=True)
        out.print(f"SLACK_BOT_TOKEN={BOT_TOKEN}\nSLACK_APP_TOKEN={APP_TOKEN}", highlight=False)
        out.print(f"SEL_ADMINS={_first_lead(cast)}", highlight=False, soft_wrap=True)
        await told_to_stop()
    finally:
        await workspace.stop()


def local_settings(api_url: str, database: Path, *, durable: bool = True) -> Settings:
    """Settings for a bot at a workspace of this machine; nothing is read from the environment."""
    return Settings.model_construct(
        slack_bot_token=SecretStr(BOT_TOKEN),
        slack_app_token=SecretStr(APP_TOKEN),
        slack_api_url=api_url,
        database_url=f"sqlite:///{database}",
        sel_admins=(),
        durable=durable,
        tick_seconds=1.0,
        claim_size=25,
        answer_within=ANSWER_WITHIN,
        sockets=1,
    )


async def prepare(settings: Settings, plan: Plan, clock: MovableClock, *, start: bool = True) -> None:
    """A database with the plan in it and, where wanted, Start pressed: nobody real is messaged here. What was kept
    stays as it is.
    """
    engine = connect(settings.database_url, durable=settings.durable)
    try:
        await migrate(engine)
        async with open_store(engine, clock.now(), writes=True) as store:
            if store.newest_cycle is None:
                cycle = (await bring_in(store, plan)).cycle
                await _give_schools(plan, store)
                if start:
                    await store.cycles.start(cycle, clock.now())
    finally:
        await engine.dispose()


def with_supervisor(plan: Plan) -> Plan:
    """The plan with somebody who looks after its schools' principals, so that every role can be tried."""
    return replace(plan, team=(*plan.team, SUPERVISOR))


def one_of_each_first(people: Sequence[PersonSpec], invited: str) -> tuple[PersonSpec, ...]:
    """People as the list shows them: one of each role on top (of their own the `invited` one), then the others."""
    of_roles: dict[str, PersonSpec] = {}
    for person in sorted(people, key=lambda one: one.email != invited):
        of_roles.setdefault(person.title.split(",")[0], person)
    return tuple(sorted(people, key=lambda one: one not in of_roles.values()))


async def _give_schools(plan: Plan, store: Store) -> None:
    """A plan's workbook does not say which schools a supervisor looks after: here it is all of them."""
    schools = tuple(dict.fromkeys(one.team for one in plan.team if one.role in SCHOOL_ROLES))
    for person in await store.people.all():
        if person.role is Role.SUPERVISOR:
            await store.people.set_schools(person, schools)


def _played(plan: Plan, clock: MovableClock) -> Played:
    """The visitor is the plan's first lead, and is invited to try whoever else is asked first in the year."""
    visitor = next((person.email for person in plan.team if person.role is Role.LEAD), "")
    able = [each for each in plan.strategies if each.start and each.owner not in ("", visitor)]
    first = min(able, key=lambda each: each.start or plan.last_day, default=None)
    return Played(visitor, clock, first.owner if first else "")


def words() -> list[tuple[str, str]]:
    """What the page completes after /sel."""
    return [(route.name, str(route.help)) for route in RouteTable.of(FEATURES).commands()]


async def _open(workspace: Workspace, port: int) -> None:
    try:
        await workspace.start(port)
    except OSError as error:
        raise CliError(f"Port {port} cannot be used: {error.strerror}.", "Take another: --port 0") from None


@contextmanager
def _usable(folder: Path) -> Iterator[None]:
    """What the disk or the content of the demo's folder refuses becomes a sentence."""
    another = "Name another folder with --data, or leave --data out for a new year."
    try:
        yield
    except Taken:
        raise CliError(f"Another demo is open in {folder}.", "Stop that one first, or name another folder.") from None
    except (Unreadable, DatabaseError, CommandError):
        raise CliError(f"What is in {folder} is no demo of this version.", another) from None
    except OSError as error:
        raise CliError(f"{folder} cannot be used: {error.strerror or error}.", another) from None


def _first_lead(cast: WorkspacePeople) -> str:
    return next((person.email for person in cast.people if person.is_admin), "")
