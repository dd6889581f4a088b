"""The logic model: what leads where, what is left alone, and that no change ever makes a circle."""

from hypothesis import given
from hypothesis import strategies as some

from pdsa.goals import Goal, GoalKind, Link
from pdsa.logic import ORDER, Element, LogicModel, Stage

G1 = Goal("G1", GoalKind.LONG_TERM, "Every school has a team")
G2 = Goal("G2", GoalKind.IMPLEMENTATION, "A menu of professional learning")
G3 = Goal("G3", GoalKind.IMPLEMENTATION, "Departments plan together")
G6 = Goal("G6", GoalKind.OUTCOME, "Staff feel able")
G8 = Goal("G8", GoalKind.OUTCOME, "Fewer are sent out of class")
GOALS = (G1, G2, G3, G6, G8)
BARE = LogicModel(GOALS, (Link("G2", "G6"),))
CODES = ("G1", "G2", "G3", "G6", "G8", "L1", "L2", "L3", "L4", "L9")
ELEMENTS = tuple(Element(f"L{n}", stage, stage.value) for n, stage in enumerate(Stage, start=1))
FULL = LogicModel(GOALS, (Link("G2", "G6"),), ELEMENTS)


def test_a_bare_plan_says_what_nothing_leads_to_and_what_leads_nowhere() -> None:
    assert BARE.orphans == (G8,)
    assert BARE.dead_ends == (G3,)
    assert BARE.led_to_by("G6") == ("G2",)
    assert BARE.leads_to("G2") == ("G6",)


def test_a_goal_can_lead_to_an_outcome_by_way_of_an_output() -> None:
    model = FULL.joined("G3", "L3").joined("L3", "G8")
    assert model.orphans == ()
    assert model.dead_ends == ()
    assert model.behind("G8") == {"L3", "G3"}
    assert model.ahead("G3") == {"L3", "G8"}


def test_an_activity_alone_does_not_make_an_outcome_goal_led_to() -> None:
    assert FULL.joined("L2", "G8").orphans == (G8,)


def test_what_is_joined_to_nothing_is_known() -> None:
    assert [each.code for each in FULL.joined("L1", "L3").loose] == ["L2", "L4"]


def test_taking_an_element_out_takes_its_joins_along() -> None:
    model = FULL.joined("L1", "L3").joined("G2", "L3").joined("L3", "G6")
    assert model.without("L3").joins == (("G2", "G6"),)
    assert model.without("G2") == model


def test_what_leads_to_a_goal_that_was_set_aside_stays_for_later() -> None:
    model = FULL.joined("L2", "G6").joined("G2", "L3")
    fewer = LogicModel((G1, G3, G8), model.links, model.elements)
    changed = fewer.joined("G3", "G8")
    assert Link("G2", "G6") in changed.links
    back = LogicModel(GOALS, changed.links, changed.elements)
    assert set(back.joins) == {*model.joins, ("G3", "G8")}


def test_joins_of_one_part_are_set_at_once() -> None:
    model = FULL.joined("L1", "L3").joined_as("L3", before=("G2", "L4", "L9"), after=("G8", "L1"))
    assert model.led_to_by("L3") == ("G2",)
    assert model.leads_to("L3") == ("G8",)


@given(some.lists(some.tuples(some.booleans(), some.sampled_from(CODES), some.sampled_from(CODES)), max_size=25))
def test_whatever_is_joined_and_parted_leads_from_left_to_right(actions: list[tuple[bool, str, str]]) -> None:
    model = FULL
    wanted = set(FULL.joins)
    for join, first, then in actions:
        if not join:
            kept = [each for each in model.leads_to(first) if each != then]
            model = model.joined_as(first, model.led_to_by(first), kept)
            wanted.discard((first, then))
        elif model.may_join(first, then):
            model = model.joined(first, then)
            wanted.add((first, then))
    assert set(model.joins) == wanted
    assert all(ORDER[model.stages[first]] < ORDER[model.stages[then]] for first, then in model.joins)
    assert all(code not in model.behind(code) for code in CODES)
    assert set(model.orphans) == {g for g in (G6, G8) if not {"G2", "G3"} & model.behind(g.code)}


def test_an_element_takes_the_place_of_the_one_with_its_code_or_comes_last() -> None:
    coach, room = Element("I1", Stage.INPUT, "A coach"), Element("I2", Stage.INPUT, "A room")
    model = LogicModel(()).having(coach).having(room)
    assert model.elements == (coach, room)
    better = Element("I1", Stage.INPUT, "Two coaches")
    assert model.having(better).elements == (better, room)
