"""The outbox: letters written once, claimed by one process, sent, and looked up when nobody knows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, String, and_, cast, func, literal, literal_column, or_, select

from pdsa.people import Member
from storage.database import database_now
from storage.letters import Draft, Letter, State
from storage.people import People
from storage.tables import CycleRow, LetterRow, MemberRow, PaceRow
from storage.transaction import Transaction, table

CYCLES = table(CycleRow)
LETTERS = table(LetterRow)
MEMBERS = table(MemberRow)
PACE = table(PaceRow)
UNSETTLED = (State.READY.value, State.CLAIMED.value, State.UNSURE.value)
WORKSPACE = "workspace"


@dataclass(frozen=True)
class Claim:
    """A letter that this process may send, not before `at` on the district's clock.

    `look` says that it may have arrived already: search for it first.
    """

    letter: Letter
    at: datetime
    look: bool


class Outbox:
    """Questions about the letters of one cycle; claims are made across all of them."""

    def __init__(self, transaction: Transaction, cycle: int, people: People) -> None:
        self._t = transaction
        self._cycle = cycle
        self._people = people

    async def write(self, drafts: Iterable[Draft]) -> int:
        """Put letters into the outbox unless they are there; returns how many were new."""
        rows = [{"cycle": self._cycle, **_columns(draft)} for draft in drafts]
        return await self._t.add_missing(LetterRow, ("cycle", "key"), rows) if rows else 0

    async def claim(
        self, owner: str, most: int, lease: timedelta, per_second: float, channel_gap: float = 1.0
    ) -> list[Claim]:
        """Claim the next few due letters and reserve their sending slots.

        `per_second` is the workspace's pace, `channel_gap` the seconds between two letters to one reader.

        A reader's letters keep their order: one that is due waits until an earlier one is settled. Letters whose
        owner died and letters of unknown fate come back once their lease is over, to be looked up.
        """
        clock: Any = literal_column(database_now(self._t.dialect))
        picked = list(await self._t.rows(self._due(clock, most)))
        if not picked:
            return []
        slots = await self._reserve(len(picked), per_second)
        claims = []
        people = await self._people.by_ids({row["member"] for row in picked if row["member"] is not None})
        for row, free in zip(picked, slots, strict=True):
            look = row["state"] != State.READY.value
            slot = max(free, await self._reader_free(row, timedelta(seconds=channel_gap)))
            values = {
                "state": State.CLAIMED.value,
                "owner": owner,
                "lease": clock + lease.total_seconds() + (slot - self._t.now).total_seconds(),
                "tried_at": row["tried_at"] or self._t.now,
            }
            await self._t.run(LETTERS.update().where(LETTERS.c.id == row["id"]).values(**values))
            claimed = {**row, "state": State.CLAIMED.value, "owner": owner, "tried_at": values["tried_at"]}
            claims.append(Claim(_letter(claimed, people), slot, look))
        return claims

    async def _reader_free(self, row: RowMapping, gap: timedelta) -> datetime:
        """When the reader may get the next letter: a little after the last one."""
        match = (
            LETTERS.c.cycle == row["cycle"],
            LETTERS.c.reader == row["reader"],
            LETTERS.c.state == State.SENT.value,
        )
        last = await self._t.scalar(
            select(LETTERS.c.sent_at)
            .where(*match, LETTERS.c.sent_at > self._t.now - gap)
            .order_by(LETTERS.c.sent_at.desc())
        )
        return last + gap if last is not None else self._t.now

    def _due(self, clock: Any, most: int) -> Any:
        """The letters that may be claimed, oldest first; locked rows are left to whoever locked them."""
        earlier = LETTERS.alias("earlier")
        waits = (
            select(earlier.c.id)
            .where(
                earlier.c.cycle == LETTERS.c.cycle,
                earlier.c.reader == LETTERS.c.reader,
                earlier.c.state.in_(UNSETTLED),
                or_(earlier.c.at < LETTERS.c.at, and_(earlier.c.at == LETTERS.c.at, earlier.c.id < LETTERS.c.id)),
            )
            .exists()
        )
        ready = and_(LETTERS.c.state == State.READY.value, LETTERS.c.at <= self._t.now, ~waits)
        fate = and_(LETTERS.c.state.in_((State.CLAIMED.value, State.UNSURE.value)), LETTERS.c.lease < clock)
        query = select(LETTERS).where(or_(ready, fate)).order_by(LETTERS.c.at, LETTERS.c.id).limit(most)
        return query.with_for_update(skip_locked=True) if self._t.dialect == "postgresql" else query

    async def _reserve(self, count: int, per_second: float) -> list[datetime]:
        """The next sending slots of the workspace (GCRA: one row holds when the next may go)."""
        query = select(PACE).where(PACE.c.scope == WORKSPACE)
        row = await self._t.first(query.with_for_update() if self._t.dialect == "postgresql" else query)
        rate = min(row["per_second"], per_second) if row else per_second
        start = max(self._t.now, row["next_at"]) if row else self._t.now
        gap = timedelta(seconds=1 / rate)
        values = {"scope": WORKSPACE, "next_at": start + gap * count, "per_second": min(per_second, rate + 0.1 * count)}
        await self._t.put(PaceRow, ("scope",), values)
        return [start + gap * n for n in range(count)]

    async def slow_down(self, wait: timedelta) -> None:
        """The platform asked for patience: nobody sends before the wait is over, and the pace is halved."""
        row = await self._t.first(select(PACE).where(PACE.c.scope == WORKSPACE))
        rate = max(0.2, row["per_second"] / 2) if row else 1.0
        until = max(self._t.now + wait, row["next_at"] if row else self._t.now)
        await self._t.put(PaceRow, ("scope",), {"scope": WORKSPACE, "next_at": until, "per_second": rate})

    async def sent(self, letter: Letter, conversation: str, message: str) -> bool:
        """It arrived; False where another process owns it by now."""
        return await self._settle(
            letter, State.SENT, conversation=conversation, message=message, sent_at=self._t.now, reason=""
        )

    async def rest(self, letter: Letter, reason: str) -> bool:
        """It will not be sent, for this reason."""
        return await self._settle(letter, State.RESTING, reason=reason)

    async def unsure(self, letter: Letter, lease: timedelta) -> bool:
        """It may have arrived: to be looked up once the lease is over."""
        clock: Any = literal_column(database_now(self._t.dialect))
        return await self._settle(letter, State.UNSURE, lease=clock + lease.total_seconds())

    async def again(self, letter: Letter, at: datetime) -> bool:
        """Back into the outbox, due at `at`; it is known not to have arrived."""
        return await self._settle(letter, State.READY, at=at, owner="", tried_at=None)

    async def wake(self, key: str) -> bool:
        """Send a resting letter after all."""
        values = {"state": State.READY.value, "at": self._t.now, "tried_at": None, "reason": "", "owner": ""}
        match = (LETTERS.c.cycle == self._cycle, LETTERS.c.key == key, LETTERS.c.state == State.RESTING.value)
        return await self._t.run(LETTERS.update().where(*match).values(**values)) > 0

    async def declare_sent(self, key: str) -> bool:
        """Somebody saw a resting letter in its place."""
        match = (LETTERS.c.cycle == self._cycle, LETTERS.c.key == key, LETTERS.c.state == State.RESTING.value)
        values = {"state": State.SENT.value, "sent_at": self._t.now, "reason": ""}
        return await self._t.run(LETTERS.update().where(*match).values(**values)) > 0

    async def refresh(self, *keys: str) -> None:
        """What these letters show has changed: those that arrived are made again and updated in place."""
        match = (LETTERS.c.cycle == self._cycle, LETTERS.c.key.in_(keys), LETTERS.c.state == State.SENT.value)
        await self._t.run(LETTERS.update().where(*match).values(stale=True))

    async def take_stale(self) -> Letter | None:
        """One letter that has to be made again, marked fresh by this."""
        row = await self._t.first(select(LETTERS).where(LETTERS.c.stale).order_by(LETTERS.c.id).limit(1))
        if row is None:
            return None
        match = (LETTERS.c.id == row["id"], LETTERS.c.stale)
        if not await self._t.run(LETTERS.update().where(*match).values(stale=False)):
            return None
        return (await self._letters([row]))[0]

    async def by_key(self, key: str) -> Letter | None:
        rows = await self._t.rows(self._select(LETTERS.c.key == key))
        return (await self._letters(rows))[0] if rows else None

    async def by_message(self, conversation: str, message: str) -> Letter | None:
        """The letter that a platform's message is."""
        match = (LETTERS.c.conversation == conversation, LETTERS.c.message == message)
        rows = await self._t.rows(select(LETTERS).where(*match))
        return (await self._letters(rows))[0] if rows else None

    async def of_kind(self, *kinds: str, occasion: str | None = None) -> list[Letter]:
        """All letters of these kinds, oldest first."""
        query = self._select(LETTERS.c.kind.in_(kinds))
        if occasion is not None:
            query = query.where(LETTERS.c.occasion == occasion)
        return await self._letters(await self._t.rows(query.order_by(LETTERS.c.at, LETTERS.c.id)))

    async def all(self) -> list[Letter]:
        """Every letter of the cycle, oldest first."""
        return await self._letters(await self._t.rows(self._select().order_by(LETTERS.c.at, LETTERS.c.id)))

    async def resting(self, since: datetime) -> list[Letter]:
        """What could not be delivered since then, for a lead to see."""
        query = self._select(LETTERS.c.state == State.RESTING.value, LETTERS.c.at >= since)
        return await self._letters(await self._t.rows(query.order_by(LETTERS.c.at)))

    async def never_got(self, kind: str, occasion: str) -> list[int]:
        """The ids of the active members to whom this letter was never written, in any cycle."""
        key = literal(f"{kind}:{occasion}:") + cast(MEMBERS.c.id, String)
        written = select(LETTERS.c.id).where(LETTERS.c.cycle.in_(select(CYCLES.c.id)), LETTERS.c.key == key).exists()
        query = select(MEMBERS.c.id).where(MEMBERS.c.active, ~written).order_by(MEMBERS.c.id)
        return [row["id"] for row in await self._t.rows(query)]

    async def missing(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Those of these letters that have not been written yet."""
        known: set[str] = set()
        keys = [draft.key for draft in drafts]
        for start in range(0, len(keys), 500):
            rows = await self._t.rows(
                select(LETTERS.c.key).where(
                    LETTERS.c.cycle == self._cycle, LETTERS.c.key.in_(keys[start : start + 500])
                )
            )
            known.update(row["key"] for row in rows)
        return [draft for draft in drafts if draft.key not in known]

    async def next_at(self) -> datetime | None:
        """When the next written letter is due; letters of unknown fate count as due now."""
        found: datetime | None = await self._t.scalar(
            select(func.min(LETTERS.c.at)).where(LETTERS.c.state.in_(UNSETTLED))
        )
        return found

    def _select(self, *conditions: Any) -> Any:
        return select(LETTERS).where(LETTERS.c.cycle == self._cycle, *conditions)

    async def _settle(self, letter: Letter, state: State, **values: Any) -> bool:
        """Move a claimed letter on, if it is still this owner's."""
        mine = (LETTERS.c.id == letter.id, LETTERS.c.owner == letter.owner, LETTERS.c.state == State.CLAIMED.value)
        return await self._t.run(LETTERS.update().where(*mine).values(state=state.value, **values)) > 0

    async def _letters(self, rows: Sequence[RowMapping]) -> list[Letter]:
        people = await self._people.by_ids({row["member"] for row in rows if row["member"] is not None})
        return [_letter(dict(row), people) for row in rows]


def _columns(draft: Draft) -> dict[str, Any]:
    return {
        "key": draft.key,
        "kind": draft.kind,
        "occasion": draft.occasion,
        "reader": draft.room or str(draft.member),
        "member": draft.member,
        "room": draft.room,
        "about": list(draft.about),
        "at": draft.at,
        "expires": draft.expires,
        "under": draft.under,
        "prompt": draft.prompt,
        "state": State.READY.value,
        "reason": "",
        "owner": "",
        "lease": 0.0,
        "conversation": "",
        "message": "",
        "stale": False,
    }


def _letter(row: dict[str, Any], people: dict[int, Member]) -> Letter:
    values = {name: row[name] for name in Letter.__dataclass_fields__ if name in row}
    values |= {"member": people.get(row["member"]), "about": tuple(row["about"]), "state": State(row["state"])}
    return Letter(**values)
