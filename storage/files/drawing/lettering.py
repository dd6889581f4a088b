"""Words in pictures: cleaned, measured in pixels and broken into lines that fit.

What people wrote is text and nothing else: "$" starts no formula, control characters change no direction, and a letter
that no font of this machine has becomes an ellipsis instead of a box.
"""

import unicodedata
from functools import lru_cache

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

FIRST_FONT = "DejaVu Sans"
"""Comes with matplotlib, so that pictures look the same everywhere."""
OTHER_FONTS = ("Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Zen Hei", "Noto Sans", "Arial Unicode MS")
"""Used, where the machine has them, for letters that the first font lacks."""
DOTS_PER_INCH = 72
"""At 72, a point of type is a pixel."""
HAIR = 3
"""Words measured one by one add up to a little more or less than their line."""
JOINERS = "\u200c\u200d"
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Sk", "So"})
"""Kinds of characters that are dropped where no font has them; a lost letter leaves an ellipsis."""


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    installed = set(fontManager.get_font_names())
    return (FIRST_FONT, *(name for name in OTHER_FONTS if name in installed))


@lru_cache(maxsize=1)
def letters() -> frozenset[int]:
    """Every character that some font here can draw."""
    return frozenset(code for name in families() for code in get_font(findfont(name)).get_charmap())


@lru_cache(maxsize=32)
def face(size: int, bold: bool = False) -> FontProperties:
    return FontProperties(family=list(families()), size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=1)
def _scratch() -> RendererAgg:
    return RendererAgg(8, 8, DOTS_PER_INCH)  # type: ignore[no-untyped-call]


def clean(text: str) -> str:
    """One line of what can be drawn: spaces collapsed, controls dropped, letters without a glyph as an ellipsis."""
    drawn: list[str] = []
    for char in unicodedata.normalize("NFC", " ".join(text.split())):
        kind = unicodedata.category(char)
        if kind in {"Cc", "Cf", "Cs"} and char not in JOINERS:
            continue
        if ord(char) in letters():
            drawn.append(char)
        elif kind not in UNSEEN and drawn[-1:] != ["…"]:
            drawn.append("…")
    return " ".join("".join(drawn).split())


@lru_cache(maxsize=8192)
def width(text: str, size: int, bold: bool = False) -> float:
    """The width of one line of clean text in pixels."""
    size_of = _scratch().get_text_width_height_descent(text, face(size, bold), False)  # type: ignore[no-untyped-call]
    return float(size_of[0])


def lines(text: str, room: float, size: int, *, bold: bool = False, most: int = 4) -> list[str]:
    """The text in lines of at most `room` pixels: broken at spaces, within a word only where the word is too long.

    Beyond `most` lines the rest gives way to an ellipsis. No lines for empty text.
    """
    wrapped: list[str] = []
    used = 0.0
    for word in clean(text[: most * 400]).split():
        wide = width(f" {word}", size, bold)
        if wrapped and used + wide <= room - HAIR:
            wrapped[-1] += f" {word}"
            used += wide
            continue
        rest = word
        while rest and len(wrapped) <= most:
            fits = _fitting(rest, room, size, bold)
            wrapped.append(rest[:fits])
            rest = rest[fits:]
        if len(wrapped) > most:
            return [*wrapped[: most - 1], _shortened(wrapped[most - 1], room, size, bold)]
        used = width(wrapped[-1], size, bold)
    return wrapped


def _fitting(word: str, room: float, size: int, bold: bool) -> int:
    """How many characters of a word fit; at least one, so that no column is too narrow to go on."""
    if width(word, size, bold) <= room:
        return len(word)
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(word[:middle], size, bold) <= room else (low, middle - 1)
    return low


def _shortened(line: str, room: float, size: int, bold: bool) -> str:
    if width(f"{line}…", size, bold) > room:
        line = line[: _fitting(line, room - width("…", size, bold) - HAIR, size, bold)].rstrip()
    return f"{line}…"
