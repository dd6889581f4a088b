"""Clumsy wordings that were mended once stay away: from what is posted and sent in two years, and from every answer."""

import re

import pytest

from tests.rehearse.conftest import Year

pytestmark = pytest.mark.timeout(600)

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
    rows = [each for each in both.rows if "third yearly plan" in each.text and not each.to.startswith("#staff")]
    assert {each.at.year for each in rows} == {2027}
    assert len({each.text for each in rows}) == 1


def test_a_year_in_which_nobody_answers_speaks_of_no_answers(silent: Year) -> None:
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", silent.text("year.html")))
    for claim in ("told us how it went", "say how they go", "is not released yet", "and heard nothing"):
        assert claim not in page
    for row in silent.of("checkin"):
        assert row.at.date().isoformat() != "2027-05-27" or "less be better" not in row.text  # the last of the year


def test_what_is_kept_and_what_has_no_level_is_the_whole_rubric(both: Year) -> None:
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", both.text("year.html")))
    found = re.findall(r"Kept: your levels of (\d+) items?\. (?:(\d+) items? ha(?:s|ve) no level of yours\.)?", page)
    assert {int(kept) + int(left or 0) for kept, left in found} <= {4, 6, 7}
