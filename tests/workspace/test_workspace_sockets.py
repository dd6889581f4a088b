"""Socket Mode: several sockets, acknowledgements in time, repeated events, refreshed and broken links."""

from collections import Counter
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from workspace_blocks import actions, button, modal, question
from workspace_cast import ALMA, TIMING, Listening, Started
from workspace_raw_socket import RawApp

from bot.workspace.acts.forms import TROUBLE
from bot.workspace.acts.press import NO_ANSWER
from bot.workspace.clock import PATIENT, Timing
from bot.workspace.workspace import Workspace

Json = dict[str, Any]
HASTY = Timing(ack=0.1, trigger=60.0, retries=(0.0, 0.01, 0.01))
LASTING = replace(PATIENT, retries=(0.05,) * 600)
"""Repeats an event for half a minute: there is time for an app to come."""


async def test_each_payload_goes_to_one_socket_in_turn(ws: Workspace) -> None:
    async with RawApp(ws) as one, RawApp(ws) as two, RawApp(ws) as three:
        for _ in range(6):
            assert (await ws.command(ALMA, "team", "/sel help")).ok
        assert [len(raw.payloads) for raw in (one, two, three)] == [2, 2, 2]
        assert three.heard[0]["num_connections"] == 3


async def test_no_more_than_ten_sockets(ws: Workspace) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await session.ws_connect(f"{ws.url}link/?ticket={ws.sockets.ticket()}") for _ in range(11)]
        said = [(await socket.receive_json())["type"] for socket in sockets]
        assert said == ["hello"] * 10 + ["disconnect"]
        for socket in sockets:
            await socket.close()


async def test_a_ticket_opens_one_socket(ws: Workspace) -> None:
    ticket = ws.sockets.ticket()
    async with aiohttp.ClientSession() as session:
        socket = await session.ws_connect(f"{ws.url}link/?ticket={ticket}")
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{ws.url}link/?ticket={ticket}")
        await socket.close()


async def test_silence_is_a_failure_that_people_see(start: Started) -> None:
    ws = await start(timing=HASTY)
    nobody = await ws.command(ALMA, "team", "/sel reflect")
    assert nobody.error == '/sel failed with the error "dispatch_failed".'
    assert (await ws.command(ALMA, "team", "/other")).error == "/other is not a valid command."
    async with RawApp(ws, deaf=True) as raw:
        late = await ws.command(ALMA, "team", "/sel reflect")
        assert late.error == '/sel failed with the error "operation_timeout".'
        await raw.call("chat.postMessage", channel=ws.dm(ALMA), text="t", blocks=[actions(button("go"))])
        assert (await ws.press(ALMA, ws.visible(ALMA, ws.dm(ALMA))[0], "go")).error == NO_ANSWER
        trigger = ws.runtime.tickets.trigger(ws.world.person(ALMA).id)
        await raw.call("views.open", trigger_id=trigger, view=modal("form", question("why")))
        assert (await ws.submit(ALMA, ws.views(ALMA)[0].id, {"why": "x"})).error == TROUBLE
        assert len(ws.views(ALMA)) == 1


async def test_an_event_is_repeated_three_times_and_then_given_up(start: Started) -> None:
    ws = await start(timing=HASTY)
    async with RawApp(ws, deaf=True) as raw:
        await ws.say(ALMA, ws.dm(ALMA), "hello")
        await ws.quiet()
        await raw.until(lambda: len(raw.payloads) == 4)
        events = [envelope for envelope in raw.heard if envelope["type"] == "events_api"]
    assert [event["retry_attempt"] for event in events] == [0, 1, 2, 3]
    assert [event["retry_reason"] for event in events] == ["", "timeout", "timeout", "timeout"]
    assert len({event["payload"]["event_id"] for event in events}) == 1
    assert len({event["envelope_id"] for event in events}) == 4


async def test_a_lost_acknowledgement_brings_the_event_again(ws: Workspace) -> None:
    async with RawApp(ws) as raw:
        ws.faults.lose_acks(1)
        await ws.say(ALMA, ws.dm(ALMA), "hello")
        await ws.quiet()
        events = [envelope for envelope in raw.heard if envelope["type"] == "events_api"]
    assert [event["retry_attempt"] for event in events] == [0, 1]


async def test_an_app_that_comes_late_hears_what_was_said_before(start: Started) -> None:
    ws = await start(timing=LASTING)
    await ws.say(ALMA, ws.dm(ALMA), "hello")
    async with RawApp(ws) as raw:
        await ws.quiet()
        assert [payload["event"]["text"] for payload in raw.payloads] == ["hello"]


async def test_the_app_hears_of_its_own_messages_unless_spared(start: Started) -> None:
    for spared, expected in ((False, [None, "message_changed", "message_deleted"]), (True, [])):
        ws = await start(own_events=not spared)
        async with RawApp(ws) as raw:
            posted = await raw.call("chat.postMessage", channel=ws.dm(ALMA), text="a")
            place = {"channel": posted["channel"], "ts": posted["ts"]}
            await raw.call("chat.update", text="b", **place)
            await raw.call("chat.delete", **place)
            await ws.quiet()
            assert [payload["event"].get("subtype") for payload in raw.payloads] == expected


async def test_a_refreshed_link_loses_nothing(ws: Workspace, app: AsyncApp, listen: Listening) -> None:
    heard: Counter[str] = Counter()

    @app.event("message")
    async def keep(event: Json) -> None:
        heard[event["text"]] += 1

    await listen(2)
    ws.sockets.timing = replace(TIMING, ack=1.0)  # what a closing socket swallows is said again soon
    for index in range(20):
        if index == 10:
            await ws.faults.refresh_sockets()
            await ws.connected(2)
        await ws.say(ALMA, ws.dm(ALMA), str(index))
    await ws.quiet()
    # What was acknowledged on a socket that was just closing may come twice, as it may from Slack.
    assert set(heard) == {str(index) for index in range(20)}


async def test_a_warning_comes_before_the_refresh(ws: Workspace) -> None:
    async with RawApp(ws) as raw:
        await ws.faults.refresh_sockets()
        await raw.until(lambda: len(raw.heard) == 3)
        assert [said["reason"] for said in raw.heard[1:]] == ["warning", "refresh_requested"]
        assert ws.sockets.count == 0
    async with RawApp(ws) as other:
        await ws.faults.disable_link()
        await other.until(lambda: other.heard[-1].get("reason") == "link_disabled")


async def test_after_a_cut_what_was_not_acknowledged_comes_again(start: Started) -> None:
    ws = await start(timing=replace(LASTING, ack=0.1))
    async with RawApp(ws, deaf=True) as first:
        await ws.say(ALMA, ws.dm(ALMA), "hello")
        await first.until(lambda: first.payloads)
        await ws.faults.cut_sockets()
    async with RawApp(ws) as second:
        await ws.quiet()
        assert {payload["event"]["text"] for payload in second.payloads} == {"hello"}


async def test_nonsense_on_a_socket_is_passed_over(ws: Workspace) -> None:
    async with RawApp(ws) as raw:
        for nonsense in ("{", "[]", "null", '{"envelope_id": 3}', '{"envelope_id": "none"}'):
            await raw.socket.send_str(nonsense)
        assert (await ws.command(ALMA, "team", "/sel help")).ok


async def test_an_answer_in_the_acknowledgement_is_shown(ws: Workspace) -> None:
    answer: Json = {"text": "for you"}
    async with RawApp(ws, lambda _: answer):
        await ws.command(ALMA, "team", "/sel help")
        answer = {"text": "for all", "response_type": "in_channel"}
        await ws.command(ALMA, "team", "/sel help")
        answer = {"blocks": [{"type": "poem"}]}
        assert (await ws.command(ALMA, "team", "/sel help")).error == '/sel failed with the error "invalid_blocks".'
    mine, everybodys = ws.visible(ALMA, "team")
    assert mine.ephemeral_for == ws.world.person(ALMA).id
    assert everybodys.ephemeral_for is None
