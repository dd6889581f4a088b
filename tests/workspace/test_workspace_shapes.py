"""Every answer and every payload has only recorded fields, of the recorded types."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from workspace_blocks import actions, button, every_block, modal, png, question
from workspace_cast import ALMA, BASHIR, HandClock, Started, client_of
from workspace_raw_socket import RawApp

from bot.workspace.methods.all_methods import METHODS
from bot.workspace.methods.method import ANYWHERE
from bot.workspace.workspace import EVENTS, Workspace

Json = dict[str, Any]
SHARED = Path(os.environ.get("SEL_SHARED", Path(__file__).parents[3] / "shared"))
RECORDED = SHARED / "data" / "slack-json"
pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="no recorded JSON beside the project (SEL_SHARED)")


def recorded(*names: str) -> Any:
    return json.loads(RECORDED.joinpath(*names).read_text())


@cache
def typed() -> dict[str, list[Json]]:
    """Every recorded part that has a type, by that type."""
    parts_by_type: dict[str, list[Json]] = {"mrkdwn": [{"type": "", "text": "", "verbatim": False}]}

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if part.get("type"):
                parts_by_type.setdefault(part["type"], []).append(part)
            for inner in part.values():
                walk(inner)
        for inner in part if isinstance(part, list) else ():
            walk(inner)

    walk(recorded("api", "views.open.json"))
    return parts_by_type


def misfits(value: Any, shape: Any, at: str = "") -> list[str]:
    """Where `value` has a field or a type that `shape` has not; an empty recorded object or list says nothing."""
    if value is None or shape in ({}, []):
        return []
    if isinstance(value, dict) and isinstance(shape, dict):
        kind = value.get("type")
        if shape.get("type") and kind in typed() and kind != shape["type"]:
            # Where a part may be of several types, a recording shows one; the others stand elsewhere.
            return min((_fields(value, other, at) for other in typed()[kind]), key=len)
        return _fields(value, shape, at)
    if isinstance(value, list) and isinstance(shape, list):
        return [wrong for index, item in enumerate(value) for wrong in _item(item, shape, f"{at}/{index}")]
    same = type(value) is type(shape)
    return [] if same else [f"{at}: {type(value).__name__} instead of {type(shape).__name__}"]


def _fields(value: Json, shape: Json, at: str) -> list[str]:
    wrong = [f"{at}/{key}: not recorded" for key in value if key not in shape]
    known = (key for key in value if key in shape)
    return wrong + [miss for key in known for miss in misfits(value[key], shape[key], f"{at}/{key}")]


def _item(item: Any, shapes: list[Any], at: str) -> list[str]:
    if isinstance(item, dict) and "type" in item:
        # Some recordings leave fields of a part out that others have.
        alike = [shape for shape in shapes if shape.get("type") in ("", item["type"])] + typed().get(item["type"], [])
        if not alike:
            return []
        return min((misfits(item, shape, at) for shape in alike), key=len)
    return min((misfits(item, shape, at) for shape in shapes), key=len)


async def answers(web: AsyncWebClient, ws: Workspace, clock: HandClock) -> dict[str, Json]:
    """One good answer of every method."""
    got: dict[str, Json] = {}

    async def call(method: str, **args: Any) -> Json:
        answer = await web.api_call(method, json={k: v for k, v in args.items() if v is not None})
        got[method] = dict(answer.data)  # type: ignore[arg-type]
        return got[method]

    alma = ws.world.person(ALMA).id
    team = ws.world.channel("team").id
    link = AsyncWebClient(token="xapp-workspace", base_url=ws.api_url)
    got["apps.connections.open"] = dict((await link.apps_connections_open(app_token="xapp-workspace")).data)  # type: ignore[arg-type]
    await call("auth.test")
    await call("api.test", foo="bar")
    await call("users.info", user=alma)
    await call("users.list")
    await call("users.lookupByEmail", email=ALMA)
    dm = (await call("conversations.open", users=alma, return_im=True))["channel"]["id"]
    await call("conversations.info", channel=team, include_num_members=True)
    await call("users.conversations")
    await call("conversations.list")
    await call("conversations.members", channel=team)
    await call("conversations.join", channel=ws.world.channel("elsewhere").id)
    image = await upload(web)
    got["files.getUploadURLExternal"], got["files.completeUploadExternal"] = image
    clock.move(seconds=1)
    await call("files.info", file=image[1]["files"][0]["id"])
    blocks = every_block(image[1]["files"][0]["id"])
    letter = {"event_type": "letter", "event_payload": {"key": "1"}}
    posted = await call("chat.postMessage", channel=dm, text="hi", blocks=blocks, metadata=letter)
    await call("chat.postMessage", channel=dm, text="below", thread_ts=posted["ts"])
    await call("chat.update", channel=dm, ts=posted["ts"], text="ho")
    await call("chat.getPermalink", channel=dm, message_ts=posted["ts"])
    await call("conversations.history", channel=dm, include_all_metadata=True)
    await call("conversations.replies", channel=dm, ts=posted["ts"], include_all_metadata=True)
    ws.give_scope("reactions:write")
    await call("reactions.add", channel=dm, timestamp=posted["ts"], name="eyes")
    await call("chat.delete", channel=dm, ts=posted["ts"])
    await call("chat.postEphemeral", channel=team, user=alma, text="psst")
    await call("blocks.validate", blocks=[{"type": "divider"}])
    await call("views.publish", user_id=alma, view={"type": "home", "blocks": blocks})
    view = modal("form", question("why"))
    opened = await call("views.open", trigger_id=ws.runtime.tickets.trigger(alma), view=view)
    top = opened["view"]["id"]
    await call("views.push", trigger_id=ws.runtime.tickets.trigger(alma, top), view=view)
    await call("views.update", view_id=top, view=view)
    return got


async def upload(web: AsyncWebClient) -> tuple[Json, Json]:
    """An image, uploaded in Slack's three steps; the answers to the first and the last."""
    picture = png()
    place = await web.files_getUploadURLExternal(filename="chart.png", length=len(picture))
    session = web.session
    assert session is None
    await web._upload_file(url=place["upload_url"], data=picture, logger=web._logger, timeout=5, proxy=None, ssl=None)
    done = await web.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "Chart"}])
    return dict(place.data), dict(done.data)  # type: ignore[arg-type]


async def test_answers_have_recorded_fields_only(ws: Workspace, web: AsyncWebClient, clock: HandClock) -> None:
    got = await answers(web, ws, clock)
    assert set(got) == set(METHODS)
    # A recorded message is no thread's parent in one answer and is in another: together they show all its fields.
    message = {
        **recorded("payloads", "BlockActionPayload.json")["message"],
        **recorded("api", "chat.postMessage.json")["message"],
    }
    for method, answer in got.items():
        if RECORDED.joinpath("api", f"{method}.json").exists():
            shape = recorded("api", f"{method}.json")
            if method == "chat.update":
                shape["message"] = {**message, **shape["message"]}
            assert misfits(answer, shape, method) == []
    allowed = recorded("methods", "conversations.history.json")["output"]["properties"]
    assert set(got["conversations.history"]) - {"ok"} <= set(allowed)
    assert got["blocks.validate"] == {"ok": True}
    assert got["api.test"] == {"ok": True, "args": {"foo": "bar"}}
    for said in got["conversations.history"]["messages"]:
        assert misfits(said, message) == []


def page_of(name: str) -> Any:
    """A method's arguments and codes: its recorded page, or, of what has none, what the older description says."""
    if RECORDED.joinpath("methods", f"{name}.json").exists():
        return recorded("methods", f"{name}.json")
    operation = recorded("slack_web_openapi_v2.json")["paths"][f"/{name}"]
    operation = operation.get("get") or operation["post"]
    newer = {"include_all_metadata": {}}  # since 2022
    arguments = {each["name"]: each for each in operation["parameters"]} | newer
    codes = operation["responses"]["default"]["schema"]["properties"]["error"].get("enum", [])
    required = [each.name for each in METHODS[name].args if each.required]  # which it does not say
    return {
        "args": {"properties": arguments, "required": required},
        "errors": [*codes, "invalid_cursor", "channel_not_found"],
        "scope": {"bot": operation["security"][0]["slackAuth"]},
    }


def test_the_table_of_methods_knows_recorded_arguments_and_codes_only() -> None:
    everywhere = {"msg_blocks_too_long", "invalid_blocks_format", "invalid_attachments", "blocks.validate"}
    for method in METHODS.values():
        page = page_of(method.name)
        described = page["args"]["properties"]
        assert {arg.name for arg in method.args} <= set(described) | {"mrkdwn", "unfurl_links", "unfurl_media"}
        required = set(page["args"].get("required", ())) - {"token"}
        assert {arg.name for arg in method.args if arg.required} == required, method.name
        assert method.errors - ANYWHERE - everywhere <= set(page["errors"]) | _shared_with_post(method.name)
        scopes = page.get("scope", {}).get("bot", [])
        assert method.scope is None or method.scope in scopes


def _shared_with_post(name: str) -> set[str]:
    """What chat.postEphemeral and chat.update refuse in the words of chat.postMessage."""
    return set(recorded("methods", "chat.postMessage.json")["errors"]) if name.startswith("chat.post") else set()


def test_the_tiers_are_the_recorded_ones() -> None:
    tiers = recorded("rate_limit_tiers.json")
    special = {"posting": "SpecialTier_chat_postMessage", "machine": "Tier1"}
    for method in METHODS.values():
        tier = tiers.get(method.name)
        if method.tier == "hundreds":
            assert tier is None or tier == f"SpecialTier_{method.name.replace('.', '_')}"
        else:
            assert tier == special.get(method.tier, f"Tier{method.tier}"), method.name


async def test_payloads_have_recorded_fields_only(start: Started, clock: HandClock) -> None:
    ws = await start(events=EVENTS | {"member_joined_channel"})
    web = client_of(ws)
    alma, dm = ws.world.person(ALMA).id, ws.dm(ALMA)
    file = (await upload(web))[1]["files"][0]["id"]
    clock.move(seconds=1)
    await web.views_publish(user_id=alma, view={"type": "home", "blocks": every_block(file)})
    go = [actions(button("go"))]
    async with RawApp(ws) as raw:
        await ws.command(ALMA, "team", "/sel reflect")
        await ws.open_home(ALMA)
        await ws.say(ALMA, dm, "hello")
        await ws.say(ALMA, "team", "@SEL Cycle Bot hello")
        await web.chat_postMessage(channel=dm, text="x", blocks=[*every_block(file), actions(button("go"))])
        message = ws.visible(ALMA, dm)[-1]
        for name in ("go", "pick", "many", "day", "hour", "who", "room", "boxes", "one", "more"):
            await ws.press(ALMA, message, name, value=CHOSEN.get(name))
        await ws.shortcut(ALMA, "look-into", message)
        await web.chat_postEphemeral(channel=ws.world.channel("team").id, user=alma, text="x", blocks=go)
        await ws.press(ALMA, ws.visible(ALMA, "team")[-1], "go")
        view = modal("form", question("why"), actions(button("go")), notify_on_close=True)
        for end in ("submit", "close"):
            await web.views_open(trigger_id=ws.runtime.tickets.trigger(alma), view=view)
            top = ws.views(ALMA)[-1]
            await ws.press(ALMA, top, "go", filled={"said": "so"})
            await (ws.submit(ALMA, top.id) if end == "submit" else ws.close_view(ALMA, top.id))
        ws.invite_bot("elsewhere", by=ALMA)
        ws.change_email(BASHIR, "khan@riverbend.example")
        await ws.quiet()
    seen = {check(payload) for payload in raw.payloads}
    assert seen == {
        "SlashCommandPayload",
        "BlockActionPayload",
        "ViewSubmissionPayload",
        "ViewClosedPayload",
        "AppHomeOpenedPayload",
        "MessagePayload",
        "AppMentionPayload",
        "MessageShortcutPayload",
        "MemberJoinedChannelPayload",
        "UserChangePayload",
    }


CHOSEN = {
    "pick": "a",
    "many": ["a", "b"],
    "day": "2026-09-07",
    "hour": "14:30",
    "who": ALMA,
    "room": "team",
    "boxes": ["a"],
    "one": "b",
    "more": "a",
}
KINDS = {
    "block_actions": "BlockActionPayload",
    "view_submission": "ViewSubmissionPayload",
    "view_closed": "ViewClosedPayload",
    "app_home_opened": "AppHomeOpenedPayload",
    "message": "MessagePayload",
    "app_mention": "AppMentionPayload",
    "message_action": "MessageShortcutPayload",
    "member_joined_channel": "MemberJoinedChannelPayload",
    "user_change": "UserChangePayload",
}


def check(payload: Json) -> str:
    """Hold one payload against its recording; the recording's name."""
    event = payload.get("event")
    name = "SlashCommandPayload" if "command" in payload else KINDS[(event or payload)["type"]]
    shape = recorded("events" if event else "payloads", f"{name}.json")
    # A bot's own message in a DM carries what every message of an app does.
    if name == "MessagePayload":
        shape["event"] |= {"app_id": ""}
    # docs.slack.dev shows a time of the event that the recording has not.
    if name == "UserChangePayload":
        shape["event"] |= {"event_ts": ""}
    # Only menus for one choice were recorded; those for several say the same in the plural.
    if name == "BlockActionPayload":
        shape["actions"][0]["selected_options"] = [shape["actions"][0]["selected_option"]]
    # The recordings of these payloads leave a view's blocks out; the answers of views.open have them.
    for holder in (shape, shape.get("event", {})):
        if "view" in holder:
            holder["view"] |= {"blocks": recorded("api", "views.open.json")["view"]["blocks"]}
    assert misfits(payload, shape, name) == []
    return name
