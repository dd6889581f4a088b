"""What a confirmed decision changes in the plan, by its path and the phase of the year."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pdsa.checkin import Tally
from pdsa.cycle import Phase
from pdsa.decision_effects import Effect, PlanNow, additions_of, effect_of, wanted_goals, with_additions
from pdsa.decision_facts import tally_of_goal
from pdsa.decisions import Decision, Details, Path, Subject, in_force
from pdsa.framework_file import builtin
from pdsa.goals import Link, Strategy, next_code
from pdsa.logic import Addition, Element, LogicModel, Stage
from pdsa.parked_goals import Parked
from tests.pdsa.riverbend_year import CYCLE, GOALS, STRATEGIES, YEAR, ana, jerome, maribel, workshops

TODAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 19, tzinfo=UTC)
MENU, FAMILIES, TRUSTED = GOALS[1], GOALS[2], GOALS[3]
MODEL = LogicModel(GOALS, (Link("G2", "G7"),))
PLAN = PlanNow(MODEL, STRATEGIES, ("G1", "G2", "G5", "G7", "G8", "S1", "S8", "S11"))


def decided(path: Path, number: int = 7, *, subject: Subject = Subject.STRATEGY, **details: Any) -> Decision:
    code = "S1" if subject is Subject.STRATEGY else "G2"
    return Decision(
        number, code, path, "", "", jerome.email, None, ana.id, NOON, confirmed_by=maribel.id, confirmed_at=NOON,
        subject=subject, details=Details(**details),
    )  # fmt: skip


def effect(decision: Decision, plan: PlanNow = PLAN, phase: Phase = Phase.DO, **strategy: Any) -> Effect:
    return effect_of(decision, replace(workshops, **strategy), MENU, plan, phase, TODAY)


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("path", [Path.CHANGE_FOCUS, Path.PREPARE])
def test_a_goal_is_parked_in_every_phase(path: Path, phase: Phase) -> None:
    decision = decided(path, until=date(2027, 1, 11))
    assert effect(decision, phase=phase) == Effect(replace(decision.details, goal="G2", applied=True), parks="G2")


def test_without_a_goal_nothing_is_parked() -> None:
    decision = decided(Path.PREPARE, condition="The board agrees")
    assert effect_of(decision, workshops, None, PLAN, Phase.DO, TODAY) == Effect(decision.details)


@pytest.mark.parametrize(
    ("end_now", "subject", "start", "end", "ends"),
    [
        (True, Subject.STRATEGY, TODAY, TODAY, True),
        (False, Subject.STRATEGY, TODAY, TODAY, False),
        (True, Subject.GOAL, TODAY, TODAY, False),
        (True, Subject.STRATEGY, date(2026, 11, 3), None, False),
        (True, Subject.STRATEGY, TODAY, date(2026, 11, 1), False),
    ],
    ids=["under way", "not asked for", "a goal", "not begun", "over"],
)
@pytest.mark.parametrize("phase", [Phase.DO, Phase.ACT])
def test_a_strategy_that_is_under_way_ends_where_that_was_asked_for(
    phase: Phase, end_now: bool, subject: Subject, start: date, end: date | None, ends: bool
) -> None:
    changed = effect(decided(Path.STOP, subject=subject, end_now=end_now), phase=phase, start=start, end=end)
    assert changed.details.ended == (TODAY if ends else None)
    assert changed.strategies == ((replace(workshops, start=start, end=TODAY),) if ends else ())


LATER = {"goal": "G2", "new_due": date(2027, 5, 1)}


@pytest.mark.parametrize(
    ("phase", "at_once"), [(Phase.PLAN, True), (Phase.DO, True), (Phase.STUDY, False), (Phase.ACT, False)]
)
def test_the_plan_of_a_year_that_is_studied_stays(phase: Phase, at_once: bool) -> None:
    decision = decided(Path.EXTEND, **LATER)
    changed = effect(decision, phase=phase)
    assert changed.goal == (replace(MENU, due=date(2027, 5, 1)) if at_once else None)
    assert changed.details.applied is at_once


def test_a_goal_gets_another_date_or_target_and_the_decision_keeps_what_was() -> None:
    dated = replace(PLAN, model=replace(MODEL, goals=(replace(MENU, due=date(2027, 4, 1)), FAMILIES)))
    later = effect(decided(Path.EXTEND, **LATER), dated)
    assert (later.details.was_due, later.goal) == (date(2027, 4, 1), replace(MENU, due=date(2027, 5, 1)))
    higher = effect(decided(Path.REVISE, goal="G2", new_target=4.0))
    assert (higher.details.was_target, higher.details.was_due, higher.goal) == (3, None, replace(MENU, target=4.0))


def test_a_goal_that_is_gone_is_not_changed() -> None:
    decision = decided(Path.EXTEND, goal="G9", new_due=date(2027, 5, 1))
    assert effect(decision) == Effect(decision.details)


OTHER = {"new_strategy_title": "Coaching in pairs"}


def test_another_strategy_is_drafted_for_the_same_goal() -> None:
    changed = effect(decided(Path.OTHER_STRATEGY, **OTHER), where="Library", tags=("adults",))
    drafted = Strategy("S12", "G2", "Coaching in pairs", jerome.email, where="Library", follows="S1", tags=("adults",))
    assert changed == Effect(Details(**OTHER, new_strategy="S12", applied=True), strategies=(drafted,))
    of_goal = effect_of(decided(Path.OTHER_STRATEGY, subject=Subject.GOAL, **OTHER), workshops, None, PLAN,
                        Phase.DO, TODAY)  # fmt: skip
    assert of_goal.strategies == (Strategy("S12", "", "Coaching in pairs", jerome.email),)


def test_another_strategy_comes_beside_the_end_of_the_old_one() -> None:
    changed = effect(decided(Path.OTHER_STRATEGY, **OTHER, end_now=True))
    assert [(each.code, each.end) for each in changed.strategies] == [("S1", TODAY), ("S12", None)]
    assert changed.details.ended == TODAY


@pytest.mark.parametrize(
    ("draft", "decision", "anew"),
    [
        ({}, {}, False),
        ({"start": TODAY}, {}, True),
        ({"prediction": "All of them"}, {}, True),
        ({"dropped": True}, {}, True),
        ({}, {"strategy": "S8"}, True),
        ({}, {"subject": Subject.GOAL}, True),
    ],
    ids=["untouched", "begun", "predicted", "set aside", "of another strategy", "of a goal"],
)
def test_decided_once_more_a_draft_that_nobody_worked_on_gets_the_new_words(
    draft: dict[str, Any], decision: dict[str, Any], anew: bool
) -> None:
    first = replace(decided(Path.OTHER_STRATEGY, 3, new_strategy="S12"), **decision)
    before = replace(Strategy("S12", "G2", "Coaching", ana.email), **draft)
    plan = replace(PLAN, strategies=(*STRATEGIES, before), decisions=(first,))
    changed = effect(decided(Path.OTHER_STRATEGY, **OTHER), plan)
    assert changed.details.new_strategy == ("S13" if anew else "S12")
    if not anew:
        assert changed.strategies == (replace(before, title="Coaching in pairs", owner=jerome.email),)


EARLIER = decided(Path.PREPARE, 3)
WAITS = Parked(5, "G2", maribel.id, NOON, 3)


@pytest.mark.parametrize(
    ("parked", "earlier", "path", "taken_up"),
    [
        (WAITS, EARLIER, Path.KEEP, 5),
        (WAITS, EARLIER, Path.PREPARE, None),
        (replace(WAITS, decision=None), EARLIER, Path.KEEP, None),
        (replace(WAITS, back_at=NOON), EARLIER, Path.KEEP, None),
        (replace(WAITS, goal="G5"), EARLIER, Path.KEEP, None),
        (WAITS, replace(EARLIER, id=4), Path.KEEP, None),
        (WAITS, replace(EARLIER, strategy="S8"), Path.KEEP, None),
        (WAITS, replace(EARLIER, subject=Subject.GOAL), Path.KEEP, None),
    ],
    ids=["another path", "parked again", "parked by hand", "back", "another goal", "gone", "another's", "a goal's"],
)
@pytest.mark.parametrize("phase", [Phase.DO, Phase.ACT])
def test_another_path_takes_up_what_the_same_had_parked(
    phase: Phase, parked: Parked, earlier: Decision, path: Path, taken_up: int | None
) -> None:
    plan = replace(PLAN, decisions=(earlier,), parked=(replace(WAITS, id=4, back_at=NOON), parked))
    assert effect(decided(path), plan, phase).takes_up == taken_up
    assert effect_of(decided(path), workshops, None, plan, phase, TODAY).takes_up is None


def test_realigning_adds_to_the_logic_model() -> None:
    details = {"additions": ("Visits",), "inputs": ("Release days",)}
    changed = effect(decided(Path.REALIGN, **details))
    assert changed.details == Details(**details, applied=True)
    assert changed.models[-1].elements == (
        Element("L1", Stage.ACTIVITY, "Visits", leads_to=("G7",)),
        Element("L2", Stage.INPUT, "Release days", leads_to=("L1",)),
    )
    assert effect(decided(Path.REALIGN)) == Effect(Details())
    alone = effect(decided(Path.REALIGN, inputs=("Release days",)))
    assert alone.models[-1].elements == (Element("L1", Stage.INPUT, "Release days", leads_to=("G2",)),)


@pytest.mark.parametrize(
    ("additions", "elements"),
    [
        ([], []),
        (
            [Addition(Stage.ACTIVITY, "Visits", "G2"), Addition(Stage.ACTIVITY, "Meals", "G2"),
             Addition(Stage.INPUT, "Vans", "G2")],
            [("L10", "Visits", ("G7",)), ("L11", "Meals", ("G7",)), ("L12", "Vans", ("L10", "L11"))],
        ),
        (
            [Addition(Stage.INPUT, "Vans", "G5"), Addition(Stage.ACTIVITY, "Visits", "G2")],
            [("L10", "Visits", ("G7",)), ("L11", "Vans", ("G5",))],
        ),
        ([Addition(Stage.ACTIVITY, "visits  now", "G2"), Addition(Stage.ACTIVITY, "Visits now", "G2")],
         [("L10", "visits  now", ("G7",))]),
        ([Addition(Stage.ACTIVITY, "Visits", "G9")], [("L10", "Visits", ())]),
    ],
    ids=["none", "inputs lead to what came with them", "else to the goals there", "each once", "a goal that is gone"],
)  # fmt: skip
def test_what_the_logic_model_gains(
    additions: list[Addition], elements: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    models = list(with_additions(MODEL, additions, ["l9", "S20"]))
    assert len(models) == len(elements)
    found = models[-1].elements if models else ()
    assert [(each.code, each.words, each.leads_to) for each in found] == elements


@pytest.mark.parametrize(
    ("details", "phase", "names"),
    [
        ({"activities": ("Collaboration", "A coach")}, Phase.ACT, ("Collaboration", "A coach")),
        ({"activities": ("professional learning",)}, Phase.DO, ("professional learning",)),
        ({"activities": ("Professional Learning", "A coach")}, Phase.DO, ("A coach",)),  # a goal names it
        ({"first_activity": "Collaboration"}, Phase.DO, ("Collaboration",)),
        ({"first_activity": "Collaboration"}, Phase.STUDY, ()),
        ({}, Phase.PLAN, ()),
    ],
)
def test_key_activities_that_no_goal_names_yet(details: dict[str, Any], phase: Phase, names: tuple[str, ...]) -> None:
    assert wanted_goals(Details(**details), GOALS, builtin()[1], phase) == names


def test_what_a_decision_adds_serves_its_goal() -> None:
    assert additions_of(Details(additions=("Visits",), inputs=("Vans",)), "G2") == [
        Addition(Stage.INPUT, "Vans", "G2"),
        Addition(Stage.ACTIVITY, "Visits", "G2"),
    ]


def test_the_newest_decision_that_stands_counts() -> None:
    first, second = decided(Path.KEEP, 1), decided(Path.STOP, 2)
    proposed = replace(decided(Path.EXPAND, 3), confirmed_by=None)
    assert in_force([first, second, proposed]) == {"S1": second}


@pytest.mark.parametrize(
    ("codes", "code"), [([], "S1"), (["S1", "s12", "S3"], "S13"), (["S2", "G9", "Sx", "S1.4", "S"], "S3")]
)
def test_the_next_code_of_a_kind(codes: list[str], code: str) -> None:
    assert next_code("S", codes) == code


def test_the_weeks_of_a_goal_are_those_of_what_serves_it() -> None:
    tallies = {"S1": Tally(3, 2, 1), "S8": Tally(1, 1, 1), "S11": Tally(9, 9, 9)}
    assert tally_of_goal("G7", (), STRATEGIES, tallies) == Tally()
    assert tally_of_goal("G2", (MENU,), STRATEGIES, tallies) == Tally(3, 2, 1)
    assert tally_of_goal("G7", (MENU, FAMILIES), STRATEGIES, tallies) == Tally(4, 3, 2)
    assert tally_of_goal("G5", (), STRATEGIES, {}) == Tally()


FEBRUARY, MARCH = date(2027, 2, 1), date(2027, 3, 1)


@pytest.mark.parametrize(
    ("due", "details", "stands", "days"),
    [
        (None, {}, True, ()),
        (FEBRUARY, {}, True, (FEBRUARY,)),
        (FEBRUARY, {"done": TODAY}, True, ()),
        (FEBRUARY, {"look_again": MARCH}, True, (MARCH, FEBRUARY)),
        (FEBRUARY, {"look_again": FEBRUARY}, True, (FEBRUARY,)),
        (FEBRUARY, {"look_again": FEBRUARY, "looked": TODAY}, True, (FEBRUARY,)),
        (None, {"look_again": MARCH, "looked": TODAY}, True, ()),
        (FEBRUARY, {"look_again": MARCH}, False, ()),
    ],
)
def test_the_days_on_which_a_decision_is_still_open(
    due: date | None, details: dict[str, Any], stands: bool, days: tuple[date, ...]
) -> None:
    by = maribel.id if stands else None
    decision = replace(decided(Path.KEEP, **details), due=due, next_step="Ask", confirmed_by=by)
    assert decision.open_days == days
    assert set(replace(decision, next_step="").open_days) <= {details.get("look_again")}


@pytest.mark.parametrize(
    ("due", "reminded"),
    [
        (date(2026, 8, 14), []),  # before the year
        (YEAR.first_day, [(YEAR.first_day, YEAR.first_day)]),
        (date(2026, 11, 28), [(date(2026, 11, 28), date(2026, 11, 30))]),  # a Saturday
        (date(2027, 6, 5), []),
    ],
)
def test_reminders_come_on_working_days_of_the_year(due: date, reminded: list[tuple[date, date]]) -> None:
    assert replace(decided(Path.KEEP), due=due, next_step="Ask").reminded_on(CYCLE) == reminded
