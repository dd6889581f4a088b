"""The rubric drawn, and two years of it side by side, whatever framework each was rated with."""

from collections.abc import Sequence
from itertools import groupby

from handlers.kit.card import Button, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, page_at, word_count, words_on
from handlers.kit.reply import Replace, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, say
from handlers.wording.levels import level_names, path_words, sheet_for, status_words
from pdsa.errors import Refusal
from pdsa.framework_file import crosswalk
from pdsa.measures import rated
from pdsa.people import EVERYONE
from pdsa.picture import Dumbbell, Rated
from pdsa.rubric import Pair, RubricLine, compare
from pdsa.rubric_sheet import RubricSheet
from pdsa.text import _, ngettext
from storage.store import YearStore

MOST_ITEMS = 30


router = Router()
AREAS = 15
"""So many words the names of the focus areas on a page may have."""


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


@router.button("rate.compare", who=EVERYONE, writes=False)
async def beside(turn: Turn, store: YearStore) -> Replies:
    """The year before this one, or another one that is named by its number."""
    years = [each for each in await store.cycles.all() if each.year.first_day < turn.cycle.year.first_day]
    number, colon, place = turn.value.partition(":")
    wanted = whole(number)
    older = next((each for each in years if each.id == wanted), years[0] if years else None)
    if older is None:
        raise Refusal(_("There is no earlier year here yet. `rate` shows this one."))
    sheet = await sheet_for(turn, store)
    there = await store.frameworks.get(older.framework)
    before = rated(await store.year(older).plans.ratings(), turn.today, older.phases.study)
    pairs = compare(there, before, sheet.framework, [line.rating for line in sheet.lines], crosswalk())
    if not pairs:
        raise Refusal(_("Neither year has agreed levels yet. `rate` begins this year's."))
    others = [each for each in years if each.id != older.id][:4]
    above = (
        Title(_("{older} beside {newer}").format(older=older.label, newer=turn.cycle.label)),
        _frameworks(there.name, sheet.framework.name),
    )
    page = page_at(pairs, whole(place) or 0, lambda pair: word_count(_line(pair)), LONGEST - AREAS - words_on(above))
    shown = card(
        *above,
        *_areas(page.items),
        buttons(
            *page.ways("rate.compare", f"{older.id}:"),
            Button(_("The whole rubric"), "rate"),
            *(Button(each.label, "rate.compare", str(each.id)) for each in others),
        ),
    )
    return Replace(shown) if colon else Say(shown)


def _frameworks(older: str, newer: str) -> Text | None:
    """Which frameworks are compared, where they are two."""
    if older == newer:
        return None
    told = _(
        "The years were rated with two frameworks: {older}, and {newer}. What has another name now stands beside it."
    )
    return Text(say(told, older=older, newer=newer))


def _areas(pairs: Sequence[Pair]) -> list[Part]:
    parts: list[Part] = []
    for area, found in groupby(pairs, key=lambda pair: pair.area):
        parts.append(Text(say(_("*{area}*"), area=area or _("What the framework does not have"))))
        parts.append(Items(tuple(_line(pair) for pair in found)))
    return parts


def _line(pair: Pair) -> Words:
    """One item: the year before, then this one; what it was called, or where it went."""
    nothing = _("no level")
    before = path_words(pair.before) if pair.before else nothing
    after = path_words(pair.after) if pair.after else nothing
    words = say(
        _("*{item}*: {before}; then {after}"),
        item=clip(pair.name, 120),
        before=before or nothing,
        after=after or nothing,
    )
    if pair.before_name and pair.before_name != pair.name:
        words = (*words, *say(_(" (before: {name})"), name=clip(pair.before_name, 120)))
    return (*words, *say(". {note}", note=pair.note)) if pair.note else words
