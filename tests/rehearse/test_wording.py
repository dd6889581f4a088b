"""Clumsy wordings that were mended once stay away: from what is posted and sent in two years, and from every answer."""

import re

import pytest

from tests.rehearse.conftest import Year

GONE = {
    "a team named like a person": r"belongs? to District SEL team",
    "weeks that end on a Sunday": r"\bto Sun \d",
    "a phase that begins on a Saturday": r"\b(Sat|Sun) \d+ \w+: the phase",
    "a wait until about now": r"until about now",
    "a path as a verb": r"same goal, other strategy",
    "a check-in called a weekly note": r"[Aa]nswer(ed|s)? the weekly note|weekly note (about|on|of) \*",
    "a holiday on the wrong Monday": r"Mon (14|22) Feb: Presidents Day",
}


@pytest.mark.parametrize("name", GONE)
def test_it_stands_nowhere_in_the_rehearsed_years(both: Year, name: str) -> None:
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", both.text("year.html")))
    assert re.findall(rf".{{0,60}}(?:{GONE[name]}).{{0,60}}", page) == []


def test_a_commitment_of_one_year_is_told_in_its_report_once(both: Year) -> None:
    told = [each for each in both.rows if "third yearly plan" in each.text and not each.to.startswith("#staff")]
    assert {each.at.year for each in told} == {2027}
    assert len({each.text for each in told}) == 1
