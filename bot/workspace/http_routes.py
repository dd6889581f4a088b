"""The HTTP side of the workspace: the Web API, uploads, answer addresses and sockets, for this machine only."""

import asyncio
import json
from contextlib import suppress
from email.utils import format_datetime
from http import HTTPStatus

from aiohttp import web

from bot.workspace.errors import ApiError, missing_scope
from bot.workspace.faults import Fault, Faults
from bot.workspace.guard import refuse_strangers
from bot.workspace.methods import arguments
from bot.workspace.methods.all_methods import METHODS
from bot.workspace.methods.files import MOST_BYTES
from bot.workspace.methods.method import ANYWHERE, Method, MethodCall
from bot.workspace.rates import Limits
from bot.workspace.records import Json
from bot.workspace.response_urls import answer
from bot.workspace.shared_state import Runtime

_BODY_BYTES = 4 * 2**20
_DOWNLOAD = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=31536000, immutable",
}


class HttpRoute:
    """Lets requests in, checks who asks, and answers them."""

    def __init__(self, runtime: Runtime, limits: Limits, faults: Faults) -> None:
        self._desk = runtime
        self._limits = limits
        self._faults = faults
        self._busy = 0
        self._still = asyncio.Event()
        self._stopping = asyncio.Event()
        self.app = web.Application(client_max_size=_BODY_BYTES, middlewares=[refuse_strangers])
        self.app.router.add_route("POST", "/api/{method}", self._api)
        self.app.router.add_route("GET", "/api/{method}", self._api)
        self.app.router.add_post("/upload/v1/{token}", self._upload)
        self.app.router.add_get("/files-pri/{ids}/{name}", self._download)
        self.app.router.add_post("/response/{team}/{token}", self._answer)
        self.app.router.add_get("/link/", runtime.sockets.serve)

    # -- the Web API ---------------------------------------------------------------------------

    async def _api(self, request: web.Request) -> web.StreamResponse:
        self._busy += 1
        try:
            return await self._call(request)
        finally:
            self._busy -= 1
            if not self._busy:
                self._still.set()

    async def still(self) -> None:
        """Wait until no call is being answered."""
        while self._busy:
            self._still.clear()
            await self._still.wait()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        method = METHODS.get(name)
        if method is None:
            return _json({"ok": False, "error": "unknown_method", "req_method": name})
        fault = self._faults.strike(name)
        if fault is not None and (early := await self._trouble_before(fault)) is not None:
            return early
        try:
            given = await arguments.read(request)
            self._admit(method, request.headers.get("Authorization", ""), given)
            wait = self._limits.wait(name, method.tier, str(given.get("channel", "")))
            if wait:
                return _too_many(wait)
            answered = {"ok": True, **method.run(MethodCall(self._desk, arguments.fit(method, given)))}
        except ApiError as error:
            answered = self._refused(method, error)
        if fault is not None and fault.kind == "lost_reply" and request.transport is not None:
            request.transport.abort()
        if fault is not None and fault.kind == "500_after":
            return _broken()
        if fault is not None and fault.kind == "page_after":
            return _page(fault)
        date = format_datetime(self._desk.world.clock.now(), usegmt=True)
        return _json(answered, {"X-OAuth-Scopes": ",".join(sorted(self._desk.scopes)), "Date": date})

    async def _trouble_before(self, fault: Fault) -> web.Response | None:
        if fault.kind == "429":
            return _too_many(fault.retry_after)
        if fault.kind == "refuse":
            return _json({"ok": False, "error": fault.error})
        if fault.kind == "page":
            return _page(fault)
        if fault.kind == "hang":
            self._busy -= 1
            try:
                await self._stopping.wait()
            finally:
                self._busy += 1
        return _broken() if fault.kind in ("500_before", "hang") else None

    def _admit(self, method: Method, header: str, given: Json) -> None:
        token = header.partition("Bearer ")[2].strip() or str(given.get("token") or "")
        if method.token == "none":
            return
        if not token:
            raise ApiError("not_authed")
        right, wrong = self._desk.bot_token, self._desk.app_token
        if method.token == "app":
            right, wrong = wrong, right
        if token == wrong:
            raise ApiError("not_allowed_token_type")
        if token != right:
            raise ApiError("invalid_auth")
        if method.scope is not None and method.scope not in self._desk.scopes:
            raise missing_scope(method.scope, self._desk.scopes)

    @staticmethod
    def _refused(method: Method, error: ApiError) -> Json:
        if error.code not in method.errors | ANYWHERE:
            raise RuntimeError(f"{method.name} does not know the error {error.code}")
        return {"ok": False, "error": error.code, **error.extra}

    # -- files and answers ---------------------------------------------------------------------

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        content = await read_bytes(request)
        if content is None:
            return web.Response(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not self._desk.world.files.fill(request.match_info["token"], content):
            return web.Response(status=HTTPStatus.BAD_REQUEST, text="unknown upload, or another length")
        return web.Response(text=f"OK - {len(content)}")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """An upload, for the page of this workspace, and for the bot where its token may read files."""
        if (header := request.headers.get("Authorization")) is not None and not self._may_read(header):
            return web.Response(status=HTTPStatus.FOUND, headers={"Location": f"{self._desk.world.url}?redir=files"})
        file = self._desk.world.files.shown(request.match_info["ids"].partition("-")[2])
        if file is None or file.content is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        how = "inline" if file.is_image and "download" not in request.query else "attachment"
        kind = file.mimetype if file.is_image else "application/octet-stream"
        headers = {**_DOWNLOAD, "Content-Disposition": how}
        return web.Response(body=file.content, content_type=kind, headers=headers)

    def _may_read(self, header: str) -> bool:
        return header == f"Bearer {self._desk.bot_token}" and "files:read" in self._desk.scopes

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        try:
            payload = json.loads(await request.read())
            if not isinstance(payload, dict):
                raise ApiError("invalid_payload")
            answer(self._desk, request.match_info["token"], payload)
        except ValueError:
            return _json({"ok": False, "error": "invalid_payload"}, status=HTTPStatus.BAD_REQUEST)
        except ApiError as error:
            # No more than the code: nobody hears which block it was (java-slack-sdk #1349).
            return _json({"ok": False, "error": error.code}, status=HTTPStatus.NOT_FOUND)
        return _json({"ok": True})

    def release(self) -> None:
        """Let go of calls that a fault holds up."""
        self._stopping.set()


async def read_bytes(request: web.Request) -> bytes | None:
    """The uploaded bytes, sent raw or as the first part of a form; None when there are too many."""
    content = bytearray()
    if request.content_type.startswith("multipart/"):
        part = await (await request.multipart()).next()
        while part is not None and hasattr(part, "read_chunk"):
            chunk = await part.read_chunk(2**16)
            content += chunk
            if not chunk or len(content) > MOST_BYTES:
                break
    else:
        with suppress(asyncio.IncompleteReadError):
            async for chunk in request.content.iter_chunked(2**16):
                content += chunk
                if len(content) > MOST_BYTES:
                    break
    return bytes(content) if len(content) <= MOST_BYTES else None


def _json(body: Json, headers: dict[str, str] | None = None, status: int = HTTPStatus.OK) -> web.Response:
    return web.json_response(body, headers=headers, status=status)


def _page(fault: Fault) -> web.Response:
    kind = "text/html" if fault.body.startswith("<") else "application/json"
    return web.Response(status=fault.status, text=fault.body, content_type=kind)


def _too_many(seconds: int | str) -> web.Response:
    return _json({"ok": False, "error": "ratelimited"}, {"Retry-After": str(seconds)}, HTTPStatus.TOO_MANY_REQUESTS)


def _broken() -> web.Response:
    return web.Response(status=HTTPStatus.INTERNAL_SERVER_ERROR, text="Internal Server Error")
