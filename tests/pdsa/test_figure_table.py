"""A table of figures: dates and numbers as people write them, what headers let suppose, and why a row is left out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.cell_reading import Flaw, Unfit, counted_day, people_in, read_day, read_number
from pdsa.column_guess import Guess, about_people, commas, fitting, guess, holds_figures, supposed
from pdsa.figure_table import (
    Blanks,
    Columns,
    NewFigures,
    Table,
    gather,
    lacks_groups,
    new_figures,
    spelled_alike,
    undated,
)
from pdsa.measures import Observation
from pdsa.written_dates import EARLIEST, LATEST

SEP_3, SEP_17 = date(2026, 9, 3), date(2026, 9, 17)


def table(headers: str, *rows: tuple[object, ...]) -> Table:
    return Table(tuple(headers.split()), rows, tuple(range(2, len(rows) + 2)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "day_first", "day"),
    [
        ("2026-09-03", False, SEP_3),
        ("2026-09-03 00:00:00", False, SEP_3),
        ("2026-09-03T06:00:00Z", False, SEP_3),
        ("2026/9/3", False, SEP_3),
        ("9/3/2026", False, SEP_3),
        ("9/3/26", False, SEP_3),
        ("3/9/2026", True, SEP_3),
        ("3.9.2026", False, SEP_3),
        ("14/9/2026", False, date(2026, 9, 14)),
        ("9/14/2026", True, date(2026, 9, 14)),
        ("9/3/2026 8:00 AM", False, SEP_3),
        ("3 September 2026", False, SEP_3),
        ("Sep. 3, 2026", False, SEP_3),
        ("3-Sep-26", False, SEP_3),
        ("Sep 2026", False, date(2026, 9, 30)),
        ("February 2028", False, date(2028, 2, 29)),
        ("Sep-26", False, date(2026, 9, 30)),
        ("2026-09", False, date(2026, 9, 30)),
        ("9/2026", False, date(2026, 9, 30)),
    ],
)
def test_days_are_read_as_people_write_them(said, day_first, day):
    assert read_day(said, day_first=day_first) == day


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (None, Flaw.NO_DAY), (" - ", Flaw.NO_DAY), ("soon", Flaw.BAD_DAY), ("31/31/2026", Flaw.NO_SUCH_DAY),
        ("2026-02-30", Flaw.NO_SUCH_DAY), (46000.0, Flaw.BAD_DAY), ("1200-01-01", Flaw.BAD_DAY),
        ("=TODAY()", Flaw.FORMULA), ("#REF!", Flaw.ERROR), ("9" * 5000, Flaw.BAD_DAY),
    ],
)  # fmt: skip
def test_what_is_no_day_says_why(said, why):
    with pytest.raises(Unfit) as caught:
        read_day(said)
    assert caught.value.why is why


@pytest.mark.parametrize(
    ("said", "comma", "value"),
    [
        (4.2, False, 4.2), ("4.2", False, 4.2), ("54%", False, 54), ("54 %", False, 54), ("1,200", False, 1200),
        ("1,200.5", False, 1200.5), ("4,2", True, 4.2), ("1.200,5", True, 1200.5), ("1 200,5", True, 1200.5),
        ("1’200.5", False, 1200.5), ("\u22124.2", False, -4.2), (".5", False, 0.5), ("+3", False, 3),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(said, comma, value):
    assert read_number(said, comma=comma) == value


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("NaN", Flaw.NO_VALUE), ("n/a", Flaw.NO_VALUE), ("*", Flaw.HIDDEN), (None, Flaw.NO_VALUE),
        (float("nan"), Flaw.BAD_VALUE), (float("inf"), Flaw.BAD_VALUE), ("4,2", Flaw.UNCLEAR), ("1e9", Flaw.BAD_VALUE),
        ("four", Flaw.BAD_VALUE), ("=A1", Flaw.FORMULA), ("#DIV/0!", Flaw.ERROR), ("9" * 40, Flaw.BAD_VALUE),
        ("<10", Flaw.HIDDEN), (1e13, Flaw.BAD_VALUE),
    ],
)  # fmt: skip
def test_what_is_no_number_says_why(said, why):
    with pytest.raises(Unfit) as caught:
        read_number(said)
    assert caught.value.why is why


def test_a_long_table_gives_its_observations_and_says_of_each_row_that_it_cannot_use_why():
    made = table(
        "Date Measure Value n School",
        ("2026-09-03", "Referrals", 4.2, 120.0, "Mesa Verde"),
        ("2026-09-03", "Referrals", "4.2", "120", "Mesa Verde"),
        ("2026-09-03", "referrals", 4.5, 120.0, "mesa verde"),
        ("2026-09-10", None, 4.0),
        ("2026-09-10", "Referrals", 4.0, 12.5),
        ("2026-09-10", "Referrals"),
        ("2026-09-10", "R" * 201, 4.0),
        ("2026-09-17", "Referrals", 3.9),
    )
    gathered = gather(made, Columns(0, (2,), 1, n=3, group=4, blanks=Blanks.EVERYBODY), "ref.csv")
    assert gathered.good == (Observation("Referrals", SEP_17, 3.9, None, "", "ref.csv"),)
    assert gathered.repeated == 1
    assert [(bad.number, bad.why, bad.header) for bad in gathered.bad] == [
        (2, Flaw.OTHER_VALUE, "Value"), (4, Flaw.OTHER_VALUE, "Value"), (5, Flaw.NO_MEASURE, "Measure"),
        (6, Flaw.BAD_N, "n"),
        (7, Flaw.NO_VALUE, "Value"), (8, Flaw.LONG_NAME, "Value"),
    ]  # fmt: skip


def test_a_wide_table_has_a_measure_in_each_column_and_may_have_gaps():
    made = table("Date Referrals Attendance", ("9/3/2026", 4.0, "93%"), ("9/10/2026", None, "94%"))
    supposed = guess(made)
    assert (supposed.day, supposed.values, supposed.measure) == (0, (1, 2), None)
    gathered = gather(made, Columns(0, (1, 2)))
    assert [(o.measure, o.day.day, o.value) for o in gathered.good] == [
        ("Referrals", 3, 4), ("Attendance", 3, 93), ("Attendance", 10, 94),
    ]  # fmt: skip
    assert not gathered.bad
    unread = gather(table("Month Referrals Attendance", ("fall", 4.0, 93.0)), Columns(0, (1, 2)))
    assert [(row.number, row.why) for row in unread.bad] == [(2, Flaw.STRETCH)], "a row's date is complained of once"


def test_a_measure_of_somebody_else_is_left_out_and_named():
    made = table("Date Measure Value", ("2026-09-03", "Ours", 1.0), ("2026-09-03", "Theirs", 2.0))
    gathered = gather(made, Columns(0, (2,), 1), allowed=lambda measure: measure == "Ours")
    assert [o.measure for o in gathered.good] == ["Ours"]
    assert [(b.why, b.found) for b in gathered.bad] == [(Flaw.NOT_THEIRS, "Theirs")]


@pytest.mark.parametrize(
    ("cells", "first", "unknown"),
    [
        (("3/9/2026", "4/9/2026"), False, True),
        (("3/9/2026", "14/9/2026"), True, False),
        (("9/3/2026", "9/14/2026"), False, False),
        (("3/3/2026", "4/4/2026"), False, False),
        (("14/9/2026", "9/14/2026"), False, True),
        (("2026-09-03",), False, False),
        (("3.9.2026", "4.9.2026"), False, False),
    ],
)
def test_the_order_of_dates_is_asked_only_where_nothing_tells(cells, first, unknown):
    supposed = guess(table("Date Value", *((cell, 1.0) for cell in cells)))
    assert (supposed.day_first, supposed.order_unknown) == (first, unknown)


@pytest.mark.parametrize(
    ("headers", "row", "expected"),
    [
        ("Date Measure Value n Group", ("2026-09-03", "R", 4.2, 12.0, "A"), (0, (2,), 1, 3, 4)),
        ("Group n Value Measure Date", ("A", 12.0, 4.2, "R", "2026-09-03"), (4, (2,), 3, 1, 0)),
        ("Fecha Valor Escuela", ("2026-09-03", "4,2", "A"), (0, (1,), None, None, 2)),
        ("A B C", ("2026-09-03", 4.0, "x"), (0, (1,), None, None, None)),
        ("Grade Score", (5.0, 4.0), (None, (1,), None, None, 0)),
    ],
)
def test_headers_let_suppose(headers, row, expected):
    found = guess(table(headers, row))
    assert (found.day, found.values, found.measure, found.n, found.group) == expected


def test_a_decimal_comma_is_supposed_where_only_it_makes_sense():
    assert guess(table("Date Value", ("2026-09-03", "4,25"), ("2026-09-04", "4"))).comma
    assert not guess(table("Date Value", ("2026-09-03", "1,200"), ("2026-09-04", "900"))).comma


ANY_CELL = st.none() | st.floats() | st.text(max_size=30)


@given(st.lists(st.tuples(ANY_CELL, ANY_CELL, ANY_CELL), max_size=8), st.booleans(), st.booleans())
def test_nothing_in_a_table_breaks_it_and_every_row_is_accounted_for(rows, day_first, comma):
    made = table("a b c", *rows)
    guess(made)
    found = gather(made, Columns(0, (1,), 2, day_first=day_first, comma=comma))
    assert len(found.good) + len(found.bad) + found.repeated == len(rows)


def test_measures_and_groups_are_spelled_as_they_are_known_else_as_they_stand_first() -> None:
    day = date(2026, 9, 14)
    given = [
        Observation("REFERRALS", day, 1.0, group="grade 6"), Observation("Absences", day, 2.0, group="GRADE 6"),
        Observation("absences", day, 3.0, group="Grade 7"),
    ]  # fmt: skip
    alike = spelled_alike(given, ["Referrals"], ["Grade 7"])
    assert [(each.measure, each.group) for each in alike] == [
        ("Referrals", "grade 6"), ("Absences", "grade 6"), ("Absences", "Grade 7"),
    ]  # fmt: skip
    assert [each.measure for each in spelled_alike(given, [])] == ["REFERRALS", "Absences", "Absences"]
    assert [each.value for each in alike] == [1.0, 2.0, 3.0]


def test_times_without_a_day_are_named_once_in_their_order() -> None:
    days = table("When Rate", ("Q2 2026", "1"), ("2026-09-14", "2"), ("Q1 2026", "3"), ("Q2 2026", "4"),
                 ("never", "5"), ("March 3", "6"))  # fmt: skip
    assert undated(days, Columns(0, (1,))) == ["Q2 2026", "Q1 2026", "March 3"]


@pytest.mark.parametrize(
    ("headers", "rows", "holds"),
    [
        ("Date Rate", [("2026-09-14", "4"), ("2026-09-21", "5")], True),
        ("Date Rate", [("2026-09-14", "4"), ("2026-09-21", "few")], False),
        ("Date Note", [("2026-09-14", "fine")], False),
        ("School Rate", [("Mesa", "4")], False),
        ("Date", [("2026-09-14",)], False),
    ],
)
def test_a_table_of_figures_has_a_date_and_a_column_mostly_of_numbers(
    headers: str, rows: list[tuple[object, ...]], holds: bool
) -> None:
    assert holds_figures(table(headers, *rows)) is holds


def test_whose_commas_have_to_be_explained() -> None:
    said = table("Date Rate Other", ("2026-09-14", "4,2", "4"), ("2026-09-21", 5, "6"))
    assert commas(said, [1])
    assert commas(said, [0, 1])
    assert not commas(said, [0, 2])
    assert not commas(said, [])


def test_the_headers_of_columns_about_one_person() -> None:
    said = table("Date Student_ID Rate Last_name", ("2026-09-14", "A1001", "4", "Peña"))
    assert about_people(said) == ["Student_ID", "Last_name"]


KEPT = Observation("Belonging survey", date(2026, 10, 2), 61.0, 300, "Grade 7", "Form A")


@pytest.mark.parametrize(
    ("observations", "result"),
    [
        ([], NewFigures()),
        ([KEPT], NewFigures(same=1)),
        ([replace(KEPT, source="b.csv")], NewFigures(same=1)),
        ([replace(KEPT, measure="BELONGING  survey", group="grade 7", n=None)], NewFigures(same=1)),
        ([replace(KEPT, n=301)], NewFigures(corrected=((KEPT, replace(KEPT, n=301)),))),
        (
            [replace(KEPT, measure="belonging survey", value=62.0, n=None, source="b.csv")],
            NewFigures(corrected=((KEPT, replace(KEPT, value=62.0, source="b.csv")),)),
        ),
        ([replace(KEPT, day=date(2026, 10, 3))], NewFigures((replace(KEPT, day=date(2026, 10, 3)),))),
        ([replace(KEPT, group="Grade 8"), KEPT], NewFigures((replace(KEPT, group="Grade 8"),), same=1)),
    ],
)
def test_figures_are_new_or_correct_what_is_kept_or_say_the_same(
    observations: list[Observation], result: NewFigures
) -> None:
    assert new_figures(observations, [KEPT]) == result


def test_what_changes_is_kept_as_it_will_be() -> None:
    later = replace(KEPT, measure="Attendance")
    figures = NewFigures((later,), ((KEPT, replace(KEPT, value=1.0)),), 3)
    assert figures.changed == (later, replace(KEPT, value=1.0))
    assert figures.measures == ("Attendance", "Belonging survey")


def test_what_was_chosen_before_is_supposed_again() -> None:
    said = table("Date Rate", ("9/3/2026", "4"), ("9/10/2026", "5"))
    assert supposed(said, None) == guess(said) == Guess(0, (1,), order_unknown=True)
    before = Columns(1, (0,), 0, "", 1, 0, day_first=True, comma=True, serials=True)
    assert supposed(said, before) == Guess(1, (0,), 0, 1, 0, True, True, True, True)


def test_as_many_measures_as_a_form_can_carry() -> None:
    assert fitting(["Families  who\ncame", "Referrals"]) == ["Families who came", "Referrals"]
    assert fitting(["a" * 1000, "b" * 1000, "c" * 496, "d"]) == ["a" * 1000, "b" * 1000, "c" * 496]
    assert fitting(["a" * 1000, "b" * 1000, "c" * 497, "d"]) == ["a" * 1000, "b" * 1000]
    assert fitting([]) == []


@pytest.mark.parametrize(
    ("groups", "columns", "lacking"),
    [
        (("Mesa", None), Columns(0, (1,), group=2), True),
        (("Mesa", "Juniper"), Columns(0, (1,), group=2), False),
        ((None, None), Columns(0, (1,), group=2), False),
        (("Mesa", None), Columns(0, (1,)), False),
        (("Mesa", None), Columns(0, (1,), group=2, blanks=Blanks.EVERYBODY), False),
    ],
)
def test_some_rows_without_a_group_lack_one_until_somebody_says_whose_they_are(
    groups: tuple[str | None, ...], columns: Columns, lacking: bool
) -> None:
    rows = tuple(("2026-09-14", 4.0, group) for group in groups)
    assert lacks_groups(Table(("Date", "Score", "School"), rows, (2, 3)), columns) is lacking


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("46268", date(2026, 9, 3)),
        (46268.25, date(2026, 9, 3)),
        ("20260903", date(2026, 9, 3)),
        (20260903.0, date(2026, 9, 3)),
        ("20261399", None),
        ("4626", None),
        ("462680", None),
        ("99999999", None),
        ("12345", None),  # 1933
    ],
)
def test_a_number_that_counts_as_a_day(said: object, day: date | None) -> None:
    assert counted_day(said) == day  # type: ignore[arg-type]
    if day:
        assert read_day(said, serials=True) == day  # type: ignore[arg-type]


def test_the_first_and_the_last_day_that_counts() -> None:
    for day in (EARLIEST, LATEST):
        assert counted_day(f"{day:%Y%m%d}") == day
    assert counted_day(f"{EARLIEST - timedelta(days=1):%Y%m%d}") is None
    assert counted_day(f"{LATEST + timedelta(days=1):%Y%m%d}") is None


@pytest.mark.parametrize(
    ("said", "comma", "people"),
    [
        ("1,200", False, 1200),
        ("1.200", True, 1200),
        (12.0, False, 12),
        ("0", False, 0),
        ("10000000", False, 10_000_000),
        (" - ", False, None),
        (None, False, None),
    ],
)
def test_how_many_people_a_cell_says(said: object, comma: bool, people: int | None) -> None:
    assert people_in(said, comma) == people  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("<10", Flaw.HIDDEN), ("few", Flaw.BAD_N), ("12.5", Flaw.BAD_N), ("-1", Flaw.BAD_N), ("10000001", Flaw.BAD_N),
    ],
)  # fmt: skip
def test_what_is_no_number_of_people(said: str, why: Flaw) -> None:
    with pytest.raises(Unfit) as caught:
        people_in(said, comma=False)
    assert (caught.value.why, caught.value.found) == (why, said)


@pytest.mark.parametrize(
    ("headers", "rows", "day"),
    [
        ("Week Rate", [("1", "40"), ("2", "45")], 0),
        ("Week Rate", [("100", "40"), ("200", "45")], None),  # no week has such a number
        ("Month Rate", [("September", "40"), ("total", "45")], 0),
        ("Score Rate", [("1", "40"), ("2", "45")], None),  # nothing calls it a time
        ("Date Rate", [("46268", "40"), ("46275", "45")], 0),
        ("Date Rate", [("late", "40"), ("soon", "45")], None),
        ("Date Rate", [("9/3/2026", "40"), ("total", "45"), ("mean", "45")], 0),  # beside remarks
        ("Date Rate", [("9/3/2026", "40"), *[("total", "45")] * 3], None),
        ("Rate Anything", [("40", "9/3/2026"), ("45", "9/10/2026")], 1),
    ],
)
def test_which_column_is_the_date(headers: str, rows: list[tuple[object, ...]], day: int | None) -> None:
    assert guess(table(headers, *rows)).day == day


@pytest.mark.parametrize(
    ("headers", "row", "values"),
    [
        (["Date", *(f"M{n}" for n in range(20))], ["9/3/2026", *["4"] * 20], tuple(range(1, 21))),
        (["Date", *(f"M{n}" for n in range(21))], ["9/3/2026", *["4"] * 21], ()),  # somebody has to choose
        (["Date", *(f"M{n}" for n in range(20)), "Score"], ["9/3/2026", *["4"] * 21], (21,)),
        (["Date", "Mesa", "Mesa - n"], ["9/3/2026", "4", "30"], (1,)),
        (["Date", "Mesa", "Grade"], ["9/3/2026", "4", "6"], (1,)),
        (["Date", "Mesa", "Do you feel safe?"], ["9/3/2026", "4", "3"], ()),  # answers, not a measure
        (["Date", "Measure", "Old", "Value"], ["9/3/2026", "R", "3", "4"], (3,)),
        (["Date", "Measure", "Old", "New"], ["9/3/2026", "R", "3", "4"], (2,)),
    ],
)
def test_which_columns_are_the_values(headers: list[str], row: list[str], values: tuple[int, ...]) -> None:
    assert guess(Table(tuple(headers), (tuple(row),), (2,))).values == values
