"""People's own words in a digest: written by leads or communications, set in as they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.kit.card import Part, Text
from handlers.kit.form import Line, Note
from handlers.kit.words import as_written, clip, say
from pdsa.digest_days import YEARLY
from pdsa.text import _
from storage.digest_figures import load_year
from storage.digests import Digest

LONGEST = 800


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


def opening(words: OwnWords) -> Iterator[Part]:
    """What stands first, as somebody wrote it."""
    if words.opening:
        yield Text(as_written(words.opening))


def ask(words: OwnWords) -> Iterator[Part]:
    """What is asked for, to those who are asked."""
    if words.ask:
        yield Text(say(_("*We ask for:* {ask}"), ask=words.ask))


def asked(words: OwnWords) -> Iterator[Part]:
    """The same, to everybody else."""
    if words.ask:
        yield Text(say(_("*What the team asks leadership for:* {ask}"), ask=words.ask))


def lines(digest: Digest) -> Iterator[Line | Note]:
    """The boxes for people's own words in a digest."""
    first = _("One or two sentences. They stand first, as you write them.")
    given = _("Something that the readers can give or decide. Leave it empty if there is nothing.")
    yield Line("opening", _("Words to open with"), digest.opening, long=True, most=LONGEST, hint=first)
    yield Line("ask", _("What we ask for"), digest.ask, long=True, most=LONGEST, hint=given)
    if digest.kind == YEARLY and (last := load_year(digest.content).last_ask):
        yield Note(say(_("*Last year we asked for:* {ask}"), ask=clip(last, 400)))
        yield Line("became", _("What became of it"), digest.became, long=True, most=LONGEST)
