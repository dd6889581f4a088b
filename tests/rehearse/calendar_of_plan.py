"""A plan's workbook read by openpyxl alone, and what its calendar asks for: nothing of the bot's code is used here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

DAY = timedelta(days=1)
MONDAY, THURSDAY = 0, 3
NEVER_ASKED = ("Observer", "Supervisor")
FIRST_FOUR = 4
RARER = {"": (14, 28, 56), "every second week": (28, 56), "monthly": (56,)}
DRAFT_READERS = ("Lead", "Communications", "Research")


@dataclass(frozen=True)
class Somebody:
    name: str
    email: str
    role: str
    zone: str


@dataclass(frozen=True)
class Work:
    """A strategy: its code, words, owner's e-mail, first and last day, and the word in its column *Rhythm*."""

    code: str
    title: str
    owner: str
    start: date
    end: date
    rhythm: str = ""


@dataclass(frozen=True)
class Book:
    """What of a workbook the calendar depends on."""

    zone: str
    first: date
    last: date
    off: frozenset[date]
    people: tuple[Somebody, ...]
    strategies: tuple[Work, ...]

    def days(self, first: date | None = None, last: date | None = None) -> Iterator[date]:
        """The days on which somebody works."""
        day, last = first or self.first, last or self.last
        while day <= last:
            if day.weekday() < 5 and day not in self.off:
                yield day
            day += DAY

    def on(self, weekday: int) -> list[date]:
        return [day for day in self.days() if day.weekday() == weekday]

    def asked(self) -> list[Somebody]:
        return [person for person in self.people if person.role not in NEVER_ASKED]

    def questions(self) -> set[tuple[str, date]]:
        """Who is asked on which Thursdays: whoever owns something that is under way and whose turn it is."""
        asked = {person.email for person in self.asked()}
        return {(work.owner, day) for work in self.strategies if work.owner in asked for day in self.turns(work)}

    def turns(self, work: Work) -> list[date]:
        """The Thursdays of one strategy. A monthly one that falls into a break moves to the first Thursday after it;
        one of every second week is left out.
        """
        working = self.on(THURSDAY)
        if work.rhythm == "monthly":
            lasts = {(day.year, day.month): day for day in _thursdays(work.start, work.end)}.values()
            moved = (next((day for day in working if day >= last), date.max) for last in lasts)
            return sorted({day for day in moved if day <= work.end})
        days = list(_thursdays(work.start, work.end))
        if work.rhythm == "every second week":
            days = days[::2]
        return [day for day in days if day in working]

    def in_silence(self, work: Work) -> list[date]:
        """The Thursdays on which a strategy is asked about where nobody ever says a word: four in its own rhythm, then
        two a step rarer, two one more, and at last every second month.
        """
        days: list[date] = []
        for day in self.turns(work):
            gaps = [*[0] * FIRST_FOUR, *(gap for gap in RARER[work.rhythm] for _twice in range(2))]
            gap = gaps[len(days)] if len(days) < len(gaps) else RARER[""][-1]
            if not days or day - days[-1] >= gap * DAY:
                days.append(day)
        return days

    def silent_questions(self) -> set[tuple[str, date]]:
        asked = {person.email for person in self.asked()}
        return {(work.owner, day) for work in self.strategies if work.owner in asked for day in self.in_silence(work)}

    def silent_reminders(self) -> set[tuple[str, date]]:
        """Only of the first three questions."""
        early = {(work.owner, day) for work in self.strategies for day in self.in_silence(work)[:3]}
        return {(email, day) for email, day in self.reminders() if (email, day - 4 * DAY) in early}

    def reminders(self) -> set[tuple[str, date]]:
        """Two school days after each question; none where a day off would delay it."""
        working = set(self.days())
        return {
            (email, day + 4 * DAY)
            for email, day in self.questions()
            if day + DAY in working and day + 4 * DAY in working
        }

    def first_of_months(self) -> list[date]:
        """The first working day of each month after the first one."""
        first_by_month: dict[tuple[int, int], date] = {}
        for day in self.days():
            first_by_month.setdefault((day.year, day.month), day)
        return sorted(first_by_month.values())[1:]


def read_book(path: Path) -> Book:
    book = openpyxl.load_workbook(path)
    district = {row[0]: row[1] for row in _rows(book, "District")}
    zone = district["Time zone"]
    off = {
        day.date() + DAY * n
        for _name, day, last, who in _rows(book, "Calendar")
        for n in range((last - day).days + 1)
        if who == "all"
    }
    return Book(
        zone=zone,
        first=district["First day of school"].date(),
        last=district["Last day of school"].date(),
        off=frozenset(off),
        people=tuple(Somebody(row[0], row[1], row[2], row[4] or zone) for row in _rows(book, "Team")),
        strategies=tuple(
            Work(row[0], row[2], row[3], row[4].date(), row[5].date(), _rhythm(row))
            for row in _rows(book, "Action plan")
            if isinstance(row[4], datetime) and isinstance(row[5], datetime) and row[3] and row[6]
        ),
    )


def _rhythm(row: tuple[Any, ...]) -> str:
    return next((cell for cell in row[9:] if cell in ("monthly", "every second week")), "")


def _thursdays(first: date, last: date) -> Iterator[date]:
    while first <= last:
        if first.weekday() == THURSDAY:
            yield first
        first += DAY


def _rows(book: Any, sheet: str) -> list[tuple[Any, ...]]:
    return [row for row in list(book[sheet].iter_rows(values_only=True))[1:] if any(row)]
