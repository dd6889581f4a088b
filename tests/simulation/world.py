"""One run: a district, its chat, and a bot that lives through a storm of faults and the quiet after it."""

import asyncio
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.settings import Settings
from pdsa.calendar import instant
from tests.databases import ZONE
from tests.simulation.district import STARTED, a_chat
from tests.simulation.fate import Fate, Mishap
from tests.simulation.logged_errors import Complaints
from tests.simulation.outbox_look import Look
from tests.simulation.process import Parts, Process
from tests.simulation.said_and_told import Said

DAYS = 270
"""So long after Start a run may begin: the bot looks back a few days, and finds much to say on any of them."""
MUCH_TO_DO = (2, 3)
"""Weekdays, Monday being 0: the weekly question comes on Thursdays."""
QUIET = timedelta(hours=2)
"""So long nothing goes wrong at the end of a run."""
PATIENCE = timedelta(days=4)
"""So long it may take after that until no notification is on its way any more."""


def begins(fate: Fate) -> datetime:
    """When a run begins: the first thing that its fate decides."""
    day = STARTED.date() + timedelta(days=fate.random.randrange(DAYS))
    day += timedelta(days=(fate.picks((day.weekday(), *MUCH_TO_DO)) - day.weekday()) % 7)
    return instant(day, time(fate.random.randrange(6, 20)), ZONE)


class World:
    """All there is in one run. Second 0 of the loop is `begins`; `now` is the true time."""

    def __init__(self, seed: int, file: Path, parts: Parts) -> None:
        self._loop = asyncio.get_running_loop()
        self.fate = Fate(seed, self._loop.time)
        self.begins = begins(self.fate)
        self.chat = a_chat(self.now)
        self.file = file
        self.look = Look(file)
        self.complaints = Complaints()
        self._parts = parts
        self.settings = Settings(_env_file=None, database_url=f"sqlite:///{file}")  # type: ignore[call-arg]
        self.processes: dict[int, Process] = {}
        self.skew = timedelta(0)
        self.answers: list[Said] = []
        """All that people said of how a week went, in its order."""
        self.lost: list[tuple[datetime, datetime]] = []
        """Stretches of time of which the database knows nothing any more: from a backup until it was put back."""
        self._numbers = 0
        self._serving = asyncio.Event()
        self._serving.set()
        self.fate.tell(f"{self.begins:%a %Y-%m-%d %H:%M} UTC, {self.fate.weather}")

    def now(self) -> datetime:
        return self.begins + timedelta(seconds=self._loop.time())

    def wall(self) -> datetime:
        """What the machine's clock shows."""
        return self.now() + self.skew

    def number(self, what: str) -> str:
        """A name for one more thing that people do or say."""
        self._numbers += 1
        return f"{what}-{self._numbers}"

    async def lives(self) -> None:
        """The storm, and what comes after it until nothing is on its way any more."""
        slots = [asyncio.create_task(self._slot(number)) for number in range(self.fate.picks((1, 1, 2)))]
        with self.complaints.heard():
            await asyncio.sleep(self.fate.seconds(0.1, 0.7) * 86_400)
            self.fate.storm = False
            self.chat.failing.clear()
            self.fate.tell("the storm is over")
            await self._quiet()
        for slot in slots:
            if slot.done():
                slot.result()
            slot.cancel()

    async def _quiet(self) -> None:
        await asyncio.sleep(QUIET.total_seconds())
        for _ten_minutes in range(PATIENCE // timedelta(minutes=10)):
            if not self.look.is_unsettled(self.now()):
                return
            await asyncio.sleep(600)

    async def stopped(self, work: Callable[[], None]) -> None:
        """Do something while no process runs."""
        self._serving.clear()
        for process in self.processes.values():
            process.life.end()
        self.look.close()
        work()
        self._serving.set()

    async def _slot(self, number: int) -> None:
        """One machine, on which the bot is started again whenever it has died."""
        while True:
            await self._serving.wait()
            process = self.processes[number] = Process(
                self.settings, self.chat, self.fate, self.wall, self.look, self._parts
            )
            self.fate.tell(f"start {number}")
            try:
                await process.life.begin(process.serve())
            except (asyncio.CancelledError, Mishap):
                if not self.fate.storm:
                    raise
                process.life.end()
            await asyncio.sleep(self.fate.seconds(1, 900))
