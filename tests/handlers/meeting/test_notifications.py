"""What the meeting sends by itself: the kit to leads, one invitation each, the conclusions before planning."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handlers.kit.card_pages import as_text
from handlers.meeting.routes import feature
from handlers.wording.released_sentences import take_out
from pdsa.calendar import local
from pdsa.meetings import Meetings
from pdsa.people import Role
from storage.notification_states import Notification
from tests.handlers import notifications
from tests.handlers.desk import ZONE, Desk, moment
from tests.handlers.notifications import goes_to, shown, stale
from tests.handlers.ready_desk_databases import open_copy
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, JEROME, MARIBEL, RUTH, WEI

DAYS = Meetings(date(2027, 5, 27), date(2027, 6, 3))


@pytest.fixture
async def desk(tmp_path: Path, year: Path) -> AsyncIterator[Desk]:
    async with open_copy(year, tmp_path, feature, at="2027-05-05 08:00") as made:
        made.at = moment("2027-05-05 08:00")
        yield made


async def sets(desk: Desk, days: Meetings) -> None:
    answers = {"reflection": str(days.reflection), "separate": days.separate, "planning": str(days.planning or "")}
    await desk.enter(MARIBEL, "meeting.days.keep", answers=answers)


async def written(desk: Desk, kind: str) -> list[Notification]:
    async with desk.store() as store:
        return await store.outbox.of_kind(kind)


async def test_the_leads_get_the_kit_four_weeks_before_the_end(desk: Desk) -> None:
    assert await goes_to(desk, feature, "2027-05-07 08:30") == {}
    found = await goes_to(desk, feature, "2027-05-07 09:30")
    assert len(found) == 2
    for email in (MARIBEL, DEVON):
        said = await shown(desk, feature, "meeting-kit", "2026-27", email)
        assert "4 weeks are left of the school year." in said
        assert "[Set the days] [Get the document]" in said
    assert await goes_to(desk, feature, "2027-05-19 17:00") == {}


async def test_the_team_is_told_once_a_week_before(desk: Desk) -> None:
    await sets(desk, DAYS)
    found = await goes_to(desk, feature, "2027-05-20 09:30")
    invited = {key for key in found if key.startswith("meeting:reflection")}
    assert len(invited) == 8
    said = await shown(desk, feature, "meeting", "reflection-2027-05-27", JEROME)
    assert "On Thu 27 May we look together" in said
    assert "One strategy of yours has no conclusion yet." in said
    assert "[Reflect: Home-language SEL evenings" in said
    assert "no conclusion yet" not in await shown(desk, feature, "meeting", "reflection-2027-05-27", ANA_LUCIA)
    readers = {notification.reader.email for notification in await written(desk, "meeting")}
    assert not {BERNADETTE, RUTH} & readers


async def test_each_is_told_in_their_own_morning(desk: Desk) -> None:
    await sets(desk, DAYS)
    await goes_to(desk, feature, "2027-05-20 12:00")
    for notification in await written(desk, "meeting"):
        assert local(notification.at, notification.reader.zone or ZONE).hour == 9


async def test_who_is_away_on_the_day_is_not_asked(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        wei = await store.people.by_email(WEI)
        assert wei is not None
        await store.people.set_away(wei, date(2027, 5, 24), date(2027, 5, 31))
    await sets(desk, DAYS)
    await goes_to(desk, feature, "2027-05-20 12:00")
    assert WEI not in {notification.reader.email for notification in await written(desk, "meeting")}


async def test_a_meeting_set_late_is_told_at_once_and_a_moved_one_says_so(desk: Desk) -> None:
    desk.at = moment("2027-05-24 10:00")
    await sets(desk, DAYS)
    cards_by_key = await goes_to(desk, feature, "2027-05-24 10:05")
    assert len([key for key in cards_by_key if key.startswith("meeting:reflection")]) == 8
    await sets(desk, replace(DAYS, reflection=date(2027, 5, 28)))
    assert any("reflection-2027-05-27" in key for key in await stale(desk))
    assert "The meeting has moved to Fri 28 May." in await shown(
        desk, feature, "meeting", "reflection-2027-05-27", ANA_LUCIA
    )
    cards_by_key = await goes_to(desk, feature, "2027-05-24 10:10")
    assert any("reflection-2027-05-28" in key for key in cards_by_key)


async def test_the_conclusions_go_round_on_the_working_day_before_planning(desk: Desk) -> None:
    await sets(desk, DAYS)
    await goes_to(desk, feature, "2027-06-01 17:00")
    found = await goes_to(desk, feature, "2027-06-02 12:00")
    mine = {key: card for key, card in found.items() if key.startswith("conclusions")}
    assert len(mine) == 9
    (room,) = [as_text(card) for key, card in mine.items() if card and "#sel-team" in key]
    assert "4 strategies have their conclusions." in room
    assert "4 predictions compared: did it hold? 2 yes, 1 partly, 1 no." in room
    assert "Only the leads may read this." not in room
    assert "Five minutes are enough if the principal takes part." in room
    lead = await shown(desk, feature, "conclusions", "2027-06-03", MARIBEL)
    assert "We plan on Thu 3 Jun." in lead
    assert "Only the leads may read this." in lead
    assert "Only the leads may read this." not in await shown(desk, feature, "conclusions", "2027-06-03", WEI)
    hers = await notifications.notification(desk, "conclusions", "2027-06-03", WEI)
    assert hers.member is not None
    school = replace(hers.member, role=Role.SCHOOL_MEMBER, team="Cottonwood Elementary", district_team=False)
    async with desk.store() as store:
        assert await feature.notifications["conclusions"](replace(hers, member=school), store) is None, (
            "who is of a school's team by now"
        )


async def test_moved_after_they_were_told_the_conclusions_are_not_quoted_twice_in_the_room(desk: Desk) -> None:
    await sets(desk, DAYS)
    first = await goes_to(desk, feature, "2027-06-02 12:00")
    assert any(card and "Five minutes are enough" in as_text(card) for key, card in first.items() if "#sel-team" in key)
    await sets(desk, replace(DAYS, planning=date(2027, 6, 4)))
    second = await goes_to(desk, feature, "2027-06-03 12:00")
    (room,) = [as_text(card) for key, card in second.items() if card and "#sel-team" in key]
    assert "4 strategies have their conclusions." in room
    assert "Five minutes are enough" not in room


async def test_a_conclusion_taken_back_goes_from_the_room(desk: Desk) -> None:
    await sets(desk, DAYS)
    await goes_to(desk, feature, "2027-06-02 12:00")
    async with desk.store(writes=True) as store:
        kept = (await store.learning.latest_reflections())["S3"]
        await store.learning.reflect(replace(kept, at=store.now, quotable=False))
        await take_out(store)
    assert any("#sel-team" in key for key in await stale(desk))
    async with desk.store() as store:
        sent = await store.outbox.by_key("conclusions:2027-06-03:#sel-team")
        assert sent is not None
        card = await feature.notifications["conclusions"](sent, store)
    assert card is not None
    assert "Five minutes are enough" not in as_text(card)
    assert "4 strategies have their conclusions." in as_text(card)


async def test_one_meeting_for_both_tells_no_conclusions_before(desk: Desk) -> None:
    await sets(desk, DAYS)
    await sets(desk, replace(DAYS, planning=None))
    await goes_to(desk, feature, "2027-06-04 12:00")
    assert await written(desk, "conclusions") == []
