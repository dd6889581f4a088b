"""What an import changes: cell by cell beside what stands here and what the last file said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pdsa.calendar import DayOff
from pdsa.cycle import Cycle, Phases
from pdsa.goals import Amendment, Link
from pdsa.logic import Element, Stage
from pdsa.measures import Observation, Rating
from pdsa.people import Role
from pdsa.plan import Plan, PlanMember
from pdsa.plan_merge import (
    ImportedSheets,
    LeftOut,
    PlanRows,
    PlanYear,
    cells,
    changed,
    merged,
    merged_year,
    named_days,
    phases_for,
    slot,
    to_write,
    vanished,
    year_of,
)
from tests.pdsa.riverbend_year import CYCLE, GOALS, STRATEGIES, YEAR, calm, evenings, workshops

ONE_DAY = timedelta(days=1)
TEAM = PlanMember("Ana-Lucía Peña", "al.pena@riverbend.example", Role.MEMBER, "District SEL team")
FIGURE = Observation("Referrals", date(2026, 10, 2), 4.0, 800)
RATING = Rating("Professional Learning", 1, 3)
OUTPUT = Element("L1", Stage.OUTPUT, "Forty workshops", leads_to=("G7",))
LINK = Link("G2", "G7")
PLAN = Plan(
    district=CYCLE.district,
    school_year=CYCLE.label,
    zone=CYCLE.zone,
    first_day=YEAR.first_day,
    last_day=YEAR.last_day,
    framework=CYCLE.framework,
    commitment=CYCLE.commitment,
    minimum_group=CYCLE.minimum_group,
    channels=CYCLE.channels,
    days_off=YEAR.days_off,
    team=(TEAM,),
    goals=GOALS,
    strategies=STRATEGIES,
    links=(LINK,),
    observations=(FIGURE,),
    ratings=(RATING,),
    elements=(OUTPUT,),
)
LAST = ImportedSheets.of(PLAN)
HERE = PlanRows((TEAM,), GOALS, STRATEGIES, frozenset({LINK}), (OUTPUT,), (FIGURE,), (RATING,))
STARTED = replace(CYCLE, started_at=datetime(2026, 8, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("label", "first_day", "last_day", "current", "today", "year"),
    [
        ("2026-27", YEAR.first_day, YEAR.last_day, None, YEAR.first_day, PlanYear.NEW),
        ("2026-27", YEAR.first_day, YEAR.last_day, CYCLE, YEAR.first_day, PlanYear.CURRENT),
        ("2026/27", YEAR.first_day, YEAR.last_day, CYCLE, YEAR.first_day, PlanYear.RENAMED),
        ("2026/27", YEAR.last_day, YEAR.last_day + 300 * ONE_DAY, CYCLE, YEAR.first_day, PlanYear.RENAMED),
        ("2026/27", YEAR.first_day - 300 * ONE_DAY, YEAR.first_day, CYCLE, YEAR.first_day, PlanYear.RENAMED),
        ("2025-26", YEAR.first_day, YEAR.last_day, CYCLE, YEAR.first_day, PlanYear.MISNAMED),
        ("2025-26", date(2025, 8, 18), YEAR.first_day - ONE_DAY, CYCLE, YEAR.first_day, PlanYear.PAST),
        ("2027-28", YEAR.last_day + ONE_DAY, date(2028, 6, 2), CYCLE, YEAR.first_day, PlanYear.NEW),
        ("2027-28", YEAR.last_day + ONE_DAY, date(2028, 6, 2), STARTED, YEAR.last_day, PlanYear.EARLY),
        ("2027-28", YEAR.last_day + ONE_DAY, date(2028, 6, 2), STARTED, YEAR.last_day + ONE_DAY, PlanYear.NEW),
    ],
)
def test_which_year_a_plan_is_about(
    label: str, first_day: date, last_day: date, current: Cycle | None, today: date, year: PlanYear
) -> None:
    plan = replace(PLAN, school_year=label, first_day=first_day, last_day=last_day)
    assert year_of(plan, current, ["2026-27", "2025-26"], today) is year


@pytest.mark.parametrize(
    ("new", "last", "leave", "changes"),
    [
        ({"title": "A", "where": ""}, None, (), ("title",)),  # no earlier file: what is filled in
        ({"title": "A"}, {"title": "A"}, (), ()),
        ({"title": "B"}, {"title": "A"}, (), ("title",)),
        ({"title": ""}, {"title": "A"}, (), ("title",)),  # emptied in the file
        ({"tags": []}, {"tags": ["x"]}, (), ()),  # a column that the file may lack
        ({"tags": ["y"]}, {"tags": ["x"]}, (), ("tags",)),
        ({"zone": None}, {"zone": "America/Denver"}, (), ("zone",)),
        ({"language": None}, {"language": "es"}, (), ()),
        ({"measure": ""}, {"measure": "A"}, ("measure",), ()),
        ({"measure": "B"}, {"measure": "A"}, ("measure",), ("measure",)),
        ({"target": 0}, {}, (), ("target",)),  # 0 is a number
    ],
)
def test_which_cells_a_file_changes(
    new: dict[str, Any], last: dict[str, Any] | None, leave: tuple[str, ...], changes: tuple[str, ...]
) -> None:
    assert changed(new, last, leave=leave) == changes


def test_a_rows_cells_are_as_json_keeps_them_without_what_no_file_says() -> None:
    row = cells(replace(workshops, amendments=(Amendment("70%", datetime(2026, 10, 1, tzinfo=UTC)),), tags=("x",)))
    assert row["start"] == "2026-09-14"
    assert row["tags"] == ["x"]
    assert not {"amendments", "dropped", "carried_from", "ready_on", "earlier_rhythms", "school"} & row.keys()
    assert "smartie" not in cells(GOALS[0])
    assert cells(GOALS[0])["school"] == ""  # a goal's own
    assert type(cells(TEAM)["role"]) is str
    assert cells({"n": 3}) == {"n": 3}


def test_what_changed_here_stands_until_the_file_says_something_new() -> None:
    here = replace(workshops, title="Workshops after school", where="Library")
    last = cells(workshops)
    assert merged(here, workshops, last) == here
    assert merged(here, replace(workshops, title="Evening workshops"), last).title == "Evening workshops"
    assert merged(here, replace(workshops, title="Evening workshops"), last).where == "Library"
    assert merged(here, workshops, None) == replace(here, title=workshops.title)


def test_the_same_file_again_writes_no_row() -> None:
    assert to_write(PLAN, HERE, LAST) == PlanRows(links=HERE.links, elements=HERE.elements)


def test_a_first_file_writes_everything() -> None:
    assert to_write(PLAN, PlanRows(), None) == HERE


def test_a_first_file_beside_what_was_made_in_chat_fills_in_what_it_knows() -> None:
    here = PlanRows(strategies=(replace(workshops, where="Library", dropped=True),), ratings=(Rating("Else", 2),))
    written = to_write(PLAN, here, None)
    assert written.strategies[0] == replace(workshops, where="Library")
    assert written.ratings == (RATING,)


KEYS = {"team": "email", "ratings": "activity", "observations": "measure"}


def other(code: str, part: str, **values: Any) -> Plan:
    """The plan with one row changed, by its part's name and its code, e-mail, measure or activity."""
    key = KEYS.get(part, "code")
    rows = (replace(row, **values) if getattr(row, key) == code else row for row in getattr(PLAN, part))
    return replace(PLAN, **{part: tuple(rows)})


@pytest.mark.parametrize(
    ("part", "code", "values"),
    [
        ("team", TEAM.email, {"role": Role.LEAD}),
        ("goals", "G7", {"target": 72.0}),
        ("strategies", "S1", {"where": "Gym"}),
        ("observations", "Referrals", {"value": 3.5}),
        ("ratings", "Professional Learning", {"year_end": 2}),
    ],
)
def test_a_changed_cell_writes_that_row_alone(part: str, code: str, values: dict[str, Any]) -> None:
    written = to_write(other(code, part, **values), HERE, LAST)
    rows = getattr(written, part)
    assert [{name: getattr(row, name) for name in values} for row in rows] == [values]
    assert replace(written, **{part: ()}) == to_write(PLAN, HERE, LAST)


@pytest.mark.parametrize("part", ["team", "goals", "strategies"])
def test_a_row_that_is_not_here_is_written_though_the_last_file_had_it(part: str) -> None:
    written = to_write(PLAN, replace(HERE, **{part: ()}), LAST)
    assert getattr(written, part) == getattr(PLAN, part)


def test_a_strategy_that_was_set_aside_comes_back_when_the_file_says_something_new_of_it() -> None:
    here = replace(HERE, strategies=(replace(workshops, dropped=True, measure="Staff"), evenings, calm))
    assert to_write(PLAN, here, LAST).strategies == ()
    written = to_write(other("S1", "strategies", where="Gym"), here, LAST)
    assert written.strategies == (replace(workshops, where="Gym", measure="Staff"),)


def test_a_file_without_weekly_numbers_leaves_those_that_it_had() -> None:
    counted = replace(workshops, measure="Staff")
    last = ImportedSheets.of(replace(PLAN, strategies=(counted, evenings, calm)))
    assert to_write(PLAN, replace(HERE, strategies=(counted, evenings, calm)), last).strategies == ()


def test_links_come_and_go_with_the_file_and_those_of_chat_stay() -> None:
    chat, new = Link("G5", "G8"), Link("G5", "G7")
    here = replace(HERE, links=frozenset({LINK, chat}))
    assert to_write(replace(PLAN, links=(new,)), here, LAST).links == {chat, new}
    assert to_write(replace(PLAN, links=(LINK, new)), replace(HERE, links=frozenset()), LAST).links == {new}
    assert to_write(replace(PLAN, links=()), here, None).links == {LINK, chat}


def test_elements_change_with_the_file_and_what_was_taken_out_in_chat_stays_out() -> None:
    reworded = replace(OUTPUT, words="Fifty workshops")
    assert to_write(PLAN, replace(HERE, elements=()), LAST).elements == ()
    assert to_write(PLAN, replace(HERE, elements=(reworded,)), LAST).elements == (reworded,)
    assert to_write(replace(PLAN, elements=(reworded,)), HERE, LAST).elements == (reworded,)
    assert to_write(replace(PLAN, elements=(reworded,)), replace(HERE, elements=()), LAST).elements == (reworded,)
    chat = Element("L2", Stage.INPUT, "A coach")
    assert to_write(replace(PLAN, elements=()), replace(HERE, elements=(chat,)), LAST).elements == (chat,)


def test_a_year_takes_from_the_file_what_changed_in_it() -> None:
    here = replace(
        STARTED, minimum_group=12, midyear=date(2027, 1, 20), term_ends=(date(2026, 12, 18),), attention=90, follows=7
    )
    same = merged_year(PLAN, here, LAST)
    assert replace(same, id=1) == here
    assert merged_year(replace(PLAN, minimum_group=15), here, LAST).minimum_group == 15
    assert merged_year(PLAN, here, None).minimum_group == 10
    new = merged_year(PLAN, None, None)
    assert replace(new, id=1) == CYCLE


OPEN = DayOff("Day of the Dead", date(2026, 11, 2), date(2026, 11, 2), proposed=True)
LABOR = YEAR.days_off[0]


@pytest.mark.parametrize(
    ("here", "said", "new", "kept"),
    [
        ((), (LABOR,), (LABOR,), ()),  # taken out in chat
        ((replace(LABOR, for_all=False),), (LABOR,), (LABOR,), (replace(LABOR, for_all=False),)),
        ((replace(LABOR, for_all=False),), (OPEN,), (LABOR,), (LABOR,)),  # new in the file
        ((LABOR, OPEN), (LABOR,), (LABOR,), (LABOR, OPEN)),  # made in chat
        ((OPEN,), (), (OPEN,), (replace(OPEN, proposed=False),)),  # what a file says is settled
        ((OPEN,), (OPEN,), (OPEN,), (OPEN,)),
        ((LABOR,), (LABOR,), (), (LABOR,)),  # none is dropped
    ],
)
def test_days_off(
    here: tuple[DayOff, ...], said: tuple[DayOff, ...], new: tuple[DayOff, ...], kept: tuple[DayOff, ...]
) -> None:
    before = replace(CYCLE, year=replace(YEAR, days_off=here))
    last = ImportedSheets.of(replace(PLAN, days_off=said))
    assert merged_year(replace(PLAN, days_off=new), before, last).year.days_off == kept


def test_a_name_may_stand_for_several_days_off() -> None:
    first, second = DayOff("Break", date(2026, 10, 5), date(2026, 10, 6)), DayOff("Break", *2 * (date(2026, 9, 4),))
    days = [["2026-09-04", "2026-09-04", True], ["2026-10-05", "2026-10-06", True]]
    assert named_days((first, second)) == {"Break": days}
    assert slot(FIGURE) == "2026-10-02  Referrals"


def test_phases_that_somebody_chose_stay_while_they_fit() -> None:
    first_day, last_day = YEAR.first_day, YEAR.last_day
    usual = Phases.usual(first_day, last_day)
    chosen = replace(CYCLE, phases=Phases(first_day + ONE_DAY, last_day - ONE_DAY, last_day))
    assert phases_for(None, first_day, last_day) == usual
    assert phases_for(chosen, first_day, last_day) == chosen.phases
    later = first_day + ONE_DAY
    assert phases_for(chosen, later, last_day) == Phases.usual(later, last_day)
    assert phases_for(chosen, first_day, last_day - ONE_DAY) == Phases.usual(first_day, last_day - ONE_DAY)
    assert phases_for(CYCLE, later, last_day) == Phases.usual(later, last_day)


def test_what_stands_here_and_not_in_the_plan() -> None:
    assert vanished(["S3", "S1", "S2"], ["S1"]) == ("S3", "S2")


def test_leads_are_asked_about_what_a_file_once_had() -> None:
    gone = LeftOut(("G2",), ("S1", "S9"), (TEAM.email,))  # S9 was made in chat
    asked = LeftOut().after_import(gone, LAST)
    assert asked == LeftOut(("G2",), ("S1",), (TEAM.email,))
    assert len(asked) == 3
    assert LeftOut().after_import(gone, None) == LeftOut()
    later = replace(LAST, goals={}, strategies={}, people={})
    assert asked.after_import(gone, later) == asked  # still open from an earlier file
    assert asked.after_import(LeftOut(), later) == LeftOut()


def test_what_a_lead_settled_is_not_asked_again_while_it_is_left_out() -> None:
    gone = LeftOut(("G2",), ("S1",), (TEAM.email,))
    stays = gone.settled("strategy", "S1", kept=True)
    assert stays == LeftOut(("G2",), (), (TEAM.email,), ("strategy:S1",))
    assert stays.settled("strategy", "S1", kept=True) == stays
    assert stays.after_import(gone, LAST) == stays
    assert stays.after_import(LeftOut(("G2",)), LAST) == LeftOut(("G2",))
    assert gone.settled("goal", "G2", kept=False) == LeftOut((), ("S1",), (TEAM.email,))
    assert gone.settled("person", TEAM.email, kept=True).kept == (f"person:{TEAM.email}",)
