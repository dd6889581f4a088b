"""The seven plain checks: what they find and miss, in several scripts, and that they never stand in the way."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pdsa.smartie import Gap, Letter, answered, gaps, has_date, has_number, western

STATEMENT = "By June 2029 every school has an SEL team that half of its families know"
ANSWERS = {
    "S": "District and school teams",
    "M": "80 of 100 families asked in spring",
    "A": "Two schools did it",
    "R": "Families said that they do not know whom to ask",
    "T": "June 2029",
    "I": "The families' council",
    "E": "Families who speak Diné",
}


@pytest.mark.parametrize(
    ("text", "date_found", "number_found"),
    [
        (STATEMENT, True, True),
        ("By June 2029 all schools have a team", True, True),
        ("By 2029 schools have teams", True, False),
        ("By 14.6.2029 schools have teams", True, False),
        ("Within three years schools have teams", True, False),
        ("In 2 years 80% belong", True, True),
        ("80 of 100 students belong", False, True),
        ("Half of our students belong", False, True),
        ("Students may feel that they belong", False, False),
        ("Done by May", True, False),
        ("Para junio de 2029 el 80% se siente parte", True, True),
        ("En tres años, la mitad de las familias participa", True, True),
        ("٢٠٢٩ حتى ٨٠٪ من الطلاب", True, True),
        ("२०२९ तक ८० प्रतिशत", True, True),
        ("到2029年，80%的学生", True, True),
        ("３年後に学生の８０％が", True, True),
        ("2026-27", True, False),
        ("2026/2027", True, False),
        ("", False, False),
        ("$*_`<!channel>\x00\u202e", False, False),
    ],
)
def test_dates_and_numbers_are_seen(text: str, date_found: bool, number_found: bool) -> None:
    assert (has_date(text), has_number(text)) == (date_found, number_found)


@pytest.mark.parametrize(
    ("statement", "answers", "due", "found"),
    [
        (STATEMENT, ANSWERS, None, ""),
        (STATEMENT, {}, None, "ARIE"),
        ("Better schools", {}, None, "SMARTIE"),
        ("Better schools", {}, date(2029, 6, 1), "SMARIE"),
        ("Better schools", {"M": "80% say so", "T": "in three years"}, None, "SARIE"),
        ("Better schools", {"M": "We will see", "T": "Soon"}, None, "SMARTIE"),
        (STATEMENT, ANSWERS | {"I": "nobody yet..."}, None, ""),
        (STATEMENT, ANSWERS | {"I": "Nobody.", "E": " N/A "}, None, "IE"),
        (STATEMENT, ANSWERS | {"A": "TBD", "R": "?"}, None, "AR"),
        ("到2029年所有学校都有一个百分之八十家庭都认识的团队", {}, None, "MARIE"),
    ],
)
def test_what_is_left_open(statement: str, answers: dict[str, str], due: date | None, found: str) -> None:
    assert "".join(gap.letter.value for gap in gaps(statement, answers, due)) == found


def test_each_letter_has_its_check() -> None:
    assert [gap.letter for gap in Gap] == list(Letter)


@given(some.text(max_size=200), some.dictionaries(some.sampled_from("SMARTIEX"), some.text(max_size=80)))
def test_any_words_are_looked_at_and_an_answer_never_opens_a_gap(statement: str, answers: dict[str, str]) -> None:
    before = gaps(statement, answers)
    assert list(before) == sorted(before, key=list(Gap).index)
    assert set(gaps(statement, answers | ANSWERS)) <= set(before)
    assert set(gaps(statement, answers, date(2029, 6, 1))) == set(before) - {Gap.NO_DATE}
    assert western(western(statement)) == western(statement)
    assert not answered(" - ")


@pytest.mark.parametrize(("words", "short"), [(7, True), (8, False), (9, False)])
def test_eight_words_are_enough_to_say_what_is_meant(words: int, short: bool) -> None:
    assert (Gap.TOO_SHORT in gaps(" ".join(["team"] * words), {})) is short
