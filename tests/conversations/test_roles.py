"""Every role at every door: in, or a sentence that says who can; never a broken turn, never a way round."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from handlers.features import FEATURES
from handlers.kit.routes import Routes
from pdsa.people import Role
from pdsa.plan import Plan
from tests.forging import NOT_YOURS, forged
from tests.people import (
    ANA_LUCIA,
    BERNADETTE,
    HANNAH,
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
DOORS = {door.name: door for door in Routes.of(FEATURES).doors.values()}
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
async def test_every_door_lets_in_or_says_who_can(autumn: Room, role: Role) -> None:
    for door in DOORS.values():
        if door.name == "setup.start.now":
            continue
        told = await forged(autumn, CAST[role], door.name)
        if role in door.who:
            assert NOT_YOURS not in told, door.name
        else:
            assert NOT_YOURS in told, door.name
            assert names_somebody(told), (door.name, told)


def names_somebody(told: str) -> bool:
    return "can do it: ask them" in told and any(
        name in told for name in ("Maribel Ortega", "Ana-Lucía Peña", "Priya Raman")
    )


async def test_a_guest_gets_no_further_than_who_can_add_them(autumn: Room) -> None:
    for door in DOORS.values():
        told = await forged(autumn, STRANGER, door.name)
        assert "Maribel Ortega and Devon Achterberg can add you" in told, door.name
