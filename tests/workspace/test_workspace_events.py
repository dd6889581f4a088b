"""What an app hears of: only what it has subscribed to, and only where its scopes let it."""

from typing import Any

import pytest
from workspace_cast import ALMA, CHEN, Started, client_of
from workspace_raw_socket import RawApp

from bot.workspace.starting_people import PersonSpec
from bot.workspace.workspace import EVENTS, SCOPES, Workspace

Json = dict[str, Any]
JOINED = "member_joined_channel"


async def heard(raw: RawApp, ws: Workspace) -> list[Json]:
    await ws.quiet()
    return [payload["event"] for payload in raw.payloads]


async def test_an_app_hears_who_comes_where_it_is(start: Started) -> None:
    ws = await start(events=EVENTS)
    alma, bot = ws.world.person(ALMA).id, ws.world.bot.id
    async with RawApp(ws) as raw:
        ws.invite_bot("elsewhere", by=ALMA)
        ws.invite_bot("elsewhere", by=ALMA)
        new = ws.add(PersonSpec("Dara", "dara@x.example"), "team", "secret", "inner")
        invited, came = await heard(raw, ws)
    place = ws.world.channel("elsewhere").id
    assert {name: invited[name] for name in ("type", "user", "channel", "channel_type", "team", "inviter")} == {
        "type": "member_joined_channel",
        "user": bot,
        "channel": place,
        "channel_type": "C",
        "team": ws.world.team_id,
        "inviter": alma,
    }
    assert (came["user"], came["channel"]) == (new, ws.world.channel("team").id)
    assert "inviter" not in came


async def test_it_hears_of_itself_when_it_joins(start: Started) -> None:
    ws = await start(events=EVENTS)
    async with RawApp(ws) as raw:
        for _ in range(2):
            await client_of(ws).conversations_join(channel=ws.world.channel("elsewhere").id)
        assert [event["user"] for event in await heard(raw, ws)] == [ws.world.bot.id]


@pytest.mark.parametrize(
    ("events", "scopes", "expected"),
    [
        (EVENTS, SCOPES, ["app_mention", "message", "app_home_opened", JOINED, "user_change"]),
        (EVENTS | {"message.channels"}, SCOPES, ["app_mention", "message", "app_home_opened", JOINED, "user_change"]),
        (
            EVENTS | {"message.channels"},
            SCOPES | {"channels:history"},
            ["message", "app_mention", "message", "app_home_opened", JOINED, "user_change"],
        ),
        (EVENTS - {"app_mention", "user_change"}, SCOPES, ["message", "app_home_opened", JOINED]),
        (EVENTS, SCOPES - {"app_mentions:read", "im:history", "users:read"}, ["app_home_opened", JOINED]),
        (frozenset(), SCOPES, []),
    ],
)
async def test_only_what_it_subscribed_to_and_may_read(
    start: Started, events: frozenset[str], scopes: frozenset[str], expected: list[str]
) -> None:
    ws = await start(events=events, scopes=scopes)
    async with RawApp(ws) as raw:
        await ws.say(ALMA, "team", "@SEL Cycle Bot hello")
        await ws.say(ALMA, ws.dm(ALMA), "hello")
        await ws.open_home(ALMA)
        ws.deactivate(CHEN)
        ws.invite_bot("elsewhere")
        assert sorted(event["type"] for event in await heard(raw, ws)) == sorted(expected)
