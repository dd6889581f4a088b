"""How a digest's figures add up with the summaries that were posted before it."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.changed_since_posted import answers_told, corrected_measures, has_new_point, late_measures, taken_back_since
from pdsa.checkin import Tally
from pdsa.cycle import Phase
from pdsa.digest import Monthly
from pdsa.findings import MeasureFinding, Point, SeriesFinding

SEPT, OCT, NOV = date(2026, 9, 15), date(2026, 10, 15), date(2026, 11, 15)
NO_ANSWER = Tally()


def of(day: date, value: float = 50, measure: str = "Belonging (%)", group: str = "") -> MeasureFinding:
    return MeasureFinding(measure, ("G1",), (SeriesFinding(group, (Point(day, value),)),))


def month(day: date, *measures: MeasureFinding, tally: Tally = NO_ANSWER, later: int = 0) -> Monthly:
    first = day.replace(day=1)
    return Monthly(first, day, Phase.DO, (), tally, measures, (), (), (), 10, later=later)


NOTHING_YET = MeasureFinding("Belonging (%)", ("G1",), ())


def test_the_answers_told_are_the_months_own_and_those_that_came_late() -> None:
    posted = [month(SEPT, tally=Tally(3, 1, 0)), month(OCT, tally=Tally(1, 1, 1), later=2)]
    assert (answers_told([]), answers_told(posted)) == (0, 9)


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (Tally(4, 2, 1), False),
        (Tally(5, 2, 1), False),
        (Tally(3, 9, 9), True),
        (Tally(9, 1, 9), True),
        (Tally(9, 9, 0), True),
    ],
)
def test_answers_were_taken_back_where_there_are_fewer_of_one_kind(now: Tally, changed: bool) -> None:
    posted = [month(SEPT, tally=Tally(3, 1, 0)), month(OCT, tally=Tally(1, 1, 1))]
    assert taken_back_since(posted, now) is changed


@pytest.mark.parametrize(
    ("latest", "posted", "late"),
    [
        (of(OCT), [month(OCT)], True),
        (of(OCT), [month(OCT, of(OCT))], False),
        (of(OCT), [month(OCT, of(OCT, measure="Referrals"))], True),
        (of(NOV), [month(OCT)], False),
        (of(date(2026, 10, 1)), [month(OCT)], True),
        (of(date(2026, 9, 30)), [month(OCT)], False),
        (of(date(2026, 10, 31)), [month(OCT)], True),
        (of(date(2026, 11, 1)), [month(OCT)], False),
        (of(OCT), [], False),
        (NOTHING_YET, [month(OCT)], False),
    ],
)
def test_a_number_is_late_that_was_not_there_when_its_month_was_told(
    latest: MeasureFinding, posted: list[Monthly], late: bool
) -> None:
    assert late_measures(month(NOV, latest), posted) == (("Belonging (%)",) if late else ())


@pytest.mark.parametrize(
    ("latest", "posted", "corrected"),
    [
        (of(OCT, 52), [month(OCT, of(OCT, 50))], True),
        (of(OCT, 50), [month(OCT, of(OCT, 50))], False),
        (of(OCT, 52), [month(OCT, of(OCT, 50, group="Grade 6"))], False),
        (of(NOV, 52), [month(OCT, of(OCT, 50))], False),
        (of(OCT, 52), [month(NOV, of(OCT, 52)), month(OCT, of(OCT, 50))], False),
        (of(OCT, 50), [month(NOV, of(OCT, 52)), month(OCT, of(OCT, 50))], True),
        (NOTHING_YET, [month(OCT, of(OCT, 50))], False),
        (of(OCT, 50), [month(OCT, NOTHING_YET)], False),
    ],
)
def test_a_number_was_corrected_that_the_last_summary_of_its_day_told_otherwise(
    latest: MeasureFinding, posted: list[Monthly], corrected: bool
) -> None:
    assert corrected_measures([latest], posted) == (("Belonging (%)",) if corrected else ())


def test_a_measure_has_a_new_point_of_the_month_or_one_that_came_or_changed_since() -> None:
    november, october = month(NOV, of(OCT)), of(OCT)
    assert has_new_point(of(date(2026, 11, 1)), november)
    assert not has_new_point(october, november)
    assert has_new_point(october, replace(november, late=("Belonging (%)",)))
    assert has_new_point(october, replace(november, corrected=("Belonging (%)",)))
    assert not has_new_point(NOTHING_YET, replace(november, late=("Belonging (%)",)))
