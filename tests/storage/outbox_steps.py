"""An outbox to try notifications in, with three members, and what the post does with it in few words."""

from datetime import datetime, timedelta

from sqlalchemy import text

from pdsa.people import Role
from storage.database import database_now
from storage.notification_states import Draft, Notification
from storage.sending import Claim
from tests.bot.fanout import a_year
from tests.databases import Database, moment

LEASE = timedelta(seconds=60)
NONE = timedelta(0)
FAST = 1000.0
NOW = moment("2026-09-17 14:00")
LATER = NOW + timedelta(minutes=5)


async def fill(database: Database) -> None:
    """A cycle with three members, numbered from 1, at two in the afternoon."""
    database.at = NOW
    async with database.store() as opened:
        store = opened.year(await opened.cycles.put(a_year()))
        for name in ("ana", "ben", "cho"):
            email = f"{name}@x.example"
            await store.people.put(email, name=name, role=Role.MEMBER, team="T", district_team=True, zone=None)


def to(member: int, occasion: str = "now", at: datetime = NOW) -> Draft:
    return Draft("note", occasion, at, member=member)


async def write(box: Database, *drafts: Draft) -> None:
    async with box.store() as store:
        await store.outbox.write(drafts)


async def claim(box: Database, owner: str = "me", *, most: int = 50, pace: float = FAST) -> list[Claim]:
    async with box.store() as store:
        return await store.outbox.claim(owner, most, LEASE, pace, channel_gap=0.0)


async def send(box: Database, draft: Draft) -> None:
    await write(box, draft)
    (got,) = await claim(box)
    async with box.store() as store:
        await store.outbox.begin(got.notification, LEASE)
        await store.outbox.sent(got.notification, "D1", "1.0")


async def make_stale(box: Database) -> None:
    async with box.store() as store:
        await store.outbox.refresh("note:now:1")


async def take_stale(box: Database, owner: str) -> Notification | None:
    async with box.store() as store:
        return await store.outbox.take_stale(owner, LEASE)


async def notification_of(box: Database, key: str) -> Notification:
    async with box.store(writes=False) as store:
        notification = await store.outbox.by_key(key)
    assert notification is not None
    return notification


async def lease_over(box: Database) -> None:
    """Machine time passes: the database's own clock cannot be moved, so what it is held against is."""
    async with box.engine.begin() as connection:
        await connection.execute(text("UPDATE notifications SET lease = lease - 3600"))


async def lease_left(box: Database, notification: Notification) -> timedelta:
    async with box.engine.connect() as connection:
        query = (
            f"SELECT lease - {database_now(box.engine.dialect.name)} FROM notifications WHERE id = {notification.id}"
        )
        return timedelta(seconds=float((await connection.execute(text(query))).scalar_one()))
