"""A digest is posted as it was approved: what changed since the draft is shown first, and one sentence stands once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handlers.digest.routes import feature
from handlers.kit.card import Button, Card, FactSet, buttons, card
from handlers.kit.card_json import freeze, thaw
from handlers.kit.reply import Replace, Say
from pdsa.goals import Strategy
from storage.notification_states import Draft
from tests.handlers.desk import Desk, buttons_of, moment, text
from tests.handlers.digest.a_year import RELEASED, arrives, made_again, posts, to_member, whole
from tests.handlers.ready_desk_databases import open_copy
from tests.people import MARIBEL

YEAR, OCTOBER = "digest-year:2026-27", "digest-monthly:2026-10"
QUOTED = RELEASED["S1", date(2026, 10, 15)]


@pytest.fixture
async def desk(tmp_path: Path, year: Path) -> AsyncIterator[Desk]:
    async with open_copy(year, tmp_path, feature, at="2026-11-02 09:00") as made:
        yield made


async def press(desk: Desk, route: str, slot: str, email: str = MARIBEL) -> str:
    """What is said when the button of the draft, as it stands now, is pressed."""
    card = await desk.card(email, "digest.show", value=slot)
    return await tap(desk, card, route, email)


async def tap(desk: Desk, card: Card, route: str, email: str = MARIBEL) -> str:
    value = next(button.value for button in buttons_of(card) if button.route == route)
    replies = await desk.enter(email, route, value=value)
    return "\n".join(text(each.card) for each in replies if isinstance(each, Replace | Say))


async def test_reflections_and_a_decision_after_the_draft_are_shown_before_it_is_posted(desk: Desk) -> None:
    """The draft was made before three reflections and a decision: one tap must not post the old sentences."""
    desk.at = moment("2027-05-18 09:00")
    await to_member(desk, "draft-year", "2026-27")
    before = text(await desk.card(MARIBEL, "digest.show", value=YEAR))
    assert "Nobody has looked back on the predictions yet." in before
    assert "For 12 strategies nothing is decided yet." in before

    seen = await desk.card(MARIBEL, "digest.show", value=YEAR)
    desk.at = moment("2027-05-20 09:00")
    said = await tap(desk, seen, "digest.approve")
    assert "Something has changed since this was drafted." in said
    assert "Gone: What was learned is not written down yet" in said
    assert "Was: For 12 strategies nothing is decided yet. Now: For 9 strategies nothing is decided yet." in said
    assert "with what was known Thu 20 May, 9:00 am" in said
    assert await posts(desk, "digest-year") == []

    said = await press(desk, "digest.approve", YEAR)
    assert "Approved by Maribel Ortega" in said
    posted = whole(await made_again(desk, f"{YEAR}:#leadership"))
    assert "Nobody has looked back on the predictions" not in posted
    assert "For 9 strategies nothing is decided yet." in posted
    assert "As known on Thu 20 May, 9:00 am." in posted


async def test_another_day_alone_is_no_change(desk: Desk) -> None:
    desk.at = moment("2027-05-21 09:00")
    await to_member(desk, "draft-year", "2026-27")
    desk.at = moment("2027-05-23 09:00")
    assert "Approved by Maribel Ortega" in await press(desk, "digest.approve", YEAR)


async def test_each_room_is_shown_as_it_will_read(desk: Desk) -> None:
    desk.at = moment("2027-05-21 09:00")
    await to_member(desk, "draft-year", "2026-27")
    draft = text(await desk.card(MARIBEL, "digest.show", value=YEAR))
    read = "".join(text(each.card) for each in await desk.enter(MARIBEL, "digest.read", value=YEAR))  # type: ignore[union-attr]
    await press(desk, "digest.approve", YEAR)
    for room in ("#staff", "#leadership"):
        card = await made_again(desk, f"{YEAR}:{room}")
        assert card is not None
        assert text(card) in draft + read
        if room == "#leadership":
            assert f"{room} gets it like this:\n{text(card)}" in draft


async def test_what_was_approved_reads_the_same_whatever_the_house_says_later(desk: Desk) -> None:
    """What is kept is the words, charts and all: figures that were read differently later would not change them."""
    await to_member(desk, "draft-monthly", "2026-10")
    await press(desk, "digest.approve", OCTOBER)
    approved = whole(await made_again(desk, f"{OCTOBER}:#staff"))
    async with desk.store(writes=True) as store:
        digest = await store.digests.find("digest-monthly", "2026-10")
        assert digest is not None
        assert digest.copies
        await store.plans.put_strategy(Strategy("S1", "G1", "Another title"))
    assert whole(await made_again(desk, f"{OCTOBER}:#staff")) == approved


async def test_cards_come_back_as_they_were_kept(desk: Desk) -> None:
    desk.at = moment("2027-05-21 09:00")
    await to_member(desk, "draft-year", "2026-27")
    for reply in await desk.enter(MARIBEL, "digest.read", value=YEAR):
        assert isinstance(reply, Say)
        assert thaw(freeze(reply.card)) == reply.card
    with pytest.raises(ValueError, match="not a card"):
        thaw({"is": "Unheard", "of": 1})


def test_cards_that_an_earlier_version_kept_come_back() -> None:
    kept = {"is": "Card", "parts": [
        {"is": "Facts", "rows": [["Owner", "Ana-Lucía"]]},
        {"is": "Buttons", "buttons": [{"is": "Button", "label": "Look back", "door": "reflect"}]},
    ]}  # fmt: skip
    assert thaw(kept) == card(FactSet((("Owner", "Ana-Lucía"),)), buttons(Button("Look back", "reflect")))


async def test_a_sentence_stands_once_in_a_room_whatever_post_brings_it(desk: Desk) -> None:
    week = Draft("digest-weekly", "2026-10-19", desk.at, channel="#staff")
    assert QUOTED in whole(await arrives(desk, week))
    await to_member(desk, "draft-monthly", "2026-10")
    await press(desk, "digest.approve", OCTOBER)
    assert QUOTED not in whole(await made_again(desk, f"{OCTOBER}:#staff")), "it was read there in the week's note"
    assert QUOTED in whole(await made_again(desk, f"{OCTOBER}:#leadership")), "nobody has read it there"
    assert QUOTED in whole(await made_again(desk, week.key)), "where it stands it stays"


async def test_what_a_room_reads_between_approval_and_posting_is_not_posted_again(desk: Desk) -> None:
    await to_member(desk, "draft-monthly", "2026-10")
    await press(desk, "digest.approve", OCTOBER)
    assert QUOTED in whole(await arrives(desk, Draft("digest-weekly", "2026-10-19", desk.at, channel="#staff")))
    assert QUOTED not in whole(await made_again(desk, f"{OCTOBER}:#staff"))
    assert QUOTED in whole(await made_again(desk, f"{OCTOBER}:#leadership")), "nobody has read it there"


async def test_lessons_that_a_room_has_read_before_leave_no_empty_card(desk: Desk) -> None:
    desk.at = moment("2027-05-21 09:00")
    await to_member(desk, "draft-year", "2026-27")
    await press(desk, "digest.approve", YEAR)
    async with desk.store(writes=True) as store:
        learned = [each.learned for each in (await store.learning.latest_reflections()).values()]
        where = {"kind": "conclusions", "occasion": "2027-05-20", "channel": "#staff", "card": {}}
        await store.posts.keep("conclusions:2027-05-20:#staff", **where, quotes=learned)
    said = whole(await made_again(desk, f"{YEAR}:#staff"))
    assert "Five minutes are enough if the principal takes part." not in said
    assert "Five minutes are enough if the principal takes part." in whole(
        await made_again(desk, f"{YEAR}:#leadership")
    )


async def test_the_same_words_of_two_weeks_stand_once_in_a_post(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        checkin = await store.checkins.one("S1", date(2026, 10, 15))
        assert checkin is not None
        again = QUOTED.rstrip(".").upper()
        await store.checkins.put(replace(checkin, week=date(2026, 10, 22), well=again))
    await to_member(desk, "draft-monthly", "2026-10")
    await press(desk, "digest.approve", OCTOBER)
    said = whole(await made_again(desk, f"{OCTOBER}:#staff"))
    assert said.casefold().count(QUOTED.rstrip(".").casefold()) == 1


async def test_a_sentence_taken_back_between_approval_and_posting_is_left_out(desk: Desk) -> None:
    await to_member(desk, "draft-monthly", "2026-10")
    await press(desk, "digest.approve", OCTOBER)
    async with desk.store(writes=True) as store:
        checkin = await store.checkins.one("S1", date(2026, 10, 15))
        assert checkin is not None
        await store.checkins.put(replace(checkin, quotable=False))
    posted = whole(await made_again(desk, f"{OCTOBER}:#staff"))
    assert QUOTED not in posted
    assert "10 strategies were under way." in posted
