"""One request to Slack, and what can come of it: an answer, or one of the few errors of bot.platform."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.platform import Busy, PlatformError, Unsure
from bot.slack.errors import meaning, no_answer
from handlers.kit.words import clip

Json = dict[str, Any]
UNREACHABLE = 10.0
"""Seconds until another try where no connection could be made."""


class SlackAnswer(Json):
    """What Slack answered. A part that is not there makes it no answer of Slack's."""

    def __missing__(self, name: str) -> Any:
        raise no_answer()


class Api:
    """Slack's Web API over one client; `hears` is told the time at Slack with each answer."""

    def __init__(self, client: AsyncWebClient, hears: Callable[[datetime], None] | None = None) -> None:
        self.client = client
        self._hears = hears

    async def call(self, method: str, **arguments: Any) -> Json:
        """The answer to one request. Raises one of the errors of bot.platform."""
        try:
            answer = await self.client.api_call(method, http_verb="POST", data=_form(arguments))
        except SlackApiError as error:
            raise meaning(error, method) from error
        except aiohttp.ClientConnectorError as error:
            raise Busy(UNREACHABLE) from error  # nothing was sent: no need to look whether it arrived
        except (aiohttp.ClientError, TimeoutError, SlackClientError, ConnectionError) as error:
            raise Unsure(str(error) or type(error).__name__) from error
        except (AttributeError, TypeError, ValueError) as error:
            raise no_answer() from error  # the client looks into what it takes for an object: it was none
        if not isinstance(answer.data, dict):
            raise no_answer()
        if self._hears is not None and (said := time_said(answer.headers)) is not None:
            self._hears(said)
        return SlackAnswer(answer.data)

    async def respond(self, url: str, body: Json) -> None:
        """Answer at the address that came with a request. PlatformError names what Slack says against it."""
        session = self.client.session
        if session is None:
            raise RuntimeError("the client has no session")
        try:
            async with session.post(url, json=body) as answer:
                if answer.status >= 400:
                    raise PlatformError(f"response_url answered {answer.status} {clip(await answer.text(), 200)}")
        except aiohttp.ClientError as error:
            raise PlatformError(str(error)) from error

    async def put_up(self, name: str, content: bytes, alt: str) -> str:
        """The id of a new file, which still has to be completed. `alt` says what it shows. Raises as `call` does."""
        answer = await self.call(
            "files.getUploadURLExternal", filename=name, length=len(content), alt_txt=clip(alt, 1_000)
        )
        session = self.client.session
        if session is None:
            raise RuntimeError("the client has no session")
        try:
            async with session.post(answer["upload_url"], data=content) as put:
                if put.status != 200:
                    raise Unsure(f"upload answered {put.status}")
        except aiohttp.ClientError as error:
            raise Unsure(str(error)) from error
        return str(answer["file_id"])


def time_said(headers: Mapping[str, str]) -> datetime | None:
    """The time at Slack when it answered; None where it does not say."""
    try:
        return parsedate_to_datetime(headers.get("Date", "")).astimezone(UTC)
    except ValueError:
        return None


def _form(arguments: Json) -> Json:
    """Arguments as a form has them: lists and objects as JSON, booleans in words, nothing empty."""
    made: Json = {}
    for name, value in arguments.items():
        if value is None or value == "":
            continue
        if isinstance(value, bool):
            made[name] = "true" if value else "false"
        else:
            made[name] = json.dumps(value) if isinstance(value, (dict, list)) else value
    return made
