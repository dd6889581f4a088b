"""Which columns of a table tell single people or records apart."""

import pytest

from pdsa.id_columns import about_one_person, names_records, numbers_records, tells_of_students

NAMES = ["Ana Peña", "José Ruiz", "Maria Lopez"]
KEYS = ["A1001", "A1002", "A1003"]


@pytest.mark.parametrize(
    ("header", "cells", "one"),
    [
        ("Student_ID", ["anything"], True),
        ("StudentName", ["anything"], True),
        ("Name of the student", ["anything"], True),
        ("Date of birth", ["2014-01-02"], True),
        ("Student ID", [], False),
        ("Student ID", ["", None, " "], False),
        ("Referrals", NAMES, False),
        ("Name", NAMES, True),
        ("Name", [], False),
        ("Name", ["Cottonwood Elementary", "Mesa Middle", "Alder High"], False),
        ("Name", ["Ana Peña", "Cottonwood"], True),
        ("Name", ["Ana Peña", "Cottonwood", "Mesa"], False),
        ("Name", ["Maria Elementary", "Jose Academy"], False),
        ("Student", ["Ana", "Maria"], True),
        ("Name", ["Ana", "Maria"], False),
        ("User", ["o'neill, sean", "Ana P."], True),
        ("Respondent", ["a@riverbend.example", "b@riverbend.example"], True),
        ("Student number", ["12", "14", "13"], False),
        ("Student number", KEYS, True),
        ("Student number", ["A1001", "A1002", "x", "y"], False),
        ("Student number", ["A1001", "A1002", "A1003", "x", "y"], True),
        ("Student number", ["A1001", "A1001", "A1001", "A1001"], False),
        ("Student number", ["A1001", "A1001", "A1002", "A1002"], False),
        ("Student number", ["A1001", "A1001", "A1002", "A1003"], True),
        ("Name", ["Ana de la Cruz"], True),
        ("Name", ["Ana Maria de la Cruz"], False),
    ],
)
def test_whether_each_row_is_about_one_person(header: str, cells: list[str | None], one: bool) -> None:
    assert about_one_person(header, cells) is one


@pytest.mark.parametrize(
    ("header", "student"),
    [
        ("Student ID", True), ("StudentName", True), ("Lunch number", True), ("SSID", True), ("Teacher", False),
        ("Name", False),
    ],
)  # fmt: skip
def test_whether_that_person_is_a_student(header: str, student: bool) -> None:
    assert tells_of_students(header) is student


@pytest.mark.parametrize(
    ("header", "cells", "records"),
    [
        ("Response ID", ["x"], True),
        ("ID", [], True),
        ("Case number", ["x"], True),
        ("Number of cases", ["1", "2"], False),
        ("Ref", [], False),
        ("Ref", ["1", "2", "3"], True),
        ("Ref", ["1", "3", "4"], False),
        ("Ref", ["3", "2", "1"], False),
        ("Ref", ["1", "2", "few"], False),
        ("Ref", ["R-1", "R-7"], True),
        ("Ref", ["R-1", "seven"], False),
        ("#", ["300001", "300007"], True),
        ("#", ["12", "4"], False),
    ],
)
def test_whether_a_column_tells_records_apart(header: str, cells: list[str], records: bool) -> None:
    assert names_records(header, cells) is records


@pytest.mark.parametrize(
    ("cells", "records"),
    [
        (["300001"], False),
        (["300001", "300002"], True),
        (["300001", "300001"], False),
        (["30001", "30002"], False),
        (["300001", "about"], False),
        (["300000", "301999"], True),
        (["300000", "302000"], False),
        (["301999", "300000"], True),
    ],
    ids=["one", "two", "twice the same", "too short", "a word", "near enough", "too far apart", "in no order"],
)
def test_whether_long_numbers_follow_on_one_another(cells: list[str], records: bool) -> None:
    assert numbers_records(cells) is records
