"""What the phases ask for by themselves, counted over Riverbend's year and looked at letter by letter."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.kit.card import Card
from handlers.phase_prompts import due, feature
from pdsa.decisions import Path as Way
from pdsa.goals import Strategy
from pdsa.plan import Plan
from pdsa.reflection import Held, Reflection
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft
from tests.handlers.desk import Desk, buttons_of, moment, open_desk, text
from tests.people import ANA_LUCIA, DEVON, JEROME, KOFI, MARIBEL, RUTH, TOMASZ, WEI

OWNERS = 11
EIGHT_DAYS = timedelta(days=8)


async def tick(desk: Desk, at: str) -> list[Draft]:
    """What the clock does at this moment: the drafts of the last eight days, kept unless they are there."""
    desk.at = moment(at)
    async with desk.store(writes=True) as store:
        known = {notification.key for notification in await store.outbox.of_kind(*feature.notifications)}
        drafts = [each for each in await due(TimeSpan(desk.at - EIGHT_DAYS, desk.at), store) if each.key not in known]
        await store.outbox.write(drafts)
        return drafts


async def days(desk: Desk, first: str, last: str, at: str = "12:00") -> list[Draft]:
    """Everything that is written from the first to the last day, looked at once a day."""
    day, end, found = date.fromisoformat(first), date.fromisoformat(last), []
    while day <= end:
        found += await tick(desk, f"{day} {at}")
        day += timedelta(days=1)
    return found


async def coming(desk: Desk, since: str, until: str) -> list[Draft]:
    desk.at = moment(since)
    async with desk.store() as store:
        return list(await due(TimeSpan(desk.at, moment(until)), store))


def told(drafts: Sequence[Draft]) -> Counter[tuple[str, str]]:
    return Counter((each.kind, each.occasion) for each in drafts)


async def change(desk: Desk, code: str, **values: object) -> None:
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy(code)
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, **values))  # type: ignore[arg-type]


async def reflect(desk: Desk, code: str, email: str) -> None:
    async with desk.store(writes=True) as store:
        person = await store.people.by_email(email)
        assert person is not None
        await store.learning.reflect(Reflection(code, person.id, desk.at, "It ran", Held.PARTLY, "Start earlier"))


async def decide(desk: Desk, code: str, email: str) -> None:
    async with desk.store(writes=True) as store:
        person = await store.people.by_email(email)
        assert person is not None
        await store.learning.propose(
            strategy=code, path=Way.SUSTAIN, reason="It works", next_step="", owner=email, due=None, evidence="",
            by=person.id, confirmed=False,
        )  # fmt: skip


async def to(desk: Desk, drafts: Sequence[Draft], email: str) -> list[Draft]:
    async with desk.store() as store:
        person = await store.people.by_email(email)
        assert person is not None
        return [each for each in drafts if each.member == person.id]


async def card(desk: Desk, draft: Draft, *, sent: bool = False) -> Card | None:
    """The notification as it would be made now; `sent` for one that has arrived and is made again."""
    async with desk.store() as store:
        notification = await store.outbox.by_key(draft.key)
        assert notification is not None
        made = replace(notification, sent_at=desk.at) if sent else notification
        return await feature.notifications[notification.kind](made, store)


async def words(desk: Desk, draft: Draft, *, sent: bool = False) -> str:
    made = await card(desk, draft, sent=sent)
    assert made is not None
    return text(made)


async def test_the_whole_year_when_nobody_answers(desk: Desk) -> None:
    drafts = await days(desk, "2026-08-17", "2027-06-30")
    assert told(drafts) == {
        ("reflect", "2027-05-03"): OWNERS,
        ("reflect-nudge", "2027-05-07"): OWNERS,
        ("decide", "2027-05-24"): OWNERS,
        ("decide-nudge", "2027-05-28"): OWNERS,
    }
    asked = Counter(code for each in drafts if each.kind == "reflect" for code in each.about)
    assert asked == {f"S{n}": 1 for n in range(1, 13)}


async def test_everybody_is_asked_at_nine_where_they_are(desk: Desk) -> None:
    drafts = await days(desk, "2027-04-30", "2027-06-04")
    async with desk.store() as store:
        people = {each.id: each for each in await store.people.all()}
    for each in drafts:
        here = each.at.astimezone(ZoneInfo(people[each.member or 0].zone or "America/Denver"))
        assert (here.time(), here.weekday() == 3) == (time(9), False), each
    (ruth,) = [each for each in await to(desk, drafts, RUTH) if each.kind == "reflect"]
    assert ruth.at == datetime(2027, 5, 3, 16, 0, tzinfo=UTC), "nine in Phoenix is ten in Denver in May"


async def test_two_strategies_are_one_message(desk: Desk) -> None:
    (devon,) = await to(desk, await tick(desk, "2027-05-03 10:00"), DEVON)
    assert devon.about == ("S4", "S5")
    said = await words(desk, devon)
    assert "Monthly planning table" in said
    assert "One calendar for all requests" in said
    assert "“Two joint decisions a term are written down”" in said


async def test_who_answered_gets_no_reminder(desk: Desk) -> None:
    await tick(desk, "2027-05-03 10:00")
    await reflect(desk, "S1", ANA_LUCIA)
    await reflect(desk, "S4", DEVON)
    drafts = await tick(desk, "2027-05-07 10:00")
    assert await to(desk, drafts, ANA_LUCIA) == []
    (devon,) = await to(desk, drafts, DEVON)
    assert (devon.kind, devon.about) == ("reflect-nudge", ("S5",))
    assert "No rush: one strategy has no reflection yet." in await words(desk, devon)


async def test_what_was_said_before_the_phase_is_not_asked_again(desk: Desk) -> None:
    desk.at = moment("2027-01-12 10:00")
    await reflect(desk, "S5", DEVON)
    await decide(desk, "S6", WEI)
    drafts = await tick(desk, "2027-05-03 10:00")
    (devon,) = await to(desk, drafts, DEVON)
    assert devon.about == ("S4",)
    assert await to(desk, drafts, WEI) == []
    assert await to(desk, await tick(desk, "2027-05-24 10:00"), WEI) == []


async def test_the_plan_asks_for_what_is_missing(desk: Desk) -> None:
    await change(desk, "S1", prediction="")
    await change(desk, "S8", start=None, end=None)
    await change(desk, "S6", owner="")
    drafts = await days(desk, "2026-08-17", "2026-10-15")
    assert told(drafts) == {("plan", "2026-08-17"): 4, ("plan-nudge", "2026-08-21"): 4}
    (ana, again) = await to(desk, drafts, ANA_LUCIA)
    assert ("Later", "snooze") in [(b.label, b.route) for b in buttons_of(await card(desk, again) or Card(()))]
    assert ana.about == ("S1",)
    for lead in (MARIBEL, DEVON):
        assert [each.about for each in await to(desk, drafts, lead)] == [("S6",), ("S6",)]
    (jerome, _again) = await to(desk, drafts, JEROME)
    desk.at = moment("2026-08-17 09:00")
    said = await words(desk, jerome)
    assert "Until Fri 25 Sep" in said
    assert "Home-language SEL evenings with meals and child care needs a start date and an end date." in said
    assert [(each.label, each.route, each.value) for each in buttons_of(await card(desk, jerome) or Card(()))] == [
        ("Fill in", "plan.strategy", "S8"),
        ("Why?", "why", "plan"),
    ]


async def test_an_owner_who_may_not_be_asked_leaves_it_to_the_leads(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        wei = await store.people.by_email(WEI)
        assert wei is not None
        await store.people.retire(wei)
    drafts = await tick(desk, "2027-05-03 10:00")
    assert await to(desk, drafts, WEI) == []
    (maribel,) = await to(desk, drafts, MARIBEL)
    (devon,) = await to(desk, drafts, DEVON)
    assert maribel.about == ("S6",)
    assert devon.about == ("S4", "S5", "S6")


async def test_a_new_owner_is_asked_too(desk: Desk) -> None:
    await change(desk, "S1", prediction="")
    await tick(desk, "2026-08-17 10:00")
    desk.at = moment("2026-08-18 08:00")
    await change(desk, "S1", owner=WEI)
    found = await tick(desk, "2026-08-18 10:00")
    assert [each.about for each in await to(desk, found, WEI)] == [("S1",)]
    rest = await days(desk, "2026-08-19", "2026-10-01")
    assert [each.kind for each in await to(desk, rest, ANA_LUCIA)] == []
    assert [each.kind for each in await to(desk, rest, WEI)] == ["plan-nudge"]


async def test_a_strategy_that_comes_later_is_asked_about_on_the_next_day(desk: Desk) -> None:
    desk.at = moment("2026-09-01 12:00")
    async with desk.store(writes=True) as store:
        await store.plans.put_strategy(Strategy("S13", "G2", "Book circles", WEI))
    assert await tick(desk, "2026-09-01 12:05") == []
    assert told(await tick(desk, "2026-09-02 09:00")) == {("plan", "2026-09-02"): 1}


async def test_added_on_a_wednesday_it_waits_past_the_check_in(desk: Desk) -> None:
    desk.at = moment("2026-09-09 12:00")
    async with desk.store(writes=True) as store:
        await store.plans.put_strategy(Strategy("S13", "G2", "Book circles", WEI))
    assert told(await days(desk, "2026-09-09", "2026-09-12")) == {("plan", "2026-09-11"): 1}


async def test_asleep_for_a_week_there_is_one_message(desk: Desk) -> None:
    await change(desk, "S1", prediction="")
    assert told(await tick(desk, "2026-08-25 11:00")) == {("plan", "2026-08-25"): 1}
    assert await tick(desk, "2026-08-25 11:01") == []


async def test_awake_again_on_the_check_ins_day_it_waits(desk: Desk) -> None:
    assert await tick(desk, "2027-05-06 11:00") == []
    assert told(await tick(desk, "2027-05-07 10:00")) == {("reflect", "2027-05-07"): OWNERS}


async def test_a_reminder_that_was_slept_through_is_left_out(desk: Desk) -> None:
    await tick(desk, "2027-05-03 10:30")
    assert await tick(desk, "2027-05-10 10:30") == []


async def test_away_means_the_first_day_back(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        wei = await store.people.by_email(WEI)
        assert wei is not None
        await store.people.set_away(wei, date(2027, 4, 28), date(2027, 5, 11))
    found = await to(desk, await days(desk, "2027-05-01", "2027-05-20"), WEI)
    assert [(each.kind, each.occasion) for each in found] == [
        ("reflect", "2027-05-11"),
        ("reflect-nudge", "2027-05-17"),
    ]


async def test_the_future_is_foretold_and_nothing_is_kept(desk: Desk) -> None:
    found = await coming(desk, "2027-04-01 12:00", "2027-06-30 12:00")
    assert told(found) == {
        ("reflect", "2027-05-03"): OWNERS,
        ("reflect-nudge", "2027-05-07"): OWNERS,
        ("decide", "2027-05-24"): OWNERS,
        ("decide-nudge", "2027-05-28"): OWNERS,
    }
    await tick(desk, "2027-05-03 10:30")
    assert told(await coming(desk, "2027-05-03 10:31", "2027-05-21 12:00")) == {("reflect-nudge", "2027-05-07"): OWNERS}


async def test_nothing_before_start(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, feature, plan) as desk:
        assert await coming(desk, "2026-08-17 08:00", "2027-06-30 12:00") == []


async def test_one_broken_row_spares_the_others(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        wei = await store.people.by_email(WEI)
        assert wei is not None
        await store.people.set_zone(wei, "Atlantis/Deep")
    assert told(await tick(desk, "2027-05-03 10:00")) == {("reflect", "2027-05-03"): OWNERS - 1}


async def test_what_never_began_is_not_studied(desk: Desk) -> None:
    await change(desk, "S6", start=None)
    await change(desk, "S1", start=date(2027, 5, 12))
    drafts = await days(desk, "2027-05-01", "2027-05-15")
    assert await to(desk, drafts, WEI) == []
    assert [each.occasion for each in await to(desk, drafts, ANA_LUCIA)] == ["2027-05-12"]


async def test_a_notification_that_nobody_needs_any_more(desk: Desk) -> None:
    (ana,) = await to(desk, await tick(desk, "2027-05-03 09:00"), ANA_LUCIA)
    await reflect(desk, "S1", ANA_LUCIA)
    assert await card(desk, ana) is None
    said = await words(desk, ana, sent=True)
    assert "nothing here waits for you now" in said
    assert "After-school and virtual workshops, six a term: looked back at on Mon 3 May" in said


async def test_what_is_done_stands_below_what_is_open(desk: Desk) -> None:
    (devon,) = await to(desk, await tick(desk, "2027-05-24 09:00"), DEVON)
    await decide(desk, "S4", DEVON)
    said = await words(desk, devon, sent=True)
    assert (
        "One calendar for all requests that go to schools: No check-ins yet. Nobody has looked back at it yet." in said
    )
    assert "Monthly planning table of curriculum, equity, special education and SEL: proposed on Mon 24 May" in said
    made = await card(desk, devon, sent=True)
    assert made is not None
    assert [each.value for each in buttons_of(made)] == ["S5", "decide"]


async def test_seven_strategies_show_five_and_the_word(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for n in range(13, 19):
            await store.plans.put_strategy(
                Strategy(f"S{n}", "G2", f"Circle {n} " + "x" * 290, TOMASZ, start=date(2026, 9, 1))
            )
    (tomasz,) = await to(desk, await tick(desk, "2027-05-24 09:00"), TOMASZ)
    assert len(tomasz.about) == 7
    made = await card(desk, tomasz)
    assert made is not None
    assert [(each.label, each.route) for each in buttons_of(made)] == [("Decide", "decide")] * 5 + [
        ("See all", "decide"),
        ("Why?", "why"),
    ]
    assert "2 more strategies wait." in text(made)
    assert len(made.parts) < 20


async def test_an_ask_expires_with_its_phase_and_a_reminder_with_its_day(desk: Desk) -> None:
    (kofi,) = await to(desk, await tick(desk, "2027-05-03 10:00"), KOFI)
    assert kofi.expires == moment("2027-05-22 00:00")
    (again,) = await to(desk, await tick(desk, "2027-05-07 10:00"), KOFI)
    assert again.expires == moment("2027-05-08 00:00")


def test_every_prompt_has_its_notifications() -> None:
    assert set(feature.notifications) == {"plan", "plan-nudge", "reflect", "reflect-nudge", "decide", "decide-nudge"}
