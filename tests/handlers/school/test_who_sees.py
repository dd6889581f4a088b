"""Old buttons, moved people and two names for one team: a school's own things stay with the school."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.communication_plan import Audience
from pdsa.decisions import Path as Way
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Goal, GoalKind
from pdsa.people import Role
from storage.exporting import take_out
from tests.handlers.desk import Desk, fields, moment, routes_of, text
from tests.handlers.school.a_school import (
    COTTONWOOD,
    GOAL,
    MESA,
    OWN,
    notification_card,
    notifications_due,
)
from tests.people import DEVON, HANNAH, KOFI, MARIBEL, RUTH, TOMASZ

WEEK = f"{OWN}:2027-04-22"
LINE = {"influence": "2", "interest": "2", "statement": "Calm starts", "channel": "App", "answer": "Reply"}
FAMILIES = LINE | {"audience": "Families", "day": "2027-04-28", "sender": HANNAH}
STRATEGY = {"title": "Morning circle", "start": "2026-09-07", "end": "2027-05-21", "prediction": "Calm by eight"}


async def joins(desk: Desk, email: str, role: Role, team: str) -> None:
    school = role in (Role.SCHOOL_LEAD, Role.SCHOOL_MEMBER)
    async with desk.store(writes=True) as store:
        name = (await store.people.names()).get(email, email.partition("@")[0])
        await store.people.put(email, name=name, role=role, team=team, district_team=not school, zone=None)


async def calls_for_help(desk: Desk) -> None:
    desk.at = moment("2027-04-23 10:00")
    said = {"went": "partly", "note": "Only ours", "help": "A quiet room"}
    carry = {"asked": WEEK, "light": "yes"}
    await desk.enter(HANNAH, "checkin.keep", answers=said, carry=carry)


async def test_a_school_s_call_for_help_is_for_its_own_leads(desk: Desk) -> None:
    await calls_for_help(desk)
    for route in ("checkin.edit", "checkin.note", "checkin.help"):
        assert "A quiet room" not in repr(await desk.form(MARIBEL, route, value=WEEK))
        assert "A quiet room" in repr(await desk.form(KOFI, route, value=WEEK))
    for route, more in (("checkin.write", {"value": WEEK}), ("checkin.send", {"carry": {"call": WEEK}})):
        with pytest.raises(NotAllowed, match="Kofi Mensah can write back"):
            await desk.enter(MARIBEL, route, **more)  # type: ignore[arg-type]
    await joins(desk, KOFI, Role.SCHOOL_LEAD, MESA)
    with pytest.raises(NotAllowed):
        await desk.enter(KOFI, "checkin.write", value=WEEK)
    assert "A quiet room" in repr(await desk.form(DEVON, "checkin.write", value=WEEK))  # nobody else looks after it now


async def test_whom_a_call_reached_can_answer_though_the_school_has_a_lead_again(desk: Desk) -> None:
    await joins(desk, KOFI, Role.SCHOOL_MEMBER, COTTONWOOD)
    await calls_for_help(desk)
    await joins(desk, KOFI, Role.SCHOOL_LEAD, COTTONWOOD)
    assert "on their way" in text(
        await desk.card(MARIBEL, "checkin.send", answers={"words": "Room 4"}, carry={"call": WEEK})
    )


async def test_another_school_s_strategy_is_not_named(desk: Desk) -> None:
    for route in ("win", "voice"):
        assert "Morning circle" not in repr(await desk.form(RUTH, route))
        assert "Morning circle" in repr(await desk.form(HANNAH, route))
    with pytest.raises(NotAllowed, match="another school's own") as refused:
        await desk.enter(RUTH, "checkin.edit", value=WEEK)
    assert "Morning circle" not in str(refused.value)


async def test_a_school_s_voices_are_changed_by_its_own_leads(desk: Desk) -> None:
    said = {"text": "Only ours", "who": "students", "strategy": OWN, "day": "2027-04-19"}
    await desk.enter(HANNAH, "voices.keep", answers=said, carry={"kind": "voice"})
    async with desk.store() as store:
        (voice,) = await store.voices.between(date(2027, 4, 1), date(2027, 5, 1))
    for who in (MARIBEL, RUTH):
        with pytest.raises(NotAllowed, match="a lead of their plan"):
            await desk.enter(who, "voices.change", value=str(voice.id))
    assert "Only ours" in repr(await desk.form(KOFI, "voices.change", value=str(voice.id)))


async def test_what_a_school_s_decision_leads_to_stays_with_its_team(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        hannah = await store.people.by_email(HANNAH)
        assert hannah is not None
        await store.learning.propose(
            strategy=OWN, path=Way.SUSTAIN, reason="It calms", next_step="Ask the aides", owner=HANNAH, due=None,
            evidence="", by=hannah.id, confirmed=True,
        )  # fmt: skip
    for who, may in ((KOFI, True), (HANNAH, True), (MARIBEL, False)):
        shown = text(await desk.card(who, "status", OWN))
        assert ("It calms" in shown, "Ask the aides" in shown) == (may, may), who


async def test_another_school_s_goal_is_not_offered(desk: Desk) -> None:
    asked = fields(await desk.form(RUTH, "plan.strategy.new", value=GOAL))
    assert GOAL not in {each.value for each in asked["goal"].options}  # type: ignore[attr-defined]
    assert asked["where"].text == MESA  # type: ignore[attr-defined]


@pytest.mark.parametrize(("who", "code", "goal"), [(KOFI, "S3", GOAL), (KOFI, OWN, "G2"), (MARIBEL, OWN, "G2")])
async def test_what_was_said_of_stays_in_its_plan(desk: Desk, who: str, code: str, goal: str) -> None:
    async with desk.store() as store:
        before = await store.plans.strategy(code)
    assert before is not None
    carry, said = {"code": code}, STRATEGY | {"goal": goal, "owner": HANNAH, "prediction": before.prediction}
    if who == KOFI:  # nothing was said of it yet
        await desk.enter(who, "plan.strategy.keep", answers=said, carry=carry)
        await desk.enter(who, "plan.strategy.keep", answers=said | {"goal": before.goal}, carry=carry)
    desk.at = moment("2027-04-23 10:00")
    await desk.enter(HANNAH, "checkin.tap", value=f"{code}:2027-04-22:partly")
    offered = fields(await desk.form(who, "plan.strategy", value=code))["goal"]
    assert goal not in {each.value for each in offered.options}  # type: ignore[attr-defined]
    with pytest.raises(Refusal, match="leads of its own plan"):
        await desk.enter(who, "plan.strategy.keep", answers=said, carry=carry)


async def test_who_has_moved_is_not_asked_about_the_old_school_s_plan(desk: Desk) -> None:
    await desk.enter(KOFI, "share.keep", answers=FAMILIES, carry={"id": "0"})
    (draft,) = await notifications_due(desk, "2027-04-27 00:00", "2027-05-28 00:00", "share")
    await joins(desk, HANNAH, Role.SCHOOL_MEMBER, MESA)
    assert await notification_card(desk, draft) is None
    assert await notifications_due(desk, "2027-04-27 00:00", "2027-05-28 00:00", "share", "share-review") == []
    for route in ("share.line", "share.sent", "share.review"):
        with pytest.raises(Refusal, match="your team's communication plan"):
            await desk.enter(HANNAH, route, value="1")
    assert "Families: still needs a sender" in text(await desk.card(KOFI, "share"))
    assert "Sender: Kofi Mensah" in text(await desk.card(KOFI, "share.sent", value="1"))
    (review,) = await notifications_due(desk, "2027-04-27 00:00", "2027-05-28 00:00", "share-review")
    async with desk.store() as store:
        kofi = await store.people.by_email(KOFI)
    assert kofi is not None
    assert review.member == kofi.id


async def test_one_school_spelled_twice_is_one_school(desk: Desk) -> None:
    await desk.enter(KOFI, "share.keep", answers=FAMILIES, carry={"id": "0"})
    await joins(desk, "nia@riverbend.example", Role.SCHOOL_MEMBER, "cottonwood  elementary")
    assert "Families" in text(await desk.card("nia@riverbend.example", "share"))
    assert "nia" in text(await desk.card(KOFI, "school.team"))
    assert "nia" in repr(await desk.form(KOFI, "school.person.out"))


async def test_district_people_share_one_plan_whatever_their_team_is_called(desk: Desk) -> None:
    await desk.enter(KOFI, "share.keep", answers=FAMILIES, carry={"id": "0"})
    await desk.enter(MARIBEL, "share.keep", answers=LINE | {"audience": "Board members"}, carry={"id": "0"})
    for team in ("Communications office", COTTONWOOD):
        await joins(desk, TOMASZ, Role.COMMUNICATIONS, team)
        shown = text(await desk.card(TOMASZ, "share"))
        assert "Board members" in shown
        assert "Families" not in shown
        with pytest.raises(Refusal):
            await desk.enter(TOMASZ, "share.line", value="1")
    await joins(desk, TOMASZ, Role.SUPERVISOR, COTTONWOOD)
    assert "Tomasz" not in text(await desk.card(KOFI, "school.team"))


async def test_a_school_s_messages_are_not_in_the_district_s_workbook(desk: Desk) -> None:
    line = Audience(0, COTTONWOOD, "Families", 2, 2, "Calm", ("Circle",), answer="Reply", review="Too long")
    async with desk.store(writes=True) as store:
        await store.sharing.put(line)
        await store.sharing.put(replace(line, team="District SEL team"))
        maribel = await store.people.by_email(MARIBEL)
        _plan, happened = await take_out(store, maribel)
        assert [(each.statement, each.review, each.points) for each in happened.audiences] == [
            ("", "", ()), ("Calm", "Too long", ("Circle",)),
        ]  # fmt: skip
        assert (await take_out(store))[1].audiences[0].statement == "Calm"


async def test_what_is_promised_of_the_look_back_is_true(desk: Desk) -> None:
    await desk.enter(KOFI, "share.keep", answers=FAMILIES | {"sender": "-", "day": "2027-04-01"}, carry={"id": "0"})
    await desk.enter(KOFI, "share.keep", answers=FAMILIES | {"sender": KOFI, "day": "2027-04-01"}, carry={"id": "0"})
    assert "was planned for Thu 1 Apr, and not sent yet" in text(await desk.card(KOFI, "share"))
    shown = text(await desk.card(KOFI, "share.sent", value="1"))
    assert "On Tue 4 May I ask its sender" in shown
    assert "Sender: Kofi Mensah" in shown
    desk.at = moment("2027-06-03 10:00")
    card = await desk.card(KOFI, "share.sent", value="2")
    assert "I ask" not in text(card)
    assert "share.review" in routes_of(card)


async def test_one_of_each_is_counted_in_the_singular(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for strategy in await store.plans.strategies():
            await store.plans.drop("strategy", strategy.code)
        for goal in await store.plans.goals():
            await store.plans.drop("goal", goal.code)
        await store.plans.put_goal(Goal("G30", GoalKind.LONG_TERM, "Every school", due=date(2029, 6, 1)))
    assert "1 goal and 0 strategies." in text(await desk.card(MARIBEL, "plan"))


async def test_a_school_whose_people_have_left_keeps_its_line(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for email in (KOFI, HANNAH):
            person = await store.people.by_email(email)
            assert person is not None
            await store.people.retire(person)
    shown = text(await desk.card(MARIBEL, "school"))
    assert "3 schools" in shown
    assert "Cottonwood Elementary (no lead yet). Plan: 1 goal of its own" in shown
