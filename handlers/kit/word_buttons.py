"""Words as buttons: what each says, and the way on that a refusal names."""

from collections.abc import Iterable

from handlers.kit.card import Button, Buttons, buttons
from handlers.kit.command import Command
from handlers.kit.words import TYPED
from pdsa.text import _

MOST = 3
ASK = "help.ask"
"""The button by which the leads are asked for what only they can do; its value says what it was."""


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
