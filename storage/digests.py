"""Digests: drafted once, then edited, approved or left, with the figures that were shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import RowMapping, select

from storage.tables.sending import DigestRow
from storage.transaction import Transaction, table

DIGESTS = table(DigestRow)
DRAFTED = "digest drafted"
GAVE_WAY = "digest gave way"
BY_ITSELF = (DRAFTED, GAVE_WAY)
"""Deeds of the trail that come by themselves, whoever happened to ask for a digest then."""


class DigestState(StrEnum):
    """`draft` waits for somebody; `approved` goes out; `declined` does not."""

    DRAFT = "draft"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True)
class Digest:
    """A digest as kept. `content` is its figures and findings as JSON; `opening` and `ask` are people's own words.

    One that nobody settled, and that a newer one replaced, is declined by nobody.
    """

    kind: str
    occasion: str
    state: DigestState
    content: Any
    drafted_at: datetime
    opening: str = ""
    ask: str = ""
    settled_by: int | None = None
    settled_at: datetime | None = None

    @property
    def replaced(self) -> bool:
        """Whether it gave way to a newer one before anybody had settled it."""
        return self.state is DigestState.DECLINED and self.settled_by is None


class Digests:
    """Questions about the digests of one cycle."""

    def __init__(self, transaction: Transaction, cycle: int) -> None:
        self._t = transaction
        self._cycle = cycle

    async def find(self, kind: str, occasion: str) -> Digest | None:
        row = await self._t.first(select(DIGESTS).where(*self._at(kind, occasion)))
        return _digest(row) if row else None

    async def all(self) -> list[Digest]:
        query = select(DIGESTS).where(DIGESTS.c.cycle == self._cycle).order_by(DIGESTS.c.drafted_at)
        return [_digest(row) for row in await self._t.rows(query)]

    async def draft(self, kind: str, occasion: str, content: Any) -> Digest:
        """Keep a draft, unless there is one: its figures stay as they were shown."""
        values = {
            "cycle": self._cycle,
            "kind": kind,
            "occasion": occasion,
            "state": DigestState.DRAFT.value,
            "opening": "",
            "ask": "",
            "content": content,
            "drafted_at": self._t.now,
        }
        if await self._t.add_missing(DigestRow, ("cycle", "kind", "occasion"), [values]):
            await self._t.record(DRAFTED, f"{kind} {occasion}")
        found = await self.find(kind, occasion)
        assert found is not None  # just written
        return found

    async def redraft(self, kind: str, occasion: str, content: Any) -> bool:
        """Bring an open draft's figures up to date; people's own words in it stay."""
        return await self._change(kind, occasion, "digest redrafted", content=content, drafted_at=self._t.now)

    async def edit(self, kind: str, occasion: str, opening: str, ask: str) -> bool:
        """Change the words of an open draft; False where it has been settled."""
        return await self._change(kind, occasion, "digest edited", opening=opening, ask=ask)

    async def settle(self, kind: str, occasion: str, state: DigestState, by: int) -> bool:
        """Approve or decline an open draft; False where somebody was faster."""
        return await self._change(
            kind, occasion, f"digest {state.value}", state=state.value, settled_by=by, settled_at=self._t.now
        )

    async def give_way(self, kind: str, occasion: str) -> bool:
        """An open draft is not waited for any more, because there is a newer one; False where it was settled."""
        declined = DigestState.DECLINED.value
        return await self._change(kind, occasion, GAVE_WAY, state=declined, settled_by=None, settled_at=self._t.now)

    async def reopen(self, kind: str, occasion: str) -> bool:
        """A declined digest becomes a draft again."""
        declined = (*self._at(kind, occasion), DIGESTS.c.state == DigestState.DECLINED.value)
        values = {"state": DigestState.DRAFT.value, "settled_by": None, "settled_at": None}
        return await self._t.run(DIGESTS.update().where(*declined).values(**values)) > 0

    def _at(self, kind: str, occasion: str) -> tuple[Any, ...]:
        return (DIGESTS.c.cycle == self._cycle, DIGESTS.c.kind == kind, DIGESTS.c.occasion == occasion)

    async def _change(self, kind: str, occasion: str, deed: str, **values: Any) -> bool:
        before = await self.find(kind, occasion)
        still_open = (*self._at(kind, occasion), DIGESTS.c.state == DigestState.DRAFT.value)
        changed = await self._t.run(DIGESTS.update().where(*still_open).values(**values)) > 0
        if changed and before is not None:
            words = {"state": before.state.value, "opening": before.opening, "ask": before.ask}
            after = {name: value for name, value in values.items() if name != "content"}
            await self._t.record(deed, f"{kind} {occasion}", before=words, after=after)
        return changed


def _digest(row: RowMapping) -> Digest:
    values = {name: row[name] for name in Digest.__dataclass_fields__}
    return Digest(**{**values, "state": DigestState(row["state"])})
