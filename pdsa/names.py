"""Names as they are compared: case, spaces, and which quotes, dashes and widths somebody typed do not count."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

QUOTES = dict.fromkeys(map(ord, "‘’‚‛‹›`´ʹʻʼʽˈ′‵＇"), "'") | dict.fromkeys(map(ord, "“”„‟«»″‶〝〞＂"), '"')
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―⁃−﹘﹣－"), "-")
SIGNS = QUOTES | DASHES
ROUND_A_DASH = re.compile(r"\s*-\s*")
TITLES = frozenset(
    ("dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "rev", "fr", "sra", "srta", "don", "doña", "señora")
)
DEGREES = frozenset(
    ("jr", "sr", "ii", "iii", "iv", "phd", "edd", "md", "ma", "ms", "mba", "med", "mpa", "mph", "msw", "lcsw", "lmsw",
     "lpc", "ncc", "esq", "bcba", "rn", "cas", "eds", "mat", "psyd", "jd", "bs", "ba")
)  # fmt: skip
ALWAYS = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "edd", "esq"))
"""Of those, what is nobody's first name in whatever letters it is written."""
ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]$")


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


def as_spoken(name: str) -> str:
    """A person's name as it is said: "Peña, Ana-Lucía" is "Ana-Lucía Peña". A degree and "Jr." behind a comma stay."""
    plain = " ".join(name.split())
    parts = [part for part in (each.strip() for each in plain.split(",")) if part]
    behind = [part for part in parts[1:] if _is_degree(part)]
    called = [part for part in parts if part not in behind]
    if len(called) != 2:
        return ", ".join(parts) if len(called) == 1 else plain
    last, first = called
    aside = ASIDE.search(first)
    if aside and aside.start():
        first = first[: aside.start()]
    else:
        aside = None
    turned = f"{first} {last}{aside[0] if aside else ''}"
    return ", ".join([turned, *behind])


def first_name(name: str) -> str:
    """How somebody is greeted: the first name, with a title kept ("Dr. Bernadette")."""
    words = [word.strip(",") for word in as_spoken(name).split()]
    titled = len(words) > 1 and ((words[0].endswith(".") and len(words) > 2) or _bare(words[0]) in TITLES)
    return " ".join(words[: 2 if titled else 1])


def bare_name(name: str) -> str:
    """A person's name as it is compared: as it is said, without titles, degrees, and what stands in brackets."""
    called, *behind = as_spoken(name).split(",")
    if not all(_is_degree(part.strip()) for part in behind):
        return folded(name)
    words = ASIDE.sub("", called).split()
    while len(words) > 2 and _bare(words[0]) in TITLES:
        words = words[1:]
    return folded(" ".join(words))


def _is_degree(part: str) -> bool:
    bare = _bare(part)
    return bare in DEGREES and (bare in ALWAYS or part.isupper() or "." in part)


def _bare(word: str) -> str:
    return word.replace(".", "").replace(" ", "").casefold()
