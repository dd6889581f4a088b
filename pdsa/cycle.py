"""One turn of Plan-Do-Study-Act: a school year with four phases and a rhythm of asking."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from pdsa.attention_budget import USUAL_CAP
from pdsa.calendar import ONE_DAY, SchoolYear


class Phase(StrEnum):
    """The four phases, in their order."""

    PLAN = "PLAN"
    DO = "DO"
    STUDY = "STUDY"
    ACT = "ACT"


@dataclass(frozen=True)
class Phases:
    """The first day of each phase after PLAN; PLAN begins with the year and ACT ends with it."""

    do: date
    study: date
    act: date

    @classmethod
    def usual(cls, first_day: date, last_day: date) -> "Phases":
        """PLAN six weeks; DO to 30 April; STUDY to 21 May; ACT to the last day (issue text's defaults).

        A year that does not span these dates, or goes on long after them, is cut in the same proportions instead.
        """
        do, study, act = first_day + timedelta(weeks=6), date(last_day.year, 5, 1), date(last_day.year, 5, 22)
        if first_day < do < study < act <= last_day < date(last_day.year, 8, 1):
            return cls(do, study, act)
        length = (last_day - first_day).days
        return cls(*(first_day + timedelta(days=max(n, length * n // 10)) for n in (2, 8, 9)))


@dataclass(frozen=True)
class Rhythm:
    """When the bot speaks up by itself, in each reader's own wall-clock time. Monday is 0."""

    checkin_weekday: int = 3
    checkin_time: time = time(14, 0)
    note_weekday: int = 0
    note_time: time = time(9, 0)
    prompt_time: time = time(9, 0)
    year_end_draft_before: timedelta = timedelta(weeks=2)


@dataclass(frozen=True)
class Channels:
    """The names of the channels in chat that the plan gives, each with its "#"; empty where it gives none."""

    team: str = ""
    stakeholders: str = ""
    leadership: str = ""

    @property
    def approved(self) -> list[str]:
        """Where goes what has to be approved, each channel once; empty where the plan names none."""
        return list(dict.fromkeys(channel for channel in (self.stakeholders, self.leadership) if channel))

    @property
    def own(self) -> str:
        """The channel that is the team's alone: nothing goes to the others that nobody approved. Empty where the plan
        names none, or one that others read, too.
        """
        return "" if self.team in (self.stakeholders, self.leadership) else self.team


@dataclass(frozen=True)
class Cycle:
    """A district's year, as set up. `started_at` is None until a lead presses Start: until then nobody is messaged.

    `midyear` is the day from which the rubric is rated in between, None where nobody wants that. `follows` is
    the id of the year before it, None for the first; `closed_at` is set once its promises are settled. `term_ends` are
    the last days of the terms but the last, where a lead has said them; `attention` the seconds that a week may ask of
    anybody.
    """

    id: int
    district: str
    label: str
    year: SchoolYear
    phases: Phases
    rhythm: Rhythm
    channels: Channels
    framework: str
    commitment: str
    minimum_group: int
    started_at: datetime | None = None
    midyear: date | None = None
    follows: int | None = None
    closed_at: datetime | None = None
    term_ends: tuple[date, ...] = ()
    attention: int = USUAL_CAP

    @property
    def zone(self) -> str:
        return self.year.zone

    def phase_on(self, day: date) -> Phase:
        """The phase that a day belongs to; days outside the year belong to the nearest phase."""
        if day < self.phases.do:
            return Phase.PLAN
        if day < self.phases.study:
            return Phase.DO
        return Phase.STUDY if day < self.phases.act else Phase.ACT

    def span_of(self, phase: Phase) -> tuple[date, date]:
        """A phase's first and last day."""
        starts = {
            Phase.PLAN: self.year.first_day,
            Phase.DO: self.phases.do,
            Phase.STUDY: self.phases.study,
            Phase.ACT: self.phases.act,
        }
        ends = [
            self.phases.do - ONE_DAY,
            self.phases.study - ONE_DAY,
            self.phases.act - ONE_DAY,
            self.year.last_day,
        ]
        return starts[phase], ends[list(Phase).index(phase)]

    def school_span_of(self, phase: Phase) -> tuple[date, date]:
        """A phase's first and last working day: how its dates are told to people."""
        return self.year.school_days(*self.span_of(phase))

    def days_left(self, day: date) -> int:
        """Calendar days left to the last working day of the phase that `day` is in, this day not counted."""
        return max(0, (self.school_span_of(self.phase_on(day))[1] - day).days)
