"""A district with five hundred members who all get their first notification, and senders that are killed meanwhile."""

import asyncio
import multiprocessing
import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerProcess

from bot.workspace.starting_people import PersonSpec
from bot.workspace.workspace import Workspace
from pdsa.calendar import SchoolYear
from pdsa.cycle import Channels, Cycle, Phases, Rhythm
from storage.notification_states import State
from storage.tables.people import MemberRow
from storage.transaction import table
from tests.bot.sending_process import ShiftedClock, send
from tests.databases import ZONE, Database, moment

MANY = 500
MORNING = moment("2026-08-18 10:00")
EMAILS = tuple(f"p{number:03}@riverbend.example" for number in range(MANY))
START = multiprocessing.get_context("forkserver")


def a_year(started: datetime | None = None) -> Cycle:
    """Riverbend's year without rooms: nothing but notifications to people."""
    first, last = moment("2026-08-17 08:00").date(), moment("2027-06-04 08:00").date()
    return Cycle(
        id=0,
        district="Riverbend",
        label="2026-27",
        year=SchoolYear(first, last, ZONE),
        phases=Phases.usual(first, last),
        rhythm=Rhythm(),
        channels=Channels(),
        framework="",
        commitment="",
        minimum_group=10,
        started_at=started,
    )


class Fanout:
    """The workspace, the database, and the processes that send from it."""

    def __init__(self, database: Database, seed: int) -> None:
        self.clock = ShiftedClock(MORNING - datetime.now(UTC))
        people = [PersonSpec(f"Person {email[1:4]}", email, ZONE) for email in EMAILS]
        self.workspace = Workspace(people, [], clock=self.clock, strict_rates=False, own_events=False, fault_seed=seed)
        self.database = database
        self.random = random.Random(seed)
        self.kills = 0
        self._running: list[ForkServerProcess] = []

    async def prepare(self) -> None:
        """Five hundred members; three in four have spoken with the bot before. A lead has pressed Start."""
        rows = [
            {
                "district": 1, "email": email, "name": f"Person {email[1:4]}", "role": "Member", "team": "Team",
                "district_team": True, "active": True, "address": None,
                "conversation": self.workspace.dm(email) if number % 4 else "",
            }
            for number, email in enumerate(EMAILS)
        ]  # fmt: skip
        async with self.database.store() as store:
            await store.cycles.put(a_year())
        async with self.database.engine.begin() as connection:
            await connection.execute(table(MemberRow).insert(), rows)
        async with self.database.store(at=self.clock.now()) as store:
            assert store.cycle is not None
            await store.cycles.start(store.cycle, self.clock.now())

    def trouble(self) -> None:
        """What may go wrong on the way there and back."""
        faults = self.workspace.faults
        for kind in ("lost_reply", "500_after", "500_before"):
            faults.add("chat.postMessage", kind, probability=0.02)
            for method in ("conversations.history", "conversations.open", "users.lookupByEmail"):
                faults.add(method, kind, probability=0.01)
        faults.add("chat.postMessage", "429", times=2)
        faults.add("conversations.history", "429", times=1)

    async def run(self, *, processes: int, kills: int, deadline: float) -> None:
        """Send all of them, killing a process so many times on the way."""
        ahead = MORNING - datetime.now(UTC)
        self._running = [self._start(ahead) for _ in range(processes)]
        until = time.monotonic() + deadline
        try:
            posted = 0
            for kill in range(kills):
                posted = max(posted, MANY * (kill + 1) // (kills + 1) + self.random.randint(-8, 8))
                await self.workspace.until(lambda at_least=posted: self.posts() >= at_least, until - time.monotonic())
                await self._a_moment()
                self._kill(self.random.randrange(processes))
                self._running.append(self._start(ahead))
            await self._until_settled(until)
        finally:
            for process in self._running:
                process.kill()
                process.join()

    async def _a_moment(self) -> None:
        """Up to thirty milliseconds: the kill may fall before, in or after any step of the next few notifications."""
        done = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(self.random.random() * 0.03, done.set_result, None)
        await done

    def _start(self, ahead: timedelta) -> ForkServerProcess:
        process = START.Process(target=send, args=(self.database.url, self.workspace.api_url, ahead), daemon=True)
        process.start()
        return process

    def _kill(self, number: int) -> None:
        process = self._running.pop(number)
        process.kill()
        process.join()
        self.kills += 1

    def posts(self) -> int:
        return sum(len(channel.messages) for channel in self.workspace.world.channels.values())

    async def _until_settled(self, until: float) -> None:
        """Wait until every notification is settled. Each look at the database waits for a little news, or a little
        while.
        """
        news = self.workspace.subscribe()
        while (await self.states()) != {State.SENT: MANY}:
            assert time.monotonic() < until, await self.states()
            try:
                await asyncio.wait_for(news.get(), 0.1)
            except TimeoutError:
                continue
        news.close()

    async def states(self) -> Counter[State]:
        async with self.database.store(writes=False) as store:
            return Counter(notification.state for notification in await store.outbox.of_kind("welcome"))

    async def delivered(self) -> list[tuple[str, int, bool]]:
        """Each person's e-mail, how many notifications reached them, and whether the outbox knows the first one."""
        async with self.database.store(writes=False) as store:
            notifications = {
                notification.reader.email: notification for notification in await store.outbox.of_kind("welcome")
            }
        deliveries = []
        for email in EMAILS:
            messages = self.workspace.visible(email, self.workspace.dm(email))
            notification = notifications[email]
            known = bool(messages) and (notification.message, notification.conversation) == (
                messages[0].ts,
                messages[0].channel,
            )
            deliveries.append((email, len(messages), known))
        return deliveries
