"""Who may talk to the page: its own scripts, and nobody's else."""

import json
from pathlib import Path

import aiohttp
import pytest
from workspace_cast import ALMA

from bot.workspace import page
from bot.workspace.workspace import Workspace

pytestmark = pytest.mark.asyncio(loop_scope="module")

FOLDER = Path(page.__file__).with_name("page")

FOREIGN = (
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Host": "elsewhere.example"},
    {"Host": "127.0.0.1.elsewhere.example:8484"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_a_stranger_is_refused_at_every_route(ws: Workspace, headers: dict[str, str]) -> None:
    me = ws.world.person(ALMA).id
    async with aiohttp.ClientSession(headers=headers) as stranger:
        for path in ("", "page/state", "page/script/main.js", "page/socket", "bar/clock.js"):
            async with stranger.get(ws.url + path) as answer:
                assert answer.status == 403, path
        said = {"channel": ws.dm(ALMA), "text": "hello"}
        async with stranger.post(f"{ws.url}page/say?as={me}", json=said) as answer:
            assert answer.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await stranger.ws_connect(f"{ws.url}page/socket")
    assert ws.visible(ALMA, ws.dm(ALMA)) == []


async def test_a_link_from_elsewhere_opens_the_front_page_only(ws: Workspace) -> None:
    follows = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    async with aiohttp.ClientSession(headers=follows) as person:
        async with person.get(ws.url) as answer:
            assert answer.status == 200
        async with person.get(f"{ws.url}page/state") as answer:
            assert answer.status == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_what_a_plain_form_could_send_does_nothing(ws: Workspace, kind: str) -> None:
    me = ws.world.person(ALMA).id
    body = json.dumps({"channel": ws.dm(ALMA), "text": "hello"})
    async with (
        aiohttp.ClientSession() as form,
        form.post(f"{ws.url}page/say?as={me}", data=body, headers={"Content-Type": kind}) as answer,
    ):
        assert (await answer.json())["ok"] is False
    assert ws.visible(ALMA, ws.dm(ALMA)) == []


@pytest.mark.parametrize("path", ["", "page/state", "page/script/main.js", "page/style/tokens.css", "page/icon.svg"])
async def test_every_answer_is_locked_down(ws: Workspace, path: str) -> None:
    async with aiohttp.ClientSession() as browser, browser.get(ws.url + path) as answer:
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path", ["page/script/../../world.py", "page/script/%2e%2e/index.html", "page/world.py", "bar/none.js"]
)
async def test_there_is_no_way_out_of_the_folder(ws: Workspace, path: str) -> None:
    async with aiohttp.ClientSession() as browser, browser.get(ws.url + path) as answer:
        assert answer.status in (403, 404, 405)


async def test_what_makes_no_sense_is_refused_in_words(ws: Workspace) -> None:
    me = ws.world.person(ALMA).id
    asked = (
        ("say", {"text": "no channel"}),
        ("say", {"channel": "C0", "text": "no such channel"}),
        ("press", {"view": "V0", "action": {"type": "button", "action_id": "a", "block_id": "b"}, "values": {}}),
        ("submit", {"view": "V0", "values": {}}),
        ("submit", {"view": "V0"}),
        ("close", {"view": "V0"}),
        ("read", []),
    )
    async with aiohttp.ClientSession() as browser:
        for verb, body in asked:
            async with browser.post(f"{ws.url}page/{verb}?as={me}", json=body) as answer:
                said = await answer.json()
                assert said["ok"] is False, verb
                assert said["error"], verb
        async with browser.post(f"{ws.url}page/nothing?as={me}", json={}) as answer:
            assert answer.status == 404
        async with browser.post(f"{ws.url}page/say?as={ws.world.bot.id}", json=asked[0][1]) as answer:
            assert (await answer.json())["ok"] is False


async def test_the_page_holds_no_script_or_style_inside_and_asks_for_nothing_outside() -> None:
    index = (FOLDER / "index.html").read_text()
    assert "<style" not in index
    assert "style=" not in index
    assert index.count("<script") == index.count('src="/page/script/')
    for file in FOLDER.rglob("*"):
        if file.suffix in (".js", ".css", ".html"):
            text = file.read_text()
            assert "innerHTML" not in text, file
            assert "outerHTML" not in text, file
            assert "insertAdjacentHTML" not in text, file
            assert "http://" not in text.replace("http://www.w3.org/", ""), file
            assert "https://" not in text, file
            assert len(text.splitlines()) <= 300, file
