"""The sample cast in the demo: it answers, while time moves, for everybody whom the visitor does not play."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.assemble import Bot
from bot.district_clock import Clock, MovableClock
from bot.rehearse.cast import Cast
from bot.rehearse.cast_actions import Duties
from bot.rehearse.mishaps import Mishaps
from bot.rehearse.play import Play
from bot.rehearse.record import Record, Seen
from bot.rehearse.ui_driver import UiDriver
from bot.rehearse.unsaid_sentences import Spoken
from bot.time_travel import TimeTravel
from bot.workspace.workspace import Workspace
from pdsa.calendar import local_day
from pdsa.plan import Plan
from pdsa.text import _
from storage.exporting import plan_of
from storage.store import open_store

SEED = 1
PLAYED_FOR = timedelta(days=14)
"""So long after the visitor did something as somebody, the cast leaves that person to them."""
INVITED_FOR = timedelta(days=28)


class Played:
    """The people (e-mails) whom the visitor plays: always the `visitor`'s own, others while they act as them.

    An `invited` one is left to the visitor for the first weeks of the year, since the guide tells of them.
    """

    def __init__(self, visitor: str, clock: Clock, invited: str = "") -> None:
        self.visitor = visitor
        self.invited = invited
        self._clock = clock
        self._until = {invited: clock.now() + INVITED_FOR}
        self.acted_as: set[str] = set()

    def acted(self, who: str) -> None:
        """The visitor did something as this person."""
        self._until[who] = max(self._clock.now() + PLAYED_FOR, self._until.get(who, self._clock.now()))
        self.acted_as.add(who)

    def __contains__(self, who: str) -> bool:
        return who == self.visitor or (who in self._until and self._clock.now() < self._until[who])


class DemoCast:
    """Moves the demo's time, and lets the cast do on the way what it would do.

    The cast knows the plan of the year that a lead has started; before that nobody does anything.
    """

    def __init__(
        self, workspace: Workspace, made: Bot, clock: MovableClock, travel: TimeTravel, played: "Played"
    ) -> None:
        self._made = made
        self._travel = travel
        self.played = played
        self._clock = clock
        self._record = Record(workspace)
        self._play = Play(workspace, made, clock, self._record, Mishaps())
        self._hands = UiDriver(workspace, self._play.settle, lambda _who, _what: None, self._play.went_wrong)
        self._spoken = Spoken()
        self._cast: Cast | None = None
        self._cycle = 0

    @contextmanager
    def watching(self) -> Iterator[None]:
        """See what the bot writes, so that the cast can answer it."""
        with self._record:
            yield

    async def to(self, moment: datetime, stopped: Callable[[], bool]) -> None:
        """Let time pass until `moment`, or until it is `stopped`."""
        await self._learn_the_plan()
        await self._play.until(moment, self._reads, lambda _now: None, stopped)
        await self._travel.now()

    async def next_event(self) -> datetime | None:
        """When something is due next, if within three months."""
        return await self._travel.next_event()

    async def idle(self) -> str:
        """Why nothing is due next, in a sentence."""
        async with open_store(self._made.engine, self._clock.now()) as store:
            begun = store.newest_cycle is not None and store.newest_cycle.started_at is not None
        if begun:
            return _("Nothing is due in the next three months.")
        return _("Nothing is sent before Start.")

    async def _learn_the_plan(self) -> None:
        """A year that was started since the last time brings its cast."""
        async with open_store(self._made.engine, self._clock.now()) as store:
            year = await store.running_year()
            cycle = year.cycle
            if cycle is None or cycle.started_at is None or cycle.id == self._cycle:
                return
            plan = await plan_of(year)
        self._cycle = cycle.id
        self._cast = self._cast_of(
            replace(plan, team=tuple(one for one in plan.team if one.email != self.played.visitor))
        )
        self._cast.plans_ahead()

    def _cast_of(self, plan: Plan) -> Cast:
        play = self._play
        actions = Duties(plan, SEED, self._hands, play.replanned, lambda: local_day(play.now, plan.zone), self._spoken)
        return Cast(plan, SEED, _Others(self._play, self.played), actions)

    def _reads(self, seen: Seen) -> None:
        if self._cast is not None and seen.reader not in self.played:
            self._cast.reads(seen)


class _Others:
    """The play as the cast meets it: whoever is played by the visitor does nothing by themselves."""

    def __init__(self, play: Play, played: "Played") -> None:
        self._play = play
        self._played = played

    @property
    def now(self) -> datetime:
        return self._play.now

    def later(self, at: datetime, who: str, action: Callable[[], Awaitable[None]]) -> None:
        """What lies in the past is left out: the year may have been started late, or opened again."""
        if at >= self._play.now:
            self._play.later(at, who, partial(self._unless_played, who, action))

    async def _unless_played(self, who: str, action: Callable[[], Awaitable[None]]) -> None:
        if who not in self._played:
            await action()
