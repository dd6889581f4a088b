"""The measures of a year, as people name them."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.measure_lookup import YearMeasures, entry_key, key_of
from pdsa.measures import Better, Every, Observation, Setting
from pdsa.numbers_due import asked_for_numbers
from pdsa.people import Role
from tests.pdsa.riverbend_year import GOALS, STRATEGIES, TRUSTED, ana, calm, maribel, ruth

LATE = "Late to class"
EVENINGS = "Families at evenings"
MEASURES = YearMeasures.of(
    GOALS,
    (*STRATEGIES[:2], replace(calm, measure=EVENINGS)),
    (Observation("REFERRALS", date(2026, 10, 2), 4.0), Observation(LATE, date(2026, 10, 2), 9.0)),
    {"Attendance": Setting("Attendance", every=Every.WEEK)},
)


def test_each_measure_once_in_the_plans_order() -> None:
    assert MEASURES.names == (TRUSTED, "Referrals", EVENINGS, LATE, "Attendance")


@pytest.mark.parametrize(
    ("words", "measures"),
    [
        ("referrals", ["Referrals"]),
        (key_of(LATE), [LATE]),
        ("g7", [TRUSTED]),
        ("S11", [EVENINGS]),
        ("adult  trusted", [TRUSTED]),
        ("e", list(MEASURES.names)),
        ("g2", []),  # a goal without a measure
        ("trusted cat", []),
        ("", []),
    ],
)
def test_words_that_mean_measures(words: str, measures: list[str]) -> None:
    assert list(MEASURES.matching(words)) == measures


def test_a_measure_is_known_by_its_key_and_by_its_goal() -> None:
    assert len(key_of(LATE)) == 16
    assert MEASURES.by_key(key_of(LATE)) == LATE
    assert MEASURES.by_key("gone") is None
    assert MEASURES.goal_of("referrals") == GOALS[4]
    assert MEASURES.goal_of(LATE) is None


def test_which_way_is_better_follows_from_the_goal_unless_somebody_said() -> None:
    assert (MEASURES.way(TRUSTED), MEASURES.way("Referrals"), MEASURES.way(LATE)) == (
        Better.HIGHER, Better.LOWER, Better.UNKNOWN,
    )  # fmt: skip
    said = replace(MEASURES, settings={TRUSTED: Setting(TRUSTED, better=Better.LOWER)})
    assert said.way(TRUSTED) is Better.LOWER


def test_who_may_enter_which_numbers() -> None:
    assert MEASURES.open_to(maribel) == MEASURES.names
    assert MEASURES.open_to(ruth) == ("Referrals", EVENINGS)


def test_research_is_asked_for_numbers_or_the_leads_where_there_is_none() -> None:
    research = replace(ana, role=Role.RESEARCH)
    assert asked_for_numbers([maribel, research, ruth]) == [research]
    assert asked_for_numbers([maribel, replace(research, active=False), ruth]) == [maribel]
    assert asked_for_numbers([replace(maribel, active=False), ruth]) == []


def test_the_measures_of_a_schools_plan_are_seen_by_its_team_and_the_districts() -> None:
    theirs = replace(GOALS[4], school="Cottonwood Elementary")
    measures = replace(MEASURES, goals=tuple(theirs if goal == GOALS[4] else goal for goal in GOALS))
    assert measures.seen_by(ruth) == tuple(name for name in MEASURES.names if name != theirs.measure)
    assert measures.seen_by(replace(ruth, team="cottonwood elementary")) == MEASURES.names
    assert measures.seen_by(maribel) == MEASURES.names
    shared = replace(measures, goals=(*measures.goals, replace(theirs, school="")))
    assert shared.seen_by(ruth) == MEASURES.names


def test_a_measure_in_several_spellings_is_known_by_the_first() -> None:
    numbers = [Observation(name, date(2026, 10, 2), 4.0) for name in ("Late", "LATE ", "late", "Early")]
    measures = YearMeasures.of((), (), numbers, {})
    assert measures.names == ("Late", "Early")
    keys = {entry_key(each) for each in (*numbers, replace(numbers[0], group="Mesa"))}
    assert len(keys) == 5
    assert entry_key(numbers[0]) == f"{key_of('Late')}:{key_of('')}:2026-10-02"
