"""The leads are asked for what only they can do: by whom, when, how often, and what they read."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.help.routes import MOST_A_DAY, feature
from handlers.kit.declared import ASK
from pdsa.errors import Refusal
from pdsa.plan import Plan
from storage.notification_states import Notification
from tests.handlers.desk import Desk, buttons_of, open_desk, text
from tests.people import BERNADETTE, KOFI, MARIBEL

WISH = "Could you add 14 March as a day off? Mesa Verde's own."


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan, "2026-09-17 14:00") as made:
        await made.start()
        yield made


async def asks(desk: Desk, email: str = KOFI, words: str = WISH, word: str = "setup") -> str:
    return text(await desk.card(email, "help.ask.send", carry={"word": word}, answers={"words": words}))


async def notifications(desk: Desk) -> list[Notification]:
    async with desk.store() as store:
        return await store.outbox.of_kind("request")


async def test_what_somebody_asks_for_reaches_each_lead_in_their_words(desk: Desk) -> None:
    form = await desk.form(KOFI, ASK, value="setup")
    assert form.carry == {"word": "setup"}
    answer = await asks(desk)
    assert "on their way to Devon Achterberg and Maribel Ortega" in answer or "Maribel Ortega and Devon" in answer
    assert WISH in answer
    sent = await notifications(desk)
    assert len(sent) == 2
    async with desk.store() as store:
        made = await feature.notifications["request"](sent[0], store)
    assert made is not None
    assert "Kofi Mensah (school lead) asks the leads for something:" in text(made)
    assert WISH in text(made)
    assert [(each.label, each.route) for each in buttons_of(made)] == [("Setup", "setup")]


async def test_a_lead_asks_the_others_and_an_observer_may_ask_too(desk: Desk) -> None:
    assert "Maribel" not in (await asks(desk, MARIBEL)).split(WISH)[0]
    assert "Maribel Ortega" in await asks(desk, BERNADETTE)


@pytest.mark.parametrize("word", ["setup.people.keep", "nothing-of-ours", "", "x" * 3000])
async def test_a_forged_word_still_brings_the_wish(desk: Desk, word: str) -> None:
    await asks(desk, word=word)
    async with desk.store() as store:
        made = await feature.notifications["request"]((await store.outbox.of_kind("request"))[0], store)
    assert made is not None
    assert WISH in text(made)
    assert [each.route for each in buttons_of(made)] == (["setup"] if word.startswith("setup") else [])


async def test_so_often_a_day_and_no_more(desk: Desk) -> None:
    for n in range(MOST_A_DAY):
        await asks(desk, words=f"{n}. {WISH}")
    with pytest.raises(Refusal, match="ask again tomorrow"):
        await asks(desk)
    assert len(await notifications(desk)) == 2 * MOST_A_DAY
    desk.at += timedelta(days=1)
    assert WISH in await asks(desk)


async def test_nobody_is_written_to_before_start(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, plan, "2026-08-17 08:00") as desk:
        with pytest.raises(Refusal, match="before a lead has pressed Start"):
            await desk.form(KOFI, ASK, value="setup")
        with pytest.raises(Refusal, match="before a lead has pressed Start"):
            await asks(desk)
        assert not await notifications(desk)
