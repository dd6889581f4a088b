"""Where a table begins, what stands across it, and on which sheet: laid out as other people would."""

from datetime import date

import pytest

from pdsa.column_guess import guess
from pdsa.figure_table import Columns, SheetTables, gather, undated
from storage.files.incoming_file import read_inside
from tests.storage.files.made_tables import (
    OAK,
    PINE,
    lines,
    merged,
    numbers,
    sheet,
    sheets,
    supposed,
    table,
)

TITLES: list[tuple[list[list[object]], int]] = [
    ([["Discipline report"], []], 3),
    ([["Printed on", "2026-10-01"], ["For", "The board"]], 3),
    ([["Oak County Schools", "", ""], ["Office referrals by week", "", "Fall"], ["", "", ""]], 4),
    ([["Report", "Referrals"]], 2),
]


@pytest.mark.parametrize(("above", "header"), TITLES)
@pytest.mark.parametrize("make", [lines, sheet])
def test_titles_are_left_out_and_said(make, above, header):
    parsed = table(make(*above, ["Week of", "Referrals", "n"], ["9/14/2026", 4.2, 312], ["9/21/2026", 4.0, 310]))
    assert parsed.headers == ("Week of", "Referrals", "n")
    assert [each[:3] for each in numbers(supposed(parsed))] == [("2026-09-14", 4.2, 312), ("2026-09-21", 4, 310)]
    assert any(f"The header is row {header}." in note for note in parsed.notes)


def test_a_title_over_all_columns_is_no_header():
    rows = [["Referrals by school and week"], ["Date", "Referrals"], ["2026-09-14", 4.2]]
    assert table(sheet(*rows, change=merged("A1:B1"))).headers == ("Date", "Referrals")


GROUPED: list[tuple[list[list[object]], tuple[str, ...]]] = [
    ([["Week", PINE, "", OAK, ""], ["", "Absences", "n", "Absences", "n"]], ()),
    ([["", PINE, "", OAK, ""], ["Week", "Absences", "n", "Absences", "n"]], ()),
    ([["Week", PINE, "", OAK, ""], ["", "Absences", "n", "Absences", "n"]], ("A1:A2", "B1:C1", "D1:E1")),
    ([["Absences"], ["Week", PINE, "", OAK, ""], ["", "Absences", "n", "Absences", "n"]], ()),
]


@pytest.mark.parametrize(("head", "merges"), GROUPED)
def test_groups_over_their_columns_are_told_apart(head, merges):
    rows = [["2026-09-14", 11, 88, 21, 140], ["2026-09-21", 12, 87, None, None]]
    found = table(sheet(*head, *rows, change=merged(*merges)))
    assert numbers(supposed(found)) == [
        ("2026-09-14", 11, 88, PINE), ("2026-09-14", 21, 140, OAK), ("2026-09-21", 12, 87, PINE),
    ]  # fmt: skip


def test_schools_below_measures_are_two_columns_to_choose_among():
    head = [["Month", "Absences", "", "Tardies", ""], ["", PINE, OAK, PINE, OAK]]
    parsed = table(lines(*head, ["Sep 2026", 11, 21, 5, 6]))
    assert parsed.headers == ("Month", "Upper header", "Lower header", "Value")
    assert parsed.rows[1] == ("Sep 2026", "Absences", OAK, "21")
    measures = gather(parsed, Columns(0, (3,), measure=1, group=2)).good
    assert [(each.measure, each.group, each.value) for each in measures] == [
        ("Absences", PINE, 11), ("Absences", OAK, 21), ("Tardies", PINE, 5), ("Tardies", OAK, 6),
    ]  # fmt: skip


def test_an_ordinary_header_below_another_row_of_words_is_taken_alone():
    found = table(lines(["Prepared by", "Research"], ["Date", "Value"], ["2026-09-14", 4.2]))
    assert found.headers == ("Date", "Value")


@pytest.mark.parametrize(
    ("head", "days"),
    [
        (["Indicator", "9/14/2026", "9/21/2026"], ["2026-09-14", "2026-09-21"]),
        (["Indicator", date(2026, 9, 14), date(2026, 9, 21)], ["2026-09-14", "2026-09-21"]),
        (["Indicator", "Sep 2026", "Oct 2026"], ["2026-09-30", "2026-10-31"]),
        (["Indicator", "2026-W38", "2026-W39"], ["2026-09-14", "2026-09-21"]),
        (["Week of", "14 Sep 2026", "21 Sep 2026"], ["2026-09-14", "2026-09-21"]),
    ],
)
def test_dates_across_are_read_as_a_series_for_each_row(head, days):
    parsed = table(sheet(head, ["Tardies", 5, 6], ["Absences", 11, None]))
    given = supposed(parsed)
    assert [(each.measure, each.day.isoformat(), each.value) for each in given.good] == [
        ("Tardies", days[0], 5), ("Tardies", days[1], 6), ("Absences", days[0], 11),
    ]  # fmt: skip
    assert any("dates stand across" in note for note in parsed.notes)


def test_dates_across_with_a_row_of_people_are_turned_round():
    parsed = table(sheet(["", "9/14/2026", "9/21/2026"], ["Tardies", 5, 6], ["n", 88, 87]))
    assert parsed.headers == ("Date", "Tardies", "n")
    assert numbers(supposed(parsed)) == [("2026-09-14", 5, 88, ""), ("2026-09-21", 6, 87, "")]


def test_dates_across_need_no_word_in_the_corner():
    found = table(sheet([None, "9/14/2026", "9/21/2026"], ["Tardies", 5, 6], ["Absences", 7, 8]))
    assert [(each.measure, each.value) for each in supposed(found).good] == [
        ("Tardies", 5), ("Tardies", 6), ("Absences", 7), ("Absences", 8),
    ]  # fmt: skip


def test_dates_across_keep_their_schools():
    found = table(
        sheet(["School", "Measure", "9/14/2026", "9/21/2026"], [PINE, "Tardies", 5, 6], [OAK, "Tardies", 7, 8])
    )
    assert numbers(supposed(found)) == [
        ("2026-09-14", 5, None, PINE), ("2026-09-21", 6, None, PINE), ("2026-09-14", 7, None, OAK),
        ("2026-09-21", 8, None, OAK),
    ]  # fmt: skip


def test_years_and_quarters_across_are_asked_about():
    for head, times in (
        (["School", 2024, 2025], ["2024", "2025"]),
        (["School", "Q1 2026", "Q2 2026"], ["Q1 2026", "Q2 2026"]),
    ):
        parsed = table(sheet(head, [PINE, 5, 6], [OAK, 7, 8]))
        columns = guess(parsed)
        assert columns.day is not None
        assert undated(parsed, Columns(columns.day, columns.values)) == times
        dated = tuple((text, date(2026, nth + 1, 1)) for nth, text in enumerate(times))
        assert [each[1] for each in numbers(supposed(parsed, dated=dated))] == [5, 6, 7, 8]


def test_two_dates_in_each_row_are_no_header():
    found = table(lines(["From", "Until", "Rate"], ["2026-09-14", "2026-09-18", 5], ["2026-09-21", "2026-09-25", 6]))
    assert found.headers == ("From", "Until", "Rate")


FIGURES: list[list[object]] = [["Date", "Value"], ["2026-09-14", 4], ["2026-09-21", 5]]
NOTES: list[list[object]] = [["Sheet", "What it is"], ["Data", "The figures"], ["Codes", "What they mean"]]


def test_the_sheet_that_holds_figures_is_read():
    found = table(sheets(About=("visible", NOTES), Old=("hidden", FIGURES), Figures=("visible", FIGURES)))
    assert (found.sheet, found.others) == ("Figures", ("About", "Old (hidden)"))


def test_the_last_of_many_sheets_is_found_and_more_are_not_passed_over_in_silence():
    many = {f"Notes {n}": ("visible", NOTES[:2]) for n in range(60)}
    found = table(sheets(**many, Figures=("visible", FIGURES)))
    assert found.sheet == "Figures"
    more = {f"Notes {n}": ("visible", NOTES[:2]) for n in range(100)}
    assert any("101 sheets" in note for note in table(sheets(Figures=("visible", FIGURES), **more)).notes)


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (sheets(Fall=("visible", FIGURES), Spring=("visible", FIGURES)), [("Fall", False), ("Spring", False)]),
        (sheets(About=("visible", NOTES), Archive=("hidden", FIGURES)), [("Archive", True)]),
        (sheets(About=("visible", NOTES), Deep=("veryHidden", FIGURES)), [("Deep", True)]),
    ],
)
def test_where_several_sheets_or_only_hidden_ones_hold_figures_somebody_chooses(data, names):
    reading = read_inside("a.xlsx", data)
    assert isinstance(reading, SheetTables)
    assert [(each.sheet, each.hidden) for each in reading.tables] == names


ALONE: list[list[object]] = [
    [PINE],
    ["2026-09-14", 4],
    ["2026-09-21", 5],
    [OAK],
    ["2026-09-14", 7],
    ["Source: the SIS"],
]
TWICE: list[list[object]] = [[PINE], ["Date", "Visits"], ["2026-09-14", 4], ["2026-09-21", 5], [], [OAK],
                             ["Date", "Visits"], ["2026-09-14", 7]]  # fmt: skip


@pytest.mark.parametrize("make", [lines, sheet])
@pytest.mark.parametrize("rows", [[["Date", "Visits"], *ALONE], TWICE, [["Visits, fall"], *TWICE]])
def test_a_school_alone_above_its_rows_is_theirs_and_no_row_becomes_the_districts(make, rows):
    parsed = table(make(*rows))
    assert numbers(supposed(parsed)) == [
        ("2026-09-14", 4, None, PINE), ("2026-09-21", 5, None, PINE), ("2026-09-14", 7, None, OAK),
    ]  # fmt: skip
    assert any("Names that stand alone in a row head the rows below them" in note for note in parsed.notes)


def test_rows_above_the_first_name_are_nobodys_until_somebody_says_whose():
    found = supposed(table(lines(["Date", "Visits"], ["2026-09-07", 9], *ALONE)))
    assert [each.value for each in found.good] == [4, 5, 7]


def test_a_header_that_is_written_again_is_no_row():
    again = [["Date", "Visits"], ["2026-09-14", 4], ["DATE", "visits"], ["2026-09-21", 5]]
    parsed = table(lines(*again))
    assert [each[1] for each in numbers(supposed(parsed))] == [4, 5]
    assert parsed.notes == ("The header is written again further down: I passed over that.",)


def test_a_column_called_a_date_is_one_beside_totals_and_remarks():
    found = table(lines(["Week of", "Visits"], ["9/14/2026", 4], ["Total", 4], ["Seen by", "Ana"], ["", ""]))
    assert [each[:2] for each in numbers(supposed(found))] == [("2026-09-14", 4)]


@pytest.mark.parametrize(
    ("head", "own"),
    [
        ([["Week", PINE, None, OAK, None], [None, "Visits", "n", "Visits", "n"]], "Week"),
        ([["Week", None, PINE, None, OAK], [None, "Visits", "n", "Visits", "n"]], "Week"),
        ([[None, None, PINE, None, OAK], ["Week", "Visits", "n", "Visits", "n"]], "Week"),
    ],
)
def test_a_school_written_over_the_middle_of_its_columns_keeps_them_all(head, own):
    parsed = table(sheet(*head, [date(2026, 9, 14), 11, 88, 21, 140]))
    assert parsed.headers[0] == own
    assert numbers(supposed(parsed)) == [("2026-09-14", 11, 88, PINE), ("2026-09-14", 21, 140, OAK)]


def test_where_it_is_not_certain_whose_columns_are_it_is_said_and_none_is_given_away():
    head = [["Week", None, PINE, None, OAK, None], [None, "Visits", "n", "Visits", "n", "Visits"]]
    parsed = table(lines(*head, ["2026-09-14", 11, 88, 21, 140, 5]))
    assert parsed.headers[1:] == ("Visits", "n", "Visits (4)", "n (5)", "Visits (6)")
    assert any("I cannot tell which columns are whose" in note for note in parsed.notes)


@pytest.mark.parametrize("merges", [(), ("A1:A2", "B1:C1", "D1:E1")])
def test_dates_over_two_rows_of_headers_keep_the_people_beside_the_value(merges):
    rows = [["School", "9/14/2026", None, "9/21/2026", None], [None, "Rate", "n", "Rate", "n"], [PINE, 4, 88, 5, 87]]
    found = table(sheet(*rows, change=merged(*merges)))
    assert numbers(supposed(found)) == [("2026-09-14", 4, 88, PINE), ("2026-09-21", 5, 87, PINE)]


@pytest.mark.parametrize(
    "head", [["School", "Aug", "Sep."], ["School", "september", "October"], ["", "Week 3", "Week 4"]]
)
def test_months_and_weeks_across_are_asked_about(head):
    parsed = table(lines(head, [PINE, 5, 6], [OAK, 7, 8]))
    columns = guess(parsed)
    assert columns.day is not None
    assert undated(parsed, Columns(columns.day, columns.values)) == head[1:]


def test_a_spreadsheets_days_across_are_offered_as_days():
    parsed = table(sheet(["School", 46279, 46286], [PINE, 5, 6], [OAK, 7, 8]))
    assert guess(parsed).serials
    assert numbers(supposed(parsed))[:2] == [("2026-09-14", 5, None, PINE), ("2026-09-21", 6, None, PINE)]
    enrolled = table(lines(["School", "Pupils", "Cost"], [PINE, 46279, 46286], [OAK, 45000, 46000]))
    assert enrolled.headers == ("School", "Pupils", "Cost")


def test_what_stands_under_no_date_is_left_out_and_said():
    parsed = table(sheet(["School", "9/14/2026", None, "9/21/2026", "Total"], [PINE, 4, 99, 5, 9]))
    assert [each.value for each in supposed(parsed).good] == [4, 5]
    assert "I left out what stands under no date: column 3, Total." in parsed.notes


@pytest.mark.parametrize("others", [["Collected", "n"], ["n", "Collected"]])
def test_the_questions_of_a_survey_are_no_quarters(others):
    questions = [f"Q{n}" for n in range(1, 67)]
    row = ["2026-09-14" if each == "Collected" else 100 for each in others]
    found = table(lines([*others, *questions], [*row, *([3] * 66)]))
    assert found.headers == (*others, *questions)
    assert table(lines(["School", *questions], [PINE, *([3] * 66)])).headers == ("School", *questions)


def test_how_a_column_is_counted_is_no_header():
    units = ["(m/d/y)", "(per 100)", "(pupils)"]
    found = table(lines(["Date", "Visits", "n"], units, ["9/14/2026", 4.2, 312], ["9/21/2026", 4, 310]))
    assert [each[:3] for each in numbers(supposed(found))] == [("2026-09-14", 4.2, 312), ("2026-09-21", 4, 310)]
    asked = [["StartDate", "Q1"], ["Start Date", "I feel safe"], ['{"ImportId":"a"}', '{"ImportId":"b"}']]
    assert table(lines(*asked, ["2026-09-14 08:00:00", 4])).headers == ("Start Date", "I feel safe")


def test_the_number_of_a_week_is_asked_about_and_is_no_value():
    parsed = table(lines(["Week", "Visits"], [37, 4], [38, 5]))
    assert guess(parsed).values == (1,)
    assert undated(parsed, Columns(0, (1,))) == ["37", "38"]


def test_titles_may_be_many():
    above = [[f"Note {n}", "see the office"] for n in range(25)]
    assert table(lines(*above, ["Date", "Visits"], ["2026-09-14", 4])).headers == ("Date", "Visits")


def test_grades_and_numbers_of_people_are_not_supposed_to_be_values():
    head = ["Grade", "Date", "School", "Pine - visits", "Pine - n"]
    assert guess(table(lines(head, [6, "2026-09-14", OAK, 4, 88]))).values == (3,)


@pytest.mark.parametrize(
    "remark", [["Note: the flu went round", ""], ["", "late bus"], ["* revised", ""], ["see below", ""]]
)
def test_a_remark_between_two_rows_heads_nothing(remark):
    found = table(lines(["Date", "Remark", "Visits"], ["2026-09-14", "", 4], [*remark, ""], ["2026-09-21", "", 5]))
    assert [each.group for each in supposed(found).good] == ["", ""]


def test_grades_may_stand_in_the_header_as_numbers():
    found = table(lines(["Date", "K", 1, 2], ["2026-09-14", 4, 5, 6], ["2026-09-21", 4, 5, 6]))
    assert found.headers == ("Date", "K", "1", "2")
