"""Slack as a Platform: posts cards, finds them again, knows people by e-mail."""

import json
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.district_clock import Clock
from bot.platform import CannotLook, Enclosure, Profile, Unavailable
from bot.slack import render
from bot.slack.api import Api
from bot.slack.channels import ChannelDirectory
from bot.slack.charts import Charts, Draw
from bot.slack.file_download import fetched
from bot.slack.profiles import Profiles, user_of
from handlers.kit.card import Card
from handlers.kit.form import Form
from handlers.kit.words import clip
from pdsa.chat_outages import OutagePart
from pdsa.people import Address
from storage.files.outgoing_file import Document

log = logging.getLogger(__name__)
Json = dict[str, Any]
Write = Callable[[Document], Awaitable[bytes]]
EVENT = "sel_letter"


class Slack:
    """The Platform verbs, over one client. `draw` makes PNGs of pictures, `write` files of documents; `hears` is told
    what time it is at Slack.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        draw: Draw,
        write: Write,
        clock: Clock,
        hears: Callable[[datetime], None] | None = None,
    ) -> None:
        self.client = client
        self.write = write
        self.api = Api(client, hears)
        self.charts = Charts(self.api, draw, clock)
        self._profiles = Profiles(self.api)
        self._channels = ChannelDirectory(self.api)
        self._talks: dict[str, str] = {}

    async def profile(self, address: Address) -> Profile | None:
        """Somebody by their address; None where there is no such account in our own workspace."""
        return await self._profiles.of(address)

    async def person_name(self, user: str) -> str:
        """What somebody is called, by their user id; empty where the chat does not say."""
        return await self._profiles.name(user)

    async def channel_name(self, channel: str) -> str:
        """What a channel is called, by its id; empty where the bot may not see it."""
        return await self._channels.name(channel)

    async def by_email(self, email: str) -> Profile | None:
        return await self._profiles.by_email(email)

    async def is_active(self, address: Address) -> bool:
        return await self._profiles.is_active(address)

    async def talk(self, address: Address) -> str:
        """The private conversation with somebody, asked for once: opening is rationed to 50 a minute."""
        user = user_of(address)
        if user not in self._talks:
            answer = await self.api.call("conversations.open", users=user)
            self._talks[user] = str(answer["channel"]["id"])
        return self._talks[user]

    async def channel(self, name: str, known: str = "") -> str:
        """The channel's id, by its name. The bot joins by invitation only."""
        return await self._channels.find(name, known)

    def forget(self, conversation: str, address: Address | None = None) -> None:
        self._talks = {user: talk for user, talk in self._talks.items() if talk != conversation}
        self._channels.forget(conversation)
        if address is not None:
            self._talks.pop(user_of(address), None)
            self._profiles.forget(address)

    def changed(self, address: Address) -> None:
        """An account was switched off, or is called something else."""
        self._profiles.forget(address)

    async def is_in(self, name: str) -> bool:
        """Whether the bot has been invited to the channel."""
        return await self._channels.is_in(name)

    async def whoami(self) -> Json:
        """Whose token this is, and in which workspace."""
        return await self.api.call("auth.test")

    async def post(self, conversation: str, card: Card, *, key: str = "", under: str = "") -> str:
        """Post a card; its key rides along as metadata, to be found again."""
        body: Json = {"channel": conversation, "unfurl_links": False, "unfurl_media": False}
        if key:
            body["metadata"] = {"event_type": EVENT, "event_payload": {"key": key}}
        if under:
            body["thread_ts"] = under
        return str((await self.charts.send("chat.postMessage", card, body))["ts"])

    async def find(self, conversation: str, key: str, after: str = "", under: str = "") -> str | None:
        if not conversation.startswith("D"):
            raise CannotLook(conversation)
        cursor = ""
        while True:
            answer = await self._said(conversation, after, under, cursor)
            for message in answer["messages"]:
                metadata = message.get("metadata") or {}
                if metadata.get("event_type") == EVENT and metadata.get("event_payload", {}).get("key") == key:
                    return str(message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return None

    def said_at(self, message: str) -> datetime | None:
        try:
            return datetime.fromtimestamp(float(message), UTC)
        except (ValueError, OverflowError, OSError):
            return None

    async def _said(self, conversation: str, after: str, under: str, cursor: str) -> Json:
        """A page of what was said after a message, by Slack's own times, or in the thread `under` one.

        Raises CannotLook where that is not ours to read.
        """
        where = {"channel": conversation, "include_all_metadata": True, "limit": 200, "cursor": cursor}
        try:
            if under:
                return await self.api.call("conversations.replies", ts=under, **where)
            return await self.api.call("conversations.history", oldest=after, **where)
        except Unavailable as error:
            if error.part is OutagePart.LOOKUPS:
                raise CannotLook(conversation) from error
            raise

    async def update(self, conversation: str, message: str, card: Card) -> None:
        await self.charts.send("chat.update", card, {"channel": conversation, "ts": message})

    async def delete(self, conversation: str, message: str) -> None:
        await self.api.call("chat.delete", channel=conversation, ts=message)

    async def whisper(self, conversation: str, user: str, thread: str, card: Card) -> None:
        """A note in a channel that only one person sees."""
        where = {"channel": conversation, "user": user, "thread_ts": thread}
        await self.charts.send("chat.postEphemeral", card, where)

    async def respond(self, url: str, card: Card, **how: Any) -> None:
        """Answer over the request's own address, which needs no membership of the channel and serves five times."""

        async def give(pictures: render.Pictures) -> None:
            await self.api.respond(url, {**render.message(card, pictures), **how})

        await self.charts.or_words(await self.charts.of(card), give)

    async def open_form(self, trigger: str, form: Form) -> str:
        """Open a form at once; returns its view's id, for `charts.complete`."""
        answer = await self._form("views.open", form, trigger_id=trigger)
        return str(answer["view"]["id"])

    async def change_form(self, view: str, form: Form) -> None:
        """Put a form in the place of an open one; what was written into fields of the same name stays."""
        await self._form("views.update", form, view_id=view)

    async def _form(self, method: str, form: Form, **which: str) -> Json:
        """A form with those of its charts that are there already."""

        async def give(pictures: render.Pictures) -> Json:
            return await self.api.call(method, view=json.dumps(render.view(form, pictures)), **which)

        return await self.charts.or_words(self.charts.known(form), give)

    async def publish_home(self, address: Address, card: Card) -> None:
        async def give(pictures: render.Pictures) -> None:
            view = json.dumps(render.home(card, pictures))
            await self.api.call("views.publish", user_id=user_of(address), view=view)

        await self.charts.or_words(await self.charts.of(card), give)

    async def attach(self, conversation: str, name: str, content: bytes, text: str, *, under: str = "") -> None:
        """Share a file in a conversation, or in the thread of a message there."""
        file = await self.api.put_up(name, content, text)
        await self.api.call(
            "files.completeUploadExternal",
            files=json.dumps([{"id": file, "title": clip(name, 100)}]),
            channel_id=conversation,
            initial_comment=render.escape(text),
            thread_ts=under,
        )

    async def fetch(self, enclosure: Enclosure, most: int) -> bytes:
        if self.client.session is None:
            raise RuntimeError("the client has no session")
        return await fetched(
            self.client.session, self.client.base_url, self.client.token or "", enclosure.address, most
        )
