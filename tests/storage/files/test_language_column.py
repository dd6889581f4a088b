"""The column *Language* of a plan's people: how it is written, and that it comes back as it was."""

from dataclasses import replace

import pytest

from storage.files.sheets.plan_reading import read
from storage.files.sheets.workbook_contents import Happened
from storage.files.sheets.writing import written
from tests.storage.files.workbooks import changed


def in_column(said: str | None):
    """The example with a column of that name, where its first person has this."""

    def change(book) -> None:
        sheet = book["Team"]
        sheet.cell(1, 6, "Language")
        sheet.cell(2, 6, said)

    return changed(change)


@pytest.mark.parametrize(
    ("said", "language"),
    [("Español", "es"), ("spanish", "es"), ("ES", "es"), ("es-MX", "es"), ("English", "en"), ("", None), (None, None)],
)
def test_a_language_as_people_write_it(said: str | None, language: str | None) -> None:
    reading = read(in_column(said))
    assert reading.plan is not None
    assert (reading.plan.team[0].language, reading.plan.team[1].language) == (language, None)
    again = read(written(reading.plan, Happened())).plan
    assert again is not None
    assert again.team == reading.plan.team


def test_a_language_that_the_bot_does_not_speak_is_noted() -> None:
    reading = read(in_column("Klingon"))
    assert reading.plan is not None
    assert reading.plan.team[0].language is None
    assert "Sheet “Team”, row 2: I do not speak “Klingon” yet, so they read English." in reading.notes


def test_a_plan_without_the_column_is_as_good() -> None:
    plan = read(changed(lambda book: None)).plan
    assert plan is not None
    assert {person.language for person in plan.team} == {None}
    assert read(written(replace(plan, team=plan.team), Happened())).plan == plan
