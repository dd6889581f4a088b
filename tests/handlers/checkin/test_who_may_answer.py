"""The weekly question answered by whom: owners, former owners, leads, and people who may not."""

from datetime import date
from typing import Any

import pytest

from handlers.checkin.routes import feature
from handlers.kit.card_pages import as_text
from handlers.kit.form import Line
from handlers.kit.reply import Nothing, Say
from pdsa.checkin import Went
from pdsa.errors import NotAllowed, Refusal
from tests.handlers.checkin.thursday import WEEK, change, kept, send, tap
from tests.handlers.desk import Desk, fields
from tests.handlers.notifications import shown, stale
from tests.people import ANA_LUCIA, MARIBEL, PRIYA, WEI


async def test_who_does_not_own_it_any_more_is_told_who_does(desk: Desk) -> None:
    await change(desk, "S1", owner=WEI)
    with pytest.raises(NotAllowed, match="belongs to Wei Chen by now, who can answer for it"):
        await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)
    await change(desk, "S1", owner="")
    with pytest.raises(NotAllowed, match="is not yours by now"):
        await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)


async def test_who_answered_can_still_change_that_after_handing_over(desk: Desk) -> None:
    await tap(desk, ANA_LUCIA, "S1", Went.PARTLY)
    await change(desk, "S1", owner=WEI)
    await tap(desk, ANA_LUCIA, "S1", Went.NOT)
    assert (await kept(desk)).went is Went.NOT


@pytest.mark.parametrize(
    ("values", "week", "words"),
    [
        ({"start": date(2026, 10, 5)}, WEEK, "starts on Mon 5 Oct: there is nothing to say about it this week yet"),
        ({"end": date(2026, 9, 18)}, WEEK, "ended on Fri 18 Sep. What it taught you belongs in `reflect`"),
        ({"start": None}, WEEK, "has no start date yet. `plan` takes one"),
    ],
)
async def test_a_week_outside_the_strategy_is_declined_with_the_reason(
    desk: Desk, values: dict[str, Any], week: date, words: str
) -> None:
    await change(desk, "S1", **values)
    with pytest.raises(Refusal, match=words):
        await tap(desk, ANA_LUCIA, "S1", Went.PARTLY, week)


async def test_what_was_set_aside_or_never_was_is_declined(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.plans.drop("strategy", "S1")
    for value, words in (
        (f"S1:{WEEK}:partly", "no longer in the plan"),
        (f"S99:{WEEK}:partly", "do not find that strategy"),
        ("S1:yesterday:partly", "leads nowhere"),
        ("", "leads nowhere"),
    ):
        with pytest.raises(Refusal, match=words):
            await desk.enter(ANA_LUCIA, "checkin.tap", value=value)


async def test_a_lead_answers_for_somebody_whose_message_then_shows_it_without_the_sentences(desk: Desk) -> None:
    form = await desk.form(MARIBEL, "checkin", "S1")
    await send(desk, MARIBEL, form, went="partly", in_way="She is ill; I looked in")
    assert f"checkin:{WEEK}:5" in await stale(desk)
    seen = await shown(desk, feature, "checkin", str(WEEK), ANA_LUCIA)
    assert "Kept: partly. Maribel Ortega said so." in seen
    assert "She is ill" not in seen
    own = await desk.form(ANA_LUCIA, "checkin.edit", value=f"S1:{WEEK}")
    line = fields(own)["in_way"]
    assert isinstance(line, Line)
    assert line.text == ""
    await send(desk, ANA_LUCIA, own, went="as planned")
    assert (await kept(desk)).in_way == "She is ill; I looked in"  # an empty form takes nothing away
    await send(desk, ANA_LUCIA, own, went="as planned", well="Back again, and it went on")
    answer = await kept(desk)
    assert (answer.member, answer.well, answer.in_way) == (5, "Back again, and it went on", "")


async def test_a_lead_may_correct_the_tap_and_not_put_words_into_somebodys_mouth(desk: Desk) -> None:
    own = await desk.form(ANA_LUCIA, "checkin")
    await send(desk, ANA_LUCIA, own, went="partly", well="Forty came", quotable=True)
    form = await desk.form(MARIBEL, "checkin.edit", value=f"S1:{WEEK}")
    assert list(fields(form)) == ["went"]
    await send(desk, MARIBEL, form, went="as planned", well="A hundred came")
    answer = await kept(desk)
    assert (answer.went, answer.well, answer.member, answer.quotable) == (Went.AS_PLANNED, "Forty came", 5, True)


async def test_only_sentences_can_be_released(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "checkin")
    await send(desk, ANA_LUCIA, form, went="partly", help="A room", quotable=True)
    assert not (await kept(desk)).quotable


async def test_people_without_a_strategy_cannot_answer_for_others(desk: Desk) -> None:
    for route in ("checkin.note", "checkin.help", "checkin.edit"):
        with pytest.raises(NotAllowed, match="belongs to Ana-Lucía Peña"):
            await desk.enter(PRIYA, route, value=f"S1:{WEEK}")
    with pytest.raises(NotAllowed):
        await desk.enter(PRIYA, "checkin.keep", answers={"went": "partly"}, carry={"asked": f"S1:{WEEK}"})


async def test_the_form_opened_from_the_message_needs_no_second_word(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "checkin.note", value=f"S1:{WEEK}")
    (said,) = await send(desk, ANA_LUCIA, form, went="partly")
    assert isinstance(said, Say)
    carry = {**form.carry, "quietly": "yes"}
    (quiet,) = await desk.enter(ANA_LUCIA, form.route, answers={"went": "not this week"}, carry=carry)
    assert isinstance(quiet, Nothing)
    assert f"checkin:{WEEK}:5" in await stale(desk)


async def test_peoples_words_stay_words(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "checkin")
    (reply,) = await send(desk, ANA_LUCIA, form, went="partly", well="*bold* {name} <!channel>")
    assert "Went well: *bold* {name} <!channel>" in as_text(reply.card)
