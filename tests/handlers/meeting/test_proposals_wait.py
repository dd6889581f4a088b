"""With a meeting set, proposals wait for it as proposals; the kit shows them; confirming earlier asks once."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from handlers.kit.card import Card
from handlers.meeting.facts import year_for
from handlers.meeting.paper import meeting_paper
from pdsa.decisions import Path as Way
from pdsa.meetings import Meetings
from pdsa.plan import Plan
from storage.notification_states import Notification
from tests.handlers.decide.interviews import decide
from tests.handlers.desk import Desk, buttons_of, moment, open_desk, text
from tests.handlers.school.a_school import HOUSE, ROUTES, own_plan
from tests.people import ANA_LUCIA, DEVON, HANNAH, KOFI, MARIBEL

MEETING = date(2027, 5, 27)


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    """STUDY; the team looks back together on 27 May."""
    async with open_desk(tmp_path, HOUSE, plan) as made:
        await made.start()
        async with made.store(writes=True) as store:
            await own_plan(store)
        made.at = moment("2027-05-10 10:00")
        async with made.store(writes=True) as store:
            await store.meetings.set(Meetings(MEETING), 1)
        yield made


async def proposes(desk: Desk, email: str, code: str) -> Card:
    """Somebody goes through the interview and stops a strategy."""
    return await decide(desk, email, code, Way.STOP)


async def confirms_due(desk: Desk) -> list[Notification]:
    async with desk.store() as store:
        return await store.outbox.of_kind("confirm")


async def stands(desk: Desk, code: str) -> bool:
    async with desk.store() as store:
        return next(each for each in await store.learning.decisions() if each.strategy == code).stands


async def test_a_lead_s_decision_before_the_meeting_is_a_proposal(desk: Desk) -> None:
    card = await proposes(desk, MARIBEL, "S1")
    assert "It waits for the meeting on Thu 27 May, whose document shows it." in text(card)
    assert not await stands(desk, "S1")
    (now,) = [button for button in buttons_of(card) if button.route == "decide.confirm"]
    assert now.label == "Confirm it now"
    assert now.ask_first == "The team looks at this together on Thu 27 May. Confirmed now, it is decided before."


async def test_confirmed_earlier_it_stands_and_its_owner_hears_of_it(desk: Desk) -> None:
    card = await proposes(desk, MARIBEL, "S1")
    (now,) = [button for button in buttons_of(card) if button.route == "decide.confirm"]
    assert "Maribel Ortega confirmed it." in text(await desk.card(MARIBEL, now.route, value=now.value))
    assert await stands(desk, "S1")
    async with desk.store() as store:
        assert [each.reader.email for each in await store.outbox.of_kind("decided")] == [ANA_LUCIA]
        assert await store.outbox.of_kind("confirmed") == []


async def test_leads_get_proposals_on_the_meeting_s_day(desk: Desk) -> None:
    await proposes(desk, ANA_LUCIA, "S1")
    notifications = await confirms_due(desk)
    assert {each.reader.email for each in notifications} == {MARIBEL, DEVON}
    assert {each.at for each in notifications} == {moment("2027-05-27 08:00")} or len(
        {each.at.date() for each in notifications}
    ) == 1
    assert "waits for a lead" not in text(await desk.card(MARIBEL, "status"))
    desk.at = moment("2027-05-27 10:00")
    assert "waits for a lead" in text(await desk.card(MARIBEL, "status"))
    async with desk.store() as store:
        card = await ROUTES.notifications["confirm"](notifications[0], store)
    assert card is not None
    assert [button.ask_first for button in buttons_of(card) if button.route == "decide.confirm"] == [""]


async def test_a_meeting_that_moves_takes_its_proposals_along(desk: Desk) -> None:
    await proposes(desk, ANA_LUCIA, "S1")
    await desk.enter(MARIBEL, "meeting.days.keep", answers={"reflection": "2027-06-01"})
    assert {each.at.date().isoformat() for each in await confirms_due(desk)} == {"2027-06-01"}


async def test_the_kit_shows_what_was_proposed_and_never_why(desk: Desk) -> None:
    await proposes(desk, ANA_LUCIA, "S1")
    card = text(await desk.card(DEVON, "meeting"))
    assert "Proposed, and waiting for the meeting" in card
    assert "After-school and virtual workshops…: stop (Ana-Lucía Peña)" in card


async def test_a_school_s_own_plan_waits_for_no_meeting_of_the_district(desk: Desk) -> None:
    await proposes(desk, HANNAH, "S20")
    notifications = await confirms_due(desk)
    assert {each.reader.email for each in notifications} == {KOFI}
    assert {each.at for each in notifications} == {desk.at}


@pytest.mark.parametrize(("at", "waits"), [("2026-11-10 10:00", False), ("2027-05-27 10:00", False)])
async def test_in_the_midst_of_the_year_and_from_the_meeting_on_a_lead_decides(
    desk: Desk, at: str, waits: bool
) -> None:
    desk.at = moment(at)
    await proposes(desk, MARIBEL, "S1")
    assert await stands(desk, "S1") is not waits


async def test_the_document_shows_what_is_proposed_for_strategies_and_for_goals(desk: Desk) -> None:
    await proposes(desk, ANA_LUCIA, "S1")
    await proposes(desk, ANA_LUCIA, "goal:G8")
    async with desk.store() as store:
        devon = await store.people.by_email(DEVON)
        assert devon is not None
        assert store.cycle is not None
        paper = meeting_paper(await year_for(devon, desk.at.date(), "America/Denver", store.cycle, store))
    said = repr(paper)
    assert said.count("Proposed by Ana-Lucía Peña, and not decided yet: stop") == 2
    goal, told = said.index("Proposed for goals"), said.rindex("Fewer students are sent out of class")
    assert goal < said.index("Fewer students are sent out of class", goal) <= told
    assert "Fridays do not work" not in said
