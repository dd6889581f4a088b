"""The logic model in chat: drawn, added to, joined, taken out, taken back; and what stands alone in it."""

import pytest

from handlers.kit.card import Card, Chart
from handlers.kit.form import PickMany
from handlers.plan.logic_cards import MOST_BOXES, logic_picture
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Goal, GoalKind
from pdsa.logic import Element, LogicModel, Stage
from pdsa.picture import Flow
from storage.files.charts import draw
from tests.handlers.desk import Desk, buttons_of, fields, routes_of, text
from tests.handlers.plan.filling import keep
from tests.people import BERNADETTE, DEVON, KOFI, MARIBEL


def picture(card: Card) -> Flow:
    (flow,) = [part.picture for part in card.parts if isinstance(part, Chart)]
    assert isinstance(flow, Flow)
    return flow


async def add(desk: Desk, words: str, stage: Stage, **joins: tuple[str, ...]) -> str:
    return await keep(
        desk, MARIBEL, await desk.form(MARIBEL, "plan.logic.add"), words=words, stage=stage.value, **joins
    )


async def test_the_plans_goals_are_drawn_and_what_is_alone_is_said(desk: Desk) -> None:
    card = await desk.card(BERNADETTE, "plan", "logic")
    flow = picture(card)
    assert ("G2", "G6") in flow.joins
    flags = {box.code: box.flag for column in flow.columns for box in column.boxes if box.flag}
    assert flags == {"G8": "No goal leads here"}
    assert "Fewer students are sent out of class: no implementation goal leads to it." in text(card)
    assert "More students have an adult at school to turn to: what leads to it is Adopt K-12" in flow.alt
    assert routes_of(card) == ["plan"]
    assert "No implementation goal leads to it" in text(await desk.card(KOFI, "plan", "G8"))


async def test_a_lead_is_offered_to_join_what_is_alone(desk: Desk) -> None:
    card = await desk.card(MARIBEL, "plan.logic")
    assert [(each.route, each.value) for each in buttons_of(card)][:2] == [("plan.goal", "G8"), ("plan.logic.add", "")]
    form = await desk.form(MARIBEL, "plan.goal", value="G8")
    assert "What leads to it: Departments plan SEL together" in await keep(desk, MARIBEL, form, links=("G3",))
    card = await desk.card(MARIBEL, "plan.logic")
    assert "Every goal is joined: nothing stands alone." in text(card)
    assert picture(card).note == ""


async def test_a_school_s_lead_is_offered_to_join_their_own(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        goal = Goal("G20", GoalKind.IMPLEMENTATION, "Calm mornings", school="Cottonwood Elementary")
        await store.plans.put_goal(goal)
    card = await desk.card(KOFI, "plan.logic")
    assert [each.value for each in buttons_of(card) if each.route == "plan.goal"] == ["G20"]


async def test_a_part_is_added_joined_changed_and_taken_out(desk: Desk) -> None:
    assert "Kept: Stipends." in await add(desk, "Stipends", Stage.INPUT, after=("G2",))
    assert "Kept: 300 staff took part." in await add(
        desk, "300 staff took part", Stage.OUTPUT, before=("G2", "L1"), after=("G6",)
    )
    flow = picture(await desk.card(KOFI, "plan.logic"))
    assert {("L1", "G2"), ("G2", "L2"), ("L1", "L2"), ("L2", "G6")} <= set(flow.joins)
    shown = text(await desk.card(KOFI, "plan", "l2"))
    assert "What leads to it: Build a menu" in shown
    assert "Take it out" not in shown
    form = await desk.form(MARIBEL, "plan.logic.change", value="L2")
    before = fields(form)["before"]
    assert isinstance(before, PickMany)
    assert before.chosen == ("L1", "G2")
    await keep(desk, MARIBEL, form, words="400 staff took part", before=("G3",), after=())
    flow = picture(await desk.card(KOFI, "plan.logic"))
    assert [join for join in flow.joins if "L2" in join] == [("G3", "L2")]
    card = await desk.card(MARIBEL, "plan.logic.remove", value="L2")
    assert "Taken out: 400 staff took part." in text(card)
    assert "L2" not in str(picture(card).joins)


async def test_a_change_is_taken_back_once_and_never_over_another(desk: Desk) -> None:
    await add(desk, "Stipends", Stage.INPUT, after=("G2",))
    card = await desk.card(MARIBEL, "plan.logic.remove", value="L1")
    (undo,) = [each for each in buttons_of(card) if each.route == "plan.logic.undo"]
    card = await desk.card(DEVON, "plan.logic.undo", value=undo.value)
    assert "as it was before" in text(card)
    assert ("L1", "G2") in picture(card).joins
    with pytest.raises(Refusal, match="changed since then"):
        await desk.enter(MARIBEL, "plan.logic.undo", value=undo.value)
    for value in ("", "x", "99999"):
        with pytest.raises(Refusal, match="changed since then"):
            await desk.enter(MARIBEL, "plan.logic.undo", value=value)


async def test_what_would_lead_back_is_not_joined_and_said(desk: Desk) -> None:
    words = await add(desk, "Stipends", Stage.INPUT, before=("G2",), after=("G6",))
    assert (
        "Not joined: Build a menu of professional learning that staff can…. A part leads from left to right only."
        in words
    )
    form = await desk.form(MARIBEL, "plan.logic.change", value="L1")
    words = await keep(desk, MARIBEL, form, stage=Stage.OUTCOME.value)
    assert "Not joined: More staff" in words
    assert ("L1", "G6") not in picture(await desk.card(KOFI, "plan.logic")).joins


async def test_only_leads_change_it_and_rubbish_is_answered(desk: Desk) -> None:
    for route in ("plan.logic.add", "plan.logic.change", "plan.logic.keep", "plan.logic.remove", "plan.logic.undo"):
        with pytest.raises(NotAllowed):
            await desk.enter(KOFI, route, value="L1")
    with pytest.raises(Refusal, match="no parts yet"):
        await desk.enter(KOFI, "plan.logic.pick")
    for route in ("plan.logic.change", "plan.logic.remove"):
        with pytest.raises(Refusal, match="not in the logic model any more"):
            await desk.enter(MARIBEL, route, value="G2")
    with pytest.raises(Refusal) as refused:
        await desk.enter(MARIBEL, "plan.logic.keep", answers={"words": "Money", "stage": "Elsewhere"})
    assert refused.value.field == "stage"


async def test_a_part_is_opened_from_the_list(desk: Desk) -> None:
    await add(desk, "Stipends", Stage.INPUT)
    form = await desk.form(BERNADETTE, "plan.logic.pick")
    (reply,) = await desk.enter(BERNADETTE, form.route, answers={"element": "L1"})
    assert "Stipends" in text(reply.card)  # type: ignore[union-attr]


def test_many_long_parts_are_counted_and_still_drawn() -> None:
    words = ("Donaudampfschifffahrtsgesellschaft" * 8, "社会情感学习" * 40, "Táá hwó’ ají t’éego " * 20, "a")
    elements = tuple(Element(f"L{n}", list(Stage)[n % 4], words[n % 3]) for n in range(200))
    goals = (Goal("G1", GoalKind.OUTCOME, words[0]), Goal("G2", GoalKind.IMPLEMENTATION, words[2]))
    model = LogicModel(goals, (), elements)
    for n in range(0, 40, 4):
        model = model.joined(f"L{n}", f"L{n + 3}").joined(f"L{n}", f"L{n + 1}").joined(f"L{n + 1}", "G1")
    flow = logic_picture(model)
    assert flow is not None
    assert all(len(column.boxes) == MOST_BOXES and column.more for column in flow.columns)
    assert {"G1", "G2"} <= {box.code for column in flow.columns for box in column.boxes}, "what is flagged is shown"
    assert len(flow.alt) < 2000
    assert draw(flow).startswith(b"\x89PNG")


def test_an_empty_plan_has_no_picture() -> None:
    assert logic_picture(LogicModel(())) is None
