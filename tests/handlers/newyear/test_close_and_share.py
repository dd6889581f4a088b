"""What a year promised: kept, given up or still open; the plan that is shared; and the notifications about both."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.newyear.routes import feature as newyear
from handlers.wording.released_sentences import take_out
from pdsa.errors import Refusal
from pdsa.meetings import Meetings
from pdsa.time_span import TimeSpan
from tests.handlers.desk import Desk, buttons_of, moment, text
from tests.handlers.newyear.turning import LAST_DAY, REASON, conclude, launch, posted, share, show
from tests.people import DEVON, MARIBEL

# -- the two promises ----------------------------------------------------------------------------


async def test_a_year_is_closed_once_both_promises_are_kept(desk: Desk) -> None:
    await conclude(desk)
    await launch(desk)
    assert "Conclusions shared after the reflection: yes, on Fri 4 Jun." in await show(desk)
    assert "still open" in text(await desk.card(MARIBEL, "newyear.close")).casefold()
    desk.at = moment("2027-08-10 10:00")
    await share(desk)
    assert "approved, and on its way" in await show(desk)
    with pytest.raises(Refusal, match="was approved before"):
        await desk.enter(DEVON, "newyear.share")
    await posted(desk, "plan-shared:2027-28:#staff", "2027-28")
    assert "The new plan shared before the first school day: yes, on Tue 10 Aug." in await show(desk)
    card = await desk.card(MARIBEL, "newyear")
    assert next(each for each in buttons_of(card) if each.route == "newyear.close").ask_first
    assert "2026-27 is closed" in text(await desk.card(MARIBEL, "newyear.close"))
    assert "2026-27 was closed by Maribel Ortega." in await show(desk)
    assert "closed before" in text(await desk.card(DEVON, "newyear.close"))


async def test_a_promise_is_given_up_with_a_reason_and_a_year_opened_again_with_one(desk: Desk) -> None:
    await launch(desk)
    form = await desk.form(MARIBEL, "newyear.waive")
    for answers, field in (({"promise": "conclusions shared"}, "reason"), ({"reason": REASON}, "promise"),
                           ({"promise": "another", "reason": REASON}, "promise")):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            await desk.enter(MARIBEL, form.route, answers=answers)
        assert refused.value.field == field
    for promise in ("conclusions shared", "new plan shared"):
        await desk.enter(MARIBEL, form.route, answers={"promise": promise, "reason": REASON})
    assert f"given up by Maribel Ortega. The reason: “{REASON}”" in await show(desk)
    with pytest.raises(Refusal, match="Both promises are settled"):
        await desk.enter(MARIBEL, "newyear.waive")
    await desk.enter(MARIBEL, "newyear.close")
    await desk.form(DEVON, "newyear.reopen")
    with pytest.raises(Refusal):
        await desk.enter(DEVON, "newyear.reopen.keep", answers={})
    card = await desk.card(DEVON, "newyear.reopen.keep", answers={"reason": "A number came late"})
    assert "2026-27 is open again." in text(card)
    with pytest.raises(Refusal, match="2026-27 is open"):
        await desk.enter(DEVON, "newyear.reopen")
    async with desk.store() as store:
        actions = [action for _at, _who, action, _before, _after in await store.trail("cycle 1")]
    assert actions[-2:] == ["closed", "reopened"]


async def test_a_digest_before_the_reflection_meeting_does_not_keep_the_promise(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.meetings.set(Meetings(date(2027, 6, 3), None), 1)
    desk.at = moment("2027-06-01 12:00")
    await conclude(desk)
    desk.at = moment(LAST_DAY)
    assert "Conclusions shared after the reflection: not yet." in await show(desk)


# -- the plan goes out as it was read --------------------------------------------------------------


async def test_nothing_goes_out_that_was_not_read_as_it_stands(desk: Desk) -> None:
    await launch(desk)
    card = await desk.card(MARIBEL, "newyear.share")
    stamp = next(each for each in buttons_of(card) if each.route == "newyear.share.now").value
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S3")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, title="Ten-minute practice"))
    again = await desk.card(MARIBEL, "newyear.share.now", value=stamp)
    assert "It has changed since you saw it." in text(again)
    async with desk.store() as store:
        assert not await store.outbox.of_kind("plan-shared")
    await share(desk)
    async with desk.store(writes=True) as store:
        notifications = await store.outbox.of_kind("plan-shared")
        assert {each.channel for each in notifications} == {"#staff", "#leadership"}
        strategy = await store.plans.strategy("S3")
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, title="Changed after it was approved"))
        made = await newyear.notifications["plan-shared"](notifications[0], store)
    assert made is not None
    assert "Ten-minute practice" in text(made)
    assert "Changed after" not in "".join(text(each) for each in (made, *made.details))


async def test_the_shared_plan_holds_released_words_alone(desk: Desk) -> None:
    await launch(desk)
    card = await desk.card(MARIBEL, "newyear.share")
    assert "Staff come when it is in the school day" in text(card)
    assert "Only the leads may read this" not in "".join(text(each) for each in (card, *card.details))


QUOTED = "Staff come when it is in the school day"


async def test_what_the_room_has_read_in_the_years_digest_is_not_quoted_again(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        learned = [each.learned for each in (await store.learning.latest_reflections()).values()]
        for room in ("#staff", "#leadership"):
            at = {"kind": "digest-year", "occasion": "2026-27", "channel": room, "card": {}}
            await store.posts.keep(f"digest-year:2026-27:{room}", **at, quotes=learned)
    await launch(desk)
    said = text(await desk.card(MARIBEL, "newyear.share"))
    assert QUOTED not in said
    assert "What last year taught us and what we take along stand further up in this channel." in said


async def test_a_lesson_taken_back_goes_from_the_shared_plan(desk: Desk) -> None:
    await launch(desk)
    await share(desk)
    async with desk.store(writes=True) as store:
        sent = await store.outbox.by_key("plan-shared:2027-28:#staff")
        assert sent is not None
        made = await newyear.notifications["plan-shared"](sent, store)
        assert made is not None
        assert QUOTED in text(made)
    await posted(desk, "plan-shared:2027-28:#staff", "2027-28")
    async with desk.store(writes=True) as opened:
        store = await opened.running_year()
        kept = (await store.learning.latest_reflections())["S1"]
        await store.learning.reflect(replace(kept, at=store.now, quotable=False))
        await take_out(store)
    async with desk.store() as store:
        sent = await store.outbox.by_key("plan-shared:2027-28:#staff")
        assert sent is not None
        made = await newyear.notifications["plan-shared"](sent, store)
        assert made is not None
        assert QUOTED not in text(made)
        assert "Five minutes are enough" in text(made), "the others stay"


async def test_a_level_that_was_reached_is_told_as_one_to_keep(desk: Desk) -> None:
    await launch(desk)
    said = text(await desk.card(MARIBEL, "newyear.share"))
    assert "(Professional Learning: 2 → 3)" in said
    assert "(Collaboration: stays at 3)" in said
    async with desk.store(writes=True) as store:
        goal = next(each for each in await store.plans.goals() if each.code == "G3")
        await store.plans.put_goal(replace(goal, statement="Collaboration"))
    assert "Collaboration (stays at 3)" in text(await desk.card(MARIBEL, "newyear.share"))


async def test_without_a_room_the_plan_cannot_be_shared(desk: Desk) -> None:
    await launch(desk)
    async with desk.store(writes=True) as store:
        assert store.cycle is not None
        await store.cycles.put(
            replace(store.cycle, channels=replace(store.cycle.channels, stakeholders="", leadership=""))
        )
    with pytest.raises(Refusal, match="names no channel"):
        await desk.enter(MARIBEL, "newyear.share")


# -- notifications ---------------------------------------------------------------------------------------


async def ticks(desk: Desk, since: str, until: str) -> dict[str, str]:
    """What goes out at the turn of the years, by key; the clock runs for the year that was started last."""
    desk.at = moment(until)
    async with desk.store(writes=True) as opened:
        store = await opened.running_year()
        made = list(await newyear.ticks[0](TimeSpan(moment(since), moment(until)), store))
        await store.outbox.write(made)
        texts_by_key = {}
        for draft in made:
            notification = await store.outbox.by_key(draft.key)
            assert notification is not None
            card = await newyear.notifications[notification.kind](notification, store)
            texts_by_key[f"{draft.kind} {draft.at:%Y-%m-%d} {notification.reader.first_name}"] = (
                text(card) if card else ""
            )
    return texts_by_key


async def test_leads_hear_once_in_the_last_week_that_the_next_year_can_be_prepared(desk: Desk) -> None:
    texts_by_key = await ticks(desk, "2027-05-20 00:00", "2027-07-30 23:00")
    assert [key for key in texts_by_key if key.startswith("newyear")] == [
        "newyear 2027-06-01 Maribel",
        "newyear 2027-06-01 Devon",
    ]
    assert "School ends on Fri 4 Jun." in texts_by_key["newyear 2027-06-01 Maribel"]
    assert [key for key in texts_by_key if key.startswith("plan-due")] == []


async def test_conclusions_that_are_not_shared_come_up_once_for_those_who_can(desk: Desk) -> None:
    found = await ticks(desk, "2027-05-20 00:00", "2027-06-20 23:00")
    due = {key: said for key, said in found.items() if key.startswith("conclusions-due")}
    assert list(due) == [f"conclusions-due 2027-06-04 {name}" for name in ("Maribel", "Devon", "Tomasz")]
    assert "It will not be shared" in due["conclusions-due 2027-06-04 Maribel"]
    assert "It will not be shared" not in due["conclusions-due 2027-06-04 Tomasz"]


async def test_shared_conclusions_are_not_asked_for(desk: Desk) -> None:
    await conclude(desk)
    found = await ticks(desk, "2027-05-20 00:00", "2027-06-20 23:00")
    assert not [key for key in found if key.startswith("conclusions")]


@pytest.mark.parametrize(
    ("launched", "said"), [(True, "School begins on Mon 16 Aug"), (False, "no plan for it is laid")]
)
async def test_a_plan_that_nobody_shared_comes_up_before_school_begins(desk: Desk, launched: bool, said: str) -> None:
    if launched:
        await launch(desk)
    texts_by_key = await ticks(desk, "2027-08-01 00:00", "2027-08-20 00:00")
    assert list(texts_by_key) == ["plan-due 2027-08-09 Maribel", "plan-due 2027-08-09 Devon"]
    assert said in texts_by_key["plan-due 2027-08-09 Maribel"]
    if launched:
        await share(desk)
        await posted(desk, "plan-shared:2027-28:#staff", "2027-28")
    async with desk.store(writes=True) as store:
        assert store.cycle is not None
        await store.cycles.start(store.cycle, moment("2027-08-16 08:00"))
    assert not await ticks(desk, "2027-08-10 00:00", "2027-08-20 00:00")


async def test_in_the_first_months_of_a_year_nothing_is_said_of_the_next(desk: Desk) -> None:
    assert not await ticks(desk, "2026-09-01 00:00", "2027-05-15 00:00")
