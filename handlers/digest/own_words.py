"""People's own words in a digest: written by leads or communications, set in as they are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OwnWords:
    """`opening` stands first, `ask` is what is asked for, `became` what became of last year's request.

    `lessons` are the strategies, by code, whose lessons a year's digest opens with; None where nobody has chosen.
    """

    opening: str = ""
    ask: str = ""
    became: str = ""
    lessons: tuple[str, ...] | None = None


NOTHING = OwnWords()
