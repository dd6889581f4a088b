"""Figures in what was posted, recomputed from messages.csv and the year's workbook alone; nothing of the bot counts.

Each post says as of when it is known; what was answered or measured later does not count in it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest

from tests.rehearse.conftest import Row, Year

pytestmark = pytest.mark.timeout(600)

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SHORT = {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
SAID = {"as planned": "as planned", "partly": "partly", "not this week": "not that week"}
"""How an answer stands in the workbook, and in what is told of it later."""
WENT = tuple(SAID.values())
AS_OF = re.compile(r"As known on \w{3} (\d{1,2}) (\w{3}), (\d{1,2}):(\d\d) (am|pm)\.")
TITLE = re.compile(rf"Social and emotional learning \(SEL\) in ({'|'.join(MONTHS)}) (\d{{4}})")
CAME = re.compile(r"(\d+) check-ins? came in(?:: ([^.]+))?\.")
LATEST = re.compile(r"(?:from \S+ to|latest) ([\d.,]+)%? \((?:latest, )?\w{3} (\d{1,2}) (\w{3})\)")
WEEKS = re.compile(r"(\d+) check-ins(?: on \d+ strategies)?: ([^.]+)\.")
COUNTS_ALL = ("How the weeks went", "How we know")
"""Details that count the year's answers of all strategies together."""
RUBRIC = re.compile(r"(\d+) of (\d+) rubric items are at their goal")
MEASURED = re.compile(r"• ([^:•]+): measured (\d+) times?")
TYPICAL = re.compile(r"around its typical ([\d.]+), and nothing shows that it changed \((\d+) points\)")
REFERRALS, MESA = "Office referrals per 100 students per week", "Mesa Verde Middle School"


class Facts:
    """A year's workbook, as openpyxl reads it."""

    def __init__(self, year: Year) -> None:
        self._book = openpyxl.load_workbook(year.folder / year.workbook)
        self._year = year

    def sheet(self, name: str) -> list[dict[str, Any]]:
        header, *rows = self._book[name].iter_rows(values_only=True)
        return [dict(zip(header, row, strict=True)) for row in rows]

    def answers(self, known: datetime, month: date | None = None) -> Counter[str]:
        """How the weeks went that were answered by then, of one month or of all."""
        found: Counter[str] = Counter()
        for row in self.sheet("Check-ins"):
            day = row["Date"].date()
            if row["Answered"] <= known and (month is None or (day.year, day.month) == (month.year, month.month)):
                found[row["Did it happen as planned?"]] += 1
        return Counter({went: found[said] for said, went in SAID.items() if found[said]})

    def values(self, measure: str, until: date, *groups: str | None) -> dict[date, float]:
        found = {}
        for row in self.sheet("Observations"):
            day = row["Date"].date()
            if row["Measure"] == measure and row["Group"] in groups and day <= until:
                found[day] = float(row["Value"])
        return found


@pytest.fixture(scope="module")
def facts(samples: Year) -> Facts:
    return Facts(samples)


def posts(year: Year, kind: str) -> list[Row]:
    return [row for row in year.of(kind) if row.to.startswith("#")]


def known_at(row: Row) -> datetime:
    """As of when a post is known, on the plan's wall clock; the text of a long one ends before it says so."""
    found = AS_OF.search(row.text)
    if found is None:
        assert row.text.endswith("…"), row.text
        return row.at.replace(tzinfo=None)
    hour = int(found[3]) % 12 + (12 if found[5] == "pm" else 0)
    month = SHORT[found[2]]
    day = date(row.at.year, month, int(found[1]))
    return datetime.combine(day, time(hour, int(found[4]), 59))


def day_in(text: tuple[str, str], before: date) -> date:
    """The latest day of that name up to a date: "Fri 28 Aug" has no year."""
    day = date(before.year, SHORT[text[1]], int(text[0]))
    return day if day <= before else day.replace(year=before.year - 1)


def told(text: str) -> Counter[str]:
    """ "34 as planned, 7 partly and 4 not that week" as counts."""
    return Counter({went: int(n) for n, went in re.findall(rf"(\d+) ({'|'.join(WENT)})", text)})


def monthly(samples: Year, facts: Facts) -> Iterator[tuple[Row, str, object, object]]:
    for row in posts(samples, "digest-monthly"):
        title, came = TITLE.search(row.text), CAME.search(row.text)
        assert title, row.text
        month = date(int(title[2]), MONTHS.index(title[1]) + 1, 1)
        answers = facts.answers(known_at(row), month)
        yield row, "check-ins", int(came[1]) if came else 0, answers.total()
        if came and came[2]:
            yield row, "how they went", told(came[2]), answers


def group_of(measure: str) -> tuple[str | None, ...]:
    """Whose numbers are told of a measure: one school's, or everybody's."""
    return (MESA,) if measure == REFERRALS else ("District", None, "")


def measures(samples: Year, facts: Facts) -> Iterator[tuple[Row, str, object, object]]:
    for row in [*posts(samples, "digest-monthly"), *posts(samples, "digest-year")]:
        known = known_at(row).date()
        for name in sorted({each["Measure"] for each in facts.sheet("Observations")}):
            short = name.removesuffix(" (%)")
            place = row.text.find(f"• {short}")
            if place < 0:
                continue
            said = LATEST.search(row.text, place)
            assert said, row.text
            values = facts.values(name, known, *group_of(name))
            yield row, f"latest of {short}", (day_in((said[2], said[3]), known), float(said[1])), max(values.items())
            if (line := TYPICAL.search(row.text, place)) and name == REFERRALS:
                yield row, f"points of {short}", int(line[2]), len(values)


def year_end(samples: Year, facts: Facts) -> Iterator[tuple[Row, str, object, object]]:
    approved = max(row.at.replace(tzinfo=None) for row in posts(samples, "digest-year"))
    names = [each["Measure"] for each in facts.sheet("Observations")]
    for row in posts(samples, "digest-year-detail"):
        if row.text.startswith(COUNTS_ALL) and (came := WEEKS.search(row.text)):
            yield row, "the year's check-ins", (int(came[1]), told(came[2])), _with_total(facts.answers(approved))
        if rubric := RUBRIC.search(row.text):
            rated = [each for each in facts.sheet("Rubric") if each["Goal"] and each["Year-end rating"]]
            there = sum(each["Year-end rating"] >= each["Goal"] for each in rated)
            yield row, "rubric", (int(rubric[1]), int(rubric[2])), (there, len(rated))
        for name, times in MEASURED.findall(row.text):
            whole = next(each for each in names if each.startswith(name.split(",")[0]))
            yield row, f"times of {name}", int(times), len(facts.values(whole, row.at.date(), *group_of(whole)))


def _with_total(answers: Counter[str]) -> tuple[int, Counter[str]]:
    return answers.total(), answers


def test_thirty_figures_and_more_are_what_the_workbook_says(samples: Year, facts: Facts) -> None:
    checked = [*monthly(samples, facts), *measures(samples, facts), *year_end(samples, facts)]
    wrong = [(row.at.date(), row.to, what, said, found) for row, what, said, found in checked if said != found]
    assert not wrong, wrong
    assert len(checked) >= 30


def test_no_measure_has_another_latest_number_at_the_same_moment_elsewhere(samples: Year, facts: Facts) -> None:
    """Staff and leadership read the same figures of the same day."""
    by: dict[tuple[str, datetime], set[object]] = {}
    for row, what, said, _found in measures(samples, facts):
        by.setdefault((what, known_at(row)), set()).add(said)
    assert by
    assert not {key: values for key, values in by.items() if len(values) > 1}
