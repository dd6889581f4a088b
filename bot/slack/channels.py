"""Channels in Slack, by their names: the bot's own first, then all that there are, page by page."""

import time
from typing import Any

from bot.platform import PlatformError, Unavailable, Undeliverable
from bot.slack.api import Api
from bot.slack.errors import reason
from bot.slack.profiles import KNOWN_FOR
from pdsa.chat_outages import OutagePart

Json = dict[str, Any]
PAGE = 999
"""Channels in one answer, at most."""
OLD = 600.0
"""Seconds after which a search that was broken off begins at the first page again."""
BOTH, PUBLIC = "public_channel,private_channel", "public_channel"


class ChannelDirectory:
    """Finds channels. A search that Slack breaks off for a while goes on where it was."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._names: dict[str, tuple[float, str]] = {}
        self._marks: dict[str, tuple[float, str]] = {}

    async def find(self, name: str, last_id: str = "") -> str:
        """The id of the channel with this name that the bot is in. Raises Undeliverable, with what would help.

        `last_id` is where it was last. A channel that was renamed since stays the one, unless another has its name now.
        """
        wanted = _bare(name)
        now = await self._open(last_id) if last_id else None
        if now is not None and _bare(now) in ("", wanted):
            return last_id
        if mine := await self._own(wanted):
            return mine
        if now is not None:
            return last_id
        listed = await self._listed(wanted)
        raise Undeliverable(reason("is_archived" if listed.get("is_archived") else "not_in_channel"))

    async def is_in(self, name: str) -> bool:
        """Whether the bot has been invited to the channel."""
        return bool(await self._own(_bare(name)))

    async def name(self, channel: str) -> str:
        """What a channel is called, by its id; empty where the bot may not see it."""
        cached = self._names.get(channel)
        if cached is None or cached[0] < time.monotonic() - KNOWN_FOR:
            try:
                answer = await self._api.call("conversations.info", channel=channel)
            except PlatformError:
                return ""
            self._names[channel] = cached = (time.monotonic(), str(answer["channel"].get("name") or ""))
        return cached[1]

    def forget(self, channel: str) -> None:
        self._names.pop(channel, None)

    async def _open(self, channel: str) -> str | None:
        """The name of a channel that is open to the bot, None of one that is not; empty where Slack does not say."""
        try:
            found = (await self._api.call("conversations.info", channel=channel))["channel"]
        except Undeliverable:
            return None
        except PlatformError:
            return ""
        return str(found["name"]) if found.get("is_member") and not found.get("is_archived") else None

    async def _own(self, wanted: str) -> str:
        """The id of the bot's own channel with this name, empty where there is none."""
        cursor = ""
        while True:
            channels, cursor = await self._page("users.conversations", cursor, exclude_archived=True)
            for channel in channels:
                if _bare(channel["name"]) == wanted:
                    return str(channel["id"])
            if not cursor:
                return ""

    async def _listed(self, wanted: str) -> Json:
        """A channel among all; what was looked through already is not looked through again."""
        at, cursor = self._marks.pop(wanted, (0.0, ""))
        if at < time.monotonic() - OLD:
            cursor = ""
        while True:
            try:
                channels, following = await self._page("conversations.list", cursor)
            except BaseException:
                self._marks[wanted] = (time.monotonic(), cursor)
                raise
            for channel in channels:
                if _bare(channel["name"]) == wanted:
                    return channel
            if not following:
                raise Undeliverable(reason("channel_not_found"))
            cursor = following

    async def _page(self, method: str, cursor: str, **more: object) -> tuple[list[Json], str]:
        """Some channels, and where the next ones begin; empty where there are none. Without private ones if need be."""
        types = BOTH
        while True:
            try:
                answer = await self._api.call(method, types=types, limit=PAGE, cursor=cursor, **more)
            except Unavailable as error:
                if error.part is not OutagePart.LOOKUPS or types == PUBLIC:
                    raise
                types = PUBLIC
            except PlatformError as error:
                if not cursor or not str(error).startswith("invalid_cursor"):
                    raise
                cursor = ""
            else:
                return answer["channels"], (answer.get("response_metadata") or {}).get("next_cursor", "")


def _bare(name: str) -> str:
    return name.lstrip("#").lower()
