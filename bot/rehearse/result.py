"""What came of a rehearsal: the years that were played, and the notifications that the bot sent in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.rehearse.mishaps import Mishap
from bot.rehearse.record import Record
from handlers.kit.words import join
from pdsa.plan import Plan
from storage.notification_states import Notification


@dataclass(frozen=True)
class SentMessage:
    """One notification that the bot sent unasked. `at` is on the reader's wall clock, with its offset."""

    at: datetime
    to: str
    kind: str
    text: str


@dataclass(frozen=True)
class Rehearsal:
    """Years that were played, ready to be written down; `workbooks` are the plans at each year's end, by file name."""

    plans: Sequence[Plan]
    record: Record
    rows: Sequence[SentMessage]
    notifications: Sequence[Notification]
    mishaps: Sequence[Mishap]
    workbooks: Mapping[str, bytes]
    seed: int
    silent: bool

    @property
    def plan(self) -> Plan:
        """The plan that was handed in."""
        return self.plans[0]

    @property
    def years(self) -> str:
        """The school years as people list them."""
        return join([plan.school_year for plan in self.plans])

    def year_of(self, day: date) -> int:
        """Which of the years a day belongs to, from 0; the summer after one belongs to the next."""
        return sum(day > plan.last_day for plan in self.plans[:-1])
