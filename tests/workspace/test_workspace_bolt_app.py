"""A whole conversation between people and a real bolt app, through the workspace."""

from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncApp
from workspace_cast import ALMA, BASHIR, Listening

from bot.workspace.acts.typed_markup import for_command
from bot.workspace.workspace import Workspace

Json = dict[str, Any]


def button(action_id: str, **more: str) -> Json:
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": "Go"}, **more}


def modal(callback_id: str, *blocks: Json, **more: Any) -> Json:
    title, send = ({"type": "plain_text", "text": text} for text in ("A form", "Send"))
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": title,
        "submit": send,
        "blocks": list(blocks),
        **more,
    }


def question(block_id: str, **more: Any) -> Json:
    label = {"type": "plain_text", "text": "What happened?"}
    element = {"type": "plain_text_input", "action_id": "said"}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


async def test_a_command_opens_a_form_and_its_answer_is_posted(ws: Workspace, app: AsyncApp, listen: Listening) -> None:
    @app.command("/sel")
    async def open_form(ack: Any, body: Json, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal("reflect", question("why")))
        await ack()

    @app.view("reflect")
    async def keep(ack: Any, body: Json, client: Any) -> None:
        said = body["view"]["state"]["values"]["why"]["said"]["value"]
        await client.chat_postMessage(channel=body["user"]["id"], text=f"Kept: {said}")
        await ack()

    await listen()
    assert (await ws.command(ALMA, "team", "/sel reflect")).ok
    (form,) = ws.views(ALMA)
    assert form.callback_id == "reflect"
    empty = await ws.submit(ALMA, form.id)
    assert empty.errors == {"why": "Please complete this required field."}
    assert (await ws.submit(ALMA, form.id, {"said": "It rained"})).ok
    assert ws.views(ALMA) == []
    assert [m.text for m in ws.visible(ALMA, ws.dm(ALMA))] == ["Kept: It rained"]
    await ws.quiet()


async def test_a_button_turns_its_message_into_another(ws: Workspace, app: AsyncApp, listen: Listening) -> None:
    seen: list[Json] = []

    @app.action("done")
    async def done(ack: Any, body: Json, client: Any) -> None:
        seen.append(body)
        place = body["container"]
        await client.chat_update(channel=place["channel_id"], ts=place["message_ts"], text="Thank you", blocks=[])
        await ack()

    await listen()
    blocks = [{"type": "actions", "block_id": "b", "elements": [button("done", value="7")]}]
    await app.client.chat_postMessage(channel=ws.dm(ALMA), text="Did it happen?", blocks=blocks)
    (asked,) = ws.visible(ALMA, ws.dm(ALMA))
    assert (await ws.press(ALMA, asked, "done")).ok
    assert asked.text == "Thank you"
    assert asked.blocks == []
    assert asked.edited
    assert seen[0]["actions"][0]["value"] == "7"
    assert seen[0]["message"]["text"] == "Did it happen?"


async def test_words_reach_the_app_from_a_dm_and_as_a_mention(ws: Workspace, app: AsyncApp, listen: Listening) -> None:
    heard: list[Json] = []

    @app.event("message")
    async def in_dm(event: Json) -> None:
        heard.append(event)

    @app.event("app_mention")
    async def mentioned(event: Json) -> None:
        heard.append(event)

    await listen()
    await ws.say(ALMA, ws.dm(ALMA), "a < b & @Bashir Khan")
    await ws.say(BASHIR, "team", "@SEL Cycle Bot status?")
    await ws.say(BASHIR, "team", "nobody in particular")
    await ws.quiet()
    dm, mention = sorted(heard, key=lambda event: event["type"], reverse=True)
    bashir = ws.world.person(BASHIR).id
    assert dm["text"] == f"a &lt; b &amp; <@{bashir}>"
    assert dm["channel_type"] == "im"
    assert mention["text"] == f"<@{ws.world.bot.id}> status?"
    assert mention["blocks"][0]["elements"][0]["elements"][1]["text"] == " status?"


async def test_links_channels_and_signs_travel_as_slack_sends_them(ws: Workspace) -> None:
    bashir, team = ws.world.person(BASHIR), ws.world.channel("team")
    typed = (
        "@Bashir Khan see https://a.example/x?y=1&z=2, www.riverbend.org or ana@riverbend.org in #team @here `a@b.org`"
    )
    said = await ws.say(ALMA, ws.dm(ALMA), typed)
    assert said.text == (
        f"<@{bashir.id}> see <https://a.example/x?y=1&amp;z=2>, <http://www.riverbend.org|www.riverbend.org> or "
        f"<mailto:ana@riverbend.org|ana@riverbend.org> in <#{team.id}|team> <!here> `a@b.org`"
    )
    parts = said.blocks[0]["elements"][0]["elements"]
    assert [part["type"] for part in parts if part["type"] != "text"] == [
        "user",
        "link",
        "link",
        "link",
        "channel",
        "broadcast",
    ]
    assert (
        for_command(ws.runtime, "a < b & @Bashir Khan https://a.example")
        == "a &lt; b &amp; @Bashir Khan https://a.example"
    )
    asked = replace(ws.runtime, command_escapes=True)
    assert for_command(asked, "a < b & @Bashir Khan https://a.example") == (
        f"a &lt; b &amp; <@{bashir.id}|{bashir.handle}> <https://a.example>"
    )
