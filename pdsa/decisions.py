"""What becomes of a strategy: the named paths of ACT, and the recorded decision."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Triad(StrEnum):
    """The improvement-science short form of a decision (domain.md 4.1)."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"


class Path(StrEnum):
    """The ways on that the guidance allows (domain.md section 8(a), rows 12-23)."""

    SUSTAIN = "sustain"
    EXPAND = "expand"
    REALIGN = "realign"
    EXTEND = "extend"
    REVISE = "revise"
    KEEP = "keep"
    SHIFT = "shift"
    PREPARE = "prepare"
    OTHER_STRATEGY = "other-strategy"
    CHANGE_FOCUS = "change-focus"
    STOP = "stop"


TRIAD = {
    Path.SUSTAIN: Triad.ADOPT,
    Path.EXPAND: Triad.ADOPT,
    Path.REALIGN: Triad.ADAPT,
    Path.EXTEND: Triad.ADAPT,
    Path.REVISE: Triad.ADAPT,
    Path.KEEP: Triad.ADOPT,
    Path.SHIFT: Triad.ADAPT,
    Path.PREPARE: Triad.ADAPT,
    Path.OTHER_STRATEGY: Triad.ADAPT,
    Path.CHANGE_FOCUS: Triad.ABANDON,
    Path.STOP: Triad.ABANDON,
}


@dataclass(frozen=True)
class Decision:
    """A decision on a strategy: proposed by somebody, standing once a lead confirmed it.

    `proposed_by` and `confirmed_by` are member ids; `owner` (of the next step) is an e-mail. A later decision on the
    same strategy supersedes this one, which stays in the history. `evidence` is what was shown at the time.
    """

    id: int
    strategy: str
    path: Path
    reason: str
    next_step: str
    owner: str
    due: date | None
    proposed_by: int
    at: datetime
    evidence: str = ""
    confirmed_by: int | None = None
    confirmed_at: datetime | None = None

    @property
    def triad(self) -> Triad:
        return TRIAD[self.path]

    @property
    def stands(self) -> bool:
        return self.confirmed_by is not None
