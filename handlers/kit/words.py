"""Sentences: our own templates, with people's words set into them as plain text.

A template marks what is strong with asterisks, and words to type with backticks: `say(_("How did *{title}* go?"),
title=strategy.title)`. Both are read before the values are set in, so nothing that people write can become markup.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from string import Formatter
from unicodedata import category

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, get_decimal_symbol

from pdsa.calendar import local
from pdsa.rounding import decimals
from pdsa.text import ENGLISH, _, language, ngettext

TYPED = re.compile(r"`(/?[a-z]+(?:[ -][a-zA-Z0-9]+)*)`")
TURNS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Marks that open or close a stretch of the other direction; Arabic and Hebrew read rightly without them."""


@cache
def _locale(language: str) -> Locale:
    for name in (f"{language}_US", language):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):  # no such language there, or none at all
            continue
    return Locale("en", "US")


def locale() -> Locale:
    """How the reader writes dates and numbers: as people of that language do in the United States, where known."""
    return _locale(language())


def language_tag() -> str:
    """What a screen reader takes its voice from: "en-US"."""
    return str(locale()).replace("_", "-")


def decimal_mark() -> str:
    """What stands before a number's decimals."""
    return get_decimal_symbol(locale())


def _written(day: date, ours: str, usual: str) -> str:
    """A date by our pattern in English, and by the usual one of those parts in any other language."""
    here = locale()
    pattern = here.datetime_skeletons.get(usual)
    return format_date(day, ours if here.language == ENGLISH or pattern is None else pattern.pattern, locale=here)


@dataclass(frozen=True)
class Span:
    """A run of text, strong or not; `typed` is a word to type, `link` where it leads. Never parsed again by anybody."""

    text: str
    strong: bool = False
    typed: bool = False
    link: str = ""


Words = tuple[Span, ...]


def say(template: str, **values: object) -> Words:
    """A sentence from our template and people's values; a value may itself be Words."""
    spans: list[Span] = []
    for index, piece in enumerate(template.split("*")):
        strong = index % 2 == 1
        for literal, name, spec, _conversion in Formatter().parse(piece):
            if literal:
                spans.extend(marked(literal, strong))
            if name is not None:
                spans.extend(_set_in(values[name], spec or "", strong))
    return tuple(spans)


def marked(ours: str, strong: bool = False) -> Words:
    """Our own words, those to type set off. Never for what people wrote."""
    pieces = enumerate(TYPED.split(ours))
    return tuple(Span(piece, strong, typed=n % 2 == 1) for n, piece in pieces if piece)


def as_written(text: str) -> Words:
    """Somebody's own words as a paragraph of their own: nothing in them is read."""
    return (Span(text),)


def capital(text: str) -> str:
    """Words as they begin a sentence."""
    return text[:1].upper() + text[1:]


def linked(text: str, address: str) -> Words:
    """Words that lead to a page outside. Only for addresses of our own data: what people write leads nowhere.

    Raises ValueError where the address is not an https one.
    """
    if not address.startswith("https://"):
        raise ValueError(f"{address!r} is no https address")
    return (Span(text, link=address),)


def typed(text: str) -> Words:
    """A word to type, and what follows it."""
    return (Span(text, typed=True),)


def _set_in(value: object, spec: str, strong: bool) -> Words:
    if isinstance(value, tuple):
        return tuple(replace(span, strong=strong or span.strong) for span in value)
    return (Span(format(value, spec), strong),)


def plain(words: Words | str) -> str:
    """The words without their weight."""
    if isinstance(words, str):
        return words
    return "".join(_plain(span) for span in words)


def _plain(span: Span) -> str:
    if span.link:
        return f"{span.text} ({span.link})"
    return f"`{span.text}`" if span.typed else span.text


def readable(text: str) -> str:
    """The text without what nobody can read and what would turn other words round: control characters, half
    characters, and the marks that change the direction of all that follows. Lines and tabs stay.
    """
    if text.isprintable():  # nearly every text: printable means that there is nothing to take out
        return text
    return "".join(letter for letter in text if letter in "\n\t" or not _unreadable(letter))


def _unreadable(letter: str) -> bool:
    return category(letter) in ("Cc", "Cs") or letter in TURNS or letter in "\ufffe\uffff"


def join(parts: list[str]) -> str:
    """Names as people list them: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    if locale().language != ENGLISH:
        return format_list(parts, locale=locale())
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def clip(text: str, length: int) -> str:
    """The text on one line, cut at a word with an ellipsis where it is longer than `length` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut
    return head.rstrip(" ,.;:") + "…"


def count(one: str, many: str, n: int) -> str:
    """A counted phrase: `count("{n} week", "{n} weeks", 3)`."""
    return ngettext(one, many, n).format(n=n)


def number(value: float) -> str:
    """A figure as people write it: two decimals at most, and more only where two would leave nothing of it."""
    written = f"{value:,.{decimals(value)}f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    written = "0" if written == "-0" else written
    if locale().language == ENGLISH:
        return written
    return format_decimal(Decimal(written.replace(",", "")), locale=locale(), decimal_quantization=False)


def when(day: date, today: date | None = None) -> str:
    """A date as people say it: "Thu 14 Jan", with the year only where it is not this school year's."""
    far = today is not None and abs((day - today).days) > 300
    return _written(day, "EEE d MMM y", "yMMMEd") if far else _written(day, "EEE d MMM", "MMMEd")


def month_name(day: date) -> str:
    """ "October 2026"."""
    return _written(day, "LLLL y", "yMMMM")


def month_alone(day: date) -> str:
    """ "October"."""
    return format_date(day, "LLLL", locale=locale())


def month_short(day: date) -> str:
    """ "Oct"."""
    return format_date(day, "MMM", locale=locale())


def weekday_name(day: date) -> str:
    """ "Monday"."""
    return format_date(day, "EEEE", locale=locale())


def at_time(at: time | datetime) -> str:
    """A time of day: "2:00 pm"."""
    if locale().language != ENGLISH:
        return format_time(at, "short", locale=locale())
    return format_time(at, "h:mm a", locale=locale()).lower()


def clock(moment: datetime, zone: str) -> str:
    """A time of day in the reader's zone: "Thu 14 Jan, 2:00 pm"."""
    here = local(moment, zone)
    return f"{when(here.date())}, {at_time(here)}"


def ago(day: date, today: date) -> str:
    """A near day relative to today, a farther one by its date."""
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    return near.get((day - today).days) or when(day, today)
