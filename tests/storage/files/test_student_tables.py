"""Which tables are about single students, and which columns only tell rows apart."""

import pytest

from pdsa.column_guess import about_people, guess, identifiers
from tests.storage.files.made_tables import (
    OAK,
    PINE,
    lines,
    table,
)


@pytest.mark.parametrize(
    "header",
    ["Student ID", "student_id", "StudentID", "SSID", "LASID", "Perm ID", "First Name", "Last name", "DOB",
     "Birth date", "Pupil name", "Name of student", "Student Number", "Learner", "Student's name", "ID of student"],
)  # fmt: skip
def test_rows_about_single_students_are_seen(header):
    cells = ["4471823", "4471830", "4471911"]
    found = table(lines([header, "Date", "Score"], *([cell, "2026-09-04", 3.1] for cell in cells)))
    assert about_people(found) == [header]


@pytest.mark.parametrize(
    ("header", "cells"),
    [("Student", ["Ana P.", "Diego K.", "Ana P."]), ("Student", ["Emily", "Noah", "Emily", "Noah"]),
     ("Perm #", ["204411", "204412", "204413"]), ("Email Address", ["a@x.example", "b@x.example", "a@x.example"]),
     ("Estudiante", ["Ana Peña", "José King", "Luis Gray"]), ("Initials", ["AP", "B.K.", "C D"]),
     ("Name", ["Maria Lopez", "Paul Ray", "Peña, Ana"]), ("Lunch No", ["20441", "20442", "20443"])],
)  # fmt: skip
def test_rows_are_about_single_people_if_the_cells_say_so(header, cells):
    found = table(lines([header, "Date", "Score"], *([cell, "2026-09-04", 3.1] for cell in cells)))
    assert about_people(found) == [header]


@pytest.mark.parametrize(
    ("header", "cells"),
    [("Name", [PINE, OAK, "Jackson Middle"]), ("Name", ["Jackson", "Madison", "Lincoln"]),
     ("Student", ["Hispanic", "Asian", "White"]), ("Email", ["", "", ""]), ("Teacher", ["12", "14", "15"]),
     ("Students", ["312", "310", "298"]), ("Student group", ["EL", "SWD", "All"]), ("School name", [PINE, OAK, "x"]),
     ("Student", ["EL", "SWD", "All students"]), ("Number of students", ["312", "310", "298"]),
     ("Student number", ["312", "310", "298"]),
     ("Student survey", ["3.1", "3.2", "3.3"]), ("Birthday parties", ["3", "4", "5"])],
)  # fmt: skip
def test_rows_about_groups_are_not_taken_for_students(header, cells):
    found = table(lines([header, "Date", "Score"], *([cell, "2026-09-04", 3.1] for cell in cells)))
    assert about_people(found) == []


@pytest.mark.parametrize(
    ("header", "cells", "apart"),
    [("Record", ["1", "2", "3"], True), ("Response ID", ["R1", "R2", "R3"], True),
     ("School ID", ["10", "11", "12"], True),
     ("Ref", ["4", "3", "5"], False), ("Ref", ["R-101", "R-104", "R-109"], True), ("#", ["312", "310", "298"], False),
     ("#", ["1", "2", "3"], True), ("Referral #", ["A1", "A2", "A3"], False),
     ("Key", ["900412", "900413", "900417"], True), ("Whatever", ["900412", "900413", "900417"], True),
     ("Minutes", ["120", "130", "140"], False), ("Referrals", ["100", "101", "102"], False),
     ("Day", ["20260904", "20260905", "20260906"], False), ("Incidents", ["900412", "100413", "500417"], False),
     ("Paid", ["4.2", "4.3", "4.4"], False)],
)  # fmt: skip
def test_a_column_that_tells_rows_apart_is_no_measure(header, cells, apart):
    parsed = table(lines(["Date", header, "Score"], *(["2026-09-04", cell, 3.1] for cell in cells)))
    assert (1 in identifiers(parsed)) is apart
    assert not apart or 1 not in guess(parsed).values
