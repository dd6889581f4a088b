"""Socket Mode: keeps the app's sockets, hands each payload to one of them, and waits for its acknowledgement."""

import asyncio
import json
import secrets
import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from bot.workspace.clock import Timing
from bot.workspace.records import Json

MOST_SOCKETS = 10


@dataclass(frozen=True)
class Ack:
    """What came back for a payload. `why` is `no_socket`, `timeout`, or what an address answered, when nothing did."""

    ok: bool
    payload: Json | None = None
    why: str = ""


@dataclass(eq=False)
class _Socket:
    ws: web.WebSocketResponse
    transport: asyncio.Transport | None
    leaving: bool = False


@dataclass
class Sockets:
    """All sockets of the one app. `ignore_acks` lets a test lose that many acknowledgements.

    With `elsewhere`, payloads go there and not over a socket.
    """

    timing: Timing
    app_id: str
    elsewhere: Callable[[Json], Awaitable[Ack]] | None = None
    ignore_acks: int = 0
    _tickets: set[str] = field(default_factory=set)
    _open: list[_Socket] = field(default_factory=list)
    _waiting: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _closing: set[asyncio.Task[None]] = field(default_factory=set)
    _turn: int = 0
    _asking: int = 0
    _calm: asyncio.Event = field(default_factory=asyncio.Event)
    _greeted: asyncio.Event = field(default_factory=asyncio.Event)

    # -- connections ---------------------------------------------------------------------------

    def ticket(self) -> str:
        """A secret that opens one socket, once."""
        ticket = str(uuid.uuid4())
        self._tickets.add(ticket)
        return ticket

    @property
    def count(self) -> int:
        """How many sockets are open and staying."""
        return sum(not socket.leaving for socket in self._open)

    async def connected(self, at_least: int = 1) -> None:
        """Wait until so many sockets are open."""
        while self.count < at_least:
            self._greeted.clear()
            await self._greeted.wait()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One socket's whole life."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.json_response({"ok": False, "error": "invalid_ticket"}, status=403)
        self._tickets.discard(ticket)
        ws = web.WebSocketResponse(heartbeat=self.timing.ping, max_msg_size=2**20)
        await ws.prepare(request)
        if self.count >= MOST_SOCKETS:
            await ws.send_json(self._disconnect("too_many_websockets"))
            await ws.close()
            return ws
        socket = _Socket(ws, request.transport)
        self._open.append(socket)
        try:
            await ws.send_json(self._hello())
            self._greeted.set()
            async for message in ws:
                if message.type is WSMsgType.TEXT:
                    self._hear(message.data)
        finally:
            if socket in self._open:
                self._open.remove(socket)
        return ws

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "debug_info": {
                "host": "applink-local",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self.app_id},
        }

    @staticmethod
    def _disconnect(reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}

    def _hear(self, data: str) -> None:
        try:
            heard: Any = json.loads(data)
        except ValueError:
            return
        envelope_id = heard.get("envelope_id") if isinstance(heard, dict) else None
        future = self._waiting.get(envelope_id) if isinstance(envelope_id, str) else None
        if future is None or future.done():
            return
        if self.ignore_acks:
            self.ignore_acks -= 1
            future.set_exception(TimeoutError())  # lost is lost: nobody has to wait for it
            return
        payload = heard.get("payload")
        future.set_result(payload if isinstance(payload, dict) else None)

    # -- payloads ------------------------------------------------------------------------------

    async def ask(self, kind: str, payload: Json) -> Ack:
        """Send a command or an interaction (`slash_commands`, `interactive`) and wait for its acknowledgement."""
        self._asking += 1
        try:
            return await self._send({"type": kind, "payload": payload, "accepts_response_payload": True})
        finally:
            self._asking -= 1
            self._settle()

    def tell(self, payload: Json) -> None:
        """Send an event, and send it again as long as nobody acknowledges it."""
        task = asyncio.get_running_loop().create_task(self._deliver(payload))
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def send_only(self, kind: str, payload: Json) -> None:
        """Send an interaction whose acknowledgement nobody sees."""
        task = asyncio.get_running_loop().create_task(self._ask_quietly(kind, payload))
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def _ask_quietly(self, kind: str, payload: Json) -> None:
        await self.ask(kind, payload)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._settle()

    async def _deliver(self, payload: Json) -> None:
        reason = ""
        for attempt in range(1 + len(self.timing.retries)):
            if attempt:
                await asyncio.sleep(self.timing.retries[attempt - 1])
            envelope: Json = {
                "type": "events_api",
                "payload": payload,
                "accepts_response_payload": False,
                "retry_attempt": attempt,
                "retry_reason": reason,
            }
            ack = await self._send(envelope)
            if ack.ok:
                return
            reason = "timeout" if ack.why == "timeout" else "connection_failed"

    async def _send(self, envelope: Json) -> Ack:
        if self.elsewhere is not None:
            return await self.elsewhere(envelope)
        socket = self._next()
        if socket is None:
            return Ack(False, why="no_socket")
        envelope_id = str(uuid.UUID(int=secrets.randbits(128), version=4))
        future: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = future
        try:
            with suppress(ConnectionError):
                await socket.ws.send_str(json.dumps({"envelope_id": envelope_id, **envelope}))
            return Ack(True, await asyncio.wait_for(future, self.timing.ack))
        except TimeoutError:
            return Ack(False, why="timeout")
        finally:
            del self._waiting[envelope_id]

    def _next(self) -> _Socket | None:
        usable = [socket for socket in self._open if not socket.ws.closed]
        # One that has been warned still serves, as long as there is no other.
        ready = [socket for socket in usable if not socket.leaving] or usable
        if not ready:
            return None
        self._turn += 1
        return ready[self._turn % len(ready)]

    # -- rest and trouble ----------------------------------------------------------------------

    def _settle(self) -> None:
        if not self._tasks and not self._asking:
            self._calm.set()

    async def idle(self) -> None:
        """Wait until no payload is out and no event waits to be sent again."""
        while self._tasks or self._asking:
            self._calm.clear()
            await self._calm.wait()

    async def cut(self) -> None:
        """Break every connection without a word, as a network does."""
        for socket in tuple(self._open):
            self._open.remove(socket)
            if socket.transport is not None:
                socket.transport.abort()
        await asyncio.sleep(0)

    async def refresh(self) -> None:
        """Warn every socket, as Slack does every few hours; later ask those still there to go, and close them."""
        old = [socket for socket in self._open if not socket.leaving]
        for socket in old:
            socket.leaving = True
            await socket.ws.send_json(self._disconnect("warning"))
        task = asyncio.get_running_loop().create_task(self._close_later(old))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def disable(self) -> None:
        """Tell every socket that Socket Mode has been switched off, and close it."""
        old = list(self._open)
        self._open.clear()
        for socket in old:
            await socket.ws.send_json(self._disconnect("link_disabled"))
            await socket.ws.close()

    async def _close_later(self, sockets: list[_Socket]) -> None:
        await asyncio.sleep(self.timing.refresh_grace)
        for socket in sockets:
            with suppress(ConnectionError):
                await socket.ws.send_json(self._disconnect("refresh_requested"))
            await socket.ws.close()

    async def stop(self) -> None:
        """Close every socket and give up every delivery."""
        tasks = [*self._tasks, *self._closing]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for socket in tuple(self._open):
            await socket.ws.close()
