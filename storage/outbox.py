"""The outbox: notifications written once, and asked for by key, kind or message; `sending` brings them on their way."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from storage.notification_states import Draft, Notification, State
from storage.outages_and_restores import Outages, Restores
from storage.people import People
from storage.rows_and_values import columns_of
from storage.sending import NOTIFICATIONS, SHOWN, Sending
from storage.tables.sending import NotificationRow
from storage.transaction import Transaction

UNTRIED: dict[str, Any] = {"tried_at": None, "tries": 0, "reason": "", "owner": "", "lease": 0.0}
"""Nobody has begun to send it."""
NEW: dict[str, Any] = {**UNTRIED, "state": State.READY.value, "conversation": "", "message": "", "stale": False}
WAITS = NOTIFICATIONS.c.state == State.READY.value
RESTS = NOTIFICATIONS.c.state == State.RESTING.value


class Outbox(Sending):
    """Questions about the notifications of one cycle."""

    def __init__(
        self, transaction: Transaction, people: People, outages: Outages, restores: Restores, cycle: int
    ) -> None:
        super().__init__(transaction, people, outages, restores)
        self._cycle = cycle

    async def write(self, drafts: Iterable[Draft]) -> int:
        """Put notifications into the outbox unless they are there; returns how many were new."""
        rows = [{"cycle": self._cycle, **_columns(draft)} for draft in drafts]
        return await self._t.add_missing(NotificationRow, ("cycle", "key"), rows) if rows else 0

    async def leave_out(self, drafts: Iterable[Draft], reason: str) -> None:
        """Notifications that will not be sent, for a reason in words; kept, so that nobody writes them again."""
        resting = {"state": State.RESTING.value, "reason": reason}
        rows = [{"cycle": self._cycle, **_columns(draft), **resting} for draft in drafts]
        if rows:
            await self._t.add_missing(NotificationRow, ("cycle", "key"), rows)

    async def held_back(self, member: int, reason: str, since: datetime) -> list[Notification]:
        """What somebody did not get for this reason, and what waits for a later day; the newest first."""
        left = and_(RESTS, NOTIFICATIONS.c.reason == reason)
        waits = and_(WAITS, NOTIFICATIONS.c.at > self._t.now)
        query = self._select(NOTIFICATIONS.c.member == member, NOTIFICATIONS.c.at >= since, or_(left, waits))
        return await self._notifications(await self._t.rows(query.order_by(NOTIFICATIONS.c.at.desc())))

    async def wake(self, key: str, *, looked: bool = False) -> bool:
        """Send a resting notification after all.

        Where an older state was put back since it was due, it may have arrived meanwhile: it keeps its time, and so is
        looked up before it is sent (see `claim`). `looked` says that somebody has.
        """
        at: Any = self._t.now
        if not looked and (restored := await self._restores.last()):
            at = case((NOTIFICATIONS.c.at <= restored.at, NOTIFICATIONS.c.at), else_=self._t.now)
        return await self._update(NOTIFICATIONS.c.key == key, RESTS, state=State.READY.value, at=at, **UNTRIED)

    async def anew(self, key: str, at: datetime) -> None:
        """Send a notification and its details at this time, whatever became of them before; not what is on its way."""
        over = (State.READY.value, State.RESTING.value, State.GONE.value)
        theirs = or_(
            and_(NOTIFICATIONS.c.key == key, NOTIFICATIONS.c.state.in_((*over, State.SENT.value))),
            and_(NOTIFICATIONS.c.under == key, NOTIFICATIONS.c.state.in_(over)),
        )
        await self._update(theirs, at=at, sent_at=None, **NEW)

    async def refresh(self, *keys: str) -> None:
        """What these notifications show has changed: those that arrived are made again and updated in place."""
        shown = (NOTIFICATIONS.c.key.in_(keys), NOTIFICATIONS.c.state.in_(SHOWN))
        # Whoever is making a card of the older facts right now does not count as having refreshed it.
        nobody = case((NOTIFICATIONS.c.state == State.SENT.value, ""), else_=NOTIFICATIONS.c.owner)
        await self._update(*shown, stale=True, owner=nobody)

    async def with_details(self, *keys: str) -> list[Notification]:
        """These notifications and those in their threads."""
        rows = await self._t.rows(self._select(or_(NOTIFICATIONS.c.key.in_(keys), NOTIFICATIONS.c.under.in_(keys))))
        return await self._notifications(rows)

    async def is_stale(self, *keys: str) -> bool:
        """Whether one of these notifications still shows older facts in its place."""
        return await self._t.first(self._select(NOTIFICATIONS.c.key.in_(keys), NOTIFICATIONS.c.stale)) is not None

    async def declare_sent(self, key: str) -> bool:
        """Somebody saw a notification in its place that is not known to have arrived."""
        values = {"state": State.SENT.value, "sent_at": self._t.now, "reason": ""}
        return await self._update(NOTIFICATIONS.c.key == key, or_(RESTS, WAITS), **values)

    async def by_key(self, key: str) -> Notification | None:
        rows = await self._t.rows(self._select(NOTIFICATIONS.c.key == key))
        return (await self._notifications(rows))[0] if rows else None

    async def of_kind(self, *kinds: str, occasion: str | None = None) -> list[Notification]:
        """All notifications of these kinds, oldest first."""
        query = self._select(NOTIFICATIONS.c.kind.in_(kinds))
        if occasion is not None:
            query = query.where(NOTIFICATIONS.c.occasion == occasion)
        return await self._notifications(await self._t.rows(query.order_by(NOTIFICATIONS.c.at, NOTIFICATIONS.c.id)))

    async def newest(self, member: int, kinds: Iterable[str]) -> dict[str, Notification]:
        """The newest notification of each of these kinds that somebody got, by kind."""
        match = (
            NOTIFICATIONS.c.member == member,
            NOTIFICATIONS.c.kind.in_(list(kinds)),
            NOTIFICATIONS.c.state == State.SENT.value,
        )
        last = select(NOTIFICATIONS.c.kind, func.max(NOTIFICATIONS.c.sent_at).label("sent_at")).where(
            NOTIFICATIONS.c.cycle == self._cycle, *match
        )
        newest = last.group_by(NOTIFICATIONS.c.kind).subquery()
        at = and_(NOTIFICATIONS.c.kind == newest.c.kind, NOTIFICATIONS.c.sent_at == newest.c.sent_at)
        query = self._select(*match).join(newest, at).order_by(NOTIFICATIONS.c.id)
        return {each.kind: each for each in await self._notifications(await self._t.rows(query))}

    async def by_message(self, message: str, member: int) -> Notification | None:
        """The notification that arrived as this message in somebody's talk; None where it was none of this year's."""
        rows = await self._t.rows(self._select(NOTIFICATIONS.c.message == message, NOTIFICATIONS.c.member == member))
        return (await self._notifications(rows))[0] if rows else None

    async def all(self) -> list[Notification]:
        """Every notification of the cycle, oldest first."""
        return await self._notifications(
            await self._t.rows(self._select().order_by(NOTIFICATIONS.c.at, NOTIFICATIONS.c.id))
        )

    async def resting(self, since: datetime) -> list[Notification]:
        """What could not be delivered since then, for a lead to see."""
        query = self._select(RESTS, NOTIFICATIONS.c.at >= since)
        return await self._notifications(await self._t.rows(query.order_by(NOTIFICATIONS.c.at)))

    async def missing(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Those of these notifications that have not been written yet."""
        written_keys: set[str] = set()
        keys = [draft.key for draft in drafts]
        for start in range(0, len(keys), 500):
            written = self._select(NOTIFICATIONS.c.key.in_(keys[start : start + 500]))
            written_keys.update(row["key"] for row in await self._t.rows(written))
        return [draft for draft in drafts if draft.key not in written_keys]

    def _select(self, *conditions: Any) -> Any:
        return select(NOTIFICATIONS).where(NOTIFICATIONS.c.cycle == self._cycle, *conditions)

    async def _update(self, *conditions: Any, **values: Any) -> bool:
        own = NOTIFICATIONS.c.cycle == self._cycle
        return await self._t.update(NOTIFICATIONS, own, *conditions, **values) > 0


def _columns(draft: Draft) -> dict[str, Any]:
    return {**columns_of(draft), "key": draft.key, "reader": draft.channel or str(draft.member), **NEW}
