"""A digest's figures come back from JSON as they were."""

import json
from datetime import date

import pytest

from pdsa.checkin import Tally
from pdsa.cycle import Phase
from pdsa.decisions import Path
from pdsa.digest import Coming, ComingKind, Monthly, YearEnd
from pdsa.findings import (
    DecisionFinding,
    GoalFinding,
    Lesson,
    MeasureFinding,
    Point,
    ReleasedQuote,
    RubricFinding,
    SeriesFinding,
    StrategyFinding,
)
from pdsa.goals import GoalKind
from pdsa.measures import Better
from pdsa.reflection import Held
from pdsa.runchart import Began, Judged, Verdict
from pdsa.small_groups import Hidden, WithheldReason
from storage.digests import dump, load_month, load_year

DAY = date(2026, 10, 15)
TALLY = Tally(3, 2, 1)
STRATEGY = StrategyFinding(
    "S1", "Workshops", "Ana-Lucía Peña", TALLY, DAY, None, "60%", Held.UNKNOWN, Path.OTHER_STRATEGY, dropped=True
)
GOALS = (GoalFinding("G2", "Learn", (STRATEGY,), GoalKind.IMPLEMENTATION, "Item", "", 1, 3.5, DAY, "Ana"),)
JUDGED = Judged(Verdict.BETTER, 56.0, 12, 11, 13, before=56.0, after=58.0, since=DAY, began=Began(DAY, "Workshops"))
SERIES = SeriesFinding("District", (Point(DAY, 54.0, 412), Point(DAY, 58.0)), JUDGED, reached=False)
MEASURES = (MeasureFinding("Staff (%)", ("G6",), (SERIES,), 54.0, 70.0, Better.HIGHER),)
HIDDEN = (Hidden("Students (%)", "Alternative program", WithheldReason.BESIDE_SMALL),)
MONTH = Monthly(
    DAY, DAY, Phase.DO, GOALS, TALLY, MEASURES, (ReleasedQuote("S1", "Workshops", "Ana", "It rained.", DAY),),
    (Coming(DAY, ComingKind.BREAK, "Thanksgiving", DAY),), HIDDEN, 10,
)  # fmt: skip
YEAR = YearEnd(
    "Riverbend", "2026-27", DAY, "A vision.", GOALS, TALLY,
    (RubricFinding("Item", ("G2",), 1, 3, None, "not rated", "Minutes"),), MEASURES,
    (Lesson("S1", "Workshops", "Ana", "Afternoons are full.", in_way="Buses"),), 2,
    (DecisionFinding("S1", "Workshops", Path.EXTEND, "Ask again", "Ana", DAY),), HIDDEN, 10,
)  # fmt: skip


def test_a_month_comes_back_equal() -> None:
    assert load_month(json.loads(json.dumps(dump(MONTH)))) == MONTH


def test_a_year_comes_back_equal() -> None:
    assert load_year(json.loads(json.dumps(dump(YEAR)))) == YEAR


def test_other_json_is_refused() -> None:
    with pytest.raises(ValueError, match="validation error"):
        load_year(dump(MONTH))


def test_a_draft_of_an_earlier_version_is_still_read() -> None:
    """It kept a median and a word where the run chart's rule stands now; what it kept of points is judged again."""
    old = json.loads(json.dumps(dump(YEAR)))
    series = old["measures"][0]["series"][0]
    del series["judged"]
    series |= {"median": 56.0, "trend": "swinging"}
    found = load_year(old).measures[0].series[0]
    assert (found.judged, found.says.verdict) == (None, Verdict.TOO_EARLY)
