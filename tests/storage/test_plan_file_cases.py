"""The plans among the cases, as an import and as a file sent in chat: what each must give."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from pdsa.plan import Plan
from pdsa.zones import USUAL_ZONES
from storage.files.incoming_file import Unread, read_inside
from storage.files.sheets.cell_problems import sentence
from storage.files.sheets.plan_reading import read
from storage.files.sheets.workbook_contents import WorkbookReading
from storage.importing import bring_in
from tests.databases import Database
from tests.storage.files.workbooks import cell, changed

CASES = Path(__file__).parents[1] / "cases"
ANA, KOFI = "al.pena@riverbend.example", "k.mensah@riverbend.example"


def reading_of(name: str) -> WorkbookReading:
    """What the file holds; sent in chat it is the same."""
    data = (CASES / name).read_bytes()
    reading = read(data)
    assert read_inside(name, data) == reading
    return reading


def plan_in(name: str) -> Plan:
    reading = reading_of(name)
    assert [sentence(each) for each in reading.problems] == []
    assert reading.plan is not None
    return reading.plan


def refused(reading: WorkbookReading) -> str:
    assert reading.plan is None
    (problem,) = reading.problems
    return sentence(problem)


@pytest.fixture(scope="module")
def example() -> Plan:
    reading = read(changed(lambda book: None))
    assert reading.plan is not None
    return as_in_the_cases(reading.plan)


def as_in_the_cases(plan: Plan) -> Plan:
    """The plan without what the example has got since the cases were made of it."""
    return replace(plan, strategies=tuple(replace(each, rhythm="") for each in plan.strategies))


def test_a_literal_per_cent_sign_multiplies_nothing(example: Plan) -> None:
    plan = plan_in("plan-percent-literal.xlsx")
    assert [(each.baseline, each.target) for each in plan.goals if each.code == "G6"] == [(54, 70)]
    assert plan == example


def test_a_zone_that_is_no_regions_is_refused_with_the_region_meant() -> None:
    told = refused(reading_of("plan-zone-est.xlsx"))
    assert told.startswith("Sheet “District”, row 4, “Time zone”: I found “EST”. Did you mean America/New_York?")


MOUNTAIN = ["America/Denver", "America/Phoenix"]
MEANT = {"EST": ["America/New_York"], "ET": ["America/New_York"], "MST": ["America/Denver", "America/Phoenix"],
         "MT": ["America/Denver", "America/Phoenix"], "Central European Time": ["Europe/Berlin"]}  # fmt: skip


@pytest.mark.parametrize("said", [*(CASES / "zones.txt").read_text().split("\n"), "PT", "CT", "AKT", "Etc/GMT+7"])
@pytest.mark.parametrize("place", [("District", "B4"), ("Team", "E5")], ids=["the district", "a person"])
def test_zones_of_the_list_are_refused_for_the_district_and_for_people(said: str, place: tuple[str, str]) -> None:
    if not said.strip():
        return
    refusal = refused(read(changed(cell(*place, said))))
    offered = MEANT.get(said) or [each for each in USUAL_ZONES if each in refusal]
    assert offered
    assert all(each in refusal for each in offered)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("(UTC-07:00) Mountain Time (US & Canada)", MOUNTAIN), ("(UTC-07:00) Arizona", ["America/Phoenix"]),
     ("(GMT-07:00) Mountain Time - Denver", ["America/Denver"]), ("GMT-05:00 Eastern Time", ["America/New_York"]),
     ("Mtn", MOUNTAIN), ("Indiana", ["America/Indiana/Indianapolis"]), ("US/Mountain", ["America/Denver"]),
     ("posix/America/Denver", ["America/Denver"]), ("Zulu", list(USUAL_ZONES))],
)  # fmt: skip
def test_zones_by_the_names_that_programs_give_them(said: str, meant: list[str]) -> None:
    told = refused(read(changed(cell("District", "B4", said))))
    assert [each for each in (*USUAL_ZONES, "America/Indiana/Indianapolis", "Indian/Mahe") if each in told] == meant


@pytest.mark.parametrize("zone", ["America/Phoenix", "Pacific/Honolulu"])
def test_regions_without_summer_time_pass(zone: str) -> None:
    for place in (("District", "B4"), ("Team", "E5")):
        assert read(changed(cell(*place, zone))).plan is not None


async def test_last_name_first_is_one_person_who_is_greeted_by_the_first_name(database: Database) -> None:
    reading = reading_of("plan-last-first.xlsx")
    assert "Sheet “Team”, row 6: I turned “Peña, Ana-Lucía” into “Ana-Lucía Peña”, as people are greeted." in (
        reading.notes
    )
    plan = plan_in("plan-last-first.xlsx")
    assert [each.owner for each in plan.strategies if each.code == "S1"] == [ANA]
    async with database.store() as store:
        await bring_in(store, plan)
        ana = await store.people.by_email(ANA)
        assert ana is not None
        assert (ana.name, ana.first_name) == ("Ana-Lucía Peña", "Ana-Lucía")
    for said in ("Ana-Lucía Peña", "Peña, Ana-Lucía", "peña,  ana‑lucía"):
        owned = read(changed(cell("Action plan", "D2", said))).plan
        assert owned is not None
        assert owned.strategies[0].owner == ANA


@pytest.mark.parametrize("name", ["plan-date-two-digit-year.xlsx", "plan-date-nbhyphen.xlsx", "numbers-export.xlsx"])
def test_a_plan_that_is_the_example_in_other_signs(name: str, example: Plan) -> None:
    plan = plan_in(name)
    assert plan.strategies[0].start == date(2026, 9, 14)
    assert plan == example


@pytest.mark.parametrize(
    "title",
    ["{} - Table 1", "{} – Tabla 1", "{} - Table 1-1", "{}-Cuadro 2", "Sheet 1 - {}", "Hoja 1 - {}", "{} (2)",
     "Copy of {}", "{} - 表格 1"],
)  # fmt: skip
def test_sheets_are_found_by_the_names_that_programs_give_them(title: str, example: Plan) -> None:
    def rename(book: Workbook) -> None:
        for page in book.worksheets:
            page.title = title.format(page.title)

    reading = read_inside("plan.xlsx", changed(rename))
    assert isinstance(reading, WorkbookReading)
    assert reading.plan is not None
    assert as_in_the_cases(reading.plan) == example


async def test_curly_quotes_make_no_second_measure(database: Database) -> None:
    plan = plan_in("curly-measure.xlsx")
    named = {each.measure for each in plan.observations} | {each.measure for each in plan.goals}
    assert [each for each in named if "sense of belonging" in each] == ["Students' sense of belonging"]
    async with database.store() as opened:
        store = opened.year((await bring_in(opened, plan)).cycle)
        kept = await store.plans.observations(date(2026, 9, 1))
    assert {each.measure for each in kept} == {"Students' sense of belonging"}


def test_strict_open_xml_is_said_by_its_name() -> None:
    refusal = refused(read((CASES / "plan-strict.xlsx").read_bytes()))
    assert "Strict Open XML" in refusal
    assert "save as Excel Workbook (.xlsx)" in refusal
    sent = read_inside("plan-strict.xlsx", (CASES / "plan-strict.xlsx").read_bytes())
    assert isinstance(sent, Unread)
    assert sent.sentence == refusal


def test_the_first_of_two_owners_owns_and_the_second_helps(example: Plan) -> None:
    plan, notes = plan_in("two-owners.xlsx"), reading_of("two-owners.xlsx").notes
    first = plan.strategies[0]
    assert first.owner == ANA
    assert first.partners == "Regional service center; Kofi Mensah (helping)"
    assert replace(first, partners=example.strategies[0].partners) == example.strategies[0]
    (note,) = [each for each in notes if "Kofi Mensah" in each]
    assert "row 2" in note
    assert "Ana-Lucía Peña" in note


OWNERS = {
    f"{ANA}, {KOFI}": "Kofi Mensah (helping)",
    f"{ANA};{KOFI}": "Kofi Mensah (helping)",
    f"{ANA} / {KOFI}\n": "Kofi Mensah (helping)",
    "Ana-Lucía Peña & Kofi Mensah": "Kofi Mensah (helping)",
    "Ana-Lucía Peña and Kofi Mensah": "Kofi Mensah (helping)",
    "Peña, Ana-Lucía; Mensah, Kofi": "Kofi Mensah (helping)",
    "Peña, Ana-Lucía, Mensah, Kofi": "Kofi Mensah (helping)",
    f"Ana-Lucía Peña <{ANA}>, Kofi Mensah <{KOFI}>": "Kofi Mensah (helping)",
    "Ana-Lucía Peña (lead), Kofi Mensah (support), Wei Chen": "Kofi Mensah (helping); Wei Chen (helping)",
    "Ana-Lucía Peña, the counselors": "the counselors (helping)",
    f"{ANA}\n{KOFI}": "Kofi Mensah (helping)",
    f"{ANA} {KOFI}": "Kofi Mensah (helping)",
    f"Ana-Lucía Peña ({ANA})\nKofi Mensah ({KOFI})": "Kofi Mensah (helping)",
    "Lead: Ana-Lucía Peña; support: Kofi Mensah": "Kofi Mensah (helping)",
    "Ana-Lucía Peña w/ Kofi Mensah": "Kofi Mensah (helping)",
    f"Ana-Lucía Peña - {ANA}": "",
    "@Ana-Lucía Peña": "",
    f"{ANA}, Ana-Lucía Peña": "",
    "Peña, Ana-Lucía": "",
}


@pytest.mark.parametrize(("said", "helping"), OWNERS.items())
def test_several_people_in_an_owners_cell(said: str, helping: str) -> None:
    plan = read(changed(cell("Action plan", "D2", said))).plan
    assert plan is not None
    assert plan.strategies[0].owner == ANA
    assert plan.strategies[0].partners == "; ".join(filter(None, ["Regional service center", helping]))


def test_a_channels_link_is_refused_before_the_first_monday() -> None:
    refusal = refused(reading_of("plan-channel-link.xlsx"))
    assert "“Team channel”" in refusal
    assert "That is a link: write the channel's name as it stands in chat, such as #sel-team." in refusal
