"""Uploads and downloads, and who is let in: only programs and pages of this machine."""

import asyncio
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from workspace_blocks import png
from workspace_cast import ALMA, BASHIR, CHANNELS, PEOPLE, HandClock, Started, client_of
from workspace_raw_socket import RawApp

from bot.workspace.clock import PATIENT
from bot.workspace.methods.files import MOST_BYTES
from bot.workspace.workspace import Workspace

Json = dict[str, Any]


def picture(file_id: str) -> Json:
    return {"type": "image", "alt_text": "A chart that rises", "slack_file": {"id": file_id}}


async def test_an_uploaded_picture_is_shown_and_shared(ws: Workspace, web: AsyncWebClient, clock: HandClock) -> None:
    team = ws.world.channel("team").id
    done = await web.files_upload_v2(
        channel=team, content=png(), filename="chart.png", title="Chart", alt_txt="It rises", initial_comment="Look"
    )
    file = done["files"][0]
    assert file["alt_txt"] == "It rises"
    (shared,) = ws.visible(BASHIR, "team")
    assert (shared.text, shared.files) == ("Look", [file["id"]])
    clock.move(seconds=1)
    posted = await web.chat_postMessage(channel=team, text="again", blocks=[picture(file["id"])])
    assert posted["ok"]
    async with aiohttp.ClientSession() as session, session.get(file["url_private"]) as answer:
        assert await answer.read() == png()
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_picture_shared_nowhere_may_stand_in_blocks_once_it_is_complete(
    ws: Workspace, web: AsyncWebClient, clock: HandClock
) -> None:
    place = await web.files_getUploadURLExternal(filename="chart.png", length=len(png()))

    async def shown() -> str:
        try:
            await web.chat_postMessage(channel=ws.dm(ALMA), text="t", blocks=[picture(place["file_id"])])
        except SlackApiError as refused:
            return str(refused.response["errors"])
        return "ok"

    wrong = "['invalid slack file [json-pointer:/blocks/0/slack_file]']"
    assert await shown() == wrong
    async with aiohttp.ClientSession() as session:
        form = aiohttp.FormData()
        form.add_field("file", png(), filename="chart.png")
        async with session.post(place["upload_url"], data=form) as answer:
            assert answer.status == 200
        async with session.post(place["upload_url"], data=png()) as again:
            assert again.status == 400
    assert await shown() == wrong
    done = await web.files_completeUploadExternal(files=[{"id": place["file_id"]}])
    told = [done["files"][0], (await web.files_info(file=place["file_id"]))["file"]]
    assert [(file["mimetype"], file["filetype"]) for file in told] == [("", "")] * 2
    assert await shown() == wrong
    clock.move(seconds=1)
    assert (await web.files_info(file=place["file_id"]))["file"]["mimetype"] == "image/png"
    assert await shown() == "ok"


async def test_an_answer_with_a_picture_that_is_not_ready_gets_404_and_no_reason(start: Started) -> None:
    ws = await start(timing=replace(PATIENT, image=3600))
    done = await client_of(ws).files_upload_v2(content=png(), filename="chart.png")
    body = {"text": "t", "blocks": [picture(done["files"][0]["id"])]}
    async with RawApp(ws) as raw, aiohttp.ClientSession() as session:
        await ws.command(ALMA, "team", "/sel chart")
        async with session.post(raw.last("response_url")["response_url"], json=body) as answer:
            assert answer.status == 404
            assert await answer.json() == {"ok": False, "error": "invalid_blocks"}
    assert ws.visible(ALMA, "team") == []


async def test_the_machines_time_makes_a_picture_ready_too(start: Started) -> None:
    ws = await start(timing=replace(PATIENT, image=0.02))
    web = client_of(ws)
    file = (await web.files_upload_v2(content=png(), filename="chart.png"))["files"][0]["id"]
    await asyncio.sleep(0.02)
    assert (await web.chat_postMessage(channel=ws.dm(ALMA), text="t", blocks=[picture(file)]))["ok"]


async def test_the_bot_is_told_of_its_own_files_and_of_those_where_it_is(ws: Workspace, web: AsyncWebClient) -> None:
    async def told(file_id: str) -> str:
        try:
            return str((await web.files_info(file=file_id))["file"]["name"])
        except SlackApiError as refused:
            return str(refused.response["error"])

    here = await ws.share(ALMA, "team", "here.csv", b"1")
    there = await ws.share(ALMA, "secret", "there.csv", b"1")
    own = (await web.files_upload_v2(content="1", filename="own.csv"))["files"][0]["id"]
    assert [await told(each) for each in (here.files[0], there.files[0], own, "F0")] == [
        "here.csv", "file_not_found", "own.csv", "file_not_found",
    ]  # fmt: skip
    ws.drop("team")
    assert await told(here.files[0]) == "file_not_found"
    ws.take_scope("files:read")
    assert await told(own) == "missing_scope"


async def test_what_only_claims_to_be_a_picture_is_none(ws: Workspace, web: AsyncWebClient, clock: HandClock) -> None:
    content = b"<script>alert(1)</script>"
    done = await web.files_upload_v2(content=content.decode(), filename="chart.png")
    file = done["files"][0]
    clock.move(seconds=1)
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await web.chat_postMessage(channel=ws.dm(ALMA), text="t", blocks=[picture(file["id"])])
    async with aiohttp.ClientSession() as session, session.get(file["url_private"]) as answer:
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment"


async def test_uploads_have_the_length_that_was_announced(ws: Workspace, web: AsyncWebClient) -> None:
    place = await web.files_getUploadURLExternal(filename="a.txt", length=5)
    async with aiohttp.ClientSession() as session:
        for content, status in ((b"123456", 400), (b"", 400), (b"12345", 200)):
            async with session.post(place["upload_url"], data=content) as answer:
                assert answer.status == status
        async with session.post(f"{ws.url}upload/v1/none", data=b"x") as answer:
            assert answer.status == 400
    with pytest.raises(SlackApiError, match="file_upload_size_restricted"):
        await web.files_getUploadURLExternal(filename="a.txt", length=MOST_BYTES + 1)


FOREIGN: list[tuple[str, Json]] = [
    ("another page", {"Origin": "https://evil.example"}),
    ("another port", {"Origin": "http://127.0.0.1:1"}),
    ("a file", {"Origin": "null"}),
    ("another name", {"Host": "evil.example"}),
    ("another name with our port", {"Host": "evil.example:{port}"}),
    ("an image in another page", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}),
]


@pytest.mark.parametrize(("who", "headers"), FOREIGN)
async def test_strangers_are_refused(ws: Workspace, who: str, headers: Json) -> None:
    port = ws.url.rsplit(":", 1)[1].rstrip("/")
    headers = {name: value.format(port=port) for name, value in headers.items()}
    token = {"Authorization": "Bearer xoxb-workspace"}
    async with aiohttp.ClientSession(headers={**headers, **token}) as session:
        async with session.post(ws.api_url + "auth.test") as answer:
            assert answer.status == 403, who
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await session.ws_connect(f"{ws.url}link/?ticket={ws.sockets.ticket()}")


async def test_our_own_page_is_let_in(ws: Workspace) -> None:
    own = {"Origin": ws.url.rstrip("/"), "Sec-Fetch-Site": "same-origin", "Authorization": "Bearer xoxb-workspace"}
    async with aiohttp.ClientSession(headers=own) as session, session.post(ws.api_url + "auth.test") as answer:
        assert (await answer.json())["ok"]


async def test_a_body_that_is_too_large_is_not_read(ws: Workspace) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(ws.api_url + "auth.test", data={"text": "w" * (5 * 2**20)}) as answer,
    ):
        assert answer.status == 413


async def test_other_machines_cannot_reach_it() -> None:
    ws = Workspace(PEOPLE, CHANNELS)
    with pytest.raises(ValueError, match=r"127\.0\.0\.1 only"):
        await ws.start(host="0.0.0.0")
