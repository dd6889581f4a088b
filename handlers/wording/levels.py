"""The rubric's levels in words, and the sheet of what is rated and still open."""

from collections.abc import Sequence

from handlers.kit.turn import Turn
from handlers.kit.words import Words, count, linked, say
from pdsa.framework import Item
from pdsa.framework_file import builtin_links
from pdsa.measures import Rating
from pdsa.rubric_progress import RubricSheet
from pdsa.rubric_ratings import SPREAD_FROM, Moment, OwnRating, Round, spread
from pdsa.text import _
from storage.figures_of_year import rubric_sheet
from storage.store import YearStore


def level_names() -> tuple[str, str, str, str]:
    """The rubric's four levels."""
    return _("not begun"), _("partly in place"), _("mostly in place"), _("fully in place")


def level_words(level: int) -> str:
    """A level with its name: "2 (partly in place)"."""
    return f"{level} ({level_names()[level - 1]})"


def status_words(status: str) -> str:
    said = {"met": _("reached"), "partly": _("part of the way"), "not met": _("not reached")}
    return said.get(status, _("not rated yet"))


def moment_name(moment: Moment) -> str:
    """A moment as the heading of a level."""
    return {
        Moment.START: _("At the start"),
        Moment.GOAL: _("Goal"),
        Moment.MID_YEAR: _("Mid-year"),
        Moment.YEAR_END: _("Year-end"),
    }[moment]


def moment_question(moment: Moment) -> str:
    """What is asked of a moment."""
    return {
        Moment.START: _("Where do we stand now?"),
        Moment.GOAL: _("Where do we want to be at the year's end?"),
        Moment.MID_YEAR: _("Where do we stand in the middle of the year?"),
        Moment.YEAR_END: _("Where do we stand at the year's end?"),
    }[moment]


def round_words(part: Round) -> str:
    """What a round of rating is about, in a few words."""
    return {
        Round.START: _("where we start, and how far we want to get"),
        Round.MID_YEAR: _("where we stand in the middle of the year"),
        Round.YEAR_END: _("where we stand at the year's end"),
        Round.ACT: _("how we look back and improve"),
    }[part]


def path_words(rating: Rating) -> str:
    """An item's year in a line: "1, goal 3, mid-year 2, now 2"; empty where nothing is known."""
    told = [
        (rating.initial, _("{n} at the start")),
        (rating.goal, _("goal {n}")),
        (rating.mid_year, _("{n} at mid-year")),
        (rating.year_end, _("{n} at the year's end")),
    ]
    return ", ".join(words.format(n=n) for n, words in told if n is not None)


def outcome_words(rating: Rating) -> str:
    """What became of an item over its year: its change, its distance from the goal; empty before the year's end."""
    change = "" if rating.change is None else _change(rating.change)
    gap = "" if rating.gap is None else _gap(rating.gap)
    return ", ".join(part for part in (change, gap) if part)


def _change(change: int) -> str:
    if change > 0:
        return count("{n} level up", "{n} levels up", change)
    return count("{n} level down", "{n} levels down", -change) if change else _("the same as at the start")


def _gap(gap: int) -> str:
    if gap > 0:
        return count("{n} level beyond the goal", "{n} levels beyond the goal", gap)
    return count("{n} level short of the goal", "{n} levels short of the goal", -gap) if gap else _("goal reached")


def spread_words(votes: Sequence[OwnRating]) -> str:
    """How the raters' own levels lie, as counts; nothing of them while there are so few that one could be read off."""
    if not votes:
        return _("Nobody has given a level of their own yet.")
    counts = spread(votes)
    if counts is None:
        told = count("{n} person has given a level.", "{n} people have given levels.", len(votes))
        return told + " " + _("Once {least} have, I show how far apart they are.").format(least=SPREAD_FROM)
    parts = [_("{n} × level {level}").format(n=n, level=level) for level, n in counts.items()]
    return _("The raters' own levels: {parts}.").format(parts=", ".join(parts))


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
