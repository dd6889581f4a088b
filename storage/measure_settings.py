"""Measures: what is known of them besides their numbers, and who entered which number when."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from pdsa.measures import Better, Every, Observation, Setting
from storage.answer_cache import cached
from storage.plans import OBSERVATIONS, observed, trail_of
from storage.rows_and_values import columns_of
from storage.tables.figures import MeasureRow, ObservationRow
from storage.tables.sending import AuditRow
from storage.transaction import OfYear, table

AUDIT = table(AuditRow)
MEASURES = table(MeasureRow)


@dataclass(frozen=True)
class MeasureEntry:
    """A number as it was entered: by which member and when, None where a file brought it."""

    observation: Observation
    by: int | None
    at: datetime | None


class Measures(OfYear):
    """Questions about the measures of one cycle."""

    @cached(MEASURES)
    async def settings(self) -> dict[str, Setting]:
        """What was set of each measure, by its name."""
        rows = await self._t.rows(self._select(MEASURES).order_by(MEASURES.c.measure))
        return {
            row["measure"]: Setting(
                row["measure"],
                Better(row["better"]) if row["better"] else Better.UNKNOWN,
                Every(row["every"]) if row["every"] else None,
                row["worth_telling"],
                row["note"],
                row["at"].date(),
            )
            for row in rows
        }

    async def put(self, setting: Setting, by: int) -> None:
        """Set a measure; what was set before stays in the trail."""
        before = (await self.settings()).get(setting.measure)
        if before == setting:
            return
        values = _columns(setting)
        await self._put(MeasureRow, {"measure": setting.measure, **values, "marked_by": by, "at": self._t.now})
        old = _columns(before) if before else None
        await self._t.record("measure", setting.measure, before=old, after=values)

    async def unsay(self, observation: Observation, before: Observation | None) -> None:
        """A number was never meant: what stood there before stands again, and the trail has nothing of it."""
        await self._delete_observation(observation)
        if before is not None:
            await self._put(ObservationRow, {"grouping": before.group, **columns_of(before, "group")})
        newest = select(func.max(AUDIT.c.id)).where(
            AUDIT.c.about == trail_of(observation), AUDIT.c.action == "observation"
        )
        await self._t.run(AUDIT.delete().where(AUDIT.c.id == newest.scalar_subquery()))

    async def days(self, until: date) -> dict[str, list[date]]:
        """The days of each measure's numbers up to and including a day."""
        own = (OBSERVATIONS.c.cycle == self._cycle, OBSERVATIONS.c.day <= until)
        days_by_measure: dict[str, list[date]] = {}
        for row in await self._t.rows(select(OBSERVATIONS.c.measure, OBSERVATIONS.c.day).where(*own).distinct()):
            days_by_measure.setdefault(row["measure"], []).append(row["day"])
        return days_by_measure

    async def entries(self, measure: str, until: date) -> list[MeasureEntry]:
        """A measure's numbers up to and including a day, the newest day first."""
        query = self._select(OBSERVATIONS, OBSERVATIONS.c.measure == measure, OBSERVATIONS.c.day <= until)
        rows = await self._t.rows(query.order_by(OBSERVATIONS.c.day.desc(), OBSERVATIONS.c.grouping))
        return [MeasureEntry(observed(row), row["entered_by"], row["entered_at"]) for row in rows]

    async def take_out(self, observation: Observation) -> bool:
        """Take a number out that was entered by mistake; it stays in the trail. False where it was gone already."""
        gone = await self._delete_observation(observation)
        if gone:
            before = {"value": observation.value, "n": observation.n, "source": observation.source}
            await self._t.record("observation taken out", trail_of(observation), before=before)
        return gone

    async def _delete_observation(self, observation: Observation) -> bool:
        made = OBSERVATIONS.c
        slot = (made.measure == observation.measure, made.grouping == observation.group, made.day == observation.day)
        return await self._delete(OBSERVATIONS, *slot)


def _columns(setting: Setting) -> dict[str, object]:
    return {
        "better": "" if setting.better is Better.UNKNOWN else setting.better.value,
        "every": setting.every.value if setting.every else "",
        "worth_telling": setting.worth_telling,
        "note": setting.note,
    }
