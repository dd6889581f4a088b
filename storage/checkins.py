"""Weekly answers: kept, changed with their history, counted in the database."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import partial

from sqlalchemy import ColumnElement, and_, func, select

from pdsa.checkin import CheckIn, Tally, WeekNote, Went
from pdsa.silence import Heard, Rest, Word
from storage.notification_states import State
from storage.rows_and_values import columns_of, from_row
from storage.tables.doing import CheckInRow, SkipRow, TypedRow
from storage.tables.sending import AuditRow, NotificationRow
from storage.tables.year_and_plan import ParkedRow
from storage.transaction import OfYear, read_once, table

AUDIT = table(AuditRow)
CHECKINS = table(CheckInRow)
SKIPS = table(SkipRow)
TYPED = table(TypedRow)
NOTIFICATIONS = table(NotificationRow)
PARKED = table(ParkedRow)
_checkin = partial(from_row, CheckIn)
BY_NAME = 400
"""So many strategies are asked for by their codes; where more are wanted, all are read."""


class CheckIns(OfYear):
    """Questions about the weekly answers of one cycle."""

    async def put(self, checkin: CheckIn) -> CheckIn:
        """Keep an answer, or change the one of that strategy and week: its first time and lateness stay."""
        before = await self.one(checkin.strategy, checkin.week)
        values = columns_of(checkin)
        if before is not None:
            values |= {"at": before.at, "late": before.late, "edited_at": self._t.now}
        await self._put(CheckInRow, values)
        about = f"{checkin.strategy} {checkin.week}"
        await self._t.record("checkin", about, before=columns_of(before) if before else None, after=values)
        after = await self.one(checkin.strategy, checkin.week)
        assert after is not None  # just written
        return after

    async def take_out(self, checkin: CheckIn) -> None:
        """It was never meant: nothing of it is left, in the trail neither."""
        mine = (CHECKINS.c.strategy == checkin.strategy, CHECKINS.c.week == checkin.week)
        await self._delete(CHECKINS, *mine)
        about = (AUDIT.c.action == "checkin", AUDIT.c.about == f"{checkin.strategy} {checkin.week}")
        await self._t.run(AUDIT.delete().where(*about))

    async def one(self, strategy: str, week: date) -> CheckIn | None:
        return await self._one(_checkin, CHECKINS, CHECKINS.c.strategy == strategy, CHECKINS.c.week == week)

    async def of_week(self, week: date, strategies: Iterable[str] | None = None) -> dict[str, CheckIn]:
        """The week's answers by strategy code."""
        wanted = None if strategies is None else frozenset(strategies)
        rows = await self._t.rows(self._select(CHECKINS, CHECKINS.c.week == week, *_of(wanted)))
        return {row["strategy"]: _checkin(row) for row in rows if wanted is None or row["strategy"] in wanted}

    async def of_strategy(self, strategy: str) -> list[CheckIn]:
        """All answers of a strategy, oldest week first."""
        return await self._all(_checkin, CHECKINS, CHECKINS.c.strategy == strategy, by=[CHECKINS.c.week])

    async def weeks_answered(self, strategies: Collection[str]) -> dict[str, set[date]]:
        """The weeks of some strategies that have an answer, by strategy code."""
        query = select(CHECKINS.c.strategy, CHECKINS.c.week).where(CHECKINS.c.cycle == self._cycle, *_of(strategies))
        weeks: dict[str, set[date]] = {code: set() for code in strategies}
        for row in await self._t.rows(query):
            if row["strategy"] in weeks:
                weeks[row["strategy"]].add(row["week"])
        return weeks

    async def between(self, first: date, last: date, strategies: Collection[str] | None = None) -> list[CheckIn]:
        """The answers of the weeks whose question day lies in the span, both ends included; only those of some
        strategies where they are named.
        """
        span = (CHECKINS.c.week >= first, CHECKINS.c.week <= last, *_of(strategies))
        rows = await self._t.rows(self._select(CHECKINS, *span).order_by(CHECKINS.c.week, CHECKINS.c.strategy))
        wanted = None if strategies is None else frozenset(strategies)
        return [_checkin(row) for row in rows if wanted is None or row["strategy"] in wanted]

    async def tallies(
        self, first: date = date.min, last: date = date.max, strategies: Collection[str] | None = None
    ) -> dict[str, Tally]:
        """How the weeks went, by strategy code, counted in the database; where strategies are named, of others there
        may be nothing.
        """
        span = and_(CHECKINS.c.cycle == self._cycle, CHECKINS.c.week >= first, CHECKINS.c.week <= last)
        query = (
            select(CHECKINS.c.strategy, CHECKINS.c.went, func.count().label("n"))
            .where(span, *_of(strategies))
            .group_by(CHECKINS.c.strategy, CHECKINS.c.went)
        )
        counts: dict[str, dict[str, int]] = {}
        for row in await self._t.rows(query):
            counts.setdefault(row["strategy"], {})[row["went"]] = row["n"]
        return {
            code: Tally(*(went.get(each.value, 0) for each in (Went.AS_PLANNED, Went.PARTLY, Went.NOT)))
            for code, went in counts.items()
        }

    async def latest(self, strategies: Collection[str]) -> dict[str, CheckIn]:
        """The newest answer of each of these strategies."""
        newest = (
            select(CHECKINS.c.strategy, func.max(CHECKINS.c.week).label("week"))
            .where(CHECKINS.c.cycle == self._cycle, *_of(strategies))
            .group_by(CHECKINS.c.strategy)
            .subquery()
        )
        match = and_(CHECKINS.c.strategy == newest.c.strategy, CHECKINS.c.week == newest.c.week)
        query = select(CHECKINS).join(newest, match).where(CHECKINS.c.cycle == self._cycle)
        wanted = frozenset(strategies)
        return {row["strategy"]: _checkin(row) for row in await self._t.rows(query) if row["strategy"] in wanted}

    async def skip(self, member: int, week: date) -> None:
        """Somebody says that they have nothing for this week: no reminder, and not counted as missing."""
        await self._put(SkipRow, {"member": member, "week": week, "at": self._t.now})
        await self._t.record("skip", f"{member} {week}")

    async def unskip(self, member: int, week: date) -> None:
        await self._delete(SKIPS, SKIPS.c.member == member, SKIPS.c.week == week)

    async def notes_on(self, strategy: str) -> list[WeekNote]:
        """What was typed about the weeks of a strategy that have no answer, by week."""
        answered = {each.week for each in await self.of_strategy(strategy)}
        about = (TYPED.c.kind == "checkin", TYPED.c.subject.startswith(f"{strategy}:", autoescape=True))
        query = self._select(TYPED, TYPED.c.text != "", *about).order_by(TYPED.c.id)
        notes = [
            WeekNote(strategy, date.fromisoformat(row["subject"].rpartition(":")[2]), row["member"], row["text"])
            for row in await self._t.rows(query)
        ]
        return sorted((note for note in notes if note.week not in answered), key=lambda note: note.week)

    async def skipped(self, week: date) -> set[int]:
        """The ids of the members who skipped that week."""
        query = select(SKIPS.c.member).where(SKIPS.c.cycle == self._cycle, SKIPS.c.week == week)
        return {row["member"] for row in await self._t.rows(query)}

    @read_once
    async def heard(self, strategies: frozenset[str] | None = None) -> Heard:
        """Which questions had a word, and when it came; and which never reached anybody or were not asked. Where
        strategies are named, of others there may be nothing.
        """
        own = (CHECKINS.c.cycle == self._cycle, *_of(strategies))
        said = select(CHECKINS.c.strategy, CHECKINS.c.week, CHECKINS.c.at).where(*own)
        by_strategy: dict[str, list[Word]] = {}
        for row in await self._t.rows(said):
            by_strategy.setdefault(row["strategy"], []).append(Word(row["week"], row["at"]))
        typed = select(TYPED.c.subject, TYPED.c.at).where(TYPED.c.cycle == self._cycle, TYPED.c.kind == "checkin")
        for row in await self._t.rows(typed):
            code, _colon, week = row["subject"].rpartition(":")
            by_strategy.setdefault(code, []).append(Word(date.fromisoformat(week), row["at"]))
        skipped = select(SKIPS.c.member, SKIPS.c.week, SKIPS.c.at).where(SKIPS.c.cycle == self._cycle)
        skips: dict[int, list[Word]] = {}
        for row in await self._t.rows(skipped):
            skips.setdefault(row["member"], []).append(Word(row["week"], row["at"]))
        missed = select(NOTIFICATIONS.c.member, NOTIFICATIONS.c.occasion).where(
            NOTIFICATIONS.c.cycle == self._cycle,
            NOTIFICATIONS.c.kind == "checkin",
            NOTIFICATIONS.c.state == State.RESTING.value,
        )
        unasked: dict[int, set[date]] = {}
        for row in await self._t.rows(missed):
            unasked.setdefault(row["member"], set()).add(date.fromisoformat(row["occasion"]))
        waited = select(PARKED.c.goal, PARKED.c.at, PARKED.c.back_at).where(PARKED.c.cycle == self._cycle)
        rests: dict[str, list[Rest]] = {}
        for row in await self._t.rows(waited):
            rests.setdefault(row["goal"], []).append(Rest(row["at"], row["back_at"]))
        return Heard(by_strategy, skips, unasked, rests)


def _of(strategies: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    """The condition that a check-in is of one of these strategies, where they are few enough to be named."""
    few = strategies is not None and len(strategies) <= BY_NAME
    return (CHECKINS.c.strategy.in_(sorted(strategies or ())),) if few else ()
