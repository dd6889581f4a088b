"""The sheets about what has happened: in words, in widths that can be read, and not brought back in silence."""

import io
from dataclasses import fields, replace
from datetime import date

from openpyxl import load_workbook

from handlers.wording.measure_chart import obstacle_name
from handlers.wording.strategy import path_name
from pdsa.decisions import Details, Path
from pdsa.obstacles import Obstacle
from storage.files.sheets.plan_reading import read
from storage.files.sheets.value_words import DETAILS, INSIDE, details_words, obstacle_words, path_words
from storage.files.sheets.workbook_contents import Happened
from storage.files.sheets.writing import written
from tests.storage.files.test_workbook_round_trip import happened, plan


def test_an_export_before_anything_happened_has_nothing_to_tell():
    assert read(written(plan(), Happened())).notes == ()


def test_no_name_by_which_something_is_kept_stands_in_the_workbook():
    assert {each: path_words(each) for each in Path} == {each: path_name(each) for each in Path}
    assert {each: obstacle_words(each) for each in Obstacle} == {each: obstacle_name(each) for each in Obstacle}
    assert {each.name for each in fields(Details)} == set(DETAILS) | INSIDE
    details = Details(goal="G6", new_target=72.0, obstacle="clash", additions=("Visits", "Meals"), applied=True,
                      end_now=True, ended=date(2027, 5, 3), asked=(("held", "yes"),), contexts=(3,))  # fmt: skip
    assert details_words(details, {"G6": "More staff feel able"}) == (
        "Goal: More staff feel able\nNew target: 72\nWhat got in the way: it clashed with something else\n"
        "Activities to add: Visits, Meals\nEnded on: 2027-05-03"
    )


def test_long_texts_wrap_in_widths_that_can_be_read():
    long = "It was shown and told and asked for and seen in every meeting of the autumn. " * 20
    made = replace(happened().reflections[0], happened=long, learned="Little")
    book = load_workbook(io.BytesIO(written(plan(), replace(happened(), reflections=(made,)))))
    for page in book.worksheets:
        for column, width in (
            (each.column_letter, page.column_dimensions[each.column_letter].width) for each in page[1]
        ):
            assert 6 <= width <= 80, (page.title, column)
            for cell in page[column][1:]:
                if isinstance(cell.value, str):
                    assert cell.alignment.wrap_text, (page.title, cell.coordinate)
                    assert max(map(len, cell.value.split()), default=0) <= 48 or width >= 48
    page = book["Reflections"]
    assert page.column_dimensions["E"].width == 80
    assert page.row_dimensions[2].height == 14 * 20
