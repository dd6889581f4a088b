"""Sockets: the bot's listener on Slack, that are opened again with patience whatever Slack says."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from itertools import chain, repeat

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.platform import Busy, PlatformError
from bot.slack.api import Api

log = logging.getLogger(__name__)
Waits = Callable[[], Iterator[float]]
PING = 10.0
"""Seconds between two signs of life."""


def growing() -> Iterator[float]:
    """Seconds between tries while Slack does not answer, or lets nobody in: twice as many each time, at most 60."""
    return chain((1.0, 2.0, 4.0, 8.0, 16.0, 32.0), repeat(60.0))


async def open_address(api: Api, waits: Waits = growing) -> str:
    """Where to connect; asked for until Slack tells, with one word in the log when it does not and when it does."""
    deaf = False
    for wait in waits():
        try:
            address = str((await api.call("apps.connections.open"))["url"])
        except PlatformError as error:
            if not deaf:
                log.error("I hear nothing: the chat opens no connection (%s). I go on trying.", error)
            deaf = True
            await asyncio.sleep(max(wait, error.wait if isinstance(error, Busy) else 0.0))
        else:
            if deaf:
                log.warning("I hear again.")
            return address
    raise RuntimeError("patience has an end only in tests")


class _Client(SocketModeClient):
    """Slack's client, but for how it asks where to connect: it gives up at a refusal, with a traceback."""

    waits: Waits = staticmethod(growing)

    async def issue_new_wss_url(self) -> str:
        return await open_address(Api(self.web_client), self.waits)


class Socket(AsyncSocketModeHandler):
    """One connection over which Slack sends what people say."""

    def __init__(self, app: AsyncApp, token: str, api_url: str, waits: Waits = growing) -> None:
        self.app = app
        self.app_token = token
        web_client = AsyncWebClient(token=token, base_url=api_url)
        self.client = _Client(app_token=token, logger=app.logger, web_client=web_client, ping_interval=PING)
        self.client.waits = waits
        self.client.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]
