"""Which actions of the trail hold somebody's own words, and under which names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pdsa.checkin import CheckIn
from pdsa.circumstances import ContextChange
from pdsa.communication_plan import Audience
from pdsa.decisions import Decision, Details
from pdsa.field_privacy import ForLeads, Plain, own_words
from pdsa.measures import Observation, Rating, Setting
from pdsa.old_year_promises import PromiseState
from pdsa.parked_goals import Parked
from pdsa.reflection import Reflection
from pdsa.rubric_ratings import AgreedRating
from pdsa.school_rollup import SchoolAnswer, SchoolQuestion
from pdsa.small_cycle import SmallCycle
from pdsa.voice_entries import Voice
from storage.digests import Digest
from storage.typed_answers import TypedWord


@dataclass(frozen=True)
class Sentence:
    """What an action keeps that is one sentence and nothing else, and what it is about."""

    strategy: Plain
    member: int
    text: ForLeads


@dataclass(frozen=True)
class HandedBack:
    """What a lead said of a proposal that they handed back."""

    strategy: Plain
    member: int
    returned: ForLeads


WHOLE = ""
"""What was kept is nothing but words."""
AUTHORS = ("member", "proposed_by", "entered_by", "parked_by", "waived_by", "marked_by")
"""Names under which a kept value says whose it is."""
SENTENCES = ("prediction amended", "reopened", "what helps")
"""Actions that keep a `Sentence` and nothing else."""
DIGEST = ("approved", "corrected", "declined", "edited", "lessons chosen", "taken back")
VALUES: Mapping[str, type[Any]] = {
    "audience": Audience,
    "checkin": CheckIn,
    "consensus": AgreedRating,
    "context": ContextChange,
    "decision": Decision,
    "decision handed back": HandedBack,
    "goal parked": Parked,
    "measure": Setting,
    "observation": Observation,
    "observation taken out": Observation,
    "promise": PromiseState,
    "rapid cycle": SmallCycle,
    "rating": Rating,
    "reflection": Reflection,
    "school answer": SchoolAnswer,
    "school question": SchoolQuestion,
    "typed answer": TypedWord,
    "voice": Voice,
    "win": Voice,
    **{f"digest {done}": Digest for done in DIGEST},
}
"""Actions that keep a value as whoever did them gave it: its own declaration says which of it are words."""
OF_DETAILS = ("decision applied", "looked at again", "next step done")
"""Actions that keep the details of a decision, which somebody else may have made."""
OF_DECISION = own_words(Details)

ACTIONS: Mapping[str, tuple[str, ...]] = {
    **{action: own_words(kind) for action, kind in VALUES.items()},
    **dict.fromkeys(SENTENCES[1:], (WHOLE,)),
    **dict.fromkeys(OF_DETAILS, OF_DECISION),
    "asked the leads": ("words",),
    "decision": (*own_words(Decision), *OF_DECISION),
    "help answered": ("words",),
    "import": (*own_words(Observation), *own_words(Rating)),
}
BY_OTHERS = frozenset({"import", "rating"})
"""Actions whose words their doer took over from elsewhere: a file, or what a team agreed on."""
