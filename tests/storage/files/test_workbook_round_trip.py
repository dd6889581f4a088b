"""What is written can be read again, word for word, and nothing that people wrote comes alive in the workbook."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pdsa.calendar import DayOff
from pdsa.checkin import CheckIn, Went
from pdsa.circumstances import Circumstance, ContextChange
from pdsa.communication_plan import Audience
from pdsa.cycle import Channels
from pdsa.decisions import Decision, Path, Triad
from pdsa.goals import Amendment, Goal, GoalKind, Link, Strategy
from pdsa.logic import Element, Stage
from pdsa.measures import Observation, Rating
from pdsa.names import as_spoken
from pdsa.parked_goals import Parked
from pdsa.people import Role
from pdsa.plan import Plan, PlanMember
from pdsa.reflection import Held, Reflection
from pdsa.rubric_ratings import RubricLine
from pdsa.small_cycle import SmallCycle
from pdsa.voice_entries import Speaker, Voice, VoiceKind
from storage.files.child import Child
from storage.files.sheets import columns, guidance
from storage.files.sheets.cell_problems import sentence
from storage.files.sheets.cells import clean
from storage.files.sheets.plan_reading import read
from storage.files.sheets.template import template
from storage.files.sheets.workbook_contents import Happened, PostedDigest, PostState
from storage.files.sheets.writing import written
from storage.files.workbook_in_child import example, read_plan, write_plan, write_template
from tests.storage.files.workbooks import saved

HOSTILE = [
    '=HYPERLINK("http://127.0.0.1/","Click")',
    "=1+1",
    "+1 session",
    "-2 sessions",
    "@everyone",
    "=cmd|' /C calc'!A0",
    "#REF!",
    "#N/A",
    "TRUE",
    "2026-09-14",
    "00123",
    "1e5",
    "54%",
    "'quoted",
    "_x0041_ and _x005F_x000D_",
    "<b>&amp;</b>",
    "😀 👩🏽‍🏫 🇳🇿",
    "\u202eright to left\u202c שלום مرحبا",
    "學生說：「有一位大人可以談」",
    "two\nlines\tand a tab",
    "x" * 900,
]


def plan() -> Plan:
    example_plan = read(example()).plan
    assert example_plan is not None
    return example_plan


def again(thing: Plan) -> Plan | None:
    reading = read(written(thing, Happened()))
    assert [sentence(problem) for problem in reading.problems] == []
    return reading.plan


def test_the_example_comes_back_unchanged_and_stays_so():
    once = again(plan())
    assert once == plan()
    assert again(once) == plan()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_word_for_word_and_inert(text: str):
    line = " ".join(text.split())[:200]
    first, *others = plan().strategies
    strategy = replace(
        first, prediction=text, partners=text[:500], resources=line, where=line, title=line, measure=line
    )
    goal = replace(plan().goals[0], statement=text)
    changed = replace(plan(), commitment=text, strategies=(strategy, *others), goals=(goal, *plan().goals[1:]))
    data = written(changed, Happened())
    assert read(data).plan == changed
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f" in sheet.replace(b"<fo", b"") for sheet in sheets)
    cell = load_workbook(io.BytesIO(data))["Action plan"]["G2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))


def test_control_characters_and_half_characters_are_dropped():
    first, *others = plan().strategies
    strategy = replace(first, prediction="\x00One\x07 \ud83dtwo\ufffe\r\nthree\x1b ")
    back = again(replace(plan(), strategies=(strategy, *others)))
    assert back is not None
    assert back.strategies[0].prediction == "One two\nthree"


def prose(most: int) -> st.SearchStrategy[str]:
    return st.text(max_size=most).map(lambda text: clean(text).strip())


def line(most: int, least: int = 0) -> st.SearchStrategy[str]:
    tidy = st.text(max_size=most).map(lambda text: " ".join(clean(text).split()))
    return tidy.filter(lambda text: len(text) >= least)


days = st.dates(date(2026, 8, 17), date(2027, 6, 4))
levels = st.none() | st.integers(1, 4)
figures = st.none() | st.integers(-1000, 1000).map(float) | st.floats(-1e9, 1e9, allow_nan=False, width=32)


@settings(max_examples=12)
@given(data=st.data())
def test_any_plan_comes_back_unchanged(data: Any):
    draw = data.draw
    owner = st.sampled_from(["", "ana@district.example", "bo@district.example"])
    name = line(60, 1).map(as_spoken).filter(bool)
    kinds = dict(zip(("L1", "I1", "O1"), GoalKind, strict=True))
    goals = tuple(
        Goal(
            code,
            kind,
            draw(line(90, 1)),
            "",
            2.0,
            3.5,
            "",
            draw(st.none() | days),
            draw(owner),
            draw(st.sampled_from(["", "L1"])),
            draw(st.sampled_from(["", "The team"])),
        )
        for code, kind in kinds.items()
    )
    strategies = tuple(
        Strategy(
            code=f"S{n}",
            goal=draw(st.sampled_from(list(kinds))),
            title=draw(line(90, 1)),
            owner=draw(owner),
            start=draw(st.none() | days),
            prediction=draw(prose(200)),
            partners=draw(prose(90)),
            where=draw(line(60)),
            measure=draw(line(60)),
            follows=draw(st.sampled_from(["", "S0", "S9"])),
            tags=draw(st.sampled_from([(), ("equity", "planning"), ("SEL partnerships",)])),
        )
        for n in range(draw(st.integers(0, 4)))
    )
    drawn = Plan(
        district=draw(line(90, 1)),
        school_year="2026-27",
        zone="Pacific/Auckland",
        first_day=date(2026, 8, 17),
        last_day=date(2027, 6, 4),
        framework=draw(line(60)),
        commitment=draw(prose(300)),
        minimum_group=draw(st.integers(1, 100)),
        channels=Channels("#a", "", "#c"),
        days_off=tuple(
            DayOff(draw(line(60, 1)), day, day, draw(st.booleans())) for day in draw(st.lists(days, max_size=3))
        ),
        team=(
            PlanMember(draw(name), "ana@district.example", Role.LEAD, "The team"),
            PlanMember(draw(name), "bo@district.example", draw(st.sampled_from([*Role][:6])), "The team", "Asia/Tokyo"),
        ),
        goals=goals,
        strategies=strategies,
        links=(Link("I1", "O1"),) if draw(st.booleans()) else (),
        observations=tuple(
            Observation(
                "A measure",
                day,
                draw(figures.filter(lambda f: f is not None)),
                draw(st.none() | st.integers(0, 9)),
                source=draw(line(60)),
            )
            for day in draw(st.sets(days, max_size=4))
        ),
        ratings=(
            Rating(
                "An item", 1, draw(st.none() | st.integers(1, 4)), None, draw(prose(200)), draw(st.none() | st.just(2))
            ),
        ),
        elements=(
            Element(
                "P1", Stage.INPUT, draw(prose(200).filter(bool)), draw(st.sampled_from([(), ("P2",), ("P2", "O1")]))
            ),
            Element("P2", Stage.OUTPUT, "Visits", (), draw(st.sampled_from([(), ("I1",)]))),
        ),
    )
    assert again(drawn) == drawn


values = st.one_of(
    st.none(),
    st.text(max_size=40).map(clean),
    st.integers(-(10**6), 10**6),
    st.integers(10**15, 10**300),
    st.floats(allow_nan=False),
    st.booleans(),
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 1, 1)),  # noqa: DTZ001 - as workbooks have them
    st.times(),
    st.timedeltas(),
    st.sampled_from(
        [*HOSTILE, "=1/0", "13/13/2026", "mailto:", "@", "ana@", "#", "##", "G1", "Lead", "9" * 400, "-", "%"]
    ),
)


IN_THE_EXAMPLE = [sheet for sheet in columns.SHEETS if sheet is not columns.ELEMENTS]


@settings(max_examples=15)
@given(
    changes=st.lists(
        st.tuples(st.sampled_from(IN_THE_EXAMPLE), st.integers(1, 14), st.integers(1, 11), values), max_size=8
    )
)
def test_whatever_stands_in_the_cells_there_is_an_answer(changes: list[Any]):
    book = load_workbook(io.BytesIO(example()))
    for sheet, row, column, value in changes:
        book[sheet.name].cell(row, column).value = value
    reading = read(saved(book))
    assert (reading.plan is None) == bool(reading.problems)
    for problem in reading.problems:
        assert sentence(problem)
    if reading.plan is not None:
        assert again(reading.plan) == reading.plan


AT = datetime(2026, 10, 1, 20, 30, tzinfo=UTC)


def happened() -> Happened:
    return Happened(
        checkins=(
            CheckIn("S1", date(2026, 10, 1), 7, Went.PARTLY, AT, "=1+1", "+the bus", "", 12.0, late=True),
            CheckIn("S1", date(2026, 10, 8), 99, Went.NOT, AT),
        ),
        reflections=(Reflection("S1", 7, AT, "-2 sessions", Held.PARTLY, "@all", people="Ana"),),
        decisions=(
            Decision(
                1, "S1", Path.OTHER_STRATEGY, "why", "then", "a@b.example", date(2027, 1, 5), 7, AT, "seen", 7, AT
            ),
        ),
        digests=(PostedDigest(AT, "digest-weekly", "#sel-team", PostState.POSTED),),
        members={7: "Maribel Ortega"},
        small_cycles=(SmallCycle("S1.1", "S1", "=try", date(2026, 10, 1), 7, AT, held=Held.YES, act=Triad.ADAPT),),
        contexts=(ContextChange(1, Circumstance.BUDGET, date(2026, 10, 2), "+cut", 7, AT),),
        voices=(Voice(VoiceKind.VOICE, date(2026, 10, 3), "@we like it", 7, AT, Speaker.STUDENTS),),
        audiences=(Audience(1, "The team", "Families", 3, 2, "=core", ("one", "two"), sent_at=AT),),
        parked=(Parked(1, "G3", 7, AT, until=date(2027, 1, 5)),),
        rubric=(RubricLine("An item", None, Rating("An item", 1, 3, 2)),),
    )


def test_the_export_tells_what_happened_and_still_imports():
    first, *others = plan().strategies
    amended = replace(first, amendments=(Amendment("=70%", AT),))
    aside = replace(others[-1], dropped=True)
    whole = replace(plan(), strategies=(amended, *others[:-1], aside))
    data = written(whole, happened())
    book = load_workbook(io.BytesIO(data))
    names = [sheet.name for sheet in columns.SHEETS]
    extra = ["Check-ins", "Reflections", "Decisions", "Digests", "Later predictions", "Set aside"]
    extra += ["PDSA log", "Context changes", "Voices and wins", "Communication plan", "Parked goals", "Rubric status"]
    assert book.sheetnames == names + extra
    local = datetime(2026, 10, 1, 14, 30)  # noqa: DTZ001 - as a workbook has it
    title = first.title
    assert [cell.value for cell in book["Check-ins"][2]] == [
        *(datetime(2026, 10, 1), "Maribel Ortega", "S1", title),  # noqa: DTZ001 - as a workbook has it
        *("partly", "=1+1", "+the bus", None, 12, "yes", local),
    ]
    assert book["Check-ins"]["F2"].data_type == "s"
    assert [cell.value for cell in book["Check-ins"][3]][1:5] == [None, "S1", title, "not this week"]
    assert [cell.value for cell in book["Reflections"][2]][:7] == [
        *(local, "Maribel Ortega", "S1", title, "-2 sessions", "partly", "@all")
    ]
    assert [cell.value for cell in book["Decisions"][2]][3:5] == ["try another way", "adapt"]
    assert [cell.value for cell in book["Digests"][2]] == [local, "weekly note", "#sel-team", "posted"]
    assert [cell.value for cell in book["Later predictions"][2]] == [local, "S1", title, "=70%"]
    assert book["Set aside"]["A2"].value == aside.code
    assert [cell.value for cell in book["PDSA log"][2]][:4] == ["S1.1", "S1", None, "=try"]
    assert book["PDSA log"]["D2"].data_type == "s"
    assert [cell.value for cell in book["Communication plan"][2]][4:6] == ["=core", "one\ntwo"]
    assert [cell.value for cell in book["Rubric status"][2]] == [None, "An item", 1, 3, None, 2, 1, 1, "partly"]
    reading = read(data)
    assert reading.problems == ()
    assert reading.notes == (
        "Not brought in, since I take only the plan of a file: 2 check-ins, 1 reflection, 1 decision, 1 digest, 1 "
        "later prediction, 1 strategy set aside, 1 small try, 1 change around the work, 1 voice or win, 1 line of a "
        "communication plan and 1 parked goal. What of it was kept here before stays as it is.",
    )
    assert reading.plan == replace(whole, strategies=(first, *others[:-1]))


def test_the_export_reads_well():
    book = load_workbook(io.BytesIO(written(plan(), happened())))
    for page in book.worksheets:
        assert page.freeze_panes == "A2"
        assert all(cell.font.bold for cell in page[1])
    assert book["Decisions"].row_dimensions[1].height > 20, "“Adopt, adapt or abandon” takes two lines"
    strategies = book["Action plan"]
    assert strategies["C2"].alignment.wrap_text
    assert (strategies["E2"].number_format, strategies["E2"].is_date) == ("yyyy-mm-dd", True)
    assert [rule.formula1 for rule in book["Team"].data_validations.dataValidation] == [
        '"Lead,Member,Research,Communications,School lead,School member,Supervisor,Observer"'
    ]


def test_the_empty_template_explains_itself_and_is_refused_in_sentences():
    data = template()
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Read me", *(sheet.name for sheet in columns.SHEETS)]
    for sheet in columns.SHEETS:
        assert [cell.value for cell in book[sheet.name][1]] == [column.header for column in sheet.columns]
        assert all(cell.comment for cell in book[sheet.name][1])
    reading = read(data)
    assert [sentence(problem) for problem in reading.problems] == [
        "Sheet “District”, row 2, “District”: I found nothing. Fill it in, under Value.",
        "Sheet “District”, row 3, “School year”: I found nothing. Fill it in, under Value.",
        "Sheet “District”, row 4, “Time zone”: I found nothing. Fill it in, under Value.",
        "Sheet “District”, row 5, “First day of school”: I found nothing. Fill it in, under Value.",
        "Sheet “District”, row 6, “Last day of school”: I found nothing. Fill it in, under Value.",
        "Sheet “Team”: I found nobody. List everybody who takes part, one row each, with at least one Lead.",
    ]


def test_a_template_filled_in_is_a_plan():
    book = load_workbook(io.BytesIO(template()))
    answers = ("Small District", "2026-27", "America/Chicago", date(2026, 8, 17), date(2027, 6, 4))
    for row, answer in enumerate(answers, start=2):
        book["District"].cell(row, 2).value = answer
    for column, value in enumerate(("Ana", "ana@small.example", "Lead", "The team"), start=1):
        book["Team"].cell(2, column).value = value
    filled = read(saved(book)).plan
    assert filled is not None
    assert (filled.minimum_group, filled.team[0].name, filled.channels) == (10, "Ana", Channels())


def test_every_sheet_column_and_field_has_guidance():
    assert list(guidance.ABOUT) == [sheet.name for sheet in columns.SHEETS]
    for sheet in columns.SHEETS:
        assert list(guidance.COLUMNS[sheet.name]) == [column.key for column in sheet.columns]
    assert list(guidance.FIELDS) == [field.key for field in columns.FIELDS]


@pytest.mark.asyncio(loop_scope="module")
async def test_through_the_child(warm: Child):
    data = await write_plan(plan(), happened(), warm)
    assert (await read_plan(data, warm)).plan == plan()
    assert (await read_plan(await write_template(warm), warm)).plan is None


def test_numbers_of_everybody_come_back_as_everybodys_beside_those_of_groups():
    plan = read(example()).plan
    assert plan is not None
    first = plan.observations[0]
    plan = replace(plan, observations=(first, replace(first, group="", day=date(2027, 5, 1))))
    page = load_workbook(io.BytesIO(written(plan, Happened())))["Observations"]
    assert [page.cell(row, 5).value for row in (2, 3)] == [first.group, "everybody"]
    read_back = read(written(plan, Happened())).plan
    assert read_back is not None
    assert read_back.observations == plan.observations
