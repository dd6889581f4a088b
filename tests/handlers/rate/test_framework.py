"""The framework in chat: what it holds, which one a year uses, its items' words; and two years side by side."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.kit.form import Form, Pick
from handlers.rate.routes import feature
from pdsa.errors import NotAllowed, Refusal
from pdsa.measures import Rating
from pdsa.plan import Plan
from pdsa.rubric_ratings import Moment, OwnRating
from storage.importing import bring_in
from tests.handlers.desk import Desk, buttons_of, fields, moment, open_desk, routes_of, text
from tests.people import BERNADETTE, DEVON, MARIBEL, WEI


def pick(form: Form) -> Pick:
    return next(each for each in form.fields if isinstance(each, Pick))


async def words_form(desk: Desk, item: str) -> Form:
    card = await desk.card(MARIBEL, "rate", item)
    key = next(each.value for each in buttons_of(card) if each.route == "rate.item.change")
    return await desk.form(MARIBEL, "rate.item.change", value=key)


async def test_anybody_sees_what_a_year_is_rated_with(desk: Desk) -> None:
    shown = text(await desk.card(BERNADETTE, "rate.framework"))
    assert "CASEL District Framework, 16 key activities" in shown
    assert "16 key activities in 4 focus areas, with 20 items to rate" in shown
    more = text(await desk.card(BERNADETTE, "rate.framework", value="4"))
    assert "Improve (STUDY and ACT)" in more
    assert "Not in this year's plan: Communication, Aligned Resources" in more
    assert routes_of(await desk.card(BERNADETTE, "rate.framework")) == ["rate.framework", "rate"]


async def test_a_lead_chooses_another_framework_and_levels_stay(desk: Desk) -> None:
    form = await desk.form(DEVON, "rate.framework.use")
    assert pick(form).chosen == "CASEL District Framework, 16 key activities"
    with pytest.raises(Refusal, match="of the list"):
        await desk.enter(DEVON, form.route, answers={"framework": "Another one"})
    shown = text(
        await desk.card(DEVON, form.route, answers={"framework": "CASEL District Framework, 14 key activities"})
    )
    assert "CASEL District Framework, 14 key activities" in shown
    item = text(await desk.card(DEVON, "rate", "Organizational Structure"))
    assert item.startswith("Collaboration\nPart of Organizational Structure\n"), "one name, as in digests"
    assert "Year-end: 3 (mostly in place)" in item
    with pytest.raises(NotAllowed):
        await desk.enter(WEI, form.route, answers={"framework": "CASEL District Framework, 16 key activities"})


async def test_a_lead_changes_an_items_words_and_back(fresh: Desk) -> None:
    async with fresh.store(writes=True) as store:
        wei = await store.people.by_email(WEI)
        assert wei
        await store.rubric.vote(OwnRating("Clear aims for every grade", Moment.START, wei.id, 2))
    form = await words_form(fresh, "Clear aims for every grade")
    said = {"title": "Aims for all", "definition": "Everybody knows them."}
    levels = {"level1": "None", "level2": "A draft", "level3": "Adopted", "level4": "In use"}
    with pytest.raises(Refusal, match="Describe all four levels") as refused:
        await fresh.enter(MARIBEL, form.route, answers={**said, "level1": "None"}, carry=form.carry)
    assert refused.value.field == "level2"
    with pytest.raises(Refusal, match="Another item has that name"):
        await fresh.enter(MARIBEL, form.route, answers={**said, "title": "mtss"}, carry=form.carry)
    kept = text(await fresh.card(MARIBEL, form.route, answers={**said, **levels}, carry=form.carry))
    assert "Aims for all\nPart of SEL Standards\nEverybody knows them." in kept
    asked = await words_form(fresh, "Clear aims for every grade")
    assert fields(asked)["level3"].text == "Adopted"  # type: ignore[attr-defined]
    assert "At the start: 2" in text(await fresh.card(WEI, "rate", "Aims for all"))
    back = {"title": "Clear aims for every grade", "definition": "As before."}
    await fresh.enter(MARIBEL, asked.route, answers=back, carry=asked.carry)
    assert "Clear aims for every grade" in text(await fresh.card(WEI, "rate", "Aims for all"))
    with pytest.raises(NotAllowed):
        await fresh.enter(WEI, form.route, answers=said, carry=form.carry)


async def test_an_activity_of_several_items_has_no_words_of_its_own_to_change(desk: Desk) -> None:
    with pytest.raises(Refusal, match="rated as one"):
        await words_form(desk, "Shared Vision and Plan")


async def test_a_year_with_the_sixteen_beside_one_with_the_fourteen(tmp_path: Path, plan: Plan) -> None:
    year = timedelta(days=364)
    old = replace(plan, school_year="2025-26", first_day=plan.first_day - year, last_day=plan.last_day - year,
                  days_off=(), observations=())  # fmt: skip
    async with open_desk(tmp_path, feature, old, at="2025-08-18 08:00") as desk:
        assert "rate.compare" not in routes_of(await desk.card(WEI, "rate"))
        with pytest.raises(Refusal, match="no earlier year"):
            await desk.enter(WEI, "rate.compare")
        desk.at = moment("2026-08-18 08:00")
        new = [Rating("Organizational Structure", 3, 4), Rating("Communication", 1)]
        fourteen = replace(plan, framework="CASEL District Framework, 14 key activities", ratings=tuple(new), goals=(),
                           strategies=(), links=())  # fmt: skip
        async with desk.store(writes=True) as store:
            await bring_in(store, fourteen)
        assert "rate.compare" in routes_of(await desk.card(BERNADETTE, "rate"))
        shown = text(await desk.card(BERNADETTE, "rate.compare"))
        assert "2025-26 beside 2026-27" in shown
        line = next(each for each in shown.splitlines() if "Organizational Structure" in each)
        assert "2 at the start, goal 3, 3 at the year's end; then 3 at the start, goal 4" in line
        assert "(before: Collaboration). It has another name; the work is the same." in line
        assert "Communication: no level; then 1 at the start" in shown
        assert "Professional Learning: 1 at the start, goal 3, 2 at the year's end; then no level" in shown
