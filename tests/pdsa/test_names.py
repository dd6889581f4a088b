"""Names are compared, never changed: which spellings are one name, and which are two."""

import pytest

from pdsa.names import among, as_spoken, bare_name, first_name, folded, same

ONE_NAME = [
    ("Students’ sense of belonging", "Students' sense of belonging"),
    ("“Calm” corner", '"Calm" corner'),
    ("„Calm“ corner", "«calm» corner"),
    ("Students´ voice", "students' voice"),
    ("Grades 3–5", "Grades 3-5"),
    ("Grades 3 — 5", "Grades 3-5"),
    ("K‑8 survey", "K-8 survey"),
    ("Mesa\u00a0Verde Middle School", "Mesa Verde  Middle School "),
    ("Mesa\u2009Verde\nMiddle School", "mesa verde middle school"),
    ("Re\u00adferrals", "Referrals"),
    ("\ufeffStaff survey\u200b", "Staff survey"),
    ("Ｓｔａｆｆ survey", "Staff survey"),
    ("Staﬀ survey", "Staff survey"),
    ("Pen\u0303a", "Peña"),
    ("PEÑA", "peña"),
    ("Straße 5", "STRASSE 5"),
    ("Minutes −5", "minutes -5"),
]
TWO_NAMES = [
    ("Students sense", "Students' sense"),
    ("Pena", "Peña"),
    ("Mesa Verde", "MesaVerde"),
    ("Grades 3-5", "Grades 35"),
    ("Staff (%)", "Staff (n)"),
    ("", "-"),
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_spellings_of_one_name(one, other):
    assert folded(one) == folded(other)
    assert same(one, other)
    assert among(one, [other])


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_names_that_differ(one, other):
    assert not same(one, other)
    assert not among(one, [other])


def test_folding_twice_changes_nothing_more():
    for one, _other in ONE_NAME:
        assert folded(folded(one)) == folded(one)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Peña, Ana-Lucía", "Ana-Lucía Peña"),
        ("Peña,Ana-Lucía", "Ana-Lucía Peña"),
        ("van der Berg, Sam", "Sam van der Berg"),
        ("O'Hara-Núñez,  Siobhán", "Siobhán O'Hara-Núñez"),
        ("Osei, Dr. Bernadette", "Dr. Bernadette Osei"),
        ("Yazzie, Ruth (she/her)", "Ruth Yazzie (she/her)"),
        ("Little Elk, Jerome, Jr.", "Jerome Little Elk, Jr."),
        ("Little Elk, Jr., Jerome", "Jerome Little Elk, Jr."),
        ("Ruth Yazzie, Ed.D.", "Ruth Yazzie, Ed.D."),
        ("Ruth Yazzie, PhD, LCSW", "Ruth Yazzie, PhD, LCSW"),
        ("Ruth Yazzie, M.A.", "Ruth Yazzie, M.A."),
        ("Ana-Lucía Peña", "Ana-Lucía Peña"),
        ("Peña,", "Peña"),
        ("one, two, three", "one, two, three"),
        ("Yazzie, Ma", "Ma Yazzie"),
        ("Yazzie, MA", "Yazzie, MA"),
        ("Ruth Yazzie,PhD", "Ruth Yazzie, PhD"),
        ("one,two,three", "one,two,three"),
        ("", ""),
    ],
)
def test_a_name_is_turned_as_it_is_said(written, spoken):
    assert as_spoken(written) == spoken
    assert as_spoken(spoken) == spoken


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peña, Ana-Lucía", "Ana-Lucía Peña"),
        ("Osei, Dr. Bernadette", "Bernadette Osei"),
        ("Ruth Yazzie, Ed.D.", "Yazzie, Ruth"),
        ("Yazzie, Ruth (she/her)", "ruth  yazzie"),
        ("Siobhán O’Hara‑Núñez", "O'Hara-Núñez, Siobhán"),
    ],
)
def test_two_ways_to_write_one_person(one, other):
    assert bare_name(one) == bare_name(other)


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("J. Ruth Yazzie", "J. Ruth"),
        ("Ruth. Yazzie", "Ruth."),  # two words: nothing is left of the name behind a title
        ("Dr Yazzie", "Dr Yazzie"),
        ("Dr", "Dr"),
        ("Xavier, ", "Xavier"),
        ("Yazzie, Jr.", "Yazzie"),
        ("Alex Xanders", "Alex"),
        ("Max, a, b", "Max"),
    ],
)
def test_how_somebody_is_greeted(name, greeting):
    assert first_name(name) == greeting
