"""What looking back kept, with the ways on."""

from handlers.kit.card import Button, Card, FactSet, Items, Quote, Text, buttons, card
from handlers.kit.card_pages import LONGEST, pages, word_count, words_on
from handlers.kit.turn import Turn
from handlers.kit.words import as_written, clip, say
from handlers.reflect.screens import ReflectContext
from handlers.wording.over_time import obstacle_names
from handlers.wording.strategy import held_words
from pdsa.goals import Strategy
from pdsa.people import SCHOOL_ROLES
from pdsa.permissions import works_on
from pdsa.reflection import Reflection
from pdsa.text import _
from pdsa.visible import reader_of, visible

SHOWN = 300
"""So many characters of a piece of evidence stand in a message."""


def kept_card(context: ReflectContext, reflection: Reflection, turn: Turn) -> Card:
    """What was kept, with the way to change it."""
    strategy = context.strategy
    first = Text(say(_("Kept what you learned from *{strategy}*."), strategy=strategy.title))
    readers = Text(_who_reads(reflection, strategy))
    facts = _facts(reflection, strategy, LONGEST - words_on((first, readers)))
    return card(
        first,
        Quote(reflection.happened),
        Quote(reflection.learned),
        facts,
        *_evidence(context, reflection, turn, LONGEST - words_on((first, readers, facts))),
        readers,
        buttons(
            Button(_("Change it"), "reflect", strategy.code),
            _elsewhere(context, turn),
            Button(_("Decide what next"), "decide", strategy.code),
        ),
    )


def _elsewhere(context: ReflectContext, turn: Turn) -> Button | None:
    """A school's team is offered what other schools made of the same obstacle or key activity."""
    if turn.person.role not in SCHOOL_ROLES or not works_on(turn.person, context.strategy):
        return None
    return Button(_("What worked elsewhere"), "school.elsewhere", context.strategy.code)


def _facts(reflection: Reflection, strategy: Strategy, room: int) -> FactSet:
    """The answers, as many as have these words; *Change it* has all of them in full."""
    rows = [
        (_("As predicted") if strategy.prediction else _("As hoped"), held_words(reflection.held)),
        (_("Missing from the data"), reflection.missing),
        (_("People or teams"), reflection.people),
        (_("Partners"), reflection.partners),
        (_("Tools and resources"), reflection.tools),
        (_("What got in the way"), obstacle_names(reflection.obstacles)),
        (_("In words"), reflection.in_way),
        (_("Students and families"), reflection.voice),
    ]
    told = [(name, clip(value, SHOWN)) for name, value in rows if value]
    return FactSet(tuple(pages(told, lambda row: sum(map(word_count, row)), room)[0]))


def _evidence(context: ReflectContext, reflection: Reflection, turn: Turn, room: int) -> list[Text | Items]:
    shown = visible(reflection, reader_of(turn.person, context.strategy, said=context.checkins)).evidence
    if not shown:
        return []
    told = Text(_("What shows it:"))
    lines = pages([as_written(clip(each.text, SHOWN)) for each in shown], word_count, room)[0]
    return [told, Items(tuple(lines))] if words_on((told, Items(tuple(lines)))) <= room else []


def _who_reads(reflection: Reflection, strategy: Strategy) -> str:
    if reflection.shared and reflection.quotable:
        return _("These words may be quoted, and other schools may see what you learned.")
    if reflection.shared:
        return _("You, the leads and other schools can read what you learned; others see whether the prediction held.")
    if strategy.school and not reflection.quotable:
        return _("You and your school's leads can read these words; others see whether the prediction held.")
    if reflection.quotable:
        return _("These words may be quoted.")
    return _("You and the leads can read these words; others see whether the prediction held.")
