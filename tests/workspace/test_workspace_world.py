"""The workspace's own state: ids that stay, time that only goes on, threads, unread marks, and who watches."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from workspace_cast import ALMA, BASHIR, CHANNELS, CHEN, PEOPLE, HandClock, Started

from bot.workspace.starting_people import ChannelSpec, PersonSpec
from bot.workspace.watchers import Notices
from bot.workspace.workspace import Workspace


def test_ids_are_the_same_in_every_run_and_on_every_machine() -> None:
    one, other = Workspace(PEOPLE, CHANNELS), Workspace(PEOPLE, CHANNELS)
    assert one.world.person(ALMA).id == other.world.person(ALMA.upper()).id == "ULPU6Y9JTAQ"
    assert one.dm(ALMA) == other.dm(ALMA)
    assert one.world.channel("#team").id == other.world.channel("team").id
    given = Workspace([PersonSpec("Own Id", "own@x.example", id="U1")], [])
    assert given.dm("U1") == given.dm("own@x.example")


def test_nobody_and_no_channel_is_there_twice() -> None:
    with pytest.raises(ValueError, match="already"):
        Workspace([*PEOPLE, PersonSpec("Again", ALMA)], [])
    with pytest.raises(ValueError, match="already"):
        Workspace(PEOPLE, [*CHANNELS, ChannelSpec("team")])
    with pytest.raises(LookupError, match="nobody@x"):
        Workspace(PEOPLE, [ChannelSpec("new", ("nobody@x.example",))])


async def test_timestamps_only_go_on_whatever_the_clock_does(ws: Workspace, clock: HandClock) -> None:
    dm = ws.dm(ALMA)
    first = await ws.say(ALMA, dm, "one")
    assert first.ts == f"{clock.now().timestamp():.6f}"
    second = await ws.say(ALMA, dm, "two")
    clock.move(days=-1)
    third = await ws.say(ALMA, dm, "three")
    assert first.ts < second.ts < third.ts
    assert [m.text for m in ws.visible(ALMA, dm, since=first.ts)] == ["two", "three"]


async def test_replies_stand_in_their_thread(ws: Workspace, web: AsyncWebClient) -> None:
    dm = ws.dm(ALMA)
    parent = await ws.say(ALMA, dm, "a question")
    below = await web.chat_postMessage(channel=dm, text="an answer", thread_ts=parent.ts)
    deeper = await ws.say(ALMA, dm, "thanks", thread_ts=below["ts"])
    await web.chat_postMessage(channel=dm, text="for all", thread_ts=parent.ts, reply_broadcast=True)
    assert deeper.thread_ts == parent.ts
    history = (await web.conversations_history(channel=dm))["messages"]
    assert [m["text"] for m in history] == ["for all", "a question"]
    assert history[1]["reply_count"] == 3
    assert below["message"]["parent_user_id"] == parent.user
    await web.chat_delete(channel=dm, ts=below["ts"])
    assert len(parent.replies) == 2
    link = (await web.chat_getPermalink(channel=dm, message_ts=deeper.ts))["permalink"]
    assert link.endswith(f"?thread_ts={parent.ts}&cid={dm}")


async def test_unread_marks_count_what_others_said(ws: Workspace, web: AsyncWebClient) -> None:
    team = ws.world.channel("team")
    alma, bashir = ws.world.person(ALMA).id, ws.world.person(BASHIR).id
    await web.chat_postMessage(channel=team.id, text="one")
    await web.chat_postEphemeral(channel=team.id, user=alma, text="only for you")
    assert (ws.world.unread(alma, team), ws.world.unread(bashir, team)) == (1, 1)
    ws.world.mark_read(alma, team)
    await ws.say(BASHIR, "team", "two")
    assert (ws.world.unread(alma, team), ws.world.unread(bashir, team)) == (1, 0)
    assert len(ws.visible(ALMA, "team")) == 3
    assert len(ws.visible(BASHIR, "team")) == 2


async def test_people_write_only_where_they_are(ws: Workspace) -> None:
    for who, where in ((CHEN, "team"), (BASHIR, "secret"), (ALMA, "closed"), (BASHIR, ws.dm(ALMA))):
        with pytest.raises(LookupError, match="cannot write"):
            await ws.say(who, where, "hello")
        with pytest.raises(LookupError, match="cannot write"):
            await ws.command(who, where, "/sel help")


async def test_whoever_watches_hears_of_every_change(ws: Workspace, web: AsyncWebClient) -> None:
    with ws.subscribe() as changes:
        said = await ws.say(ALMA, "team", "hello")
        await web.views_publish(user_id=said.user, view={"type": "home", "blocks": [{"type": "divider"}]})
        ws.archive("team")
        assert [(await changes.get() or {})["kind"] for _ in range(3)] == ["message", "home", "channel"]


async def test_who_waits_hears_in_time_or_not_at_all(ws: Workspace) -> None:
    assert await ws.until(lambda: "at once") == "at once"
    with pytest.raises(TimeoutError):
        await ws.until(lambda: False, timeout=0.01)


async def test_who_falls_far_behind_is_told_to_look_again() -> None:
    notices = Notices()
    watcher = notices.subscribe()
    for number in range(10_005):
        notices.publish("message", ts=str(number))
    kinds = [(await watcher.get() or {})["kind"] for _ in range(10_001)]
    assert kinds[-2:] == ["message", "resync"]
    notices.end()
    assert [notice async for notice in watcher] == []


async def test_an_account_says_what_its_scopes_allow(start: Started, clock: HandClock) -> None:
    ws = await start()
    client = AsyncWebClient(token="xoxb-workspace", base_url=ws.api_url)
    user = (await client.users_lookupByEmail(email=BASHIR.upper()))["user"]
    assert user["profile"]["email"] == BASHIR
    assert (user["tz"], user["tz_offset"], user["real_name"]) == ("Europe/Berlin", 7200, "Bashir Khan")
    clock.move(days=100)
    assert (await client.users_info(user=user["id"]))["user"]["tz_offset"] == 3600
