"""A strategy that ends before STUDY is studied within two weeks of its end."""

from dataclasses import replace
from datetime import date

from handlers.phase_prompts import early_ends_due, feature
from pdsa.reflection import Held, Reflection
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft
from tests.handlers.desk import Desk, moment, text
from tests.people import ANA_LUCIA, DEVON


async def ends(desk: Desk, code: str, end: date) -> None:
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy(code)
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, end=end))


async def asked(desk: Desk, since: str, until: str, code: str = "S1") -> list[Draft]:
    """What is asked about a strategy in a stretch of time, looked at each day as the clock does."""
    found: list[Draft] = []
    for day in range((date.fromisoformat(until) - date.fromisoformat(since)).days + 1):
        at = date.fromordinal(date.fromisoformat(since).toordinal() + day)
        desk.at = moment(f"{at} 12:00")
        async with desk.store(writes=True) as store:
            drafts = list(await early_ends_due(TimeSpan(moment(f"{at} 00:00"), desk.at), store))
            await store.outbox.write(drafts)
        found += drafts
    return [each for each in found if code in each.about]


async def test_its_owner_is_asked_once_on_the_first_day_that_may_be_asked_on(desk: Desk) -> None:
    await ends(desk, "S1", date(2026, 11, 10))
    (draft,) = await asked(desk, "2026-11-09", "2026-12-18")
    assert (draft.kind, draft.at) == ("reflect", moment("2026-11-11 09:00"))
    assert draft.expires is not None
    async with desk.store() as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        assert draft.member == ana.id
        notification = await store.outbox.by_key(draft.key)
        assert notification is not None
        card = await feature.notifications["reflect"](notification, store)
    assert card is not None
    assert "This has just ended. What it did and taught us is remembered best now" in text(card)


async def test_never_on_the_check_in_s_day(desk: Desk) -> None:
    await ends(desk, "S1", date(2026, 11, 11))
    (draft,) = await asked(desk, "2026-11-10", "2026-11-30")
    assert draft.at == moment("2026-11-13 09:00"), "the 12th is a Thursday"


async def test_a_break_that_takes_both_weeks_leaves_the_first_day_after(desk: Desk) -> None:
    (draft,) = await asked(desk, "2026-12-17", "2027-01-20", "S5")
    assert draft.at == moment("2027-01-04 09:00"), "it ended on the last day before the break"
    async with desk.store() as store:
        devon = await store.people.by_email(DEVON)
        assert devon is not None
        assert draft.member == devon.id


async def test_what_was_looked_back_at_is_not_asked_about(desk: Desk) -> None:
    await ends(desk, "S1", date(2026, 11, 10))
    desk.at = moment("2026-11-10 15:00")
    async with desk.store(writes=True) as store:
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana is not None
        await store.learning.reflect(Reflection("S1", ana.id, desk.at, "It ran", Held.YES, "Begin small"))
    assert await asked(desk, "2026-11-11", "2026-11-30") == []


async def test_what_runs_on_or_ended_long_ago_is_left_to_study(desk: Desk) -> None:
    assert await asked(desk, "2026-11-02", "2026-11-30") == [], "it runs until spring"
    await ends(desk, "S1", date(2026, 10, 1))
    assert await asked(desk, "2026-11-30", "2026-12-10") == [], "nobody remembers by now"


async def test_an_end_that_is_moved_to_yesterday_counts_from_then(desk: Desk) -> None:
    assert await asked(desk, "2026-11-16", "2026-11-17") == []
    await ends(desk, "S1", date(2026, 11, 16))
    (draft,) = await asked(desk, "2026-11-18", "2026-11-25")
    assert draft.at == moment("2026-11-18 09:00")
