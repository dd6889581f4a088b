"""A mail room: a small feature's notifications, the real sender, the real client, and the local workspace to receive
them.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import text

from bot.assemble import Bot, open_bot
from bot.clock import Ticker
from bot.district_clock import Clock, MovableClock
from bot.sender import Sender
from bot.time_travel import TimeTravel
from bot.workspace.clock import Timing
from bot.workspace.records import Message
from bot.workspace.starting_people import ChannelSpec, PersonSpec
from bot.workspace.workspace import Workspace
from handlers.kit.card import Card, Text, card
from handlers.kit.routes import Feature, RouteTable
from pdsa.people import Role
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft, Notification
from storage.store import YearStore
from tests.bot.fanout import a_year
from tests.bot.sending_process import settings
from tests.databases import ZONE, Database, moment
from tests.wires.slack_person import reads

NOON = moment("2026-09-17 12:00")
ANA, BEN, CHO = "ana@x.example", "ben@x.example", "cho@x.example"
ASKED = ("is-it-there", "undelivered")


@dataclass
class Notifications:
    """What the test feature says: `words` by kind, `details` below them, `due` on a tick; `broken` kinds raise.

    `at` holds what shall happen when the n-th card is made.
    """

    words: dict[str, str] = field(default_factory=lambda: {"note": "A note.", "digest": "A digest."})
    details: dict[str, tuple[str, ...]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    due: list[Draft] = field(default_factory=list)
    at: dict[int, Callable[[], object]] = field(default_factory=dict)
    made: int = 0

    def feature(self) -> Feature:
        made = Feature("test")
        for kind in ("note", "digest", "unchanged", *ASKED):
            made.notification(kind, about="a try")(self._card)
        made.tick(self._due)
        return made

    async def _card(self, notification: Notification, store: YearStore) -> Card | None:
        self.made += 1
        self.at.get(self.made, int)()
        if notification.kind in self.broken:
            raise ZeroDivisionError(notification.kind)
        words = self.words.get(notification.kind, f"About {', '.join(notification.about)}")
        details = tuple(card(Text(each)) for each in self.details.get(notification.kind, ()))
        return card(Text(words), details=details) if words else None

    async def _due(self, span: TimeSpan, store: YearStore) -> Iterable[Draft]:
        return [draft for draft in self.due if span.holds(draft.at)]


@dataclass
class Mailroom:
    """Three members, #staff, and a bot that sends the test feature's notifications."""

    workspace: Workspace
    database: Database
    clock: MovableClock
    bot: Bot
    notifications: Notifications
    sender: Sender
    ticker: Ticker
    routes: RouteTable

    @property
    def travel(self) -> TimeTravel:
        return TimeTravel(self.clock, self.ticker, self.sender, self.workspace.quiet)

    def another(self, clock: Clock | None = None) -> Sender:
        """The sender of a second process on the same database."""
        return Sender(self.database.engine, self.routes, self.bot.slack, clock or self.clock, self.bot.settings)

    @asynccontextmanager
    async def store(self, *, writes: bool = True) -> AsyncIterator[YearStore]:
        async with self.database.store(writes=writes, at=self.clock.now()) as store:
            yield store

    async def write(self, *drafts: Draft) -> None:
        async with self.store() as store:
            await store.outbox.write(drafts)

    def to(self, member: int = 1, occasion: str = "now", **more: object) -> Draft:
        return replace(Draft("note", occasion, self.clock.now(), member=member, prompt=False), **more)  # type: ignore[arg-type]

    def to_staff(self, occasion: str = "now") -> Draft:
        return Draft("digest", occasion, self.clock.now(), channel="#staff")

    async def notification(self, key: str) -> Notification:
        async with self.store(writes=False) as store:
            found = await store.outbox.by_key(key)
        assert found is not None, key
        return found

    async def asked(self) -> list[Notification]:
        """What was asked of the leads about a room's notification."""
        async with self.store(writes=False) as store:
            return await store.outbox.of_kind(*ASKED)

    async def lease_over(self) -> None:
        """Machine time passes: the database's own clock cannot be moved, so what it is held against is."""
        async with self.database.engine.begin() as connection:
            await connection.execute(text("UPDATE notifications SET lease = lease - 3600"))

    async def delivers_until(self, holds: Callable[[], bool]) -> None:
        """The sender delivers again and again, each time after the last lease, until this holds."""
        while not holds():
            await self.lease_over()
            await self.sender.deliver()

    def got(self, email: str) -> list[str]:
        """What somebody reads in their talk with the bot, oldest first."""
        return [reads(message) for message in self.messages(email)]

    def messages(self, email: str) -> list[Message]:
        return self.workspace.visible(email, self.workspace.dm(email))

    def staff(self) -> list[Message]:
        return self.workspace.visible(ANA, self.workspace.world.channel("staff").id)


@asynccontextmanager
async def open_mailroom(
    database: Database,
    at: datetime = NOON,
    *,
    timing: Timing | None = None,
    people: Sequence[PersonSpec] = (),
    name: str = "Riverbend",
    **more: object,
) -> AsyncIterator[Mailroom]:
    """The cycle has been started; Ana leads. `people` are those at the workspace, where they are others."""
    clock = MovableClock(at)
    people = people or [PersonSpec(email.partition("@")[0].title(), email, ZONE) for email in (ANA, BEN, CHO)]
    staff = ChannelSpec("staff", (ANA, BEN, CHO))
    workspace = Workspace(people, [staff], clock=clock, timing=timing, own_events=False, name=name)
    async with workspace:
        async with database.store(at=at - timedelta(days=1)) as opened:
            store = opened.year(await opened.cycles.put(a_year()))
            for email in (ANA, BEN, CHO):
                role = Role.LEAD if email == ANA else Role.MEMBER
                await store.people.put(
                    email, name=email.partition("@")[0].title(), role=role, team="T", district_team=True, zone=None
                )
            assert store.cycle is not None
            await store.cycles.start(store.cycle, at - timedelta(days=1))
        notifications = Notifications()
        routes = RouteTable.of([notifications.feature()])
        chosen = settings(database.url, workspace.api_url, **more)
        async with open_bot(chosen, clock) as made:
            sender = Sender(made.engine, routes, made.slack, clock, chosen)
            ticker = Ticker(made.engine, routes, clock)
            yield Mailroom(workspace, database, clock, made, notifications, sender, ticker, routes)
