"""Goals in chat: the letters of a goal of years, the tree below it, rubric items, tags, and the history of changes."""

from dataclasses import replace

import pytest

from handlers.kit.form import Line, Pick, PickMany
from pdsa.errors import Refusal
from pdsa.goals import Goal, GoalKind
from pdsa.smartie import Letter
from pdsa.tags import TAGS
from tests.handlers.desk import Desk, buttons_of, fields, routes_of, text
from tests.handlers.plan.filling import keep
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, KOFI, MARIBEL, RUTH


async def test_a_goal_of_years_has_a_question_for_each_letter_and_none_has_to_be_answered(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "plan.goal", value="G1")
    letters = [f"smartie_{letter.value.lower()}" for letter in Letter]
    assert [name for name in fields(form) if name.startswith("smartie")] == letters
    assert all(isinstance(field, Line) and field.optional for name, field in fields(form).items() if name in letters)
    words = await keep(desk, MARIBEL, form, statement="Better schools", due=None)
    assert "I find no date. By which year should it be so?" in words
    assert "I find no number" in words
    assert "Nobody is named who helps to decide." in words
    assert "None of it has to be there" in words


async def test_answers_to_the_letters_are_kept_and_close_their_questions(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "plan.goal", value="G1")
    words = await keep(desk, MARIBEL, form, smartie_i="The families' council", smartie_e="Nobody")
    assert "Inclusive: The families' council" in words
    assert "Nobody is named" not in words
    assert "Nothing says who is left out today." in words
    form = await desk.form(MARIBEL, "plan.goal", value="G1")
    words = await keep(desk, MARIBEL, form, smartie_i="")
    assert "Nobody is named who helps to decide." in words
    async with desk.store() as store:
        (goal, *_others) = await store.plans.goals()
    assert goal.smartie == (("E", "Nobody"),)


async def test_goals_of_the_year_stand_below_the_goal_that_they_serve(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "plan.goal", value="G3")
    parent = fields(form)["parent"]
    assert isinstance(parent, Pick)
    assert [option.value for option in parent.options] == ["-", "G1"]
    assert "Serves: By June 2029" in await keep(desk, MARIBEL, form, parent="G1")
    whole = text(await desk.card(KOFI, "plan"))
    assert whole.index("`G1` Long-term") < whole.index("↳ `G3` Implementation") < whole.index("`G2` Implementation")
    assert whole.index("↳ `G3`") < whole.index("`S4` Monthly planning") < whole.index("`G2` Implementation")
    assert "This year it is served by:\n• ↳ `G3`" in text(await desk.card(KOFI, "plan", "G1"))
    form = await desk.form(MARIBEL, "plan.goal", value="G3")
    assert "Serves" not in await keep(desk, MARIBEL, form, parent="-")
    with pytest.raises(Refusal, match="no longer in the plan"):
        await keep(desk, MARIBEL, form, parent="G2")


async def test_a_rubric_item_is_chosen_or_written(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "plan.goal", value="G2")
    item = fields(form)["item"]
    assert isinstance(item, Pick)
    assert item.chosen not in (None, "-"), "Professional Learning is known"
    assert "Integration" in {option.value for option in item.options}, "an activity with several items, as a whole"
    await keep(desk, MARIBEL, form, target="4")
    async with desk.store() as store:
        kept = {goal.code: goal for goal in await store.plans.goals()}
    assert kept["G2"].activity == "Professional Learning", "what stood there stays, if it means the chosen item"
    other = next(option.value for option in item.options if option.value not in ("-", item.chosen))
    assert other in await keep(desk, MARIBEL, form, item=other)
    assert "Our own item" in await keep(desk, MARIBEL, form, item="-", activity="Our own item")
    form = await desk.form(MARIBEL, "plan.goal", value="G2")
    assert (fields(form)["item"].chosen, fields(form)["activity"].text) == ("-", "Our own item")  # type: ignore[attr-defined]
    with pytest.raises(Refusal, match="not on the rubric"):
        await keep(desk, MARIBEL, form, item="Something invented")


async def test_a_strategy_is_tagged_and_its_tag_leads_to_guidance(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "plan.strategy", value="S8")
    tags = fields(form)["tags"]
    assert isinstance(tags, PickMany)
    assert tuple(option.value for option in tags.options) == TAGS
    assert "About: equity, youth voice" in await keep(desk, MARIBEL, form, tags=("youth voice", "equity", "football"))
    card = await desk.card(KOFI, "plan", "S8")
    assert [each.value for each in buttons_of(card) if each.route == "resources"] == ["equity"]
    form = await desk.form(MARIBEL, "plan.strategy", value="S8")
    assert "About" not in await keep(desk, MARIBEL, form, tags=())


async def test_the_history_says_who_changed_what_and_when(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "plan.goal", value="G7")
    await keep(desk, MARIBEL, form, target="75", due="2028-05-12")
    desk.at = desk.at.replace(day=20)
    form = await desk.form(DEVON, "plan.goal", value="G7")
    await keep(desk, DEVON, form, owner=ANA_LUCIA)
    await desk.enter(DEVON, "plan.aside", value="goal:G7")
    await desk.enter(DEVON, "plan.back", value="goal:G7")
    shown = text(await desk.card(BERNADETTE, "plan.past", value="goal:G7"))
    assert "The history of More students have an adult" in shown
    assert "Thu 20 Aug, Devon Achterberg: owner: “Priya Raman” → “Ana-Lucía Peña”" in shown
    assert "Mon 17 Aug, Maribel Ortega: where we want to be: 70 → 75" in shown
    assert "Maribel Ortega: due: Fri 14 May → Fri 12 May 2028" in shown
    assert "Thu 20 Aug, Devon Achterberg: set aside" in shown
    assert shown.index("taken up again") < shown.index("set aside") < shown.index("where we want to be")
    assert "the plan's file: written down" in shown


async def test_a_long_history_comes_page_by_page(desk: Desk) -> None:
    for number in range(13):
        form = await desk.form(ANA_LUCIA, "plan.strategy", value="S1")
        await keep(desk, ANA_LUCIA, form, prediction=f"{number} people come " + "x" * 900)
    card = await desk.card(ANA_LUCIA, "plan.past", value="strategy:S1")
    seen, pages = text(card), 1
    while older := [each for each in buttons_of(card) if each.label.endswith("older")]:
        card = await desk.card(ANA_LUCIA, "plan.past", value=older[0].value)
        assert len(text(card)) < 8000
        seen, pages = seen + text(card), pages + 1
    assert pages == 3
    assert "cycle" not in seen, "which year it stands in is no change"
    assert all(f"“{number} people come" in seen for number in range(13))
    assert "the plan's file: written down" in seen


async def test_a_history_of_nothing_and_of_what_is_not_there(desk: Desk) -> None:
    assert "written down" in text(await desk.card(KOFI, "plan.past", value="strategy:S1"))
    for value in ("", "goal:", "goal:G99", "strategy:S1:x:9", "strategy", "<!channel>"):
        with pytest.raises(Refusal):
            await desk.enter(KOFI, "plan.past", value=value)


async def test_another_schools_goal_keeps_its_history_to_itself(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.plans.put_goal(Goal("G9", GoalKind.OUTCOME, "Calm halls", school="Mesa Verde Middle School"))
    assert "written down" in text(await desk.card(RUTH, "plan.past", value="goal:G9"))
    with pytest.raises(Refusal, match="not open to you"):
        await desk.enter(KOFI, "plan.past", value="goal:G9")


async def test_letters_in_the_history_read_as_words(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        (goal, *_others) = await store.plans.goals()
        await store.plans.put_goal(replace(goal, smartie=(("E", "Families who speak Diné"),)))
    shown = text(await desk.card(KOFI, "plan.past", value="goal:G1"))
    assert "answers: nothing → Equitable: Families who speak Diné" in shown
    assert routes_of(await desk.card(BERNADETTE, "plan", "G1")) == ["plan.past", "plan"]
