"""The next year's draft: what each decision makes of strategies and goals, and what the calendar becomes."""

from dataclasses import astuple, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.cycle import Phases
from pdsa.decisions import GOES_ON, Decision, Details, Path, Subject
from pdsa.framework_file import builtin
from pdsa.goals import Goal, GoalKind, Link, Strategy
from pdsa.logic import Addition, Stage
from pdsa.measures import Observation, Rating
from pdsa.newyear import (
    GoalNote,
    LaunchChoice,
    NextGoal,
    NextStrategy,
    NextYear,
    OldYear,
    next_cycle,
)
from pdsa.parked_goals import Parked
from pdsa.year_draft import next_year, to_take_up
from tests.pdsa.riverbend_year import CYCLE

AT = datetime(2027, 5, 28, 16, tzinfo=UTC)
GOALS = (
    Goal("G1", GoalKind.LONG_TERM, "Every school has an SEL team", due=date(2029, 6, 1)),
    Goal("G2", GoalKind.IMPLEMENTATION, "A menu", "Professional Learning", 1, 3, due=date(2027, 5, 28), owner="a@x"),
    Goal("G6", GoalKind.OUTCOME, "Adults feel able", "", 54, 70, "Adults (%)", date(2027, 5, 14)),
)
S1 = Strategy("S1", "G2", "Workshops", "ana@x", date(2026, 9, 14), date(2027, 4, 30), "60% come by April")
S2 = Strategy("S2", "G6", "Peer visits", "kofi@x", date(2026, 10, 5), date(2027, 4, 30), "Each visits twice")
RATINGS = (Rating("Professional Learning", 1, 3, 2), Rating("Collaboration", 2, 3))
OLD = OldYear(
    CYCLE,
    GOALS,
    (S1, S2),
    (Link("G2", "G6"),),
    RATINGS,
    {"Adults (%)": Observation("Adults (%)", date(2027, 5, 7), 66)},
)


def decided(path: Path, code: str = "S1", **details: object) -> dict[str, Decision]:
    return {code: Decision(1, code, path, "why", "next", "ana@x", None, 1, AT, confirmed_by=1, confirmed_at=AT,
                           details=Details(**details))}  # type: ignore[arg-type]  # fmt: skip


def strategy(draft: NextYear, code: str) -> NextStrategy:
    return next(each for each in draft.strategies if each.old.code == code)


def goal(draft: NextYear, code: str) -> NextGoal:
    return next(each for each in draft.goals if (each.old or each.new or GOALS[0]).code == code)


def test_every_date_moves_by_52_weeks_and_keeps_its_weekday() -> None:
    new = next_cycle(replace(CYCLE, midyear=date(2027, 1, 11), started_at=AT))
    assert (new.year.first_day, new.year.last_day) == (date(2027, 8, 16), date(2028, 6, 2))
    assert (new.started_at, new.closed_at, new.follows, new.label) == (None, None, CYCLE.id, "2027-28")
    assert new.midyear == date(2028, 1, 10)
    assert new.phases == Phases(*(day + timedelta(weeks=52) for day in astuple(CYCLE.phases)))
    assert (new.id, new.commitment) == (0, "")
    assert all(off.proposed for off in new.year.days_off)
    assert [off.first.weekday() for off in new.year.days_off] == [off.first.weekday() for off in CYCLE.year.days_off]
    assert (new.channels, new.rhythm, new.framework, new.minimum_group) == (
        CYCLE.channels, CYCLE.rhythm, CYCLE.framework, CYCLE.minimum_group,
    )  # fmt: skip


@given(st.integers(min_value=30, max_value=400))
def test_two_years_never_meet(length: int) -> None:
    year = replace(CYCLE.year, last_day=CYCLE.year.first_day + timedelta(days=length), days_off=())
    new = next_cycle(replace(CYCLE, year=year))
    assert new.year.first_day > year.last_day
    assert new.year.first_day.weekday() == year.first_day.weekday()


@pytest.mark.parametrize("path", [Path.SUSTAIN, Path.EXPAND, Path.KEEP, Path.EXTEND, Path.REVISE, Path.REALIGN])
def test_what_goes_on_keeps_its_code_and_asks_for_a_new_prediction(path: Path) -> None:
    next_strategy = strategy(next_year(replace(OLD, decisions=decided(path))), "S1")
    assert next_strategy.new == replace(S1, start=date(2027, 9, 13), end=date(2028, 4, 28), prediction="",
                                carried_from="2026-27:S1")  # fmt: skip
    assert not next_strategy.asked


@pytest.mark.parametrize("path", [Path.STOP, Path.CHANGE_FOCUS, Path.PREPARE, Path.SHIFT])
def test_what_ends_is_left(path: Path) -> None:
    found = strategy(next_year(replace(OLD, decisions=decided(path))), "S1")
    assert (found.new, found.asked) == (None, False)


def test_another_strategy_follows_the_old_one() -> None:
    next_strategy = strategy(
        next_year(replace(OLD, decisions=decided(Path.OTHER_STRATEGY, new_strategy_title="Virtual"))), "S1"
    )
    assert next_strategy.new is not None
    assert (next_strategy.new.code, next_strategy.new.title, next_strategy.new.follows) == ("S3", "Virtual", "S1")
    assert (next_strategy.new.goal, next_strategy.new.owner, next_strategy.new.carried_from) == (
        "G2",
        "ana@x",
        "2026-27:S1",
    )


def test_another_strategy_that_was_drafted_already_goes_on_itself() -> None:
    drafted = Strategy("S3", "G2", "Virtual", "ana@x", date(2027, 8, 30), follows="S1")
    old = replace(OLD, strategies=(S1, S2, drafted), decisions=decided(Path.OTHER_STRATEGY, new_strategy="S3"))
    draft = next_year(old)
    assert strategy(draft, "S1").new is None
    new = strategy(draft, "S3").new
    assert new is not None
    assert (new.start, new.carried_from, new.follows) == (date(2027, 8, 30), "2026-27:S1", "S1")
    assert not strategy(draft, "S3").asked


def test_what_nobody_decided_on_goes_on_and_is_asked_about() -> None:
    draft = next_year(OLD)
    assert [each.old.code for each in draft.asked] == ["S1", "S2"]
    assert len(draft.carried) == 2
    draft = next_year(
        replace(OLD, choices={"strategy:S1": LaunchChoice(carry=False), "strategy:S2": LaunchChoice(carry=True)})
    )
    assert not draft.asked
    assert [each.old.code for each in draft.carried] == ["S2"]


ASKED = (("obstacle", "time"),)


@pytest.mark.parametrize(("path", "carries", "goes_on", "asked"), [
    (Path.KEEP, True, True, False),
    (Path.KEEP, False, False, False),
    (Path.STOP, False, False, False),
    (Path.STOP, True, True, True),
    (Path.SHIFT, True, True, True),
    (Path.OTHER_STRATEGY, False, False, False),
])  # fmt: skip
def test_what_the_last_screen_said_of_the_next_year_counts(
    path: Path, carries: bool, goes_on: bool, asked: bool
) -> None:
    decision = replace(decided(path, asked=ASKED)["S1"], carries=carries)
    old = replace(OLD, decisions={"S1": decision})
    found = strategy(next_year(old), "S1")
    assert (found.new is not None, found.asked) == (goes_on, asked)
    for word in (True, False):
        said = strategy(next_year(replace(old, choices={"strategy:S1": LaunchChoice(word)})), "S1")
        assert (said.new is not None, said.asked) == (word, False)


@pytest.mark.parametrize(("where", "becomes"), [
    ("", "Mesa"),
    ("Online", "Online, Mesa"),
    ("mesa and online", "mesa and online"),
    ("Cottonwood", "Cottonwood"),
])  # fmt: skip
def test_what_is_expanded_is_done_there_as_well(where: str, becomes: str) -> None:
    old = replace(OLD, strategies=(replace(S1, where=where),), teams=frozenset({"cottonwood"}),
                  decisions=decided(Path.EXPAND, where_to="Mesa"))  # fmt: skip
    new = strategy(next_year(old), "S1").new
    assert new is not None
    assert new.where == becomes


def test_what_the_logic_model_still_lacks_comes_along_once() -> None:
    wanted = {"additions": ("A coach for each school", "a coach  for each school"), "inputs": ("Time",)}
    draft = next_year(replace(OLD, decisions=decided(Path.REALIGN, **wanted)))
    assert draft.additions == (
        Addition(Stage.INPUT, "Time", "G2"), Addition(Stage.ACTIVITY, "A coach for each school", "G2"),
    )  # fmt: skip
    assert next_year(replace(OLD, decisions=decided(Path.REALIGN, **wanted, applied=True))).additions == ()


def test_a_lead_has_the_last_word() -> None:
    said = {"strategy:S1": LaunchChoice(True, {"title": "Shorter workshops", "start": date(2027, 10, 4)}),
            "goal:G2": LaunchChoice(None, {"target": 4.0})}  # fmt: skip
    draft = next_year(replace(OLD, decisions=decided(Path.STOP), choices=said))
    new, aim = strategy(draft, "S1").new, goal(draft, "G2").new
    assert new is not None
    assert aim is not None
    assert (new.title, new.start, new.code) == ("Shorter workshops", date(2027, 10, 4), "S1")
    assert aim.target == 4


def test_a_goal_that_is_left_takes_its_strategies_with_it() -> None:
    draft = next_year(replace(OLD, choices={"goal:G2": LaunchChoice(carry=False)}))
    assert goal(draft, "G2").new is None
    assert strategy(draft, "S1").new is None
    assert draft.links == ()


def test_the_last_level_and_the_last_number_are_the_new_baselines() -> None:
    draft = next_year(OLD)
    menu, able, long_term = (goal(draft, code).new for code in ("G2", "G6", "G1"))
    assert menu == replace(GOALS[1], baseline=2, due=date(2028, 5, 26), carried_from="2026-27:G2")
    assert able == replace(GOALS[2], baseline=66, due=date(2028, 5, 12), carried_from="2026-27:G6")
    assert long_term == replace(GOALS[0], carried_from="2026-27:G1")
    assert draft.ratings == (Rating("Professional Learning", 2, 3), Rating("Collaboration", 2, None))
    assert draft.links == (Link("G2", "G6"),)


def test_without_a_level_or_a_number_the_old_baseline_stays_and_that_is_said() -> None:
    draft = next_year(replace(OLD, ratings=(), actuals={}))
    assert (goal(draft, "G2").notes, goal(draft, "G6").notes) == ((GoalNote.NOT_RATED,), (GoalNote.NO_NUMBER,))
    assert [each.new and each.new.baseline for each in (goal(draft, "G2"), goal(draft, "G6"))] == [1, 54]


def test_a_goal_that_was_reached_and_has_no_strategy_is_done() -> None:
    old = replace(OLD, ratings=(Rating("Professional Learning", 1, 3, 3),))
    assert goal(next_year(old), "G2").notes == (GoalNote.REACHED,)
    assert goal(next_year(old), "G2").new is not None
    draft = next_year(replace(old, decisions=decided(Path.STOP)))
    assert (goal(draft, "G2").new, goal(draft, "G2").notes) == (None, (GoalNote.REACHED,))
    draft = next_year(replace(old, decisions=decided(Path.STOP), choices={"goal:G2": LaunchChoice(True)}))
    assert goal(draft, "G2").new is not None


def test_more_time_and_another_target() -> None:
    draft = next_year(replace(OLD, decisions=decided(Path.EXTEND, new_due=date(2028, 3, 1))))
    aim = goal(draft, "G2")
    assert aim.new is not None
    assert (aim.new.due, aim.new.target, aim.notes) == (date(2028, 3, 1), 3, (GoalNote.NEW_DUE,))
    draft = next_year(replace(OLD, decisions=decided(Path.REVISE, "S2", new_target=68.0, goal="G6")))
    aim = goal(draft, "G6")
    assert aim.new is not None
    assert (aim.new.due, aim.new.target, aim.notes) == (date(2028, 5, 12), 68, (GoalNote.NEW_TARGET,))


@pytest.mark.parametrize("path", [Path.CHANGE_FOCUS, Path.PREPARE, Path.SHIFT])
def test_a_goal_waits_for_the_activity_that_comes_first(path: Path) -> None:
    details = {"first_activity": "Collaboration", "until": date(2028, 1, 10), "condition": "requests are fewer"}
    draft = next_year(replace(OLD, decisions=decided(path, **details)))
    waits, first = goal(draft, "G2"), draft.goals[-1].new
    assert waits.new is not None
    assert waits.parked is not None
    assert (waits.parked.first, waits.parked.until, waits.parked.condition) == tuple(details.values())
    assert first is not None
    assert (first.code, first.activity, first.baseline, first.owner) == ("G7", "Collaboration", 2, "a@x")
    assert draft.links == OLD.links, "it comes back with what it leads to"


def test_what_was_parked_stays_parked_and_the_first_activity_comes_once() -> None:
    parked = {"G2": Parked(4, "G2", 1, AT, first="collaboration", condition="when the menu is done")}
    held = replace(OLD, parked=parked, goals=(*GOALS, Goal("G9", GoalKind.IMPLEMENTATION, "Together", "Collaboration")))
    draft = next_year(held)
    assert goal(draft, "G2").parked == parked["G2"]
    assert len(draft.goals) == 4


def test_a_decision_on_the_goal_itself_counts() -> None:
    own = decided(Path.REVISE, "G2", new_target=2.0)
    draft = next_year(replace(OLD, decisions={"G2": replace(own["G2"], subject=Subject.GOAL)}))
    new_goal = goal(draft, "G2").new
    assert new_goal is not None
    assert new_goal.target == 2


def on_goal(path: Path, **details: object) -> OldYear:
    """The year with a decision on goal G2 itself, at the end of an interview."""
    own = decided(path, "G2", **details)["G2"]
    return replace(OLD, decisions={"G2": replace(own, subject=Subject.GOAL, carries=path in GOES_ON)})


@pytest.mark.parametrize("path", [Path.STOP, Path.SUSTAIN])
def test_a_goal_that_was_stopped_or_is_not_part_of_the_next_year_is_left_with_what_nobody_decided_on(
    path: Path,
) -> None:
    old = on_goal(path, asked=ASKED)
    old = replace(old, decisions={"G2": replace(old.decisions["G2"], carries=False)})
    draft = next_year(old)
    assert goal(draft, "G2").new is None
    assert (strategy(draft, "S1").new, strategy(draft, "S1").asked) == (None, False)
    kept = next_year(replace(old, decisions=old.decisions | decided(Path.SUSTAIN)))
    assert goal(kept, "G2").new is not None, "a strategy for it goes on"
    assert goal(next_year(replace(old, choices={"goal:G2": LaunchChoice(True)})), "G2").new is not None


def test_another_strategy_for_a_goal_is_in_the_new_plan() -> None:
    old = on_goal(Path.OTHER_STRATEGY, new_strategy_title="Evening workshops")
    draft = next_year(
        replace(old, decisions=old.decisions | decided(Path.OTHER_STRATEGY, new_strategy_title="Virtual"))
    )
    assert strategy(draft, "S1").new is not None
    (added,) = draft.added
    assert (added.code, added.goal, added.title, added.owner) == ("S4", "G2", "Evening workshops", "ana@x")
    assert not next_year(replace(old, choices={"goal:G2": LaunchChoice(False)})).added
    assert not next_year(on_goal(Path.OTHER_STRATEGY, new_strategy_title="x", new_strategy="S3")).added


def test_what_has_changed_the_plan_already_does_not_change_it_again() -> None:
    details = {"new_due": date(2027, 3, 1), "new_target": 2.0, "applied": True}
    for path in (Path.EXTEND, Path.REVISE):
        aim = goal(next_year(replace(OLD, decisions=decided(path, **details))), "G2")
        assert aim.new is not None
        assert (aim.new.due, aim.new.target, aim.notes) == (date(2028, 5, 26), 3, ())
    aim = goal(next_year(replace(OLD, decisions=decided(Path.EXTEND, new_due=date(2027, 5, 31)))), "G2")
    assert aim.new is not None
    assert aim.new.due == date(2028, 5, 29), "a day of the old year comes a year later"


def test_what_comes_first_comes_though_the_goal_before_it_was_reached() -> None:
    reached = (Rating("Professional Learning", 1, 3, 3), Rating("Collaboration", 2, 3, 3))
    shifted = replace(OLD, ratings=reached, decisions=decided(Path.SHIFT, first_activity="Collaboration"))
    draft = next_year(shifted)
    assert goal(draft, "G2").notes == (GoalNote.REACHED,)
    (first,) = [each for each in draft.goals if each.first]
    assert first.new is not None
    assert (first.new.baseline, first.lacks_target, first.part) == (3, True, "first:Collaboration")
    there = replace(shifted, goals=(*GOALS, Goal("G3", GoalKind.IMPLEMENTATION, "Together", "Collaboration", 2, 3)))
    assert goal(next_year(there), "G3").notes == (GoalNote.FIRST, GoalNote.REACHED), "its own goal goes on instead"
    assert not [each for each in next_year(there).goals if each.first]


def test_leads_say_where_the_activity_that_comes_first_should_be_or_leave_it() -> None:
    shifted = replace(OLD, decisions=decided(Path.SHIFT, first_activity="Collaboration"))
    part = "first:Collaboration"
    (first,) = [
        next_goal
        for next_goal in next_year(replace(shifted, choices={part: LaunchChoice(None, {"target": 3.0})})).goals
        if next_goal.first
    ]
    assert first.new is not None
    assert (first.new.target, first.lacks_target) == (3, False)
    (first,) = [each for each in next_year(replace(shifted, choices={part: LaunchChoice(False)})).goals if each.first]
    assert first.new is None
    on = next_year(replace(shifted, choices={"goal:G2": LaunchChoice(True)}))
    assert not [each for each in on.goals if each.first], "whoever lets the goal go on wants nothing before it"


PATHS = st.sampled_from(list(Path))


@given(st.lists(st.tuples(PATHS, st.booleans(), st.sampled_from([None, True, False])), max_size=30))
def test_whatever_is_decided_codes_stay_apart_and_nothing_is_predicted(
    fates: list[tuple[Path, bool, bool | None]],
) -> None:
    strategies = tuple(replace(S1, code=f"S{n}") for n, _fate in enumerate(fates))
    decisions = {}
    for each, (path, known, _said) in zip(strategies, fates, strict=True):
        decisions |= decided(path, each.code, first_activity="Collaboration") if known else {}
    said = {f"strategy:S{n}": LaunchChoice(carry) for n, (_path, _known, carry) in enumerate(fates)}
    draft = next_year(replace(OLD, strategies=strategies, decisions=decisions, choices=said))
    new = [each.new for each in draft.carried if each.new]
    assert len({each.code for each in new}) == len(new)
    assert not any(each.prediction for each in new)
    assert all(each.carried_from.startswith("2026-27:S") for each in new)
    goals = [each.new.code for each in draft.goals if each.new]
    assert len(set(goals)) == len(goals)


FRAMEWORK = builtin()[0]
REALIGNED = decided(Path.REALIGN, activities=("Collaboration", "Professional Learning"))["S1"]


@pytest.mark.parametrize(
    ("decisions", "named", "open_ones"),
    [
        ([], [], []),
        ([REALIGNED], [], ["Collaboration", "Professional Learning"]),
        ([REALIGNED], ["collaboration "], ["Professional Learning"]),
        ([REALIGNED], ["Collaboration", "Professional Learning"], []),
        ([REALIGNED, replace(REALIGNED, id=2, strategy="S2")], [], ["Collaboration", "Professional Learning"]),
        ([REALIGNED, replace(REALIGNED, id=2, path=Path.SUSTAIN, details=Details())], [], []),
        ([replace(REALIGNED, confirmed_by=None, confirmed_at=None)], [], []),
        ([replace(REALIGNED, path=Path.SHIFT)], [], []),
    ],
)
def test_what_a_decision_wants_taken_up_is_open_until_a_goal_names_it(
    decisions: list[Decision], named: list[str], open_ones: list[str]
) -> None:
    goals = [replace(GOALS[1], code=f"G{n}", activity=name) for n, name in enumerate(named)]
    assert to_take_up(decisions, goals, FRAMEWORK) == open_ones
