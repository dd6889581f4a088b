"""A room to tell stories in: the local workspace, the bot at its wire, a movable clock, a real database."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from bot.assemble import Bot, open_bot
from bot.demo import ANSWER_WITHIN
from bot.district_clock import MovableClock
from bot.settings import Settings
from bot.time_travel import TimeTravel
from bot.workspace.clock import PATIENT, Timing
from bot.workspace.starting_people import ChannelSpec, PersonSpec
from bot.workspace.workspace import Workspace
from pdsa.calendar import instant
from pdsa.plan import Plan
from storage.store import YearStore, open_newest_year
from tests.card_length_limits import at_a_glance
from tests.people import STRANGER
from tests.ready_databases import lay_out
from tests.wires.slack_person import Person

ZONE = "America/Denver"


def moment(text: str, zone: str = ZONE) -> datetime:
    """ "2026-09-17 14:00" on the wall clock in `zone`, as an instant."""
    wall = datetime.fromisoformat(text)
    return instant(wall.date(), wall.time(), zone)


class Room:
    """What a story needs: its people, its clock, and a look into the database."""

    def __init__(self, workspace: Workspace, made: Bot, clock: MovableClock) -> None:
        self.workspace = workspace
        self.bot = made
        self.clock = clock
        self.travel = TimeTravel(clock, made.ticker, made.sender, workspace.quiet)
        self._people: dict[str, Person] = {}

    def person(self, email: str) -> Person:
        return self._people.setdefault(email, Person(self.workspace, email))

    async def goes_to(self, text: str, zone: str = ZONE) -> None:
        """Time passes until then, and the bot does all that is due on the way."""
        await self.travel.to(moment(text, zone))
        await self.workspace.quiet()

    async def settles(self) -> None:
        """The bot sends what is due at this moment."""
        await self.travel.now()
        await self.workspace.quiet()

    @asynccontextmanager
    async def store(self, *, writes: bool = False) -> AsyncIterator[YearStore]:
        async with open_newest_year(self.bot.engine, self.clock.now(), writes=writes) as store:
            yield store

    async def starts(self) -> None:
        """A lead has pressed Start."""
        async with self.store(writes=True) as store:
            assert store.cycle is not None
            await store.cycles.start(store.cycle, self.clock.now())

    async def was_promised_otherwise(self) -> None:
        """As an earlier version left the database: everybody was told that what they type is not kept."""
        async with self.bot.engine.begin() as connection:
            await connection.execute(text("update members set promised = 1"))
            await connection.execute(text("insert or replace into table_versions values ('members', 1)"))


@asynccontextmanager
async def open_room(
    folder: Path,
    plan: Plan | None,
    at: str = "2026-08-17 08:00",
    *,
    admins: Sequence[str] = (),
    dressed: Callable[[Workspace], None] = lambda _workspace: None,
    timing: Timing = PATIENT,
    **settings: object,
) -> AsyncIterator[Room]:
    """The plan's people and channels at the workspace, the plan in the database, the bot listening. What is shown to
    anybody meanwhile has to be short enough.

    `dressed` adds what the workspace shall have before it opens, a page, say.
    """
    clock = MovableClock(moment(at))
    workspace = Workspace(*cast_of(plan), clock=clock, timing=timing)
    dressed(workspace)
    async with workspace:
        url = f"sqlite:///{folder / 'bot.db'}"
        chosen = Settings(
            _env_file=None,  # type: ignore[call-arg]
            slack_bot_token="xoxb-workspace",
            slack_app_token="xapp-workspace",
            slack_api_url=workspace.api_url,
            database_url=url,
            sel_admins=tuple(admins),
            **{"answer_within": ANSWER_WITHIN, **settings},
        )
        await lay_out(folder / "bot.db", plan, clock.now())
        async with open_bot(chosen, clock) as made, made.listening():
            await workspace.connected(chosen.sockets)
            with at_a_glance(workspace.world):
                yield Room(workspace, made, clock)


def cast_of(plan: Plan | None) -> tuple[list[PersonSpec], list[ChannelSpec]]:
    team = [PersonSpec(person.name, person.email, person.zone or ZONE) for person in plan.team] if plan else []
    people = [*team, PersonSpec("Stranger", STRANGER, ZONE)]
    everyone = tuple(person.email for person in people)
    return people, [ChannelSpec(name, everyone) for name in ("sel-team", "staff", "leadership", "general")]
