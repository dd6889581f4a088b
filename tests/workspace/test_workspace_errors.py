"""The Web API's refusals, each with Slack's own code, over HTTP as a client sees them."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from workspace_cast import ALMA, BASHIR, CHEN, GONE, HandClock, Started, client_of

from bot.workspace.workspace import SCOPES, Workspace

Json = dict[str, Any]
NOWHERE = "C0000000000"
HI = {"text": "hi"}

REFUSED: list[tuple[str, Json, str]] = [
    ("chat.postMessage", {**HI, "channel": NOWHERE}, "channel_not_found"),
    ("chat.postMessage", {**HI, "channel": "#elsewhere"}, "not_in_channel"),
    ("chat.postMessage", {**HI, "channel": "#secret"}, "channel_not_found"),
    ("chat.postMessage", {**HI, "channel": "#team", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
    ("chat.postMessage", {"channel": "#team"}, "no_text"),
    ("chat.postMessage", {"channel": "#team", "text": ""}, "no_text"),
    ("chat.postMessage", {"channel": "#team", "blocks": "[{"}, "invalid_blocks_format"),
    ("chat.postMessage", {"channel": "#team", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
    ("chat.postMessage", {**HI, "channel": "#team", "markdown_text": "x"}, "markdown_text_conflict"),
    ("chat.postMessage", {**HI, "channel": "#team", "metadata": "{"}, "invalid_metadata_format"),
    ("chat.postMessage", {**HI, "channel": "#team", "metadata": []}, "invalid_metadata_format"),
    ("chat.postMessage", {**HI, "channel": "#team", "metadata": {"event_type": "x"}}, "invalid_metadata_schema"),
    (
        "chat.postMessage",
        {**HI, "channel": "#team", "metadata": {"event_type": "x", "event_payload": {"a": "w" * 9000}}},
        "metadata_too_large",
    ),
    ("chat.postMessage", HI, "invalid_arguments"),
    ("chat.postMessage", {**HI, "channel": "#team", "reply_broadcast": "perhaps"}, "invalid_arguments"),
    ("chat.postEphemeral", {**HI, "channel": "#team", "user": "U0"}, "user_not_in_channel"),
    ("chat.postEphemeral", {**HI, "channel": "#elsewhere", "user": "U0"}, "not_in_channel"),
    ("chat.postEphemeral", {**HI, "channel": "#team"}, "invalid_arguments"),
    ("chat.update", {**HI, "channel": NOWHERE, "ts": "1.000001"}, "channel_not_found"),
    ("chat.delete", {"channel": NOWHERE, "ts": "1.000001"}, "channel_not_found"),
    ("chat.getPermalink", {"channel": NOWHERE, "message_ts": "1.000001"}, "channel_not_found"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("conversations.open", {"users": "U0"}, "user_not_found"),
    ("conversations.open", {"channel": NOWHERE}, "channel_not_found"),
    ("conversations.info", {"channel": NOWHERE}, "channel_not_found"),
    ("conversations.members", {"channel": NOWHERE}, "channel_not_found"),
    ("conversations.join", {"channel": NOWHERE}, "channel_not_found"),
    ("conversations.list", {"types": "secret_society"}, "invalid_types"),
    ("conversations.list", {"types": "private_channel"}, "missing_scope"),
    ("conversations.list", {"limit": 1001}, "invalid_limit"),
    ("conversations.list", {"limit": "many"}, "invalid_arguments"),
    ("conversations.list", {"cursor": "elsewhere"}, "invalid_cursor"),
    ("users.info", {"user": "U0"}, "user_not_found"),
    ("users.lookupByEmail", {"email": "nobody@riverbend.example"}, "users_not_found"),
    ("users.lookupByEmail", {"email": GONE}, "users_not_found"),
    ("views.open", {"view": {}}, "invalid_arguments"),
    ("views.update", {"view": {}}, "invalid_arguments"),
    ("views.update", {"view": {}, "view_id": "V0"}, "not_found"),
    ("views.publish", {"view": {}, "user_id": "U0"}, "invalid_arguments"),
    ("files.getUploadURLExternal", {"filename": "a.png"}, "invalid_arguments"),
    ("files.getUploadURLExternal", {"filename": "a.png", "length": 0}, "file_upload_size_restricted"),
    ("files.getUploadURLExternal", {"filename": "a", "length": 1, "alt_txt": "w" * 1001}, "alt_txt_too_large"),
    ("files.completeUploadExternal", {"files": [{"id": "F0"}]}, "file_not_found"),
    ("files.completeUploadExternal", {"files": []}, "invalid_arguments"),
    ("files.completeUploadExternal", {"files": [{}]}, "invalid_arguments"),
    ("files.info", {"file": "F0"}, "file_not_found"),
    ("reactions.add", {"channel": "#team", "timestamp": "1.000001", "name": "eyes"}, "missing_scope"),
    ("api.test", {"error": "whatever_is_asked_for"}, "whatever_is_asked_for"),
    ("pins.add", {}, "unknown_method"),
]


async def code(web: AsyncWebClient, method: str, **args: Any) -> str:
    """The error with which this call is refused."""
    with pytest.raises(SlackApiError) as refused:
        await web.api_call(method, json=args)
    answer = refused.value.response
    assert answer.status_code == 200
    assert answer["ok"] is False
    return str(answer["error"])


async def test_a_call_that_does_not_fit_gets_its_own_code(start: Started) -> None:
    ws = await start(strict_rates=False)
    web = client_of(ws)
    for method, args, expected in REFUSED:
        assert await code(web, method, **args) == expected, (method, args)


async def test_places_and_people_that_are_out_of_reach(ws: Workspace, web: AsyncWebClient) -> None:
    closed, secret, inner = (ws.world.channel(name).id for name in ("closed", "secret", "inner"))
    dm = ws.dm(ALMA)
    said = await ws.say(ALMA, dm, "mine")
    gone = ws.world.person(GONE).id
    assert await code(web, "chat.postMessage", channel=closed, text="hi") == "is_archived"
    assert await code(web, "chat.postEphemeral", channel=closed, user=gone, text="hi") == "is_archived"
    assert await code(web, "conversations.join", channel=closed) == "is_archived"
    assert await code(web, "conversations.join", channel=secret) == "channel_not_found"
    assert await code(web, "conversations.join", channel=inner) == "method_not_supported_for_channel_type"
    assert await code(web, "conversations.info", channel=secret) == "channel_not_found"
    assert await code(web, "conversations.info", channel=inner) == "missing_scope"
    assert await code(web, "conversations.info", channel=dm) == "missing_scope"
    assert await code(web, "conversations.open", users=gone) == "user_disabled"
    assert await code(web, "conversations.open", channel=inner) == "method_not_supported_for_channel_type"
    assert await code(web, "chat.update", channel=dm, ts=said.ts, text="yours") == "cant_update_message"
    assert await code(web, "chat.delete", channel=dm, ts=said.ts) == "cant_delete_message"
    assert await code(web, "chat.update", channel=dm, ts="1.000001", text="x") == "message_not_found"
    own = (await web.chat_postMessage(channel=dm, text="mine"))["ts"]
    assert (await web.chat_update(channel=dm, ts=own, text="&amp;" * 800))["ok"]
    assert await code(web, "chat.update", channel=dm, ts=own, text="&amp;" * 800 + "x") == "msg_too_long"
    assert await code(web, "chat.getPermalink", channel=dm, message_ts="last week") == "message_not_found"


async def test_a_channel_closed_or_left_later_refuses(ws: Workspace, web: AsyncWebClient) -> None:
    posted = await web.chat_postMessage(channel="#team", text="hi")
    team = posted["channel"]
    ws.archive("team")
    assert await code(web, "chat.update", channel=team, ts=posted["ts"], text="ho") == "is_inactive"
    ws.world.channel("team").archived = False
    ws.remove_bot("team")
    assert await code(web, "chat.postMessage", channel=team, text="hi") == "not_in_channel"
    ws.invite_bot("team")
    assert (await web.chat_postMessage(channel=team, text="hi"))["ok"]


async def test_a_deactivated_person_gets_letters_that_nobody_reads(ws: Workspace, web: AsyncWebClient) -> None:
    gone = ws.world.person(GONE).id
    assert (await web.chat_postMessage(channel=gone, text="hi"))["ok"]
    assert (await web.users_info(user=gone))["user"]["deleted"]
    ws.deactivate(BASHIR)
    assert (await web.chat_postMessage(channel=ws.dm(BASHIR), text="hi"))["ok"]
    with pytest.raises(LookupError):
        await ws.say(BASHIR, ws.dm(BASHIR), "still here")


async def test_tokens_are_looked_at(ws: Workspace) -> None:
    async def tried(token: str | None, method: str) -> str:
        client = AsyncWebClient(token=token, base_url=ws.api_url)
        return await code(client, method)

    assert await tried(None, "auth.test") == "not_authed"
    assert await tried("xoxb-other", "auth.test") == "invalid_auth"
    assert await tried("xapp-workspace", "auth.test") == "not_allowed_token_type"
    assert await tried("xoxb-workspace", "apps.connections.open") == "not_allowed_token_type"
    assert await tried(None, "apps.connections.open") == "not_authed"


@pytest.mark.parametrize(
    ("scope", "method", "args"),
    [
        ("chat:write", "chat.postMessage", {**HI, "channel": "#team"}),
        ("users:read", "users.list", {}),
        ("users:read.email", "users.lookupByEmail", {"email": ALMA}),
        ("channels:join", "conversations.join", {"channel": NOWHERE}),
        ("channels:read", "conversations.list", {}),
        ("files:write", "files.getUploadURLExternal", {"filename": "a", "length": 1}),
    ],
)
async def test_a_missing_scope_is_named(start: Started, scope: str, method: str, args: Json) -> None:
    ws = await start(scopes=SCOPES - {scope})
    with pytest.raises(SlackApiError) as refused:
        await client_of(ws).api_call(method, json=args)
    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == scope
    assert scope not in refused.value.response["provided"].split(",")


async def test_without_the_scope_nobody_is_written_to_or_read(start: Started) -> None:
    ws = await start(scopes=SCOPES - {"im:write", "im:history", "users:read.email"})
    web = client_of(ws)
    chen = ws.world.person(CHEN).id
    assert await code(web, "chat.postMessage", channel=chen, text="hi") == "missing_scope"
    assert await code(web, "conversations.open", users=chen) == "missing_scope"
    assert await code(web, "conversations.history", channel=ws.dm(CHEN)) == "missing_scope"
    assert "email" not in (await web.users_info(user=chen))["user"]["profile"]


async def test_only_dms_can_be_read_back(ws: Workspace, web: AsyncWebClient, clock: HandClock) -> None:
    team, dm = ws.world.channel("team").id, ws.dm(ALMA)
    assert await code(web, "conversations.history", channel=team) == "missing_scope"
    for index in range(5):
        clock.move(seconds=10)
        letter = {"event_type": "letter", "event_payload": {"key": str(index)}}
        await web.chat_postMessage(channel=dm, text=str(index), metadata=letter)
    first = await web.conversations_history(channel=dm, limit=3)
    assert [m["text"] for m in first["messages"]] == ["4", "3", "2"]
    assert first["messages"][0]["metadata"] == {"event_type": "letter"}
    assert first["has_more"]
    rest = await web.conversations_history(
        channel=dm, cursor=first["response_metadata"]["next_cursor"], include_all_metadata=True
    )
    assert [m["metadata"]["event_payload"]["key"] for m in rest["messages"]] == ["1", "0"]
    assert not rest["has_more"]
    edge = rest["messages"][0]["ts"]
    assert [m["text"] for m in (await web.conversations_history(channel=dm, oldest=edge))["messages"]] == [
        "4",
        "3",
        "2",
    ]
    between = await web.conversations_history(channel=dm, oldest=edge, latest=edge, inclusive=True)
    assert [m["text"] for m in between["messages"]] == ["1"]
    assert await code(web, "conversations.history", channel=dm, oldest="yesterday") == "invalid_ts_oldest"
    assert await code(web, "conversations.history", channel=dm, cursor="x") == "invalid_cursor"


async def test_arguments_come_in_the_query_in_a_form_or_as_json(start: Started) -> None:
    ws = await start(strict_rates=False)
    dm, address = ws.dm(ALMA), ws.api_url + "chat.postMessage"
    blocks = '[{"type": "divider"}]'
    given = {"channel": dm, "text": "hi", "blocks": blocks}
    headers = {"Authorization": "Bearer xoxb-workspace"}
    async with aiohttp.ClientSession(headers=headers) as session:
        mixed = {"params": {"channel": dm}, "json": {"text": "x"}}
        for ways in ({"params": given}, {"data": given}, {"json": given}, mixed):
            async with session.post(address, **ways) as answer:  # type: ignore[arg-type]
                assert (await answer.json())["ok"], ways
        async with session.get(address, params=given) as answer:
            assert (await answer.json())["ok"]
        for body, expected in (("{", "invalid_json"), ("[]", "json_not_object")):
            async with session.post(address, data=body, headers={"Content-Type": "application/json"}) as answer:
                assert (await answer.json())["error"] == expected
    async with aiohttp.ClientSession() as bare, bare.post(address, data={**given, "token": "xoxb-workspace"}) as answer:
        assert (await answer.json())["ok"]


async def test_lists_come_in_pages(ws: Workspace, web: AsyncWebClient) -> None:
    seen: list[str] = []
    async for page in await web.users_list(limit=2):
        seen += [member["id"] for member in page["members"]]
    assert seen == list(ws.world.people)
    names = [channel["name"] async for page in await web.conversations_list(limit=1) for channel in page["channels"]]
    assert names == ["team", "elsewhere", "closed"]
    open_ones = await web.conversations_list(exclude_archived=True)
    assert [channel["name"] for channel in open_ones["channels"]] == ["team", "elsewhere"]
