"""Every role at every route: in, or a sentence that says who can; never a broken turn, never a way round."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from handlers.digest.copies import copies_of, stamp
from handlers.digest.facts import drafted
from handlers.features import FEATURES
from handlers.kit.reply import Say
from handlers.kit.routes import RouteTable
from pdsa.cycle import Channels
from pdsa.decision_interview import way_to, written_answers
from pdsa.decisions import Path as Way
from pdsa.people import Role
from pdsa.plan import Plan
from tests.forging import BROKE, NOT_YOURS, forged, replies, shown
from tests.handlers.decide.interviews import SAID
from tests.handlers.desk import routes_of
from tests.people import (
    ANA_LUCIA,
    BERNADETTE,
    DEVON,
    HANNAH,
    JEROME,
    KOFI,
    MARIBEL,
    PRIYA,
    SIOBHAN,
    STRANGER,
    TOMASZ,
)
from tests.room import Room, moment, open_room

CAST = {
    Role.LEAD: MARIBEL,
    Role.MEMBER: ANA_LUCIA,
    Role.RESEARCH: PRIYA,
    Role.COMMUNICATIONS: TOMASZ,
    Role.SCHOOL_LEAD: KOFI,
    Role.SCHOOL_MEMBER: HANNAH,
    Role.SUPERVISOR: SIOBHAN,
    Role.OBSERVER: BERNADETTE,
}
ROUTES = {route.name: route for route in RouteTable.of(FEATURES).by_name.values()}
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def autumn(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    """A Friday in autumn, the year under way; Siobhán has become a supervisor."""
    async with open_room(tmp_path_factory.mktemp("roles"), plan, "2026-10-02 09:30") as room:
        await room.starts()
        room.clock.move_to(moment("2026-10-09 15:00"))
        await becomes(room, SIOBHAN, Role.SUPERVISOR)
        yield room


async def becomes(room: Room, email: str, role: Role) -> None:
    async with room.store(writes=True) as store:
        who = await store.people.by_email(email)
        assert who is not None
        await store.people.put(
            email, name=who.name, role=role, team=who.team, district_team=who.district_team, zone=who.zone
        )


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
async def test_every_route_lets_in_or_says_who_can(autumn: Room, role: Role) -> None:
    for route in ROUTES.values():
        if route.name == "setup.start.now":
            continue
        answers = await replies(autumn, CAST[role], route.name)
        text = shown(answers)
        assert BROKE not in text, route.name
        if role in route.who:
            assert NOT_YOURS not in text, route.name
        else:
            assert NOT_YOURS in text, route.name
            assert names_somebody(text), (route.name, text)
            assert isinstance(answers[0], Say)
            ways = routes_of(answers[0].card)
            assert ways, route.name
            assert ("help.ask" in ways) == (Role.LEAD in route.who), route.name
            assert all(role in ROUTES[way].who for way in ways), (route.name, ways)


def names_somebody(text: str) -> bool:
    return any(words in text for words in ("can do it: shall I ask them?", "can do it: ask them.")) and any(
        name in text
        for name in ("Maribel Ortega", "Ana-Lucía Peña", "Priya Raman", "Kofi Mensah", "Siobhán O'Hara-Núñez")
    )


async def test_a_guest_gets_no_further_than_who_can_add_them(autumn: Room) -> None:
    for n, route in enumerate(ROUTES.values()):
        if n % 40 == 39:  # each is looked up anew in the workspace, which allows so many look-ups a minute
            autumn.clock.move_to(autumn.clock.now() + timedelta(minutes=1))
        told = await forged(autumn, STRANGER, route.name)
        assert "Maribel Ortega and Devon Achterberg can add you" in told, route.name


async def test_a_button_of_somebody_else_s(autumn: Room) -> None:
    for email in (KOFI, HANNAH, TOMASZ, PRIYA):
        for route in ("checkin.tap", "checkin.edit", "checkin.keep"):
            asked = "S1:2026-10-08"
            told = await forged(
                autumn, email, route, value=f"{asked}:partly" if route.endswith("tap") else asked,
                carry={"asked": asked}, answers={"went": "partly"},
            )  # fmt: skip
            assert "belongs to Ana-Lucía Peña by now, who can answer for it. So can a lead." in told
    assert "Its own team decides on that" in await forged(
        autumn, KOFI, "decide.keep", carry={"about": "S11"}, answers={"reason": "x"}
    )
    assert "Its own team looks back" in await forged(autumn, KOFI, "reflect.keep", carry={"strategy": "S11"})
    assert (
        "Only its owner and the leads can change “After-school and virtual workshops, six a term”. Ask Ana-Lucía Peña"
        in await forged(autumn, KOFI, "plan.strategy.keep", carry={"code": "S1"})
    )
    assert "Only Ana-Lucía Peña or a lead can change that" in await forged(autumn, KOFI, "away.back", value="5")
    assert "Only Ana-Lucía Peña or a lead" in await forged(
        autumn, KOFI, "away.set", answers={"who": "5", "back": "2026-11-02"}
    )
    async with autumn.store() as store:
        assert await store.checkins.of_strategy("S1") == []
        assert await store.learning.decisions() == []


async def test_a_week_that_nobody_asks_about_is_not_kept(autumn: Room) -> None:
    for week in ("2026-10-22", "2027-04-29", "2025-10-09", "2099-01-01"):
        told = await forged(autumn, ANA_LUCIA, "checkin.tap", value=f"S1:{week}:partly")
        assert "leads nowhere any more" in told
    async with autumn.store() as store:
        assert await store.checkins.of_strategy("S1") == []


async def test_the_owner_changed_between_the_question_and_the_press(autumn: Room) -> None:
    await _gives(autumn, "S8", HANNAH)
    told = await forged(autumn, JEROME, "checkin.tap", value="S8:2026-10-08:partly")
    assert "belongs to Hannah Eriksen by now" in told
    assert "Kept" in await forged(autumn, HANNAH, "checkin.tap", value="S8:2026-10-08:partly")
    await _gives(autumn, "S8", JEROME)
    edited = await forged(autumn, JEROME, "checkin.edit", value="S8:2026-10-08")
    assert "Hannah Eriksen gave the answer that is kept" in edited


async def _gives(room: Room, code: str, owner: str) -> None:
    async with room.store(writes=True) as store:
        strategy = await store.plans.strategy(code)
        assert strategy is not None
        await store.plans.put_strategy(replace(strategy, owner=owner))


async def test_a_form_sent_twice_counts_once(autumn: Room) -> None:
    answers = {"happened": "It ran", "held": "yes", "missing": "Nobody", "learned": "Start early"}
    for route in ("reflect.begin", "reflect.keep"):
        for _again in range(2):
            await forged(autumn, ANA_LUCIA, route, carry={"strategy": "S1"}, answers=answers, request=f"V1 {route}")
    async with autumn.store() as store:
        assert len(await store.learning.reflections()) == 1


async def test_two_leads_at_once(autumn: Room) -> None:
    carry = {"about": "S1", "said": written_answers(way_to(Way.SUSTAIN))}
    screen = {"about": "S1", "said": "", "question": "implementation"}
    ways = {f"answer_{question}": answer for question, answer in way_to(Way.SUSTAIN).items()}
    await forged(autumn, ANA_LUCIA, "decide.answer", carry=screen, answers=ways)
    answers = SAID[Way.SUSTAIN] | {"reason": "It works", "owner": ANA_LUCIA}
    await forged(autumn, ANA_LUCIA, "decide.keep", carry=carry, answers=answers)
    async with autumn.store() as store:
        [proposal] = await store.learning.waiting()
    number = str(proposal.id)
    both = await asyncio.gather(*(forged(autumn, lead, "decide.confirm", value=number) for lead in (MARIBEL, DEVON)))
    async with autumn.store() as store:
        decision = await store.learning.decision(proposal.id)
        assert decision is not None
        assert decision.confirmed_by in (1, 2)
        names = {1: "Maribel Ortega", 2: "Devon Achterberg"}
        assert all(f"{names[decision.confirmed_by]} confirmed it" in told for told in both)
        actions = [each[2] for each in await store.trail(number)]
    assert actions.count("decision confirmed") == 1
    assert "confirmed it" in await forged(autumn, DEVON, "decide.back", value=number)


async def test_two_approve_at_once_and_one_too_late(autumn: Room) -> None:
    async with autumn.store(writes=True) as opened:
        assert opened.cycle is not None
        rooms = Channels("#sel-team", "#staff", "#leadership")
        cycle = await opened.cycles.put(replace(opened.cycle, channels=rooms))
        store = opened.year(cycle)
        digest = await drafted(store, "digest-monthly", "2026-09")
        value = f"digest-monthly:2026-09:{stamp(await copies_of(store, digest))}"
    told = await asyncio.gather(*(forged(autumn, who, "digest.approve", value=value) for who in (MARIBEL, TOMASZ)))
    assert sum("has approved it already" in each for each in told) == 1
    assert "has approved it already" in await forged(autumn, DEVON, "digest.decline", value=value)
    assert "has settled this digest meanwhile" in await forged(
        autumn, DEVON, "digest.words", carry={"slot": "digest-monthly:2026-09"}, answers={"opening": "New words"}
    )
    async with autumn.store() as store:
        assert len(await store.outbox.of_kind("digest-monthly")) == 2
        actions = [each[2] for each in await store.trail("digest-monthly 2026-09")]
    assert actions.count("digest approved") == 1


async def test_no_note_without_approval_where_others_read(tmp_path: Path, plan: Plan) -> None:
    shared = replace(plan, channels=Channels("#staff", "#staff", "#leadership"))
    async with open_room(tmp_path, shared) as room:
        await room.starts()
        await room.goes_to("2026-08-31 10:00")
        assert room.person(ANA_LUCIA).messages("staff") == []
        assert "There is no weekly note: #staff is for others as well" in await forged(room, MARIBEL, "digest")
