"""A stretch of time in which something falls due."""

from dataclasses import dataclass
from datetime import date, datetime

from pdsa.calendar import ONE_DAY, local_day


@dataclass(frozen=True)
class TimeSpan:
    """A stretch of time: after `since`, up to and including `until`."""

    since: datetime
    until: datetime

    def holds(self, moment: datetime) -> bool:
        return self.since < moment <= self.until

    def touches(self, first: date, last: date) -> bool:
        """Whether it and the days from `first` to `last` can meet, in whatever zone."""
        return local_day(self.until, "UTC") >= first - ONE_DAY and local_day(self.since, "UTC") <= last + ONE_DAY

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that it can touch, in whatever zone."""
        return self.since.date() - ONE_DAY, self.until.date() + ONE_DAY

    def lately(self, now: datetime) -> "TimeSpan":
        """Without the days that are over: for what is no longer asked once its day has passed."""
        return TimeSpan(max(self.since, now - ONE_DAY), self.until)
