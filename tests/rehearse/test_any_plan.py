"""Plans unlike Riverbend's: one person, many strategies, no channels, two months, far zones, much still missing."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.rehearse.conftest import EXAMPLE, Year, years

pytestmark = pytest.mark.timeout(300)
FIRST, LAST = date(2026, 8, 17), date(2026, 10, 16)
PEOPLE = (
    ("山田 花子", "hanako@riverbend.example", "Lead", "Asia/Tokyo"),
    ("محمد علي", "ali@riverbend.example", "Member", "Europe/Paris"),
    ("ნინო კაპანაძე", "nino@riverbend.example", "School member", "Asia/Kathmandu"),
    ("Ingrid Ångström", "ingrid@riverbend.example", "Communications", "Pacific/Auckland"),
)


def two_months(book: Any) -> None:
    """The school year ends in October; what lies later goes with it."""
    for row in book["District"].iter_rows(min_row=2):
        row[1].value = {"First day of school": at(FIRST), "Last day of school": at(LAST)}.get(
            row[0].value, row[1].value
        )
    calendar = book["Calendar"]
    calendar.delete_rows(3, calendar.max_row)
    for name in ("Observations", "Rubric", "Logic model"):
        book[name].delete_rows(2, book[name].max_row)


def team(book: Any, people: tuple[tuple[str, str, str, str], ...]) -> None:
    sheet = book["Team"]
    sheet.delete_rows(2, sheet.max_row)
    for name, email, role, zone in people:
        sheet.append([name, email, role, "District SEL team", zone])
    for row in book["Goals"].iter_rows(min_row=2):
        row[8].value = people[0][1]


def setting(book: Any, values: dict[str, Any]) -> None:
    for row in book["District"].iter_rows(min_row=2):
        row[1].value = values.get(row[0].value, row[1].value)


def strategies(book: Any, rows: list[list[Any]]) -> None:
    sheet = book["Action plan"]
    sheet.delete_rows(2, sheet.max_row)
    for row in rows:
        sheet.append(row)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - as workbooks have it


def saved(book: Any, to: Path) -> Path:
    book.save(to)
    return to


def alone(to: Path) -> Path:
    """One lead, sixty strategies, no channels."""
    book = openpyxl.load_workbook(EXAMPLE)
    two_months(book)
    team(book, PEOPLE[:1])
    setting(book, {"Team channel": None, "Stakeholder channel": None, "Leadership channel": None})
    owner, start, end = PEOPLE[0][1], at(date(2026, 9, 1)), at(date(2026, 10, 9))
    rows = [[f"S{n}", "G2", f"Step {n} of the plan", owner, start, end, "It takes place"] for n in range(1, 61)]
    strategies(book, rows)
    return saved(book, to)


def far(to: Path) -> Path:
    """People all over the world, and strategies that nobody has finished planning."""
    book = openpyxl.load_workbook(EXAMPLE)
    two_months(book)
    team(book, PEOPLE)
    setting(book, {"Time zone": "Asia/Tokyo", "Leadership channel": None, "District": "Ōkawa | *district* <b>"})
    start, end = at(date(2026, 9, 1)), at(date(2026, 10, 9))
    strategies(
        book,
        [
            ["S1", "G2", "家庭との対話", PEOPLE[1][1], start, end, None],
            ["S2", "G3", "Listening sessions", PEOPLE[2][1], None, None, "Twenty people come"],
            ["S3", "G4", "<script>alert(1)</script> & *stars*", None, start, end, "It takes place"],
            ["S4", "G5", "Morning circle", PEOPLE[3][1], None, None, None],
            ["S5", "G5", "Advisory groups", PEOPLE[1][1], start, end, "All come"],
        ],
    )
    return saved(book, to)


async def test_one_person_with_sixty_strategies_and_no_channel(tmp_path: Path) -> None:
    year = (await years(alone(tmp_path / "plan.xlsx"), {"one": ()}, tmp_path))["one"]
    assert {row.to for row in year.rows} == {PEOPLE[0][1]}
    assert {row.kind for row in year.rows} >= {"welcome", "checkin", "reflect", "decide"}
    assert "went wrong" not in year.text("summary.md"), year.text("summary.md")


async def test_same_seed_same_year_and_another_seed_another(tmp_path: Path) -> None:
    plan = far(tmp_path / "plan.xlsx")
    played = await years(plan, {"a": ("--seed", "7"), "b": ("--seed", "7"), "c": ("--seed", "8")}, tmp_path)
    for name in ("messages.csv", "year.html", "summary.md"):
        assert played["a"].text(name) == played["b"].text(name), name
    assert played["a"].text("messages.csv") != played["c"].text("messages.csv")
    assert played["a"].text("year.html") != played["c"].text("year.html")
    all_is_well(played["a"])


def all_is_well(year: Year) -> None:
    """What the plan lacked was filled in, in every zone's own daytime, and words stay words."""
    assert "went wrong" not in year.text("summary.md"), year.text("summary.md")
    assert {row.to for row in year.of("plan")} == {email for _name, email, _role, _zone in PEOPLE}
    book = openpyxl.load_workbook(year.folder / "plan.xlsx")
    for row in list(book["Action plan"].iter_rows(values_only=True))[1:]:
        assert all(row[:7]), row
    assert all(7 <= row.at.hour < 19 for row in year.rows if row.kind in ("checkin", "nudge", "plan", "welcome"))
    assert "<script>alert" not in year.text("year.html")
    assert "محمد علي" in year.text("year.html")
