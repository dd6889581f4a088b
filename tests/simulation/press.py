"""What people answered, and what they were told of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Press:
    """Somebody's answer, as "CODE:WEEK:WENT". `told` is when the bot said that it is kept, None while it has not."""

    value: str
    begun: datetime
    told: datetime | None = None

    @property
    def subject(self) -> str:
        """What it answers: a strategy's week."""
        return self.value.rpartition(":")[0]

    @property
    def went(self) -> str:
        return self.value.rpartition(":")[2]
