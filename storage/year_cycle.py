"""The cycle: the year, its phases, channels and rhythm, and whether it has been started."""

from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, select

from pdsa.calendar import DayOff, SchoolYear
from pdsa.cycle import Channels, Cycle, Phases, Rhythm
from storage.answer_cache import cached
from storage.rows_and_values import from_row
from storage.tables.people import DistrictRow
from storage.tables.sending import ChannelRow
from storage.tables.year_and_plan import CycleRow, DayOffRow
from storage.transaction import Transaction, table

CYCLES = table(CycleRow)
DAYS_OFF = table(DayOffRow)
DISTRICTS = table(DistrictRow)
CHANNELS = table(ChannelRow)
NEWEST = (
    select(DISTRICTS.c.id.label("tenant"), DISTRICTS.c.name, CYCLES)
    .select_from(DISTRICTS.outerjoin(CYCLES, CYCLES.c.district == DISTRICTS.c.id))
    .order_by(DISTRICTS.c.id, CYCLES.c.first_day.desc())
    .limit(1)
)
OFF = select(DAYS_OFF).where(DAYS_OFF.c.cycle == bindparam("cycle")).order_by(DAYS_OFF.c.first, DAYS_OFF.c.id)
"""Every transaction asks these two, so they are made once."""


class Cycles:
    """Questions about a district's cycles; the newest is the current one."""

    def __init__(self, transaction: Transaction, district: int) -> None:
        self._t = transaction
        self._district = district
        self.scope = district

    async def current(self) -> Cycle | None:
        found = await self.all(most=1)
        return found[0] if found else None

    @cached(DISTRICTS, CYCLES, DAYS_OFF)
    async def all(self, most: int | None = None) -> list[Cycle]:
        """The district's cycles, the newest first."""
        query = self._select().order_by(CYCLES.c.first_day.desc()).limit(most)
        return [_cycle(row, row["name"], await days_off(self._t, row["id"])) for row in await self._t.rows(query)]

    @cached(DISTRICTS, CYCLES, DAYS_OFF)
    async def by_id(self, number: int) -> Cycle | None:
        row = await self._t.first(self._select(CYCLES.c.id == number))
        return _cycle(row, row["name"], await days_off(self._t, number)) if row else None

    def _select(self, *where: Any) -> Any:
        """The cycles, with the district's name."""
        query = select(CYCLES, DISTRICTS.c.name).join(DISTRICTS, DISTRICTS.c.id == CYCLES.c.district)
        return query.where(CYCLES.c.district == self._district, *where)

    async def before(self, cycle: Cycle) -> Cycle | None:
        """The year that this one follows, None for the first."""
        return await self.by_id(cycle.follows) if cycle.follows is not None else None

    async def after(self, cycle: Cycle) -> Cycle | None:
        """The year that follows this one, None before it is laid out."""
        return next((each for each in await self.all() if each.follows == cycle.id), None)

    async def follow(self, cycle: Cycle, before: Cycle) -> Cycle:
        """Say of a year which one came before it."""
        await self._t.update(CYCLES, CYCLES.c.id == cycle.id, follows=before.id)
        return replace(cycle, follows=before.id)

    async def in_force(self) -> Cycle | None:
        """The year whose clock runs: the newest that was started, or the newest of all where none was."""
        found = await self.all()
        return next((each for each in found if each.started_at is not None), found[0] if found else None)

    async def put(self, cycle: Cycle) -> Cycle:
        """Keep a cycle under its label, new or changed, with its days off; returns it with its id."""
        before = await self.current()
        if before is not None and (before.district, _audit_values(before)) == (cycle.district, _audit_values(cycle)):
            return before
        await self._t.update(DISTRICTS, DISTRICTS.c.id == self._district, name=cycle.district)
        await self._t.put(CycleRow, ("district", "label"), {"district": self._district, **_columns(cycle)})
        query = select(CYCLES.c.id).where(CYCLES.c.district == self._district, CYCLES.c.label == cycle.label)
        number = int(await self._t.scalar(query))
        await self._t.run(DAYS_OFF.delete().where(DAYS_OFF.c.cycle == number))
        for off in cycle.year.days_off:
            await self._t.add(DayOffRow, {"cycle": number, **asdict(off)})
        after = await self.by_id(number)
        assert after is not None  # just written
        if before != after:
            await self._t.record(
                "cycle", cycle.label, before=_audit_values(before) if before else None, after=_audit_values(after)
            )
        return after

    async def rename(self, cycle: Cycle, label: str) -> Cycle:
        """Give a cycle another label: it stays the same year, with all that belongs to it."""
        await self._t.update(CYCLES, CYCLES.c.id == cycle.id, label=label)
        await self._t.record("cycle renamed", label, before=cycle.label, after=label)
        return replace(cycle, label=label)

    async def start(self, cycle: Cycle, at: datetime) -> bool:
        """Begin messaging people; False where it had begun already."""
        begun = await self._t.run(
            CYCLES.update().where(CYCLES.c.id == cycle.id, CYCLES.c.started_at.is_(None)).values(started_at=at)
        )
        if begun:
            await self._t.record("start", cycle.label)
        return begun > 0

    @cached(CHANNELS)
    async def channel(self, name: str) -> str:
        """The platform's conversation behind a channel's name, empty until it is known."""
        return str(await self._of_channel(name, CHANNELS.c.conversation) or "")

    async def set_channel(self, name: str, conversation: str) -> None:
        values = {"district": self._district, "name": name, "conversation": conversation}
        await self._t.put(ChannelRow, ("district", "name"), values)

    @cached(CHANNELS)
    async def channel_language(self, name: str) -> str | None:
        """The language that is read in a channel; None where nobody has chosen."""
        language: str | None = await self._of_channel(name, CHANNELS.c.language)
        return language or None

    async def _of_channel(self, name: str, column: Any) -> Any:
        own = (CHANNELS.c.district == self._district, CHANNELS.c.name == name)
        return await self._t.scalar(select(column).where(*own))

    async def set_channel_language(self, name: str, language: str | None) -> None:
        """Say which language is read in a channel; None for English, as nobody has chosen."""
        before = await self.channel_language(name)
        if before == language:
            return
        values = {"district": self._district, "name": name, "conversation": await self.channel(name)}
        await self._t.put(ChannelRow, ("district", "name"), {**values, "language": language})
        await self._t.record("channel language", name, before=before, after=language)


def _audit_values(cycle: Cycle) -> dict[str, Any]:
    """A cycle as the audit trail keeps it."""
    days_off = [list(asdict(off).values()) for off in cycle.year.days_off]
    return {**_columns(cycle), "days_off": days_off}


class Districts:
    """The question which district this database is of."""

    scope = None

    def __init__(self, transaction: Transaction) -> None:
        self._t = transaction

    @cached(DISTRICTS, CYCLES, DAYS_OFF)
    async def newest(self) -> tuple[int | None, Cycle | None]:
        """The one district of this database and its newest cycle: what every transaction begins by asking."""
        row = await self._t.first(NEWEST)
        if row is None:
            return None, None
        if row["id"] is None:
            return row["tenant"], None
        return row["tenant"], _cycle(row, row["name"], await days_off(self._t, row["id"]))


async def days_off(transaction: Transaction, cycle: int) -> tuple[DayOff, ...]:
    """A cycle's days off, in their order."""
    off = await transaction.rows(OFF, {"cycle": cycle})
    return tuple(from_row(DayOff, row) for row in off)


def _columns(cycle: Cycle) -> dict[str, Any]:
    return {
        "label": cycle.label,
        "zone": cycle.zone,
        "first_day": cycle.year.first_day,
        "last_day": cycle.year.last_day,
        "do_from": cycle.phases.do,
        "study_from": cycle.phases.study,
        "act_from": cycle.phases.act,
        "checkin_weekday": cycle.rhythm.checkin_weekday,
        "checkin_time": cycle.rhythm.checkin_time,
        "note_weekday": cycle.rhythm.note_weekday,
        "note_time": cycle.rhythm.note_time,
        "team_channel": cycle.channels.team,
        "stakeholder_channel": cycle.channels.stakeholders,
        "leadership_channel": cycle.channels.leadership,
        "framework": cycle.framework,
        "commitment": cycle.commitment,
        "minimum_group": cycle.minimum_group,
        "midyear": cycle.midyear,
        "attention": cycle.attention,
        "term_ends": [day.isoformat() for day in cycle.term_ends],
    }


def _cycle(row: RowMapping, district: str, off: tuple[DayOff, ...]) -> Cycle:
    return from_row(
        Cycle,
        row,
        district=district,
        year=SchoolYear(row["first_day"], row["last_day"], row["zone"], off),
        phases=Phases(row["do_from"], row["study_from"], row["act_from"]),
        rhythm=Rhythm(row["checkin_weekday"], row["checkin_time"], row["note_weekday"], row["note_time"]),
        channels=Channels(row["team_channel"], row["stakeholder_channel"], row["leadership_channel"]),
        term_ends=tuple(date.fromisoformat(day) for day in row["term_ends"]),
    )
