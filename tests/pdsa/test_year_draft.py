"""One part of the next year's draft, as leads would have it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pdsa.decisions import Decision, Details, Path
from pdsa.goals import Goal, GoalKind, Strategy
from pdsa.measures import Observation, Rating
from pdsa.newyear import GoalNote, LaunchChoice, NextGoal, OldYear
from pdsa.year_draft import next_year, part_with
from tests.pdsa.riverbend_year import CYCLE

GOALS = (
    Goal("G1", GoalKind.LONG_TERM, "Every school has an SEL team"),
    Goal("G2", GoalKind.OUTCOME, "Adults feel able"),
)
S1 = Strategy("S1", "G2", "Workshops", "ana@x", date(2026, 9, 14), date(2027, 4, 30), "60% come by April")
S2 = Strategy("S2", "G2", "Peer visits", "kofi@x", date(2026, 10, 5), date(2027, 4, 30), "Each visits twice")
AT = datetime(2027, 5, 28, 16, tzinfo=UTC)
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


@pytest.mark.parametrize(
    ("goal", "number", "level", "reached"),
    [
        (Goal("G2", GoalKind.OUTCOME, "More", "", 54, 70, "Adults (%)"), 70, None, True),
        (Goal("G2", GoalKind.OUTCOME, "More", "", 54, 70, "Adults (%)"), 69, None, False),
        (Goal("G2", GoalKind.OUTCOME, "Fewer", "", 70, 54, "Adults (%)"), 54, None, True),
        (Goal("G2", GoalKind.OUTCOME, "Fewer", "", 70, 54, "Adults (%)"), 60, None, False),
        (Goal("G2", GoalKind.OUTCOME, "More", "", None, 70, "Adults (%)"), 75, None, False),  # which way, nobody said
        (Goal("G2", GoalKind.OUTCOME, "More", "", 54, None, "Adults (%)"), 75, None, False),
        (Goal("G2", GoalKind.IMPLEMENTATION, "A menu", "Menu", 1, 3), None, 3, True),
        (Goal("G2", GoalKind.IMPLEMENTATION, "A menu", "Menu", 1, 3), None, 4, True),
        (Goal("G2", GoalKind.IMPLEMENTATION, "A menu", "Menu", 1, 3), None, 2, False),
        (Goal("G2", GoalKind.OUTCOME, "Fewer", "Menu", 70, 54, "Adults (%)"), 60, 4, False),  # the measure tells
    ],
)
def test_what_is_reached(goal: Goal, number: float | None, level: int | None, reached: bool) -> None:
    numbers = {} if number is None else {"Adults (%)": Observation("Adults (%)", date(2027, 5, 7), number)}
    old = OldYear(CYCLE, (goal,), (S1,), ratings=(Rating("Menu", 1, 3, level),), actuals=numbers)
    drafted = part_with(old, "goal:G2", LaunchChoice())
    assert isinstance(drafted, NextGoal)
    assert (GoalNote.REACHED in drafted.notes) is reached


@pytest.mark.parametrize(
    ("changes", "told"), [({}, True), ({"baseline": 60.0}, False)], ids=["as measured", "a lead says another"]
)
def test_the_number_that_is_the_new_baseline_is_told_with_its_day(changes: dict[str, float], told: bool) -> None:
    latest = Observation("Adults (%)", date(2027, 5, 7), 66)
    measured = replace(GOALS[1], baseline=54, target=70, measure="Adults (%)")
    old = replace(OLD, goals=(measured,), actuals={"Adults (%)": latest})
    drafted = part_with(old, "goal:G2", LaunchChoice(None, changes))
    assert isinstance(drafted, NextGoal)
    assert drafted.new is not None
    assert (drafted.new.baseline, drafted.latest) == (changes.get("baseline", 66), latest if told else None)


def test_an_activity_that_was_never_rated_comes_first_without_a_level() -> None:
    first = Decision(1, "S1", Path.SHIFT, "", "", "", None, 1, AT, confirmed_by=1, confirmed_at=AT,
                     details=Details(first_activity="Collaboration"))  # fmt: skip
    serving = replace(GOALS[1], kind=GoalKind.IMPLEMENTATION, owner="a@x", parent="G1", school="Mesa")
    drafted = part_with(replace(OLD, goals=(serving,), decisions={"S1": first}), "first:Collaboration", LaunchChoice())
    assert drafted is not None
    new = drafted.new
    assert isinstance(new, Goal)
    assert (new.baseline, new.target, new.owner, new.parent, new.school) == (None, None, "a@x", "G1", "Mesa")


@pytest.mark.parametrize(
    ("target", "level"), [(1, 1), (4, 4), (2.5, None), (5, None), (0, None), (None, None)]
)  # fmt: skip
def test_a_levels_goal_is_one_of_the_four(target: float | None, level: int | None) -> None:
    aim = Goal("G2", GoalKind.IMPLEMENTATION, "A menu", "Menu", 1, target)
    assert next_year(OldYear(CYCLE, (aim,), (S1,), ratings=(Rating("Menu", 1, 3),))).ratings == (
        Rating("Menu", 1, level),
    )


def test_what_is_left_says_by_which_decision() -> None:
    stopped = Decision(1, "S1", Path.STOP, "", "", "", None, 1, AT, confirmed_by=1, confirmed_at=AT)
    draft = next_year(replace(OLD, decisions={"S1": stopped}))
    assert [(each.new is None, each.decision) for each in draft.strategies] == [(True, stopped), (False, None)]
