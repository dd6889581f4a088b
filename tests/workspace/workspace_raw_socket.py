"""A bare Socket Mode client for tests: keeps every envelope, and acknowledges as it is told."""

import asyncio
from collections.abc import Callable
from typing import Any, Self

import aiohttp

from bot.workspace.workspace import Workspace

Json = dict[str, Any]
Answer = Callable[[Json], Json | None]


def silent(_: Json) -> None:
    """An acknowledgement without a payload."""


class RawApp:
    """One socket. `answer` gives each acknowledgement's payload; `deaf` makes it acknowledge nothing."""

    def __init__(self, ws: Workspace, answer: Answer = silent, *, deaf: bool = False) -> None:
        self.ws = ws
        self.answer = answer
        self.deaf = deaf
        self.heard: list[Json] = []
        self.said: list[Json] = []
        self._came = asyncio.Event()

    async def __aenter__(self) -> Self:
        self.session = aiohttp.ClientSession()
        opened = await self.call("apps.connections.open", token="xapp-workspace")
        self.socket = await self.session.ws_connect(opened["url"])
        self._task = asyncio.create_task(self._listen())
        await self.until(lambda: any(e["type"] == "hello" for e in self.heard))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await self.socket.close()
        await self.session.close()

    async def call(self, method: str, token: str = "xoxb-workspace", **args: Any) -> Json:
        """Call a Web API method with JSON."""
        headers = {"Authorization": f"Bearer {token}"}
        async with self.session.post(self.ws.api_url + method, json=args, headers=headers) as response:
            answer: Json = await response.json()
            return answer

    async def _listen(self) -> None:
        async for message in self.socket:
            envelope = message.json()
            self.heard.append(envelope)
            if "envelope_id" in envelope and not self.deaf:
                ack: Json = {"envelope_id": envelope["envelope_id"]}
                if (payload := self.answer(envelope["payload"])) is not None:
                    ack["payload"] = payload
                await self.socket.send_json(ack)
            self._came.set()

    async def until(self, condition: Callable[[], Any]) -> Any:
        """Wait until the condition holds, looking again at every envelope."""
        while not (value := condition()):
            self._came.clear()
            await self._came.wait()
        return value

    @property
    def payloads(self) -> list[Json]:
        """The payloads heard so far."""
        return [envelope["payload"] for envelope in self.heard if "payload" in envelope]

    def last(self, key: str) -> Json:
        """The last payload that has this key: an event that nobody heard before may come again in between."""
        return next(payload for payload in reversed(self.payloads) if key in payload)
