"""Tables as people have them, sent to the bot by research: what it reads, what it asks, and what it never makes up."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from pdsa.measures import Observation
from tests.people import PRIYA, RUTH
from tests.room import Room
from tests.storage.files.made_tables import OAK, PINE, lines, merged, sheet, sheets

CASES = Path(__file__).parents[1] / "cases" / "tables"
COTTONWOOD, MESA = "Cottonwood", "Mesa Verde"


async def sends(room: Room, name: str, data: bytes | None = None) -> None:
    """Research shares a file."""
    priya = room.person(PRIYA)
    await priya.shares(name, data if data is not None else (CASES / name).read_bytes())
    await room.bot.listener.settle()


async def kept(room: Room, measure: str) -> list[tuple[int, int, float, int | None, str]]:
    """The numbers of a measure: month, day, value, people, group."""
    async with room.store() as store:
        found: list[Observation] = await store.plans.observations(date.max)
    return [(each.day.month, each.day.day, each.value, each.n, each.group) for each in found if each.measure == measure]


async def columns(room: Room, **answers: object) -> None:
    """Take the columns as they were supposed, with these answers."""
    priya = room.person(PRIYA)
    await priya.presses("Choose the columns")
    await priya.sends(**answers)


async def test_a_written_sign_for_per_cent_multiplies_nothing(room: Room) -> None:
    await sends(room, "percent-literal.xlsx")
    await columns(room, new="Support")
    await room.person(PRIYA).presses("Keep 2 numbers")
    assert await kept(room, "Support") == [(9, 3, 54, 120, ""), (9, 10, 57.5, 118, "")]


async def test_each_row_of_a_merged_school_is_that_schools(room: Room) -> None:
    await sends(room, "merged-school.xlsx")
    await columns(room, new="Referrals of schools")
    await room.person(PRIYA).presses("Keep 6 numbers")
    assert [each[4] for each in await kept(room, "Referrals of schools")] == [COTTONWOOD, MESA] * 3


async def test_blanks_below_a_school_are_asked_about(room: Room) -> None:
    rows = f"School,Date,Value\n{COTTONWOOD},2026-09-03,4.2\n,2026-09-10,4\n{MESA},2026-09-03,6.1\n"
    await sends(room, "blanks.csv", rows.encode())
    await columns(room, new="Blank")
    priya = room.person(PRIYA)
    priya.sees_form("1 row has nothing in “School”. Whose number is it?")
    await priya.sends(blanks="the group above")
    await priya.presses("Keep 3 numbers")
    assert [each[4] for each in await kept(room, "Blank")] == [COTTONWOOD, MESA, COTTONWOOD]


async def test_rows_about_single_students_are_refused_with_what_to_send(room: Room) -> None:
    await sends(room, "id-column.csv")
    priya = room.person(PRIYA)
    priya.sees("“Student ID” says that each row is about one student")
    priya.sees("Send one row for each date and school instead: a count, an average or a percentage, and n")


async def test_the_sheet_with_the_figures_is_read_and_the_others_named(room: Room) -> None:
    await sends(room, "readme-first.xlsx")
    priya = room.person(PRIYA)
    priya.sees("I read 2 rows from the sheet Data")
    priya.sees("I left the other sheets alone: Read me first.")


async def test_the_header_is_the_row_above_the_data(room: Room) -> None:
    await sends(room, "title-block.xlsx")
    priya = room.person(PRIYA)
    priya.sees("Date, Referrals, n")
    priya.sees("The header is row 4. What stands above it is left out: “Office referrals”.")
    await columns(room, new="Titled")
    await priya.presses("Keep 3 numbers")
    assert [each[2:4] for each in await kept(room, "Titled")] == [(4.2, 312), (4, 312), (4, 312)]


async def test_two_rows_of_headers_are_told_apart(room: Room) -> None:
    await sends(room, "two-row-header.xlsx")
    await columns(room, new="Two rows")
    await room.person(PRIYA).presses("Keep 4 numbers")
    assert await kept(room, "Two rows") == [
        (9, 3, 4.2, 312, COTTONWOOD), (9, 3, 6.1, 280, MESA), (9, 10, 4, 312, COTTONWOOD), (9, 10, 6.3, 281, MESA),
    ]  # fmt: skip


async def test_a_question_is_a_measure_only_if_somebody_says_so(room: Room) -> None:
    await sends(room, "google-forms.csv")
    priya = room.person(PRIYA)
    priya.sees("How many families came?: what was asked is a measure only if you choose it.")
    await priya.presses("Choose the columns")
    outcome = await priya.sends()
    assert outcome.errors, "neither value nor measure is supposed"
    await priya.sends(values=["1"], measure="one", new="Families who came")
    await priya.presses("Keep 2 numbers")
    assert await kept(room, "Families who came") == [(9, 14, 14, None, COTTONWOOD), (9, 15, 20, None, MESA)]


async def test_a_spreadsheets_number_for_a_day_is_offered_as_that_day(room: Room) -> None:
    await sends(room, "date-serial.xlsx")
    priya = room.person(PRIYA)
    await priya.presses("Choose the columns")
    priya.sees_form("The day Thu 3 Sep 2026")
    await priya.sends(new="Counted days")
    priya.sees("Thu 3 Sep: 54 Counted days")
    await priya.presses("Keep 2 numbers")
    assert [each[:2] for each in await kept(room, "Counted days")] == [(9, 3), (9, 10)]


async def test_a_numbered_week_is_its_monday(room: Room) -> None:
    await sends(room, "week-number.csv")
    await columns(room, new="Weekly")
    await room.person(PRIYA).presses("Keep 2 numbers")
    assert [each[:2] for each in await kept(room, "Weekly")] == [(9, 14), (9, 21)]


async def test_quarters_and_seasons_are_asked_about_not_dropped(room: Room) -> None:
    await sends(room, "quarter.csv")
    await columns(room, new="Quarterly")
    priya = room.person(PRIYA)
    for said in ("Q1 2026", "Q2 2026", "Fall 2026"):
        priya.sees_form(said)
    await priya.sends(day0="2026-03-31", day1="2026-06-30")
    priya.sees("“Fall 2026” in “Quarter” is longer than a day")
    await priya.presses("Keep 2 numbers")
    assert [each[:3] for each in await kept(room, "Quarterly")] == [(3, 31, 54), (6, 30, 57)]


async def test_dates_across_are_a_series_for_each_row(room: Room) -> None:
    await sends(room, "dates-across.xlsx")
    priya = room.person(PRIYA)
    priya.sees("The dates stand across: I read each row as a series.")
    await columns(room)
    await priya.presses("Keep 6 numbers")
    assert [each[:3] for each in await kept(room, "Attendance")] == [(9, 3, 93), (9, 10, 94), (9, 17, 95)]


async def test_of_many_columns_none_vanishes_without_a_word(room: Room) -> None:
    await sends(room, "many-columns.csv")
    priya = room.person(PRIYA)
    priya.sees("and 38 more, which the menus list")
    await columns(room, values=["66"], measure="one", new="The last but one", n="67")
    priya.sees("Columns that I leave out: Item 1, Item 2, Item 3, Item 4, Item 5, Item 6, Item 7, Item 8 and 57 more.")
    await priya.presses("Keep 3 numbers")
    assert [each[2:4] for each in await kept(room, "The last but one")] == [(4.2, 312)] * 3


async def test_a_formula_without_its_value_is_named_by_its_cell(room: Room) -> None:
    await sends(room, "formula.xlsx")
    priya = room.person(PRIYA)
    priya.sees("Cell D2 is a formula, and the file keeps no value of it.")
    await columns(room, values=["3"], measure="one", new="Percent")
    priya.sees("Cell D2 (“Percent”) is a formula, and the file keeps no value of it.")


async def test_a_web_page_called_xls_is_called_by_its_name(room: Room) -> None:
    await sends(room, "sis-export.xls")
    priya = room.person(PRIYA)
    priya.sees("About sis-export.xls:")
    priya.sees("This is a web page (HTML or XML) under a spreadsheet's name")
    priya.sees("save it as .xlsx or .csv")


async def test_hidden_rows_are_read_and_counted(room: Room) -> None:
    await sends(room, "hidden-row.xlsx")
    priya = room.person(PRIYA)
    priya.sees("1 row is hidden in the sheet, perhaps by a filter: I read it, too.")
    await columns(room, new="Filtered")
    await priya.presses("Keep 2 numbers")


async def test_what_a_file_hides_stays_hidden_and_is_no_number(room: Room) -> None:
    await sends(room, "suppressed.csv")
    priya = room.person(PRIYA)
    await columns(room, new="Suppressed ones")
    priya.sees("3 numbers are hidden in the file for small groups (“<10”, “n<10” and “Suppressed”). They stay hidden")
    await priya.presses("Keep 2 numbers")
    assert await kept(room, "Suppressed ones") == [(9, 3, 4.2, 120, COTTONWOOD), (9, 17, 4, 1204, COTTONWOOD)]


async def test_twelve_points_that_read_alike_are_equal(room: Room) -> None:
    await sends(room, "float-noise.xlsx")
    priya = room.person(PRIYA)
    await columns(room, new="Noise")
    await priya.presses("Keep 12 numbers")
    assert {each[2] for each in await kept(room, "Noise")} == {4.2}
    await room.goes_to("2026-11-02 09:00")
    await priya.says("/sel chart Noise")
    await room.bot.listener.settle()
    said = priya.messages()[-1].text
    assert "4.2" in said
    assert not any(word in said for word in ("chance", "better", "rose", "fell", "higher", "lower")), said


FALL: list[list[object]] = [["Week of", "Absences", "n"], ["9/14/26", "4,2", 88], ["9/21/26", "3,9", 87]]


async def test_of_several_sheets_somebody_chooses_one_and_hidden_ones_are_called_so(room: Room) -> None:
    notes: list[list[object]] = [["Sheet", "Holds"], ["Fall", "The figures"]]
    await sends(room, "book.xlsx", sheets(About=("visible", notes), Fall=("visible", FALL), Last=("hidden", FALL)))
    priya = room.person(PRIYA)
    priya.sees("I read 2 rows from the sheet Fall")
    priya.sees("I left the other sheets alone: About and Last (hidden).")
    await sends(room, "two.xlsx", sheets(Fall=("visible", FALL), Spring=("hidden", FALL), Winter=("visible", FALL)))
    priya.sees("Several sheets hold figures.")
    await priya.presses("Choose the sheet")
    priya.sees_form("Spring (hidden): 2 rows")
    await priya.sends(sheet="2")
    priya.sees("I read 2 rows from the sheet Winter")
    await columns(room, measure="one", new="Winter absences")
    await priya.presses("Keep 2 numbers")
    assert await kept(room, "Winter absences") == [(9, 14, 4.2, 88, ""), (9, 21, 3.9, 87, "")]


async def test_a_book_whose_figures_are_hidden_is_not_taken_silently(room: Room) -> None:
    await sends(room, "hidden.xlsx", sheets(About=("visible", [["Nothing"]]), Data=("hidden", FALL)))
    priya = room.person(PRIYA)
    priya.sees("Only a hidden sheet holds figures. Shall I read it?")
    await priya.presses("Choose the sheet")
    await priya.sends(sheet="0")
    priya.sees("I read 2 rows from the sheet Data")


async def test_titles_merged_schools_and_groups_above_are_read_together(room: Room) -> None:
    rows = [["Oak County: absences"], ["Printed", "2026-10-01"], [], ["Month", PINE, None, OAK, None],
            [None, "Absences", "n", "Absences", "n"], ["Sep 2026", 11, 88, "<5", "<10"]]  # fmt: skip
    await sends(room, "grouped.xlsx", sheet(*rows, change=merged("A4:A5", "B4:C4", "D4:E4", "A1:E1")))
    priya = room.person(PRIYA)
    priya.sees("The header has two rows: Pine Ridge Elementary, Oak Flat High above, Absences, n below.")
    await columns(room, measure="one", new="Monthly absences")
    priya.sees("1 number is hidden in the file for a small group (“<5”).")
    await priya.presses("Keep 1 number")
    assert await kept(room, "Monthly absences") == [(9, 30, 11, 88, PINE)]


async def test_a_record_number_is_not_offered_as_a_value(room: Room) -> None:
    rows = [["Record", "Date", "Tardies"], ["77001", "2026-09-14", 5], ["77002", "2026-09-21", 6]]
    await sends(room, "records.csv", lines(*rows))
    priya = room.person(PRIYA)
    priya.sees("Record: this tells the rows apart and is no measure, so I do not offer it as a value.")
    await priya.presses("Choose the columns")
    with pytest.raises(LookupError, match="'0' is not among"):
        await priya.sends(values=["0"])


async def test_what_a_formula_keeps_counts_and_unclear_numbers_are_said(room: Room) -> None:
    rows = [["Date", "Visits"], ["2026-09-14", "1,204"], ["2026-09-21", "12,345,6"], ["2026-09-28", "1_000"],
            ["2026-02-30", "5"], ["2026-10-05", "4.2*"]]  # fmt: skip
    await sends(room, "unclear.csv", lines(*rows))
    priya = room.person(PRIYA)
    await columns(room, new="Visits")
    priya.sees("Row 3: I cannot tell which number “12,345,6” in “Visits” is. Write it like 1234.5.")
    priya.sees("Row 4: “1_000” in “Visits” is not a number.")
    priya.sees("Row 5: the calendar has no “2026-02-30”.")
    priya.sees("Row 6: “4.2*” in “Visits” has a mark beside the number. Take the mark out.")
    await priya.presses("Keep 1 number")
    assert await kept(room, "Visits") == [(9, 14, 1204, None, "")]


async def test_a_record_of_single_students_by_another_name_is_refused(room: Room) -> None:
    rows = [["Last name", "First name", "Date", "Minutes"], ["Peña", "Ana", "2026-09-14", 5]]
    await sends(room, "names.csv", lines(*rows))
    room.person(PRIYA).sees("“Last name” says that each row is about one person")


async def test_a_school_is_one_school_however_it_is_spelled(room: Room) -> None:
    rows = [
        ["School", "Date", "Visits"],
        ["St. John's – East", "2026-09-14", 5],
        ["St. John’s - east ", "2026-09-21", 6],
    ]
    await sends(room, "spelled.csv", lines(*rows))
    await columns(room, measure="one", new="Visits")
    await room.person(PRIYA).presses("Keep 2 numbers")
    await sends(room, "later.csv", lines(rows[0], ["ST. JOHN'S—EAST", "2026-09-28", 7]))
    await columns(room, measure="one", new="visits")
    await room.person(PRIYA).presses("Keep 1 number")
    assert [each[4] for each in await kept(room, "Visits")] == ["St. John's – East"] * 3


async def test_more_numbers_than_can_be_taken_at_once_are_declined_before_anybody_waits(room: Room) -> None:
    days = (date(2024, 1, 1) + timedelta(days=n) for n in range(1001))
    rows = [[day.isoformat(), *range(20)] for day in days]
    await sends(room, "wide.csv", lines(["Date", *(f"Item {n}" for n in range(20))], *rows))
    priya = room.person(PRIYA)
    await priya.presses("Choose the columns")
    outcome = await priya.sends()
    assert "more than 20,000 numbers" in outcome.errors["values"]
    await priya.sends(values=["3"], measure="one", new="Three")
    priya.sees("Keep 1001 numbers")


async def test_everybody_never_stands_beside_all_but_a_few_once_a_table_is_kept(room: Room) -> None:
    await room.starts()
    await room.goes_to("2026-12-01 09:00")
    await sends(room, "all-students-leak.csv")
    priya = room.person(PRIYA)
    await columns(room)
    await priya.presses("Keep 24 numbers")
    for person in (priya, room.person(RUTH)):
        await person.says("/sel chart Trusted adult (%)")
        await room.bot.listener.settle()
        said = person.messages()[-1].text
        assert "71%" in said
        assert "without disabilities" not in said


SECTIONS: list[list[object]] = [["Referrals, fall"], [], [COTTONWOOD], ["Date", "Referrals", "n"],
                                ["9/14/26", 4.2, 312], ["9/21/26", "(suppressed)", 312], [MESA],
                                ["Date", "Referrals", "n"], ["14-Sep-2026", 6.1, 280]]  # fmt: skip


async def test_tables_below_one_another_are_each_schools_own(room: Room) -> None:
    await sends(room, "sections.csv", lines(*SECTIONS))
    priya = room.person(PRIYA)
    priya.sees("Names that stand alone in a row head the rows below them (Cottonwood, Mesa Verde)")
    await columns(room, measure="one", new="Both")
    priya.sees("1 number is hidden in the file for a small group (“(suppressed)”).")
    await priya.presses("Keep 2 numbers")
    assert await kept(room, "Both") == [(9, 14, 4.2, 312, COTTONWOOD), (9, 14, 6.1, 280, MESA)]


async def test_rows_that_contradict_each_other_are_all_left_out(room: Room) -> None:
    rows = [["School", "Grade", "Date", "Visits"], [PINE, 6, "2026-09-14", 4], [PINE, 7, "2026-09-14", 9],
            [OAK, 6, "2026-09-14", 5]]  # fmt: skip
    await sends(room, "grades.csv", lines(*rows))
    await columns(room, measure="one", new="Visits")
    priya = room.person(PRIYA)
    for row in (2, 3):
        priya.sees(f"Row {row}: another row has a different number for the same measure, day and group.")
    await priya.presses("Keep 1 number")
    assert await kept(room, "Visits") == [(9, 14, 5, None, OAK)]
    await sends(room, "grades.csv", lines(*rows))
    await columns(room, measure="one", new="By grade", group="1")
    await priya.presses("Choose columns again")


async def test_survey_questions_are_columns_and_months_across_are_asked_about(room: Room) -> None:
    await sends(room, "survey.csv", lines(["Collected", *(f"Q{n}" for n in range(1, 12))], ["9/14/26", *range(11)]))
    priya = room.person(PRIYA)
    await columns(room, values=["3"], measure="one", new="Belonging")
    await priya.presses("Keep 1 number")
    assert await kept(room, "Belonging") == [(9, 14, 2, None, "")]
    await sends(room, "months.csv", lines(["School", "Aug", "Sep"], [PINE, "93 %", "94 %"]))
    await columns(room, measure="one", new="Attended")
    priya.sees_form("Sep")
    await priya.sends(day1="2026-09-30")
    await priya.presses("Keep 1 number")
    assert await kept(room, "Attended") == [(9, 30, 94, None, PINE)]
