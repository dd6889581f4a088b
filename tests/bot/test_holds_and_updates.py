"""When a notification may go out, why it rests, its thread, and how it is brought up to date; on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.platform import Undeliverable
from pdsa.calendar import DayOff
from storage.notification_states import State
from tests.bot.mailroom import ANA, BEN, NOON, Mailroom, open_mailroom
from tests.databases import Database, moment

LOOKED_UP = ["lost_reply", "500_before", "500_after"]


# -- what rests, and why -----------------------------------------------------------------------


async def test_no_account_rests_with_the_reason(mail: Mailroom) -> None:
    async with mail.store() as store:
        member = await store.people.by_email(BEN)
        assert member is not None
        await store.people.put("dan@x.example", name="Dan", role=member.role, team="T", district_team=True, zone=None)
    await mail.write(mail.to(4), mail.to(1))
    await mail.sender.deliver()
    assert (await mail.notification("note:now:4")).reason == "has no chat account under that e-mail"
    assert mail.got(ANA) == ["A note."]


async def test_an_account_switched_off_rests_with_the_reason(mail: Mailroom) -> None:
    mail.workspace.deactivate(BEN)
    await mail.write(mail.to(2), mail.to(1))
    await mail.sender.deliver()
    notification = await mail.notification("note:now:2")
    assert notification.state is State.RESTING
    assert notification.reason
    assert mail.got(ANA) == ["A note."]


async def test_an_archived_room_rests_and_a_lead_hears_of_it(mail: Mailroom) -> None:
    mail.workspace.archive("staff")
    await mail.write(mail.to_staff())
    await mail.travel.now()
    notification = await mail.notification("digest:now:#staff")
    assert (notification.state, notification.reason) == (
        State.RESTING, "the channel is archived: choose another one in `setup`",
    )  # fmt: skip
    assert [each.kind for each in await mail.asked()] == ["undelivered"]


async def test_a_room_without_the_bot_rests_until_it_is_invited(mail: Mailroom) -> None:
    mail.workspace.remove_bot("staff")
    await mail.write(mail.to_staff())
    await mail.travel.now()
    assert (
        await mail.notification("digest:now:#staff")
    ).reason == "I am not in that channel: invite me there with /invite"
    mail.workspace.invite_bot("staff")
    async with mail.store() as store:
        assert await store.outbox.wake("digest:now:#staff")
    await mail.sender.deliver()
    assert len(mail.staff()) == 1


async def test_a_room_is_found_by_its_name_again_after_it_was_replaced(mail: Mailroom) -> None:
    """The room that was remembered is gone; another one has its name now."""
    async with mail.store() as store:
        await store.cycles.set_channel("#staff", "C0GONE")
    await mail.write(mail.to_staff())
    await mail.sender.deliver()
    assert len(mail.staff()) == 1


async def test_what_is_no_longer_wanted_is_not_said(mail: Mailroom) -> None:
    mail.notifications.words["note"] = ""
    await mail.write(mail.to(1))
    await mail.sender.deliver()
    assert ((await mail.notification("note:now:1")).reason, mail.got(ANA)) == ("no longer wanted", [])


async def test_who_left_the_plan_is_not_written_to(mail: Mailroom) -> None:
    await mail.write(mail.to(2))
    async with mail.store() as store:
        member = await store.people.by_email(BEN)
        assert member is not None
        await store.people.retire(member)
    await mail.sender.deliver()
    assert ((await mail.notification("note:now:2")).reason, mail.got(BEN)) == ("no longer in the plan", [])


# -- when it may go out ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "arrives"),
    [
        ("2026-09-17 12:00", "2026-09-17 12:00"),
        ("2026-09-17 06:59", "2026-09-17 09:00"),
        ("2026-09-17 19:00", "2026-09-18 09:00"),
        ("2026-09-18 22:00", "2026-09-21 09:00"),
        ("2026-09-19 11:00", "2026-09-21 09:00"),
    ],
)
async def test_prompts_keep_quiet_at_night(database: Database, written: str, arrives: str) -> None:
    async with open_mailroom(database, moment(written)) as mail:
        await mail.write(mail.to(1, prompt=True), mail.to(2, prompt=False))
        await mail.travel.to(moment(arrives) + timedelta(minutes=1))
        sent_at = (await mail.notification("note:now:1")).sent_at
        assert sent_at is not None
        assert timedelta(0) <= sent_at - moment(arrives) < timedelta(seconds=1)
        assert (await mail.notification("note:now:2")).sent_at is not None


async def test_prompts_wait_for_the_end_of_a_day_off(mail: Mailroom) -> None:
    async with mail.store() as store:
        assert store.cycle is not None
        off = replace(store.cycle.year, days_off=(DayOff("Storm", NOON.date(), NOON.date()),))
        await store.cycles.put(replace(store.cycle, year=off))
    await mail.write(mail.to(1, prompt=True))
    await mail.travel.to(moment("2026-09-18 12:00"))
    assert (await mail.notification("note:now:1")).sent_at == moment("2026-09-18 09:00")


async def test_prompts_wait_until_somebody_is_back(mail: Mailroom) -> None:
    async with mail.store() as store:
        ben = await store.people.by_email(BEN)
        assert ben is not None
        await store.people.set_away(ben, date(2026, 9, 14), date(2026, 9, 22))
    over = moment("2026-09-18 23:59")
    await mail.write(mail.to(2, "keeps", prompt=True), mail.to(2, "too late", prompt=True, expires=over))
    await mail.travel.to(moment("2026-09-23 12:00"))
    assert (await mail.notification("note:keeps:2")).sent_at == moment("2026-09-22 09:00")
    assert (await mail.notification("note:too late:2")).reason == "away"
    assert mail.got(BEN) == ["A note."]


async def test_what_comes_too_late_is_not_said(mail: Mailroom) -> None:
    await mail.write(mail.to(1, expires=NOON - timedelta(seconds=1)))
    await mail.sender.deliver()
    assert ((await mail.notification("note:now:1")).reason, mail.got(ANA)) == ("its time had passed", [])


async def test_what_was_unsure_and_did_not_arrive_is_not_sent_in_the_night(mail: Mailroom) -> None:
    mail.workspace.faults.add("chat.postMessage", "500_before")
    await mail.write(mail.to(1, prompt=True))
    await mail.sender.deliver()
    mail.clock.move_to(moment("2026-09-17 23:00"))
    await mail.lease_over()
    await mail.sender.deliver()
    assert mail.got(ANA) == []
    await mail.travel.to(moment("2026-09-18 09:00"))
    assert mail.got(ANA) == ["A note."]


# -- threads and updates -----------------------------------------------------------------------


async def test_details_stand_in_the_thread_once_and_in_order(mail: Mailroom) -> None:
    mail.notifications.details["digest"] = tuple(f"Part {n}" for n in range(5))
    await mail.write(mail.to_staff())
    await mail.travel.now()
    await mail.travel.now()
    parent, *parts = mail.staff()
    assert [(part.thread_ts, part.text) for part in parts] == [(parent.ts, f"Part {n}") for n in range(5)]


async def test_a_detail_of_unknown_fate_is_asked_about_and_the_rest_follows(mail: Mailroom) -> None:
    mail.notifications.details["digest"] = ("Part 0", "Part 1")
    mail.notifications.at[2] = lambda: mail.workspace.faults.add("chat.postMessage", "500_before")
    await mail.write(mail.to_staff())
    await mail.travel.now()
    assert [each.text for each in mail.staff()] == ["A digest."], "the parts keep their order: one waits for the other"
    await mail.lease_over()
    await mail.travel.now()
    assert [each.text for each in mail.staff()] == ["A digest.", "Part 1"]
    assert [each.about for each in await mail.asked()] == [("digest-detail:now/0:#staff",)]


async def test_a_detail_without_its_message_is_not_said(mail: Mailroom) -> None:
    await mail.write(mail.to(1, under="digest:gone:#staff"))
    await mail.sender.deliver()
    assert (await mail.notification("note:now:1")).reason == "the message that it belongs to is not there"
    assert mail.got(ANA) == []


async def test_what_changed_is_updated_in_place(mail: Mailroom) -> None:
    await _sent_and_stale(mail)
    assert await mail.sender.deliver() == 1
    assert mail.got(ANA) == ["It changed."]
    assert await mail.sender.deliver() == 0


@pytest.mark.parametrize("fault", [*LOOKED_UP, "429"])
async def test_an_update_that_failed_comes_again(mail: Mailroom, fault: str) -> None:
    mail.workspace.faults.add("chat.update", fault)  # type: ignore[arg-type]
    await _sent_and_stale(mail)
    await mail.sender.deliver()
    await mail.lease_over()
    await mail.sender.deliver()
    assert mail.got(ANA) == ["It changed."]


async def test_an_update_that_hangs_is_given_up_and_comes_again(database: Database) -> None:
    async with open_mailroom(database, send_timeout=0.5) as mail:
        fault = mail.workspace.faults.add("chat.update", "hang")
        await _sent_and_stale(mail)
        await mail.delivers_until(lambda: mail.got(ANA) == ["It changed."])
        assert fault.happened == 1


async def test_an_update_that_breaks_holds_no_other_up_and_ends(mail: Mailroom) -> None:
    await mail.write(mail.to_staff(), mail.to(1))
    await mail.sender.deliver()
    mail.notifications.broken, mail.notifications.words["note"] = {"digest"}, "It changed."
    async with mail.store() as store:
        await store.outbox.refresh("digest:now:#staff", "note:now:1")
    await mail.sender.deliver()
    assert mail.got(ANA) == ["It changed."]
    for _ in range(8):
        await mail.lease_over()
        await mail.sender.deliver()
    assert mail.notifications.made < 14


async def test_details_that_are_no_more_are_taken_away_and_new_ones_follow(mail: Mailroom) -> None:
    mail.notifications.details["digest"] = ("Part 0", "Part 1", "Part 2")
    await mail.write(mail.to_staff())
    await mail.travel.now()
    for details, there in (((), []), (("Anew 0",), [])):
        mail.notifications.details["digest"] = details
        async with mail.store() as store:
            keys = [each.key for each in await store.outbox.with_details("digest:now:#staff")]
            await store.outbox.refresh(*keys)
        await mail.travel.now()
        assert [each.text for each in mail.staff()] == ["A digest.", *there]
    assert (await mail.notification("digest-detail:now/1:#staff")).state is State.GONE


async def test_a_post_that_was_taken_back_is_sent_anew_with_its_details(mail: Mailroom) -> None:
    mail.notifications.details["digest"] = ("Part 0",)
    await mail.write(mail.to_staff())
    await mail.travel.now()
    mail.notifications.details["digest"], mail.notifications.words["digest"] = (), "It was taken back."
    await _refresh_all(mail)
    mail.notifications.details["digest"], mail.notifications.words["digest"] = (
        ("Part 0", "Part 1"),
        "A better digest.",
    )
    async with mail.store() as store:
        await store.outbox.anew("digest:now:#staff", mail.clock.now())
    await mail.travel.now()
    assert [each.text for each in mail.staff()] == ["It was taken back.", "A better digest.", "Part 0", "Part 1"]


async def test_what_somebody_has_deleted_by_hand_is_no_trouble(mail: Mailroom) -> None:
    await mail.write(mail.to_staff())
    await mail.travel.now()
    (message,) = mail.staff()
    mail.workspace.world.delete(message)
    await _refresh_all(mail)
    assert await mail.asked() == []
    assert await mail.sender.deliver() == 0


async def test_a_post_that_cannot_be_changed_is_told_once(mail: Mailroom) -> None:
    mail.notifications.details["digest"] = ("Part 0", "Part 1")
    await mail.write(mail.to_staff())
    await mail.travel.now()
    mail.workspace.archive("staff")
    await _refresh_all(mail)
    async with mail.store() as store:
        told = await store.outbox.of_kind("unchanged")
    assert [(each.reader.email, each.about[0]) for each in told] == [(ANA, "digest:now:#staff")]


async def _refresh_all(mail: Mailroom) -> None:
    async with mail.store() as store:
        await store.outbox.refresh(*[each.key for each in await store.outbox.with_details("digest:now:#staff")])
    await mail.travel.now()


async def test_the_platform_tells_why_in_words(mail: Mailroom) -> None:
    with pytest.raises(Undeliverable, match="check its name"):
        await mail.bot.slack.channel("#nowhere")


async def _sent_and_stale(mail: Mailroom) -> None:
    await mail.write(mail.to(1))
    await mail.delivers_until(lambda: bool(mail.got(ANA)))
    mail.notifications.words["note"] = "It changed."
    async with mail.store() as store:
        await store.outbox.refresh("note:now:1")
