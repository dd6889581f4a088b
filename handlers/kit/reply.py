"""What a handler can answer. It returns one of these, or several in their order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from handlers.kit.card import Card, card
from handlers.kit.form import Form, form
from storage.files.outgoing_file import Document

Given = ParamSpec("Given")
Made = TypeVar("Made")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Say:
    """A card for the person: a message in private talk, for their eyes only elsewhere."""

    card: Card


@dataclass(frozen=True)
class Ask:
    """A form, opened at once.

    Dispatch adds the `route` that asked and its `value`, for where no form can be opened: a button leads there again.
    """

    form: Form
    route: str = ""
    value: str = ""


@dataclass(frozen=True)
class Replace:
    """The message that held the button turns into this card; where there was none, the card is said."""

    card: Card


@dataclass(frozen=True)
class Attach:
    """A file for the person, given in their private talk; `text` stands with it and says what it is.

    The document is a plain value: it is written in a child process, once it is known that the turn has been kept.
    """

    document: Document
    text: str


@dataclass(frozen=True)
class Then:
    """Hand over to another feature's route, with words or a value for it."""

    route: str
    words: str = ""
    value: str = ""


@dataclass(frozen=True)
class Wrong:
    """What a form's answer lacks, to stand under its field. Handlers raise Refusal; dispatch makes this of it."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Nothing:
    """Done; there is nothing to say."""


Reply = Say | Ask | Replace | Attach | Then | Wrong | Nothing
Replies = Reply | Sequence[Reply]


def _of(answer: Callable[[Made], Answer], make: Callable[Given, Made]) -> Callable[Given, Answer]:
    @wraps(make)
    def answered(*args: Given.args, **named: Given.kwargs) -> Answer:
        return answer(make(*args, **named))

    return answered


say_card = _of(Say, card)
"""Say a card made of these parts."""
replace_card = _of(Replace, card)
"""Put a card made of these parts in the message's place."""
ask_form = _of(Ask, form)
"""Ask a form made of these fields, at once."""
