"""The framework of the year and its items' words; and two years side by side, whatever each was rated with."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, page_at, word_count, words_on
from handlers.kit.form import Form, Line, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replace, Replies, Say, ask_form
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, join, linked, say
from handlers.rate.item import gone, item_card, line_of
from handlers.wording.levels import level_names, path_words, sheet_for, status_words
from handlers.wording.role_and_team_names import phase_label
from pdsa.errors import Refusal
from pdsa.framework import LEVEL_COUNT, Framework, Item, name_key
from pdsa.framework_file import builtin, crosswalk, framework_of
from pdsa.framework_shape import LONGEST_NAME
from pdsa.measures import rated
from pdsa.people import EVERYONE, LEADS
from pdsa.picture import Dumbbell, Rated
from pdsa.rubric_progress import RubricSheet, matching_lines
from pdsa.rubric_ratings import LEVELS, Pair, RubricLine, compare
from pdsa.text import _, ngettext
from storage.store import YearStore

router = Router()
LISTED = 30
MOST_ITEMS = 30
AREAS = 15
"""So many words the names of the focus areas on a page of two years may have."""


@router.button("rate.framework", who=EVERYONE, writes=False)
async def show(turn: Turn, store: YearStore) -> Replies:
    found, start = await sheet_for(turn, store), whole(turn.value)
    shown = framework_card(found, turn, start=start or 0)
    return Say(shown) if start is None else Replace(shown)


def framework_card(sheet: RubricSheet, turn: Turn, first: str = "", start: int = 0) -> Card:
    """What the year is rated with, from its areas to what the plan does not speak of."""
    framework, lead = sheet.framework, turn.person.is_lead
    ours = framework.link in {each.link for each in builtin()}
    above = (
        Text(first) if first else None,
        Title(framework.name),
        Text(_counts(framework)),
        Text(linked(_("The guidance behind it"), framework.link)) if ours and framework.link else None,
    )
    parts: list[list[Part]] = [*_areas(framework), *_stages(framework), [Text(_not_in(sheet, framework))]]
    page = page_at(parts, start, words_on, LONGEST - words_on(above))
    return card(
        *above,
        *(part for some in page.items for part in some),
        buttons(*page.ways("rate.framework")),
        buttons(
            Button(_("The whole rubric"), "rate"),
            Button(_("Use another one"), "rate.framework.use") if lead else None,
            Button(_("Change an item's words"), "rate.pick") if lead else None,
        ),
    )


def _counts(framework: Framework) -> str:
    told = _("{activities} in {areas}, with {items} to rate. Their descriptions are our own words.")
    return told.format(
        activities=count("{n} key activity", "{n} key activities", len(framework.activities)),
        areas=count("{n} focus area", "{n} focus areas", len(framework.areas)),
        items=count("{n} item", "{n} items", len(framework.items)),
    )


def _areas(framework: Framework) -> Iterator[list[Part]]:
    for area in framework.areas[:LISTED]:
        told = say(
            _("*{area}*: {activities}"),
            area=clip(area.name, 150),
            activities=clip(", ".join(each.name for each in area.activities), 500),
        )
        yield [Items((told,))]


def _stages(framework: Framework) -> Iterator[list[Part]]:
    """Today's words of the guidance beside the four phases; only where the framework uses them."""
    used = {area.stage for area in framework.areas}
    lines = [
        say(
            _("*{word}* ({phases}): {question}"),
            word=stage.word,
            phases=join([phase_label(phase) for phase in stage.phases]),
            question=stage.question,
        )
        for stage in crosswalk().stages
        if stage.word in used
    ]
    if lines:
        told = Text(_("The newer guidance has three words of its own beside PLAN, DO, STUDY and ACT:"))
        yield [told, Items(tuple(lines))]


def _not_in(found: RubricSheet, framework: Framework) -> Words:
    """Which key activities this year's plan does not speak of."""
    rest = framework.not_in(line.text for line in found.lines if line.planned)
    if not rest:
        return say(_("The plan speaks of all of them."))
    return say(_("Not in this year's plan: {names}."), names=clip(", ".join(each.name for each in rest), 900))


@router.button("rate.framework.use", who=LEADS, writes=False)
async def choose(turn: Turn, store: YearStore) -> Replies:
    everything = await store.frameworks.all()
    now = await store.frameworks.get(turn.cycle.framework)
    options = tuple(Option(each.name[:150], each.name) for each in everything)
    return ask_form(
        "rate.framework.keep",
        _("The framework"),
        Note(_("Levels that were agreed on stay; they are shown with the framework that you choose.")),
        Pick("framework", _("Which one is this year rated with?"), options, now.name[:150]),
        about=turn.cycle.label,
    )


@router.form("rate.framework.keep", who=LEADS, now=choose)
async def keep_choice(turn: Turn, store: YearStore) -> Replies:
    everything = {each.name[:150]: each for each in await store.frameworks.all()}
    chosen = everything.get(turn.required("framework", _("Choose one.")))
    if chosen is None:
        raise Refusal(_("Choose one of the list."), field="framework")
    cycle = await store.cycles.put(replace(turn.cycle, framework=chosen.name))
    found = await sheet_for(replace(turn, setting=cycle), store.year(cycle))
    return Say(framework_card(found, turn, _("Kept.")))


@router.button("rate.item.change", who=LEADS, writes=False)
async def change(turn: Turn, store: YearStore) -> Replies:
    """The words of one item, as they stand."""
    sheet = await sheet_for(turn, store)
    line = line_of(sheet, turn.value)
    if line.item is None:
        raise Refusal(gone())
    item = next((each for each in sheet.framework.items if each == line.item), None)
    if item is None:
        told = _("*{name}* is rated as one, and its items have words of their own: open one of those.")
        raise Refusal(told.format(name=line.text).replace("*", ""))
    return Ask(_item_form(item, sheet))


def _item_form(item: Item, sheet: RubricSheet) -> Form:
    texts = item.levels or ("",) * LEVEL_COUNT
    return form(
        "rate.item.keep",
        _("An item's words"),
        Note(say(_("*{activity}*, {area}"), activity=item.activity, area=item.area)),
        Note(_("It changes for all years rated with this framework; what was agreed on stays.")),
        Line("title", _("What is rated"), item.title, optional=False, most=LONGEST_NAME),
        Line("definition", _("When is it a 4?"), item.definition, long=True, optional=False, most=1000),
        *(
            Line(f"level{n}", _("What does a {n} look like here?").format(n=n), texts[n - 1], most=500,
                 hint=sheet.framework.meaning(None, n))
            for n in LEVELS
        ),
        carry={"title": item.title, "framework": sheet.framework.name},
        about=sheet.framework.name,
    )  # fmt: skip


def _carried(turn: Turn, framework: Framework) -> Item | None:
    """The item that a form is about, whatever somebody has called it meanwhile."""
    title = turn.carry.get("title", "")
    known = [each for each in framework.items if each.title == title or title in each.also]
    return min(known, key=lambda each: each.title != title, default=None)


async def _as_worded(turn: Turn, store: YearStore) -> Replies:
    """The form of the item that a form carries, as it reads now."""
    sheet = await sheet_for(turn, store)
    item = _carried(turn, sheet.framework)
    return Ask(_item_form(item, sheet)) if item and sheet.framework.name == turn.carry.get("framework", "") else ()


@router.form("rate.item.keep", who=LEADS, now=_as_worded)
async def keep_item(turn: Turn, store: YearStore) -> Replies:
    """Keeps an item's words in the district's own copy of the framework; the earlier ones stay in the trail."""
    framework = framework_of(turn.carry.get("framework", ""), await store.frameworks.own())
    old = _carried(turn, framework)
    if old is None:
        raise Refusal(_("Somebody has changed that item meanwhile. `rate` shows it as it is now."))
    title = turn.required("title", _("Write what is rated."))
    definition = turn.required("definition", _("Write in a sentence when it is a 4."))
    known = framework.item(title)
    if not name_key(title) or (known is not None and known.title not in (old.title, old.activity)):
        told = _("Another item has that name, or it has no letters: choose another one.")
        raise Refusal(told, field="title")
    levels = tuple(turn.text(f"level{n}") for n in LEVELS)
    if any(levels) and not all(levels):
        empty = next(n for n in LEVELS if not levels[n - 1])
        raise Refusal(_("Describe all four levels, or none."), field=f"level{empty}")
    new = Item(title, definition, levels if all(levels) else ())
    await store.frameworks.put(framework.with_item(old.title, new))
    sheet = await sheet_for(turn, store)
    if title != old.title and all(line.text != old.title for line in sheet.lines):
        await store.rubric.rename(old.title, title)
    lines = matching_lines(title, sheet)
    if len(lines) != 1:
        return Say(framework_card(sheet, turn, _("Kept.")))
    return Say(await item_card(lines[0], sheet, turn, store, _("Kept. The earlier words stay in the history.")))


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
        _which_frameworks(there.name, sheet.framework.name),
    )
    page = page_at(
        pairs, whole(place) or 0, lambda pair: word_count(_pair_line(pair)), LONGEST - AREAS - words_on(above)
    )
    shown = card(
        *above,
        *_pair_areas(page.items),
        *page.ways("rate.compare", f"{older.id}:"),
        Button(_("The whole rubric"), "rate"),
        *(Button(each.label, "rate.compare", str(each.id)) for each in others),
    )
    return Replace(shown) if colon else Say(shown)


def _which_frameworks(older: str, newer: str) -> Text | None:
    """Which frameworks are compared, where they are two."""
    if older == newer:
        return None
    told = _(
        "The years were rated with two frameworks: {older}, and {newer}. What has another name now stands beside it."
    )
    return Text(say(told, older=older, newer=newer))


def _pair_areas(pairs: Sequence[Pair]) -> list[Part]:
    parts: list[Part] = []
    for area, found in groupby(pairs, key=lambda pair: pair.area):
        parts.append(Text(say(_("*{area}*"), area=area or _("What the framework does not have"))))
        parts.append(Items(tuple(_pair_line(pair) for pair in found)))
    return parts


def _pair_line(pair: Pair) -> Words:
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
