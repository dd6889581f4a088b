"""When the whole chat, or a part of it, does not work for the bot: notifications wait, none rests, nothing comes
twice.
"""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.help.routes import feature as help_feature
from pdsa.chat_outages import OutagePart, wait_after
from pdsa.plan import Plan
from pdsa.send_delay_limit import LONGEST_WAIT
from storage.notification_states import State
from tests.bot.mailroom import ANA, BEN, CHO, Mailroom
from tests.handlers.desk import open_desk, text
from tests.people import MARIBEL, WEI

REFUSED = [
    ("refuse", {"error": "token_revoked"}),
    ("refuse", {"error": "invalid_auth"}),
    ("refuse", {"error": "account_inactive"}),
    ("refuse", {"error": "not_authed"}),
    ("refuse", {"error": "token_expired"}),
    ("page", {"status": 401}),
    ("page", {"status": 403}),
    ("page", {"status": 404}),
    ("page", {"status": 407}),
]
NONSENSE = [
    {"body": "<html>Sign in to the district's network</html>"},
    {"body": '{"ok": true, "channel": "D1", "ts": "17'},
    {"body": ""},
    {"body": "[]"},
    {"body": "true"},
    {"body": "{}"},
    {"body": '{"ok": true}'},
    {"body": '"ok"'},
]
METHODS = ["chat.postMessage", "users.lookupByEmail", "conversations.open"]


async def lasting(mail: Mailroom) -> list[OutagePart]:
    async with mail.store(writes=False) as store:
        return [outage.part for outage in await store.outages.lasting()]


async def passes(mail: Mailroom, wait: timedelta = LONGEST_WAIT) -> None:
    """Time passes, and the sender delivers what may go."""
    mail.clock.move_to(mail.clock.now() + wait)
    await mail.lease_over()
    await mail.sender.deliver()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("kind", "how"), REFUSED, ids=str)
async def test_no_notification_rests_because_the_bot_is_not_let_in(
    mail: Mailroom, method: str, kind: str, how: dict[str, object]
) -> None:
    mail.workspace.faults.add(method, kind, probability=1.0, **how)  # type: ignore[arg-type]
    await mail.write(mail.to(1), mail.to(2), mail.to(3))
    for _ in range(4):
        await passes(mail)
    assert {(await mail.notification(f"note:now:{n}")).state for n in (1, 2, 3)} == {State.READY}
    assert await lasting(mail) == [OutagePart.WORKSPACE]
    mail.workspace.faults.clear()
    await passes(mail)
    assert [mail.got(each) for each in (ANA, BEN, CHO)] == [["A note."]] * 3
    assert await lasting(mail) == []


@pytest.mark.parametrize("done", ["page", "page_after"])
@pytest.mark.parametrize("how", NONSENSE, ids=str)
async def test_what_is_no_answer_of_the_chats_is_looked_up(mail: Mailroom, done: str, how: dict[str, object]) -> None:
    mail.workspace.faults.add("chat.postMessage", done, times=2, **how)  # type: ignore[arg-type]
    await mail.write(mail.to(1), mail.to(2))
    await mail.sender.deliver()
    assert State.UNSURE in {(await mail.notification(f"note:now:{n}")).state for n in (1, 2)}
    for _ in range(3):
        await passes(mail)
    assert mail.got(ANA) == mail.got(BEN) == ["A note."]


async def test_an_outage_costs_a_try_a_wait_and_is_told_once(mail: Mailroom, caplog: pytest.LogCaptureFixture) -> None:
    """Twenty notifications, a quarter of an hour of outage: a handful of requests, and two lines in the log."""
    fault = mail.workspace.faults.add("chat.postMessage", "refuse", probability=1.0, error="token_revoked")
    await mail.write(*(mail.to(1, f"n{n}") for n in range(20)))
    with caplog.at_level(logging.WARNING, "bot"):
        for _ in range(15 * 6):
            mail.clock.move_to(mail.clock.now() + timedelta(seconds=10))
            await mail.sender.deliver()
        assert 4 <= fault.happened <= 8
        mail.workspace.faults.clear()
        await passes(mail)
    assert len(mail.got(ANA)) == 20
    records = [record for record in caplog.records if record.name == "bot.chat_outages"]
    assert [record.levelname for record in records] == ["ERROR", "WARNING"]
    assert "my access was taken back" in records[0].getMessage()


@pytest.mark.parametrize(("tries", "seconds"), [(1, 30), (2, 60), (3, 120), (5, 480), (6, 900), (60, 900)])
def test_the_waits_grow_up_to_a_quarter_of_an_hour(tries: int, seconds: int) -> None:
    assert wait_after(tries) == timedelta(seconds=seconds)


async def test_where_private_talk_is_switched_off_rooms_still_hear(mail: Mailroom) -> None:
    mail.workspace.faults.add("chat.postMessage", "refuse", times=1, error="messages_tab_disabled")
    await mail.write(mail.to(1))
    await mail.sender.deliver()
    await mail.write(mail.to_staff(), mail.to(2))
    await mail.sender.deliver()
    assert await lasting(mail) == [OutagePart.TALKS]
    assert (len(mail.staff()), mail.got(BEN)) == (1, [])
    await passes(mail)
    assert mail.got(ANA) == mail.got(BEN) == ["A note."]
    assert await lasting(mail) == []


@pytest.mark.parametrize(
    ("scope", "part"),
    [("chat:write", OutagePart.POSTS), ("im:write", OutagePart.TALKS), ("users:read.email", OutagePart.LOOKUPS)],
)
async def test_a_missing_permission_holds_up_what_needs_it(mail: Mailroom, scope: str, part: OutagePart) -> None:
    mail.workspace.take_scope(scope)
    await mail.write(mail.to(1), mail.to_staff())
    await mail.sender.deliver()
    assert await lasting(mail) == [part]
    assert (await mail.notification("note:now:1")).state is State.READY
    assert len(mail.staff()) == (0 if part is OutagePart.POSTS else 1)
    mail.workspace.give_scope(scope)
    await passes(mail)
    await passes(mail)
    assert (mail.got(ANA), len(mail.staff()), await lasting(mail)) == (["A note."], 1, [])


@pytest.mark.parametrize("said", ["soon", "", "-3", "nan", "inf", "Wed, 21 Oct 2026 07:28:00 GMT"])
async def test_patience_that_is_no_number_is_the_default(mail: Mailroom, said: str) -> None:
    start = mail.clock.now()
    mail.workspace.faults.add("chat.postMessage", "429", retry_after=said)
    await mail.write(mail.to(1))
    await mail.sender.deliver()
    assert mail.got(ANA) == ["A note."]
    assert timedelta(seconds=30) <= mail.clock.now() - start < timedelta(minutes=1)


async def test_what_was_changed_meanwhile_is_brought_up_to_date_afterwards(mail: Mailroom) -> None:
    await mail.write(mail.to(1))
    await mail.sender.deliver()
    mail.workspace.faults.add("chat.update", "refuse", times=1, error="token_revoked")
    mail.notifications.words["note"] = "Changed."
    async with mail.store() as store:
        await store.outbox.refresh("note:now:1")
    await mail.sender.deliver()
    assert mail.got(ANA) == ["A note."]
    await passes(mail)
    assert mail.got(ANA) == ["Changed."]


async def test_a_clock_that_was_ahead_does_not_stretch_an_outage(mail: Mailroom) -> None:
    async with mail.database.store(at=mail.clock.now() + timedelta(days=1)) as store:
        await store.outages.refused(OutagePart.WORKSPACE, "not let in")
    await mail.write(mail.to(1))
    await mail.sender.deliver()
    assert mail.got(ANA) == ["A note."]


async def test_leads_read_of_an_outage_on_their_home_tab(tmp_path: Path, plan: Plan) -> None:
    async with open_desk(tmp_path, help_feature, plan, "2026-11-05 09:12") as desk:
        await desk.start()
        async with desk.store(writes=True) as store:
            assert await store.outages.refused(OutagePart.WORKSPACE, "my access was taken back: install me again")
        assert "I could not reach anybody since Thu 5 Nov, 9:12 am" in text(await desk.card(MARIBEL, "home"))
        desk.at += timedelta(hours=1)
        async with desk.store(writes=True) as store:
            await store.outages.worked({OutagePart.WORKSPACE})
        told = (
            "from Thu 5 Nov, 9:12 am to Thu 5 Nov, 10:12 am: my access was taken back: install me again. It works again"
        )
        assert told in text(await desk.card(MARIBEL, "home"))
        assert "5 Nov" not in text(await desk.card(WEI, "home"))
        desk.at += timedelta(days=8)
        assert "access" not in text(await desk.card(MARIBEL, "home"))
