"""After an older state of the database was put back: what may stand in a channel already is not approved unasked."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.digest.routes import feature as digest
from handlers.kit.card import Button, Card
from handlers.kit.reply import Replace, Reply, Say
from handlers.restored import feature as restored
from pdsa.time_span import TimeSpan
from storage.notification_states import State
from tests.handlers.desk import Desk, buttons_of, moment, routes_of, text
from tests.handlers.digest.a_year import posts, to_member
from tests.handlers.newyear.turning import launch, turn_desk
from tests.handlers.ready_desk_databases import open_copy
from tests.people import DEVON, KOFI, MARIBEL, TOMASZ

OCTOBER = "digest-monthly:2026-10"


@pytest.fixture
async def desk(tmp_path: Path, year: Path) -> AsyncIterator[Desk]:
    """Monday, 2 November, at nine: October's draft has come."""
    async with open_copy(year, tmp_path, digest, at="2026-11-02 09:00") as made:
        await to_member(made, "draft-monthly", "2026-10", MARIBEL)
        yield made


async def put_back(desk: Desk, at: str) -> None:
    desk.at = moment(at)
    async with desk.store(writes=True) as store:
        await store.restores.note()


def approval(card: Card, route: str = "digest.approve") -> Button:
    return next(each for each in buttons_of(card) if each.route == route)


def told(replies: list[Reply]) -> str:
    return "\n".join(text(reply.card) for reply in replies if isinstance(reply, Say | Replace))


async def test_a_draft_that_may_have_been_posted_is_not_approved_before_somebody_looked(desk: Desk) -> None:
    before = approval(await desk.card(MARIBEL, "digest.show", value=OCTOBER)).value
    await put_back(desk, "2026-11-03 08:00")
    said = told(await desk.enter(MARIBEL, "digest.approve", value=before))
    assert "it may have been posted already" in said
    assert "Look into #staff and #leadership first: the database was put back to its state of" in said
    assert await posts(desk, "digest-monthly") == []
    card = await desk.card(TOMASZ, "digest.show", value=OCTOBER)
    assert "If it stands in #staff and #leadership already, they get it twice." in approval(card).ask_first
    await desk.enter(TOMASZ, "digest.approve", value=approval(card).value)
    assert {each.state for each in await posts(desk, "digest-monthly")} == {State.READY}


async def test_one_that_stands_there_counts_as_posted_and_is_not_posted(desk: Desk) -> None:
    await put_back(desk, "2026-11-03 08:00")
    card = await desk.card(MARIBEL, "digest.show", value=OCTOBER)
    said = told(await desk.enter(MARIBEL, "digest.there", value=approval(card, "digest.there").value))
    assert "Approved by Maribel Ortega" in said
    assert {each.state for each in await posts(desk, "digest-monthly")} == {State.SENT}
    async with desk.store() as store:
        assert {each.channel for each in await store.posts.all()} == {"#staff", "#leadership"}
        monthly = await store.digests.find("digest-monthly", "2026-10")
        assert monthly is not None
        assert monthly.posted_at == desk.at
    assert "already" in told(await desk.enter(TOMASZ, "digest.there", value=OCTOBER))


async def test_what_could_only_be_drafted_later_is_approved_as_ever(desk: Desk) -> None:
    await put_back(desk, "2026-11-02 08:59")
    card = await desk.card(MARIBEL, "digest.show", value=OCTOBER)
    assert "digest.there" not in routes_of(card)
    assert "put back" not in text(card) + approval(card).ask_first


async def test_the_new_plan_may_have_been_shared_already(tmp_path: Path, year: Path) -> None:
    async with turn_desk(year, tmp_path) as made:
        await launch(made)
        before = approval(await made.card(MARIBEL, "newyear.share"), "newyear.share.now").value
        await put_back(made, "2027-06-05 08:00")
        made.at += timedelta(hours=1)
        (reply,) = await made.enter(MARIBEL, "newyear.share.now", value=before)
        assert "it may have been posted already" in told([reply])
        card = await made.card(MARIBEL, "newyear.share")
        assert "they get it twice" in approval(card, "newyear.share.now").ask_first
        there = approval(card, "newyear.share.there")
        assert "Kept: the plan stands in" in told(await made.enter(MARIBEL, there.route, value=there.value))
        async with made.store() as store:
            assert {each.state for each in await store.outbox.of_kind("plan-shared")} == {State.SENT}
            assert await store.posts.all()


async def test_each_lead_hears_once_what_state_it_is_and_what_to_tell_again(desk: Desk) -> None:
    async with desk.store() as store:
        nothing = await restored.ticks[0](TimeSpan(desk.at - timedelta(days=8), desk.at), store)
    assert not list(nothing)
    await put_back(desk, "2026-11-03 08:00")
    for _ in range(2):
        async with desk.store(writes=True) as store:
            drafts = list(await restored.ticks[0](TimeSpan(desk.at - timedelta(days=8), desk.at), store))
            await store.outbox.write(drafts)
    notifications = await posts(desk, "restored")
    assert {each.reader.email for each in notifications} >= {MARIBEL, DEVON}
    assert KOFI not in {each.reader.email for each in notifications}
    assert len(notifications) == len({each.member for each in notifications})
    async with desk.store() as store:
        card = await restored.notifications["restored"](notifications[0], store)
    assert card is not None
    said = text(card)
    assert "On Tue 3 Nov, 8:00 am my database was put back to its state of" in said
    assert "Tell it again" in said
    assert len(said.split()) < 120
