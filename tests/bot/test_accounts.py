"""Accounts and conversations that change: notifications find their people and rooms again, on both databases."""

from collections.abc import AsyncIterator, Sequence

import pytest

from bot.slack.profiles import address_of
from bot.workspace.specs import ChannelSpec, PersonSpec
from pdsa.people import Address, Member, Role
from storage.notifications import State
from tests.bot.mailroom import ANA, BEN, CHO, Mailroom, open_mailroom
from tests.databases import Database

NEW = "U0NEWACCOUNT"


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Mailroom]:
    async with open_mailroom(database) as made:
        yield made


def at(room: Mailroom, user: str) -> list[str]:
    """What somebody reads at one account, by its id."""
    return room.got(user)


async def member(room: Mailroom, email: str) -> Member:
    async with room.store(writes=False) as store:
        person = await store.people.by_email(email)
    assert person is not None
    return person


async def address(room: Mailroom, email: str) -> Address | None:
    return (await member(room, email)).address


def full(room: Mailroom, user: str) -> Address:
    return address_of(room.workspace.world.team_id, user)


async def delivers(room: Mailroom, *occasions: str, to: int = 2) -> None:
    await room.write(*(room.to(to, each) for each in occasions))
    await room.sender.deliver()


def make_again(room: Mailroom, **more: str) -> str:
    """Ben's account is switched off, and he has another one with the same e-mail."""
    old = room.workspace.world.person(BEN).id
    room.workspace.deactivate(BEN)
    room.workspace.add(PersonSpec("Ben", BEN, id=NEW, **more))
    room.bot.slack.forget("", full(room, old))
    return old


async def test_an_account_that_was_made_again_gets_its_notifications(room: Mailroom) -> None:
    await delivers(room, "first")
    old = make_again(room)
    await delivers(room, "second", "third")
    assert (at(room, old), at(room, NEW)) == (["A note."], ["A note."] * 2)
    assert await address(room, BEN) == full(room, NEW)


async def test_what_may_have_arrived_at_a_dead_account_is_sent_to_the_new_one(room: Mailroom) -> None:
    await delivers(room, "first")
    room.workspace.faults.add("chat.postMessage", "500_before")
    await delivers(room, "second")
    make_again(room)
    room.workspace.change_id(room.workspace.dm(ANA))
    await room.delivers_until(lambda: at(room, NEW) == ["A note."])


async def test_a_conversation_with_another_id_is_opened_anew(room: Mailroom) -> None:
    await delivers(room, "first")
    room.workspace.change_id(room.workspace.dm(BEN))
    await delivers(room, "second")
    assert room.got(BEN) == ["A note."] * 2
    room.workspace.change_id(room.workspace.dm(BEN))
    await delivers(room, "third")
    assert room.got(BEN) == ["A note."] * 3, "not once only"


async def test_what_may_have_arrived_is_looked_for_where_the_conversation_is_now(room: Mailroom) -> None:
    await delivers(room, "first")
    room.workspace.faults.add("chat.postMessage", "lost_reply")
    await delivers(room, "second")
    room.workspace.change_id(room.workspace.dm(BEN))
    await room.lease_over()
    await room.sender.deliver()
    assert room.got(BEN) == ["A note."] * 2
    assert (await room.notification("note:second:2")).state is State.SENT


async def test_details_go_below_nothing_where_their_notification_stands_elsewhere(room: Mailroom) -> None:
    await delivers(room, "first")
    room.notifications.details["note"] = ("More.",)
    make_after(room)
    await delivers(room, "second")
    assert at(room, NEW) == ["More."]


def make_after(room: Mailroom) -> None:
    """The account is made again between a notification and its details."""
    room.notifications.at[room.notifications.made + 2] = lambda: make_again(room)


async def test_an_account_that_never_opens_rests_after_one_more_try(room: Mailroom) -> None:
    fault = room.workspace.faults.add("chat.postMessage", "refuse", probability=1.0, error="channel_not_found")
    await delivers(room, "first")
    assert fault.happened == 2
    assert (await room.notification("note:first:2")).state is State.RESTING


async def test_a_lost_look_at_a_dead_account_costs_no_notification(room: Mailroom) -> None:
    await delivers(room, "first")
    room.workspace.deactivate(BEN)
    room.workspace.add(PersonSpec("Ben", BEN, id=NEW))
    room.workspace.faults.add("chat.postMessage", "refuse", error="channel_not_found")
    room.workspace.faults.add("users.info", "500_before")
    await delivers(room, "second")
    assert (await room.notification("note:second:2")).state is State.READY
    await room.lease_over()
    await room.sender.deliver()
    assert at(room, NEW) == ["A note."]


async def test_who_has_no_other_account_rests_with_the_reason(room: Mailroom) -> None:
    await delivers(room, "first")
    old = room.workspace.world.person(BEN).id
    room.workspace.deactivate(BEN)
    room.bot.slack.forget("", full(room, old))
    await delivers(room, "second")
    notification = await room.notification("note:second:2")
    assert (notification.state, notification.reason) == (State.RESTING, "has a chat account that is switched off")
    room.workspace.add(PersonSpec("Ben", BEN, id=NEW))
    async with room.store() as store:
        await store.outbox.wake(notification.key)
    await room.sender.deliver()
    assert at(room, NEW) == ["A note."], "no restart is needed"


async def test_a_workspace_that_moved_has_other_ids_for_everybody(database: Database) -> None:
    """An id of the old workspace is another person's in the new one: it is not written to."""
    async with open_mailroom(database) as before:
        await before.write(before.to(1), before.to(2), before.to_staff())
        await before.sender.deliver()
        anas = before.workspace.world.person(ANA).id
    people = [PersonSpec("Cho", CHO, id=anas), PersonSpec("Ana", ANA, id="U0ANA2"), PersonSpec("Ben", BEN, id="U0BEN2")]
    async with open_mailroom(database, people=people, name="Riverbend Schools") as after:
        await after.write(after.to(1, "moved"), after.to(2, "moved"), after.to(3, "moved"), after.to_staff("moved"))
        await after.sender.deliver()
        assert [after.got(each) for each in (ANA, BEN, CHO)] == [["A note."]] * 3
        assert len(after.staff()) == 1
        assert await address(after, ANA) == full(after, "U0ANA2")
        assert await address(after, CHO) == full(after, anas)


async def test_an_address_of_an_earlier_version_stays_good(room: Mailroom) -> None:
    bens = room.workspace.world.person(BEN).id
    async with room.store() as store:
        await store.people.meet(await _by(store.people.by_email(BEN)), Address(bens))
    await delivers(room, "first")
    assert room.got(BEN) == ["A note."]
    assert (await room.bot.dispatch._accounts.who(full(room, bens))).email == BEN
    assert await address(room, BEN) == full(room, bens)


async def _by(question: object) -> Member:
    person = await question  # type: ignore[misc]
    assert isinstance(person, Member)
    return person


async def test_an_e_mail_changed_on_both_sides_makes_one_person(room: Mailroom) -> None:
    """The plan comes in with the new e-mail: the account goes with it, and answers count for who was asked."""
    await delivers(room, "first")
    bens = room.workspace.world.person(BEN).id
    room.workspace.change_email(BEN, "ben.new@x.example")
    async with room.store() as store:
        new = await store.people.put(
            "ben.new@x.example", name="Ben", role=Role.MEMBER, team="T", district_team=True, zone=None
        )
    await delivers(room, "second", to=new.id)
    assert at(room, bens) == ["A note."] * 2
    assert (await address(room, BEN), await address(room, new.email)) == (None, full(room, bens))
    assert (await room.bot.dispatch._accounts.who(full(room, bens))).id == new.id
    await delivers(room, "third")
    assert (await room.notification("note:third:2")).reason == "has no chat account under that e-mail"


STRANGERS: list[tuple[dict[str, object], str]] = [
    ({"confirmed": False}, "has a chat account whose e-mail is not confirmed"),
    ({"guest": "multi"}, "is a guest in the chat: a lead has to say that it is them"),
    ({"guest": "single"}, "is a guest in the chat: a lead has to say that it is them"),
    ({"team": "T0ELSEWHERE"}, "has no chat account under that e-mail"),
]


@pytest.mark.parametrize(("how", "why"), STRANGERS, ids=str)
async def test_only_sure_accounts_are_written_to(room: Mailroom, how: dict[str, object], why: str) -> None:
    async with room.store() as store:
        dee = await store.people.put(
            "dee@x.example", name="Dee", role=Role.MEMBER, team="T", district_team=True, zone=None
        )
    room.workspace.add(PersonSpec("Dee", "dee@x.example", id=NEW, **how))  # type: ignore[arg-type]
    await delivers(room, "first", to=dee.id)
    assert (await room.notification(f"note:first:{dee.id}")).reason == why
    assert await address(room, "dee@x.example") is None


# -- channels ----------------------------------------------------------------------------------


async def to_staff(room: Mailroom, *occasions: str) -> None:
    await room.write(*(room.to_staff(each) for each in occasions))
    await room.sender.deliver()


async def test_a_renamed_channel_stays_the_one(room: Mailroom) -> None:
    await to_staff(room, "first")
    channel = room.workspace.world.channel("staff").id
    room.workspace.rename("staff", "everybody")
    await to_staff(room, "second")
    assert len(room.workspace.visible(ANA, channel)) == 2


@pytest.mark.parametrize("how", ["renamed", "archived", "dropped", "left"])
async def test_a_channel_that_was_made_again_is_found_by_its_name(room: Mailroom, how: str) -> None:
    await to_staff(room, "first")
    old = room.workspace.world.channel("staff").id
    if how == "dropped":
        room.workspace.drop("staff")
    else:
        room.workspace.rename("staff", "old-staff")
    if how == "archived":
        room.workspace.archive("old-staff")
    if how == "left":
        room.workspace.remove_bot("old-staff")
    room.workspace.world.add_channel(ChannelSpec("staff", (ANA,)))
    await to_staff(room, "second")
    assert len(room.staff()) == 1
    assert room.workspace.world.channel("staff").id != old
    assert await room.asked() == []


async def test_a_channel_that_goes_at_the_last_moment_is_looked_for_once_more(room: Mailroom) -> None:
    await to_staff(room, "first")

    def replaced() -> None:
        room.workspace.drop("staff")
        room.workspace.world.add_channel(ChannelSpec("staff", (ANA,)))

    room.notifications.at[room.notifications.made + 1] = replaced
    await to_staff(room, "second")
    assert len(room.staff()) == 1


async def test_a_channel_that_is_not_told_of_is_posted_to_as_before(room: Mailroom) -> None:
    await to_staff(room, "first")
    room.workspace.take_scope("channels:read")
    await to_staff(room, "second")
    assert len(room.staff()) == 2


def crowd(room: Mailroom, names: Sequence[str], *, bot_in: bool = False) -> None:
    for name in names:
        room.workspace.world.add_channel(ChannelSpec(name, bot_in=bot_in))


async def test_a_channel_is_found_among_six_thousand(room: Mailroom) -> None:
    """The bot's own first: one request, however many there are."""
    room.workspace.drop("staff")
    crowd(room, [f"class-{n}" for n in range(6000)])
    room.workspace.world.add_channel(ChannelSpec("staff", (ANA,)))
    await to_staff(room, "first")
    assert len(room.staff()) == 1


async def test_a_search_that_is_rationed_goes_on_where_it_was(room: Mailroom) -> None:
    """Forty pages, twenty a minute: also where Slack gives less on a page than was asked for."""
    room.workspace.drop("staff")
    crowd(room, [f"class-{n}" for n in range(40)])
    room.workspace.world.add_channel(ChannelSpec("staff", (ANA,), bot_in=False))
    room.workspace.runtime.most_listed = 1
    await to_staff(room, "first")
    notification = await room.notification("digest:first:#staff")
    assert notification.reason == "I am not in that channel: invite me there with /invite"
