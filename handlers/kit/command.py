"""What a word that people type declares of itself. Help, Home, plain words, refusals and `why` are made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from pdsa.cycle import Phase
from pdsa.people import Role
from pdsa.text import LazyText, _l

Message = str | LazyText
"""Words that are declared here and shown later."""


class Group(Enum):
    """What words are for: help lists them in this order, a group's words in the order of the features."""

    THE_PLAN = _l("The plan")
    WEEK_BY_WEEK = _l("Week by week")
    LOOKING_BACK = _l("Looking back and deciding")
    SCHOOLS = _l("Schools, and those who should know")
    FOR_YOU = _l("For you")
    SETTING_UP = _l("Setting it up")
    KNOWING_MORE = _l("Knowing more")


@dataclass(frozen=True)
class Reasons:
    """A step in plain words, as `why` tells it. `resource` is the key of the guidance that says more."""

    what: Message
    why: Message
    when: Message
    who: Message
    resource: str


@dataclass(frozen=True)
class Command:
    """A word that people type, and all that the bot says of it.

    `help` says what it is for, `example` what to type after it, `label` what its button says. Its place (1 is the
    first) among the words that matter: in `phases`, to `roles` whatever the phase, and `always`, which is 0 for a word
    that has none. `synonyms` are other words for it, as people write them. What follows it is somebody's `own` text or
    number, or else the name of something that is there; `parts` are such names that people also ask for alone.
    Where many a sentence begins with it ("Meeting with the parents"), only what it is `followed_by` makes it ours.
    """

    name: str
    help: Message = ""
    example: Message = ""
    label: Message = ""
    group: Group = Group.KNOWING_MORE
    phases: Mapping[Phase, int] = field(default_factory=dict)
    roles: Mapping[Role, int] = field(default_factory=dict)
    always: int = 0
    synonyms: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    followed_by: frozenset[str] | None = None
    why: Reasons | None = None
    own: bool = False
