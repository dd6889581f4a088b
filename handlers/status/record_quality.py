"""What the status says of the year's own record: how well it is written down, and which conclusions are open."""

from handlers.kit.card import Button, Part, Text, buttons
from handlers.kit.record_quality import documentation_of, score_words
from handlers.kit.strategy_text import listed
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, say
from pdsa.cycle import Phase
from pdsa.people import PROMPTED
from pdsa.permissions import works_on
from pdsa.record_quality import Sign
from pdsa.reflection import unconcluded
from pdsa.text import _, ngettext
from storage.store import YearStore

NAMED = 1


async def written_down(turn: Turn, store: YearStore) -> list[Part | None]:
    """For the team: the score in a sentence with the way to more; from STUDY on, what has no conclusion yet."""
    if turn.person.role not in PROMPTED:
        return []
    documentation = await documentation_of(turn.person, turn.cycle, turn.today, store)
    parts: list[Part | None] = []
    if any(each.begun for each in documentation.signs if each.sign is not Sign.LINKED):
        parts.append(Text(score_words(documentation)))
    studied = turn.cycle.phase_on(turn.today) in (Phase.STUDY, Phase.ACT)
    if studied:
        parts.append(Text(await _conclusions(turn, store)))
    more = Button(_("What makes it stronger"), "status.written") if parts else None
    return [*parts, buttons(more, Button(_("The meeting"), "meeting") if studied else None)]


async def _conclusions(turn: Turn, store: YearStore) -> Words:
    """Reporting and reflecting on data is done once each strategy that was tried has its conclusion."""
    mine = [each for each in await store.plans.strategies() if works_on(turn.person, each)]
    open_ = unconcluded(mine, await store.learning.latest_reflections(), turn.today)
    if not open_:
        return say(_("*Reflecting on data:* every strategy that was tried has its conclusion."))
    told = ngettext(
        "*Reflecting on data* is done once each strategy has its conclusion. {n} has none yet: {names}.",
        "*Reflecting on data* is done once each strategy has its conclusion. {n} have none yet: {names}.",
        len(open_),
    )
    return say(told, n=len(open_), names=listed([clip(each.title, 30) for each in open_], NAMED))
