"""The attention budget: what a notification costs its reader, and which notifications wait when somebody's week is
full.

A week is Monday to Sunday. What is most useful is counted first, what has not come yet included: so a reminder on
Monday gives way to Thursday's question.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

USUAL_CAP = 300
"""Seconds of somebody's week (year.md, "What must always hold": five minutes)."""
A_PAGE = 5
"""Of many things in one notification so many are asked about; the rest stands behind a button."""
A_DAY = 4
"""So many notifications a day for somebody who gets the most of them; others wait for the next morning."""


class Worth(IntEnum):
    """How useful a notification is: the higher go first. OWED is never left out, ALWAYS never held."""

    REMINDER = 0
    EXTRA = 1
    USEFUL = 2
    QUESTION = 3
    OWED = 4
    ALWAYS = 5


@dataclass(frozen=True)
class Cost:
    """What a notification asks of its reader: `seconds`, and `each` more for each thing that it is about."""

    seconds: int = 20
    worth: Worth = Worth.USEFUL
    each: int = 0

    def of(self, about: int) -> int:
        return self.seconds + self.each * min(about, A_PAGE)


USUAL = Cost()
READ = Cost(10, Worth.ALWAYS)
"""News of what somebody did, or a call: read in a moment, and never held."""


class Admission(StrEnum):
    """What becomes of a notification: it goes now, waits a week, or is left out."""

    GO = "go"
    WAIT = "wait"
    LEAVE = "leave"


@dataclass(frozen=True)
class Wanted:
    """A notification that is due for somebody. `next_week` says whether it still makes sense a week later."""

    key: str
    seconds: int
    worth: Worth
    next_week: bool = True


@dataclass(frozen=True)
class Week:
    """Somebody's week in seconds: what they may be asked, what they were asked or will be for certain, and what is
    certain for the week after. `coming` are the notifications that will be due in the rest of this one.
    """

    cap: int
    spent: int = 0
    after: int = 0
    coming: tuple[Wanted, ...] = ()


def decide(notifications: Iterable[Wanted], week: Week) -> dict[str, Admission]:
    """What becomes of the notifications that are due now, by key."""
    spent, after = week.spent, week.after
    verdicts: dict[str, Admission] = {}
    for notification in sorted(notifications, key=lambda each: -each.worth):
        seconds = min(notification.seconds, week.cap)
        kept = sum(min(each.seconds, week.cap) for each in week.coming if each.worth > notification.worth)
        fits = spent + seconds + (0 if notification.worth >= Worth.OWED else kept) <= week.cap
        if notification.worth is Worth.ALWAYS or fits:
            verdicts[notification.key] = Admission.GO
        elif notification.worth is Worth.OWED:
            verdicts[notification.key] = Admission.WAIT if notification.next_week else Admission.GO
        elif notification.next_week and after + seconds <= week.cap:
            verdicts[notification.key] = Admission.WAIT
        else:
            verdicts[notification.key] = Admission.LEAVE
        spent += notification.seconds if verdicts[notification.key] is Admission.GO else 0
        after += seconds if verdicts[notification.key] is Admission.WAIT else 0
    return verdicts
