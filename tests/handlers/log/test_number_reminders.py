"""The numbers that are due: who is written to, when, how often, and what the notification says."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from handlers.kit.card import Card
from handlers.kit.form import Day
from handlers.log import notifications
from handlers.log.routes import feature
from handlers.wording.waiting import waiting_for
from pdsa.calendar import local_day
from pdsa.measure_lookup import key_of
from pdsa.measures import Every, Observation, Setting
from pdsa.plan import Plan
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft
from tests.handlers.desk import Desk, buttons_of, moment, open_desk, text
from tests.people import DEVON, MARIBEL, PRIYA, WEI

REFERRALS = "Office referrals per 100 students per week"
COUNTED = "Families at evenings"


@pytest.fixture
async def desk(tmp_path: Path, plan: Plan) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, feature, plan) as made:
        await made.start()
        made.at = moment("2026-10-30 09:00")
        async with made.store(writes=True) as store:
            await store.measures.put(Setting(COUNTED, every=Every.WEEK), 1)
        yield made


async def tick(desk: Desk, since: str, until: str) -> list[Draft]:
    """What a tick writes; it is in the outbox afterwards."""
    desk.at = moment(until)
    async with desk.store(writes=True) as store:
        drafts = list(await notifications.due(TimeSpan(moment(since), moment(until)), store))
        await store.outbox.write(drafts)
    return drafts


async def week(desk: Desk, monday: str) -> list[Draft]:
    """A week's ticks, day by day."""
    day, found = moment(f"{monday} 00:10"), []
    for _ in range(7):
        desk.at = day + timedelta(days=1)
        async with desk.store(writes=True) as store:
            drafts = list(await notifications.due(TimeSpan(day, desk.at), store))
            await store.outbox.write(drafts)
            found += drafts
        day = desk.at
    return found


async def made(desk: Desk) -> Card | None:
    """The newest notification's card, as it would be sent now."""
    async with desk.store() as store:
        (*_, notification) = await store.outbox.of_kind(notifications.KIND)
        return await notifications.write(notification, store)


async def log(desk: Desk, measure: str, days_ago: int = 0) -> None:
    async with desk.store(writes=True) as store:
        day = local_day(desk.at, "America/Denver") - timedelta(days=days_ago)
        await store.plans.put_observations([Observation(measure, day, 12)])


async def test_research_is_asked_on_monday_morning_once_a_week(desk: Desk) -> None:
    drafts = await week(desk, "2026-11-02")
    assert [(each.kind, each.occasion) for each in drafts] == [("data-due", "2026-11-02")]
    (notification,) = drafts
    assert notification.at == moment("2026-11-02 09:00")
    async with desk.store() as store:
        priya = await store.people.by_email(PRIYA)
        assert priya is not None
        assert notification.member == priya.id
    assert await tick(desk, "2026-11-04 08:00", "2026-11-04 10:00") == []


async def test_who_looks_days_ahead_misses_nothing_of_today(desk: Desk) -> None:
    desk.at = moment("2026-11-02 09:00")
    async with desk.store(writes=True) as store:
        found = list(await notifications.due(TimeSpan(moment("2026-10-25 09:00"), moment("2026-11-06 09:00")), store))
    assert [(each.occasion, each.at) for each in found] == [("2026-11-02", moment("2026-11-02 09:00"))]


async def test_the_notification_lists_what_is_missing_with_a_button_each(desk: Desk) -> None:
    await tick(desk, "2026-11-02 08:00", "2026-11-02 09:10")
    card = await made(desk)
    assert card is not None
    assert f"{COUNTED}, for the week of Mon 26 Oct" in text(card)
    asked = [f"{key_of(COUNTED)}@{last}" for last in ("2026-10-25", "2026-11-01")]
    routes = [("log.number", each) for each in asked]
    assert [(each.route, each.value) for each in buttons_of(card)] == [*routes, ("log", "")]
    await log(desk, COUNTED)
    assert await made(desk) is not None, "this week's number is not last week's"
    await log(desk, COUNTED, days_ago=3)
    await log(desk, COUNTED, days_ago=10)
    assert await made(desk) is None, "what came in meanwhile is not asked for"


async def test_a_notification_that_was_sent_says_that_the_numbers_are_there(desk: Desk) -> None:
    await tick(desk, "2026-11-02 08:00", "2026-11-02 09:10")
    async with desk.store(writes=True) as store:
        (claim,) = await store.outbox.claim("here", 5, timedelta(seconds=9), 100.0)
        await store.outbox.sent(claim.notification, "room", "1")
    await log(desk, COUNTED, days_ago=1)
    await log(desk, COUNTED, days_ago=8)
    card = await made(desk)
    assert card is not None
    assert text(card) == "Thank you: the numbers that were due are there."


async def test_a_monthly_number_is_kept_for_the_month_that_was_asked_about(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.measures.put(Setting(COUNTED, every=Every.MONTH), 1)
    await tick(desk, "2026-11-02 08:00", "2026-11-02 09:10")
    card = await made(desk)
    assert card is not None
    assert f"{COUNTED}, for September 2026" in text(card)
    assert f"{COUNTED}, for October 2026" in text(card)
    september, october, _log = buttons_of(card)
    desk.at = moment("2026-11-05 09:00")
    for button, day in ((september, "2026-09-30"), (october, "2026-10-30")):
        form = await desk.form(PRIYA, button.route, value=button.value)
        assert next(each.day for each in form.fields if isinstance(each, Day)) == date.fromisoformat(day)
        await desk.enter(PRIYA, "log.keep", answers={"value": "38", "day": day}, carry=form.carry)
    async with desk.store() as store:
        assert {each.day.month for each in await store.plans.observations(date.max) if each.measure == COUNTED} == {
            9,
            10,
        }
    assert "No number is due just now." in text(await desk.card(PRIYA, "log.due"))


async def test_a_number_that_never_comes_is_asked_for_twice_and_then_left_alone(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.measures.put(Setting(COUNTED, every=Every.MONTH), 1)
    found = [len(await week(desk, monday)) for monday in ("2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23")]
    assert found == [1, 1, 0, 0]
    async with desk.store() as store:
        priya = await store.people.by_email(PRIYA)
        assert priya is not None
        waits = await waiting_for(store, priya, local_day(desk.at, "America/Denver"))
        assert [each.route for each in waits if each.kind == "data"] == ["log.due"]


async def test_who_wants_no_reminders_is_asked_for_a_number_once(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.measures.put(Setting(COUNTED, every=Every.MONTH), 1)
        priya = await store.people.by_email(PRIYA)
        assert priya is not None
        await store.people.set_nudged(priya, False)
    assert [len(await week(desk, monday)) for monday in ("2026-11-02", "2026-11-09")] == [1, 0]


async def test_nobody_is_asked_on_a_day_off_or_while_away(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        priya = await store.people.by_email(PRIYA)
        assert priya is not None
        await store.people.set_away(priya, moment("2026-11-02 00:00").date(), moment("2026-11-05 00:00").date())
    found = await week(desk, "2026-11-02")
    assert [each.at for each in found] == [moment("2026-11-06 09:00")], "Thursday is the weekly question's own day"
    assert await week(desk, "2026-12-21") == [], "the winter break"


async def test_leads_are_asked_where_there_is_no_research(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        priya = await store.people.by_email(PRIYA)
        assert priya is not None
        await store.people.retire(priya)
    found = await week(desk, "2026-11-02")
    async with desk.store() as store:
        people = {each.id: each.email for each in await store.people.all()}
        wei = await store.people.by_email(WEI)
        assert wei is not None
        kinds = [each.kind for each in await waiting_for(store, wei, moment("2026-11-05 09:00").date())]
        assert "data" not in kinds
    assert {people[each.member or 0] for each in found} == {MARIBEL, DEVON}


async def test_study_asks_for_the_numbers_of_the_years_end(desk: Desk) -> None:
    desk.at = moment("2027-05-04 10:00")
    said = text(await desk.card(PRIYA, "log.due"))
    assert "The team is looking back at the year." in said
    assert "Students who name a trusted adult (%): its latest number is from before" in said
    assert REFERRALS not in said, "it has numbers up to April"


async def test_nothing_before_start(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, plan) as desk:
        async with desk.store(writes=True) as store:
            await store.measures.put(Setting(COUNTED, every=Every.WEEK), 1)
        assert await week(desk, "2026-11-02") == []


async def test_nothing_is_due(desk: Desk) -> None:
    desk.at = moment("2026-08-18 10:00")
    assert "No number is due just now." in text(await desk.card(PRIYA, "log.due"))
