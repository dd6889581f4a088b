"""What the browser is told: only what the person it looks as may see."""

from typing import Any

import aiohttp
import pytest
from workspace_cast import ALMA, BASHIR, CHEN, GONE, HandClock

from bot.workspace.page import hang
from bot.workspace.workspace import Workspace

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]


async def state(ws: Workspace, who: str, **query: str) -> Json:
    asked = {"as": ws.world.person(who).id, "limit": "50", **query}
    async with aiohttp.ClientSession() as browser, browser.get(f"{ws.url}page/state", params=asked) as answer:
        body: Json = await answer.json()
    assert body["ok"]
    return body


async def test_everybody_sees_their_own_channels_and_the_app(ws: Workspace) -> None:
    alma, chen = await state(ws, ALMA), await state(ws, CHEN)
    rooms = [one["name"] for one in alma["channels"] if one["kind"] == "channel"]
    assert rooms == ["elsewhere", "inner", "secret", "team", "closed"]
    assert [one["name"] for one in alma["channels"] if one["kind"] == "app"] == ["SEL Cycle Bot"]
    assert [one["name"] for one in chen["channels"]] == ["SEL Cycle Bot"]
    assert alma["in"] == ws.dm(ALMA)
    assert alma["words"][0] == {"word": "help", "help": "What I can do"}


async def test_nobody_looks_into_a_private_channel_or_anothers_messages(ws: Workspace) -> None:
    for closed in (ws.world.channel("secret").id, ws.dm(ALMA), "C0", "../x"):
        told = await state(ws, BASHIR, **{"in": closed})
        assert told["in"] == ws.dm(BASHIR)


async def test_somebody_who_left_cannot_be_looked_through(ws: Workspace) -> None:
    assert (await state(ws, GONE))["me"] == ws.world.person(ALMA).id


async def test_a_public_channel_can_be_read_from_outside(ws: Workspace) -> None:
    await ws.say(ALMA, "team", "hello")
    page_state = await state(ws, CHEN, **{"in": ws.world.channel("team").id})
    assert [one["text"] for one in page_state["channel"]["messages"]] == ["hello"]
    assert [one["member"] for one in page_state["channels"] if one["name"] == "team"] == [False]


async def test_only_one_person_sees_what_is_meant_for_them(ws: Workspace) -> None:
    team = ws.world.channel("team")
    ws.world.post(team, ws.world.bot, "for Alma", ephemeral_for=ws.world.person(ALMA).id)
    there = {"in": team.id}
    assert [one["ephemeral"] for one in (await state(ws, ALMA, **there))["channel"]["messages"]] == [True]
    assert (await state(ws, BASHIR, **there))["channel"]["messages"] == []


async def test_replies_stand_in_their_thread(ws: Workspace, clock: HandClock) -> None:
    first = await ws.say(ALMA, "team", "a question")
    clock.move(minutes=2)
    reply = await ws.say(BASHIR, "team", "an answer", first.ts)
    page_state = await state(ws, ALMA, **{"in": first.channel, "thread": first.ts})
    (parent,) = page_state["channel"]["messages"]
    assert (parent["reply_count"], parent["reply_users"]) == (1, [ws.world.person(BASHIR).id])
    assert parent["latest_reply"] == reply.ts
    assert [one["text"] for one in page_state["thread"]["messages"]] == ["a question", "an answer"]
    assert (await state(ws, ALMA, thread="17.1"))["thread"] is None


async def test_the_last_messages_come_first_and_earlier_ones_on_request(ws: Workspace) -> None:
    for number in range(30):
        await ws.say(ALMA, "team", f"message {number}")
    there = {"in": ws.world.channel("team").id}
    few = await state(ws, ALMA, limit="10", **there)
    assert few["channel"]["more"]
    assert few["channel"]["messages"][0]["text"] == "message 20"
    for odd in ("", "-1", "x", "٣"):
        assert len((await state(ws, ALMA, limit=odd, **there))["channel"]["messages"]) == 1
    assert len((await state(ws, ALMA, limit="99999", **there))["channel"]["messages"]) == 30


async def test_reading_takes_the_mark_away(ws: Workspace) -> None:
    dm = ws.world.dm(ws.world.person(ALMA).id)
    ws.world.post(dm, ws.world.bot, "How did it go?")
    told = await state(ws, BASHIR)
    assert {one["name"]: one["unread"] for one in told["people"]}["Alma Reyes"] == 1
    me = ws.world.person(ALMA).id
    async with aiohttp.ClientSession() as browser:
        await browser.post(f"{ws.url}page/read?as={me}", json={"channel": dm.id})
    assert [one["unread"] for one in (await state(ws, ALMA))["channels"] if one["kind"] == "app"] == [0]


async def test_every_change_is_told_over_the_socket(ws: Workspace) -> None:
    async with aiohttp.ClientSession() as browser, browser.ws_connect(f"{ws.url}page/socket") as socket:
        await ws.say(ALMA, "team", "hello")
        notice = await socket.receive_json(timeout=5)
        assert (notice["kind"], notice["channel"]) == ("message", ws.world.channel("team").id)
        await ws.stop()
        assert (await socket.receive(timeout=5)).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)


async def test_a_workspace_without_people_says_so(clock: HandClock) -> None:
    workspace = Workspace((), (), clock=clock)
    hang(workspace)
    async with workspace, aiohttp.ClientSession() as browser, browser.get(f"{workspace.url}page/state") as answer:
        assert await answer.json() == {"ok": False, "error": "Nobody has an account here yet."}
