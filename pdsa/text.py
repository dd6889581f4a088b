"""What people read, in the reader's language: `_`, `ngettext`, and `_l` for what is declared before it is shown.

A message is its English sentence. The language stands in a context variable: whoever speaks sets it from the reader.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from pdsa.pseudo_language import PSEUDO, Pseudo

log = logging.getLogger(__name__)
ENGLISH = "en"
"""What everybody reads who has chosen nothing, and what stands in for a message without a translation."""
_language: ContextVar[str] = ContextVar("language", default=ENGLISH)
_catalogs: dict[str, NullTranslations] = {ENGLISH: NullTranslations(), PSEUDO: Pseudo()}
_missing: dict[str, Counter[str]] = {}
_with_values: dict[str, re.Pattern[str]] = {}


class _English(NullTranslations):
    """Stands behind a catalogue: shows what it lacks in English, and counts it."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._counter = _missing.setdefault(language, Counter())
        self._name = language

    def gettext(self, message: str) -> str:
        self._count(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self._count(msgid1)
        return msgid1 if n == 1 else msgid2

    def _count(self, message: str) -> None:
        if message not in self._counter:
            log.info("no words in %r yet for: %s", self._name, message)
        self._counter[message] += 1


def _(message: str) -> str:
    """The message in the reader's language."""
    return _catalog().gettext(message) if message else ""  # a catalogue's own header stands under the empty one


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a counted message that fits `n`."""
    return _catalog().ngettext(one, many, n)


def noted(message: str) -> str:
    """The message as it is: kept or compared in English, and worded by `_` when somebody reads it."""
    return message


def with_values(message: str) -> str:
    """Declares, at import, a message that is kept in English with its values set in: `kept_words` knows it again."""
    _with_values[message] = re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(message)), re.DOTALL)
    return message


def kept_words(english: str) -> str:
    """What was kept in English, in the reader's language; the values in it stay as they are."""
    for message, pattern in _with_values.items():
        if match := pattern.fullmatch(english):
            return _(message).format(**match.groupdict())
    return _(english)


@dataclass(frozen=True)
class LazyText:
    """A message that is worded when it is shown: by `str()`, or set into a text by `format`.

    It is no str, so that a type checker finds where somebody forgets that. Two are equal that have one message.
    """

    message: str

    def __str__(self) -> str:
        return _(self.message)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


_l = LazyText
"""Marks a message where a module, a class or a default declares it: nobody reads it yet."""


def language() -> str:
    """The language that is spoken now, as its code ("es")."""
    return _language.get()


def speak(language: str | None) -> None:
    """From here on, all words in this task are in this language; in English for None, or without a catalogue."""
    _language.set(language if language and knows(language) else ENGLISH)


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Within it, all words are in this language; in English for None, or without a catalogue."""
    before = _language.get()
    speak(language)
    try:
        yield
    finally:
        _language.set(before)


def knows(language: str) -> bool:
    """Whether there is a catalogue of this language."""
    if language not in _catalogs and language in languages():
        teach(language, _read(language))
    return language in _catalogs


@cache
def languages() -> tuple[str, ...]:
    """The languages that somebody can choose: English, and those that bring a catalogue along."""
    names = sorted(file.name for file in files("pdsa.locales").iterdir())
    return (ENGLISH, *(name.removesuffix(".mo") for name in names if name.endswith(".mo")))


def teach(language: str, catalog: NullTranslations) -> None:
    """Take this catalogue for a language. It is not offered for that."""
    catalog.add_fallback(_English(language))
    _catalogs[language] = catalog


def missing() -> Mapping[str, Mapping[str, int]]:
    """By language, each message that was shown in English for want of a translation, and how often."""
    return {language: dict(counter) for language, counter in _missing.items() if counter}


def _catalog() -> NullTranslations:
    return _catalogs[_language.get()]


def _read(language: str) -> NullTranslations:
    """Once per language: the standard functions would search the disk at every call."""
    with files("pdsa.locales").joinpath(f"{language}.mo").open("rb") as file:
        return GNUTranslations(file)
