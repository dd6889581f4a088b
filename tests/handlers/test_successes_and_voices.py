"""`win` and `voice`: what is kept, who reads it, how it is changed and taken back, and that notes tell of it."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handlers.digest.facts import month_so_far, weekly_note
from handlers.digest.weekly import note
from handlers.kit.card import Card
from handlers.kit.form import Line, Pick
from handlers.kit.reply import Ask
from handlers.successes_and_voices import feature
from pdsa.errors import NotAllowed, Refusal
from pdsa.plan import Plan
from pdsa.voice_entries import VoiceKind
from tests.handlers.desk import Desk, buttons_of, fields, moment, open_desk, text
from tests.people import ANA_LUCIA, BERNADETTE, JEROME, MARIBEL, WEI

TOLD = {"text": "Two schools asked to join the visits", "strategy": "S2", "quotable": True}


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan, at="2026-10-14 10:00") as made:
        await made.start()
        yield made


async def kept(desk: Desk, email: str, word: str = "win", **said: Any) -> Card:
    form = await desk.form(email, word)
    answers = TOLD | ({"who": "families"} if word == "voice" else {}) | said
    return await desk.card(email, form.route, answers=answers, carry=form.carry)


async def press(desk: Desk, email: str, card: Card, label: str) -> Card:
    button = next(each for each in buttons_of(card) if each.label == label)
    return await desk.card(email, button.route, value=button.value)


async def test_a_success_is_kept_with_its_strategy(desk: Desk) -> None:
    card = await kept(desk, ANA_LUCIA)
    assert "🎉 Kept, a success of Peer visits between schools" in text(card)
    assert "Two schools asked to join the visits" in text(card)
    assert "the team's next note can tell of it" in text(card)


async def test_words_after_the_word_stand_in_the_form(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "win", "Everybody came")
    line = fields(form)["text"]
    assert isinstance(line, Line)
    assert line.text == "Everybody came"


async def test_a_button_chooses_the_strategy(desk: Desk) -> None:
    (reply,) = await desk.enter(ANA_LUCIA, "win", "S2", value="S2")
    assert isinstance(reply, Ask)
    pick = fields(reply.form)["strategy"]
    assert isinstance(pick, Pick)
    assert pick.chosen == "S2"


async def test_a_voice_says_whose_it_is(desk: Desk) -> None:
    card = await kept(desk, JEROME, "voice", strategy="-")
    assert "Kept, as families' voice:" in text(card)
    with pytest.raises(Refusal, match="whose voice"):
        await kept(desk, JEROME, "voice", who="aliens")


@pytest.mark.parametrize(
    ("said", "field"), [({"text": " "}, "text"), ({"day": "2026-10-15"}, "day"), ({"day": "soon"}, "day")]
)
async def test_what_lacks_something_is_asked_again(desk: Desk, said: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        await kept(desk, ANA_LUCIA, **said)
    assert refused.value.field == field


async def test_who_reads_it(desk: Desk) -> None:
    await kept(desk, ANA_LUCIA, text="needle released")
    await kept(desk, ANA_LUCIA, text="needle private", quotable=False)
    for email, private in ((ANA_LUCIA, True), (MARIBEL, True), (WEI, False)):
        said = text(await desk.card(email, "voices.list", value="win:0"))
        assert "needle released" in said
        assert ("needle private" in said) is private
        assert ("1 more can be read by their authors and the leads only." in said) is not private
    with pytest.raises(NotAllowed):
        await desk.enter(BERNADETTE, "voices.list", value="win:0")


async def test_an_empty_list_says_so_and_offers_to_add(desk: Desk) -> None:
    card = await desk.card(WEI, "voices.list", value="voice:7")
    assert "No voice is written down yet this year." in text(card)
    assert [each.label for each in buttons_of(card)][-1] == "Add one"


async def test_many_are_paged(desk: Desk) -> None:
    for n in range(10):
        await kept(desk, ANA_LUCIA, text=f"needle {n} " + "long " * 200)
    first = await desk.card(WEI, "voices.list", value="win:0")
    assert text(first).count("needle") == 8
    assert text(await press(desk, WEI, first, "Older")).count("needle") == 2


async def test_it_can_be_changed_taken_back_and_put_again(desk: Desk) -> None:
    card = await kept(desk, ANA_LUCIA)
    button = next(each for each in buttons_of(card) if each.label == "Change it")
    form = await desk.form(ANA_LUCIA, button.route, value=button.value)
    changed = await desk.card(ANA_LUCIA, form.route, answers=TOLD | {"text": "Three schools"}, carry=form.carry)
    assert "Three schools" in text(changed)
    gone = await press(desk, ANA_LUCIA, changed, "Take it back")
    assert "Taken back" in text(gone)
    assert "Three schools" not in text(await desk.card(MARIBEL, "voices.list", value="win:0"))
    assert "Three schools" in text(await press(desk, ANA_LUCIA, gone, "Put it back"))
    async with desk.store() as store:
        actions = [action for _at, _who, action, *_facts in await store.trail(button.value)]
    assert actions == ["win", "win", "win", "win"]


async def test_nobody_else_changes_it_but_a_lead_may_take_it_back(desk: Desk) -> None:
    card = await kept(desk, ANA_LUCIA)
    number = buttons_of(card)[0].value
    for route in ("voices.change", "voices.back", "voices.again"):
        with pytest.raises(NotAllowed):
            await desk.enter(WEI, route, value=number)
    assert "Taken back" in text(await desk.card(MARIBEL, "voices.back", value=number))
    for value in ("", "999", "x", "1" * 30):
        with pytest.raises(Refusal):
            await desk.enter(WEI, "voices.change", value=value)


async def test_the_weeks_note_and_the_months_draft_tell_of_what_was_released(desk: Desk) -> None:
    await kept(desk, ANA_LUCIA)
    await kept(desk, JEROME, "voice", text="They ask for evenings", strategy="-")
    await kept(desk, JEROME, "voice", text="needle private", quotable=False)
    desk.at = moment("2026-10-19 09:00")
    async with desk.store() as store:
        week = await weekly_note(store, date(2026, 10, 19))
        month = await month_so_far(store, date(2026, 10, 1))
    said = text(note(week)) + "".join(text(each) for each in note(week).details)
    assert "“Two schools asked to join the visits” (Ana-Lucía Peña, on Peer visits between schools" in said
    assert "“They ask for evenings” (Families, told by Jerome Little Elk)" in said
    assert "needle" not in said
    assert [each.text for each in month.quotes] == ["Two schools asked to join the visits", "They ask for evenings"]


async def test_kinds_are_kept_apart(desk: Desk) -> None:
    await kept(desk, ANA_LUCIA)
    async with desk.store() as store:
        assert len(await store.voices.between(date.min, date.max, VoiceKind.WIN)) == 1
        assert await store.voices.between(date.min, date.max, VoiceKind.VOICE) == []


async def test_a_typed_code_chooses_its_strategy(desk: Desk) -> None:
    form = await desk.form(ANA_LUCIA, "win", "s1")
    assert getattr(fields(form)["strategy"], "chosen", "") == "S1"
    assert getattr(fields(form)["text"], "text", "") == ""
    assert getattr(fields(await desk.form(ANA_LUCIA, "win", "workshops"))["text"], "text", "") == "workshops"
