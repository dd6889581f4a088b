"""The rubric drawn: each item from its start past its goal to the year's end, by focus area."""

from handlers.kit.words import clip, count
from handlers.wording.levels import level_names, status_words
from pdsa.picture import Dumbbell, Rated
from pdsa.rubric import RubricLine
from pdsa.rubric_sheet import RubricSheet
from pdsa.text import _, ngettext

MOST_ITEMS = 30


def rubric_picture(sheet: RubricSheet) -> Dumbbell | None:
    """The picture of everything that has a level; None where nothing has."""
    items = [line for line in sheet.lines if line.rating.initial or line.rating.goal or line.rating.year_end]
    if not items:
        return None
    more = len(items) - MOST_ITEMS
    return Dumbbell(
        title=_("The rubric, {year}").format(year=sheet.cycle.label),
        alt=_finding(items),
        items=tuple(_rated(line) for line in items[:MOST_ITEMS]),
        levels=level_names(),
        start=_("Start"),
        goal=_("Goal"),
        end=_("Year-end"),
        note=count("{n} more item is not drawn.", "{n} more items are not drawn.", more) if more > 0 else "",
    )


def _rated(line: RubricLine) -> Rated:
    rating = line.rating
    status = status_words(rating.status) if rating.year_end is not None and rating.goal is not None else ""
    area = line.area or _("What the framework does not have")
    return Rated(clip(line.text, 80), rating.initial, rating.goal, rating.year_end, status, clip(area, 80))


def _finding(items: list[RubricLine]) -> str:
    """What the picture shows, in a sentence or two."""
    ended = [line for line in items if line.rating.year_end is not None and line.rating.goal is not None]
    if not ended:
        rated = ngettext("{n} item has a level", "{n} items have levels", len(items)).format(n=len(items))
        return _("{rated}; none has been rated at the year's end yet.").format(rated=rated)
    met = sum(line.rating.status == "met" for line in ended)
    n = len(ended)
    told = ngettext("{met} of {n} item is at its goal.", "{met} of {n} items are at their goal.", n)
    return told.format(met=met, n=n)
