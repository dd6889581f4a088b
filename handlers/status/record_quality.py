"""What the status says of the year's own record: how well it is written down, and which conclusions are open."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.kit.card import Button, Part, Text, buttons
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, say
from handlers.wording.record_quality import documentation_of, score_words
from handlers.wording.strategy import listed
from pdsa.cycle import Phase
from pdsa.goals import Strategy
from pdsa.people import PROMPTED
from pdsa.permissions import works_on
from pdsa.record_quality import Documentation, Sign
from pdsa.reflection import unconcluded
from pdsa.text import _, ngettext
from storage.store import YearStore

NAMED = 1


@dataclass(frozen=True)
class Written:
    """How well a year is written down, as somebody may see it; `open` are the strategies without a conclusion, None
    before they are asked for one.
    """

    documentation: Documentation
    open: Sequence[Strategy] | None


async def written_of(turn: Turn, store: YearStore) -> Written | None:
    """Reads how well the year is written down; None for who has no part in that."""
    if turn.person.role not in PROMPTED:
        return None
    strategies, reflections = await store.plans.strategies(), await store.learning.latest_reflections()
    documentation = await documentation_of(turn.person, turn.cycle, turn.today, store)
    if turn.cycle.phase_on(turn.today) not in (Phase.STUDY, Phase.ACT):
        return Written(documentation, None)
    mine = [strategy for strategy in strategies if works_on(turn.person, strategy)]
    return Written(documentation, unconcluded(mine, reflections, turn.today))


def written_parts(written: Written) -> list[Part | None]:
    """For the team: the score in a sentence with the way to more; from STUDY on, what has no conclusion yet."""
    parts: list[Part | None] = []
    if any(each.begun for each in written.documentation.signs if each.sign is not Sign.LINKED):
        parts.append(Text(score_words(written.documentation)))
    studied = written.open is not None
    if written.open is not None:
        parts.append(Text(_conclusions(written.open)))
    more = Button(_("What makes it stronger"), "status.written") if parts else None
    return [*parts, buttons(more, Button(_("The meeting"), "meeting") if studied else None)]


def _conclusions(open_: Sequence[Strategy]) -> Words:
    """Reporting and reflecting on data is done once each strategy that was tried has its conclusion."""
    if not open_:
        return say(_("*Reflecting on data:* every strategy that was tried has its conclusion."))
    told = ngettext(
        "*Reflecting on data* is done once each strategy has its conclusion. {n} has none yet: {names}.",
        "*Reflecting on data* is done once each strategy has its conclusion. {n} have none yet: {names}.",
        len(open_),
    )
    return say(told, n=len(open_), names=listed([clip(each.title, 30) for each in open_], NAMED))
