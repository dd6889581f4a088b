"""What may stand in messages only: markdown, tables, attachments, and another name and picture than the app's."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from workspace_blocks import actions, button, modal, mrkdwn, rich, section
from workspace_cast import ALMA
from workspace_raw_socket import RawApp

from bot.workspace.blockkit.check import message_problems, view_problems
from bot.workspace.workspace import Workspace

Json = dict[str, Any]
HERE = "/0/rows/0/0"


def never(_: str) -> bool:
    return False


def raw(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def table(*rows: list[Json], **more: Any) -> Json:
    return {"type": "table", "rows": list(rows) or [[raw("a")]], **more}


def marked_down(text: str) -> Json:
    return {"type": "markdown", "text": text}


FITS: list[Json] = [
    table([raw("School"), raw("Now")], [rich({"type": "text", "text": "Hill"}), {"type": "raw_number", "value": 66}]),
    table(column_settings=[{"align": "right"}, None, {"is_wrapped": True}]),
    table(*[[raw("x")] * 20] * 100),
    table([raw("w" * 10_000)]),
    marked_down("w" * 12_000),
]
WRONG: list[tuple[Json, str, str]] = [
    (table([raw("")]), f"{HERE}/text", "must be more than 0 characters"),
    (table([{"type": "image", "text": "x"}]), f"{HERE}/type", "unsupported type: image"),
    (table([{"type": "raw_number", "value": "6"}]), f"{HERE}/value", "must be a number"),
    (table([]), "/0/rows/0", "no less than 1 items required"),
    (table([raw("x")] * 21), "/0/rows/0", "no more than 20 items allowed"),
    (table(*[[raw("x")]] * 101), "/0/rows", "no more than 100 items allowed"),
    (table([raw("w" * 5_000), raw("w" * 5_001)]), "/0/rows", "must be less than 10001 characters"),
    (table(column_settings=[{"align": "top"}]), "/0/column_settings/0/align", "must be a valid enum value"),
    (marked_down("w" * 12_001), "/0/text", "must be less than 12001 characters"),
    (marked_down(""), "/0/text", "must be more than 0 characters"),
]


@pytest.mark.parametrize("block", FITS)
def test_markdown_and_tables_stand_in_messages_alone(block: Json) -> None:
    assert message_problems([block], "", never) == []
    kind = f"unsupported type: {block['type']}"
    assert view_problems(modal("c", block), "modal", "", never) == [("/blocks/0/type", kind)]


@pytest.mark.parametrize(("block", "at", "complaint"), WRONG)
def test_what_does_not_fit_is_refused_where_it_stands(block: Json, at: str, complaint: str) -> None:
    assert message_problems([block], "", never) == [(at, complaint)]


def test_all_markdown_of_a_message_counts_together() -> None:
    blocks = [marked_down("w" * 6_000), section(), marked_down("w" * 6_001)]
    assert message_problems(blocks, "", never) == [("/2/text", "must be less than 12001 characters")]


async def posted(ws: Workspace, web: AsyncWebClient, **more: Any) -> Json:
    message: Json = (await web.chat_postMessage(channel=ws.dm(ALMA), **more))["message"]
    return message


async def refused(ws: Workspace, web: AsyncWebClient, **more: Any) -> Json:
    with pytest.raises(SlackApiError) as error:
        await posted(ws, web, text="t", **more)
    return dict(error.value.response.data)  # type: ignore[arg-type]


async def test_markdown_keeps_no_id(ws: Workspace, web: AsyncWebClient) -> None:
    message = await posted(ws, web, text="t", blocks=[{**marked_down("**b**"), "block_id": "mine"}])
    assert message["blocks"] == [marked_down("**b**")]


async def test_a_message_has_one_table(ws: Workspace, web: AsyncWebClient) -> None:
    assert (await posted(ws, web, text="t", blocks=[table(), section()]))["blocks"][0]["type"] == "table"
    for more in ({"blocks": [table(), table()]}, {"blocks": [table()], "attachments": [{"blocks": [table()]}]}):
        answer = await refused(ws, web, **more)
        assert (answer["error"], answer["errors"]) == ("invalid_attachments", ["only_one_table_allowed"])


async def test_attachments_are_numbered_completed_and_acted_in(ws: Workspace, web: AsyncWebClient) -> None:
    blocks = [section("Set off"), actions(button("go", value="7"))]
    message = await posted(ws, web, attachments=[{"color": "#36a64f", "blocks": blocks}, {"text": "Plain *words*"}])
    first, second = message["attachments"]
    assert [(each["id"], each["fallback"]) for each in (first, second)] == [
        (1, "[no preview available]"),
        (2, "Plain *words*"),
    ]
    assert first["blocks"][0]["block_id"]
    shown = ws.visible(ALMA, ws.dm(ALMA))[0]
    async with RawApp(ws) as app:
        assert (await ws.press(ALMA, shown, "go")).ok
        assert app.last("actions")["actions"][0]["value"] == "7"
    await web.chat_update(channel=ws.dm(ALMA), ts=shown.ts, text="Done", attachments=[])
    assert (shown.text, shown.attachments) == ("Done", [])


async def test_attachments_that_do_not_fit_are_refused(ws: Workspace, web: AsyncWebClient) -> None:
    assert (await refused(ws, web, attachments="[{"))["error"] == "invalid_attachments"
    assert (await refused(ws, web, attachments=["x"]))["error"] == "invalid_attachments"
    assert (await refused(ws, web, attachments=[{"text": "x"}] * 101))["error"] == "too_many_attachments"
    answer = await refused(ws, web, attachments=[{"text": "x"}, {"blocks": [{"type": "header", "text": mrkdwn("x")}]}])
    assert answer["errors"] == ["must be one of plain_text [json-pointer:/attachments/1/blocks/0/text/type]"]


@pytest.mark.parametrize(
    "guise", [{"username": "Coach"}, {"icon_emoji": ":apple:"}, {"icon_url": "https://x.example/a"}]
)
async def test_another_name_or_picture_needs_its_scope(ws: Workspace, web: AsyncWebClient, guise: Json) -> None:
    alma = ws.world.person(ALMA).id
    answer = await refused(ws, web, **guise)
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write.customize")
    with pytest.raises(SlackApiError, match="missing_scope"):
        await web.chat_postEphemeral(channel=ws.world.channel("team").id, user=alma, text="t", **guise)
    ws.give_scope("chat:write.customize")
    message = await posted(ws, web, text="t", **guise)
    assert (message["subtype"], message.get("username", "")) == ("bot_message", guise.get("username", ""))
    assert bool(message.get("icons")) is ("username" not in guise)


async def test_an_app_reacts_once_with_each_emoji(ws: Workspace, web: AsyncWebClient) -> None:
    ws.give_scope("reactions:write")
    said = await ws.say(ALMA, ws.dm(ALMA), "hello")
    place = {"channel": said.channel, "timestamp": said.ts}
    await web.reactions_add(name="eyes", **place)
    await web.reactions_add(name="wave::skin-tone-2", **place)
    for name, code in (("eyes", "already_reacted"), (":eyes:", "invalid_name")):
        with pytest.raises(SlackApiError, match=code):
            await web.reactions_add(name=name, **place)
    with pytest.raises(SlackApiError, match="message_not_found"):
        await web.reactions_add(name="eyes", channel=said.channel, timestamp="1.000001")
    told = (await web.conversations_history(channel=said.channel))["messages"][0]
    assert told["reactions"][0] == {"name": "eyes", "users": [ws.world.bot.id], "count": 1}


async def test_signs_in_plain_text_come_back_escaped(ws: Workspace, web: AsyncWebClient) -> None:
    go = button("go", text={"type": "plain_text", "text": "Answer & 1 &amp; <2>"})
    message = await posted(ws, web, text="t", blocks=[actions(go), section("a &amp; b <https://x.example|x>")])
    assert message["blocks"][0]["elements"][0]["text"]["text"] == "Answer &amp; 1 &amp; &lt;2&gt;"
    assert message["blocks"][1]["text"]["text"] == "a &amp; b <https://x.example|x>"
    assert ws.visible(ALMA, ws.dm(ALMA))[0].blocks[0]["elements"][0]["text"]["text"] == "Answer & 1 &amp; <2>"
