"""One request to Slack, and what can come of it: an answer, or one of the few errors of bot.platform."""

import json
from collections.abc import Iterable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.platform import Busy, NotThere, PlatformError, Undeliverable, Unsure
from handlers.kit.words import _, clip

Json = dict[str, Any]
UNREACHABLE = 10.0
"""Seconds until another try where no connection could be made."""


class Api:
    """Slack's Web API over one client."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client

    async def call(self, method: str, **arguments: Any) -> Json:
        """The answer to one request. Raises Undeliverable, Busy, Unsure, or PlatformError with Slack's code."""
        try:
            answer = await self.client.api_call(method, http_verb="POST", data=_form(arguments))
        except SlackApiError as error:
            raise _what_went_wrong(error) from error
        except aiohttp.ClientConnectorError as error:
            raise Busy(UNREACHABLE) from error  # nothing was sent: no need to look whether it arrived
        except (aiohttp.ClientError, TimeoutError, SlackClientError, ConnectionError, json.JSONDecodeError) as error:
            raise Unsure(str(error) or type(error).__name__) from error
        found = answer.data
        return found if isinstance(found, dict) else {}

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


def _what_went_wrong(error: SlackApiError) -> PlatformError:
    response: Any = error.response
    status = getattr(response, "status_code", 200)
    if status == 429:
        return Busy(float(response.headers.get("Retry-After", 1)))
    if status >= 500:
        return Unsure(f"answered {status}")
    data: Any = response.data if hasattr(response, "data") else response
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    if code in ("ratelimited", "rate_limited"):
        return Busy(float(response.headers.get("Retry-After", 1)))
    if code in ("internal_error", "fatal_error", "service_unavailable", "request_timeout"):
        return Unsure(code)
    if code == "message_not_found":
        return NotThere(code)
    if why := reason(code):
        return Undeliverable(why)
    return PlatformError(" ".join([code, *_details(data)]))


def reason(code: str) -> str | None:
    """Why Slack will never deliver, in words for a lead; None for codes that are not about that."""
    reasons = {
        "user_disabled": _("has a chat account that is switched off"),
        "account_inactive": _("the bot's own account was switched off: install it again"),
        "token_revoked": _("the bot's access was taken back: install it again"),
        "invalid_auth": _("the bot's token is not valid: check SLACK_BOT_TOKEN"),
        "is_archived": _("the channel is archived: choose another one in `setup`"),
        "not_in_channel": _("I am not in that channel: invite me there with /invite"),
        "channel_not_found": _("I find no such channel: check its name in `setup`, and invite me if it is private"),
        "restricted_action": _("the workspace does not let me post there: ask its admin"),
        "cannot_dm_bot": _("is a bot"),
        "user_not_found": _("has no chat account"),
        "users_not_found": _("has no chat account under that e-mail"),
    }
    return reasons.get(code)


def _details(data: Any) -> Iterable[str]:
    if not isinstance(data, dict):
        return []
    messages = (data.get("response_metadata") or {}).get("messages") or []
    return [str(each) for each in [*(data.get("errors") or []), *messages]][:5]
