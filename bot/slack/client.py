"""Slack as a Platform: posts cards, finds them again, knows people by e-mail."""

import asyncio
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.platform import Busy, CannotLook, Enclosure, PlatformError, Profile, Undeliverable, Unsure
from bot.slack import render
from bot.slack.fetching import fetched
from handlers.kit.card import Card, Chart
from handlers.kit.form import Form
from handlers.kit.words import _, clip
from pdsa.people import Address
from pdsa.picture import Picture
from storage.files.document import Document

log = logging.getLogger(__name__)
Json = dict[str, Any]
Draw = Callable[[Picture], Awaitable[bytes]]
Write = Callable[[Document], Awaitable[bytes]]
EVENT = "sel_letter"
KEPT_PICTURES = 500
UNREACHABLE = 10.0
"""Seconds until another try where no connection could be made."""
KNOWN_FOR = 6 * 3600.0
"""Seconds for which an account is believed to be on or off: asking is rationed."""
PROCESSING = (0.2, 0.5, 1.0, 2.0)
"""Pauses while Slack still processes an upload: until then it refuses the picture as `invalid_blocks`."""


class Slack:
    """The Platform verbs, over one client. `draw` makes PNGs of pictures, `write` files of documents."""

    def __init__(self, client: AsyncWebClient, draw: Draw, write: Write) -> None:
        self.client = client
        self.write = write
        self._draw = draw
        self._files: OrderedDict[Picture, str] = OrderedDict()
        self._talks: dict[Address, str] = {}
        self._active: dict[Address, tuple[float, bool]] = {}

    async def profile(self, address: Address) -> Profile | None:
        """Somebody by their user id."""
        try:
            answer = await self._call("users.info", user=address)
        except Undeliverable:
            return None
        return _profile(answer["user"])

    async def by_email(self, email: str) -> Profile | None:
        try:
            answer = await self._call("users.lookupByEmail", email=email)
        except Undeliverable:
            return None
        return _profile(answer["user"])

    async def talk(self, address: Address) -> str:
        """The private conversation with somebody, asked for once: opening is rationed to 50 a minute."""
        if address not in self._talks:
            answer = await self._call("conversations.open", users=address)
            self._talks[address] = str(answer["channel"]["id"])
        return self._talks[address]

    async def is_active(self, address: Address) -> bool:
        """Whether the account is switched on: posts to one that is not succeed without a word.

        Asked for once in a while; where Slack does not say, it is believed to be.
        """
        now = time.monotonic()
        known = self._active.get(address)
        if known is None or known[0] < now - KNOWN_FOR:
            try:
                profile = await self.profile(address)
            except PlatformError:
                return True
            self._active[address] = known = (now, profile is None or profile.active)
        return known[1]

    async def room(self, name: str) -> str:
        """The channel's id, by its name. The bot joins by invitation only."""
        return str((await self._channel(name))["id"])

    async def is_in(self, name: str) -> bool:
        """Whether the bot has been invited to the channel."""
        return bool((await self._channel(name)).get("is_member"))

    async def whoami(self) -> Json:
        """Whose token this is, and in which workspace."""
        return await self._call("auth.test")

    async def _channel(self, name: str) -> Json:
        wanted, cursor, types = name.lstrip("#").lower(), "", "public_channel,private_channel"
        while True:
            try:
                answer = await self._call("conversations.list", types=types, limit=200, cursor=cursor)
            except PlatformError as error:
                if "missing_scope" not in str(error) or types == "public_channel":
                    raise
                types = "public_channel"
                continue
            for channel in answer["channels"]:
                if channel["name"] == wanted:
                    return dict(channel)
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                raise Undeliverable(_reason("channel_not_found"))

    async def post(self, conversation: str, card: Card, *, key: str = "", under: str = "") -> str:
        """Post a card; its key rides along as metadata, to be found again."""
        body: Json = {"channel": conversation, "unfurl_links": False, "unfurl_media": False}
        if key:
            body["metadata"] = {"event_type": EVENT, "event_payload": {"key": key}}
        if under:
            body["thread_ts"] = under
        return str((await self._with_pictures("chat.postMessage", card, body))["ts"])

    async def find(self, conversation: str, key: str, since: datetime) -> str | None:
        if not conversation.startswith("D"):
            raise CannotLook(conversation)
        cursor = ""
        while True:
            answer = await self._call(
                "conversations.history",
                channel=conversation,
                oldest=f"{since.timestamp():.6f}",
                include_all_metadata=True,
                limit=100,
                cursor=cursor,
            )
            for message in answer["messages"]:
                metadata = message.get("metadata") or {}
                if metadata.get("event_type") == EVENT and metadata.get("event_payload", {}).get("key") == key:
                    return str(message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return None

    async def update(self, conversation: str, message: str, card: Card) -> None:
        await self._with_pictures("chat.update", card, {"channel": conversation, "ts": message})

    async def whisper(self, conversation: str, user: str, thread: str, body: Json) -> None:
        """A note in a channel that only one person sees."""
        await self._call("chat.postEphemeral", channel=conversation, user=user, thread_ts=thread, **body)

    async def open_form(self, trigger: str, form: Form, method: str = "views.open") -> str:
        """Open a form at once; returns its view's id, for `complete`."""
        answer = await self._call(method, trigger_id=trigger, view=json.dumps(render.view(form, self.known(form))))
        return str(answer["view"]["id"])

    async def complete(self, form: Form, view: str) -> None:
        """Put a form's charts into its open view. A view that was closed meanwhile needs none."""
        pictures = [each.picture for each in form.fields if isinstance(each, Chart)]
        if not pictures or all(picture in self._files for picture in pictures):
            return
        try:
            uploaded = {picture: await self.upload(picture) for picture in pictures}
            await self._patiently(
                "views.update", lambda: {"view_id": view, "view": json.dumps(render.view(form, uploaded))}
            )
        except Exception as error:
            log.info("a form stays without its chart: %s", error)

    async def publish_home(self, address: Address, card: Card) -> None:
        pictures = await self._pictures(card)
        await self._patiently(
            "views.publish", lambda: {"user_id": address, "view": json.dumps(render.home(card, pictures))}
        )

    async def attach(self, conversation: str, name: str, content: bytes, text: str) -> None:
        """Share a file in a conversation."""
        file = await self._put_up(name, content, text)
        await self._call(
            "files.completeUploadExternal",
            files=json.dumps([{"id": file, "title": clip(name, 100)}]),
            channel_id=conversation,
            initial_comment=render.escape(text),
        )

    async def fetch(self, enclosure: Enclosure, most: int) -> bytes:
        if self.client.session is None:
            raise RuntimeError("the client has no session")
        return await fetched(
            self.client.session, self.client.base_url, self.client.token or "", enclosure.address, most
        )

    def known(self, form: Form) -> render.Pictures:
        """The form's charts that need no new upload."""
        pictures = [each.picture for each in form.fields if isinstance(each, Chart)]
        return {picture: self._files[picture] for picture in pictures if picture in self._files}

    async def upload(self, picture: Picture) -> str:
        """The file id of a picture, drawn and put up once."""
        if picture not in self._files:
            content = await self._draw(picture)
            file = await self._put_up("chart.png", content, picture.alt)
            await self._call(
                "files.completeUploadExternal", files=json.dumps([{"id": file, "title": clip(picture.alt, 200)}])
            )
            self._files[picture] = file
            while len(self._files) > KEPT_PICTURES:
                self._files.popitem(last=False)
        return self._files[picture]

    async def message(self, card: Card) -> Json:
        """A card as the body of a message, its charts put up."""
        return render.message(card, await self._pictures(card))

    async def _pictures(self, card: Card) -> render.Pictures:
        """The card's charts, put up; one that cannot be is told in words instead."""
        uploaded: dict[Picture, str] = {}
        for part in card.parts:
            if isinstance(part, Chart):
                try:
                    uploaded[part.picture] = await self.upload(part.picture)
                except Busy:
                    raise
                except Exception as error:
                    log.warning("a chart is told in words: %s", error)
        return uploaded

    async def _with_pictures(self, method: str, card: Card, body: Json) -> Json:
        pictures = await self._pictures(card)
        try:
            return await self._patiently(method, lambda: {**body, **render.message(card, pictures)})
        except PlatformError as error:
            if not pictures or "invalid_blocks" not in str(error):
                raise
            log.warning("charts were refused and are told in words: %s", error)
            return await self._call(method, **body, **render.message(card, {}))

    async def _patiently(self, method: str, body: Callable[[], Json]) -> Json:
        """Call, and again while Slack says that a picture is not ready yet."""
        for pause in PROCESSING:
            try:
                return await self._call(method, **body())
            except PlatformError as error:
                if "slack_file" not in str(error):
                    raise
                await asyncio.sleep(pause)
        return await self._call(method, **body())

    async def _put_up(self, name: str, content: bytes, alt: str) -> str:
        answer = await self._call(
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

    async def _call(self, method: str, **arguments: Any) -> Json:
        """One request; what went wrong becomes one of the few errors of bot.platform."""
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
    if reason := _reason(code):
        return Undeliverable(reason)
    return PlatformError(" ".join([code, *_details(data)]))


def _reason(code: str) -> str | None:
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


def _profile(user: Json) -> Profile:
    profile = user.get("profile") or {}
    return Profile(
        address=Address(user["id"]),
        name=str(profile.get("real_name") or user.get("real_name") or user.get("name") or ""),
        email=str(profile.get("email") or "").lower(),
        zone=str(user.get("tz") or ""),
        admin=bool(user.get("is_admin")),
        active=not user.get("deleted") and not user.get("is_bot"),
    )
