"""From a draft to what stands in the channels: who may, who was first, and what is never posted."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handlers.digest.routes import feature
from handlers.kit.form import Line
from handlers.kit.reply import Ask, Replace, Reply, Say
from pdsa.checkin import CheckIn
from pdsa.cycle import Channels
from pdsa.errors import NotAllowed, Refusal
from pdsa.measures import Observation
from pdsa.plan import Plan
from storage.notification_states import Notification
from tests.handlers.desk import Desk, buttons_of, fields, moment, text
from tests.handlers.digest.a_year import RELEASED, made_again, noted, posts, started, to_member, whole
from tests.handlers.ready_desk_databases import open_copy
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, MARIBEL, PRIYA, TOMASZ

OCTOBER = "digest-monthly:2026-10"


@pytest.fixture
async def desk(tmp_path: Path, year: Path) -> AsyncIterator[Desk]:
    """Monday, 2 November: Maribel, Devon and Tomasz have got October's draft."""
    async with open_copy(year, tmp_path, feature, at="2026-11-02 09:00") as made:
        for email in (MARIBEL, DEVON, TOMASZ):
            await to_member(made, "draft-monthly", "2026-10", email)
        yield made


async def value(desk: Desk, route: str, email: str = MARIBEL) -> str:
    """What the button for this route carries in the draft as it stands."""
    card = await desk.card(email, "digest.show", value=OCTOBER)
    return next(button.value for button in buttons_of(card) if button.route == route)


async def press(desk: Desk, route: str, email: str = MARIBEL, pressed: str = "") -> list[Reply]:
    return await desk.enter(email, route, value=pressed or await value(desk, route, email))


async def rooms(desk: Desk) -> list[Notification]:
    return await posts(desk, "digest-monthly", "digest-year")


async def seen_by(desk: Desk, email: str) -> str:
    """The draft's notification as it stands now in this person's talk with the bot."""
    notifications = await posts(desk, "draft-monthly")
    (key,) = [notification.key for notification in notifications if notification.reader.email == email]
    return whole(await made_again(desk, key))


def told(replies: list[Reply]) -> str:
    return "\n".join(text(reply.card) for reply in replies if isinstance(reply, Say | Replace))


async def test_nothing_is_posted_before_somebody_approves(desk: Desk) -> None:
    assert await rooms(desk) == []
    assert "A draft for #staff and #leadership" in await seen_by(desk, DEVON)


async def test_an_approved_digest_goes_to_both_rooms_once(desk: Desk) -> None:
    (reply,) = await press(desk, "digest.approve", TOMASZ)
    assert "Approved by Tomasz Wieczorek, Mon 2 Nov, 9:00 am. It goes to #staff and #leadership." in told([reply])
    notifications = await rooms(desk)
    assert {(notification.channel, notification.prompt) for notification in notifications} == {
        ("#staff", False),
        ("#leadership", False),
    }
    for notification in notifications:
        assert "10 strategies were under way." in whole(await made_again(desk, notification.key))


async def test_everybody_who_saw_the_draft_sees_who_approved_it(desk: Desk) -> None:
    await press(desk, "digest.approve", TOMASZ)
    assert "Approved by Tomasz Wieczorek" in await seen_by(desk, DEVON)
    assert "[Approve]" not in await seen_by(desk, MARIBEL)


async def test_the_second_to_approve_is_told_who_was_first(desk: Desk) -> None:
    pressed = await value(desk, "digest.approve")
    await press(desk, "digest.approve", TOMASZ, pressed)
    said = told(await press(desk, "digest.approve", DEVON, pressed))
    assert "Tomasz Wieczorek has approved it already (Mon 2 Nov, 9:00 am)." in said
    assert len(await rooms(desk)) == 2


async def test_of_two_at_once_one_wins(desk: Desk) -> None:
    approve, decline = await value(desk, "digest.approve"), await value(desk, "digest.decline")
    replies = await asyncio.gather(
        press(desk, "digest.approve", TOMASZ, approve), press(desk, "digest.decline", DEVON, decline)
    )
    assert sorted(len(each) for each in replies) == [1, 2]
    assert len(await rooms(desk)) in (0, 2)


async def test_edited_words_open_the_digest_and_everybody_sees_them(desk: Desk) -> None:
    form = await desk.form(TOMASZ, "digest.edit", value=OCTOBER)
    written = {"opening": "A month of *first* steps, <!channel>.", "ask": "12 release days for peer visits"}
    said = told(await desk.enter(TOMASZ, form.route, answers=written, carry=form.carry))
    assert "A month of *first* steps, <!channel>." in said
    assert "A month of *first* steps, <!channel>." in await seen_by(desk, MARIBEL)
    again = fields(await desk.form(MARIBEL, "digest.edit", value=OCTOBER))
    assert isinstance(again["ask"], Line)
    assert again["ask"].text == "12 release days for peer visits"
    await press(desk, "digest.approve")
    posted = whole(await made_again(desk, f"{OCTOBER}:#leadership"))
    assert posted.index("A month of *first* steps") < posted.index("10 strategies were under way.")
    assert "We ask for: 12 release days for peer visits" in posted


async def test_nobody_approves_what_they_have_not_read(desk: Desk) -> None:
    read = await value(desk, "digest.approve")
    form = await desk.form(TOMASZ, "digest.edit", value=OCTOBER)
    await desk.enter(TOMASZ, form.route, answers={"opening": "Other words.", "ask": ""}, carry=form.carry)
    said = told(await press(desk, "digest.approve", DEVON, read))
    assert "It has changed since you saw it." in said
    assert "Other words." in said
    assert await rooms(desk) == []
    await press(desk, "digest.approve", DEVON)
    assert len(await rooms(desk)) == 2


async def test_words_for_a_settled_digest_are_not_lost(desk: Desk) -> None:
    form = await desk.form(TOMASZ, "digest.edit", value=OCTOBER)
    await press(desk, "digest.approve")
    with pytest.raises(Refusal) as refused:
        await desk.enter(TOMASZ, form.route, answers={"opening": "Too late.", "ask": ""}, carry=form.carry)
    assert refused.value.field == "opening"
    assert "Maribel Ortega has settled this digest meanwhile" in refused.value.sentence


async def test_not_this_time_posts_nothing_and_can_be_undone(desk: Desk) -> None:
    said = told(await press(desk, "digest.decline", DEVON))
    assert "Not this time, said Devon Achterberg" in said
    assert await rooms(desk) == []
    said = told(await desk.enter(MARIBEL, "digest.back", value=OCTOBER))
    assert "A draft for #staff and #leadership" in said
    await press(desk, "digest.approve")
    assert len(await rooms(desk)) == 2


async def test_what_was_approved_is_what_is_posted(desk: Desk) -> None:
    await press(desk, "digest.approve")
    before = whole(await made_again(desk, f"{OCTOBER}:#staff"))
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, title="Something else"))
    assert whole(await made_again(desk, f"{OCTOBER}:#staff")) == before


async def test_refreshed_figures_take_in_what_came_since(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        answers = await store.checkins.between(date(2026, 10, 1), date(2026, 10, 31))
        kept = next(each for each in answers if each.strategy == "S2")
        await store.checkins.put(_released(kept, "Two schools traded classrooms for a day."))
    assert "Two schools traded" not in await seen_by(desk, MARIBEL)
    desk.at = moment("2026-11-03 10:00")
    said = told(await desk.enter(DEVON, "digest.refresh", value=OCTOBER))
    assert "with what was known Tue 3 Nov, 10:00 am" in said
    assert "Two schools traded" in await seen_by(desk, MARIBEL)


def _released(kept: CheckIn, words: str) -> CheckIn:
    return replace(kept, well=words, quotable=True)


async def test_words_that_were_taken_back_are_not_posted(desk: Desk) -> None:
    pressed = await value(desk, "digest.approve")
    async with desk.store(writes=True) as store:
        checkin = await store.checkins.one("S1", date(2026, 10, 15))
        assert checkin is not None
        await store.checkins.put(replace(checkin, quotable=False))
    said = told(await press(desk, "digest.approve", MARIBEL, pressed))
    assert "Gone: Words that their author has taken back" in said
    assert RELEASED["S1", date(2026, 10, 15)] not in said
    assert await rooms(desk) == []
    await press(desk, "digest.approve")
    assert RELEASED["S1", date(2026, 10, 15)] not in whole(await made_again(desk, f"{OCTOBER}:#staff"))


async def test_a_group_that_became_small_is_not_posted(desk: Desk) -> None:
    measure = "Students who name a trusted adult (%)"
    async with desk.store(writes=True) as store:
        pairs = (("North", 80, 1900), ("South", 43, 2020))
        await store.plans.put_observations([Observation(measure, date(2026, 10, 9), v, n, g) for g, v, n in pairs])
    await desk.enter(MARIBEL, "digest.refresh", value=OCTOBER)
    pressed = await value(desk, "digest.approve")
    async with desk.store(writes=True) as store:
        await store.plans.put_observations([Observation(measure, date(2026, 10, 9), 50, 4, "Night school")])
    said = told(await press(desk, "digest.approve", MARIBEL, pressed))
    assert "New: Kept back: the numbers by group" in said
    assert await rooms(desk) == []


async def test_members_and_observers_are_kept_out(desk: Desk) -> None:
    for email in (ANA_LUCIA, BERNADETTE):
        with pytest.raises(NotAllowed):
            await desk.enter(email, "digest")
    with pytest.raises(NotAllowed):
        await desk.enter(PRIYA, "digest.approve", value=OCTOBER)


async def test_research_may_read_a_draft(desk: Desk) -> None:
    card = await desk.card(PRIYA, "digest.show", value=OCTOBER)
    assert [button.route for button in buttons_of(card)] == ["digest.read"]


async def test_without_a_room_the_draft_waits(tmp_path: Path, plan: Plan) -> None:
    async with started(tmp_path, replace(plan, channels=Channels("#sel-team"))) as desk:
        desk.at = moment("2026-11-02 09:00")
        await to_member(desk, "draft-monthly", "2026-10")
        with pytest.raises(Refusal, match="names no channel for this yet"):
            await press(desk, "digest.approve")
        assert "A draft for no channel yet" in await seen_by(desk, MARIBEL)


async def test_one_room_for_both_gets_one_copy(tmp_path: Path, plan: Plan) -> None:
    async with started(tmp_path, replace(plan, channels=Channels("#sel-team", "#all", "#all"))) as desk:
        desk.at = moment("2026-11-02 09:00")
        await to_member(desk, "draft-monthly", "2026-10")
        await press(desk, "digest.approve")
        assert [notification.channel for notification in await rooms(desk)] == ["#all"]


async def test_the_desk_shows_what_waits_and_drafts_what_was_missed(desk: Desk) -> None:
    said = text(await desk.card(TOMASZ, "digest"))
    assert "The summary of October 2026 waits to be approved; it is for #staff and #leadership." in said
    assert "The summary of September 2026: Not posted. Nobody had approved it" in said
    assert "The next weekly note goes to #sel-team Mon 9 Nov, 9:00 am" in said
    assert "The next draft comes Tue 1 Dec: the summary of November 2026" in said


async def test_a_month_that_nobody_approved_gives_way_to_the_next(desk: Desk) -> None:
    form = await desk.form(TOMASZ, "digest.edit", value=OCTOBER)
    pressed = await value(desk, "digest.approve")
    desk.at = moment("2026-12-01 09:00")
    await to_member(desk, "draft-monthly", "2026-11")
    november = await desk.card(MARIBEL, "digest.show", value="digest-monthly:2026-11")
    assert "Nobody approved the summary of October 2026, so this one takes its place." in text(november)
    assert "Nobody had approved it when the next one was drafted, Tue 1 Dec, 9:00 am." in await seen_by(desk, DEVON)
    assert "A newer one has taken its place" in told(await press(desk, "digest.approve", MARIBEL, pressed))
    with pytest.raises(Refusal, match="`digest` can bring it back"):
        await desk.enter(TOMASZ, form.route, answers={"opening": "Mine.", "ask": ""}, carry=form.carry)
    assert await rooms(desk) == []
    await desk.enter(MARIBEL, "digest.back", value=OCTOBER)
    assert "The summary of October 2026 waits to be approved" in text(await desk.card(DEVON, "digest"))
    await press(desk, "digest.approve", DEVON)
    assert {notification.occasion for notification in await rooms(desk)} == {"2026-10"}
    assert "Nobody approved" not in text(await desk.card(MARIBEL, "digest.show", value="digest-monthly:2026-11"))


async def test_previews_post_and_keep_nothing(desk: Desk) -> None:
    await noted(desk, "2026-11-02")
    for kind, words in (
        ("digest-weekly", "The week of Mon 2 Nov to Fri 6 Nov"),
        ("digest-monthly", "November 2026"),
        ("digest-year", "this year (2026-27)"),
    ):
        card = await desk.card(MARIBEL, "digest.preview", value=kind)
        assert "Nothing is posted by this." in text(card)
        assert words in text(card)
    assert await rooms(desk) == []


async def test_a_button_for_a_draft_that_is_gone_says_so(desk: Desk) -> None:
    for pressed in ("digest-monthly:1999-01:abc", "nonsense", ""):
        with pytest.raises(Refusal, match="I do not find that draft"):
            await desk.enter(MARIBEL, "digest.approve", value=pressed)


async def test_a_settled_digest_is_not_edited(desk: Desk) -> None:
    await press(desk, "digest.approve")
    replies = await desk.enter(TOMASZ, "digest.edit", value=OCTOBER)
    assert not any(isinstance(reply, Ask) for reply in replies)
    assert "Maribel Ortega has approved it already" in told(replies)
