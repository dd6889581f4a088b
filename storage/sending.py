"""Sending: what happens to notifications on their way, from being claimed by one process to having arrived or
resting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, String, and_, cast, func, literal, literal_column, or_, select

from pdsa.chat_outages import OutagePart
from pdsa.people import Member
from pdsa.send_delay_limit import LONGEST_WAIT, REACH, in_reach
from storage.database import database_now
from storage.notification_states import Notification, State
from storage.outages_and_restores import LOOKED_AFTER, Outages, PutBack, Restores
from storage.people import People
from storage.rows_and_values import from_row
from storage.tables.people import MemberRow
from storage.tables.sending import NotificationRow, PaceRow
from storage.tables.year_and_plan import CycleRow
from storage.transaction import Transaction, table

CYCLES = table(CycleRow)
MEMBERS = table(MemberRow)
NOTIFICATIONS = table(NotificationRow)
PACE = table(PaceRow)
UNSETTLED = (State.READY.value, State.CLAIMED.value, State.UNSURE.value)
SHOWN = (State.CLAIMED.value, State.UNSURE.value, State.SENT.value)
"""States in which somebody may see, or be about to see, a card made from older facts."""
WORKSPACE = "workspace"
SLOWEST = 0.2
"""Notifications a second, however often the platform asks for patience."""
HOLDING = (OutagePart.WORKSPACE, OutagePart.POSTS, OutagePart.TALKS)
"""Parts of the chat whose outage holds notifications back."""
RECOVERY = 50
"""So many notifications bring the pace from nothing back to what the settings allow."""


@dataclass(frozen=True)
class Claim:
    """A notification that this process may send, not before `at` on the district's clock.

    `look` says that it may have arrived already: search for it first.
    """

    notification: Notification
    at: datetime
    look: bool


class Sending:
    """The half of the outbox that the sender uses, across all cycles.

    A notification's `lease` is on the database's clock: while it lasts, nobody else touches the notification.
    """

    def __init__(self, transaction: Transaction, people: People, outages: Outages, restores: Restores) -> None:
        self._t = transaction
        self._people = people
        self._outages = outages
        self._restores = restores

    async def claim(
        self, owner: str, most: int, lease: timedelta, per_second: float, channel_gap: float = 1.0
    ) -> list[Claim]:
        """Claim the next few due notifications and reserve their sending slots.

        `per_second` is the workspace's pace, `channel_gap` the seconds between two notifications to one reader.

        A reader's notifications keep their order: one that is due waits until an earlier one is settled. Notifications
        whose owner died and notifications of unknown fate come back once their lease is over; those whose sending had
        begun are to be looked up, and so is what was due when an older state was put back. What an outage concerns
        waits; after the wait a single notification tries whether it is over.
        """
        outages = await self._outages.lasting()
        paused = {outage.part for outage in outages if outage.pauses(self._t.now)}
        if paused & {OutagePart.WORKSPACE, OutagePart.POSTS}:
            return []
        trying = any(outage.part in HOLDING for outage in outages)
        picked = await self._t.rows(self._due(1 if trying else most, talks=OutagePart.TALKS not in paused))
        if not picked:
            return []
        slots = await self._reserve(len(picked), per_second)
        people = await self._people.by_ids({row["member"] for row in picked if row["member"] is not None})
        restored = await self._restores.last()
        claims = []
        for row, free in zip(picked, slots, strict=True):
            slot = max(free, await self._reader_free(row, timedelta(seconds=channel_gap)))
            values = {"state": State.CLAIMED.value, "owner": owner, "lease": self._in(lease + (slot - self._t.now))}
            await self._t.update(NOTIFICATIONS, NOTIFICATIONS.c.id == row["id"], **values)
            notification = as_notification({**row, "state": State.CLAIMED.value, "owner": owner}, people)
            look = _may_be_there(row, restored)
            if look and restored is not None and notification.tried_at is None:
                notification = replace(notification, follows=await self._last_known(notification, restored.stand))
            claims.append(Claim(notification, slot, look=look))
        return claims

    async def begin(self, notification: Notification, lease: timedelta, conversation: str = "") -> bool:
        """Its card has just been made and it is about to be handed over; False where another process owns it by now.

        From here on it may have arrived in this conversation, whatever happens to this process. The lease begins anew.
        """
        first: dict[str, Any] = {}
        if notification.tried_at is None:
            first = {"tried_at": self._t.now, "follows": await self._last_message(notification, conversation)}
        return await self._settle(notification, State.CLAIMED, lease=self._in(lease), stale=False, **first)

    async def sent(self, notification: Notification, conversation: str, message: str) -> bool:
        """It arrived; False where another process owns it by now."""
        where = {"conversation": conversation, "message": message, "sent_at": self._t.now}
        return await self._settle(notification, State.SENT, reason="", lease=0.0, tries=0, **where)

    async def rest(self, notification: Notification, reason: str) -> bool:
        """It will not be sent, for this reason."""
        return await self._settle(notification, State.RESTING, reason=reason)

    async def unsure(self, notification: Notification, lease: timedelta, *, broke: bool = False) -> bool:
        """It may have arrived: to be looked up once the lease is over. `broke` counts a failure of ours."""
        return await self._settle(notification, State.UNSURE, lease=self._in(lease), tries=notification.tries + broke)

    async def again(
        self, notification: Notification, at: datetime, *, pause: timedelta = timedelta(0), broke: bool = False
    ) -> bool:
        """Back into the outbox, due at `at`; it is known not to have arrived.

        `pause` is on the database's clock and lets nobody claim it before; `broke` counts a failure of ours.
        """
        values = {"at": at, "owner": "", "tried_at": None, "tries": notification.tries + broke}
        return await self._settle(notification, State.READY, lease=self._in(pause), **values)

    async def slow_down(self, wait: timedelta) -> None:
        """The platform asked for patience: nobody sends before the wait is over, and the pace is halved."""
        row = await self._t.first(select(PACE).where(PACE.c.scope == WORKSPACE))
        rate = max(SLOWEST, row["per_second"] / 2) if row else 1.0
        until = max(self._t.now + min(wait, LONGEST_WAIT), self._free_from(row))
        await self._t.put(PaceRow, ("scope",), {"scope": WORKSPACE, "next_at": until, "per_second": rate})

    # -- what was written, whatever the year --------------------------------------------------

    async def committed(self, first: datetime, last: datetime) -> dict[int, list[tuple[str, int, datetime]]]:
        """What each member was sent, or is about to be, in a stretch of time: kind, how many things it is about, when.
        Of any year; details in a thread are no notifications of their own.
        """
        query = select(
            NOTIFICATIONS.c.member,
            NOTIFICATIONS.c.kind,
            NOTIFICATIONS.c.about,
            NOTIFICATIONS.c.at,
            NOTIFICATIONS.c.sent_at,
        ).where(
            NOTIFICATIONS.c.member.is_not(None),
            NOTIFICATIONS.c.under == "",
            NOTIFICATIONS.c.state != State.RESTING.value,
            NOTIFICATIONS.c.at >= first,
            NOTIFICATIONS.c.at <= last,
        )
        sent_by_member: dict[int, list[tuple[str, int, datetime]]] = {}
        for row in await self._t.rows(query):
            at = row["sent_at"] or row["at"]
            sent_by_member.setdefault(row["member"], []).append((row["kind"], len(row["about"]), at))
        return sent_by_member

    async def by_id(self, number: int) -> Notification | None:
        """A notification of any cycle."""
        rows = await self._t.rows(select(NOTIFICATIONS).where(NOTIFICATIONS.c.id == number))
        return (await self._notifications(rows))[0] if rows else None

    async def year_of(self, message: str) -> int | None:
        """The id of the year whose notification this message is, None where it is none; of any cycle."""
        found: int | None = await self._t.scalar(
            select(NOTIFICATIONS.c.cycle).where(NOTIFICATIONS.c.message == message).limit(1)
        )
        return found

    async def never_got(self, kind: str, occasion: str) -> list[int]:
        """The ids of the active members to whom this notification was never written, in any cycle."""
        key = literal(f"{kind}:{occasion}:") + cast(MEMBERS.c.id, String)
        written = (
            select(NOTIFICATIONS.c.id)
            .where(NOTIFICATIONS.c.cycle.in_(select(CYCLES.c.id)), NOTIFICATIONS.c.key == key)
            .exists()
        )
        query = select(MEMBERS.c.id).where(MEMBERS.c.active, ~written).order_by(MEMBERS.c.id)
        return [row["id"] for row in await self._t.rows(query)]

    async def next_at(self, after: datetime | None = None) -> datetime | None:
        """When the next unsettled notification is due; with `after`, the next of those that are due later than that."""
        match = [NOTIFICATIONS.c.state.in_(UNSETTLED), *([NOTIFICATIONS.c.at > after] if after is not None else [])]
        found: datetime | None = await self._t.scalar(select(func.min(NOTIFICATIONS.c.at)).where(*match))
        return found

    # -- cards that show older facts -----------------------------------------------------------

    async def take_stale(self, owner: str = "", lease: timedelta = timedelta(minutes=1)) -> Notification | None:
        """One notification that has to be made again. It stays stale until `refreshed`, and is taken by one at a
        time.
        """
        if any(outage.part in HOLDING and outage.pauses(self._t.now) for outage in await self._outages.lasting()):
            return None
        stale = (NOTIFICATIONS.c.stale, NOTIFICATIONS.c.state == State.SENT.value, self._free())
        row = await self._t.first(select(NOTIFICATIONS).where(*stale).order_by(NOTIFICATIONS.c.id).limit(1))
        if row is None:
            return None
        values = {"owner": owner, "lease": self._in(lease)}
        await self._t.update(NOTIFICATIONS, NOTIFICATIONS.c.id == row["id"], **values)
        return (await self._notifications([{**row, "owner": owner}]))[0]

    async def refreshed(self, notification: Notification) -> None:
        """It shows the facts as they were when it was taken; changed since, it stays stale and can be taken again."""
        mine = (
            NOTIFICATIONS.c.id == notification.id,
            NOTIFICATIONS.c.state == State.SENT.value,
            NOTIFICATIONS.c.owner == notification.owner,
        )
        if not await self._t.update(NOTIFICATIONS, *mine, stale=False, lease=0.0, tries=0):
            await self.let_go(notification)

    async def taken_away(self, notification: Notification) -> None:
        """It stands in its place no more."""
        mine = (NOTIFICATIONS.c.id == notification.id, NOTIFICATIONS.c.state == State.SENT.value)
        values = {"state": State.GONE.value, "stale": False, "lease": 0.0, "tries": 0, "message": ""}
        await self._t.update(NOTIFICATIONS, *mine, **values)

    async def let_go(self, notification: Notification) -> None:
        """It could not be refreshed now: anybody may try again."""
        free = (
            NOTIFICATIONS.c.id == notification.id,
            NOTIFICATIONS.c.state == State.SENT.value,
            NOTIFICATIONS.c.owner.in_(("", notification.owner)),
        )
        await self._t.update(NOTIFICATIONS, *free, lease=0.0)

    async def count_failure(self, notification: Notification) -> None:
        """Something of ours broke while it was refreshed. Its lease stays: nobody tries again at once."""
        await self._t.run(
            NOTIFICATIONS.update().where(NOTIFICATIONS.c.id == notification.id).values(tries=notification.tries + 1)
        )

    # -- inside --------------------------------------------------------------------------------

    def _due(self, most: int, *, talks: bool) -> Any:
        """The notifications that may be claimed, oldest first; locked rows are left to whoever locked them.

        Without `talks`, only those to channels.
        """
        earlier = NOTIFICATIONS.alias("earlier")
        waits = (
            select(earlier.c.id)
            .where(
                earlier.c.cycle == NOTIFICATIONS.c.cycle,
                earlier.c.reader == NOTIFICATIONS.c.reader,
                earlier.c.state.in_(UNSETTLED),
                or_(
                    earlier.c.at < NOTIFICATIONS.c.at,
                    and_(earlier.c.at == NOTIFICATIONS.c.at, earlier.c.id < NOTIFICATIONS.c.id),
                ),
            )
            .exists()
        )
        ready = and_(NOTIFICATIONS.c.state == State.READY.value, NOTIFICATIONS.c.at <= self._t.now, ~waits)
        fate = NOTIFICATIONS.c.state.in_((State.CLAIMED.value, State.UNSURE.value))
        query = select(NOTIFICATIONS).where(or_(ready, fate), self._free())
        if not talks:
            query = query.where(NOTIFICATIONS.c.member.is_(None))
        query = query.order_by(NOTIFICATIONS.c.at, NOTIFICATIONS.c.id).limit(most)
        return query.with_for_update(skip_locked=True) if self._t.dialect == "postgresql" else query

    async def _reader_free(self, row: RowMapping, gap: timedelta) -> datetime:
        """When the reader may get the next notification: a little after the last one, by whichever clock that was
        sent.
        """
        match = (
            NOTIFICATIONS.c.cycle == row["cycle"],
            NOTIFICATIONS.c.reader == row["reader"],
            NOTIFICATIONS.c.state == State.SENT.value,
        )
        newest = select(NOTIFICATIONS.c.sent_at).where(*match, NOTIFICATIONS.c.sent_at > self._t.now - gap)
        last = await self._t.scalar(newest.order_by(NOTIFICATIONS.c.sent_at.desc()).limit(1))
        return min(last, self._t.now) + gap if last is not None else self._t.now

    async def _last_message(self, notification: Notification, conversation: str) -> str:
        """A message that its reader got in this conversation before; empty where none is known."""
        if notification.member is None or not conversation:
            return ""
        theirs = (NOTIFICATIONS.c.cycle == notification.cycle, NOTIFICATIONS.c.reader == str(notification.member.id))
        there = (NOTIFICATIONS.c.state == State.SENT.value, NOTIFICATIONS.c.conversation == conversation)
        query = select(NOTIFICATIONS.c.message).where(*theirs, *there)
        newest = query.order_by(NOTIFICATIONS.c.sent_at.desc(), NOTIFICATIONS.c.id.desc()).limit(1)
        return await self._t.scalar(newest) or ""

    async def _last_known(self, notification: Notification, stand: datetime | None) -> str:
        """The newest message, of any year, that its reader had got when a copy was made: what the copy does not know
        to be sent came later.
        """
        if notification.member is None or stand is None:
            return ""
        theirs = (
            NOTIFICATIONS.c.member == notification.member.id,
            NOTIFICATIONS.c.state == State.SENT.value,
            NOTIFICATIONS.c.message != "",
        )
        query = select(NOTIFICATIONS.c.message).where(*theirs, NOTIFICATIONS.c.sent_at <= stand)
        return (
            await self._t.scalar(query.order_by(NOTIFICATIONS.c.sent_at.desc(), NOTIFICATIONS.c.id.desc()).limit(1))
            or ""
        )

    async def _reserve(self, count: int, per_second: float) -> list[datetime]:
        """The next sending slots of the workspace (GCRA: one row holds when the next may go)."""
        query = select(PACE).where(PACE.c.scope == WORKSPACE)
        row = await self._t.first(query.with_for_update() if self._t.dialect == "postgresql" else query)
        rate = min(row["per_second"], per_second) if row else per_second
        start = self._free_from(row)
        gap = timedelta(seconds=1 / rate)
        faster = min(per_second, rate + per_second * count / RECOVERY)
        values = {"scope": WORKSPACE, "next_at": start + gap * count, "per_second": faster}
        await self._t.put(PaceRow, ("scope",), values)
        return [start + gap * n for n in range(count)]

    async def _settle(self, notification: Notification, state: State, **values: Any) -> bool:
        """Move a claimed notification on, if it is still this owner's."""
        mine = (
            NOTIFICATIONS.c.id == notification.id,
            NOTIFICATIONS.c.owner == notification.owner,
            NOTIFICATIONS.c.state == State.CLAIMED.value,
        )
        return await self._t.update(NOTIFICATIONS, *mine, state=state.value, **values) > 0

    def _free_from(self, row: RowMapping | None) -> datetime:
        """When the workspace may get the next notification, by the row that holds its pace."""
        return max(self._t.now, in_reach(row["next_at"], self._t.now)) if row else self._t.now

    def _free(self) -> Any:
        """Nobody holds a lease. One that reaches too far was taken while the database's clock was ahead."""
        clock = self._clock()
        return or_(NOTIFICATIONS.c.lease < clock, NOTIFICATIONS.c.lease > clock + REACH.total_seconds())

    def _clock(self) -> Any:
        return literal_column(database_now(self._t.dialect))

    def _in(self, wait: timedelta) -> Any:
        """That long from now on the database's clock, as far as leases reach; at once if it is no time at all."""
        return self._clock() + min(wait, REACH).total_seconds() if wait else 0.0

    async def _notifications(self, rows: Sequence[Any]) -> list[Notification]:
        people = await self._people.by_ids({row["member"] for row in rows if row["member"] is not None})
        return [as_notification(row, people) for row in rows]


def _may_be_there(row: RowMapping, restored: PutBack | None) -> bool:
    """Whether a notification that looks unsent may have arrived: its sending had begun, or an older state was put back.

    Then what was due by that time may have, and what comes by the calendar to a person may have come earlier than it
    would now: somebody chose another day, or pressed Start. What answers a press since then is new. (A number alone
    as occasion is given anew after a restore, and says nothing.)
    """
    if row["tried_at"] is not None or restored is None:
        return row["tried_at"] is not None
    by_calendar = row["prompt"] and row["member"] is not None and not row["occasion"].isdigit()
    return bool(row["at"] <= restored.at + (LOOKED_AFTER if by_calendar else timedelta(0)))


def as_notification(row: Any, people: Mapping[int, Member]) -> Notification:
    """A row as the value that the other floors know."""
    return from_row(Notification, row, member=people.get(row["member"]))
