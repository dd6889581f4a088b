"""Two years side by side: names that changed between two frameworks, groups, and nothing from tomorrow."""

from dataclasses import replace
from datetime import UTC, date, datetime

from pdsa.findings import Point
from pdsa.findings_from_records import YearSoFar
from pdsa.framework import counterpart, name_key
from pdsa.framework_file import crosswalk, framework_of
from pdsa.goals import Strategy
from pdsa.measures import Observation, Rating
from pdsa.newyear import next_cycle
from pdsa.reflection import Held, Reflection
from pdsa.two_years import Levels, Numbers, PredictionCount, then_and_now
from tests.pdsa.riverbend_year import CYCLE

THEN = YearSoFar(
    CYCLE, (), (), (), ratings=(Rating("Collaboration", 2, 3, 3), Rating("Professional Learning", 1, 3, 2))
)
NOW = YearSoFar(next_cycle(CYCLE), (), (), ())
OLD, NEW = framework_of("CASEL District Framework, 16 key activities", ()), framework_of("", ())
DAY = date(2028, 5, 22)


def name_now(name: str) -> str | None:
    found = counterpart(name, OLD, NEW, crosswalk()).item
    return found.title if found else None


def test_an_item_is_compared_under_its_new_name() -> None:
    new = name_now("Collaboration")
    assert new is not None
    assert name_key(new) != name_key("Collaboration")
    now = replace(NOW, ratings=(Rating(new, 3, 4, 4), Rating("Something of ours", 1, 2, 2)))
    assert then_and_now(THEN, now, DAY, name_now).levels == (Levels(new, "Collaboration", 2, 3, 4),)


def test_a_level_of_the_years_end_counts_from_study_on() -> None:
    now = replace(NOW, ratings=(Rating("Professional Learning", 2, 3, 3),))
    assert then_and_now(THEN, now, DAY, name_now).levels[0].now == 3
    assert then_and_now(THEN, now, date(2028, 1, 10), name_now).levels[0].now is None


def test_the_whole_district_is_the_same_group_by_any_name() -> None:
    then = replace(THEN, observations=(Observation("M", date(2027, 5, 2), 66, 400, CYCLE.district),))
    now = replace(
        NOW, observations=(Observation("M", date(2028, 5, 2), 71, 400), Observation("M", date(2028, 6, 1), 9, 400))
    )
    assert then_and_now(then, now, DAY, name_now).numbers == (
        Numbers("M", "", Point(date(2027, 5, 2), 66, 400), Point(date(2028, 5, 2), 71, 400)),
    )


def test_small_groups_are_not_compared() -> None:
    then = replace(THEN, observations=(Observation("M", date(2027, 5, 2), 66, 4),))
    now = replace(NOW, observations=(Observation("M", date(2028, 5, 2), 71, 400),))
    assert then_and_now(then, now, DAY, name_now).numbers == ()


def test_predictions_are_counted_by_what_was_looked_back_on() -> None:
    at = datetime(2027, 5, 20, 12, tzinfo=UTC)
    fates = (("S9", Held.YES), ("S1", Held.NO), ("S1", Held.YES), ("S2", Held.PARTLY), ("S3", Held.YES))
    tried = (Strategy("S9", "G1", "Ours", prediction="9", school="Cottonwood"),
             Strategy("S1", "G1", "A", prediction="60%", dropped=True), Strategy("S2", "G1", "B", prediction="Two"),
             Strategy("S3", "G1", "Nobody predicted"))  # fmt: skip
    then = replace(
        THEN, strategies=tried, reflections=tuple(Reflection(code, 1, at, "x", held, "y") for code, held in fates)
    )
    assert then_and_now(then, NOW, DAY, name_now).predictions == (PredictionCount(2, 1), PredictionCount(0, 0))
