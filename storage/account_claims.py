"""Claims of chat accounts to be a member's: asked about once each."""

from sqlalchemy import select

from pdsa.account_claims import AccountClaim
from pdsa.people import Address, Member
from storage.rows_and_values import from_row
from storage.tables.people import ClaimRow
from storage.transaction import Transaction, table

CLAIMS = table(ClaimRow)


class Claims:
    """Questions about accounts that wait for somebody's word."""

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    async def by_id(self, number: int) -> AccountClaim | None:
        return await self._one(CLAIMS.c.id == number)

    async def of(self, member: Member, address: Address) -> AccountClaim | None:
        return await self._one(CLAIMS.c.member == member.id, CLAIMS.c.address == address)

    async def make(self, member: Member, address: Address, name: str, *, guest: bool) -> AccountClaim:
        """The claim of this account, new or known."""
        values = {"member": member.id, "address": address, "name": name, "guest": guest, "at": self._t.now}
        await self._t.add_missing(ClaimRow, ("address", "member"), [values])
        claim = await self.of(member, address)
        assert claim is not None  # just written
        return claim

    async def settle(self, claim: AccountClaim, *, granted: bool) -> bool:
        """Somebody has said so; False where somebody had before."""
        open_one = (CLAIMS.c.id == claim.id, CLAIMS.c.granted.is_(None))
        values = {"granted": granted, "said_by": self._t.actor, "said_at": self._t.now}
        return await self._t.update(CLAIMS, *open_one, **values) > 0

    async def _one(self, *conditions: object) -> AccountClaim | None:
        row = await self._t.first(select(CLAIMS).where(*conditions))  # type: ignore[arg-type]
        return from_row(AccountClaim, row) if row else None
