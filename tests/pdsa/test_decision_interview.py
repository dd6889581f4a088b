"""The ACT interview: the texts' own examples, every ending, and what must hold on every way through it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.checkin import Tally
from pdsa.circumstances import Circumstance, ContextChange
from pdsa.decision_facts import GoalResult, InterviewFacts, result, rubric, serving
from pdsa.decision_interview import (
    NEEDS,
    NO,
    SCREENS,
    TREE,
    YES,
    Ending,
    InterviewQuestion,
    SuggestedAnswer,
    lacks,
    next_question,
    next_screen,
    on_the_way,
    one_screen_back,
    read_answers,
    waits_for,
    way_to,
    written_answers,
)
from pdsa.decisions import TRIAD, Details, Path, Triad
from pdsa.framework_file import builtin
from pdsa.goals import Goal, GoalKind, Link
from pdsa.measures import Better, Observation, Rating, Setting
from pdsa.obstacles import Obstacle

SIXTEEN = (
    "Shared Vision and Plan", "Communication", "Collaboration", "Aligned Resources", "Central Office Expertise",
    "Professional Learning", "Adult SEL and Cultural Competence", "Staff Trust, Community and Efficacy",
    "SEL Standards", "Evidence-Based Programs and Practices", "Family and Community Partnerships", "Integration",
)  # fmt: skip
MISSED = (Rating("Professional Learning", initial=1, goal=3, year_end=2),)
MET = (Rating("Professional Learning", initial=1, goal=3, year_end=3),)
CAPACITY = Goal("G2", GoalKind.OUTCOME, "Staff feel able", baseline=54, target=70, measure="Staff able (%)")
NEAR = GoalResult(CAPACITY, 66, date(2027, 4, 20))
FAR = GoalResult(CAPACITY, 56, date(2027, 4, 20))
THERE = GoalResult(CAPACITY, 71, date(2027, 4, 20))


def change(kind: Circumstance) -> ContextChange:
    return ContextChange(1, kind, date(2027, 1, 8), "It changed", 1, datetime(2027, 1, 8, tzinfo=UTC))


def follow(facts: InterviewFacts, **said: str) -> Ending:
    """Answers as the facts suggest, but for what is said."""
    answers = {InterviewQuestion(name): answer for name, answer in said.items()}
    while isinstance(step := next_question(facts, answers), SuggestedAnswer):
        assert step.suggested is not None, step
        answers[step.question] = step.suggested
    return step


BASE = InterviewFacts(activities=SIXTEEN, planned=("Planning for Improvement",), results=(NEAR,))
LEARNING = replace(BASE, planned=("Professional Learning",))


@pytest.mark.parametrize(
    ("facts", "said", "path", "first"),
    [
        # workshops held in the school day: the same goal, another strategy
        (replace(BASE, ratings=MISSED, obstacles=(Obstacle.TIME,)), {}, Path.OTHER_STRATEGY, ()),
        # schools inundated with requests: another focus, Collaboration first
        (replace(BASE, ratings=MISSED, obstacles=(Obstacle.REQUESTS,)), {}, Path.CHANGE_FOCUS, ("Collaboration",)),
        (replace(BASE, ratings=MISSED, changes=(change(Circumstance.LEADERSHIP),)), {"changed": "shift"}, Path.SHIFT,
         ("Shared Vision and Plan",)),
        (replace(BASE, ratings=MISSED, changes=(change(Circumstance.BUDGET),)), {"changed": "prepare"}, Path.PREPARE,
         ("Aligned Resources",)),
        (replace(BASE, ratings=MISSED, changes=(change(Circumstance.RESTRUCTURING),)), {"changed": "prepare"},
         Path.PREPARE, ("Collaboration",)),
        # outcome goals that nothing leads to
        (replace(BASE, ratings=MET, results=(), unled=(CAPACITY,)), {"outcomes": "no"}, Path.REALIGN,
         ("Professional Learning", "SEL Standards", "Evidence-Based Programs and Practices")),
        # the text's example: professional learning alone did not bring the capacity
        (replace(LEARNING, ratings=MET), {"aligned": "no"}, Path.REALIGN,
         ("SEL Standards", "Evidence-Based Programs and Practices")),
        # the strategy's own outcome goal, and no implementation goal leads to it
        (replace(LEARNING, ratings=MET, unled=(CAPACITY,)), {}, Path.REALIGN, ("SEL Standards",)),
        # great progress, and short of an ambitious goal
        (replace(LEARNING, ratings=MET), {}, Path.EXTEND, ()),
        (replace(LEARNING, ratings=MET), {"longer": "revise"}, Path.REVISE, ()),
        (replace(LEARNING, ratings=MET, results=(FAR,)), {"realistic": "yes"}, Path.KEEP, ()),
        (replace(LEARNING, ratings=MET, results=(THERE,)), {}, Path.SUSTAIN, ()),
        (replace(LEARNING, ratings=MET, results=(THERE,)), {"build": "expand"}, Path.EXPAND, ()),
        (replace(BASE, ratings=MISSED, obstacles=(Obstacle.OTHER,)), {"way": "stop"}, Path.STOP, ()),
    ],
)  # fmt: skip
def test_the_texts_examples_end_on_the_leaves_that_they_name(
    facts: InterviewFacts, said: dict[str, str], path: Path, first: tuple[str, ...]
) -> None:
    ending = follow(facts, **said)
    assert ending.path is path
    assert ending.suggested[: len(first)] == first


def test_the_newer_frameworks_name_of_collaboration_is_suggested() -> None:
    facts = replace(BASE, activities=("Communication", "Organizational Structure"), obstacles=(Obstacle.REQUESTS,))
    assert follow(replace(facts, ratings=MISSED)).suggested[0] == "Organizational Structure"


def test_what_the_plan_works_on_is_not_suggested_again() -> None:
    ending = follow(replace(BASE, ratings=MET, planned=("sel standards",)), aligned="no")
    assert "SEL Standards" not in ending.suggested
    assert ending.suggested[:2] == ("Professional Learning", "Evidence-Based Programs and Practices")


@pytest.mark.parametrize(
    ("facts", "suggested"),
    [
        (InterviewFacts(ratings=MET), YES),
        (InterviewFacts(ratings=MISSED, tally=Tally(as_planned=20)), NO),
        (InterviewFacts(ratings=(Rating("Professional Learning", 1, 3),), tally=Tally(14, 6, 2)), YES),
        (InterviewFacts(tally=Tally(8, 4, 6)), NO),
        (InterviewFacts(tally=Tally(2, 1, 0)), None),
        (InterviewFacts(), None),
    ],
)
def test_progress_on_implementation_is_read_from_the_rubric_else_from_the_weeks(
    facts: InterviewFacts, suggested: str | None
) -> None:
    asked = next_question(facts, {})
    assert isinstance(asked, SuggestedAnswer)
    assert asked.suggested == suggested


@pytest.mark.parametrize(
    ("results", "suggested"),
    [((THERE,), YES), ((THERE, NEAR), NO), ((), None), ((GoalResult(CAPACITY),), None)],
)
def test_outcomes_are_read_from_their_goals(results: tuple[GoalResult, ...], suggested: str | None) -> None:
    asked = next_question(InterviewFacts(results=results), {InterviewQuestion.IMPLEMENTATION: YES})
    assert isinstance(asked, SuggestedAnswer)
    assert (asked.question, asked.suggested) == (InterviewQuestion.OUTCOMES, suggested)


def test_without_numbers_one_looks_again_on_a_date() -> None:
    ending = next_question(
        InterviewFacts(), {InterviewQuestion.IMPLEMENTATION: YES, InterviewQuestion.OUTCOMES: "too early"}
    )
    assert ending == Ending(Path.KEEP, ())


@pytest.mark.parametrize("path", Path)
def test_every_leaf_is_reached_and_has_its_triad_and_its_needs(path: Path) -> None:
    ending = next_question(InterviewFacts(), way_to(path, Obstacle.TIME))
    assert isinstance(ending, Ending)
    assert ending.path is path
    assert ending.triad is TRIAD[path]
    assert lacks(path, Details()) == ending.needs == NEEDS[path]


def test_a_missing_goal_or_condition_can_be_said_in_either_way() -> None:
    assert lacks(Path.CHANGE_FOCUS, Details(first_activity="Collaboration", condition="Schools ask for it")) == ()
    assert lacks(Path.CHANGE_FOCUS, Details(first_activity="Collaboration", until=date(2028, 1, 10))) == ()
    assert lacks(Path.REALIGN, Details(activities=("SEL Standards",))) == ()
    assert lacks(Path.REVISE, Details(new_target=0.0)) == (), "nought is a target"


def test_the_share_of_the_way_knows_its_direction() -> None:
    fewer = replace(CAPACITY, baseline=4.2, target=3.0)
    assert GoalResult(fewer, 3.2).share == pytest.approx(5 / 6)
    assert GoalResult(fewer, 4.8).share == pytest.approx(-0.5)
    assert GoalResult(fewer, 2.9).reached
    assert GoalResult(replace(CAPACITY, target=None), 60).share is None


def test_research_says_which_way_is_better_where_a_goal_has_no_baseline() -> None:
    no_start = replace(CAPACITY, baseline=None, target=3.5)
    assert GoalResult(no_start, 3.2).reached is None
    assert GoalResult(no_start, 3.2, setting=Setting(CAPACITY.measure, Better.LOWER)).reached
    assert not GoalResult(no_start, 3.2, setting=Setting(CAPACITY.measure, Better.HIGHER)).reached


def test_the_logic_model_says_what_a_goal_serves() -> None:
    learning = Goal("G1", GoalKind.IMPLEMENTATION, "A menu", activity="Professional Learning")
    goals, links = [learning, CAPACITY], [Link("G1", "G2"), Link("G1", "gone")]
    assert serving(learning, goals, links) == ((learning,), (CAPACITY,))
    assert serving(CAPACITY, goals, links) == ((learning,), (CAPACITY,))
    assert serving(None, goals, links) == ((), ())


ANY_ANSWER = st.sampled_from([*{answer for each in TREE.values() for answer in each}, "", "dance"])
ANY_FACTS = st.builds(
    InterviewFacts,
    ratings=st.lists(st.builds(Rating, st.just("PL"), *[st.one_of(st.none(), st.integers(1, 4))] * 3), max_size=2).map(
        tuple
    ),
    tally=st.builds(Tally, *[st.integers(0, 40)] * 3),
    results=st.lists(
        st.builds(GoalResult, st.just(CAPACITY), st.one_of(st.none(), st.floats(0, 100, allow_nan=False))), max_size=2
    ).map(tuple),
    changes=st.lists(st.sampled_from(Circumstance).map(change), max_size=3).map(tuple),
    obstacles=st.lists(st.sampled_from(Obstacle), max_size=3).map(tuple),
    activities=st.lists(st.sampled_from(SIXTEEN), unique=True).map(tuple),
    planned=st.lists(st.sampled_from(SIXTEEN), unique=True).map(tuple),
)


@given(facts=ANY_FACTS, said=st.dictionaries(st.sampled_from(InterviewQuestion), ANY_ANSWER), data=st.data())
def test_every_way_ends_on_a_leaf_that_the_tree_allows(
    facts: InterviewFacts, said: dict[InterviewQuestion, str], data: st.DataObject
) -> None:
    answers = dict(said)
    for _step in range(len(InterviewQuestion) + 1):
        step = next_question(facts, answers)
        if isinstance(step, Ending):
            break
        assert step.answers, "no dead end"
        assert step.suggested in (None, *step.answers)
        answers[step.question] = data.draw(st.sampled_from(step.answers))
    assert isinstance(step, Ending)
    trail = on_the_way(answers)
    assert trail[0][0] is InterviewQuestion.IMPLEMENTATION
    for (question, answer), (following, _answer) in pairwise(trail):
        assert TREE[question][answer] is following
    assert TREE[trail[-1][0]][trail[-1][1]] is step.path
    assert step.triad in Triad
    assert set(step.suggested) <= set(facts.activities)
    assert on_the_way(dict(trail)) == trail, "the trail alone leads to the same leaf"


Q = InterviewQuestion


def test_the_first_screen_holds_what_can_follow_from_its_first_question() -> None:
    asked = next_screen(replace(LEARNING, ratings=MET), {})
    assert not isinstance(asked, Ending)
    assert asked[0].question is Q.IMPLEMENTATION
    assert asked[0].suggested == YES
    assert {each.question for each in asked} == {
        question for screen in SCREENS if Q.IMPLEMENTATION in screen for question in screen
    }


def test_what_is_suggested_rests_on_what_is_suggested_before() -> None:
    facts = replace(BASE, ratings=MISSED, obstacles=(Obstacle.REQUESTS,))
    trail = {Q.IMPLEMENTATION: NO, Q.CIRCUMSTANCES: NO}
    asked = next_screen(facts, trail)
    assert not isinstance(asked, Ending)
    assert [(each.question, each.suggested) for each in asked] == [
        (Q.OBSTACLE, Obstacle.REQUESTS.value),
        (Q.WAY, Path.CHANGE_FOCUS),
    ]
    assert one_screen_back({**trail, Q.OBSTACLE: "time"}) == trail
    assert waits_for(trail) is Q.OBSTACLE


@pytest.mark.parametrize("path", list(Path))
def test_a_way_that_is_gone_ends_and_goes_back_screen_by_screen(path: Path) -> None:
    way = way_to(path)
    assert waits_for(way) is None
    end = next_screen(BASE, way)
    assert isinstance(end, Ending)
    assert end.path is path
    back = one_screen_back(way)
    last = next(reversed(way))
    (screen,) = (each for each in SCREENS if last in each)
    assert back == {question: answer for question, answer in way.items() if question not in screen}
    assert one_screen_back({}) == {}


LATEST = Observation("Staff able (%)", date(2027, 4, 20), 66.0)


@pytest.mark.parametrize(
    ("group", "district", "shown"),
    [("", "", ""), ("All students", "", ""), ("Riverbend", "Riverbend", ""), ("Riverbend", "", "Riverbend"),
     ("Grade 6", "Riverbend", "Grade 6")],
)  # fmt: skip
def test_a_goals_result_names_its_group_unless_it_is_everybody(group: str, district: str, shown: str) -> None:
    setting = Setting("Staff able (%)", Better.HIGHER)
    told = result(CAPACITY, replace(LATEST, group=group), setting, district)
    assert told == GoalResult(CAPACITY, 66.0, date(2027, 4, 20), setting, shown)
    assert result(CAPACITY, None, setting) == GoalResult(CAPACITY, setting=setting)


def test_ratings_belong_to_goals_by_whatever_name_and_count_from_study_on() -> None:
    framework = builtin()[0]
    item = framework.activities[0].items[0]
    name = (item.also or (item.title,))[0]
    other = framework.activities[1].items[0]
    ratings = (Rating(item.title, 1, 3, year_end=3), Rating(other.title, 1, 3), Rating("Our own item", 1, 2))
    goals = (
        Goal("G2", GoalKind.IMPLEMENTATION, "A goal", name),
        Goal("G3", GoalKind.IMPLEMENTATION, "Another", "our OWN item"),
        Goal("G4", GoalKind.LONG_TERM, "None"),
    )
    study = date(2027, 5, 3)
    assert rubric(goals, ratings, study, study, framework) == (ratings[0], ratings[2])
    early = rubric(goals, ratings, date(2027, 5, 2), study, framework)
    assert [each.year_end for each in early] == [None, None]


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("implementation=yes;outcomes=no", {InterviewQuestion.IMPLEMENTATION: YES, InterviewQuestion.OUTCOMES: NO}),
        ("implementation=yes;weather=fine", {InterviewQuestion.IMPLEMENTATION: YES}),
        ("outcomes=no", {}),
        ("implementation", {}),
        ("", {}),
    ],
    ids=["two", "not ours", "not on the way", "no answer", "nothing"],
)
def test_the_answers_that_a_form_carries(text: str, answers: dict[InterviewQuestion, str]) -> None:
    assert read_answers(text) == answers
    assert read_answers(written_answers(answers)) == answers


def test_an_answer_that_was_given_before() -> None:
    asked = SuggestedAnswer(InterviewQuestion.ALIGNED, (YES, NO), YES)
    assert asked.given([("outcomes", NO), ("aligned", NO)]) == NO
    assert asked.given([("aligned", "an answer of a later version")]) is None
    assert asked.given([]) is None
