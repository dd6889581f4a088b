"""Menus that the app fills while somebody types: what is asked, what may be offered, and that only that is chosen."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from workspace_blocks import actions, element, modal, option, options, plain, question
from workspace_cast import ALMA, Listening
from workspace_raw_socket import RawApp

from bot.workspace.acts.press import NO_ANSWER
from bot.workspace.workspace import Workspace

Json = dict[str, Any]
ONE = element("external_select", "pet", min_query_length=0)
SOME = element("multi_external_select", "pets", min_query_length=2, max_selected_items=2)


async def form(ws: Workspace, web: AsyncWebClient, *fields: Json) -> str:
    trigger = ws.runtime.tickets.trigger(ws.world.person(ALMA).id)
    await web.views_open(trigger_id=trigger, view=modal("form", *fields))
    return ws.views(ALMA)[-1].id


async def test_what_is_typed_reaches_the_app_and_what_it_offers_is_chosen(
    ws: Workspace, app: AsyncApp, listen: Listening
) -> None:
    asked: list[Json] = []
    submissions: list[Json] = []

    @app.options("pet")
    async def offer(ack: Any, body: Json) -> None:
        asked.append(body)
        await ack(options=[one for one in (option("cat"), option("dog")) if body["value"] in one["value"]])

    @app.options("pets")
    async def offer_groups(ack: Any) -> None:
        await ack(option_groups=[{"label": plain("Small"), "options": options(3)}])

    @app.view("form")
    async def keep(ack: Any, body: Json) -> None:
        submissions.append(body["view"]["state"]["values"])
        await ack()

    await listen()
    view = await form(ws, app.client, question("a", ONE), question("b", SOME))
    offered = await ws.suggest(ALMA, view, "pet", "do")
    assert offered.payload == {"options": [option("dog")]}
    assert (asked[0]["type"], asked[0]["value"]) == ("block_suggestion", "do")
    assert (asked[0]["action_id"], asked[0]["block_id"], asked[0]["view"]["id"]) == ("pet", "a", view)
    assert "trigger_id" not in asked[0]
    with pytest.raises(LookupError, match="'cat' is not among"):
        await ws.submit(ALMA, view, {"pet": "cat"})
    assert (await ws.suggest(ALMA, view, "pets", "o")).payload == {"options": []}
    await ws.suggest(ALMA, view, "pets", "oo")
    assert (await ws.submit(ALMA, view, {"pet": "dog", "pets": ["o0", "O2"]})).ok
    assert submissions[0]["a"]["pet"] == {"type": "external_select", "selected_option": option("dog")}
    assert [one["value"] for one in submissions[0]["b"]["pets"]["selected_options"]] == ["o0", "o2"]


async def test_a_menu_in_a_message_tells_the_app_what_was_chosen(ws: Workspace, web: AsyncWebClient) -> None:
    await web.chat_postMessage(channel=ws.dm(ALMA), text="t", blocks=[actions(ONE, block_id="b")])
    message = ws.visible(ALMA, ws.dm(ALMA))[0]
    async with RawApp(ws, lambda payload: {"options": [option("cat")]} if "value" in payload else None) as raw:
        await ws.suggest(ALMA, message, "pet", "c")
        assert (await ws.press(ALMA, message, "pet", value="cat")).ok
        asked, pressed = raw.payloads[-2:]
    assert {"response_url", "state"} & asked.keys() == set()
    assert (asked["container"]["message_ts"], asked["message"]["text"]) == (message.ts, "t")
    assert pressed["actions"][0]["selected_option"] == option("cat")


WRONG: list[Json | None] = [
    None,
    {},
    {"options": [], "option_groups": []},
    {"options": [{"text": plain("x")}]},
    {"options": options(101)},
    {"option_groups": [{"label": plain("g"), "options": []}]},
]


@pytest.mark.parametrize("answer", WRONG)
async def test_what_does_not_fit_is_not_offered(ws: Workspace, web: AsyncWebClient, answer: Json | None) -> None:
    view = await form(ws, web, question("a", ONE))
    async with RawApp(ws, lambda _: answer):
        assert (await ws.suggest(ALMA, view, "pet")).error == NO_ANSWER
    with pytest.raises(LookupError, match="brings its own"):
        await ws.suggest(ALMA, await form(ws, web, question("c", element("users_select", "who"))), "who")


async def test_what_was_preset_or_chosen_before_stays(ws: Workspace, web: AsyncWebClient) -> None:
    view = await form(ws, web, question("a", {**ONE, "initial_option": option("cat")}))
    async with RawApp(ws) as raw:
        assert (await ws.submit(ALMA, view)).ok
        values = raw.last("view")["view"]["state"]["values"]
    assert values["a"]["pet"]["selected_option"]["value"] == "cat"
