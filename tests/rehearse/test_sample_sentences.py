"""What the sample cast says: each sentence fits its strategy, nobody says what another said."""

from collections import defaultdict
from datetime import date
from random import Random

import openpyxl
import pytest

from bot.rehearse.sample_sentences import A_SENTENCE
from bot.rehearse.strategy_fortunes import fortunes
from bot.rehearse.student_family_themes import THEMES, theme_of
from bot.rehearse.unsaid_sentences import Spoken
from pdsa.checkin import Went
from pdsa.plan import Plan
from tests.rehearse.conftest import Year

SENTENCES = {
    "Check-ins": ("What went well", "What got in the way"),
    "Reflections": ("What happened", "What we learned", "People or teams that made it work", "What got in the way"),
    "Decisions": ("Reason",),
}
"""Sheets of what happened, and the columns in which people's own sentences stand."""


def test_a_sentence_is_said_by_one_alone() -> None:
    spoken, chance = Spoken(), Random(1)
    said = [spoken.fresh(("One.", "Two."), "Peer visits", chance) for _time in range(3)]
    assert sorted(said) == ["", "One.", "Two."]
    assert spoken.fresh(("One.", "Three."), "Workshops", chance) == "Three."
    assert spoken.own(("One.", "Three."), "Workshops", chance) == "Three."
    assert spoken.own(("One.", "Two."), "Workshops", chance) == ""


def test_two_strategies_of_one_kind_do_not_say_the_same(plan: Plan) -> None:
    found = fortunes(plan, 1, Spoken())
    chance, by = Random(1), defaultdict(set)
    for _week in range(60):
        for code, fortune in found.items():
            for went in Went:
                said = fortune.week(went, chance)
                by[said["note"]].add(code)
    del by[""]
    assert len(by) > 50
    assert {len(codes) for codes in by.values()} == {1}


def test_each_kind_of_work_has_words_of_its_own() -> None:
    for theme in THEMES:
        others = [each for each in THEMES if each is not theme]
        assert not set(theme.happened + theme.reasons) & {
            words for each in others for words in each.happened + each.reasons
        }
    assert theme_of("Peer visits between schools") is not theme_of("Monthly messages to families")


@pytest.mark.timeout(600)
@pytest.mark.parametrize("workbook", ["plan-2026-27.xlsx", "plan.xlsx"])
def test_in_a_rehearsed_year_no_sentence_stands_at_two_strategies(both: Year, workbook: str) -> None:
    book = openpyxl.load_workbook(both.folder / workbook)
    for name, columns in SENTENCES.items():
        rows = list(book[name].iter_rows(values_only=True))
        header = list(rows[0])
        by = defaultdict(set)
        for row in rows[1:]:
            record = dict(zip(header, row, strict=True))
            for column in columns:
                if record.get(column):
                    by[record[column]].add(record["Strategy"])
        assert by, name
        assert not {words: codes for words, codes in by.items() if len(codes) > 1}, name


@pytest.mark.timeout(600)
def test_who_has_nothing_new_to_tell_tells_nothing(both: Year) -> None:
    told = [row.text for row in both.rows if A_SENTENCE in row.text]
    assert told == [], "a form that was opened for want of anything else is put away"


def observations(year: Year, workbook: str) -> dict[str, dict[date, float]]:
    rows = list(openpyxl.load_workbook(year.folder / workbook)["Observations"].iter_rows(values_only=True))
    values_by_measure: dict[str, dict[date, float]] = defaultdict(dict)
    for row in rows[1:]:
        record = dict(zip(rows[0], row, strict=True))
        if record["Group"] in (None, "", "District"):
            values_by_measure[record["Measure"]][record["Date"].date()] = record["Value"]
    return values_by_measure


@pytest.mark.timeout(600)
def test_a_number_that_the_cast_counted_lies_between_those_of_the_plan(both: Year, plan: Plan) -> None:
    checked = 0
    for measure, values in observations(both, "plan-2026-27.xlsx").items():
        planned_by_day = {
            each.day: each.value for each in plan.observations if each.measure == measure and each.group == "District"
        }
        for day, value in values.items():
            before = [planned_by_day[each] for each in sorted(planned_by_day) if each <= day]
            after = [planned_by_day[each] for each in sorted(planned_by_day) if each > day]
            if before and after and day not in planned_by_day:
                checked += 1
                low, high = sorted((before[-1], after[0]))
                assert low - 0.1 <= value <= high + 0.1, (measure, day)
    assert checked
