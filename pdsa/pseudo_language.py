"""A language that nobody speaks, made from English: what is not in it was never given to a translator.

Every letter is accented, texts are a third longer, and each message stands in brackets. What is set in (`{name}`), what
is strong (`*`) and what people type (backticks) stays as it is. It is never offered; tests read everything in it.
"""

import re
from functools import cache
from gettext import NullTranslations

PSEUDO = "en-XA"
OPENS, CLOSES = "⟦", "⟧"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "åƀçđéƒğĥîĵķłɱñöþɋřšţûṽŵẋýžÅƁÇĐÉƑĞĤÎĴĶŁṀÑÖÞɊŘŠŢÛṼŴẊÝŽ"
KEPT = re.compile(r"(\{[^{}]*\}|`[^`]*`)")
LONGER = 3
"""Each such letter stands twice."""


class Pseudo(NullTranslations):
    """Makes each message from its English."""

    def gettext(self, message: str) -> str:
        return accented(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return accented(msgid1 if n == 1 else msgid2)


@cache
def accented(message: str) -> str:
    """The message as this language has it; the blanks around it stay outside of its brackets."""
    text = message.strip()
    if not text:
        return message
    before, after = message.split(text, 1)
    pieces = KEPT.split(text)
    made = "".join(piece if n % 2 else _longer(piece) for n, piece in enumerate(pieces))
    return f"{before}{OPENS}{made}{CLOSES}{after}"


def _longer(piece: str) -> str:
    """Accented, with every third letter twice: as many words as before."""
    made, seen = [], 0
    for letter in piece:
        seen += letter in PLAIN
        made.append(letter.translate(LETTERS) * (2 if letter in PLAIN and seen % LONGER == 0 else 1))
    return "".join(made)


LETTERS = str.maketrans(PLAIN, ACCENTED)
