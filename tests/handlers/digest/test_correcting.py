"""A digest that was posted is taken back or corrected in place; one approved for later comes back if facts change."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handlers.digest.routes import feature
from handlers.kit.card import Card
from handlers.kit.reply import Ask, Replace, Reply, Say
from pdsa.decisions import Path as Way
from pdsa.errors import Refusal
from storage.notification_states import Draft, State
from tests.handlers.desk import Desk, buttons_of, moment, text
from tests.handlers.digest.a_year import arrives, made_again, posts, to_member, whole
from tests.handlers.ready_desk_databases import open_copy
from tests.people import DEVON, MARIBEL, TOMASZ

YEAR, OCTOBER = "digest-year:2026-27", "digest-monthly:2026-10"


@pytest.fixture
async def desk(tmp_path: Path, year: Path) -> AsyncIterator[Desk]:
    """Friday, 21 May: everybody who may approve has the draft of the year."""
    async with open_copy(year, tmp_path, feature, at="2027-05-21 09:00") as made:
        for email in (MARIBEL, TOMASZ):
            await to_member(made, "draft-year", "2026-27", email)
        yield made


async def shown(desk: Desk, email: str = MARIBEL, slot: str = YEAR) -> Card:
    return await desk.card(email, "digest.show", value=slot)


async def press(desk: Desk, card: Card, route: str, email: str = MARIBEL) -> list[Reply]:
    value = next(button.value for button in buttons_of(card) if button.route == route)
    return await desk.enter(email, route, value=value)


def told(replies: list[Reply]) -> str:
    return "\n".join(text(reply.card) for reply in replies if isinstance(reply, Say | Replace))


async def post(desk: Desk) -> None:
    """The year is approved and stands in both rooms."""
    await press(desk, await shown(desk), "digest.approve")
    for room in ("#staff", "#leadership"):
        await made_again(desk, f"{YEAR}:{room}")


async def fill(desk: Desk, email: str, replies: list[Reply], **answers: str | None) -> list[Reply]:
    """The form that was opened, sent."""
    (reply,) = replies
    assert isinstance(reply, Ask)
    return await desk.enter(email, reply.form.route, answers=answers, carry=reply.form.carry)


async def decide(desk: Desk, code: str) -> None:
    async with desk.store(writes=True) as store:
        lead = await store.people.by_email(MARIBEL)
        assert lead is not None
        await store.learning.propose(
            strategy=code, path=Way.STOP, reason="It did not work.", next_step="", owner="", due=None, evidence="",
            by=lead.id, confirmed=True,
        )  # fmt: skip


# -- taken back ------------------------------------------------------------------------------------


async def test_a_post_taken_back_says_so_in_its_place(desk: Desk) -> None:
    await post(desk)
    asked = await press(desk, await shown(desk, TOMASZ), "digest.takeback", TOMASZ)
    said = told(await fill(desk, TOMASZ, asked, why="The referrals of April were wrong."))
    assert "Taken back: the digest of the year 2026-27. In #staff and #leadership people now read" in said
    for room in ("#staff", "#leadership"):
        card = await made_again(desk, f"{YEAR}:{room}")
        assert whole(card) == (
            "The digest of the year 2026-27 was taken back by Tomasz Wieczorek, Fri 21 May, 9:00 am.\n"
            "The referrals of April were wrong.\n"
        ), "nothing is left of it, nor of its thread"
    assert "Taken back by Tomasz Wieczorek" in text(await shown(desk))


async def test_what_was_posted_counts_as_published_for_ever(desk: Desk) -> None:
    await post(desk)
    async with desk.store() as store:
        before = await store.posts.published()
    assert {"Staff who agree they can support SEL (%)"} <= {each.measure for each in before}
    await fill(desk, MARIBEL, await press(desk, await shown(desk), "digest.takeback"), why="Wrong numbers.")
    async with desk.store() as store:
        assert await store.posts.published() == before


async def test_of_two_who_take_back_the_second_hears_that_it_is_done(desk: Desk) -> None:
    await post(desk)
    first, second = [await press(desk, await shown(desk), "digest.takeback") for _n in range(2)]
    await fill(desk, MARIBEL, first, why="Wrong.")
    with pytest.raises(Refusal, match="does not stand there any more"):
        await fill(desk, MARIBEL, second, why="Wrong, too.")


async def test_made_a_draft_again_it_is_posted_anew(desk: Desk) -> None:
    await post(desk)
    await fill(desk, MARIBEL, await press(desk, await shown(desk), "digest.takeback"), why="Wrong.")
    async with desk.store(writes=True) as store:  # the post has worked it off
        for notification in await store.outbox.of_kind("digest-year"):
            await store.outbox.refreshed(notification)
    await decide(desk, "S2")
    said = told(await press(desk, await shown(desk), "digest.back"))
    assert "Was: For 9 strategies nothing is decided yet. Now: For 8 strategies nothing is decided yet." in said
    await press(desk, await shown(desk), "digest.approve")
    assert {notification.state for notification in await posts(desk, "digest-year")} == {State.READY}
    assert "For 8 strategies nothing is decided yet." in whole(await made_again(desk, f"{YEAR}:#staff"))


async def test_a_weekly_note_is_taken_back_too(desk: Desk) -> None:
    desk.at = moment("2026-10-19 09:00")
    note = Draft("digest-weekly", "2026-10-19", desk.at, channel="#sel-team")
    await arrives(desk, note)
    asked = await desk.enter(DEVON, "digest.takeback")
    (form,) = [reply.form for reply in asked if isinstance(reply, Ask)]
    assert "Which one?" in [getattr(field, "label", "") for field in form.fields]
    await fill(desk, DEVON, asked, slot="digest-weekly:2026-10-19", why="It told the wrong week.")
    assert "The weekly note was taken back by Devon Achterberg" in whole(await made_again(desk, note.key))


# -- corrected in place ----------------------------------------------------------------------------


async def test_a_correction_takes_in_a_decision_and_says_so(desk: Desk) -> None:
    await post(desk)
    await decide(desk, "S2")
    asked = await press(desk, await shown(desk), "digest.correct")
    (seen,) = await fill(desk, MARIBEL, asked, opening="", ask="12 release days", why="A decision was missing.")
    assert isinstance(seen, Say)
    assert "Was: For 9 strategies nothing is decided yet. Now: For 8 strategies" in text(seen.card)
    assert "For 9 strategies" in whole(await made_again(desk, f"{YEAR}:#staff")), "nothing changes before it is read"
    said = told(await press(desk, seen.card, "digest.correct.put"))
    assert "Corrected: the digest of the year 2026-27. It says so where it stands." in said
    for room in ("#staff", "#leadership"):
        card = whole(await made_again(desk, f"{YEAR}:{room}"))
        assert "Corrected Fri 21 May, 9:00 am: A decision was missing." in card
        assert "For 8 strategies nothing is decided yet." in card
        assert "12 release days" in card
    assert "Corrected Fri 21 May, 9:00 am: A decision was missing." in text(await shown(desk))


async def test_a_correction_touches_no_measure_and_no_count_of_weeks(desk: Desk) -> None:
    await post(desk)
    before = whole(await made_again(desk, f"{YEAR}:#staff"))
    async with desk.store(writes=True) as store:
        last = (await store.checkins.of_strategy("S1"))[-1]
        await store.checkins.put(replace(last, week=date(2027, 5, 6)))
        found = await store.plans.observations(until=date(2027, 5, 21))
        await store.plans.put_observations([replace(each, value=each.value + 20) for each in found if each.value < 70])
    await decide(desk, "S2")
    asked = await press(desk, await shown(desk), "digest.correct")
    (seen,) = await fill(desk, MARIBEL, asked, opening="", ask="", why="A decision was missing.")
    assert isinstance(seen, Say)
    await press(desk, seen.card, "digest.correct.put")
    after = whole(await made_again(desk, f"{YEAR}:#staff"))
    same = [line for line in before.split("\n") if "weekly notes" in line or "check-ins" in line or "%" in line]
    assert same
    assert all(line in after for line in same)


async def test_nothing_to_correct_is_said(desk: Desk) -> None:
    await post(desk)
    with pytest.raises(Refusal, match="Nothing would read otherwise"):
        await fill(desk, MARIBEL, await press(desk, await shown(desk), "digest.correct"), why="I thought so.")


async def test_a_correction_that_changed_meanwhile_is_shown_again(desk: Desk) -> None:
    await post(desk)
    await decide(desk, "S2")
    asked = await press(desk, await shown(desk), "digest.correct")
    (seen,) = await fill(desk, MARIBEL, asked, why="A decision was missing.")
    assert isinstance(seen, Say)
    await decide(desk, "S4")
    said = told(await press(desk, seen.card, "digest.correct.put"))
    assert "It has changed since you saw it." in said
    assert "Now: For 7 strategies" in said
    assert "For 9 strategies" in whole(await made_again(desk, f"{YEAR}:#staff"))


# -- approved for later ----------------------------------------------------------------------------


async def approve_for(desk: Desk, day: str, hour: str = "14", email: str = TOMASZ) -> str:
    asked = await press(desk, await shown(desk, email), "digest.approve.later", email)
    return told(await fill(desk, email, asked, day=day, hour=hour))


async def test_it_goes_out_at_its_time_as_it_was_approved(desk: Desk) -> None:
    said = await approve_for(desk, "2027-05-24")
    assert "It goes to #staff and #leadership Mon 24 May, 2:00 pm, unless something in it changes before." in said
    assert {notification.at for notification in await posts(desk, "digest-year")} == {moment("2027-05-24 14:00")}
    desk.at = moment("2027-05-24 14:00")
    assert "As known on Fri 21 May, 9:00 am." in whole(await made_again(desk, f"{YEAR}:#staff"))


async def test_a_change_before_its_time_sends_it_back_to_its_approver(desk: Desk) -> None:
    await approve_for(desk, "2027-05-24")
    await decide(desk, "S2")
    desk.at = moment("2027-05-24 14:00")
    assert await made_again(desk, f"{YEAR}:#staff") is None
    assert await made_again(desk, f"{YEAR}:#leadership") is None
    (back,) = await posts(desk, "draft-back")
    assert back.reader.email == TOMASZ
    said = whole(await made_again(desk, back.key))
    assert "You approved the digest of the year 2026-27 for later. It has not been posted" in said
    assert "Was: For 9 strategies nothing is decided yet. Now: For 8 strategies nothing is decided yet." in said
    assert "[Approve]" in said

    await press(desk, await shown(desk, TOMASZ), "digest.approve", TOMASZ)
    assert "For 8 strategies" in whole(await made_again(desk, f"{YEAR}:#staff"))


async def test_another_room_before_its_time_sends_it_back_and_the_old_one_gets_nothing(desk: Desk) -> None:
    await approve_for(desk, "2027-05-24")
    async with desk.store(writes=True) as store:
        assert store.cycle is not None
        channels = replace(store.cycle.channels, leadership="#cabinet")
        await store.cycles.put(replace(store.cycle, channels=channels))
    desk.at = moment("2027-05-24 14:00")
    assert await made_again(desk, f"{YEAR}:#leadership") is None
    said = text(await shown(desk, TOMASZ))
    assert "Was: It goes to #staff and #leadership. Now: It goes to #staff and #cabinet." in said
    await press(desk, await shown(desk, TOMASZ), "digest.approve", TOMASZ)
    assert await made_again(desk, f"{YEAR}:#leadership") is None
    assert "What Riverbend" in whole(await made_again(desk, f"{YEAR}:#cabinet"))


async def test_the_looks_before_its_time_bring_it_back_early(desk: Desk) -> None:
    await approve_for(desk, "2027-05-25")
    assert await to_member(desk, "draft-back", "early", TOMASZ, "digest-year", "2026-27") is None, "nothing has changed"
    await decide(desk, "S2")
    desk.at = moment("2027-05-24 08:00")
    card = await to_member(desk, "draft-back", "monday", TOMASZ, "digest-year", "2026-27")
    assert "It has not been posted" in whole(card)
    desk.at = moment("2027-05-25 13:00")
    assert await to_member(desk, "draft-back", "last", TOMASZ, "digest-year", "2026-27") is None, "it came back once"


async def test_once_the_first_room_has_it_the_others_get_the_same(desk: Desk) -> None:
    await approve_for(desk, "2027-05-24")
    desk.at = moment("2027-05-24 14:00")
    first = whole(await made_again(desk, f"{YEAR}:#leadership"))
    await decide(desk, "S2")
    second = whole(await made_again(desk, f"{YEAR}:#staff"))
    assert "For 9 strategies" in first
    assert "For 9 strategies" in second


async def test_what_waits_for_its_time_can_be_made_a_draft_again(desk: Desk) -> None:
    await approve_for(desk, "2027-05-24")
    assert "A draft for #staff and #leadership" in told(await press(desk, await shown(desk), "digest.back"))
    desk.at = moment("2027-05-24 14:00")
    assert await made_again(desk, f"{YEAR}:#staff") is None


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [("2027-05-20", "9", "past"), ("2027-09-20", "9", "two months"), (None, "9", "Choose a day"),
     ("2027-05-24", "3", "Choose a time")],
)  # fmt: skip
async def test_times_that_cannot_be(desk: Desk, day: str | None, hour: str, said: str) -> None:
    asked = await press(desk, await shown(desk), "digest.approve.later")
    with pytest.raises(Refusal, match=said):
        await fill(desk, MARIBEL, asked, day=day, hour=hour)


async def test_changed_between_reading_and_setting_a_time_it_is_shown_again(desk: Desk) -> None:
    asked = await press(desk, await shown(desk), "digest.approve.later")
    await decide(desk, "S2")
    said = told(await fill(desk, MARIBEL, asked, day="2027-05-24", hour="9"))
    assert "Something has changed since this was drafted." in said
    assert await posts(desk, "digest-year") == []


async def test_a_post_that_could_not_be_changed_is_told(desk: Desk) -> None:
    await post(desk)
    key = f"{YEAR}:#staff"
    card = await to_member(desk, "unchanged", f"{key}@2027-05-21", TOMASZ, key, "the channel is archived")
    assert "I could not change the digest of the year 2026-27 in #staff: the channel is archived." in whole(card)


async def test_the_desk_says_what_was_taken_back(desk: Desk) -> None:
    await post(desk)
    await fill(desk, MARIBEL, await press(desk, await shown(desk), "digest.takeback"), why="Wrong.")
    said = text(await desk.card(TOMASZ, "digest"))
    assert "The digest of the year 2026-27: Taken back" in said
    assert "Make it a draft again" in said
