"""Levels on the rubric: each rater's own, and those on which the team agreed."""

from dataclasses import asdict
from functools import partial

from sqlalchemy import select

from pdsa.rubric_ratings import AgreedRating, Moment, OwnRating, agreed, level_at, rating_of
from storage.answer_cache import cached
from storage.plans import Plans
from storage.rows_and_values import columns_of, from_row
from storage.tables.figures import ConsensusRow, VoteRow
from storage.tables.year_and_plan import CycleRow
from storage.transaction import OfYear, Transaction, table

VOTES = table(VoteRow)
CONSENSUS = table(ConsensusRow)
CYCLES = table(CycleRow)
_consensus = partial(from_row, AgreedRating)
RECORDER = "rubric recorder"
OWN_LEVEL, NO_OWN_LEVEL = "own level", "own level taken back"
ONES_OWN = (OWN_LEVEL, NO_OWN_LEVEL)
"""Actions of the trail that change nothing which anybody else reads."""


class Rubric(OfYear):
    """Questions about one cycle's levels. What is agreed also stands in the plan's ratings, for all who read those."""

    def __init__(self, transaction: Transaction, cycle: int, plans: Plans) -> None:
        super().__init__(transaction, cycle)
        self._plans = plans

    @cached(VOTES)
    async def votes(self, *moments: Moment, member: int | None = None) -> list[OwnRating]:
        """The raters' own levels, of all moments where none is named; only one person's where `member` says whose."""
        query = self._select(VOTES).order_by(VOTES.c.activity, VOTES.c.member)
        if moments:
            query = query.where(VOTES.c.moment.in_([each.value for each in moments]))
        if member is not None:
            query = query.where(VOTES.c.member == member)
        return [from_row(OwnRating, row) for row in await self._t.rows(query)]

    async def vote(self, vote: OwnRating) -> None:
        """Keep somebody's own level. The trail says that it was given, and not which: nobody reads another's."""
        await self._put(VoteRow, {**columns_of(vote), "at": self._t.now})
        await self._t.record(OWN_LEVEL, vote.activity, after={"moment": vote.moment.value})

    async def withdraw(self, activity: str, moment: Moment, member: int) -> None:
        """Take one's own level back."""
        match = (VOTES.c.activity == activity, VOTES.c.moment == moment.value, VOTES.c.member == member)
        if await self._delete(VOTES, *match):
            await self._t.record(NO_OWN_LEVEL, activity, after={"moment": moment.value})

    async def rename(self, before: str, after: str) -> None:
        """Levels of their own that people gave an item follow it to its new name."""
        await self._update(VOTES, VOTES.c.activity == before, activity=after)

    @cached(CONSENSUS)
    async def consensus(self) -> dict[tuple[str, Moment], AgreedRating]:
        """What the team agreed on, by item and moment."""
        rows = await self._t.rows(self._select(CONSENSUS))
        return {(each.activity, each.moment): each for each in map(_consensus, rows)}

    async def agree(self, activity: str, moment: Moment, level: int, evidence: str, by: int) -> None:
        """Keep what the team agreed on, here and in the plan's ratings; an earlier level stays in the trail."""
        match = (CONSENSUS.c.activity == activity, CONSENSUS.c.moment == moment.value)
        before = await self._one(_consensus, CONSENSUS, *match)
        rating = rating_of(activity, await self._plans.ratings(), await self._plans.goals())
        stood = level_at(moment, rating)
        if before and (before.level, before.evidence, stood) == (level, evidence, level):
            return
        after = AgreedRating(activity, moment, level, evidence, by, self._t.now)
        await self._put(ConsensusRow, columns_of(after))
        old = asdict(before) if before else {"level": stood}
        await self._t.record("consensus", activity, before=old, after=asdict(after))
        await self._plans.put_rating(agreed(rating, moment, level, evidence))

    async def recorder(self) -> int | None:
        """The member whom a lead named to record what the team agrees on; None where only leads do."""
        member: int | None = await self._t.scalar(select(CYCLES.c.recorder).where(CYCLES.c.id == self._cycle))
        return member

    async def name_recorder(self, member: int | None) -> None:
        before = await self.recorder()
        if before != member:
            await self._t.update(CYCLES, CYCLES.c.id == self._cycle, recorder=member)
            await self._t.record(RECORDER, self.about, before=before, after=member)

    @property
    def about(self) -> str:
        """Under this the trail tells of who records."""
        return f"cycle {self._cycle}"
