"""Words as people type them: folded to find out what is meant, and carried on as they were written."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

PICTURE = re.compile(r":[a-z0-9_+'\-]+:")
CLOSING = r"[*_~`)\]\"'”’»“]*"
"""What may close behind a word that stood in brackets, quotes or bold."""
FIRST = re.compile(
    rf"[\s*_~`•‣◦▪⁃∙·>(\[\"'“‘«„-]*(?P<word>[^\W\d_][\w'’-]*?)(?P<after>{CLOSING})(?P<rest>(?![\w'’-]).*)", re.DOTALL
)
GAP = re.compile(r"(?:[\s\u200b\u2060\ufeff]|[:,;.!?•‣◦▪⁃∙·–—]|$)")
"""What ends a word of ours: a space or line break of whatever kind, a bullet, or a stop; nothing that belongs to it."""
SPACE = r"[\s\u200b\u2060\ufeff]*"
ENDS = re.compile(rf"{CLOSING}{GAP.pattern}")
LEADING = re.compile(rf"{CLOSING}[:,;.!?]*{SPACE}(?:[•‣◦▪⁃∙·–—]{SPACE})?")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FILLERS = _set(
    "please pls can could may i we you me us my our the a an to do want would like lets let show give open go run "
    "start tell see get use try hey hi hello ok okay so and now sel bot need por favor quiero ver"
)
"""What may stand before a word of ours without changing what is meant."""
LINKING = _set("on for about with of from at in this that strategy number")
"""What may stand between a word of ours and the strategy that is meant."""
BELONGING = re.compile(r" ?\([%$#€£]\)|%")
"""What belongs to a name though it is no word: "Staff who agree (%)"."""
POLITE = _set("please pls thanks thank you now por favor")
"""What people add out of kindness, and what names nothing."""


@dataclass(frozen=True)
class Token:
    """A word of a text, folded, with where it begins and ends in what was written."""

    folded: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words in what was written, each without capitals, accents and apostrophes; pictures by name are none."""
    hidden = PICTURE.sub(lambda found: " " * len(found[0]), text)
    found = (Token(fold(each[0]), each.start(), each.end()) for each in re.finditer(r"[^\W_]+(?:['’][^\W_]+)*", hidden))
    return [each for each in found if each.folded]


@cache
def _plain(notification: str) -> str:
    flat = unicodedata.normalize("NFKD", notification.casefold())
    return "".join(each for each in flat if each.isalnum() and not unicodedata.combining(each))


def fold(text: str) -> str:
    """Without capitals, accents and punctuation: for finding out what is meant, never to be kept."""
    return "".join(map(_plain, text))


def split_off(text: str) -> tuple[str, str]:
    """The first word, folded, and the rest as it was written; an empty word where the text begins with none.

    What ends the word may be a space of any kind, a line break, a bullet or a stop; of the rest only what stood
    between is left out.
    """
    match = FIRST.fullmatch(text)
    if match is None or not GAP.match(match["rest"]):
        return "", text.strip()
    return fold(match["word"]), after(match["rest"])


def after(rest: str) -> str:
    """What follows a word, without what stood between."""
    between = LEADING.match(rest)
    assert between is not None  # it may be empty
    cut = between.end()
    if "\n" in rest[:cut]:  # a list that begins on the next line keeps its bullets and dashes
        cut = rest.rindex("\n", 0, cut) + 1
    said = rest[cut:].strip()
    return "" if POLITE.issuperset(each.folded for each in tokens(said)) and not _has_signs(said) else said


def _has_signs(text: str) -> bool:
    """Whether there is anything but words and stops: a picture or a number is somebody's own."""
    return bool(re.sub(r"[\w\s.,!?'’]", "", text))


def trimmed(text: str) -> str:
    """What words name, without the small ones around it: "on S4, please" is "S4". For looking things up, never kept."""
    words = tokens(text)
    while words and words[0].folded in FILLERS | LINKING:
        words.pop(0)
    while words and words[-1].folded in POLITE:
        words.pop()
    if not words:
        return ""
    name = text[words[0].start : words[-1].end]
    tail = BELONGING.match(text, words[-1].end)
    open_bracket = name.count("(") > name.count(")") and text[words[-1].end : words[-1].end + 1] == ")"
    return name + (tail[0] if tail else ")" if open_bracket else "")
