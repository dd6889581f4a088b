"""What the bot asks: a form is a list of fields, checked when it is built."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handlers.kit.card import LABEL, Chart
from handlers.kit.words import Words, clip
from pdsa.text import ENGLISH, _, language

TITLE = 24
LONGEST = 3000
CARRY = 3000
MOST_OPTIONS = 10_000


@dataclass(frozen=True)
class Note:
    """Text between the fields: something to read before answering."""

    words: Words | str


@dataclass(frozen=True)
class Saying:
    """Somebody's own words between the fields, set apart."""

    text: str


@dataclass(frozen=True)
class Option:
    """One choice; the label is clipped to 75 characters. `value` stands on the way for what it `means`, itself where
    nothing else is said.
    """

    value: str
    label: str
    means: Any = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", clip(self.label, LABEL) or self.value)
        if self.means is None:
            object.__setattr__(self, "means", self.value)


@dataclass(frozen=True)
class Pick:
    """One of several. `few` shows all of them at once instead of a menu; `needed` is said where none is chosen."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: str | None = None
    optional: bool = False
    few: bool = False
    hint: str = ""
    needed: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.options) <= MOST_OPTIONS:
            raise ValueError(f"{self.name}: a choice needs 1 to {MOST_OPTIONS} options")
        if self.chosen is not None and self.chosen not in {option.value for option in self.options}:
            object.__setattr__(self, "chosen", None)


@dataclass(frozen=True)
class PickMany:
    """Any of several."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: tuple[str, ...] = ()
    optional: bool = True
    hint: str = ""

    def __post_init__(self) -> None:
        there = {option.value for option in self.options}
        object.__setattr__(self, "chosen", tuple(each for each in self.chosen if each in there))


@dataclass(frozen=True)
class Line:
    """A sentence or, where `long`, a few of them. `needed` is said under one that must not be empty, and is."""

    name: str
    label: str
    text: str = ""
    long: bool = False
    optional: bool = True
    most: int = 1000
    hint: str = ""
    needed: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.most <= LONGEST:
            raise ValueError(f"{self.name}: at most {LONGEST} characters can be asked for")
        if self.needed:
            object.__setattr__(self, "optional", False)
        object.__setattr__(self, "text", self.text[: self.most])


@dataclass(frozen=True)
class Number:
    """A figure."""

    name: str
    label: str
    value: float | None = None
    optional: bool = True
    hint: str = ""


@dataclass(frozen=True)
class Day:
    """A date; `needed` is said under one that must be given, and is not."""

    name: str
    label: str
    day: date | None = None
    optional: bool = True
    hint: str = ""
    needed: str = ""

    def __post_init__(self) -> None:
        if self.needed:
            object.__setattr__(self, "optional", False)


@dataclass(frozen=True)
class Tick:
    """A box to tick: `text` stands beside it."""

    name: str
    text: str
    on: bool = False
    hint: str = ""


@dataclass(frozen=True)
class More:
    """A button in a form: what it answers takes the place of the form, which keeps what was written into it."""

    label: str
    route: str
    value: str = ""


InputField = Pick | PickMany | Line | Number | Day | Tick
Field = InputField | Note | Saying | Chart | More


@dataclass(frozen=True)
class Form:
    """Questions on one screen. `route` names the route that takes the answers; `carry` comes back with them.

    `about` is what the audit trail calls the things that are changed: it knows who changed them last; nobody else can
    have changed what is one's `own`. Where an answer takes the place of another as a whole, `gives_way` says which one
    would, empty while there is none. `focus` names the field in which one can write at once.
    """

    route: str
    title: str
    fields: tuple[Field, ...]
    send: str
    carry: Mapping[str, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    gives_way: Words | str | None = None
    focus: str = ""
    own: bool = False

    def __post_init__(self) -> None:
        for name in ("title", "send"):
            text = getattr(self, name)
            if not text or (len(text) > TITLE and language() == ENGLISH):  # a translation that is longer is cut
                raise ValueError(f"{text!r}: a form's title and button have 1 to {TITLE} characters")
            object.__setattr__(self, name, clip(text, TITLE))
        names = [each.name for each in self.fields if isinstance(each, InputField)]
        if len(names) != len(set(names)):
            raise ValueError(f"{self.route}: two fields of one name")
        if len(carried(self.carry)) > CARRY:
            raise ValueError(f"{self.route}: a form carries at most {CARRY} characters")


def carried(carry: Mapping[str, str]) -> str:
    """What a form carries, as it is written on the way: letters of all scripts take one place each."""
    return json.dumps(dict(carry), ensure_ascii=False)


def form(
    route: str,
    title: str,
    *fields: Field | None,
    send: str = "",
    carry: Mapping[str, str] | None = None,
    about: str | tuple[str, ...] = (),
    gives_way: Words | str | None = None,
    focus: str = "",
    own: bool = False,
) -> Form:
    """A form from its fields; None stands for a field that does not apply. `send` is what its button says, "Keep"
    where nothing else is said.
    """
    there = tuple(each for each in fields if each is not None)
    things = (about,) if isinstance(about, str) else about
    things = tuple(each for each in things if each)
    return Form(route, title, there, send or _("Keep"), carry or {}, things, gives_way, focus, own)
