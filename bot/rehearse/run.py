"""A rehearsal from start to end: the plan is read, the year is played, and what came of it is written down."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date, datetime, time
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.assemble import Bot, open_bot
from bot.cli_error import CliError
from bot.command_line import plan_of, read
from bot.demo import local_settings, prepare
from bot.district_clock import MovableClock
from bot.local_workspace_people import cast_of
from bot.rehearse.between_years import Summer
from bot.rehearse.cast import Cast
from bot.rehearse.cast_actions import Duties
from bot.rehearse.mishaps import Mishaps
from bot.rehearse.play import Play
from bot.rehearse.record import Record
from bot.rehearse.result import Rehearsal
from bot.rehearse.ui_driver import UiDriver
from bot.rehearse.unsaid_sentences import Spoken
from bot.rehearse.write import collected, workbook, write_all
from bot.slack.scopes import SCOPES
from bot.workspace.clock import PATIENT
from bot.workspace.workspace import Workspace
from handlers.kit.words import when
from pdsa.calendar import instant, local_day
from pdsa.plan import Plan

FIRST_MORNING = time(8, 0)
LAST_EVENING = time(20, 0)


async def run_rehearsal(path: Path, folder: Path, seed: int, silent: bool, out: Console, years: int = 1) -> None:
    """Rehearse the plan at `path`; leaves year.html, messages.csv, summary.md and the plans in `folder`.

    Further `years` begin with what the sample team learned in the one before. Raises CliError where the plan cannot be
    read, the folder cannot be written, or it is stopped on the way.
    """
    if silent and years > 1:
        raise CliError("Where nobody answers, nobody launches a next year.", "Leave out --silent or --years.")
    plan = plan_of(await read(path), path)
    await asyncio.to_thread(_make, folder)
    try:
        result = await _played(plan, seed, silent, years, out)
        told = await write_all(folder, result)
    except OSError as error:
        raise CliError(f"{folder} cannot be written: {error.strerror or error}.", "Name another with --out.") from None
    except asyncio.CancelledError:
        raise CliError("Stopped on the way: nothing was written, nobody was messaged.", code=130) from None
    for line in told:
        out.print(escape(line), highlight=False, soft_wrap=True)


async def _played(plan: Plan, seed: int, silent: bool, years: int, out: Console) -> Rehearsal:
    clock, mishaps = MovableClock(instant(plan.first_day, FIRST_MORNING, plan.zone)), Mishaps()
    with mishaps.listening(clock):
        async with _stage(plan, clock) as (workspace, made):
            with Record(workspace) as record:
                play = Play(workspace, made, clock, record, mishaps)
                spoken = Spoken()
                hands = UiDriver(workspace, play.settle, record.did, play.went_wrong)
                plans, workbooks = [plan], list[bytes]()
                for number in range(years):
                    current = plans[-1]
                    cast = None if silent else _cast(current, seed + number, play, hands, spoken)
                    end = instant(current.last_day, LAST_EVENING, current.zone)
                    with _bar(current, out) as passed:
                        await play.until(end, cast.reads if cast else None, passed)
                    if number + 1 < years:
                        workbooks.append(await workbook(made))
                        plans.append(await _next(current, seed + number, play, hands, made))
                return await collected(plans, made, record, mishaps, workbooks, seed=seed, silent=silent)


async def _next(plan: Plan, seed: int, play: Play, hands: UiDriver, made: Bot) -> Plan:
    next_plan = await Summer(plan, seed, play, hands, made).next_plan()
    if next_plan is None:
        raise CliError("The plan has no lead who could launch the next year.", "Name one in the Team sheet.")
    return next_plan


@asynccontextmanager
async def _stage(plan: Plan, clock: MovableClock) -> AsyncIterator[tuple[Workspace, Bot]]:
    """A workspace with the plan's people, and the bot that listens there; the plan is in and Start is pressed."""
    people = cast_of(plan)
    workspace = Workspace(
        people.people, people.channels, clock=clock, timing=PATIENT, scopes=frozenset(SCOPES), own_events=False
    )
    with tempfile.TemporaryDirectory(prefix="sel-rehearsal-") as place:
        async with workspace:
            settings = local_settings(workspace.api_url, Path(place) / "rehearsal.db", durable=False)
            # One notification after the other: which of several is faster would be chance, and chance comes from the
            # seed.
            settings = settings.model_copy(update={"claim_size": 1})
            await prepare(settings, plan, clock)
            async with open_bot(settings, clock) as made, made.listening():
                await made.drawing.warm()
                await workspace.connected()
                yield workspace, made


def _cast(plan: Plan, seed: int, play: Play, hands: UiDriver, spoken: Spoken) -> Cast:
    actions = Duties(plan, seed, hands, play.replanned, lambda: local_day(play.now, plan.zone), spoken)
    cast = Cast(plan, seed, play, actions)
    cast.plans_ahead()
    return cast


@contextmanager
def _bar(plan: Plan, out: Console) -> Iterator[Callable[[datetime], None]]:
    """How far the year has come, for somebody who watches; nothing at all where nobody does."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
        days = (plan.last_day - plan.first_day).days
        task = progress.add_task(_day(plan.first_day), total=days)

        def passed(now: datetime) -> None:
            day = local_day(now, plan.zone)
            progress.update(task, completed=(day - plan.first_day).days, description=_day(day))

        yield passed


def _day(day: date) -> str:
    return f"{when(day):<10} {day.year}"


def _make(folder: Path) -> None:
    """The folder, made and tried before a year is played for it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except FileExistsError:
        raise CliError(f"{folder} is a file; a rehearsal leaves its files in a folder.", "Name a folder.") from None
    except OSError as error:
        raise CliError(f"{folder} cannot be written: {error.strerror}.", "Name another folder with --out.") from None
