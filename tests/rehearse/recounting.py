"""Counts and numbers of a rehearsed year, recounted from its workbook and its page alone; nothing of the bot counts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import openpyxl

from tests.rehearse.conftest import Row, Year

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SHORT = {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
SAID = {"as planned": "as planned", "partly": "partly", "not this week": "not done"}
"""How an answer stands in the workbook, and in what is told of it later."""
DAY = r"\w{3} (\d{1,2}) (\w{3})"
"""A day as people read it, "Fri 28 Aug": its groups are the day and the month."""
AS_OF = re.compile(rf"As known on {DAY}, (\d{{1,2}}):(\d\d) (am|pm)\.")
ENTERED = re.compile(rf"Kept: <strong>([^<]+)</strong>, [\d.,]+%? on {DAY}")
MESA = "Mesa Verde Middle School"


class Facts:
    """A year's workbook, as openpyxl reads it, with when its numbers were entered, as the page shows it."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self._book = openpyxl.load_workbook(year.folder / year.workbook)
        self._sheets: dict[str, Sequence[dict[str, Any]]] = {}
        self._entered = dict(_entered(year.text("year.html")))

    def sheet(self, name: str) -> Sequence[dict[str, Any]]:
        """The rows of a sheet, by header."""
        if name not in self._sheets:
            header, *rows = self._book[name].iter_rows(values_only=True)
            self._sheets[name] = [dict(zip(header, row, strict=True)) for row in rows]
        return self._sheets[name]

    def answered(self, known: datetime, first: date = date.min, last: date = date.max) -> list[dict[str, Any]]:
        """The check-ins for a span of days that had come in by then; "nothing was due" counts as none."""
        rows = [row for row in self.sheet("Check-ins") if row["Did it happen as planned?"] in SAID]
        return [row for row in rows if row["Answered"] <= known and first <= row["Date"].date() <= last]

    def month(self, known: datetime, month: date) -> Counter[str]:
        """How the weeks of a month went, as known then."""
        found = self.answered(known)
        return went(row for row in found if (row["Date"].year, row["Date"].month) == (month.year, month.month))

    def verdicts(self, known: datetime) -> Counter[str]:
        """Whether predictions held, each strategy's last word by then."""
        rows = sorted((row for row in self.sheet("Reflections") if row["Date"] <= known), key=lambda row: row["Date"])
        return Counter({row["Strategy"]: row["Did the prediction hold?"] for row in rows}.values())

    def numbers(self, measure: str, moment: datetime, until: date = date.max) -> dict[date, float]:
        """A measure's numbers by day, of those whose they are told, that were there by then."""
        groups = (MESA,) if any(row["Group"] == MESA for row in self._of(measure)) else ("District", None, "")
        values_by_day = {row["Date"].date(): float(row["Value"]) for row in self._of(measure) if row["Group"] in groups}
        there = [day for day in values_by_day if day <= until and self._entered.get((measure, day), moment) <= moment]
        return {day: values_by_day[day] for day in sorted(there) if day <= moment.date()}

    def _of(self, measure: str) -> list[dict[str, Any]]:
        return [row for row in self.sheet("Observations") if bare(row["Measure"]) == measure]

    @property
    def measures(self) -> list[str]:
        return sorted({bare(row["Measure"]) for row in self.sheet("Observations")})

    @property
    def titles(self) -> dict[str, str]:
        """Strategies' titles by code."""
        return {row["Strategy"]: row["What we will do"] for row in self.sheet("Action plan")}


def _entered(page: str) -> Iterator[tuple[tuple[str, date], datetime]]:
    """When each number was typed in, by measure and day; the first time counts."""
    for section in reversed(page.split('<section id="')[1:]):
        for card in section.split("<article")[1:]:
            clock = re.search(r"<span>(\d\d):(\d\d)</span>", card)
            if clock and (found := ENTERED.search(card)):
                today = date.fromisoformat(section[:10])
                at = datetime.combine(today, time(int(clock[1]), int(clock[2])))
                yield (bare(found[1]), day_in((found[2], found[3]), today)), at


def bare(measure: str) -> str:
    """A measure's name as people read it, without its unit."""
    return measure.removesuffix(" (%)")


def went(rows: Iterable[dict[str, Any]]) -> Counter[str]:
    """How the weeks of these check-ins went, as digests call it."""
    return Counter(SAID[row["Did it happen as planned?"]] for row in rows)


def told(text: str) -> Counter[str]:
    """ "34 as planned, 7 partly and 4 not done" as counts; "as planned" alone is one."""
    alone = {each: 1 for each in SAID.values() if text.strip().startswith(each)}
    return Counter({each: int(n) for n, each in re.findall(rf"(\d+) ({'|'.join(SAID.values())})", text)} or alone)


def known_at(row: Row) -> datetime:
    """As of when a post is known, on the plan's wall clock; the text of a long one ends before it says so."""
    match = AS_OF.search(row.text)
    if match is None:
        assert row.text.endswith("…"), row.text
        return row.at.replace(tzinfo=None)
    return as_of(match, row.at.year)


def as_of(match: re.Match[str], year: int) -> datetime:
    """The moment that a match of AS_OF names."""
    hour = int(match[3]) % 12 + (12 if match[5] == "pm" else 0)
    return datetime.combine(date(year, SHORT[match[2]], int(match[1])), time(hour, int(match[4]), 59))


def day_in(text: tuple[str, str], before: date) -> date:
    """The latest day of that name up to a date: "Fri 28 Aug" has no year."""
    day = date(before.year, SHORT[text[1]], int(text[0]))
    return day if day <= before else day.replace(year=before.year - 1)
