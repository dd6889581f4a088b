"""The days of a year's meetings."""

from datetime import date

from pdsa.meetings import Meeting, Meetings
from storage.tables.years import MeetingRow
from storage.transaction import OfYear, table

MEETINGS = table(MeetingRow)


class MeetingDays(OfYear):
    """Questions about the meetings of one cycle."""

    async def days(self) -> Meetings:
        """The days that are set."""
        rows = await self._t.rows(self._select(MEETINGS))
        found = {Meeting(row["kind"]): row["day"] for row in rows}
        return Meetings(found.get(Meeting.REFLECTION), found.get(Meeting.PLANNING))

    async def set(self, meetings: Meetings, by: int) -> Meetings:
        """Set or take out the days; returns those that stood before, which stay in the trail."""
        before = await self.days()
        for kind in Meeting:
            day = meetings.day(kind)
            if day != before.day(kind):
                await self._set(kind, before.day(kind), day, by)
        return before

    async def _set(self, kind: Meeting, before: date | None, day: date | None, by: int) -> None:
        if day is None:
            await self._t.run(MEETINGS.delete().where(MEETINGS.c.cycle == self._cycle, MEETINGS.c.kind == kind.value))
        else:
            values = {"cycle": self._cycle, "kind": kind.value, "day": day, "set_by": by, "at": self._t.now}
            await self._t.put(MeetingRow, ("cycle", "kind"), values)
        await self._t.record("meeting", kind.value, before=before, after=day)
