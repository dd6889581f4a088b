"""The demo: Riverbend's year in the local workspace, with a clock that can be moved on."""

import asyncio
import contextlib
import csv
import tempfile
import webbrowser
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, time
from importlib.resources import files
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console

from bot.assemble import house
from bot.clock_bar import ClockBar
from bot.desk import plan_of, read
from bot.passage import Passage
from bot.serve import quiet_logs
from bot.settings import Settings
from bot.slack.scopes import SCOPES
from bot.time import MovableClock
from bot.trouble import Trouble
from bot.workspace.page import hang
from bot.workspace.server import Workspace
from bot.workspace.specs import ChannelSpec, PersonSpec
from handlers.features import FEATURES
from handlers.kit.routes import Routes
from pdsa.calendar import instant
from pdsa.people import Role
from pdsa.plan import Plan
from storage.database import connect
from storage.files.workbook import EXAMPLE
from storage.importing import bring_in
from storage.schema import migrate
from storage.store import open_store

BOT_TOKEN = "xoxb-workspace"
APP_TOKEN = "xapp-workspace"
FIRST_MORNING = time(8, 0)


@dataclass(frozen=True)
class Cast:
    """Who and what a workspace opens with."""

    people: tuple[PersonSpec, ...]
    channels: tuple[ChannelSpec, ...]
    name: str


async def run_demo(port: int, browser: bool, data: Path | None, out: Console) -> None:
    """Serve the page until Ctrl-C. Raises Trouble where the port is taken or the folder cannot be used."""
    quiet_logs()
    async with AsyncExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sel-demo-")))
        plan = plan_of(await read(Path(str(files("storage.files") / "example" / EXAMPLE))), Path(EXAMPLE))
        clock = MovableClock(_resumed(folder, plan), runs=True)
        workspace = Workspace(*_parts(cast_of(plan)), clock=clock, scopes=frozenset(SCOPES))
        bar = ClockBar(clock, plan.zone)
        hang(workspace, bars=[bar.bar()], words=words())
        await _open(workspace, port)
        stack.push_async_callback(workspace.stop)
        settings = local_settings(workspace.api_url, folder / "demo.db")
        await prepare(settings, plan, clock)
        made = await stack.enter_async_context(house(settings, clock))
        await stack.enter_async_context(made.listening())
        await made.drawing.warm()
        bar.ready(Passage(clock, made.ticker, made.post, workspace.quiet))
        stack.callback(_keep, folder, clock)
        out.print(f"Riverbend's year is open at {workspace.url}", highlight=False)
        out.print("Move time on in the bar at the top. Stop with Ctrl-C.")
        if browser:
            await asyncio.to_thread(webbrowser.open, workspace.url)
        await made.heart.beat()


async def run_workspace(port: int, people: Path | None, out: Console) -> None:
    """The workspace alone, for a bot in another process."""
    quiet_logs()
    workspace = Workspace(*_parts(await _cast(people)), scopes=frozenset(SCOPES))
    hang(workspace, words=words())
    await _open(workspace, port)
    try:
        out.print(f"The workspace is open at {workspace.url}. A bot joins it with:", highlight=False)
        out.print(f"  SLACK_API_URL={workspace.api_url}", highlight=False, soft_wrap=True)
        out.print(f"  SLACK_BOT_TOKEN={BOT_TOKEN}\n  SLACK_APP_TOKEN={APP_TOKEN}", highlight=False)
        await asyncio.Event().wait()
    finally:
        await workspace.stop()


def cast_of(plan: Plan) -> Cast:
    """The plan's people and channels; the first lead is the workspace's admin."""
    lead = next((person.email for person in plan.team if person.role is Role.LEAD), "")
    people = tuple(
        PersonSpec(person.name, person.email, person.zone or plan.zone, is_admin=person.email == lead)
        for person in plan.team
    )
    everyone = tuple(person.email for person in people)
    named = (plan.channels.team, plan.channels.stakeholders, plan.channels.leadership)
    rooms = tuple(dict.fromkeys(name.lstrip("#") for name in named if name))
    return Cast(people, tuple(ChannelSpec(name, everyone) for name in (*rooms, "general")), plan.district)


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
        sockets=1,
    )


async def prepare(settings: Settings, plan: Plan, clock: MovableClock) -> None:
    """A database with the plan in it, and Start pressed: nobody real is messaged here."""
    engine = connect(settings.database_url, durable=settings.durable)
    try:
        await migrate(engine)
        async with open_store(engine, clock.now(), writes=True) as store:
            if store.cycle is None:
                await bring_in(store, plan)
            if store.cycle is not None:
                await store.cycles.start(store.cycle, clock.now())
    finally:
        await engine.dispose()


def words() -> list[tuple[str, str]]:
    """What the page completes after /sel."""
    return [(door.name, door.help) for door in Routes.of(FEATURES).commands()]


async def _open(workspace: Workspace, port: int) -> None:
    try:
        await workspace.start(port)
    except OSError as error:
        raise Trouble(f"Port {port} cannot be used: {error.strerror}.", "Take another: --port 0") from None


async def _cast(people: Path | None) -> Cast:
    if people is None:
        people = Path(str(files("storage.files") / "example" / EXAMPLE))
    if people.suffix.lower() == ".csv":
        return _listed(people)
    return cast_of(plan_of(await read(people), people))


def _listed(path: Path) -> Cast:
    """A workspace from a list of people: name, e-mail, time zone (optional), one a line after the header."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = [row for row in csv.reader(lines) if any(row)]
    except (OSError, UnicodeDecodeError, csv.Error):
        raise Trouble(f"{path} cannot be read as a list of people.", "A .csv with: name,e-mail,time zone") from None
    people = tuple(
        PersonSpec(r[0], r[1].lower(), r[2] if len(r) > 2 and r[2] else "UTC") for r in rows[1:] if len(r) > 1
    )
    if not people:
        raise Trouble(f"{path} names nobody.", "A first line name,e-mail,time zone; then one person a line.")
    everyone = tuple(person.email for person in people)
    return Cast(people, tuple(ChannelSpec(name, everyone) for name in ("general", "sel-team")), path.stem)


def _parts(cast: Cast) -> tuple[Sequence[PersonSpec], Sequence[ChannelSpec]]:
    return cast.people, cast.channels


def _resumed(folder: Path, plan: Plan) -> datetime:
    """Where the year stood when the demo was last stopped, or its first morning."""
    with contextlib.suppress(OSError, ValueError):
        kept = datetime.fromisoformat((folder / "clock").read_text(encoding="utf-8"))
        return kept.astimezone(UTC)
    return instant(plan.first_day, FIRST_MORNING, plan.zone)


def _keep(folder: Path, clock: MovableClock) -> None:
    (folder / "clock").write_text(clock.now().isoformat(), encoding="utf-8")
