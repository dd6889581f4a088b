"""A paper as a value: what a document to print or to hand round says, before anybody writes the file.

Handlers fill it in, words and all; `storage/files/papers.py` writes it as .docx. Texts are plain: a line break stays
one, and nothing in them is parsed.
"""

from dataclasses import dataclass

from pdsa.picture import Picture, refuse_unless

DEEPEST = 3


@dataclass(frozen=True)
class Heading:
    """What the next part is about; `level` 1 (the largest below the title), 2 or 3. `new_page` begins a page."""

    text: str
    level: int = 1
    new_page: bool = False

    def __post_init__(self) -> None:
        refuse_unless(1 <= self.level <= DEEPEST, "a heading has level 1, 2 or 3")


@dataclass(frozen=True)
class Paragraph:
    """Some sentences."""

    text: str


@dataclass(frozen=True)
class Listing:
    """A list, numbered where the order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class PaperQuote:
    """Somebody's own words, set apart; `by` says whose, where that may be said."""

    text: str
    by: str = ""


@dataclass(frozen=True)
class PaperTable:
    """A table with one row of headers; its other rows may be shorter. Empty cells leave room to write by hand.

    `widths` are the columns' shares of the page's width; without them all are alike.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        refuse_unless(bool(self.headers), "a table needs headers")
        refuse_unless(all(len(row) <= len(self.headers) for row in self.rows), "a row is longer than the headers")
        refuse_unless(len(self.widths) in (0, len(self.headers)), "each column has a width, or none has")
        refuse_unless(all(width > 0 for width in self.widths), "a column has some width")


@dataclass(frozen=True)
class Figure:
    """A chart across the page, or a `small` one; its `alt` stands beside it for those who cannot see it."""

    picture: Picture
    small: bool = False


Part = Heading | Paragraph | Listing | PaperQuote | PaperTable | Figure


@dataclass(frozen=True)
class Paper:
    """A whole document. `language` is a tag such as "en-US": a screen reader takes its voice from it."""

    title: str
    parts: tuple[Part, ...]
    language: str = "en-US"
