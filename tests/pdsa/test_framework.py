"""The frameworks as data: what they hold, what their names mean, and how the old compares with the new."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pdsa.cycle import Phase
from pdsa.framework import Activity, Area, Framework, Item, counterpart
from pdsa.framework_file import (
    COLUMNS,
    MOST_ITEMS,
    builtin,
    builtin_links,
    content_of,
    crosswalk,
    framework_from,
    framework_from_table,
    framework_of,
    is_usable,
    names_items,
)
from pdsa.plan import Plan

NEW, OLD = builtin()
HEADERS = ("Focus area", "Key activity", "Item", "Definition")


def titles(text: str, framework: Framework = OLD) -> str:
    found = framework.item(text)
    return found.title if found else ""


def test_sixteen_and_fourteen_activities_in_four_areas() -> None:
    assert (len(OLD.activities), len(NEW.activities)) == (16, 14)
    for framework in builtin():
        assert [len(area.activities) for area in framework.areas][:3] == [4, 4, 4]
        assert len(framework.levels) == 4
        assert all(item.definition.endswith(".") and item.link.startswith("https://") for item in framework.items)
        assert len({item.title for item in framework.items}) == len(framework.items)
        assert [area.asked for area in framework.areas] == [Phase.STUDY] * 3 + [Phase.ACT]


@pytest.mark.parametrize(
    ("said", "activity"),
    [
        ("Professional Learning", "Professional Learning"),
        (" professional  learning", "Professional Learning"),
        ("(Staff) Trust, Community & Efficacy", "Staff Trust, Community, and Efficacy"),
        ("Organizational Structure", "Collaboration"),
        ("A program of learning for staff", "Professional Learning"),
        ("Practice of something else", ""),
        ("", ""),
        ("中文", ""),
    ],
)
def test_any_spelling_names_an_activity(said: str, activity: str) -> None:
    found = OLD.activity(said)
    assert (found.name if found else "") == activity


def test_the_activities_of_the_plan_are_all_known(plan: Plan) -> None:
    framework = framework_of(plan.framework)
    assert framework is OLD
    said = [each.activity for each in plan.ratings]
    assert [framework.activity(each).name for each in said if framework.activity(each)] == said  # type: ignore[union-attr]
    assert len(framework.not_in(said)) == 10


def test_an_activity_of_several_items_can_be_rated_as_one() -> None:
    assert titles("Shared Vision and Plan") == "Shared Vision and Plan"
    assert titles("Assess SEL needs and resources") == "We know our needs and resources"
    assert [each.activity for each in OLD.items].count("Shared Vision and Plan") == 3


@pytest.mark.parametrize(
    ("name", "framework"),
    [
        ("", NEW),
        ("CASEL District Framework, 16 key activities", OLD),
        ("casel framework (16 activities)", OLD),
        ("14", NEW),
        ("Our own of 2026", NEW),
    ],
)
def test_a_name_in_a_plan_leads_to_a_framework(name: str, framework: Framework) -> None:
    assert framework_of(name) is framework


def test_the_districts_own_wins() -> None:
    mine = replace(OLD, link="mine")
    assert framework_of(OLD.name, [mine]) is mine
    assert framework_of("16", [mine]) is mine


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("Professional Learning", "Professional Learning", "same"),
        ("Shared Vision and Plan", "Shared Vision and Plan", "same"),
        ("Collaboration", "Organizational Structure", "renamed"),
        ("Data Reporting and Reflecting (STUDY)", "Reflect on Progress Toward Annual SEL Goals", "renamed"),
        ("Share with Stakeholders and Take Action", "Make Improvements to the Action Plan", "renamed"),
        ("Planning for Improvement", "", "removed"),
        ("Documenting Implementation and Outcomes", "", "removed"),
        ("Something of our own", "", "unknown"),
    ],
)
def test_what_became_of_what(old: str, new: str, change: str) -> None:
    successor = counterpart(old, OLD, NEW, crosswalk())
    assert (successor.item.activity if successor.item else "", successor.change) == (new, change)
    assert bool(successor.note) == (change in ("renamed", "removed"))
    if new:
        back = counterpart(new, NEW, OLD, crosswalk())
        assert back.item == OLD.item(old)


def test_every_change_names_what_is_there() -> None:
    for change in crosswalk().changes:
        assert OLD.activity(change.activity) or OLD.area(change.activity)
        assert all(NEW.activity(name) or NEW.area(name) for name in change.to)


def test_the_words_of_today_stand_beside_every_phase() -> None:
    words = {phase: each.word for each in crosswalk().stages for phase in each.phases}
    assert [words[phase] for phase in Phase] == ["Organize", "Implement", "Improve", "Improve"]
    assert {area.stage for area in NEW.areas} == {each.word for each in crosswalk().stages}


@pytest.mark.parametrize("framework", builtin(), ids=["14", "16"])
def test_a_framework_goes_out_and_comes_back_the_same(framework: Framework) -> None:
    assert framework_from(content_of(framework)) == framework


def test_a_table_may_leave_out_what_stands_above() -> None:
    rows = [("One", "First", "A", "Done."), ("", "", "B", ""), ("Two", "", "C", ""), ("", "", "", "")]
    framework = framework_from_table(HEADERS, rows, name="Ours", like=NEW).framework
    assert framework is not None
    assert [(i.area, i.activity, i.title) for i in framework.items] == [
        ("One", "First", "A"), ("One", "First", "B"), ("Two", "C", "C"),
    ]  # fmt: skip
    assert framework.levels == NEW.levels


def test_what_takes_the_place_of_an_item_is_compared_with_it() -> None:
    rows = [
        ("One", "", "Joy at work", "", "Adults grow their own SEL"),
        ("", "", "Rest", "", "Central Office Expertise; Something of ours"),
        ("", "", "New here", "", ""),
    ]
    framework = framework_from_table((*HEADERS, "Formerly"), rows, name="Ours", like=OLD).framework
    assert framework is not None
    for before, now in (("Adult SEL and Cultural Competence", "Joy at work"), ("Central Office Expertise", "Rest")):
        there = counterpart(before, OLD, framework, crosswalk()).item
        assert there is not None
        assert there.title == now
        assert counterpart(now, framework, OLD, crosswalk()).item == OLD.item(before)
    assert counterpart("New here", framework, OLD, crosswalk()).item is None
    again = framework_from_table((*HEADERS, "Formerly"), rows, name="Ours", like=framework).framework
    assert again == framework


@pytest.mark.parametrize(
    ("headers", "rows", "problem"),
    [
        (("Item",), [("A",)], "I need a column called Focus area; I found Item"),
        ((), [], "I need a column called Focus area and Item; I found -"),
        (HEADERS, [], "has no rows"),
        (HEADERS, [("One", "", "", "x")], "Row 2 names no item"),
        (HEADERS, [("", "", "A", "")], "Row 2 names no focus area"),
        (HEADERS, [("One", "", "!!", "")], "Row 2: an item's name needs letters"),
        (HEADERS, [("One", "", "A", ""), ("", "", "a.", "")], "Rows 2 and 3 have the same item"),
        (HEADERS, [("One", "", "A" * 301, "")], "more than 300 characters"),
        (HEADERS, [("One", "", "A", "x" * 2001)], "more than 2000 characters"),
        ((*HEADERS, "Level 1"), [("One", "", "A", "", "Nothing")], "describe all four, or none"),
        (HEADERS, [("One", "", f"A{n}", "") for n in range(MOST_ITEMS + 1)], "I can take 200"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_in_sentences(
    headers: tuple[str, ...], rows: list[tuple[str, ...]], problem: str
) -> None:
    reading = framework_from_table(headers, rows, name="Ours", like=NEW)
    assert reading.framework is None
    assert problem in " ".join(reading.problems)


@settings(max_examples=50)
@given(some.lists(some.text(max_size=12), max_size=9), some.lists(some.lists(some.text(max_size=12), max_size=9)))
def test_any_table_gives_a_framework_or_says_why_not(headers: list[str], rows: list[list[str]]) -> None:
    names = [*headers, *(each[0] for each in COLUMNS.values())][-9:]
    reading = framework_from_table(names, rows, name="Ours", like=NEW)
    assert (reading.framework is None) == bool(reading.problems)
    if reading.framework:
        for item in reading.framework.items:
            assert reading.framework.item(item.title) == item


def test_a_changed_item_keeps_its_old_title_as_a_name() -> None:
    levels = ("a", "b", "c", "d")
    changed = OLD.with_item("Clear aims for every grade", Item("Aims", "All know them.", levels))
    item = changed.item("Clear aims for every grade")
    assert item is not None
    assert (item.title, item.definition, item.activity) == ("Aims", "All know them.", "SEL Standards")
    assert changed.item("SEL Standards") == item
    assert changed.meaning(item, 2) == "b"
    assert changed.meaning(None, 2) == OLD.levels[1]
    back = changed.with_item("Aims", Item("Clear aims for every grade", "x"))
    assert titles("Aims", back) == "Clear aims for every grade"
    assert titles("SEL Standards") == "Clear aims for every grade"


LEVEL_NAMES = ("not yet", "begun", "mostly", "everywhere")
GREET = Item("Greeting", "Adults greet", LEVEL_NAMES, "greet.example", ("Hello",), "Climate", "Build")
MEET = Item("Meeting", "Staff meet", (), "climate.example", (), "Climate", "Build")
BEFORE = Framework(
    "Ours",
    (
        Area(
            "Build",
            (Activity("Climate", (GREET, MEET), "Warm", "climate.example", ("Mood",), "Build"),),
            "Organize",
            Phase.ACT,
            "build.example",
            ("Base",),
        ),
    ),
    LEVEL_NAMES,
    ("Us",),
    "ours.example",
)
ALL_HEADERS = ("Section", "Activity", "Title", "Description", "1", "2", "3", "4", "Address", "Old name")


def taken_from(*rows: tuple[str, ...], name: str = "Ours") -> Framework:
    framework = framework_from_table(ALL_HEADERS, rows, name=name, like=BEFORE).framework
    assert framework is not None
    return framework


def test_what_a_table_leaves_open_stays_as_it_was() -> None:
    framework = taken_from(("Build", "climate", "Greeting"))
    (area,) = framework.areas
    (activity,) = area.activities
    assert (framework.levels, framework.also, framework.link) == (LEVEL_NAMES, ("Us",), "ours.example")
    assert (area.stage, area.asked, area.link, area.also) == ("Organize", Phase.ACT, "build.example", ("Base",))
    assert (activity.definition, activity.link, activity.also, activity.area) == (
        "Warm", "climate.example", ("Mood",), "Build",
    )  # fmt: skip
    assert activity.items == (Item("Greeting", "", (), "greet.example", ("Hello",), "climate", "Build"),)


def test_another_framework_has_its_own_name_alone_and_what_is_new_in_it_is_asked_in_study() -> None:
    framework = taken_from(("Lead", "Vision", "A plan"), name="Another")
    (area,) = framework.areas
    assert (framework.name, framework.also) == ("Another", ())
    assert (area.stage, area.asked, area.link, area.also) == ("", Phase.STUDY, "", ())
    (activity,) = area.activities
    assert activity == Activity("Vision", (Item("A plan", "", (), "", (), "Vision", "Lead"),), "", "", (), "Lead")


@pytest.mark.parametrize(
    ("row", "item"),
    [
        (
            ("Build", "Climate", "Greeting", "All do", *"abcd", "new.example"),
            Item("Greeting", "All do", tuple("abcd"), "new.example", ("Hello",), "Climate", "Build"),
        ),
        (
            ("Build", "Climate", "Rest", "", "", "", "", "", "", "Greeting; Naps"),
            Item("Rest", "", (), "climate.example", ("Greeting", "Hello", "Naps"), "Climate", "Build"),
        ),
        (
            ("Build", "Climate", "Meeting", "", "", "", "", "", "", "meeting; Talks"),
            Item("Meeting", "", (), "climate.example", ("Talks",), "Climate", "Build"),
        ),
    ],
    ids=["what the table says", "what it takes the place of", "its own name is no other one"],
)
def test_an_item_of_a_table(row: tuple[str, ...], item: Item) -> None:
    assert taken_from(row).areas[0].activities[0].items == (item,)


@pytest.mark.parametrize(
    ("headers", "names"),
    [
        (("Focus area", "Item"), True),
        (("notes", "DOMAIN", "Indicator"), True),
        (("Item", "Definition"), False),
        (("Date", "Value"), False),
        ((), False),
    ],
)
def test_a_table_of_a_rubric_has_areas_and_items(headers: tuple[str, ...], names: bool) -> None:
    assert names_items(headers) is names


@pytest.mark.parametrize(
    ("titles", "usable"),
    [
        (["Greeting"], True),
        ([f"Item {n}" for n in range(MOST_ITEMS)], True),
        ([f"Item {n}" for n in range(MOST_ITEMS + 1)], False),
        ([], False),
        (["Greeting", "greeting"], False),
    ],
    ids=["one", "as many as can be rated", "too many", "none", "one twice"],
)
def test_a_framework_can_be_used_if_its_items_can_be_rated_and_told_apart(titles: list[str], usable: bool) -> None:
    items = tuple(replace(GREET, title=title) for title in titles)
    area = Area("Build", (Activity("Climate", items, area="Build"),))
    assert is_usable(replace(BEFORE, areas=(area,))) is usable


def test_ours_are_read_from_the_package() -> None:
    read = builtin.__wrapped__()
    assert read == (NEW, OLD)
    assert crosswalk.__wrapped__() == crosswalk()
    assert all(link.startswith("https://") for link in builtin_links())
    least = {"name": "Least", "levels": list(LEVEL_NAMES), "areas": [
        {"name": "Build", "activities": [{"name": "Climate", "items": [{"title": "Greeting"}]}]}
    ]}  # fmt: skip
    area = Area("Build", (Activity("Climate", (Item("Greeting", activity="Climate", area="Build"),), area="Build"),))
    assert framework_from(least) == Framework("Least", (area,), LEVEL_NAMES)
