"""Plays a plan's year: what is due happens, the sample cast answers, all of it is taken down."""

import heapq
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.assemble import House, house
from bot.cast import cast_of
from bot.demo import local_settings, prepare
from bot.desk import plan_of, read
from bot.passage import STRIDE, Passage
from bot.rehearse.cast import Cast
from bot.rehearse.record import Record
from bot.rehearse.write import write_all
from bot.serve import quiet_logs
from bot.slack.scopes import SCOPES
from bot.time import MovableClock
from bot.trouble import Trouble
from bot.workspace.server import Workspace
from handlers.kit.words import when
from pdsa.calendar import ONE_DAY, instant, local_day
from pdsa.plan import Plan

FIRST_MORNING = time(8, 0)
LAST_EVENING = time(20, 0)

Deed = Callable[[], Awaitable[None]]


@dataclass(order=True)
class _Coming:
    at: datetime
    number: int
    deed: Deed = field(compare=False)


class Play:
    """One year on one movable clock. People's deeds and what is due alternate in the order of time."""

    def __init__(self, workspace: Workspace, made: House, clock: MovableClock, record: Record) -> None:
        self._workspace = workspace
        self._made = made
        self._clock = clock
        self._record = record
        self._passage = Passage(clock, made.ticker, made.post, workspace.quiet)
        self._coming: list[_Coming] = []
        self._number = count()

    @property
    def now(self) -> datetime:
        return self._clock.now()

    def later(self, at: datetime, deed: Deed) -> None:
        """Somebody will do something then."""
        heapq.heappush(self._coming, _Coming(max(at, self.now), next(self._number), deed))

    async def until(self, end: datetime, cast: Cast | None, passed: Callable[[datetime], None]) -> None:
        """Play to the end; the cast hears of every new message as soon as it is there."""
        due: datetime | None = None
        seen_until = self.now
        while self.now < end:
            if due is None or due <= self.now:
                seen_until = min(end, self.now + STRIDE)
                due = await self._happen(cast, seen_until - self.now) or seen_until
            deed = self._coming[0].at if self._coming else end
            self._clock.move_to(min(due, deed, end))
            while self._coming and self._coming[0].at <= self.now:
                await heapq.heappop(self._coming).deed()
                await self._said(cast)
            passed(self.now)

    async def _happen(self, cast: Cast | None, ahead: timedelta) -> datetime | None:
        """What is due now happens, and the cast reads it; when something is due next."""
        due = await self._passage.now(ahead)
        await self._read(cast)
        return due

    async def _said(self, cast: Cast | None) -> None:
        """Somebody did something: its letters go out, and the cast reads them."""
        await self._made.ears.settle()
        await self._workspace.quiet()
        await self._made.post.deliver()
        await self._read(cast)

    async def _read(self, cast: Cast | None) -> None:
        await self._workspace.quiet()
        for seen in self._record.take():
            if cast is not None:
                await cast.reads(seen, self)


async def run_rehearsal(path: Path, folder: Path, seed: int, silent: bool, out: Console) -> None:
    """Rehearse the plan at `path`; leaves year.html, messages.csv, plan.xlsx and summary.md in `folder`."""
    quiet_logs()
    plan = plan_of(await read(path), path)
    _make(folder)
    start = instant(plan.first_day, FIRST_MORNING, plan.zone)
    end = instant(plan.last_day, LAST_EVENING, plan.zone)
    clock = MovableClock(start)
    people = cast_of(plan)
    workspace = Workspace(people.people, people.channels, clock=clock, scopes=frozenset(SCOPES), own_events=False)
    with tempfile.TemporaryDirectory(prefix="sel-rehearsal-") as place, Record(workspace) as record:
        async with workspace:
            settings = local_settings(workspace.api_url, Path(place) / "rehearsal.db", durable=False)
            await prepare(settings, plan, clock)
            async with house(settings, clock) as made, made.listening():
                await workspace.connected()
                play = Play(workspace, made, clock, record)
                cast = None if silent else Cast(workspace, plan, seed)
                if cast is not None:
                    cast.plans_ahead(play)
                await _watched(play, cast, start, end, plan, out)
                told = await write_all(folder, plan, made, record, seed=seed, silent=silent)
    for line in told:
        out.print(escape(line), highlight=False, soft_wrap=True)


async def _watched(play: Play, cast: Cast | None, start: datetime, end: datetime, plan: Plan, out: Console) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True) as progress:
        days = local_day(end, plan.zone) - local_day(start, plan.zone)
        task = progress.add_task(when(plan.first_day), total=days / ONE_DAY)

        def passed(now: datetime) -> None:
            day = local_day(now, plan.zone)
            progress.update(task, completed=(day - plan.first_day).days, description=f"{when(day):<12}")

        await play.until(end, cast, passed)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"{folder} cannot be made: {error.strerror}.", "Name another folder with --out.") from None
