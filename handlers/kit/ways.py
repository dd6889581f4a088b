"""Words as buttons: what each says, and the way on that a refusal names."""

from collections.abc import Collection

from handlers.kit.card import Button, Buttons, buttons
from handlers.kit.words import TYPED, _

MOST = 3


def ways_on(sentence: str, door: str, words: Collection[str], *, other: bool) -> Buttons | None:
    """Buttons for the words to type that a refusal names, of those that are open to its reader.

    Where it names none and `other` is wanted, the word that the refused `door` belongs to, else help.
    """
    found: dict[str, Button] = {}
    for typed in TYPED.findall(sentence):
        word, _space, rest = typed.lstrip("/").partition(" ")
        if word in words:
            found.setdefault(word, Button(label(word), word, rest))
    if not found and other:
        near = next((each for each in (door.partition(".")[0], "help") if each in words and each != door), None)
        found = {near: Button(label(near), near)} if near else {}
    return buttons(*list(found.values())[:MOST])


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
