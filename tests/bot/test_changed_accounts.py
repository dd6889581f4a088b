"""Accounts and conversations that change: notifications find their people and rooms again, on both databases."""

from collections.abc import Sequence

import pytest

from bot.slack.profiles import address_of
from bot.workspace.starting_people import ChannelSpec, PersonSpec
from pdsa.people import Address, Member, Role
from storage.notification_states import State
from tests.bot.mailroom import ANA, BEN, CHO, Mailroom, open_mailroom
from tests.databases import Database

NEW = "U0NEWACCOUNT"


def at(mail: Mailroom, user: str) -> list[str]:
    """What somebody reads at one account, by its id."""
    return mail.got(user)


async def member(mail: Mailroom, email: str) -> Member:
    async with mail.store(writes=False) as store:
        person = await store.people.by_email(email)
    assert person is not None
    return person


async def address(mail: Mailroom, email: str) -> Address | None:
    return (await member(mail, email)).address


def full(mail: Mailroom, user: str) -> Address:
    return address_of(mail.workspace.world.team_id, user)


async def delivers(mail: Mailroom, *occasions: str, to: int = 2) -> None:
    await mail.write(*(mail.to(to, each) for each in occasions))
    await mail.sender.deliver()


def make_again(mail: Mailroom, **more: str) -> str:
    """Ben's account is switched off, and he has another one with the same e-mail."""
    old = mail.workspace.world.person(BEN).id
    mail.workspace.deactivate(BEN)
    mail.workspace.add(PersonSpec("Ben", BEN, id=NEW, **more))
    mail.bot.slack.forget("", full(mail, old))
    return old


async def test_an_account_that_was_made_again_gets_its_notifications(mail: Mailroom) -> None:
    await delivers(mail, "first")
    old = make_again(mail)
    await delivers(mail, "second", "third")
    assert (at(mail, old), at(mail, NEW)) == (["A note."], ["A note."] * 2)
    assert await address(mail, BEN) == full(mail, NEW)


async def test_what_may_have_arrived_at_a_dead_account_is_sent_to_the_new_one(mail: Mailroom) -> None:
    await delivers(mail, "first")
    mail.workspace.faults.add("chat.postMessage", "500_before")
    await delivers(mail, "second")
    make_again(mail)
    mail.workspace.change_id(mail.workspace.dm(ANA))
    await mail.delivers_until(lambda: at(mail, NEW) == ["A note."])


async def test_a_conversation_with_another_id_is_opened_anew(mail: Mailroom) -> None:
    await delivers(mail, "first")
    mail.workspace.change_id(mail.workspace.dm(BEN))
    await delivers(mail, "second")
    assert mail.got(BEN) == ["A note."] * 2
    mail.workspace.change_id(mail.workspace.dm(BEN))
    await delivers(mail, "third")
    assert mail.got(BEN) == ["A note."] * 3, "not once only"


async def test_what_may_have_arrived_is_looked_for_where_the_conversation_is_now(mail: Mailroom) -> None:
    await delivers(mail, "first")
    mail.workspace.faults.add("chat.postMessage", "lost_reply")
    await delivers(mail, "second")
    mail.workspace.change_id(mail.workspace.dm(BEN))
    await mail.lease_over()
    await mail.sender.deliver()
    assert mail.got(BEN) == ["A note."] * 2
    assert (await mail.notification("note:second:2")).state is State.SENT


async def test_details_go_below_nothing_where_their_notification_stands_elsewhere(mail: Mailroom) -> None:
    await delivers(mail, "first")
    mail.notifications.details["note"] = ("More.",)
    make_after(mail)
    await delivers(mail, "second")
    assert at(mail, NEW) == ["More."]


def make_after(mail: Mailroom) -> None:
    """The account is made again between a notification and its details."""
    mail.notifications.at[mail.notifications.made + 2] = lambda: make_again(mail)


async def test_an_account_that_never_opens_rests_after_one_more_try(mail: Mailroom) -> None:
    fault = mail.workspace.faults.add("chat.postMessage", "refuse", probability=1.0, error="channel_not_found")
    await delivers(mail, "first")
    assert fault.happened == 2
    assert (await mail.notification("note:first:2")).state is State.RESTING


async def test_a_lost_look_at_a_dead_account_costs_no_notification(mail: Mailroom) -> None:
    await delivers(mail, "first")
    mail.workspace.deactivate(BEN)
    mail.workspace.add(PersonSpec("Ben", BEN, id=NEW))
    mail.workspace.faults.add("chat.postMessage", "refuse", error="channel_not_found")
    mail.workspace.faults.add("users.info", "500_before")
    await delivers(mail, "second")
    assert (await mail.notification("note:second:2")).state is State.READY
    await mail.lease_over()
    await mail.sender.deliver()
    assert at(mail, NEW) == ["A note."]


async def test_who_has_no_other_account_rests_with_the_reason(mail: Mailroom) -> None:
    await delivers(mail, "first")
    old = mail.workspace.world.person(BEN).id
    mail.workspace.deactivate(BEN)
    mail.bot.slack.forget("", full(mail, old))
    await delivers(mail, "second")
    notification = await mail.notification("note:second:2")
    assert (notification.state, notification.reason) == (State.RESTING, "has a chat account that is switched off")
    mail.workspace.add(PersonSpec("Ben", BEN, id=NEW))
    async with mail.store() as store:
        await store.outbox.wake(notification.key)
    await mail.sender.deliver()
    assert at(mail, NEW) == ["A note."], "no restart is needed"


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


async def test_an_address_of_an_earlier_version_stays_good(mail: Mailroom) -> None:
    bens = mail.workspace.world.person(BEN).id
    async with mail.store() as store:
        await store.people.meet(await _by(store.people.by_email(BEN)), Address(bens))
    await delivers(mail, "first")
    assert mail.got(BEN) == ["A note."]
    assert (await mail.bot.dispatch._accounts.who(full(mail, bens))).email == BEN
    assert await address(mail, BEN) == full(mail, bens)


async def _by(question: object) -> Member:
    person = await question  # type: ignore[misc]
    assert isinstance(person, Member)
    return person


async def test_an_e_mail_changed_on_both_sides_makes_one_person(mail: Mailroom) -> None:
    """The plan comes in with the new e-mail: the account goes with it, and answers count for who was asked."""
    await delivers(mail, "first")
    bens = mail.workspace.world.person(BEN).id
    mail.workspace.change_email(BEN, "ben.new@x.example")
    async with mail.store() as store:
        new = await store.people.put(
            "ben.new@x.example", name="Ben", role=Role.MEMBER, team="T", district_team=True, zone=None
        )
    await delivers(mail, "second", to=new.id)
    assert at(mail, bens) == ["A note."] * 2
    assert (await address(mail, BEN), await address(mail, new.email)) == (None, full(mail, bens))
    assert (await mail.bot.dispatch._accounts.who(full(mail, bens))).id == new.id
    await delivers(mail, "third")
    assert (await mail.notification("note:third:2")).reason == "has no chat account under that e-mail"


STRANGERS: list[tuple[dict[str, object], str]] = [
    ({"confirmed": False}, "has a chat account whose e-mail is not confirmed"),
    ({"guest": "multi"}, "is a guest in the chat: a lead has to say that it is them"),
    ({"guest": "single"}, "is a guest in the chat: a lead has to say that it is them"),
    ({"team": "T0ELSEWHERE"}, "has no chat account under that e-mail"),
]


@pytest.mark.parametrize(("how", "why"), STRANGERS, ids=str)
async def test_only_sure_accounts_are_written_to(mail: Mailroom, how: dict[str, object], why: str) -> None:
    async with mail.store() as store:
        dee = await store.people.put(
            "dee@x.example", name="Dee", role=Role.MEMBER, team="T", district_team=True, zone=None
        )
    mail.workspace.add(PersonSpec("Dee", "dee@x.example", id=NEW, **how))  # type: ignore[arg-type]
    await delivers(mail, "first", to=dee.id)
    assert (await mail.notification(f"note:first:{dee.id}")).reason == why
    assert await address(mail, "dee@x.example") is None


# -- channels ----------------------------------------------------------------------------------


async def to_staff(mail: Mailroom, *occasions: str) -> None:
    await mail.write(*(mail.to_staff(each) for each in occasions))
    await mail.sender.deliver()


async def test_a_renamed_channel_stays_the_one(mail: Mailroom) -> None:
    await to_staff(mail, "first")
    channel = mail.workspace.world.channel("staff").id
    mail.workspace.rename("staff", "everybody")
    await to_staff(mail, "second")
    assert len(mail.workspace.visible(ANA, channel)) == 2


@pytest.mark.parametrize("how", ["renamed", "archived", "dropped", "left"])
async def test_a_channel_that_was_made_again_is_found_by_its_name(mail: Mailroom, how: str) -> None:
    await to_staff(mail, "first")
    old = mail.workspace.world.channel("staff").id
    if how == "dropped":
        mail.workspace.drop("staff")
    else:
        mail.workspace.rename("staff", "old-staff")
    if how == "archived":
        mail.workspace.archive("old-staff")
    if how == "left":
        mail.workspace.remove_bot("old-staff")
    mail.workspace.world.add_channel(ChannelSpec("staff", (ANA,)))
    await to_staff(mail, "second")
    assert len(mail.staff()) == 1
    assert mail.workspace.world.channel("staff").id != old
    assert await mail.asked() == []


async def test_a_channel_that_goes_at_the_last_moment_is_looked_for_once_more(mail: Mailroom) -> None:
    await to_staff(mail, "first")

    def replaced() -> None:
        mail.workspace.drop("staff")
        mail.workspace.world.add_channel(ChannelSpec("staff", (ANA,)))

    mail.notifications.at[mail.notifications.made + 1] = replaced
    await to_staff(mail, "second")
    assert len(mail.staff()) == 1


async def test_a_channel_that_is_not_told_of_is_posted_to_as_before(mail: Mailroom) -> None:
    await to_staff(mail, "first")
    mail.workspace.take_scope("channels:read")
    await to_staff(mail, "second")
    assert len(mail.staff()) == 2


def crowd(mail: Mailroom, names: Sequence[str], *, bot_in: bool = False) -> None:
    for name in names:
        mail.workspace.world.add_channel(ChannelSpec(name, bot_in=bot_in))


async def test_a_channel_is_found_among_six_thousand(mail: Mailroom) -> None:
    """The bot's own first: one request, however many there are."""
    mail.workspace.drop("staff")
    crowd(mail, [f"class-{n}" for n in range(6000)])
    mail.workspace.world.add_channel(ChannelSpec("staff", (ANA,)))
    await to_staff(mail, "first")
    assert len(mail.staff()) == 1


async def test_a_search_that_is_rationed_goes_on_where_it_was(mail: Mailroom) -> None:
    """Forty pages, twenty a minute: also where Slack gives less on a page than was asked for."""
    mail.workspace.drop("staff")
    crowd(mail, [f"class-{n}" for n in range(40)])
    mail.workspace.world.add_channel(ChannelSpec("staff", (ANA,), bot_in=False))
    mail.workspace.runtime.most_listed = 1
    await to_staff(mail, "first")
    notification = await mail.notification("digest:first:#staff")
    assert notification.reason == "I am not in that channel: invite me there with /invite"
