"""What people said of how a week went, and what they were told of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Said:
    """Somebody's answer: how it `went`, empty where that was not asked, and a `sentence`, by which it is found again.

    `subject` is what it answers, a strategy's week as "CODE:WEEK", empty until that is known. It began when it was
    said, and was over when the bot was done with it the last time. `told` is when the bot said that it is kept, None
    while it has not.
    """

    author: str
    begun: datetime
    went: str = ""
    sentence: str = ""
    subject: str = ""
    over: datetime | None = None
    told: datetime | None = None

    def is_about(self, subject: str) -> bool:
        """Whether it is, or may be: nobody knows what it answered before the bot says so."""
        return self.subject in (subject, "")

    def may_come_after(self, other: "Said") -> bool:
        return self is other or (self.over is not None and self.over >= other.begun)
