"""The framework as a value: focus areas, key activities, rubric items, their names, and how the old became the new.

`framework_file.py` reads it from the files in `frameworks/`, or from a table that a district sends.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from unicodedata import normalize

from pdsa.cycle import Phase

LEVEL_COUNT = 4


@dataclass(frozen=True)
class Item:
    """What is rated from 1 to 4. `definition` says when it is a 4; `levels` are four texts of its own, or none.

    `activity` and `area` name where it belongs; `also` are other names that people write for it.
    """

    title: str
    definition: str = ""
    levels: tuple[str, ...] = ()
    link: str = ""
    also: tuple[str, ...] = ()
    activity: str = ""
    area: str = ""


@dataclass(frozen=True)
class Activity:
    """A key activity with its items. `definition` says of several items together when they are a 4."""

    name: str
    items: tuple[Item, ...]
    definition: str = ""
    link: str = ""
    also: tuple[str, ...] = ()
    area: str = ""

    @property
    def whole(self) -> Item:
        """The activity rated as one: its only item, or one that stands for all of them."""
        if len(self.items) == 1:
            return self.items[0]
        told = self.definition or " ".join(each.definition for each in self.items)
        return Item(self.name, told, link=self.link, also=self.also, activity=self.name, area=self.area)


@dataclass(frozen=True)
class Area:
    """A focus area. `stage` is today's word for it beside PDSA; `asked` the phase in which it is rated at the end."""

    name: str
    activities: tuple[Activity, ...]
    stage: str = ""
    asked: Phase = Phase.STUDY
    link: str = ""
    also: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for activity in self.activities for item in activity.items)


@dataclass(frozen=True)
class Framework:
    """Focus areas in their order. `levels` say what 1, 2, 3 and 4 mean wherever an item says nothing of its own."""

    name: str
    areas: tuple[Area, ...]
    levels: tuple[str, ...]
    also: tuple[str, ...] = ()
    link: str = ""
    _known: dict[str, Item] = field(default_factory=dict, compare=False, repr=False)

    @property
    def activities(self) -> tuple[Activity, ...]:
        return tuple(activity for area in self.areas for activity in area.activities)

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for area in self.areas for item in area.items)

    @property
    def titles(self) -> frozenset[str]:
        """Its items' titles, as names are compared."""
        return frozenset(name_key(item.title) for item in self.items)

    def item(self, text: str) -> Item | None:
        """What a text means: an item by its title, else an activity by its name, else either by another name of it."""
        if not self._known:
            self._known.update(_index(self))
        return self._known.get(name_key(text))

    def activity(self, text: str) -> Activity | None:
        """The key activity that a text names, or whose item it names."""
        found = self.item(text)
        return next((each for each in self.activities if each.name == found.activity), None) if found else None

    def area(self, name: str) -> Area | None:
        wanted = name_key(name)
        return next((a for a in self.areas if wanted in {name_key(each) for each in (a.name, *a.also)}), None)

    def not_in(self, texts: Iterable[str]) -> tuple[Activity, ...]:
        """The key activities that none of these texts (of a plan's goals, say) speaks of."""
        spoken = {found.name for text in texts if (found := self.activity(text))}
        return tuple(each for each in self.activities if each.name not in spoken)

    def meaning(self, item: Item | None, level: int) -> str:
        """What a level means for an item."""
        return item.levels[level - 1] if item and item.levels else self.levels[level - 1]

    def with_item(self, title: str, new: Item) -> "Framework":
        """The framework with one item changed. Its old title stays one of its names, so that old ratings are found."""

        def changed(item: Item) -> Item:
            if item.title != title:
                return item
            names = (*item.also, item.title) if new.title != item.title else item.also
            also = tuple(dict.fromkeys(name for name in names if name != new.title))
            return replace(item, title=new.title, definition=new.definition, levels=new.levels, also=also)

        areas = tuple(
            replace(area, activities=tuple(replace(a, items=tuple(map(changed, a.items))) for a in area.activities))
            for area in self.areas
        )
        return replace(self, areas=areas, _known={})


def name_key(text: str) -> str:
    """What the spellings of one name have in common: letters and figures alone, "&" read as "and"."""
    return "".join(letter for letter in normalize("NFKC", text).casefold().replace("&", " and ") if letter.isalnum())


def _index(framework: Framework) -> dict[str, Item]:
    """Every name, the nearer ones winning: titles, then activities, then other names of items and of activities."""
    named: list[tuple[str, Item]] = [(item.title, item) for item in framework.items]
    named += [(activity.name, activity.whole) for activity in framework.activities]
    named += [(name, item) for item in framework.items for name in item.also]
    named += [(name, activity.whole) for activity in framework.activities for name in activity.also]
    items_by_name: dict[str, Item] = {}
    for name, item in named:
        items_by_name.setdefault(name_key(name), item)
    return items_by_name


@dataclass(frozen=True)
class ActivityChange:
    """What became of an activity from the older to the newer framework: `same`, `renamed` or `removed`.

    `to` names the activities that hold its content now; `note` says where that went.
    """

    activity: str
    change: str
    to: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class GuidanceStage:
    """A word of today's guidance beside the phases of PDSA, and the question that it asks."""

    word: str
    phases: tuple[Phase, ...]
    question: str


@dataclass(frozen=True)
class Crosswalk:
    """How one framework became another."""

    older: str
    newer: str
    changes: tuple[ActivityChange, ...]
    stages: tuple[GuidanceStage, ...]


@dataclass(frozen=True)
class Counterpart:
    """What stands in another framework for something of this one; `item` is None where nothing does."""

    item: Item | None
    change: str = "same"
    note: str = ""


def counterpart(text: str, here: Framework, there: Framework, crosswalk: Crosswalk) -> Counterpart:
    """What `text`, a name of `here`, is in `there`: by the crosswalk in either direction, else by its name.

    A removed activity has no counterpart of its own: nothing is compared with it, and its note says where it went.
    """
    item = here.item(text)
    if item is None or here.name == there.name:
        other = there.item(text)
        return Counterpart(other, "same" if other else "unknown")
    for change in crosswalk.changes:
        old, new = name_key(change.activity), [name_key(name) for name in change.to]
        mine = name_key(item.activity)
        if mine == old and there.name == crosswalk.newer:
            return Counterpart(
                None if change.change == "removed" else there.item(change.to[0]), change.change, change.note
            )
        if change.change == "renamed" and mine in new and there.name == crosswalk.older:
            return Counterpart(there.item(change.activity), change.change, change.note)
    other = next((known for name in (item.title, *item.also, item.activity) if (known := there.item(name))), None)
    return Counterpart(other, "same" if other else "unknown")
