"""PLAN before DO: what is missing, one tap that asks the owners, and word where a start has come too soon."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.plan.routes import feature
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Goal, GoalKind
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft
from tests.handlers.desk import Desk, buttons_of, moment, routes_of, text
from tests.handlers.notifications import goes_to, notification, shown, stale
from tests.handlers.plan.filling import keep
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, HANNAH, JEROME, KOFI, MARIBEL, RUTH, WEI

TODAY = "2026-08-17"


async def lacks(desk: Desk, **changes: dict[str, object]) -> None:
    """Take something away from strategies, by their codes."""
    async with desk.store(writes=True) as store:
        for code, changed in changes.items():
            strategy = await store.plans.strategy(code)
            assert strategy
            await store.plans.put_strategy(replace(strategy, **changed))  # type: ignore[arg-type]


async def notifications(desk: Desk, kind: str) -> dict[str, tuple[str, ...]]:
    async with desk.store() as store:
        return {each.reader.email: each.about for each in await store.outbox.of_kind(kind)}


async def test_a_lead_sees_what_lacks_what(desk: Desk) -> None:
    await lacks(desk, S1={"prediction": "", "end": None}, S5={"goal": "G99"})
    async with desk.store(writes=True) as store:
        await store.plans.put_goal(Goal("G9", GoalKind.IMPLEMENTATION, "Circles", target=3))
    card = await desk.card(MARIBEL, "plan", "missing")
    said = text(card)
    assert "After-school and virtual workshops, six a term (Ana-Lucía Peña): an end date and a prediction." in said
    assert "One calendar for all requests that go to schools (Devon Achterberg): a goal of the plan." in said
    assert "Fewer students are sent out of class: an implementation goal that leads to it." in said
    lacking = "an owner, a rubric item, where we are, a strategy that serves it and an outcome goal that it leads to."
    assert f"Circles: {lacking}" in said
    assert "Once Start has been pressed, one tap asks them" in said
    assert "plan.ask" not in routes_of(card)
    with pytest.raises(Refusal, match="before Start is pressed"):
        await desk.enter(MARIBEL, "plan.ask")


async def test_an_owner_sees_what_their_own_lack(desk: Desk) -> None:
    await lacks(desk, S1={"prediction": ""}, S6={"prediction": "", "end": None})
    card = await desk.card(WEI, "plan", "missing")
    assert "Teacher working group drafts grade-band standards (Wei Chen): an end date and a prediction." in text(card)
    assert "S1" not in text(card)
    assert ("plan.strategy", "S6") in [(each.route, each.value) for each in buttons_of(card)]
    assert "plan.ask" not in routes_of(card)
    assert "Nothing: each strategy that you own" in text(await desk.card(HANNAH, "plan.missing"))
    assert "The plan for 2026-27" in text(await desk.card(BERNADETTE, "plan", "missing"))


async def test_a_whole_plan_says_so(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        await store.plans.drop("goal", "G8")
    await lacks(desk, S11={"goal": "G7"}, S12={"goal": "G7"})
    assert "Nothing: each strategy has an owner" in text(await desk.card(MARIBEL, "plan.missing"))


async def test_one_tap_asks_each_owner_once_and_says_whom_not_and_why(desk: Desk) -> None:
    await desk.start()
    gone = {"prediction": ""}
    await lacks(desk, S1=gone, S2=gone, S3={**gone, "owner": ""}, S4=gone, S8=gone, S9={**gone, "owner": BERNADETTE},
                S6={**gone, "owner": "left@riverbend.example"})  # fmt: skip
    async with desk.store(writes=True) as store:
        jerome = await store.people.by_email(JEROME)
        assert jerome
        await store.people.set_away(jerome, date(2026, 8, 17), date(2026, 8, 24))
        ana = await store.people.by_email(ANA_LUCIA)
        assert ana
        await store.outbox.write([Draft("plan", "2026-08-14", desk.at, member=ana.id, about=("S1",))])
    card = await desk.card(DEVON, "plan.missing")
    assert "One tap asks them, with one message each: Kofi Mensah." in text(card)
    card = await desk.card(DEVON, "plan.ask")
    said = text(card)
    assert "Asked: Kofi Mensah." in said
    assert "After-school and virtual workshops, six a term: Ana-Lucía Peña was asked on Mon 17 Aug" in said
    assert "Five-minute adult practice at the start of staff meetings: nobody owns it yet" in said
    assert "Teacher working group drafts grade-band standards: its owner has left the plan" in said
    assert "Home-language SEL evenings with meals and child care: Jerome Little Elk is away until Mon 24 Aug" in said
    assert "and 1 more" in said
    assert [each.value for each in buttons_of(card) if each.route == "plan.strategy"] == ["S3", "S4", "S6"]
    assert await notifications(desk, "fill-in") == {KOFI: ("S2",)}
    with pytest.raises(Refusal, match="nobody whom I could ask just now"):
        await desk.enter(DEVON, "plan.ask")
    assert "Asked: Devon Achterberg." in text(await desk.card(MARIBEL, "plan.ask"))


async def test_the_notification_names_the_lead_and_thanks_once_it_is_filled_in(desk: Desk) -> None:
    await desk.start()
    await lacks(desk, S2={"prediction": "", "end": None})
    await desk.enter(DEVON, "plan.ask")
    await goes_to(desk, feature, f"{TODAY} 10:00")
    said = await shown(desk, feature, "fill-in", TODAY, KOFI)
    assert "Devon Achterberg asks: before these can begin" in said
    assert "Peer visits between schools, one a month needs an end date and a prediction." in said
    assert "[Fill in]" in said
    form = await desk.form(KOFI, "plan.strategy", value="S2")
    await keep(desk, KOFI, form, prediction="Every school hosts", end="2027-04-30")
    assert (await notification(desk, "fill-in", TODAY, KOFI)).key in await stale(desk)
    assert "Thank you" in await shown(desk, feature, "fill-in", TODAY, KOFI)


async def test_what_is_filled_in_before_the_notification_goes_out_needs_none(desk: Desk) -> None:
    await desk.start()
    await lacks(desk, S2={"prediction": ""})
    await desk.enter(DEVON, "plan.ask")
    await lacks(desk, S2={"prediction": "Every school hosts"})
    assert set((await goes_to(desk, feature, f"{TODAY} 10:00")).values()) == {None}


async def test_a_start_without_a_prediction_is_told_to_its_owner_and_the_leads_once(desk: Desk) -> None:
    await desk.start()
    await lacks(desk, S2={"prediction": ""}, S12={"owner": ""})
    assert await goes_to(desk, feature, "2026-10-05 08:00") == {}, "nothing has begun, or PLAN asks for it"
    handled = await goes_to(desk, feature, "2026-10-09 12:00")
    assert {key.rsplit(":", 1)[0] for key in handled} == {"held-up:2026-10-05"}
    assert await notifications(desk, "held-up") == dict.fromkeys((KOFI, MARIBEL, DEVON), ("S2",))
    said = await shown(desk, feature, "held-up", "2026-10-05", KOFI)
    assert "Peer visits between schools, one a month was to begin on Mon 5 Oct. It needs a prediction." in said
    assert "What is missing" not in said
    said = await shown(desk, feature, "held-up", "2026-10-05", MARIBEL)
    assert "Peer visits between schools, one a month (Kofi Mensah) needs a prediction." in said
    assert "[What is missing]" in said
    assert len(await goes_to(desk, feature, "2026-11-06 12:00")) == 2, "S12 has no owner: its leads hear of it"
    await lacks(desk, S2={"prediction": "Every school hosts"})
    assert "Thank you" in await shown(desk, feature, "held-up", "2026-10-05", KOFI)


async def test_while_its_goal_waits_nobody_is_told_what_a_strategy_lacks(desk: Desk) -> None:
    await desk.start()
    await lacks(desk, S2={"prediction": ""})
    async with desk.store(writes=True) as store:
        await store.parked.park("G2", 1, condition="The grant comes")
    assert await goes_to(desk, feature, "2026-10-09 12:00") == {}


async def test_a_start_in_plan_that_was_never_filled_in_is_told_when_do_begins(desk: Desk) -> None:
    await desk.start()
    await lacks(desk, S1={"prediction": ""})
    await goes_to(desk, feature, "2026-09-27 12:00")
    assert await notifications(desk, "held-up") == {}
    await goes_to(desk, feature, "2026-09-28 12:00")
    assert await notifications(desk, "held-up") == dict.fromkeys((ANA_LUCIA, MARIBEL, DEVON), ("S1",))


async def test_nobody_away_and_nobody_before_start_is_told(desk: Desk) -> None:
    await lacks(desk, S2={"prediction": ""})
    span = TimeSpan(moment("2026-10-05 08:00"), moment("2026-10-05 12:00"))
    async with desk.store() as store:
        assert [draft for due in feature.ticks for draft in await due(span, store)] == []
    await desk.start()
    async with desk.store(writes=True) as store:
        kofi = await store.people.by_email(KOFI)
        assert kofi
        await store.people.set_away(kofi, date(2026, 10, 5), date(2026, 10, 7))
    await goes_to(desk, feature, "2026-10-06 12:00")
    assert set(await notifications(desk, "held-up")) == {MARIBEL, DEVON}
    await goes_to(desk, feature, "2026-10-07 12:00")
    assert set(await notifications(desk, "held-up")) == {MARIBEL, DEVON, KOFI}


async def test_a_schools_lead_sees_and_asks_for_their_own_school_alone(desk: Desk) -> None:
    await desk.start()
    async with desk.store(writes=True) as store:
        await store.plans.put_goal(Goal("G9", GoalKind.OUTCOME, "Calm halls", school="Mesa Verde Middle School"))
    await lacks(desk, S1={"prediction": ""}, S3={"prediction": ""})
    said = text(await desk.card(RUTH, "plan.missing"))
    assert "Calm halls: an owner, a measure" in said
    assert "After-school" not in said
    assert "Fewer students" not in said
    assert "Five-minute" in text(await desk.card(KOFI, "plan.missing")), "it is done at Cottonwood"
    await desk.enter(KOFI, "plan.ask")
    assert await notifications(desk, "fill-in") == {HANNAH: ("S3",)}
    assert "G9" not in text(await desk.card(MARIBEL, "plan.missing"))
    for who, route in ((WEI, "plan.ask"), (BERNADETTE, "plan.ask"), (BERNADETTE, "plan.missing")):
        with pytest.raises(NotAllowed):
            await desk.enter(who, route)


async def test_many_that_lack_something_come_page_by_page(desk: Desk) -> None:
    await desk.start()
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy("S1")
        assert strategy
        for number in range(13, 213):
            new = replace(strategy, code=f"S{number}", title="A long title " * 23, owner=WEI, prediction="")
            await store.plans.put_strategy(new)
    card, seen, pages = await desk.card(MARIBEL, "plan.missing"), "", 1
    while more := [each for each in buttons_of(card) if each.label.endswith("more")]:
        seen += text(card)
        assert len(card.parts) < 40
        assert len(text(card)) < 9000
        card, pages = await desk.card(MARIBEL, "plan.missing", value=more[0].value), pages + 1
    assert pages < 100
    assert "A long" in seen
    await desk.enter(MARIBEL, "plan.ask")
    handled = await goes_to(desk, feature, f"{TODAY} 12:00")
    (made,) = handled.values()
    assert made
    assert "195 more strategies wait." in text(made)
