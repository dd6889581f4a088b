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


QUESTIONED = """
Jamal and Aisha were suspended
We paused when Jamal and Aisha both cried
Today J.S. had a meltdown
After lunch, J. S. hit another boy
Jayden Smith cried after lunch
Today Jayden Smith cried after lunch, so we stopped early
Jayden cried after lunch
We stopped because Jayden cried
María José Ruiz hit another student
Lucas in 3rd grade moved away
Tyrell (grade 7) moved away
Amir kicked a classmate at recess
Tyrell bit the aide, then calmed down in the corner. Later Tyrell ran away
Lucia Begay had a meltdown in the gym
In group two Deshawn threw a chair
Aiden B. was suspended on Tuesday
Ximena Torres skipped class again
Noah refused to sit with the group
Emma Clark was sent to the office
Olivia got in a fight
Sofia's IEP meeting came in between
Ethan was absent and Liam Nez was tardy
Elijah yelled at her teacher
Maria's mom called
Maria Lopez's mother called
Maria’s mom called
the mom of Jayden came by
His mother Tina called twice
Jayden, whose mother called, stayed home
Jayden and his dad came
Late again: parent Tina Smith came with her son
Jayden's parents want the evening circle
student 4471823
Student 4471823 did not take part
student #44718
pupil no. 55102
Student ID: 448122
We moved 4471823 to the morning circle
The kid named tyrone was upset
a 5th grader, Amir, led the circle
Jayden disclosed something in the circle
My daughter Ximena loved it
""".strip().split("\n")

KEPT = """
Ms. Lopez led the circle
Mrs. Smith cried with joy when we thanked her
Mr. Begay refused to come without a substitute
Coach Ramirez yelled at nobody this week
Principal Nez was absent, so Dr. Osei led it
Maribel Ortega and Devon Achterberg met the principals
Ana-Lucía Peña ran the workshop in Spanish
Wei Chen wrote the draft; Siobhan O'Hara-Núñez read it
Mesa Verde kicked off its evenings
Cottonwood hit its target; Mesa Verde fell short
Cottonwood's parents and Mesa Verde's families came
Mesa Verde Elementary was absent from the call
Riverbend Unified refused to pay for the bus
Families cried and laughed at the evening
Students cried during the film, and two left
Kids fought over the calm corner at first
Some Students acted out in September
Everybody ran away with the idea of a talent show
Grade 6 girls
Grade 6 Girls
5th grade Boys
Referrals Grade 6
Referrals in grade 6 fell
Attendance (grade 7)
Circles in 4th grade
Advisory, grade 6
Kindergarten to grade 5
4th grade Reading
Grade 8 Attendance
Grade 4 Hispanic students
Grade 7 Advisory met twice
Group: Students with disabilities
English Learners, grade 3
The Student Success Team met in October
Second Step unit 3 was taught in March and April
May was short, so we skipped the visit
August and September went as planned
The Calm Corner was used before every referral
Restorative Circles were held on Monday
We spent 250000 dollars and served 120000 meals
14,200 minutes of lessons
1,184 students answered the survey
students 1204
Students in 2026 were asked in 20260914
In 2026-27 the goal is 54%
54% on 9/14
Call 505-555-0101 for the room
Room 204, bus 1187
Our counselor Hannah Eriksen led the 5th grade circle
Two boys hit a wall of silence; the group waited
Monday was hard
Peer visits: Kofi Mensah could not come
The Student Voice panel cried for more time
Sept. 3: no one was absent
Home visits: the Peña family room is open again
He cried, and she hugged him
Navajo families asked for evenings
flu, only two groups met
Mesa Verde and Cottonwood were absent
The U.S. had a holiday, so nobody was absent
The U.S. was absent from the map
Everything went fine; thank you
""".strip().split("\n")


@pytest.mark.parametrize("text", QUESTIONED)
def test_what_names_or_numbers_a_child_is_questioned(text: str) -> None:
    assert names_a_student(text)


@pytest.mark.parametrize("text", KEPT)
def test_staff_schools_months_strategies_and_groups_are_nobodys_names(text: str) -> None:
    assert names_a_student(text) == ""


def test_names_of_staff_and_schools_that_the_plan_knows_are_not_questioned() -> None:
    staff = ("Jordan Smith", "Mesa Verde", "Priya Raman")
    assert names_a_student("Jordan Smith was absent on Tuesday")
    assert names_a_student("Jordan Smith was absent on Tuesday", staff) == ""
    assert names_a_student("Jordan's mom died, so we moved the circle", staff) == ""
    assert names_a_student("Jayden Smith was absent on Tuesday", staff)
    assert names_a_student("Jordan Smith said that Jayden cried", staff) == "Jayden cried"


@given(st.text())
def test_it_never_raises(text: str) -> None:
    assert names_a_student(text) in ("", names_a_student(text))
