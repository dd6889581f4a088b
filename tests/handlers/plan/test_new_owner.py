"""Who becomes a strategy's owner hears of it the same day: by a change in chat, a file, or a decision."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.decide.effects_on_plan import take_effect
from handlers.decide.topic import find
from handlers.file.routes import feature as file
from handlers.plan.routes import feature
from handlers.wording.notifications import owners, tell_new_owners
from pdsa.decisions import Decision, Details, Path, Subject
from pdsa.plan import Plan
from storage.files.incoming_file import Sent
from storage.files.sheets.workbook_contents import WorkbookReading
from storage.notification_states import Draft
from tests.handlers.desk import Desk, buttons_of, moment, text
from tests.handlers.notifications import LEASE, goes_to
from tests.handlers.plan.filling import keep
from tests.people import ANA_LUCIA, KOFI, MARIBEL, WEI


@pytest.fixture
async def started(desk: Desk) -> Desk:
    """A Tuesday in October; everybody was welcomed."""
    desk.at = moment("2026-10-06 10:00")
    await desk.start()
    async with desk.store(writes=True) as store:
        people = await store.people.all()
        await store.outbox.write(Draft("welcome", "first", desk.at, each.id) for each in people)
        for claim in await store.outbox.claim("desk", 100, LEASE, 1000.0, 0.0):
            await store.outbox.sent(claim.notification, "D", claim.notification.key)
    desk.routes |= {route.name: route for route in file.routes}
    return desk


async def given(desk: Desk, owner: str) -> None:
    """Maribel gives S1 to somebody, in its form."""
    await keep(desk, MARIBEL, await desk.form(MARIBEL, "plan.strategy", value="S1"), owner=owner)


async def told(desk: Desk) -> dict[str, tuple[str, ...]]:
    async with desk.store() as store:
        return {each.reader.email: each.about for each in await store.outbox.of_kind("owner")}


async def test_a_new_owner_is_told_the_same_day_with_what_is_asked(started: Desk) -> None:
    await given(started, KOFI)
    sent = await goes_to(started, feature, "2026-10-06 18:00")
    (card,) = [card for key, card in sent.items() if key.startswith("owner")]
    assert card is not None
    said = text(card)
    assert "After-school and virtual workshops, six a term" in said
    assert "From now on this strategy is yours" in said
    assert ("plan", "S1") in [(each.route, each.value) for each in buttons_of(card)]
    assert await told(started) == {KOFI: ("S1",)}


async def test_nobody_is_told_what_they_did_themselves_or_what_has_passed_on(started: Desk) -> None:
    await given(started, MARIBEL)
    assert await told(started) == {}
    await given(started, KOFI)
    await given(started, ANA_LUCIA)
    sent = await goes_to(started, feature, "2026-10-06 18:00")
    wanted = {key.rpartition(":")[2] for key, card in sent.items() if key.startswith("owner") and card}
    async with started.store() as store:
        ana = await store.people.by_email(ANA_LUCIA)
    assert ana is not None
    assert wanted == {str(ana.id)}


async def test_no_word_before_start_and_none_beside_the_first_message(desk: Desk) -> None:
    await given(desk, KOFI)
    assert await told(desk) == {}
    await desk.start()
    await given(desk, WEI)  # whose welcome is still to come
    assert await told(desk) == {}


async def test_a_file_tells_of_all_that_somebody_owns_by_it_in_one_notification(started: Desk, plan: Plan) -> None:
    strategies = tuple(replace(each, owner=WEI) if each.code in ("S1", "S2") else each for each in plan.strategies)
    new = replace(plan, strategies=strategies)
    card = await started.card(MARIBEL, "file", sent=[Sent("plan.xlsx", WorkbookReading(new))])
    assert await told(started) == {}
    await started.card(MARIBEL, "file.plan.keep", value=buttons_of(card)[0].value)
    assert await told(started) == {WEI: ("S1", "S2")}


async def test_a_decision_tells_the_owner_of_the_new_strategy(started: Desk) -> None:
    async with started.store(writes=True) as store:
        assert store.cycle is not None
        maribel = await store.people.by_email(MARIBEL)
        topic = await find(Subject.STRATEGY, "S1", store)
        assert maribel is not None
        assert topic is not None
        made = Decision(
            0, "S1", Path.OTHER_STRATEGY, "", "", KOFI, None, maribel.id, started.at, confirmed_by=maribel.id,
            details=Details(new_strategy_title="Workshops in the day"),
        )  # fmt: skip
        await take_effect(made, topic, store.cycle, store)
    (about,) = (await told(started)).values()
    assert about != ("S1",)


async def test_what_is_over_is_no_news(started: Desk) -> None:
    async with started.store(writes=True) as store:
        strategy = await store.plans.strategy("S5")
        assert strategy is not None
        before = await owners(store)
        over = date(2026, 10, 6) - timedelta(days=1)
        await store.plans.put_strategy(replace(strategy, owner=KOFI, end=over))
        await tell_new_owners(before, store)
    assert await told(started) == {}
