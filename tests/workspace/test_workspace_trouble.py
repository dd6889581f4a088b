"""Ordered trouble: refusals, errors before and after the work, lost replies, silence; and the rate limits."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from workspace_blocks import actions, button
from workspace_cast import ALMA, BASHIR, HandClock, Started, client_of
from workspace_raw_socket import RawApp

from bot.workspace.faults import FaultKind
from bot.workspace.methods.all_methods import METHODS
from bot.workspace.rates import Limits, Rates
from bot.workspace.workspace import Workspace


async def posts(ws: Workspace, web: AsyncWebClient) -> int:
    """Try to post once; how many messages there are then."""
    await web.chat_postMessage(channel=ws.dm(ALMA), text="hi")
    return len(ws.visible(ALMA, ws.dm(ALMA)))


async def test_a_refusal_names_the_seconds_to_wait(ws: Workspace, web: AsyncWebClient) -> None:
    ws.faults.add("chat.postMessage", "429", retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        await posts(ws, web)
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    assert refused.value.response["error"] == "ratelimited"
    assert await posts(ws, web) == 1


async def test_a_call_may_be_refused_with_any_code(ws: Workspace, web: AsyncWebClient) -> None:
    ws.faults.add("chat.postMessage", "refuse", error="token_revoked")
    with pytest.raises(SlackApiError, match="token_revoked"):
        await posts(ws, web)


@pytest.mark.parametrize(("kind", "done"), [("500_before", 0), ("500_after", 1)])
async def test_an_error_before_or_after_the_work(
    ws: Workspace, web: AsyncWebClient, kind: FaultKind, done: int
) -> None:
    ws.faults.add("chat.postMessage", kind)
    with pytest.raises(SlackApiError) as refused:
        await posts(ws, web)
    assert refused.value.response.status_code == 500
    assert len(ws.visible(ALMA, ws.dm(ALMA))) == done


async def test_a_lost_reply_leaves_the_message_there(ws: Workspace, web: AsyncWebClient) -> None:
    ws.faults.add("*", "lost_reply", times=2)
    for expected in (1, 2):
        with pytest.raises(aiohttp.ClientError):
            await posts(ws, web)
        assert len(ws.visible(ALMA, ws.dm(ALMA))) == expected
    assert await posts(ws, web) == 3


async def test_a_call_may_hang(ws: Workspace, web: AsyncWebClient) -> None:
    ws.faults.add("chat.postMessage", "hang")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(posts(ws, web), 0.1)
    assert ws.visible(ALMA, ws.dm(ALMA)) == []
    await ws.quiet()


async def test_the_same_seed_brings_the_same_trouble(start: Started) -> None:
    tallies = []
    for _ in range(2):
        ws = await start(fault_seed=3, strict_rates=False)
        fault = ws.faults.add("auth.test", "500_before", probability=0.3)
        web = client_of(ws)
        tally = ""
        for _ in range(20):
            try:
                await web.auth_test()
                tally += "."
            except SlackApiError:
                tally += "x"
        tallies.append(tally)
        assert fault.happened == tally.count("x") > 0
        ws.faults.clear()
        assert (await web.auth_test())["ok"]
    assert tallies[0] == tallies[1]


# -- rates -------------------------------------------------------------------------------------


class Still:
    """A machine whose time stands still."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def limits(clock: HandClock, rates: Rates | None = None) -> Limits:
    return Limits(clock, rates or Rates(), machine=Still())


def test_each_tier_lets_so_many_through_in_a_minute(clock: HandClock) -> None:
    for tier, most in (("1", 1), ("2", 20), ("3", 50), ("4", 100), ("hundreds", 600)):
        counting = limits(clock)
        assert [counting.wait("m", tier, "") for _ in range(most)] == [0] * most
        clock.move(seconds=20)
        assert counting.wait("m", tier, "") == 40
        assert counting.wait("other", tier, "") == 0
        clock.move(seconds=40)
        assert counting.wait("m", tier, "") == 0


def test_a_channel_takes_one_message_a_second_after_a_burst(clock: HandClock) -> None:
    counting = limits(clock)
    assert [counting.wait("m", "posting", "C1") for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    assert counting.wait("m", "posting", "C2") == 0
    clock.move(seconds=1)
    assert [counting.wait("m", "posting", "C1") for _ in range(2)] == [0, 1]
    for _ in range(100):
        clock.move(seconds=1)
        assert counting.wait("m", "posting", "C1") == 0


def test_ten_sockets_are_opened_at_once_and_then_one_a_minute(clock: HandClock) -> None:
    counting = limits(clock)
    assert [counting.wait("apps.connections.open", "machine", "") for _ in range(11)] == [0] * 10 + [60]
    clock.move(seconds=60)
    assert [counting.wait("apps.connections.open", "machine", "") for _ in range(2)] == [0, 60]


def test_the_whole_workspace_takes_so_many_a_minute(clock: HandClock) -> None:
    counting = limits(clock, Rates(posts_a_minute=300))
    for second in range(120):
        assert [counting.wait("m", "posting", f"D{second}.{n}") for n in range(5)] == [0] * 5
        clock.move(seconds=1)
    assert [counting.wait("m", "posting", f"D{n}") for n in range(6)] == [0] * 5 + [1]


def test_a_clock_that_stands_still_or_goes_back_holds_nobody_up_for_ever(clock: HandClock) -> None:
    machine = Still()
    counting = Limits(clock, Rates(), machine=machine)
    assert [counting.wait("m", "1", "") for _ in range(2)] == [0, 60]
    clock.move(days=-300)
    assert counting.wait("m", "1", "") == 60
    machine.seconds += 60
    assert counting.wait("m", "1", "") == 0
    assert Limits(clock, Rates(), strict=False).wait("m", "1", "") == 0


async def test_beyond_the_rate_a_call_gets_429_until_time_moves(start: Started, clock: HandClock) -> None:
    ws = await start(rates=Rates(channel_burst=1, channel_seconds=3600))
    web = client_of(ws)
    assert await posts(ws, web) == 1
    with pytest.raises(SlackApiError) as refused:
        await posts(ws, web)
    assert refused.value.response.status_code == 429
    wait = int(refused.value.response.headers["Retry-After"])
    assert 3590 < wait <= 3600
    clock.move(seconds=wait)
    assert await posts(ws, web) == 2


def test_every_method_has_a_tier_that_counts(clock: HandClock) -> None:
    for method in METHODS.values():
        assert limits(clock).wait(method.name, method.tier, "C") == 0


# -- answer addresses --------------------------------------------------------------------------


async def answer(url: str, **payload: object) -> str:
    async with aiohttp.ClientSession() as session, session.post(url, json=payload) as response:
        said = await response.json()
        return "ok" if said["ok"] else said["error"]


async def test_an_answer_address_serves_five_times_in_half_an_hour(ws: Workspace, clock: HandClock) -> None:
    async with RawApp(ws) as raw:
        await ws.command(ALMA, "elsewhere", "/sel help")
        url = raw.last("response_url")["response_url"]
        assert await answer(url, blocks=[{"type": "poem"}]) == "invalid_blocks"
        assert [await answer(url, text=str(n)) for n in range(5)] == ["ok"] * 4 + ["used_url"]
        await ws.command(ALMA, "elsewhere", "/sel help")
        clock.move(minutes=31)
        assert await answer(raw.last("response_url")["response_url"], text="late") == "expired_url"
        assert await answer(f"{ws.url}response/T/none", text="x") == "invalid_url"
    assert [m.text for m in ws.visible(ALMA, "elsewhere")] == ["0", "1", "2", "3"]
    assert ws.visible(BASHIR, "elsewhere") == []


async def test_an_answer_replaces_or_removes_what_was_pressed(ws: Workspace) -> None:
    team, alma = ws.world.channel("team").id, ws.world.person(ALMA).id
    async with RawApp(ws) as raw:
        go = [actions(button("go"))]
        await raw.call("chat.postEphemeral", channel=team, user=alma, text="old", blocks=go)
        (shown,) = ws.visible(ALMA, "team")
        await ws.press(ALMA, shown, "go")
        url = raw.last("response_url")["response_url"]
        assert "message" not in raw.payloads[-1]
        assert await answer(url, replace_original=True, text="new") == "ok"
        assert (shown.text, shown.blocks) == ("new", [])
        assert await answer(url, delete_original=True) == "ok"
        assert ws.visible(ALMA, "team") == []
        assert await answer(url, replace_original=True, text="x") == "message_not_found"
        assert await answer(url, text="to all", response_type="in_channel") == "ok"
    assert [m.text for m in ws.visible(BASHIR, "team")] == ["to all"]
