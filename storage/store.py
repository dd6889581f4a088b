"""Store: one transaction of a district; `year` gives what rests of one year, by repository."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from pdsa.cycle import Cycle
from pdsa.trail import AuditEntry
from storage.between_schools import Schools
from storage.checkins import CheckIns
from storage.communication_plans import Sharing
from storage.database import TURN, WRITES, cache_of, file_of, lock_writers
from storage.deletions import Removals
from storage.digests import BY_ITSELF, Digests
from storage.frameworks import Frameworks
from storage.last_import import Imports
from storage.logic import Logic
from storage.measure_settings import Measures
from storage.memory import Memory
from storage.outages_and_restores import ClockErrors, Outages, Restores
from storage.outbox import Outbox
from storage.parked import ParkedGoals
from storage.people import Claims, People, Snoozes
from storage.plans import Plans
from storage.posts import PassedOn, Posts
from storage.reflections_and_decisions import Interviews, Learning
from storage.rows_and_values import from_row
from storage.rubric import ONES_OWN, Rubric
from storage.sending import Sending
from storage.small_cycles import SmallCycles
from storage.tables.people import DistrictRow
from storage.tables.sending import AuditRow, SeenRow
from storage.transaction import Transaction, table
from storage.turn_of_year import MeetingDays, Years
from storage.typed_answers import TypedWords
from storage.uploads import Uploads
from storage.voices_and_circumstances import Context, Voices
from storage.year_cycle import Cycles, Districts

SEEN = table(SeenRow)
AUDIT = table(AuditRow)
NO_CYCLE = 0
REMEMBERED = timedelta(days=2)
"""How long seen requests are kept: platforms repeat them up to an hour late, and a clock can be ahead by a day."""


class Store:
    """What rests in the database, seen from one transaction of one district, whatever the year."""

    def __init__(self, transaction: Transaction, district: int, newest: Cycle | None) -> None:
        self._t = transaction
        self.now = transaction.now
        self.writes = transaction.writes
        self.district = district
        self.newest_cycle = newest
        """The newest cycle as the transaction found it: it may not be started yet. None before the first plan."""
        self.people = People(transaction, district)
        self.cycles = Cycles(transaction, district)
        self.frameworks = Frameworks(transaction, district)
        self.outages = Outages(transaction)
        self.removals = Removals(transaction, district)
        self.restores = Restores(transaction)
        self.claims = Claims(transaction)
        self.passed_on = PassedOn(transaction)
        self.clock_errors = ClockErrors(transaction)
        self.outbox = Sending(transaction, self.people, self.outages, self.restores)

    def acts_for(self, member: int) -> None:
        """From here on what is changed is this member's doing."""
        self._t.actor = member

    def year(self, cycle: Cycle | None) -> "YearStore":
        """This year, seen from the same transaction; with None there is nothing of a year to be seen."""
        return YearStore(self._t, self.district, self.newest_cycle, cycle)

    async def year_with_id(self, number: int) -> "YearStore":
        """The year with this id, the newest where there is none: a notification of last year is made of its facts."""
        known = self.newest_cycle if self.newest_cycle is not None and self.newest_cycle.id == number else None
        return self.year(known or await self.cycles.by_id(number) or self.newest_cycle)

    async def running_year(self) -> "YearStore":
        """The year whose clock runs: until a new year is started, the one before it goes on."""
        waits = self.newest_cycle is not None and self.newest_cycle.started_at is None
        return self.year(await self.cycles.in_force() if waits else self.newest_cycle)

    @asynccontextmanager
    async def taken_back(self) -> AsyncIterator[None]:
        """What is written inside is looked at and taken back at its end, whatever happens."""
        point, changed = await self._t.connection.begin_nested(), self._t.changed
        try:
            yield
        finally:
            await point.rollback()
            self._t.changed = changed

    async def first_time(self, request: str) -> bool:
        """Whether this request has not been seen before; remembers it."""
        return await self._t.add_missing(SeenRow, ("id",), [{"id": request, "at": self.now}]) > 0

    async def forget_requests(self) -> None:
        """Forget the requests that are too old to come again."""
        await self._t.run(SEEN.delete().where(SEEN.c.at < self.now - REMEMBERED))

    async def record(self, action: str, about: str, *, before: object = None, after: object = None) -> None:
        """Keep something in the audit trail that no repository keeps by itself."""
        await self._t.record(action, about, before=before, after=after)

    async def trail(self, about: str) -> list[tuple[datetime, int | None, str, object, object]]:
        """What was done about something, oldest first: when, who, action, before, after."""
        query = select(AUDIT).where(AUDIT.c.about == about).order_by(AUDIT.c.id)
        return [(r["at"], r["actor"], r["action"], r["before"], r["after"]) for r in await self._t.rows(query)]

    async def last_changed(self, *about: str) -> tuple[datetime, int | None] | None:
        """When one of these things was changed last, and by whom; not what came by itself or is one's own."""
        theirs = (AUDIT.c.about.in_(about), AUDIT.c.action.not_in([*BY_ITSELF, *ONES_OWN]))
        query = select(AUDIT.c.at, AUDIT.c.actor).where(*theirs).order_by(AUDIT.c.id.desc()).limit(1)
        row = await self._t.first(query)
        return (row["at"], row["actor"]) if row else None

    async def audit_entries_of(
        self, actor: int, since: datetime, until: datetime, *, without: Iterable[str] = (), most: int, skip: int = 0
    ) -> list[AuditEntry]:
        """What somebody did in a span, both ends included, the newest first, but for some actions."""
        left_out = AUDIT.c.action.not_in([*without, *BY_ITSELF])
        theirs = (AUDIT.c.actor == actor, AUDIT.c.at >= since, AUDIT.c.at <= until, left_out)
        query = select(AUDIT).where(*theirs).order_by(AUDIT.c.id.desc()).limit(most).offset(skip)
        return [from_row(AuditEntry, row) for row in await self._t.rows(query)]


class YearStore(Store):
    """What rests of one year, and all else that its transaction sees."""

    outbox: Outbox

    def __init__(self, transaction: Transaction, district: int, newest: Cycle | None, cycle: Cycle | None) -> None:
        super().__init__(transaction, district, newest)
        number, zone = (cycle.id, cycle.zone) if cycle else (NO_CYCLE, "UTC")
        self.cycle = cycle
        self.plans = Plans(transaction, number, zone)
        self.logic = Logic(transaction, number, self.plans)
        self.checkins = CheckIns(transaction, number)
        self.rubric = Rubric(transaction, number, self.plans)
        self.learning = Learning(transaction, number)
        self.meetings = MeetingDays(transaction, number)
        self.interviews = Interviews(transaction, number)
        self.context = Context(transaction, number)
        self.parked = ParkedGoals(transaction, number)
        self.measures = Measures(transaction, number)
        self.small_cycle = SmallCycles(transaction, number, zone)
        self.years = Years(transaction, number)
        self.memory = Memory(transaction, district, cycle)
        self.sharing = Sharing(transaction, number)
        self.schools = Schools(transaction, number)
        self.digests = Digests(transaction, number)
        self.posts = Posts(transaction, district, number)
        self.snoozes = Snoozes(transaction, number)
        self.voices = Voices(transaction, number)
        self.typed = TypedWords(transaction, number)
        self.uploads = Uploads(transaction, number)
        self.imports = Imports(transaction, number)
        self.outbox = Outbox(transaction, self.people, self.outages, self.restores, number)


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
            transaction = Transaction(connection, now, actor, writes, cache=cache_of(engine))
            await transaction.read_versions()
            district, cycle = await Districts(transaction).newest()
            if district is None and writes:
                district = await transaction.add(DistrictRow, {"name": ""})
            yield Store(transaction, district or 0, cycle)
            if file is not None and writes:
                file.check()  # what is committed to a file that is gone is lost


@asynccontextmanager
async def open_newest_year(
    engine: AsyncEngine, now: datetime, *, actor: int | None = None, writes: bool = False
) -> AsyncIterator[YearStore]:
    """One transaction as by `open_store`, looking at the newest year."""
    async with open_store(engine, now, actor=actor, writes=writes) as store:
        yield store.year(store.newest_cycle)
