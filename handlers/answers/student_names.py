"""One more look before words are kept: do they name or number a student? Asked once, and never a refusal for good."""

import hashlib
from collections.abc import Collection, Iterator, Mapping

from handlers.kit.card import VALUE, Button, Card, Text, card
from handlers.kit.reply import Wrong
from handlers.kit.turn import Answer, Chosen
from handlers.kit.words import clip
from pdsa.students import names_a_student
from pdsa.text import _
from pdsa.typed_words import split_off

SHOWN = 80


def doubtful(answers: Mapping[str, Answer], known: Collection[str] = ()) -> dict[str, str]:
    """The answers that somebody typed and that look as if they named a student -> what in them does.

    What was chosen from a menu was typed by nobody. `known` are names of staff and schools.
    """
    typed = {name: each for name, each in answers.items() if isinstance(each, str) and not isinstance(each, Chosen)}
    return {name: found for name, each in typed.items() if (found := names_a_student(each, known))}


def under_field(name: str, found: str) -> Wrong:
    """The question under a form's field."""
    told = _(
        "“{found}” looks as if it names or numbers a student. Please write it without. If it is nobody's, "
        "send it once more as it is."
    )
    return Wrong(name, told.format(found=clip(found, SHOWN)))


def in_talk(found: str, words: str, route: str) -> Card:
    """The question after typed words. Nothing of them is kept before they are meant; a button carries them."""
    told = _(
        "“{found}” looks as if it names or numbers a student. I keep nothing of it so far. Please write it once more "
        "without. If it is nobody's name or number, go on."
    )
    if len(words) > VALUE:
        told = _(
            "“{found}” looks as if it names or numbers a student. I keep nothing of it so far. Please write it once "
            "more without. If it is nobody's name or number, send it once more as it is."
        )
    go_on = Button(_("It is nobody's: go on"), route, words) if len(words) <= VALUE else None
    return card(Text(told.format(found=clip(found, SHOWN))), go_on)


def marks(member: int, text: str) -> Iterator[str]:
    """What is remembered of words that were questioned, so that they are not again: no letter of the words themselves.

    What follows a word of ours comes back in its form.
    """
    for each in dict.fromkeys((text.strip(), split_off(text)[1])):
        yield f"careful {member} {hashlib.sha256(each.encode()).hexdigest()[:32]}"
