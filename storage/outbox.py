"""The outbox: letters written once, and asked for by key, kind or message; `sending` brings them on their way."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, cast, func, literal, or_, select

from storage.letters import Draft, Letter, State
from storage.sending import LETTERS, UNSETTLED, Claim, Sending
from storage.tables.people import MemberRow
from storage.tables.sending import LetterRow
from storage.tables.years import CycleRow
from storage.transaction import table

__all__ = ["Claim", "Outbox"]
CYCLES = table(CycleRow)
MEMBERS = table(MemberRow)


class Outbox(Sending):
    """Questions about the letters of one cycle."""

    async def write(self, drafts: Iterable[Draft]) -> int:
        """Put letters into the outbox unless they are there; returns how many were new."""
        rows = [{"cycle": self._cycle, **_columns(draft)} for draft in drafts]
        return await self._t.add_missing(LetterRow, ("cycle", "key"), rows) if rows else 0

    async def leave_out(self, drafts: Iterable[Draft], reason: str) -> None:
        """Letters that will not be sent, for a reason in words; kept, so that nobody writes them again."""
        resting = {"state": State.RESTING.value, "reason": reason}
        rows = [{"cycle": self._cycle, **_columns(draft), **resting} for draft in drafts]
        if rows:
            await self._t.add_missing(LetterRow, ("cycle", "key"), rows)

    async def committed(self, first: datetime, last: datetime) -> dict[int, list[tuple[str, int, datetime]]]:
        """What each member was sent, or is about to be, in a stretch of time: kind, how many things it is about, when.
        Of any year; details in a thread are no letters of their own.
        """
        query = select(LETTERS.c.member, LETTERS.c.kind, LETTERS.c.about, LETTERS.c.at, LETTERS.c.sent_at).where(
            LETTERS.c.member.is_not(None),
            LETTERS.c.under == "",
            LETTERS.c.state != State.RESTING.value,
            LETTERS.c.at >= first,
            LETTERS.c.at <= last,
        )
        found: dict[int, list[tuple[str, int, datetime]]] = {}
        for row in await self._t.rows(query):
            at = row["sent_at"] or row["at"]
            found.setdefault(row["member"], []).append((row["kind"], len(row["about"]), at))
        return found

    async def held_back(self, member: int, reason: str, since: datetime) -> list[Letter]:
        """What somebody did not get for this reason, and what waits for a later day; the newest first."""
        left = and_(LETTERS.c.state == State.RESTING.value, LETTERS.c.reason == reason)
        waits = and_(LETTERS.c.state == State.READY.value, LETTERS.c.at > self._t.now)
        query = self._select(LETTERS.c.member == member, LETTERS.c.at >= since, or_(left, waits))
        return await self._letters(await self._t.rows(query.order_by(LETTERS.c.at.desc())))

    async def wake(self, key: str) -> bool:
        """Send a resting letter after all."""
        fresh = {"tried_at": None, "tries": 0, "reason": "", "owner": "", "lease": 0.0}
        values = {"state": State.READY.value, "at": self._t.now, **fresh}
        match = (LETTERS.c.cycle == self._cycle, LETTERS.c.key == key, LETTERS.c.state == State.RESTING.value)
        return await self._t.run(LETTERS.update().where(*match).values(**values)) > 0

    async def anew(self, key: str, at: datetime) -> None:
        """Send a letter and its details at this time, whatever became of them before; not what is on its way."""
        over = (State.READY.value, State.RESTING.value, State.GONE.value)
        theirs = or_(
            and_(LETTERS.c.key == key, LETTERS.c.state.in_((*over, State.SENT.value))),
            and_(LETTERS.c.under == key, LETTERS.c.state.in_(over)),
        )
        fresh = {"tried_at": None, "tries": 0, "reason": "", "owner": "", "lease": 0.0, "sent_at": None, "stale": False}
        values = {"state": State.READY.value, "at": at, "conversation": "", "message": "", **fresh}
        await self._t.run(LETTERS.update().where(LETTERS.c.cycle == self._cycle, theirs).values(**values))

    async def with_details(self, *keys: str) -> list[Letter]:
        """These letters and those in their threads."""
        rows = await self._t.rows(self._select(or_(LETTERS.c.key.in_(keys), LETTERS.c.under.in_(keys))))
        return await self._letters(rows)

    async def is_stale(self, *keys: str) -> bool:
        """Whether one of these letters still shows older facts in its place."""
        match = (LETTERS.c.cycle == self._cycle, LETTERS.c.key.in_(keys), LETTERS.c.stale)
        return await self._t.first(select(LETTERS.c.id).where(*match).limit(1)) is not None

    async def declare_sent(self, key: str) -> bool:
        """Somebody saw a letter in its place that is not known to have arrived."""
        waits = LETTERS.c.state.in_((State.RESTING.value, State.READY.value))
        match = (LETTERS.c.cycle == self._cycle, LETTERS.c.key == key, waits)
        values = {"state": State.SENT.value, "sent_at": self._t.now, "reason": ""}
        return await self._t.run(LETTERS.update().where(*match).values(**values)) > 0

    async def by_key(self, key: str) -> Letter | None:
        rows = await self._t.rows(self._select(LETTERS.c.key == key))
        return (await self._letters(rows))[0] if rows else None

    async def by_id(self, number: int) -> Letter | None:
        """A letter of any cycle."""
        rows = await self._t.rows(select(LETTERS).where(LETTERS.c.id == number))
        return (await self._letters(rows))[0] if rows else None

    async def year_of(self, message: str) -> int | None:
        """The id of the year whose letter this message is, None where it is none; of any cycle."""
        found: int | None = await self._t.scalar(select(LETTERS.c.cycle).where(LETTERS.c.message == message).limit(1))
        return found

    async def of_kind(self, *kinds: str, occasion: str | None = None) -> list[Letter]:
        """All letters of these kinds, oldest first."""
        query = self._select(LETTERS.c.kind.in_(kinds))
        if occasion is not None:
            query = query.where(LETTERS.c.occasion == occasion)
        return await self._letters(await self._t.rows(query.order_by(LETTERS.c.at, LETTERS.c.id)))

    async def newest(self, member: int, kinds: Iterable[str]) -> dict[str, Letter]:
        """The newest letter of each of these kinds that somebody got, by kind."""
        match = (LETTERS.c.member == member, LETTERS.c.kind.in_(list(kinds)), LETTERS.c.state == State.SENT.value)
        last = select(LETTERS.c.kind, func.max(LETTERS.c.sent_at).label("sent_at")).where(
            LETTERS.c.cycle == self._cycle, *match
        )
        newest = last.group_by(LETTERS.c.kind).subquery()
        at = and_(LETTERS.c.kind == newest.c.kind, LETTERS.c.sent_at == newest.c.sent_at)
        query = select(LETTERS).join(newest, at).where(LETTERS.c.cycle == self._cycle, *match).order_by(LETTERS.c.id)
        return {each.kind: each for each in await self._letters(await self._t.rows(query))}

    async def by_message(self, message: str, member: int) -> Letter | None:
        """The letter that arrived as this message in somebody's talk; None where it was none of this year's."""
        rows = await self._t.rows(self._select(LETTERS.c.message == message, LETTERS.c.member == member))
        return (await self._letters(rows))[0] if rows else None

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

    async def next_at(self, after: datetime | None = None) -> datetime | None:
        """When the next unsettled letter is due; with `after`, the next of those that are due later than that."""
        match = [LETTERS.c.state.in_(UNSETTLED), *([LETTERS.c.at > after] if after is not None else [])]
        found: datetime | None = await self._t.scalar(select(func.min(LETTERS.c.at)).where(*match))
        return found

    def _select(self, *conditions: Any) -> Any:
        return select(LETTERS).where(LETTERS.c.cycle == self._cycle, *conditions)


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
        "tries": 0,
        "conversation": "",
        "message": "",
        "stale": False,
    }
