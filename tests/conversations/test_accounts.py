"""Who is who in chat: strangers, guests, second accounts, and where an answer goes."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.slack.profiles import address_of
from bot.workspace.starting_people import PersonSpec
from pdsa.people import Address
from pdsa.plan import Plan
from storage.importing import bring_in
from storage.notification_states import Draft
from tests.people import DEVON, MARIBEL, WEI
from tests.room import Room, open_room
from tests.wires.slack_person import Person

SECOND = "U0SECOND"


async def address(room: Room, email: str) -> Address | None:
    async with room.store() as store:
        member = await store.people.by_email(email)
    return member.address if member else None


def full(room: Room, user: str) -> Address:
    return address_of(room.workspace.world.team_id, user)


def joins(room: Room, email: str, **more: object) -> Person:
    """Somebody with this e-mail and another account than is known."""
    room.workspace.add(PersonSpec("Somebody Else", email, id=SECOND, **more), "sel-team")  # type: ignore[arg-type]
    return Person(room.workspace, SECOND)


async def mentions(person: Person, words: str) -> None:
    await person.says(f"@SEL Cycle Bot {words}", "sel-team")


async def test_a_stranger_of_a_shared_channel_is_nobody_here(room: Room) -> None:
    """Not even with a lead's e-mail."""
    stranger = joins(room, MARIBEL, team="T0ELSEWHERE", is_admin=True)
    await mentions(stranger, "setup")
    assert "district's own workspace only" in stranger.last("sel-team")
    assert await address(room, MARIBEL) is None
    await room.person(MARIBEL).says("/sel status")
    assert await address(room, MARIBEL) == full(room, room.workspace.world.person(MARIBEL).id)


@pytest.mark.parametrize("how", [{"team": "T0ELSEWHERE"}, {"confirmed": False}, {"guest": "multi"}])
@pytest.mark.parametrize("admins", [(), ("boss@elsewhere.example",)])
async def test_nobody_from_outside_becomes_the_first_lead(
    tmp_path: Path, how: dict[str, object], admins: tuple[str, ...]
) -> None:
    async with open_room(tmp_path, None, admins=admins) as room:
        outsider = joins(room, "boss@elsewhere.example", is_admin=True, **how)
        await mentions(outsider, "setup")
        async with room.store() as store:
            assert await store.people.all() == []


async def test_an_e_mail_that_is_not_confirmed_is_no_proof(room: Room) -> None:
    room.workspace.change_email(WEI, "other@riverbend.example")
    someone = joins(room, WEI, confirmed=False)
    await someone.says("/sel status")
    assert someone.sees("e-mail is not confirmed")
    assert await address(room, WEI) is None


async def test_a_guest_is_let_in_by_a_lead(room: Room) -> None:
    await room.starts()
    room.workspace.change_email(WEI, "other@riverbend.example")
    guest = joins(room, WEI, guest="single")
    await guest.says("/sel status")
    assert guest.sees("I have asked a lead")
    async with room.store(writes=True) as store:
        wei = await store.people.by_email(WEI)
        assert wei is not None
        await store.outbox.write([Draft("decided", "x", room.clock.now(), wei.id, prompt=False)])
    await room.settles()
    maribel = room.person(MARIBEL)
    assert maribel.sees(f"Somebody Else is a guest in this workspace and has the e-mail of Wei Chen ({WEI})")
    await maribel.presses("Yes, let them in")
    assert maribel.sees("Yes: I write to them there.")
    await room.settles()
    assert await address(room, WEI) == full(room, SECOND)
    assert room.person(DEVON).sees("Yes: I write to them there.")
    async with room.store() as store:
        assert [each.reason for each in await store.outbox.all() if each.member and each.member.email == WEI] in (
            [[""], ["no longer wanted"]]
        )
    await guest.says("/sel status")
    assert "lead" not in guest.last()


async def test_a_guest_whom_a_lead_keeps_out_stays_out(room: Room) -> None:
    room.workspace.change_email(WEI, "other@riverbend.example")
    guest = joins(room, WEI, guest="multi")
    await guest.says("/sel status")
    await room.settles()
    await room.person(MARIBEL).presses("No")
    await guest.says("/sel status")
    assert await address(room, WEI) is None


async def test_an_account_in_use_is_not_replaced_before_the_person_there_agrees(room: Room) -> None:
    wei = room.person(WEI)
    await wei.says("/sel status")
    first = room.workspace.world.person(WEI).id
    room.workspace.change_email(WEI, "old@riverbend.example")
    second, at_first = joins(room, WEI), Person(room.workspace, first)
    await second.says("/sel status")
    assert second.sees("I have asked there whether this one is yours, too")
    assert await address(room, WEI) == full(room, first)
    await room.settles()
    assert at_first.sees("Is that you, too?")
    await at_first.presses("Yes, that is me")
    assert at_first.sees("from now on I write to you there")
    assert await address(room, WEI) == full(room, SECOND)
    await second.says("help")
    assert "asked there" not in second.last()


async def test_an_account_that_is_denied_stays_unknown(room: Room) -> None:
    await room.person(WEI).says("/sel status")
    first = room.workspace.world.person(WEI).id
    room.workspace.change_email(WEI, "old@riverbend.example")
    second, at_first = joins(room, WEI), Person(room.workspace, first)
    await second.says("/sel status")
    await room.settles()
    await at_first.presses("No")
    await second.says("/sel status")
    assert second.sees("please write to me from there, or tell a lead")
    assert await address(room, WEI) == full(room, first)


async def test_an_account_that_is_switched_off_is_replaced_at_once(room: Room) -> None:
    await room.person(WEI).says("/sel status")
    room.workspace.deactivate(WEI)
    second = joins(room, WEI)
    await second.says("/sel status")
    assert "asked" not in second.last()
    assert await address(room, WEI) == full(room, SECOND)


# -- where an answer goes ----------------------------------------------------------------------


async def test_a_talk_with_another_id_is_answered_there(room: Room) -> None:
    wei = room.person(WEI)
    for word in ("help", "/sel help"):
        await wei.says(word)
        room.workspace.change_id(wei.dm)
        before = len(wei.messages())
        await wei.says(word)
        assert len(wei.messages()) > before


async def test_a_form_that_was_open_while_the_talk_got_another_id_is_answered(room: Room) -> None:
    wei = room.person(WEI)
    await wei.says("/sel settings")
    await wei.presses("Change the time zone")
    room.workspace.change_id(wei.dm)
    before = len(wei.messages())
    await wei.sends()
    assert len(wei.messages()) > before


async def test_a_command_in_somebody_elses_talk_is_answered_there_for_one(room: Room) -> None:
    wei, between = room.person(WEI), room.workspace.dm_between(WEI, DEVON)
    await wei.says("/sel help", between)
    assert len(wei.messages(between)) == 1
    assert room.person(DEVON).messages(between) == []
    assert wei.messages() == []


async def test_a_lead_frees_somebody_from_an_account_that_they_cannot_open_any_more(room: Room) -> None:
    await room.person(WEI).says("/sel status")
    room.workspace.change_email(WEI, "old@riverbend.example")
    second, maribel = joins(room, WEI), room.person(MARIBEL)
    await second.says("/sel status")
    await maribel.says("/sel setup people")
    await maribel.presses("Change somebody")
    async with room.store() as store:
        wei = await store.people.by_email(WEI)
    assert wei is not None
    await maribel.sends(person=str(wei.id))
    await maribel.sends(account=True)
    assert await address(room, WEI) is None
    await second.says("/sel status")
    assert await address(room, WEI) == full(room, SECOND)


async def test_an_account_switched_off_a_moment_ago_gets_no_notification_any_more(room: Room) -> None:
    """A message to it would be lost without a word: what was remembered is forgotten as soon as the chat says so."""
    first = full(room, room.workspace.world.person(WEI).id)
    assert await room.bot.slack.is_active(first)
    room.workspace.deactivate(WEI)
    await room.workspace.quiet()
    assert not await room.bot.slack.is_active(first)


async def test_a_plan_with_somebodys_new_e_mail_keeps_their_questions_answerable(room: Room, plan: Plan) -> None:
    """The plan's file and the chat have it: the account goes with it, and the tap counts as theirs."""
    await room.starts()
    wei = room.person(WEI)
    await wei.says("/sel status")
    first, new = room.workspace.world.person(WEI).id, "wei.new@riverbend.example"
    room.workspace.change_email(WEI, new)
    team = tuple(replace(each, email=new) if each.email == WEI else each for each in plan.team)
    strategies = tuple(replace(each, owner=new) if each.owner == WEI else each for each in plan.strategies)
    async with room.store(writes=True) as store:
        await bring_in(store, replace(plan, team=team, strategies=strategies))
        member = await store.people.by_email(new)
    assert member is not None
    await room.goes_to("2026-08-19 12:00")
    assert (await address(room, new), await address(room, WEI)) == (full(room, first), None)
    at_first = Person(room.workspace, first)
    await at_first.presses("Sounds good")
    assert at_first.sees("Good to have you here")
    async with room.bot.engine.connect() as connection:
        query = text("SELECT COUNT(*) FROM members WHERE address LIKE :address")
        assert (await connection.execute(query, {"address": f"%{first}"})).scalar() == 1
