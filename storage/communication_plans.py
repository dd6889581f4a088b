"""Communication plans: whom a team tells what, whether it was sent, and whether it worked."""

from dataclasses import replace
from functools import partial

from sqlalchemy import case, func, select

from pdsa.communication_plan import Audience
from storage.answer_cache import cached
from storage.rows_and_values import columns_of, from_row
from storage.tables.doing import AudienceRow
from storage.transaction import OfYear, table

AUDIENCES = table(AudienceRow)
_audience = partial(from_row, Audience)


class Sharing(OfYear):
    """Questions about the communication plans of one cycle."""

    @cached(AUDIENCES)
    async def all(self) -> list[Audience]:
        """The lines of all teams, without those that were set aside, in the order in which they came."""
        return await self._all(_audience, AUDIENCES, AUDIENCES.c.dropped.is_(False), by=[AUDIENCES.c.id])

    async def one(self, number: int) -> Audience | None:
        """A line, set aside or not."""
        return await self._one(_audience, AUDIENCES, AUDIENCES.c.id == number)

    async def counts(self) -> dict[str, tuple[int, int]]:
        """How many lines each team has, and how many of them were sent, counted in the database."""
        sent = func.sum(case((AUDIENCES.c.sent_at.is_not(None), 1), else_=0))
        match = (AUDIENCES.c.cycle == self._cycle, AUDIENCES.c.dropped.is_(False))
        query = select(AUDIENCES.c.team, func.count().label("made"), sent.label("sent"))
        rows = await self._t.rows(query.where(*match).group_by(AUDIENCES.c.team))
        return {row["team"]: (int(row["made"]), int(row["sent"])) for row in rows}

    async def put(self, audience: Audience) -> Audience:
        """Keep a line: a new one where its id is 0, else the one with this id; what stood before is in the trail."""
        values = columns_of(audience, "id")
        if not audience.id:
            number = await self._t.add(AudienceRow, {"cycle": self._cycle, **values})
            await self._t.record("audience", trail_of(number), after=values)
        else:
            number = audience.id
            known = await self.one(number)
            before = columns_of(known, "id") if known else None
            if before == values:
                return audience
            await self._update(AUDIENCES, AUDIENCES.c.id == number, **values)
            await self._t.record("audience", trail_of(number), before=before, after=values)
        return replace(audience, id=number)


def trail_of(number: int) -> str:
    return f"audience {number}"
