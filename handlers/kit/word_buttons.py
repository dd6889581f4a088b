"""Words as buttons: what each says, and the way on that a refusal names."""

from collections.abc import Collection

from handlers.kit.card import Button, Buttons, buttons
from handlers.kit.words import TYPED
from pdsa.text import _

MOST = 3
ASK = "help.ask"
"""The button by which the leads are asked for what only they can do; its value says what it was."""


def ways_on(sentence: str, route: str, words: Collection[str], *, other: bool, leads: bool = False) -> Buttons | None:
    """Buttons for the words to type that a refusal names, of those that are open to its reader.

    With `other` the word that the refused `route` belongs to comes first, and help where there is no way on else; with
    `leads` a button to ask the leads comes before them.
    """
    parts = [typed.lstrip("/").partition(" ") for typed in TYPED.findall(sentence)]
    named = [(word, rest) for word, _space, rest in parts]
    feature, dot, _rest = route.partition(".")
    if other and dot and feature not in dict(named):
        named.insert(0, (feature, ""))
    buttons_by_word: dict[str, Button] = {}
    for word, rest in (*named, *([("help", "")] if other else [])):
        if word in words and not (word == "help" and buttons_by_word):
            buttons_by_word.setdefault(word, Button(label(word), word, rest))
    ask = Button(_("Ask them"), ASK, route, main=True) if leads else None
    return buttons(ask, *list(buttons_by_word.values())[:MOST])


def label(name: str) -> str:
    """What a word's button says."""
    ours = {
        "checkin": _("Check in"),
        "plan": _("The plan"),
        "digest": _("Digests"),
        "win": _("A success"),
        "voice": _("A voice"),
        "why": _("Why?"),
        "rate": _("The rubric"),
        "log": _("Log a number"),
        "cycle": _("Small cycles"),
        "meeting": _("The meeting"),
        "context": _("What changed"),
        "newyear": _("The next year"),
        "share": _("Whom we tell"),
        "school": _("Schools"),
        "chart": _("Charts"),
        "away": _("Away"),
        "snooze": _("Later"),
        "export": _("My data"),
        "file": _("By file"),
        "history": _("My history"),
    }
    return ours.get(name) or name.capitalize()
