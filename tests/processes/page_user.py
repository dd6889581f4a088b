"""A person at a workspace of another process: all they do goes through the page's own addresses."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import aiohttp

from tests.wires.slack_person import texts

Json = dict[str, Any]
PATIENCE = 60.0


class Caller:
    """Somebody who looks at the page. `place` is a channel's name; without one it is the talk with the bot."""

    def __init__(self, session: aiohttp.ClientSession, url: str, name: str) -> None:
        self._session = session
        self._url = url
        self._name = name
        self._id = ""

    async def sees(self, part: str, place: str = "") -> str:
        """Wait until this can be read; all that stands there then."""
        return await self._until(lambda screen: part in screen, place, part)

    async def says(self, text: str, place: str = "") -> None:
        state = await self._state(place)
        verb = "command" if text.startswith("/") else "say"
        answer = await self._does(verb, {"channel": state["channel"]["id"], "text": text})
        assert answer["ok"], answer

    async def presses(self, label: str, place: str = "") -> None:
        """Press the newest button with this label, in the open form or the conversation."""
        await self._until(lambda screen: label in screen, place, label)
        state = await self._state(place)
        for surface in [*reversed(state["views"]), *reversed(state["channel"]["messages"])]:
            for block in surface["blocks"]:
                for element in block.get("elements", []) if block["type"] == "actions" else []:
                    if element["text"]["text"] == label:
                        await self._press(state, surface, block, element)
                        return
        raise AssertionError(f"there is no button {label!r}")

    async def _press(self, state: Json, surface: Json, block: Json, element: Json) -> None:
        action = {**element, "block_id": block["block_id"]}
        on = (
            {"view": surface["id"]}
            if "id" in surface
            else {"channel": state["channel"]["id"], "message": surface["ts"]}
        )
        answer = await self._does("press", {"action": action, "values": {}, **on})
        assert answer["ok"], answer

    async def _until(self, holds: Callable[[str], bool], place: str, wanted: str) -> str:
        """Look again whenever the workspace tells that something changed."""
        async with self._session.ws_connect(self._url + "page/socket") as changes:
            shown = _screen(await self._state(place))
            try:
                async with asyncio.timeout(PATIENCE):
                    while not holds(shown):
                        await changes.receive_json()
                        shown = _screen(await self._state(place))
            except TimeoutError:
                raise AssertionError(f"{self._name} does not see {wanted!r}; there is:\n{shown}") from None
            return shown

    async def _state(self, place: str) -> Json:
        state = await self._asks("")
        self._id = next(one["id"] for one in state["people"] if one["name"] == self._name)
        mine = await self._asks("")
        found = next((one["id"] for one in mine["channels"] if one["name"] == place), "")
        return await self._asks(found)

    async def _asks(self, place: str) -> Json:
        query = {"as": self._id, "in": place, "limit": "200"}
        async with self._session.get(self._url + "page/state", params=query) as answer:
            state: Json = await answer.json()
            return state

    async def _does(self, verb: str, body: Json) -> Json:
        async with self._session.post(self._url + f"page/{verb}", params={"as": self._id}, json=body) as answer:
            done: Json = await answer.json()
            return done


def _screen(state: Json) -> str:
    surfaces = [*state["channel"]["messages"], *state["views"]]
    return "\n---\n".join("".join(_read(surface)) for surface in surfaces)


def _read(surface: Json) -> Iterator[str]:
    yield from texts(surface["blocks"]) if surface["blocks"] else [surface.get("text", "")]
