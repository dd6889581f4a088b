"""Deleting people's own words, of every year, wherever they stand; counts stay, and what was deleted stays deleted."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import func, select

from pdsa.plan import Plan
from pdsa.retention import LONG_ENOUGH, REMOVED
from storage.deletion_sweep import Deletion, Sweep, Whose
from storage.rows_and_values import columns_of, from_row
from storage.tables.people import DistrictRow, MemberRow, RemovalRow
from storage.tombstones import EVERYBODY, Tombstone, marked
from storage.transaction import Transaction, table

DISTRICTS = table(DistrictRow)
MEMBERS = table(MemberRow)
REMOVALS = table(RemovalRow)
DELETED = "words deleted"


class Removals:
    """Questions about what shall go and what has gone. It looks at all years at once."""

    def __init__(self, transaction: Transaction, district: int) -> None:
        self._t = transaction
        self._district = district

    async def look(self, whose: Whose) -> Deletion:
        """What would go. Changes nothing."""
        return await Sweep(self._t, whose, keep=False).run()

    async def delete(self, whose: Whose) -> Deletion:
        """Delete the words, remember that they are deleted, and say in the trail how many entries it were."""
        deletion = await Sweep(self._t, whose, keep=True).run()
        email = await self._email(whose.member)
        salt, marks = marked([*deletion.marked, *(each for each in deletion.texts if len(each) >= LONG_ENOUGH)])
        tombstone = Tombstone(email, whose.until, self._t.now, self._t.actor, salt, marks)
        await self._t.add(RemovalRow, columns_of(tombstone))
        await self._t.record(DELETED, email or "everybody", after={"until": whose.until, **deletion.entries})
        return deletion

    # -- what is deleted stays deleted ---------------------------------------------------------

    async def tombstones(self) -> list[Tombstone]:
        """All that was ever deleted, oldest first."""
        return [from_row(Tombstone, row) for row in await self._t.rows(select(REMOVALS).order_by(REMOVALS.c.id))]

    async def count(self) -> int:
        """How many deletions there were."""
        return int(await self._t.scalar(select(func.count()).select_from(REMOVALS)) or 0)

    async def reapply(self, tombstones: Iterable[Tombstone]) -> int:
        """Delete again what a restored database brought back; returns how many deletions it did not know."""
        here = {each.key for each in await self.tombstones()}
        fresh = [each for each in tombstones if each.key not in here]
        for tombstone in fresh:
            member = None if tombstone.email == EVERYBODY else await self._member(tombstone.email)
            if tombstone.email == EVERYBODY or member is not None:
                await Sweep(self._t, Whose(member, tombstone.until), keep=True).run()
            await self._t.add(RemovalRow, columns_of(tombstone))
        return len(fresh)

    async def cleaned(self, plan: Plan) -> Plan:
        """A plan from a file without the words that were deleted."""
        tombstones = [each for each in await self.tombstones() if each.marks]
        if not tombstones:
            return plan

        def left(said: str) -> str:
            return REMOVED if said.strip() and any(each.marks_text(said) for each in tombstones) else said

        return replace(
            plan,
            observations=tuple(replace(each, source=left(each.source)) for each in plan.observations),
            ratings=tuple(replace(each, evidence=left(each.evidence)) for each in plan.ratings),
        )

    async def _email(self, member: int | None) -> str:
        if member is None:
            return EVERYBODY
        return str(await self._t.scalar(select(MEMBERS.c.email).where(MEMBERS.c.id == member)))

    async def _member(self, email: str) -> int | None:
        match = (MEMBERS.c.district == self._district, MEMBERS.c.email == email)
        found: int | None = await self._t.scalar(select(MEMBERS.c.id).where(*match))
        return found

    # -- how long words are kept ---------------------------------------------------------------

    async def keep_months(self) -> int | None:
        """How many months people's words are kept; None for good."""
        found: int | None = await self._t.scalar(
            select(DISTRICTS.c.keep_months).where(DISTRICTS.c.id == self._district)
        )
        return found

    async def set_keep_months(self, months: int | None) -> None:
        before = await self.keep_months()
        await self._t.update(DISTRICTS, DISTRICTS.c.id == self._district, keep_months=months)
        await self._t.record("words kept for", "district", before=before, after=months)
