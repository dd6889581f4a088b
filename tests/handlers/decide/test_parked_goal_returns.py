"""A parked goal comes back with its links, why it was parked, and what has changed since."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from handlers.decide.parked_goals import due
from handlers.decide.routes import feature
from pdsa.circumstances import Circumstance
from pdsa.decisions import Path as Way
from pdsa.goals import Strategy
from pdsa.measures import Observation
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from pdsa.time_span import TimeSpan
from storage.year_launch import draft_next, launch
from tests.handlers.decide.interviews import decide
from tests.handlers.desk import Desk, moment, open_desk, text
from tests.people import DEVON, MARIBEL

REFERRALS, MESA = "Office referrals per 100 students per week", "Mesa Verde Middle School"


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    """A Monday in DO: the goal of S1 was parked until 8 March, and Collaboration comes first."""
    async with open_desk(tmp_path, feature, plan, at="2027-01-11 10:00") as made:
        await made.start()
        await decide(made, MARIBEL, "S1", Way.CHANGE_FOCUS, until="2027-03-08", first_activity="Collaboration")
        yield made


async def comes_back(desk: Desk) -> str:
    """What leads read on the day: all the same."""
    async with desk.store(writes=True) as store:
        drafts = list(await due(TimeSpan(moment("2027-03-01 00:00"), moment("2027-03-31 10:00")), store))
        await store.outbox.write(drafts)
    desk.at = moment("2027-03-08 09:00")
    async with desk.store() as store:
        notifications = [await store.outbox.by_key(draft.key) for draft in drafts]
        readers = {notification.reader.email for notification in notifications if notification is not None}
        cards = [await feature.notifications["parked"](each, store) for each in notifications if each is not None]
    assert readers == {MARIBEL, DEVON}
    (said,) = {text(card) for card in cards if card is not None}
    return said


async def test_with_what_it_leads_to_and_why_it_was_parked(desk: Desk) -> None:
    said = await comes_back(desk)
    assert "Build a menu of professional learning that staff can attend and use was put aside until Mon 8 Mar." in said
    assert "Its strategies: After-school and virtual workshops, six a term; Peer visits between schools" in said
    assert "Leads to: " in said
    assert "Why it was put aside, in the words of that day:\n“Fridays do not work”" in said
    assert "[Take it up again]" in said


async def test_with_what_has_changed_since_and_not_before(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.context.add(Circumstance.BUDGET, date(2026, 11, 2), "The old grant ended", "", 1)
        await store.context.add(Circumstance.LEADERSHIP, date(2027, 2, 1), "A new superintendent", "", 1)
        goals = {each.activity: each.code for each in await store.plans.goals() if each.activity}
        await store.plans.put_strategy(
            Strategy(
                "S90", goals["Collaboration"], "One table", MARIBEL, date(2027, 1, 11), date(2027, 5, 1), "It works"
            )
        )
        await store.learning.reflect(Reflection("S90", 1, desk.at, "It ran", Held.YES, "Begin small"))
    said = await comes_back(desk)
    assert "What has changed since Mon 11 Jan:" in said
    assert "leadership: A new superintendent" in said
    assert "The old grant ended" not in said
    assert "Collaboration, which was to come first:" in said
    assert "1 of them looked back at" in said


async def test_where_nothing_has_changed_it_is_said(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        parked = (await store.parked.waiting()).popitem()[1]
        await store.parked.park(parked.goal, 1, until=date(2027, 3, 8))
    assert "Nothing is written down that has changed since Mon 11 Jan." in await comes_back(desk)


async def test_what_has_changed_counts_from_the_decision_and_not_from_the_launch_of_the_next_year(
    tmp_path: Path, plan: Plan
) -> None:
    async with open_desk(tmp_path, feature, plan, at="2027-05-12 10:00") as desk:
        await desk.start()
        await decide(desk, MARIBEL, "goal:G8", Way.CHANGE_FOCUS, until="2027-12-03")
        async with desk.store(writes=True) as store:
            assert store.cycle is not None
            await store.context.add(Circumstance.LEADERSHIP, date(2027, 5, 3), "The principal left", "", 1)
            await store.context.add(Circumstance.BUDGET, date(2027, 5, 20), "The grant was renewed", "", 1)
            draft = await draft_next(store, store.cycle, date(2027, 6, 7))
            await launch(store, store.cycle, draft, 1)
        desk.at = moment("2027-08-16 08:00")
        await desk.start()
        async with desk.store(writes=True) as store:
            await store.plans.put_observations([Observation(REFERRALS, date(2027, 11, 26), 2.9, 1184, MESA)])
            drafts = list(await due(TimeSpan(moment("2027-12-01 00:00"), moment("2027-12-03 10:00")), store))
            await store.outbox.write(drafts)
        desk.at = moment("2027-12-03 09:00")
        async with desk.store() as store:
            notification = await store.outbox.by_key(drafts[0].key)
            assert notification is not None
            card = await feature.notifications["parked"](notification, store)
    assert card is not None
    said = text(card)
    assert "Why it was put aside" in said
    assert "What has changed since Wed 12 May" in said
    assert "budget: The grant was renewed" in said
    assert "The principal left" not in said
    assert "Office referrals per 100 students per week: 3.66 then, 2.9 now (Fri 26 Nov)" in said
