"""The year with sample answers: what people say keeps reminders away, and only what was approved is posted."""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from handlers.kit.card_pages import LONGEST
from pdsa.plan import Plan
from storage.files.sheets.plan_reading import read
from tests.rehearse.conftest import EXAMPLE, Year
from tests.user_effort import words_in

pytestmark = pytest.mark.timeout(600)


def sheet(year: Year, name: str) -> list[dict[str, Any]]:
    """A sheet of the year's plan as rows by header."""
    rows = list(openpyxl.load_workbook(year.folder / year.workbook)[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def in_order(plan: Plan) -> Plan:
    """Links and observations have no order of their own; levels in mid-year came in over the year."""
    ratings = tuple(replace(each, mid_year=None) for each in plan.ratings)
    return replace(
        plan,
        ratings=ratings,
        links=tuple(sorted(plan.links, key=str)),
        observations=tuple(sorted(plan.observations, key=str)),
    )


def test_nobody_is_asked_beyond_what_their_rhythm_says(silent: Year, samples: Year) -> None:
    most = {"checkin": samples.plan.questions(), "nudge": samples.plan.reminders()}
    for kind in ("welcome", "checkin", "nudge"):
        quiet = most.get(kind) or {(row.to, row.at.date()) for row in silent.of(kind)}
        heard = Counter((row.to, row.at.date()) for row in samples.of(kind))
        assert set(heard) <= quiet, kind
        assert set(heard.values()) == {1}, kind


def test_nobody_s_week_asks_more_than_five_minutes(samples: Year) -> None:
    """The summary's last column, but for weeks in which something owed had waited before."""
    rows = [line.split("|") for line in samples.text("summary.md").splitlines() if line.count("|") == 7]
    most = {row[1].strip(): float(row[6]) for row in rows if row[6].strip().replace(".", "").isdigit()}
    assert len(most) > 10
    assert max(most.values()) <= 10, most
    assert sum(minutes > 5 for minutes in most.values()) <= 3, most


def test_leads_get_at_most_four_notifications_a_day(samples: Year) -> None:
    leads = {person.email for person in samples.plan.people if person.role == "Lead"}
    answers = ("help", "request", "confirmed", "decided", "school-answer")
    days = Counter((row.to, row.at.date()) for row in samples.rows if row.to in leads and row.kind not in answers)
    assert max(days.values()) <= 4, days.most_common(3)


def test_reminders_go_only_to_those_who_have_not_answered(samples: Year) -> None:
    zone = ZoneInfo(samples.plan.zone)
    answered: dict[tuple[str, date], datetime] = {}
    for said in sheet(samples, "Check-ins"):
        answered[said["Strategy"], said["Date"].date()] = said["Answered"].replace(tzinfo=zone)
    open_: dict[tuple[str, date], list[str]] = defaultdict(list)
    for work in samples.plan.strategies:
        for day in (row.at.date() for row in samples.of("checkin") if row.to == work.owner):
            if day in samples.plan.turns(work):
                open_[work.owner, day].append(work.code)
    for row in samples.of("nudge"):
        week = row.at.date() - timedelta(days=4)
        times = [answered.get((code, week)) for code in open_[row.to, week]]
        assert any(at is None or at > row.at for at in times), row


def test_a_reminder_brings_answers(samples: Year) -> None:
    reminded = {(row.to, row.at.date()) for row in samples.of("nudge")}
    names = {person.name: person.email for person in samples.plan.people}
    after = {(names[row["Person"]], row["Answered"].date()) for row in sheet(samples, "Check-ins")}
    assert len(reminded & after) > len(reminded) / 4


def test_digests_are_posted_once_for_each_approval(both: Year, samples: Year) -> None:
    """Who approves what has changed meanwhile reads it once more and presses again: there are more taps than posts."""
    pressed = len(re.findall(r"pressed “Approve”", both.text("year.html")))
    read_again = both.text("year.html").count("Something has changed since this was drafted.")
    posted = Counter((row.to, row.kind, row.text[:120]) for row in both.of("digest-monthly", "digest-year"))
    assert set(posted.values()) == {1}
    for room in ("#staff", "#leadership"):
        assert sum(to == room for to, _kind, _words in posted) == pressed - read_again
    drafted = min(row.at for row in samples.of("draft-year"))
    (staff, leadership) = samples.of("digest-year")
    assert {staff.to, leadership.to} == {"#staff", "#leadership"}
    assert staff.at > drafted


def test_every_strategy_is_looked_back_at_and_decided_on(samples: Year) -> None:
    codes = {work.code for work in samples.plan.strategies}
    assert {row["Strategy"] for row in sheet(samples, "Reflections")} >= codes - {"S5"}
    decided = [row for row in sheet(samples, "Decisions") if row["About"] == "strategy"]
    assert {row["Strategy"] for row in decided} == codes
    assert {row["Strategy"] for row in decided if row["Confirmed by"]} == codes


def test_the_export_can_be_imported_again(samples: Year) -> None:
    after, before = read((samples.folder / samples.workbook).read_bytes()), read(Path(EXAMPLE).read_bytes())
    assert after.plan is not None, after.problems
    assert before.plan is not None
    assert set(after.plan.observations) > set(before.plan.observations), "research entered numbers that were due"
    assert [replace(each, due=None) for each in after.plan.goals] == [
        replace(each, due=None) for each in before.plan.goals
    ], "a goal may have been given more time, and nothing else"
    kept = replace(after.plan, observations=before.plan.observations, goals=before.plan.goals)
    assert in_order(kept) == in_order(before.plan)


def test_the_summary_counts_what_the_list_holds(both: Year, samples: Year, second: Year) -> None:
    summary = both.text("summary.md")
    first, then = (Counter(row.kind for row in year.rows) for year in (samples, second))
    for kind in first | then:
        told = rf"^\| {kind} \| [^|]+ \| {first[kind]} \| {then[kind]} \|"
        assert re.search(told, summary, re.MULTILINE), kind
    for person in samples.plan.people:
        n = sum(row.to == person.email for row in both.rows)
        assert re.search(rf"^\| {person.name} \| {person.role} \| {n} \|", summary, re.MULTILINE), person
    assert "went wrong" not in summary, summary


def test_the_page_stands_alone_and_keeps_each_chart_once(both: Year) -> None:
    page = both.text("year.html")
    assert not re.findall(r"""(?:src=|<link[^>]*href=)["']?(?:https?:)?//""", page)
    charts = re.findall(r'src="(data:image/png;base64,[^"]+)"', page)
    assert len(charts) == len(set(charts)) > 2
    assert set(re.findall(r'data-like="([^"]+)"', page)) <= set(re.findall(r'<img id="([^"]+)"', page))
    assert not re.findall(r'alt=""', page)
    assert len(page) < 8_000_000
    assert page.count("<article") > len(both.rows)


CODE = re.compile(r"\b[SG]\d+(\.\d+)?\b")


def test_no_notification_names_anything_by_its_code(both: Year) -> None:
    """People read titles; a code stands only where it is set off as something to type."""
    found = [(row.kind, row.text) for row in both.rows if CODE.search(re.sub(r"`[^`]*`", "", row.text))]
    assert found == []


ANY_LENGTH = ("draft-", "digest-")
"""Digests and their drafts are as long as they have to be."""


def test_no_message_has_more_than_120_words(samples: Year) -> None:
    told = [row for row in samples.rows if not row.kind.startswith(ANY_LENGTH)]
    long = {(row.kind, row.to, n) for row in told if (n := words_in(without_buttons(row.text))) > LONGEST}
    assert not long


def without_buttons(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith("["))
