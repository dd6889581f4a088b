"""A verdict on a prediction: what can be said of it when, and the numbers first where they say otherwise."""

from datetime import date

import pytest

from handlers.kit.form import Line, Pick
from pdsa.errors import Refusal
from pdsa.measures import Observation
from pdsa.reflection import Held
from tests.handlers.desk import Desk, fields, moment
from tests.handlers.reflect.test_reflect import HAPPENED, keep, notes, second
from tests.people import ANA_LUCIA, DEVON


async def held_choices(desk: Desk, email: str, code: str) -> list[str]:
    asked = fields(await desk.form(email, "reflect", code))["held"]
    assert isinstance(asked, Pick)
    return [option.value for option in asked.options]


async def test_once_its_day_has_passed_there_are_no_data_and_it_is_not_too_early(desk: Desk) -> None:
    desk.at = moment("2027-04-20 10:00")
    assert await held_choices(desk, ANA_LUCIA, "S1") == ["yes", "partly", "no", "can't tell yet"], "it is under way"
    assert await held_choices(desk, DEVON, "S5") == ["yes", "partly", "no", "no data"], "it ended on 18 December"
    with pytest.raises(Refusal, match="Please choose one of the answers"):
        await second(desk, DEVON, "S5", held="can't tell yet")
    await keep(desk, DEVON, "S5", held="no data")
    async with desk.store() as store:
        assert (await store.learning.latest_reflections())["S5"].held is Held.NO_DATA


@pytest.mark.parametrize(
    ("held", "value", "shown_first"),
    [("yes", 60, True), ("yes", 75, False), ("no", 75, True), ("no", 60, False), ("partly", 60, False)],
)
async def test_a_verdict_that_the_numbers_contradict_shows_them_first(
    desk: Desk, held: str, value: float, shown_first: bool
) -> None:
    """S1 serves a goal that leads to staff who feel able: 70% was the target."""
    measure = "Staff who agree they can support SEL (%)"
    async with desk.store(writes=True) as store:
        await store.plans.put_observations([Observation(measure, date(2027, 5, 1), value, 400, "District")])
    form = await second(desk, ANA_LUCIA, "S1", held=held)
    if not shown_first:
        assert form.route == "reflect.keep"
        return
    assert form.route == "reflect.verdict"
    assert f"{value}%" in notes(form)
    asked = fields(form)["held"]
    assert isinstance(asked, Pick)
    assert asked.chosen == held, "it may stay as it is, in one tap"
    assert not [each for each in form.fields if isinstance(each, Line)], "nothing is asked to be written"
    on = await desk.form(ANA_LUCIA, form.route, answers={"held": "partly"}, carry=form.carry)
    assert on.route == "reflect.keep"
    async with desk.store() as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        begun = await store.learning.begun("S1", ana.id)
    assert begun is not None
    assert (begun.held, begun.happened) == (Held.PARTLY, HAPPENED["happened"])


async def test_what_was_too_early_then_is_asked_anew_once_its_day_has_passed(desk: Desk) -> None:
    """S10: “Nine students in ten know their advisor's name by October”; it goes on until the end of May."""
    lupe = "l.archuleta@riverbend.example"
    desk.at = moment("2026-10-20 10:00")
    await keep(desk, lupe, "S10", held="can't tell yet")
    desk.at = moment("2027-05-03 10:00")
    assert await held_choices(desk, lupe, "S10") == ["yes", "partly", "no", "no data"]
    asked = fields(await desk.form(lupe, "reflect", "S10"))["held"]
    assert isinstance(asked, Pick)
    assert asked.chosen is None, "the answer of then is none any more"
