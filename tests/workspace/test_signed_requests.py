"""An app with a request address and no sockets: signed requests, what it answers at once, events that come again."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from workspace_blocks import button, element, modal, option, options, plain, question, section
from workspace_cast import ALMA, CHANNELS, PEOPLE, TIMING, HandClock

from bot.workspace.workspace import Workspace

Json = dict[str, Any]
SECRET = "s3cret"
PATH = "/slack/events"


@asynccontextmanager
async def serving(
    clock: HandClock, make: Callable[[AsyncApp], object], secret: str = SECRET
) -> AsyncIterator[Workspace]:
    """A workspace whose app is served over HTTP. The app knows the workspace's secret, or another."""
    client = AsyncWebClient(token="xoxb-workspace", base_url="http://127.0.0.1/", retry_handlers=[])
    app = AsyncApp(client=client, signing_secret=secret, process_before_response=True)
    make(app)
    async with TestServer(app.web_app(path=PATH), host="127.0.0.1") as server:
        url = str(server.make_url(PATH))
        async with Workspace(
            PEOPLE, CHANNELS, clock=clock, timing=TIMING, request_url=url, signing_secret=SECRET, own_events=False
        ) as ws:
            client.base_url = ws.api_url
            yield ws


def modals(app: AsyncApp) -> list[Json]:
    """A command that answers at once, again and with a form, whose menus the app fills; what the form brought."""
    submissions: list[Json] = []

    @app.command("/sel")
    async def begin(ack: Any, respond: Any, body: Json, client: AsyncWebClient) -> None:
        await ack(text="Accepted!")
        await respond(blocks=[section("You can press", accessory=button("press", value="7"))])
        menus = (element("external_select", "one", min_query_length=0), element("multi_external_select", "some"))
        form = modal("form", question("words"), question("a", menus[0]), question("b", menus[1]))
        await client.views_open(trigger_id=body["trigger_id"], view=form)

    @app.options("one")
    async def offer_one(ack: Any) -> None:
        await ack({"options": [option("maru")]})

    @app.options("some")
    async def offer_some(ack: Any) -> None:
        await ack(option_groups=[{"label": plain("Group"), "options": options(2)}])

    @app.view("form")
    async def keep(ack: Any, body: Json) -> None:
        submissions.append(body["view"]["state"]["values"])
        await ack()

    @app.action("press")
    async def pressed(ack: Any, body: Json, respond: Any) -> None:
        await ack()
        await respond(response_type="in_channel", replace_original=False, text=f"<@{body['user']['id']}> pressed")
        await respond(replace_original=False, text="Done!")

    return submissions


async def test_a_command_a_form_its_menus_and_a_button(clock: HandClock) -> None:
    submissions: list[Json] = []
    async with serving(clock, lambda app: submissions.append({"kept": modals(app)})) as ws:
        assert (await ws.command(ALMA, "team", "/sel reflect")).ok
        shown = ws.visible(ALMA, "team")
        assert sorted(message.text for message in shown) == ["", "Accepted!"]
        form = ws.views(ALMA)[0]
        for name in ("one", "some"):
            assert (await ws.suggest(ALMA, form.id, name, "abc")).ok
        assert (await ws.submit(ALMA, form.id, {"words": "so", "a": "maru", "b": ["o0", "o1"]})).ok
        assert ws.views(ALMA) == []
        pressed = next(message for message in shown if message.blocks)
        assert (await ws.press(ALMA, pressed, "press")).ok
        alma = ws.world.person(ALMA).id
        assert [message.text for message in ws.visible(ALMA, "team")][2:] == [f"<@{alma}> pressed", "Done!"]
    values = submissions[0]["kept"][0]
    assert values["words"]["said"]["value"] == "so"
    assert values["a"]["one"]["selected_option"]["value"] == "maru"
    assert [each["value"] for each in values["b"]["some"]["selected_options"]] == ["o0", "o1"]


async def test_an_app_that_knows_another_secret_refuses(clock: HandClock) -> None:
    async with serving(clock, modals, secret="another") as ws:
        assert (await ws.command(ALMA, "team", "/sel help")).error == '/sel failed with the error "http_client_error".'


async def test_an_event_comes_again_after_trouble_and_says_so(clock: HandClock) -> None:
    heard: list[tuple[str | None, str | None]] = []

    async def hear(request: web.Request) -> web.Response:
        heard.append((request.headers.get("X-Slack-Retry-Num"), request.headers.get("X-Slack-Retry-Reason")))
        return web.Response(status=500 if len(heard) < 3 else 200)

    site = web.Application()
    site.router.add_post(PATH, hear)
    async with TestServer(site, host="127.0.0.1") as server:
        url = str(server.make_url(PATH))
        async with Workspace(PEOPLE, CHANNELS, clock=clock, timing=TIMING, request_url=url) as ws:
            await ws.say(ALMA, ws.dm(ALMA), "hello")
            await ws.quiet()
            assert heard == [(None, None), ("1", "http_error"), ("2", "http_error")]
            await server.close()
            assert (await ws.command(ALMA, "team", "/sel x")).error == '/sel failed with the error "http_client_error".'


def test_nothing_is_sent_to_another_machine() -> None:
    with pytest.raises(ValueError, match="this machine only"):
        Workspace(PEOPLE, CHANNELS, request_url="https://hooks.example/slack/events")
