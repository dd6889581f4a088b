"""When a post does not arrive, or nobody knows: people are asked, and what they say is done."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.digest.routes import feature
from pdsa.cycle import Channels
from storage.notification_states import State
from tests.handlers.desk import Desk, buttons_of, routes_of, text
from tests.handlers.digest.a_year import hand_over, made_again, posts, to_member
from tests.handlers.ready_desk_databases import open_copy
from tests.people import MARIBEL, TOMASZ

POST = "digest-monthly:2026-10:#leadership"
REASON = "I am not in that channel: invite me there with /invite"


@pytest.fixture
async def desk(tmp_path: Path, year: Path) -> AsyncIterator[Desk]:
    """October's summary was approved and could not be posted to #leadership."""
    async with open_copy(year, tmp_path, feature, at="2026-11-02 09:00") as made:
        await to_member(made, "draft-monthly", "2026-10")
        card = await made.card(MARIBEL, "digest.show", value="digest-monthly:2026-10")
        await made.enter(MARIBEL, "digest.approve", value=buttons_of(card)[0].value)
        await hand_over(made, POST, fails=REASON)
        yield made


async def asked(desk: Desk, kind: str, *emails: str) -> str:
    """The post asks these people; the first one's card in words."""
    said = []
    for email in emails:
        card = await to_member(desk, kind, f"{POST}@now", email, POST)
        assert card is not None
        said.append(text(card))
    return said[0]


async def state(desk: Desk) -> State:
    (found,) = [
        notification for notification in await posts(desk, "digest-monthly") if notification.channel == "#leadership"
    ]
    return found.state


async def seen_by_tomasz(desk: Desk, kind: str) -> str:
    (notification,) = [notification for notification in await posts(desk, kind) if notification.reader.email == TOMASZ]
    card = await made_again(desk, notification.key)
    assert card is not None
    return text(card)


async def test_an_undelivered_digest_says_why_and_what_helps(desk: Desk) -> None:
    said = await asked(desk, "undelivered", MARIBEL, TOMASZ)
    assert f"I could not post the summary of October 2026 to #leadership: {REASON}." in said
    assert "/invite" in said
    card = await desk.card(MARIBEL, "digest.again", value=f"undelivered {POST}")
    assert "Maribel Ortega had me send it again (Mon 2 Nov, 9:00 am)." in text(card)
    assert await state(desk) is State.READY
    assert "Maribel Ortega had me send it again" in await seen_by_tomasz(desk, "undelivered")


async def test_it_can_be_sent_again_after_it_failed_again(desk: Desk) -> None:
    await asked(desk, "undelivered", MARIBEL)
    await desk.enter(MARIBEL, "digest.again", value=f"undelivered {POST}")
    await hand_over(desk, POST, fails=REASON)
    (notification,) = await posts(desk, "undelivered")
    card = await made_again(desk, notification.key)
    assert card is not None
    assert routes_of(card) == ["digest.again", "digest.leave"]


async def test_it_can_be_left(desk: Desk) -> None:
    await asked(desk, "undelivered", MARIBEL)
    card = await desk.card(MARIBEL, "digest.leave", value=POST)
    assert "Maribel Ortega said to leave it" in text(card)
    assert await state(desk) is State.RESTING
    said = text(await desk.card(MARIBEL, "digest"))
    assert f"Not posted: the summary of October 2026 in #leadership: {REASON}." in said
    assert "[Send again]" in said


async def test_a_renamed_channel_gets_it_instead(desk: Desk) -> None:
    await asked(desk, "undelivered", MARIBEL)
    async with desk.store(writes=True) as store:
        assert store.cycle is not None
        await store.cycles.put(replace(store.cycle, channels=Channels("#sel-team", "#staff", "#cabinet")))
    await desk.enter(MARIBEL, "digest.again", value=f"undelivered {POST}")
    rooms = [notification.channel for notification in await posts(desk, "digest-monthly")]
    assert sorted(rooms) == ["#cabinet", "#leadership", "#staff"]


async def test_is_it_there_yes(desk: Desk) -> None:
    said = await asked(desk, "is-it-there", MARIBEL, TOMASZ)
    assert "I posted the summary of October 2026 to #leadership" in said
    assert "Is it there?" in said
    card = await desk.card(TOMASZ, "digest.seen", value=POST)
    assert "Tomasz Wieczorek has seen it there" in text(card)
    assert await state(desk) is State.SENT


async def test_is_it_there_no(desk: Desk) -> None:
    await asked(desk, "is-it-there", MARIBEL, TOMASZ)
    card = await desk.card(MARIBEL, "digest.again", value=f"is-it-there {POST}")
    assert "Maribel Ortega had me send it again" in text(card)
    assert await state(desk) is State.READY


async def test_once_answered_it_is_not_sent_twice(desk: Desk) -> None:
    await asked(desk, "is-it-there", MARIBEL, TOMASZ)
    await desk.enter(TOMASZ, "digest.seen", value=POST)
    card = await desk.card(MARIBEL, "digest.again", value=f"is-it-there {POST}")
    assert "Tomasz Wieczorek has seen it there" in text(card)
    assert await state(desk) is State.SENT


async def test_nobody_is_asked_about_what_is_over(desk: Desk) -> None:
    await desk.enter(MARIBEL, "digest.again", value=f"undelivered {POST}")
    assert await to_member(desk, "undelivered", f"{POST}@now", TOMASZ, POST) is None


async def test_a_post_of_before_a_restore_is_asked_about_for_what_it_is(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.restores.note()
    said = await asked(desk, "is-it-there", MARIBEL)
    assert "The database was put back. By it the summary of October 2026 has not been posted to #leadership" in said
    assert "I posted" not in said
