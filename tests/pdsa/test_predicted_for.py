"""The day by which a prediction says that it can be told, as people write it."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.reflection import Held, predicted_for, verdicts
from tests.pdsa.riverbend_year import YEAR, workshops


@pytest.mark.parametrize(
    ("prediction", "day"),
    [
        ("60% of staff attend at least two by April", "2027-04-30"),
        ("Nine students in ten know their advisor's name by October", "2026-10-31"),
        ("Referrals fall by a fifth by the end of feb.", "2027-02-28"),
        ("Principals report fewer clashing requests by winter", "2027-02-28"),
        ("By 15 Nov half of them, by 1st March all", "2027-03-31"),
        ("Every school has visited once before mid-May", "2027-05-31"),
        ("It is still done in every meeting in April", "2027-04-30"),
        ("This may help, by decision of each school, in marginal groups", None),
        ("Two joint decisions a term are written down", None),
        ("", None),
    ],
)
def test_the_months_and_seasons_that_it_names(prediction: str, day: str | None) -> None:
    assert predicted_for(prediction, YEAR) == (date.fromisoformat(day) if day else None)


def test_once_its_day_has_passed_there_are_no_data_though_the_strategy_goes_on() -> None:
    advisory = replace(workshops, prediction="Nine in ten know the name by October", end=date(2027, 5, 28))
    assert Held.UNKNOWN in verdicts(advisory, date(2026, 10, 31), YEAR)
    passed = verdicts(advisory, date(2026, 11, 2), YEAR)
    assert Held.NO_DATA in passed
    assert Held.UNKNOWN not in passed
