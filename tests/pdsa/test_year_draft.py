"""One part of the next year's draft, as leads would have it."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.newyear import LaunchChoice, OldYear
from pdsa.year_draft import part_with
from tests.pdsa.riverbend_year import CYCLE

GOALS = (
    Goal("G1", GoalKind.LONG_TERM, "Every school has an SEL team"),
    Goal("G2", GoalKind.OUTCOME, "Adults feel able"),
)
S1 = Strategy("S1", "G2", "Workshops", "ana@x", date(2026, 9, 14), date(2027, 4, 30), "60% come by April")
S2 = Strategy("S2", "G2", "Peer visits", "kofi@x", date(2026, 10, 5), date(2027, 4, 30), "Each visits twice")
OLD = OldYear(CYCLE, GOALS, (S1, S2))


@pytest.mark.parametrize(
    ("part", "choice", "goes_on"),
    [
        ("strategy:S1", LaunchChoice(), True),
        ("strategy:S1", LaunchChoice(carry=False), False),
        ("strategy:S2", LaunchChoice(carry=True), True),
        ("goal:G1", LaunchChoice(), True),
        ("goal:G1", LaunchChoice(carry=False), False),
        ("goal:G9", LaunchChoice(carry=True), None),
        ("S1", LaunchChoice(carry=True), None),
    ],
)
def test_a_part_is_drafted_as_leads_would_have_it(part: str, choice: LaunchChoice, goes_on: bool | None) -> None:
    drafted = part_with(OLD, part, choice)
    assert (drafted and (drafted.part, drafted.new is not None)) == (None if goes_on is None else (part, goes_on))


def test_a_part_is_drafted_with_what_leads_change_in_it() -> None:
    drafted = part_with(OLD, "strategy:S1", LaunchChoice(True, {"title": "Workshops at every school"}))
    assert drafted is not None
    assert drafted.new is not None
    assert (drafted.title, drafted.new) == ("Workshops", replace(drafted.new, title="Workshops at every school"))
