"""Names as they are compared: case, spaces, and which quotes, dashes and widths somebody typed do not count."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

QUOTES = dict.fromkeys(map(ord, "‘’‚‛‹›`´ʹʻʼʽˈ′‵＇"), "'") | dict.fromkeys(map(ord, "“”„‟«»″‶〝〞＂"), '"')
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―⁃−﹘﹣－"), "-")
SIGNS = QUOTES | DASHES
ROUND_A_DASH = re.compile(r"\s*-\s*")


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """What the spellings of one name have in common: "Pine  Ridge" and "pine ridge" are one, and so are “Students’” and
    "Students'", whatever program turned the quotes and put in signs that nobody sees.
    """
    if not name.isascii():
        # Signs first: NFKC would take an accent that stands alone apart, into a space and a mark.
        name = unicodedata.normalize("NFKC", name.translate(SIGNS)).casefold()
        name = unicodedata.normalize("NFKC", "".join(c for c in name if unicodedata.category(c) != "Cf"))
    return " ".join(ROUND_A_DASH.sub("-", name).split()).casefold()


def same(one: str, other: str) -> bool:
    """Whether two spellings are one name."""
    return one == other or folded(one) == folded(other)


def among(name: str, names: Iterable[str]) -> bool:
    """Whether a name is one of several, however each is spelled."""
    wanted = folded(name)
    return any(folded(each) == wanted for each in names)
