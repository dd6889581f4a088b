"""What the team adds to the record besides answers: successes, and what students, families and partners said."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pdsa.field_privacy import Plain, Quotable


class VoiceKind(StrEnum):
    """A success to celebrate, or somebody else's voice as a member of staff summed it up."""

    WIN = "win"
    VOICE = "voice"


class Speaker(StrEnum):
    """Whose voice it is. None of them is ever messaged (year.md, People)."""

    STUDENTS = "students"
    FAMILIES = "families"
    PARTNERS = "partners"
    STAFF = "staff"


@dataclass(frozen=True)
class Voice:
    """One entry. `day` is when it happened or was said; `strategy` a code, empty where it is about none.

    `member` wrote it. `quotable` says that it may be quoted with the writer's name; `withdrawn` that they took it back.
    """

    kind: VoiceKind
    day: date
    text: Quotable
    member: int
    at: datetime
    who: Speaker | None = None
    strategy: Plain = ""
    quotable: bool = False
    withdrawn: bool = False
    id: int = 0
