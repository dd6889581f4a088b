"""What goes into a workbook and what comes out of one, besides the plan itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pdsa.checkin import CheckIn
from pdsa.circumstances import ContextChange
from pdsa.communication_plan import Audience
from pdsa.decisions import Decision
from pdsa.parked_goals import Parked
from pdsa.plan import Plan, Problem
from pdsa.reflection import Reflection
from pdsa.rubric_ratings import RubricLine
from pdsa.small_cycle import SmallCycle
from pdsa.voice_entries import Voice


@dataclass(frozen=True)
class WorkbookReading:
    """What came of reading a workbook: a plan, or else problems (at most about a hundred, in the sheets' order).

    `notes` are sentences about what was passed over; they keep nothing out.
    """

    plan: Plan | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class PostState(StrEnum):
    """What became of a digest that was drafted."""

    DRAFT = "draft"
    DECLINED = "declined"
    ON_ITS_WAY = "on its way"
    POSTED = "posted"
    NOT_POSTED = "not posted"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True)
class PostedDigest:
    """A digest as the export lists it: `kind` is its notification's ("digest-weekly"), `reason` says why it was not
    posted.
    """

    at: datetime
    kind: str
    channel: str
    state: PostState
    reason: str = ""


@dataclass(frozen=True)
class Happened:
    """What has happened since the plan was made, as the person who asks for the export may see it.

    `members` gives the name that stands for a member's id (an e-mail where names would not do); an unknown id stays
    empty. Instants are written as the wall clock shows them in the plan's zone.
    """

    checkins: tuple[CheckIn, ...] = ()
    reflections: tuple[Reflection, ...] = ()
    decisions: tuple[Decision, ...] = ()
    digests: tuple[PostedDigest, ...] = ()
    members: Mapping[int, str] = field(default_factory=dict)
    small_cycles: tuple[SmallCycle, ...] = ()
    contexts: tuple[ContextChange, ...] = ()
    voices: tuple[Voice, ...] = ()
    audiences: tuple[Audience, ...] = ()
    parked: tuple[Parked, ...] = ()
    rubric: tuple[RubricLine, ...] = ()
