"""Shows the workspace in a browser: the page itself, the JSON it asks for, and a socket that says what changed."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from bot.workspace.acts.press import Surface
from bot.workspace.http_routes import read_bytes
from bot.workspace.page_json import HOME, messages_seen, person_seen, places_of, thread_seen, view_seen
from bot.workspace.records import Channel, Json, Outcome, Person
from bot.workspace.watchers import Subscription

if TYPE_CHECKING:
    from bot.workspace.workspace import Workspace

_FOLDER = Path(__file__).with_name("page")
_MOST_MESSAGES = 2_000
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}

ACTS = frozenset({"say", "command", "press", "submit"})
"""What somebody does; the other verbs only look."""

Do = Callable[[Person, Json], Awaitable[Outcome | None]]


@dataclass(frozen=True)
class PageBar:
    """Something hung above the page, of which the workspace knows nothing.

    `script` is the text of an ES module, served as /bar/NAME.js, that exports `mount(element, page)`;
    `routes` are what it talks to.
    """

    name: str
    script: str
    routes: Sequence[web.RouteDef] = field(default=())


def hang(
    workspace: "Workspace",
    *,
    bars: Sequence[PageBar] = (),
    words: Sequence[tuple[str, str]] = (),
    acted: Callable[[str], None] = lambda _email: None,
) -> None:
    """Add the page to a workspace that has not started. `words` are completed after the command: (word, help).

    `acted` hears the e-mail of whoever somebody says, types, presses or sends something as.
    """
    page = _Page(workspace, bars, words, acted)
    app = workspace.app
    app.on_response_prepare.append(_protect)
    app.add_routes(page.routes())
    for bar in bars:
        app.add_routes(bar.routes)


async def _protect(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


class _Page:
    """The page's routes. Whoever can open it may look through anybody's eyes: it is for one machine."""

    def __init__(
        self,
        workspace: "Workspace",
        bars: Sequence[PageBar],
        words: Sequence[tuple[str, str]],
        acted: Callable[[str], None],
    ) -> None:
        self._workspace = workspace
        self._world = workspace.world
        self._acted = acted
        self._bars = {bar.name: bar for bar in bars}
        self._words = [{"word": word, "help": text} for word, text in words]
        self._verbs: dict[str, Do] = {
            "say": self._say,
            "command": self._command,
            "press": self._press,
            "submit": self._submit,
            "suggest": self._suggest,
            "close": self._close,
            "read": self._read,
            "home": self._home,
        }

    def routes(self) -> list[web.AbstractRouteDef]:
        """Everything that the browser asks for."""
        return [
            web.get("/", self._index),
            web.static("/page/script", _FOLDER / "script"),
            web.static("/page/style", _FOLDER / "style"),
            web.get("/page/{name:icon|chevron}.svg", self._drawing),
            web.get("/page/state", self._state),
            web.get("/page/socket", self._socket),
            web.get("/bar/{name}.js", self._bar),
            web.post("/page/file", self._file),
            web.post("/page/{verb}", self._act),
        ]

    # -- what the browser fetches ----------------------------------------------------------------

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(_FOLDER / "index.html")

    async def _drawing(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(_FOLDER / f"{request.match_info['name']}.svg")

    async def _bar(self, request: web.Request) -> web.StreamResponse:
        bar = self._bars.get(request.match_info["name"])
        if bar is None:
            raise web.HTTPNotFound
        return web.Response(text=bar.script, content_type="text/javascript")

    async def _state(self, request: web.Request) -> web.StreamResponse:
        query = request.query
        me = self._person(query.get("as", ""))
        if me is None:
            return web.json_response({"ok": False, "error": "Nobody has an account here yet."})
        limit = min(max(_number(query.get("limit", "")), 1), _MOST_MESSAGES)
        return web.json_response(self._seen(me, query.get("in", ""), query.get("thread", ""), limit))

    def _person(self, who: str) -> Person | None:
        person = self._world.people.get(who)
        if person is not None and not person.is_bot and not person.deleted:
            return person
        return next((one for one in self._world.people.values() if not one.is_bot and not one.deleted), None)

    def _opened(self, me: Person, place: str) -> Channel:
        channel = self._world.channels.get(place)
        if channel is not None and self._world.may_see(me.id, channel):
            return channel
        return self._world.dm(me.id)

    def _seen(self, me: Person, place: str, thread: str, limit: int) -> Json:
        world = self._world
        opened = self._opened(me, place)
        messages, more = messages_seen(world, me, opened, limit)
        home = world.views.homes.get(me.id)
        return {
            "ok": True,
            "name": world.name,
            "command": self._workspace.command_name,
            "words": self._words,
            "bars": list(self._bars),
            "now": world.seconds(),
            "me": me.id,
            "in": HOME if place == HOME else opened.id,
            "bot": person_seen(world, world.bot),
            "people": [person_seen(world, one) for one in world.people.values() if not one.is_bot],
            "programs": [person_seen(world, one) for one in world.people.values() if one.is_bot],
            "channels": places_of(world, me, opened),
            "channel": {"id": opened.id, "messages": messages, "more": more, "read": opened.read.get(me.id, "")},
            "thread": thread_seen(world, me, opened, thread) if thread else None,
            "views": [view_seen(world, view) for view in world.views.stack(me.id)],
            "home": view_seen(world, home) if home else None,
        }

    # -- what changes while it looks -------------------------------------------------------------

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        with self._world.notices.subscribe() as changes:
            telling = asyncio.create_task(_tell(changes, socket))
            try:
                async for message in socket:
                    if message.type is WSMsgType.ERROR:
                        break
            finally:
                telling.cancel()
        return socket

    # -- what people do --------------------------------------------------------------------------

    async def _act(self, request: web.Request) -> web.StreamResponse:
        do = self._verbs.get(request.match_info["verb"])
        if do is None:
            raise web.HTTPNotFound
        me = self._world.people.get(request.query.get("as", ""))
        body = await _body(request)
        if me is None or me.is_bot or body is None:
            return _answer(Outcome(ok=False, error="The page asked for something that does not exist."))
        if request.match_info["verb"] in ACTS:
            self._acted(me.email)
        try:
            return _answer(await do(me, body))
        except (LookupError, TypeError, ValueError) as error:
            return _answer(Outcome(ok=False, error=str(error) or "The page asked for something that does not exist."))

    async def _say(self, me: Person, body: Json) -> Outcome:
        thread = str(body.get("thread") or "") or None
        await self._workspace.say(me.id, str(body["channel"]), str(body["text"]), thread, marked=True)
        return Outcome(ok=True)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """A file with its words: the bytes are the body, the rest stands in the address."""
        query = request.query
        me = self._world.people.get(query.get("as", ""))
        if me is None or me.is_bot:
            return _answer(Outcome(ok=False, error="The page asked for something that does not exist."))
        content = await read_bytes(request)
        if content is None:
            return _answer(Outcome(ok=False, error="A file may have up to 30 MB."))
        self._acted(me.email)
        try:
            await self._workspace.share(
                me.id, query.get("in", ""), query.get("name", ""), content, query.get("text", ""),
                query.get("thread", "") or None,
            )  # fmt: skip
        except (LookupError, ValueError) as error:
            return _answer(Outcome(ok=False, error=str(error)))
        return _answer(None)

    async def _command(self, me: Person, body: Json) -> Outcome:
        return await self._workspace.command(me.id, str(body["channel"]), str(body["text"]))

    async def _press(self, me: Person, body: Json) -> Outcome:
        action: Json = body["action"]
        value = action.get("value") if action["type"] == "button" else action
        return await self._workspace.press(
            me.id, _surface(body), action["action_id"], value=value, block_id=action["block_id"], filled=body["values"]
        )

    async def _suggest(self, me: Person, body: Json) -> Outcome:
        return await self._workspace.suggest(
            me.id, _surface(body), str(body["action"]), str(body["query"]), block_id=str(body["block"])
        )

    async def _submit(self, me: Person, body: Json) -> Outcome:
        return await self._workspace.submit(me.id, str(body["view"]), body["values"])

    async def _close(self, me: Person, body: Json) -> None:
        await self._workspace.close_view(me.id, str(body["view"]), everything=body.get("everything") is True)

    async def _read(self, me: Person, body: Json) -> None:
        self._world.mark_read(me.id, self._world.channel(str(body["channel"])))

    async def _home(self, me: Person, _: Json) -> None:
        await self._workspace.open_home(me.id)


async def _tell(changes: Subscription, socket: web.WebSocketResponse) -> None:
    async for notice in changes:
        if socket.closed:
            return
        await socket.send_json(notice)
    await socket.close()


async def _body(request: web.Request) -> Json | None:
    if request.content_type != "application/json":
        return None
    try:
        body: Any = await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        return None
    return dict(body) if isinstance(body, Mapping) else None


def _answer(outcome: Outcome | None) -> web.Response:
    done = outcome or Outcome(ok=True)
    offered = {key: value for key, value in (done.payload or {}).items() if key in ("options", "option_groups")}
    return web.json_response({"ok": done.ok, "error": done.error, "errors": dict(done.errors), **offered})


def _surface(body: Json) -> Surface:
    """The form or message in which something is done."""
    view = body.get("view")
    return str(view) if view else (str(body["channel"]), str(body["message"]))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
