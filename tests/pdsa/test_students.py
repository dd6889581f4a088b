"""Texts that look as if they name or number a student, and those that only look a little like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.students import names_a_student


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The student Maria Lopez came late", "student Maria"),
        ("A student named diego left the room", "A student named diego"),
        ("We spoke with her daughter Ximena", "daughter Ximena"),
        ("Pupil: see student ID 48213", "student ID 48213"),
        ("Number 10482213 was absent twice", "Number 10482213"),
        ("Zoë B., 4th grade, asked for help", "Zoë B., 4th grade"),
        ("Amir (grade 7) led the circle", "Amir (grade 7"),
        ("The 5th grader Amir led the circle", "5th grader Amir"),
        ("10482213 again", "10482213"),
        ("student Jean-Luc and another", "student Jean-Luc"),
        ("Late again: Jaden's mother called", "Jaden's mother"),
    ],
)
def test_it_is_questioned(text: str, found: str) -> None:
    assert names_a_student(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The Student Council met on Friday",
        "Student Services and Family Engagement came",
        "Each student was greeted by name",
        "120 students in grade 4 took part on 2027-01-14",
        "Students. They liked it",
        "Students SEL survey: 38% of 1,184",
        "120000",
        "1.234.567,5",
        "We spent 1,250,000 dollars",
        "Mail k.mensah123456@riverbend.example or see https://example.org/item/12345678",
        "One child was upset; the hallway was loud",
        "学生は楽しんだ",
        "Room 204, extension 5512",
        "Mesa Verde's parents and Riverbend's families came",
        "One student's mother helped",
    ],
)
def test_it_is_kept_without_a_question(text: str) -> None:
    assert names_a_student(text) == ""


@given(st.text())
def test_it_never_raises(text: str) -> None:
    assert names_a_student(text) in ("", names_a_student(text))
