"""What a sample year draws agrees with itself and with what the plan tells, over many seeds; no year is played."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rehearse.drawn_year import How, begins, drawn, not_reached, reached, serving
from bot.rehearse.form_answers import level_of, shows
from bot.rehearse.sample_sentences import NO_EVIDENCE
from bot.rehearse.strategy_fortunes import Fortune, fortunes
from bot.rehearse.unsaid_sentences import Spoken
from pdsa.decision_interview import TREE, UNSURE, InterviewQuestion, on_the_way
from pdsa.decisions import Path
from pdsa.framework_file import framework_of
from pdsa.goals import GoalKind
from pdsa.plan import Plan
from pdsa.reflection import Held
from pdsa.rubric_ratings import Moment

SEEDS = range(200)


@pytest.fixture
def open_plan(plan: Plan) -> Plan:
    """The same plan without numbers and year-end levels: the cast's own year."""
    ratings = tuple(replace(each, year_end=None, evidence="") for each in plan.ratings)
    return replace(plan, observations=(), ratings=ratings)


def years(*plans: Plan) -> Iterator[tuple[Plan, dict[str, Fortune]]]:
    return ((plan, fortunes(plan, seed, Spoken())) for plan in plans for seed in SEEDS)


def test_a_verdict_says_what_the_year_says(plan: Plan, open_plan: Plan) -> None:
    verdicts = {How.WELL: Held.YES, How.IN_PART: Held.PARTLY, How.HARDLY: Held.NO}
    seen = set()
    for _plan, found in years(plan, open_plan):
        for fortune in found.values():
            assert fortune.held is verdicts[fortune.how]
            seen.add(fortune.how)
    assert seen == set(How)


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("S1", How.IN_PART),  # 38% of staff attended two workshops, 60% were predicted
        ("S6", How.WELL),  # the draft for four grade bands is there, as predicted
        ("S8", How.IN_PART),  # 22 families came twice, 40 were predicted
        ("S11", How.IN_PART),  # referrals fell most of the way
    ],
)
def test_what_the_plan_tells_of_a_strategy_binds_it(plan: Plan, code: str, how: How) -> None:
    assert {drawn(plan, seed)[code] for seed in SEEDS} == {how}


def test_a_prediction_about_a_number_goes_as_the_number_goes(plan: Plan, open_plan: Plan) -> None:
    for year, found in years(plan, open_plan):
        for goal in year.goals:
            about = set(re.findall(r"\w{5,}", goal.measure.casefold()))
            for strategy in year.strategies:
                if strategy.goal == goal.code and about & set(re.findall(r"\w{5,}", strategy.prediction.casefold())):
                    assert found[strategy.code].how is found[f"goal:{goal.code}"].how, strategy.code


def test_a_number_moves_only_as_the_strategies_that_serve_its_goal_went(open_plan: Plan) -> None:
    for year, fortunes_by_code in years(open_plan):
        for goal in year.goals:
            went = {fortunes_by_code[each.code].how for each in serving(goal, year)}
            if goal.kind is GoalKind.OUTCOME:
                assert (fortunes_by_code[f"goal:{goal.code}"].how is How.WELL) == (went == {How.WELL})
                assert (fortunes_by_code[f"goal:{goal.code}"].how is How.HARDLY) == (went == {How.HARDLY})


def test_a_level_rises_by_one_where_a_strategy_went_well_and_stays_elsewhere(open_plan: Plan) -> None:
    for year, fortunes_by_code in years(open_plan):
        served = {
            goal.activity: {fortunes_by_code[each.code].how for each in serving(goal, year)}
            for goal in year.goals
            if goal.activity
        }
        for name in ("Aligned Resources", *(each.activity for each in year.ratings)):
            start, mid, end = (
                level_of(name, each, year, fortunes_by_code)
                for each in (Moment.START, Moment.MID_YEAR, Moment.YEAR_END)
            )
            assert start <= mid <= end
            assert end - start == (How.WELL in served.get(name, ())), name


def test_a_level_that_the_plan_tells_of_had_a_strategy_that_went_well(plan: Plan) -> None:
    for year, fortunes_by_code in years(plan):
        for goal in year.goals:
            rating = next((each for each in year.ratings if each.activity == goal.activity), None)
            if rating is not None and rating.change is not None:
                rose = any(fortunes_by_code[each.code].how is How.WELL for each in serving(goal, year))
                assert rose == (rating.change > 0), goal.code
                assert level_of(goal.activity, Moment.YEAR_END, year, fortunes_by_code) == rating.year_end


def test_nothing_waits_for_what_is_there_already(plan: Plan) -> None:
    names = [each.activity for each in plan.ratings]
    assert reached(plan, "Shared Vision and Plan")
    assert "Shared Vision and Plan" not in not_reached(plan, [*names, "Aligned Resources"])
    assert "Aligned Resources" in not_reached(plan, [*names, "Aligned Resources"])
    assert begins(plan, "Aligned Resources") is None


def test_what_has_ended_does_not_go_on_for_now(plan: Plan, open_plan: Plan) -> None:
    codes = set()
    for year, fortunes_by_code in years(plan, open_plan):
        for strategy in year.strategies:
            if fortunes_by_code[strategy.code].path is Path.KEEP:
                assert strategy.end is not None
                assert strategy.end >= year.last_day - timedelta(days=8)
                codes.add(strategy.code)
            if fortunes_by_code[strategy.code].path is Path.EXTEND:
                assert fortunes_by_code[f"goal:{strategy.goal}"].how is not How.WELL
            if (
                fortunes_by_code[strategy.code].how is How.IN_PART
                and fortunes_by_code[f"goal:{strategy.goal}"].how is How.WELL
            ):
                assert fortunes_by_code[strategy.code].path is Path.EXPAND
    assert codes


def test_a_goal_that_was_reached_goes_on_and_no_other(plan: Plan, open_plan: Plan) -> None:
    for year, found in years(plan, open_plan):
        for each in year.goals:
            goal = found[f"goal:{each.code}"]
            assert (goal.path is Path.SUSTAIN) == (goal.how is How.WELL)


def test_every_item_has_evidence_of_its_own() -> None:
    for name in ("CASEL District Framework, 14 key activities", "CASEL District Framework, 16 key activities"):
        items = framework_of(name).items
        assert sum(shows(each.title) == NO_EVIDENCE for each in items) <= 2
        for rubric_item in items:
            if "check-ins" in shows(rubric_item.title):
                assert rubric_item.title == "We write down what happens"


def test_every_way_leads_where_it_goes_on_and_never_says_too_early(plan: Plan) -> None:
    for _year, found in years(plan):
        for fortune in found.values():
            said = {InterviewQuestion(name.removeprefix("answer_")): answer for name, answer in fortune.way().items()}
            assert UNSURE not in said.values()
            assert on_the_way(said) == tuple(said.items())
            assert TREE[list(said)[-1]][list(said.values())[-1]] is fortune.path


def test_nothing_takes_the_place_of_itself(plan: Plan) -> None:
    for fortune in fortunes(plan, 1, Spoken()).values():
        then = replace(fortune, speaker=fortune.instead)
        assert len({fortune.speaker, fortune.instead, then.instead}) == 3
