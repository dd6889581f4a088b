"""What a digest tells of goals, of changed circumstances, of what got in the way, and which lessons it opens with."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.changes_and_hurdles import around, goals_decided, hurdles
from pdsa.checkin import Tally
from pdsa.circumstances import Circumstance, ContextChange
from pdsa.decisions import Decision, Details, Path, Subject
from pdsa.digest import monthly, year_end
from pdsa.digest_lessons import MOST, opening_lessons
from pdsa.findings import GoalDecided
from pdsa.findings_from_records import YearSoFar
from pdsa.measures import Setting
from pdsa.obstacles import Obstacle
from pdsa.parked_goals import Parked
from pdsa.reflection import Held, Reflection
from tests.pdsa.riverbend_year import (
    CYCLE,
    GOALS,
    MEMBERS,
    RATINGS,
    REFERRALS,
    STRATEGIES,
    TRUST,
    at,
    calm,
    evenings,
    maribel,
    ruth,
    workshops,
)

JUNE, MAY = date(2027, 6, 2), date(2027, 5, 20)
PLANNED = YearSoFar(
    CYCLE, MEMBERS, GOALS, STRATEGIES, {"S1": Tally(14, 6, 2)}, (*TRUST, *REFERRALS), RATINGS, ever=GOALS
)


def on_goal(code: str, path: Path, day: date = MAY, **details: object) -> Decision:
    return Decision(
        1, code, path, "Why", "Tell the board", maribel.email, None, maribel.id, at(day), "", maribel.id, at(day),
        Subject.GOAL, Details(**details),  # type: ignore[arg-type]
    )  # fmt: skip


def looked(code: str, held: Held, *obstacles: Obstacle, learned: str = "Something") -> Reflection:
    return Reflection(
        code, maribel.id, at(MAY), "It ran", held, f"{learned} of {code}", quotable=True, obstacles=obstacles
    )


def test_goals_are_told_in_the_plans_order_with_what_becomes_of_them() -> None:
    year = replace(
        PLANNED,
        on_goals=[
            on_goal("G8", Path.EXTEND, new_due=date(2028, 6, 2)),
            on_goal("G2", Path.PREPARE, until=date(2027, 12, 3), first_activity="Collaboration"),
        ],
    )
    decided_goals = goals_decided(year, JUNE)
    assert [(each.goal, each.path) for each in decided_goals] == [
        ("A menu of professional learning", Path.PREPARE),
        ("Fewer are sent out", Path.EXTEND),
    ]
    assert (decided_goals[0].until, decided_goals[0].first, decided_goals[1].due) == (
        date(2027, 12, 3),
        "Collaboration",
        date(2028, 6, 2),
    )
    assert decided_goals[0].next_step == "Tell the board"


def test_a_parked_goal_is_told_as_it_waits_now_and_not_once_it_is_back() -> None:
    parked = on_goal("G2", Path.CHANGE_FOCUS, until=date(2027, 1, 4), goal="G2", applied=True)
    year = replace(PLANNED, on_goals=[parked])
    assert goals_decided(year, JUNE) == ()
    waits = Parked(1, "G2", maribel.id, at(MAY), first="Aligned Resources", until=date(2027, 12, 3))
    (told,) = goals_decided(replace(year, parked={"G2": waits}), JUNE)
    assert (told.until, told.first) == (date(2027, 12, 3), "Aligned Resources")


def test_a_decision_on_a_strategy_counts_where_it_moves_its_goal() -> None:
    moved = replace(
        on_goal("S8", Path.REVISE, goal="G5", new_target=3.0, was_target=2.0), subject=Subject.STRATEGY
    )  # fmt: skip
    (told,) = goals_decided(replace(PLANNED, decisions=[moved]), JUNE)
    assert (told.goal, told.target, told.was, told.next_step) == ("Families are partners", 3.0, 2.0, "")
    stays = replace(moved, path=Path.SUSTAIN, details=Details())
    assert goals_decided(replace(PLANNED, decisions=[stays]), JUNE) == ()


def test_only_what_a_lead_confirmed_by_the_day_is_told() -> None:
    late, open_ = on_goal("G8", Path.STOP, JUNE), replace(on_goal("G2", Path.STOP), confirmed_by=None)
    assert goals_decided(replace(PLANNED, on_goals=[late, open_]), MAY) == ()


def test_a_month_tells_its_own_decisions_and_changes_alone() -> None:
    year = replace(
        PLANNED,
        on_goals=[on_goal("G8", Path.STOP, date(2027, 3, 3)), on_goal("G2", Path.EXTEND, date(2027, 4, 6))],
        changes=[change(1, date(2027, 3, 3)), change(2, date(2027, 4, 6))],
    )
    april = monthly(year, (), date(2027, 4, 1), date(2027, 5, 3))
    assert [each.goal for each in april.goals_decided] == ["A menu of professional learning"]
    assert [each.id for each in april.changes] == [2]


def change(number: int, day: date, by: int = maribel.id, withdrawn: bool = False) -> ContextChange:
    return ContextChange(number, Circumstance.BUDGET, day, "The grant ended", by, at(day), "", withdrawn)


def test_what_a_school_wrote_or_somebody_took_back_is_not_told() -> None:
    changes = [change(1, MAY), change(2, MAY, by=ruth.id), change(3, MAY, withdrawn=True), change(4, JUNE)]
    told = around(replace(PLANNED, changes=changes), date(2026, 8, 17), date(2027, 5, 31))
    assert [each.id for each in told] == [1]


def test_an_obstacle_is_told_from_two_strategies_on() -> None:
    found = [
        looked("S1", Held.NO, Obstacle.TIME, Obstacle.MONEY),
        looked("S8", Held.NO, Obstacle.TIME),
        looked("S11", Held.YES, Obstacle.REQUESTS),
    ]
    assert [(each.obstacle, each.strategies) for each in hurdles(replace(PLANNED, reflections=found), JUNE)] == [
        (Obstacle.TIME, 2)
    ]


def test_what_research_marks_as_worth_telling_opens_the_year_then_what_has_a_number() -> None:
    found = [looked(each.code, Held.YES) for each in STRATEGIES]
    marked = {"Referrals": Setting("Referrals", worth_telling=True)}
    year = year_end(replace(PLANNED, reflections=found, settings=marked), JUNE)
    assert {each.lesson.strategy for each in opening_lessons(year, None)} == {"S1", "S8", "S11"}
    first = sorted(opening_lessons(year, None), key=lambda each: each.measure is None)[0]
    assert (first.lesson.strategy, first.measure and first.measure.measure) == ("S11", "Referrals")


def test_chosen_lessons_take_the_place_of_ours_and_are_three_at_most() -> None:
    found = [looked(each.code, Held.YES) for each in STRATEGIES]
    year = year_end(replace(PLANNED, reflections=found), JUNE)
    assert [each.lesson.strategy for each in opening_lessons(year, ("S8",))] == ["S8"]
    assert opening_lessons(year, ()) == ()
    assert len(opening_lessons(year, None)) <= MOST


def test_what_did_not_hold_is_not_left_out_beside_what_held() -> None:
    more = [replace(workshops, code=f"S{n}", goal="G7") for n in (21, 22, 23)]
    found = [looked(each.code, Held.YES) for each in more] + [looked("S8", Held.NO)]
    year = replace(PLANNED, strategies=(*STRATEGIES, *more), reflections=found)
    lessons = opening_lessons(year_end(replace(year, tallies={s.code: Tally(3) for s in year.strategies}), JUNE), None)
    assert "S8" in {each.lesson.strategy for each in lessons}
    assert len(lessons) == MOST
    assert calm.code not in {each.lesson.strategy for each in lessons}
    assert evenings.code == "S8"


DUE = date(2027, 9, 1)
ALL_SAID = {
    "until": date(2027, 12, 3), "condition": "requests are fewer", "first_activity": "Collaboration",
    "new_due": date(2028, 6, 2), "new_target": 4.0, "was_target": 3.0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (Path.STOP, {}),
        (
            Path.PREPARE,
            {"until": date(2027, 12, 3), "condition": "requests are fewer", "first": "Collaboration"},
        ),
        (Path.EXTEND, {"due": date(2028, 6, 2)}),
        (Path.REVISE, {"target": 4.0, "was": 3.0}),
    ],
)
def test_of_a_goals_decision_that_is_told_which_belongs_to_its_path(path: Path, told: dict[str, object]) -> None:
    decision = replace(on_goal("G8", path, **ALL_SAID), due=DUE)
    (found,) = goals_decided(replace(PLANNED, on_goals=[decision]), JUNE)
    step = ("Tell the board", "Maribel Ortega", DUE)
    blank = GoalDecided("Fewer are sent out", path, *step, None, "", "", None, None, None, "Referrals")
    assert found == replace(blank, **told)  # type: ignore[arg-type]


def test_the_next_step_of_a_strategys_decision_is_told_with_the_strategy() -> None:
    moved = replace(on_goal("S8", Path.EXTEND, goal="G5", new_due=DUE), subject=Subject.STRATEGY, due=DUE)
    (found,) = goals_decided(replace(PLANNED, decisions=[moved]), JUNE)
    assert (found.next_step, found.owner, found.by, found.due) == ("", "", None, DUE)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2027, 2, 28), False),
        (date(2027, 3, 1), True),  # the first day counts
        (date(2027, 3, 31), True),  # and the last one
        (date(2027, 4, 1), False),
    ],
)
def test_a_stretchs_changes_are_those_of_its_first_to_its_last_day(day: date, told: bool) -> None:
    year = replace(PLANNED, changes=[change(1, day)])
    assert bool(around(year, date(2027, 3, 1), date(2027, 3, 31))) is told
