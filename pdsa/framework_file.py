"""Reads frameworks: ours from `frameworks/*.toml`, a district's own from a table or from what was kept of it."""

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pdsa.cycle import Phase
from pdsa.framework import (
    LEVEL_COUNT,
    Activity,
    ActivityChange,
    Area,
    Crosswalk,
    Framework,
    GuidanceStage,
    Item,
    name_key,
)
from pdsa.framework_shape import LONGEST_NAME, LONGEST_TEXT, Misshapen, check, mended
from pdsa.text import _

MOST_ITEMS = 200
COLUMNS = {
    "area": ("Focus area", "Area", "Section", "Domain"),
    "activity": ("Key activity", "Activity"),
    "item": ("Item", "Rubric item", "Title", "Indicator"),
    "definition": ("Definition", "Full implementation", "Description"),
    "level1": ("Level 1", "1"),
    "level2": ("Level 2", "2"),
    "level3": ("Level 3", "3"),
    "level4": ("Level 4", "4"),
    "link": ("Link", "Address", "Guidance"),
    "formerly": ("Formerly", "Before", "Old name", "Replaces"),
}
"""A table's columns, each with the headers that it may have; the first is how we write it."""
NEEDED = ("area", "item")


@dataclass(frozen=True)
class FrameworkReading:
    """What came of reading: a framework, or what is wrong, each in a sentence that says what would do."""

    framework: Framework | None
    problems: tuple[str, ...] = ()


@cache
def builtin() -> tuple[Framework, ...]:
    """The frameworks that the bot brings along, the newest first. Read from the package once."""
    return tuple(framework_from(_content(name)) for name in ("district-14.toml", "district-16.toml"))


@cache
def crosswalk() -> Crosswalk:
    """How the older of ours became the newer one."""
    content = _content("crosswalk.toml")
    return Crosswalk(
        older=content["older"],
        newer=content["newer"],
        changes=tuple(
            ActivityChange(c["activity"], c["change"], tuple(c["to"]), c["note"]) for c in content["changes"]
        ),
        stages=tuple(
            GuidanceStage(s["word"], tuple(Phase(phase) for phase in s["phases"]), s["question"])
            for s in content["stages"]
        ),
    )


def framework_of(name: str, own: Collection[Framework] = ()) -> Framework:
    """The framework with this name, the district's `own` first; where nobody knows the name, the newest of ours."""
    wanted = name_key(name)
    for framework in (*own, *builtin()):
        if wanted in {name_key(known) for known in (framework.name, *framework.also)}:
            return framework
    counted = set(_figures(name))
    found = next((each for each in builtin() if counted & set(_figures(each.name))), builtin()[0])
    return next((each for each in own if each.name == found.name), found)


def framework_from(content: Mapping[str, Any]) -> Framework:
    """A framework from what a file of ours holds or `content_of` made. Raises Misshapen on other things."""
    check(content)
    return Framework(
        name=content["name"],
        areas=tuple(_area(each) for each in content["areas"]),
        levels=tuple(content["levels"]),
        also=tuple(content.get("also", ())),
        link=content.get("link", ""),
    )


def framework_kept(content: Any) -> Framework | None:
    """A framework from what was kept of it, whatever that is: fields that cannot be used are left out. None where
    nothing of it can.
    """
    with suppress(Misshapen):
        return framework_from(content)
    usable = mended(content, builtin()[0].levels)
    return framework_from(usable) if usable else None


def content_of(framework: Framework) -> dict[str, Any]:
    """A framework as it is kept: the shape of a file of ours, each item with its area and activity."""
    return asdict(framework)


def framework_from_table(
    headers: Sequence[str], rows: Iterable[Sequence[str]], *, name: str, like: Framework
) -> FrameworkReading:
    """A district's own framework from a table, one row an item.

    An empty focus area or key activity means the one above it. `like` is the framework that it takes the place of:
    what the table leaves open (the four levels, when an area is rated, other names) is taken from there. "Formerly"
    names what an item takes the place of, with semicolons between: levels of earlier years are found by it.
    """
    place = _places(headers)
    missing = [COLUMNS[each][0] for each in NEEDED if each not in place]
    if missing:
        told = _("I need a column called {names}; I found {found}.")
        return FrameworkReading(
            None, (told.format(names=" and ".join(missing), found=", ".join(filter(None, headers)) or "-"),)
        )
    entries, problems = _table_rows(place, rows)
    if not entries and not problems:
        problems = [_("The table has no rows: I need at least one item.")]
    if len(entries) > MOST_ITEMS:
        problems.append(_("The table has {n} items; I can take {most}.").format(n=len(entries), most=MOST_ITEMS))
    if problems:
        return FrameworkReading(None, tuple(problems))
    return FrameworkReading(_assembled(entries, name, like))


def _content(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pdsa.frameworks") / name).read_text(encoding="utf-8"))


def _figures(text: str) -> list[str]:
    return "".join(letter if letter.isdigit() else " " for letter in text).split()


def _area(content: Mapping[str, Any]) -> Area:
    name, link = content["name"], content.get("link", "")
    activities = tuple(_activity(each, name, link) for each in content["activities"])
    asked = Phase(content.get("asked") or Phase.STUDY)
    return Area(name, activities, content.get("stage", ""), asked, link, tuple(content.get("also", ())))


def _activity(content: Mapping[str, Any], area: str, link: str) -> Activity:
    name, link = content["name"], content.get("link") or link
    items = tuple(
        Item(
            title=entry["title"],
            definition=entry.get("definition", ""),
            levels=tuple(entry.get("levels", ())),
            link=entry.get("link") or link,
            also=tuple(entry.get("also", ())),
            activity=name,
            area=area,
        )
        for entry in content["items"]
    )
    return Activity(name, items, content.get("definition", ""), link, tuple(content.get("also", ())), area)


def names_items(headers: Sequence[str]) -> bool:
    """Whether a table with these headers names rubric items instead of figures."""
    return _places(headers).keys() >= set(NEEDED)


def is_usable(framework: Framework) -> bool:
    """Whether a framework has items, no more than can be rated, each with a name of its own."""
    return 1 <= len(framework.items) <= MOST_ITEMS and len(framework.titles) == len(framework.items)


def _places(headers: Sequence[str]) -> dict[str, int]:
    """Which column stands where; of two that could be meant the first one counts."""
    places: dict[str, int] = {}
    for place, header in enumerate(headers):
        for column, names in COLUMNS.items():
            if name_key(str(header or "")) in {name_key(name) for name in names}:
                places.setdefault(column, place)
    return places


def _table_rows(place: Mapping[str, int], rows: Iterable[Sequence[str]]) -> tuple[list[dict[str, str]], list[str]]:
    """The rows as values by column, and what is wrong with them; rows are counted from 2, below the headers."""
    entries: list[dict[str, str]] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    area = activity = ""
    for number, row in enumerate(rows, start=2):
        row_texts = {name: str(row[at] or "").strip() if at < len(row) else "" for name, at in place.items()}
        if not any(row_texts.values()):
            continue
        if row_texts["area"] and row_texts["area"] != area:
            area, activity = row_texts["area"], ""
        activity = row_texts.get("activity") or activity
        row_texts |= {"area": area, "activity": activity or row_texts["item"]}
        wrong = _wrong(row_texts, number, seen)
        problems += wrong
        if not wrong:
            seen[name_key(row_texts["item"])] = number
            entries.append(row_texts)
    return entries, problems


def _wrong(row_texts: Mapping[str, str], number: int, seen: Mapping[str, int]) -> list[str]:
    """What is wrong with one row."""
    if not row_texts["item"]:
        return [_("Row {n} names no item: write what is rated.").format(n=number)]
    if not row_texts["area"]:
        return [_("Row {n} names no focus area, and none stands above it.").format(n=number)]
    if not name_key(row_texts["item"]):
        return [_("Row {n}: an item's name needs letters or figures.").format(n=number)]
    if name_key(row_texts["item"]) in seen:
        told = _("Rows {a} and {n} have the same item, {item}: each one stands once.")
        return [told.format(a=seen[name_key(row_texts["item"])], n=number, item=row_texts["item"][:80])]
    if max(len(row_texts[each]) for each in ("area", "activity", "item")) > LONGEST_NAME:
        return [_("Row {n} has a name of more than {most} characters.").format(n=number, most=LONGEST_NAME)]
    if max(map(len, row_texts.values())) > LONGEST_TEXT:
        return [_("Row {n} has a text of more than {most} characters.").format(n=number, most=LONGEST_TEXT)]
    levels = [row_texts.get(f"level{n}", "") for n in range(1, LEVEL_COUNT + 1)]
    if any(levels) and not all(levels):
        return [_("Row {n} describes some of the four levels: describe all four, or none.").format(n=number)]
    return []


def _assembled(found: Sequence[Mapping[str, str]], name: str, like: Framework) -> Framework:
    """The rows as a framework, areas and activities in the order in which they first stand."""
    areas: dict[str, dict[str, list[Mapping[str, str]]]] = {}
    for row in found:
        areas.setdefault(row["area"], {}).setdefault(row["activity"], []).append(row)
    return Framework(
        name=name,
        areas=tuple(_own_area(area, activities, like) for area, activities in areas.items()),
        levels=like.levels,
        also=like.also if name == like.name else (),
        link=like.link,
    )


def _own_area(name: str, activities: Mapping[str, Sequence[Mapping[str, str]]], like: Framework) -> Area:
    area = like.area(name)
    stage, asked, link = (area.stage, area.asked, area.link) if area else ("", Phase.STUDY, "")
    also = area.also if area else ()
    return Area(
        name, tuple(_own_activity(a, rows, name, like) for a, rows in activities.items()), stage, asked, link, also
    )


def _own_activity(name: str, rows: Sequence[Mapping[str, str]], area: str, like: Framework) -> Activity:
    activity = next((each for each in like.activities if name_key(each.name) == name_key(name)), None)
    link = activity.link if activity else ""
    items = []
    for row in rows:
        levels = tuple(row.get(f"level{n}", "") for n in range(1, LEVEL_COUNT + 1))
        before = next((i for i in like.items if name_key(i.title) == name_key(row["item"])), None)
        items.append(
            Item(
                title=row["item"],
                definition=row.get("definition", ""),
                levels=levels if all(levels) else (),
                link=row.get("link") or (before.link if before else link),
                also=_names_before(row, before, like),
                activity=name,
                area=area,
            )
        )
    return Activity(
        name, tuple(items), activity.definition if activity else "", link, activity.also if activity else (), area
    )


def _names_before(row: Mapping[str, str], before: Item | None, like: Framework) -> tuple[str, ...]:
    """The other names of an item: those that it had, and all of what it takes the place of."""
    names = list(before.also) if before else []
    for former_name in filter(None, (each.strip() for each in row.get("formerly", "").split(";"))):
        old = like.item(former_name)
        names += [former_name, *((old.title, *old.also) if old else ())]
    return tuple(dict.fromkeys(each for each in names if name_key(each) != name_key(row["item"])))


def builtin_links() -> frozenset[str]:
    """The addresses of guidance that the bot brings along."""
    return frozenset(item.link for framework in builtin() for item in framework.items)
