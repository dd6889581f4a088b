"""The rubric of the person who looks, and what an item means, in our words."""

from handlers.kit.turn import Turn
from handlers.kit.words import Words, linked, say
from pdsa.framework import Item
from pdsa.framework_file import builtin_links
from pdsa.rubric_sheet import RubricSheet
from pdsa.text import _
from storage.measured import rubric_sheet
from storage.store import YearStore


async def sheet_for(turn: Turn, store: YearStore) -> RubricSheet:
    """The rubric on the day of the person who looks."""
    return await rubric_sheet(store, turn.cycle, turn.today)


def definition_words(item: Item | None) -> str:
    """When an item is at 4, in our words."""
    if item is None:
        return _("The framework of this year has no such item; it is rated as it stands.")
    return item.definition or _("Nobody has described it yet.")


def link_words(item: Item | None) -> Words | None:
    """The way to the guidance. An address of the district's own is shown and leads nowhere by itself."""
    if item is None or not item.link:
        return None
    if item.link in builtin_links():
        return linked(_("The guidance on it"), item.link)
    return say(_("The guidance on it: {address}"), address=item.link)
