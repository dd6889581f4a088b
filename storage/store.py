"""Store: one transaction, and all questions that can be asked in it, by repository."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from pdsa.cycle import Cycle
from storage.account_claims import Claims
from storage.begun_decisions import Interviews
from storage.between_schools import Schools
from storage.chat_outages import Outages
from storage.checkins import CheckIns
from storage.circumstances import Context
from storage.communication_plans import Sharing
from storage.database import TURN, WRITES, file_of, lock_writers
from storage.deletions import Removals
from storage.digests import BY_ITSELF, Digests
from storage.frameworks import Frameworks
from storage.learning import Learning
from storage.logic import Logic
from storage.measures import Measures
from storage.meetings import MeetingDays
from storage.memory import Memory
from storage.outbox import Outbox
from storage.parked import ParkedGoals
from storage.people import People
from storage.plans import Plans
from storage.posts import Posts
from storage.restores import Restores
from storage.rubric import ONES_OWN, Rubric
from storage.small_cycles import SmallCycles
from storage.snoozes import Snoozes
from storage.tables.people import DistrictRow
from storage.tables.sending import AuditRow, SeenRow
from storage.transaction import Transaction, table
from storage.turn_of_year import Years
from storage.typed_answers import TypedWords
from storage.uploads import Uploads
from storage.voices import Voices
from storage.year_cycle import Cycles, newest

SEEN = table(SeenRow)
AUDIT = table(AuditRow)
NO_CYCLE = 0
REMEMBERED = timedelta(days=2)
"""How long seen requests are kept: platforms repeat them up to an hour late, and a clock can be ahead by a day."""


@dataclass(frozen=True)
class Deed:
    """One entry of the audit trail: what was done about what, with what stood there before and after, as JSON."""

    at: datetime
    deed: str
    about: str
    before: Any = None
    after: Any = None


class Store:
    """What rests in the database, seen from one transaction of one district."""

    def __init__(self, transaction: Transaction, district: int) -> None:
        self._t = transaction
        self.now = transaction.now
        self.writes = transaction.writes
        self.district = district
        self.people = People(transaction, district)
        self.cycles = Cycles(transaction, district)
        self.frameworks = Frameworks(transaction, district)
        self.outages = Outages(transaction)
        self.removals = Removals(transaction, district)
        self.restores = Restores(transaction)
        self.claims = Claims(transaction)
        self.cycle: Cycle | None = None
        self.attach(None)

    def attach(self, cycle: Cycle | None) -> None:
        """Turn the cycle's repositories to this cycle."""
        number, zone = (cycle.id, cycle.zone) if cycle else (NO_CYCLE, "UTC")
        self.cycle = cycle
        self.plans = Plans(self._t, number, zone)
        self.logic = Logic(self._t, number, self.plans)
        self.checkins = CheckIns(self._t, number)
        self.rubric = Rubric(self._t, number, self.plans)
        self.learning = Learning(self._t, number)
        self.meetings = MeetingDays(self._t, number)
        self.interviews = Interviews(self._t, number)
        self.context = Context(self._t, number)
        self.parked = ParkedGoals(self._t, number)
        self.measures = Measures(self._t, number)
        self.small_cycle = SmallCycles(self._t, number, zone)
        self.years = Years(self._t, number)
        self.memory = Memory(self._t, self.district, cycle)
        self.sharing = Sharing(self._t, number)
        self.schools = Schools(self._t, number)
        self.digests = Digests(self._t, number)
        self.posts = Posts(self._t, self.district, number)
        self.snoozes = Snoozes(self._t, number)
        self.voices = Voices(self._t, number)
        self.typed = TypedWords(self._t, number)
        self.uploads = Uploads(self._t, number)
        self.outbox = Outbox(self._t, number, self.people, self.outages, self.restores)

    def at(self, cycle: Cycle) -> "Store":
        """Another year, seen from the same transaction."""
        other = Store(self._t, self.district)
        other.attach(cycle)
        return other

    async def turn_to(self, cycle: int) -> None:
        """Speak of the year with this id from here on: a notification of last year is made of last year's facts."""
        if self.cycle is None or self.cycle.id != cycle:
            found = await self.cycles.by_id(cycle)
            self.attach(found or self.cycle)

    async def let_run(self) -> None:
        """Speak of the year whose clock runs: until a new year is started, the one before it goes on."""
        if self.cycle is not None and self.cycle.started_at is None:
            self.attach(await self.cycles.in_force())

    @asynccontextmanager
    async def taken_back(self) -> AsyncIterator[None]:
        """What is written inside is looked at and taken back at its end, whatever happens."""
        point = await self._t.connection.begin_nested()
        try:
            yield
        finally:
            await point.rollback()

    async def first_time(self, request: str) -> bool:
        """Whether this request has not been seen before; remembers it, and forgets those too old to come again."""
        await self._t.run(SEEN.delete().where(SEEN.c.at < self.now - REMEMBERED))
        return await self._t.add_missing(SeenRow, ("id",), [{"id": request, "at": self.now}]) > 0

    async def record(self, deed: str, about: str, *, before: object = None, after: object = None) -> None:
        """Keep something in the audit trail that no repository keeps by itself."""
        await self._t.record(deed, about, before=before, after=after)

    async def trail(self, about: str) -> list[tuple[datetime, int | None, str, object, object]]:
        """What was done about something, oldest first: when, who, deed, before, after."""
        query = select(AUDIT).where(AUDIT.c.about == about).order_by(AUDIT.c.id)
        return [(r["at"], r["actor"], r["deed"], r["before"], r["after"]) for r in await self._t.rows(query)]

    async def newest_deed(self, *about: str) -> tuple[datetime, int | None] | None:
        """When one of these things was changed last, and by whom; not what came by itself or is one's own."""
        theirs = (AUDIT.c.about.in_(about), AUDIT.c.deed.not_in([*BY_ITSELF, *ONES_OWN]))
        query = select(AUDIT.c.at, AUDIT.c.actor).where(*theirs).order_by(AUDIT.c.id.desc()).limit(1)
        row = await self._t.first(query)
        return (row["at"], row["actor"]) if row else None

    async def deeds_of(
        self, actor: int, since: datetime, until: datetime, *, without: Iterable[str] = (), most: int, skip: int = 0
    ) -> list[Deed]:
        """What somebody did in a span, both ends included, the newest first, but for some deeds."""
        left_out = AUDIT.c.deed.not_in([*without, *BY_ITSELF])
        theirs = (AUDIT.c.actor == actor, AUDIT.c.at >= since, AUDIT.c.at <= until, left_out)
        query = select(AUDIT).where(*theirs).order_by(AUDIT.c.id.desc()).limit(most).offset(skip)
        return [Deed(r["at"], r["deed"], r["about"], r["before"], r["after"]) for r in await self._t.rows(query)]

    async def newest(self, deed: str, about: str) -> Any:
        """What was kept by the newest deed of this name about something, as JSON; None where there is none."""
        match = (AUDIT.c.about == about, AUDIT.c.deed == deed)
        return await self._t.scalar(select(AUDIT.c.after).where(*match).order_by(AUDIT.c.id.desc()).limit(1))


@asynccontextmanager
async def open_store(
    engine: AsyncEngine, now: datetime, *, actor: int | None = None, writes: bool = False
) -> AsyncIterator[Store]:
    """One transaction: committed at the end, rolled back when anything is raised.

    With `writes` it takes its turn among the writers before its first read, so that what it read still holds when it
    writes.
    """
    turn = engine.sync_engine.get_execution_options().get(TURN) if writes else None
    file = file_of(engine)
    if file is not None:
        file.check()
    async with turn or nullcontext(), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            await connection.execution_options(**{WRITES: writes})
        async with connection.begin():
            if writes:
                await connection.run_sync(lock_writers)
            transaction = Transaction(connection, now, actor, writes)
            district, cycle = await newest(transaction)
            if district is None and writes:
                district = await transaction.add(DistrictRow, {"name": ""})
            store = Store(transaction, district or 0)
            store.attach(cycle)
            yield store
            if file is not None and writes:
                file.check()  # what is committed to a file that is gone is lost
