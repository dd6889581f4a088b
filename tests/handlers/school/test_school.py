"""`/sel school`: a school's own page and plan, the board of schools, its team, and the supervisor's one question."""

from dataclasses import replace
from datetime import date

import pytest

from pdsa.checkin import CheckIn, Went
from pdsa.decisions import Path as Way
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import GoalKind
from pdsa.people import Role
from tests.handlers.desk import Desk, buttons_of, fields, moment, routes_of, text
from tests.handlers.school.a_school import (
    COTTONWOOD,
    GOAL,
    MESA,
    OWN,
    notification_card,
    notifications_due,
    reflected,
    supervises,
)
from tests.people import ANA_LUCIA, BERNADETTE, DEVON, HANNAH, KOFI, MARIBEL, RUTH, WEI

NEW_GOAL = {"statement": "Fewer referrals", "measure": "Referrals", "baseline": "4", "target": "3", "owner": KOFI}
NEW_STRATEGY = {
    "title": "Greet at the door",
    "goal": GOAL,
    "owner": HANNAH,
    "start": "2027-04-21",
    "end": "2027-05-20",
    "prediction": "All are greeted",
}


async def test_a_school_sees_its_plan_what_waits_what_it_learned_and_whom_it_tells(desk: Desk) -> None:
    await reflected(desk, OWN, HANNAH, learned="Begin on the first day")
    async with desk.store(writes=True) as store:
        kofi = await store.people.by_email(KOFI)
        assert kofi is not None
        await store.checkins.put(CheckIn("S2", date(2027, 2, 25), kofi.id, Went.PARTLY, store.now))
    desk.at = moment("2027-04-29 15:00")
    shown = text(await desk.card(KOFI, "school"))
    for words in (
        "Cottonwood Elementary, 2026-27",
        "Waiting for you",
        "Every class begins calmly",
        "Morning circle",
        "Five-minute adult practice",
        "looked back Tue 20 Apr. “Begin on the first day”",
        "Whom we tell: nothing is planned yet",
    ):
        assert words in shown, (words, shown)
    assert "Calm corner" not in shown  # another school's
    assert "Begin on the first day" in text(await desk.card(HANNAH, "school"))
    assert {"school.elsewhere", "school.questions", "school.team", "plan.goal.new"} <= set(
        routes_of(await desk.card(KOFI, "school"))
    )
    assert "school.team" not in routes_of(await desk.card(HANNAH, "school"))


async def test_an_empty_school_is_told_where_to_begin(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for code in ("S11", "S12"):
            await store.plans.drop("strategy", code)
    shown = text(await desk.card(RUTH, "school"))
    assert "Your school has nothing in the plan yet: a goal of your own comes first" in shown
    assert "nothing is written down yet" in shown


async def test_a_school_lead_runs_their_plan(desk: Desk) -> None:
    words = text(await desk.card(KOFI, "plan.goal.keep", answers=NEW_GOAL, carry={"kind": GoalKind.OUTCOME.value}))
    assert "type `plan G21`." in words
    assert "School: Cottonwood Elementary" in words
    card = await desk.card(KOFI, "plan.strategy.keep", answers=NEW_STRATEGY, carry={"code": ""})
    assert "type `plan S21`." in text(card)
    assert "plan.aside" in routes_of(card)
    asked = fields(await desk.form(KOFI, "plan.strategy", value=OWN))
    owners = {each.value for each in asked["owner"].options}  # type: ignore[attr-defined]
    assert owners == {"-", KOFI, HANNAH}
    moved = NEW_STRATEGY | {"owner": KOFI, "title": "Morning circle, outdoors", "start": "2026-09-07"}
    await desk.enter(KOFI, "plan.strategy.keep", answers=moved, carry={"code": OWN})
    async with desk.store() as store:
        strategy = await store.plans.strategy(OWN)
        goals = {each.code: each for each in await store.plans.goals()}
    assert strategy is not None
    assert (strategy.owner, strategy.school, strategy.title) == (KOFI, COTTONWOOD, "Morning circle, outdoors")
    assert goals["G21"].school == COTTONWOOD


async def test_what_a_school_adds_to_a_district_goal_is_done_there(desk: Desk) -> None:
    await desk.enter(KOFI, "plan.strategy.keep", answers=NEW_STRATEGY | {"goal": "G2"}, carry={"code": ""})
    async with desk.store() as store:
        strategy = await store.plans.strategy("S21")
    assert strategy is not None
    assert (strategy.where, strategy.school) == (COTTONWOOD, "")
    elsewhere = NEW_STRATEGY | {"goal": "G2", "where": "Everywhere"}
    told = text(await desk.card(KOFI, "plan.strategy.keep", answers=elsewhere, carry={"code": ""}))
    assert f"Where it is done stays {COTTONWOOD}" in told, "kept is said only of what is kept"


@pytest.mark.parametrize(
    ("who", "route", "more", "told"),
    [
        (RUTH, "plan.strategy.keep", {"answers": NEW_STRATEGY, "carry": {"code": OWN}}, "Ask Hannah Eriksen and Kofi"),
        (RUTH, "plan.goal.keep", {"answers": NEW_GOAL, "carry": {"code": GOAL}}, "Ask Kofi Mensah"),
        (RUTH, "plan.strategy.keep", {"answers": NEW_STRATEGY, "carry": {"code": ""}}, "no longer in the plan"),
        (RUTH, "plan.aside", {"value": f"strategy:{OWN}"}, "Ask Kofi Mensah"),
        (KOFI, "plan.aside", {"value": "strategy:S1"}, "Ask Maribel Ortega and Devon Achterberg"),
        (KOFI, "plan.goal.keep", {"answers": NEW_GOAL, "carry": {"code": "G2"}}, "Ask Maribel Ortega"),
        (KOFI, "plan.strategy.keep", {"answers": NEW_STRATEGY | {"owner": RUTH}, "carry": {"code": ""}}, "your school"),
        (HANNAH, "plan.strategy.keep", {"answers": NEW_STRATEGY, "carry": {"code": ""}}, "Ask Kofi Mensah"),
        (WEI, "plan.strategy.keep", {"answers": NEW_STRATEGY, "carry": {"code": OWN}}, "Ask Hannah Eriksen and Kofi"),
        (RUTH, "plan", {"words": OWN}, "I find no goal or strategy"),
    ],
)  # fmt: skip
async def test_nobody_else_does(desk: Desk, who: str, route: str, more: dict[str, object], told: str) -> None:
    with pytest.raises(Refusal) as refused:
        await desk.enter(who, route, **more)  # type: ignore[arg-type]
    assert told in str(refused.value)
    async with desk.store() as store:
        strategy = await store.plans.strategy(OWN)
    assert strategy is not None
    assert not strategy.dropped
    assert strategy.title == "Morning circle"


async def test_the_district_plan_names_schools_and_lists_its_own(desk: Desk) -> None:
    shown = text(await desk.card(MARIBEL, "plan"))
    assert "Schools with goals of their own: 1. `school` shows them side by side." in shown
    assert "`school`" not in text(await desk.card(WEI, "plan"))
    assert "Morning circle" not in shown
    assert "Morning circle" in text(await desk.card(MARIBEL, "plan", OWN))
    own = text(await desk.card(KOFI, "plan"))
    assert own.index("Morning circle") < own.index("After-school and virtual workshops")
    assert "Morning circle" not in text(await desk.card(RUTH, "plan"))
    told = "You can change what you own; Kofi Mensah can change your school's plan, Maribel Ortega and Devon"
    assert told in text(await desk.card(HANNAH, "plan"))


async def test_who_owns_another_school_s_strategy_is_told_whose_goal_it_serves(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        strategy = await store.plans.strategy(OWN)
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, owner=RUTH))
    shown = text(await desk.card(RUTH, "plan", OWN))
    assert "Goal: one of Cottonwood Elementary's own" in shown
    assert "Every class begins calmly" not in shown


async def test_a_school_lead_s_decision_stands_and_others_wait_for_them(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        hannah = await store.people.by_email(HANNAH)
        assert hannah is not None
        decision = await store.learning.propose(
            strategy=OWN, path=Way.SUSTAIN, reason="It calms", next_step="", owner=HANNAH, due=None, evidence="",
            by=hannah.id, confirmed=False,
        )  # fmt: skip
    waiting = text(await desk.card(KOFI, "status"))
    assert "A decision on Morning circle waits" in waiting
    assert "A decision on Morning circle" not in text(await desk.card(MARIBEL, "status"))
    with pytest.raises(NotAllowed, match="Kofi Mensah"):
        await desk.enter(RUTH, "decide.confirm", value=str(decision.id))
    assert "Kofi Mensah confirmed it" in text(await desk.card(KOFI, "decide.confirm", value=str(decision.id)))


async def test_the_district_reads_counts_of_a_school_and_no_words(desk: Desk) -> None:
    await reflected(desk, OWN, HANNAH, learned="Only ours")
    for who, may in ((KOFI, True), (HANNAH, True), (MARIBEL, False), (WEI, False)):
        shown = text(await desk.card(who, "status", OWN))
        assert ("Only ours" in shown) is may, who
    board = text(await desk.card(MARIBEL, "school"))
    assert "3 schools: 3 with a plan, 1 that looked back at something, 0 that plan whom they tell." in board
    assert "Cottonwood Elementary (Kofi Mensah). Plan: 1 goal of its own, 2 strategies, 2 fully planned." in board
    assert "Only ours" not in board


async def test_the_board_comes_in_pages(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        for n in range(80):
            await store.people.put(
                f"lead{n}@riverbend.example", name=f"Lead {n} " + "x" * 200, role=Role.SCHOOL_LEAD,
                team=f"School {n:02} " + "ü" * 200, district_team=False, zone=None,
            )  # fmt: skip
    first = await desk.card(DEVON, "school")
    assert "83 schools" in text(first)
    assert [(each.label, each.value) for each in buttons_of(first) if each.route == "school.page"] == [("80 more", "3")]
    assert "School 79" in text(await desk.card(DEVON, "school.page", value="82"))
    assert "83 schools" in text(await desk.card(DEVON, "school.page", value="9999"))


async def test_a_supervisor_sees_their_schools_and_is_asked_what_helps(desk: Desk) -> None:
    await supervises(desk, "n.brooks@riverbend.example", f"{COTTONWOOD}, {MESA}")
    nadia = "n.brooks@riverbend.example"
    board = text(await desk.card(nadia, "school"))
    assert "2 schools" in board
    assert "Riverbend High" not in board
    (draft,) = await notifications_due(desk, "2027-04-01 00:00", "2027-05-30 00:00", "supervisor")
    card = await notification_card(desk, draft)
    assert card is not None
    assert "what would help them most?" in text(card)
    assert "school.helps" in routes_of(card)
    await desk.enter(nadia, "school.helped", answers={"words": "Twelve release days"})
    for lead in (MARIBEL, DEVON):
        shown = text(await desk.card(lead, "school"))
        assert "“Twelve release days”" in shown
        assert "Nadia Brooks" in shown
    assert await notification_card(desk, draft) is None  # it was not sent yet, and is answered
    assert (await desk.form(nadia, "school.helps")).fields[1].text == "Twelve release days"  # type: ignore[union-attr]


@pytest.mark.parametrize("team", ["District SEL team", "", "Elementary schools"])
async def test_a_supervisor_of_no_known_school_is_told_what_to_do(desk: Desk, team: str) -> None:
    await supervises(desk, "n.brooks@riverbend.example", team)
    with pytest.raises(Refusal, match="a lead can tick them"):
        await desk.enter("n.brooks@riverbend.example", "school")
    assert await notifications_due(desk, "2027-04-01 00:00", "2027-05-30 00:00", "supervisor") == []


async def test_a_lead_ticks_a_supervisor_s_schools(desk: Desk) -> None:
    await supervises(desk, "n.brooks@riverbend.example", "District SEL team")
    async with desk.store() as store:
        nadia = await store.people.by_email("n.brooks@riverbend.example")
    assert nadia is not None
    said = {"name": "Nadia Brooks", "role": "Supervisor", "team": "District SEL team", "zone": "-"}
    carry = {"id": str(nadia.id)}
    assert "schools" in fields(await desk.form(MARIBEL, "setup.person.picked", answers={"person": str(nadia.id)}))
    await desk.enter(MARIBEL, "setup.person.keep", answers={**said, "schools": (MESA,)}, carry=carry)
    board = text(await desk.card("n.brooks@riverbend.example", "school"))
    assert "1 school:" in board
    assert MESA in board


async def test_a_school_lead_adds_to_their_team_and_lets_go(desk: Desk) -> None:
    added = {"email": "New.Person@riverbend.example", "name": "Nia Park"}
    shown = text(await desk.card(KOFI, "school.person.keep", answers=added))
    assert "Kept: Nia Park is in your team." in shown
    async with desk.store() as store:
        nia = await store.people.by_email("new.person@riverbend.example")
    assert nia is not None
    assert (nia.role, nia.team, nia.district_team) == (Role.SCHOOL_MEMBER, COTTONWOOD, False)
    gone = text(await desk.card(KOFI, "school.person.gone", answers={"person": str(nia.id)}))
    assert "Nia Park is no longer in your team" in gone
    assert "Kept: Nia Park" in text(await desk.card(KOFI, "school.person.keep", answers=added))


@pytest.mark.parametrize(
    ("who", "route", "answers", "told"),
    [
        (
            KOFI,
            "school.person.keep",
            {"email": RUTH, "name": "Ruth"},
            "in the plan already, as part of the team of",
        ),
        (KOFI, "school.person.keep", {"email": "nobody", "name": "Ruth"}, "e-mail address such as"),
        (KOFI, "school.person.keep", {"email": "a@b.example", "name": " "}, "Write their name"),
        (KOFI, "school.person.gone", {"person": "1"}, "not in your team"),
        (HANNAH, "school.person.keep", {"email": "a@b.example", "name": "A"}, "may not enter"),
        (MARIBEL, "school.person.keep", {"email": "a@b.example", "name": "A"}, "may not enter"),
        (BERNADETTE, "school", {}, "may not enter"),
        (ANA_LUCIA, "school", {}, "may not enter"),
    ],
)
async def test_and_nobody_else_s(desk: Desk, who: str, route: str, answers: dict[str, str], told: str) -> None:
    with pytest.raises(Refusal) as refused:
        await desk.enter(who, route, answers=answers)
    assert told in str(refused.value)


async def test_a_call_for_help_from_a_school_goes_to_its_lead(desk: Desk) -> None:
    desk.at = moment("2027-04-23 10:00")
    asked = f"{OWN}:2027-04-22"
    said = {"went": "partly", "help": "A quiet room"}
    card = await desk.card(HANNAH, "checkin.keep", answers=said, carry={"asked": asked})
    assert "on its way to Kofi Mensah" in text(card)
    with pytest.raises(NotAllowed):
        await desk.enter(RUTH, "checkin.write", value=asked)
    assert (await desk.form(KOFI, "checkin.write", value=asked)).route == "checkin.send"


async def test_without_a_lead_a_school_is_looked_after_by_the_district(desk: Desk) -> None:
    async with desk.store(writes=True) as store:
        kofi = await store.people.by_email(KOFI)
        assert kofi is not None
        await store.people.retire(kofi)
        strategy = await store.plans.strategy(OWN)
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, owner=""))
    assert "Nobody owns Morning circle yet" in text(await desk.card(MARIBEL, "status"))
