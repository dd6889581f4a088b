"""What words and kinds of notifications declare of themselves, what these ask, and words as buttons."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from handlers.kit.card import LABEL, Button, Buttons, buttons
from handlers.kit.words import TYPED, clip
from pdsa.attention_budget import USUAL, Cost
from pdsa.cycle import Phase
from pdsa.people import Role
from pdsa.text import LazyText, _, _l
from pdsa.typed_words import Short
from storage.notification_states import Notification
from storage.store import YearStore

if TYPE_CHECKING:
    from handlers.kit.turn import Turn

Message = str | LazyText
"""Words that are declared here and shown later."""


MOST = 3
ASK = "help.ask"
"""The button by which the leads are asked for what only they can do; its value says what it was."""


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


@dataclass(frozen=True)
class NotificationKind:
    """`about` says in a few words what it is, to whoever plans a year; `listed_as` what its reader is told that it is
    about, where it waits or could not be sent. `cost` is what it asks of its reader. A `reminder` can be switched off.
    """

    about: Message
    listed_as: Message = ""
    cost: Cost = USUAL
    reminder: bool = False

    def name(self) -> str:
        """How a list names it to its reader."""
        return str(self.listed_as) or (_("a reminder") if self.reminder else _("a message"))


UNKNOWN = NotificationKind("")
"""A kind that an earlier version wrote."""


@dataclass(frozen=True)
class Question:
    """One thing that is asked of somebody. `route` takes the typed answer, `value` names what it is about, `label` says
    so on a button. `choices` are words that answer it and nothing else, folded.

    `answered` and `worded` say whether it has its short answer, and a sentence, already. `shorts` are the short answers
    that fit it; one that takes a number names its `measure`. What answers a `private` one is for its author alone.
    """

    kind: str
    route: str
    value: str
    label: str
    answered: bool = False
    worded: bool = False
    shorts: frozenset[Short] = field(default_factory=frozenset)
    measure: str = ""
    private: bool = False
    choices: frozenset[str] = field(default_factory=frozenset)

    @property
    def named(self) -> str:
        """By what the trail tells of its answer; empty where that is for nobody else."""
        return "" if self.private else self.measure or self.value

    @property
    def button(self) -> str:
        return clip(self.label, LABEL)


Open = Callable[[Notification, "Turn", YearStore], Awaitable[Sequence[Question]]]
"""What of a notification is open to this person."""


@dataclass(frozen=True)
class Asks:
    """What a feature asks by notification: the kinds, the same question's first; what of one is open; what takes it
    back.

    `undo` is the route that takes an answer back, where forgetting the words is not all.
    """

    kinds: tuple[str, ...]
    open: Open
    undo: str = ""


def word_button(word: Command, value: str = "", *, main: bool = False) -> Button:
    """A button that leads where the word does, `value` being what would follow it."""
    return Button(str(word.label), word.name, value, main=main)


def ways_on(sentence: str, route: str, words: Iterable[Command], *, other: bool, leads: bool = False) -> Buttons | None:
    """Buttons for the words to type that a refusal names, of those that are open to its reader.

    With `other` the word that the refused `route` belongs to comes first, and help where there is no way on else; with
    `leads` a button to ask the leads comes before them.
    """
    parts = [typed.lstrip("/").partition(" ") for typed in TYPED.findall(sentence)]
    named = [(word, rest) for word, _space, rest in parts]
    feature, dot, _rest = route.partition(".")
    if other and dot and feature not in dict(named):
        named.insert(0, (feature, ""))
    open_words = {word.name: word for word in words}
    buttons_by_word: dict[str, Button] = {}
    for name, rest in (*named, *([("help", "")] if other else [])):
        if name in open_words and not (name == "help" and buttons_by_word):
            buttons_by_word.setdefault(name, word_button(open_words[name], rest))
    ask = Button(_("Ask them"), ASK, route, main=True) if leads else None
    return buttons(ask, *list(buttons_by_word.values())[:MOST])
