"""In: what Slack sends becomes a Call; the replies go back the way it came.

One listener per kind of request (delivery.md). It acknowledges when the work is done, or after 2.5 s while the work
goes on in the background.
"""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.dispatch import Call, Dispatch
from bot.platform import Enclosure
from bot.slack.answer import Answering, Way
from bot.slack.profiles import SLACKBOT, address_of
from bot.slack.render import SEPARATOR
from bot.slack.typed_text import RememberedNames, as_read
from handlers.kit.card import Text, card
from handlers.kit.reply import Say
from handlers.kit.turn import Answer, Chosen
from handlers.kit.words import join
from pdsa.people import Address
from pdsa.text import _, speaking
from pdsa.typed_words import split_off
from storage.files.outgoing_file import safe_name

log = logging.getLogger(__name__)
Json = dict[str, Any]
WORDS, HOME, HELP, FILE = "words", "home", "help", "file"
ANYTHING = re.compile(".*", re.DOTALL)


class Listener:
    """Registers the listeners on a bolt app. `after` is called once a turn has been kept: it may have notifications;
    `let_in` with the id of a channel that the bot was let into.
    """

    def __init__(
        self,
        dispatch: Dispatch,
        answering: Answering,
        names: RememberedNames,
        commands: frozenset[str],
        within: float,
        after: Callable[[], None],
        let_in: Callable[[str], Awaitable[None]] | None = None,
    ) -> None:
        self._dispatch = dispatch
        self._answering = answering
        self._names = names
        self._commands = commands
        self._within = within
        self._after = after
        self._let_in = let_in
        self._background: set[asyncio.Task[None]] = set()

    def listen(self, app: AsyncApp, command: str = "/sel") -> None:
        app.command(command)(self._on_command)
        app.action(ANYTHING)(self._on_action)
        app.view(ANYTHING)(self._on_view)
        app.event("message")(self._on_message)
        app.event("app_mention")(self._on_message)
        app.event("app_home_opened")(self._on_home)
        app.event("user_change")(self._on_change)
        app.event("member_joined_channel")(self._on_join)

    async def settle(self) -> None:
        """Wait for what still goes on in the background."""
        while self._background:
            await asyncio.gather(*self._background, return_exceptions=True)
        await self._answering.settle()

    async def _on_command(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        route, words = self._word(await as_read(str(body.get("text") or ""), self._names))
        call = Call(
            route=route,
            address=_address(body["user_id"], context),
            words=words,
            place=Address(body["channel_id"]),
            private=str(body["channel_id"]).startswith("D"),
        )
        way = Way(
            user=body["user_id"],
            trigger=body.get("trigger_id", ""),
            response_url=body.get("response_url", ""),
            place=body["channel_id"],
        )
        await self._in_time(self._run(call, way), ack)

    async def _on_action(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        action = body["actions"][0]
        container = body.get("container") or {}
        view = body.get("view") or {}
        place = (body.get("channel") or {}).get("id", "")
        call = Call(
            route=str(action["action_id"]).split(SEPARATOR)[0],
            address=_address(body["user"]["id"], context),
            words=_pressed(action),
            value=_pressed(action),
            carry=_carried(view),
            answers=_answers((view.get("state") or {}).get("values") or {}),
            place=Address(place) if place else None,
            message=container.get("message_ts"),
            thread=container.get("thread_ts", ""),
            private=not place or place.startswith("D"),
            request=f"{action.get('action_ts', '')}{body['user']['id']}{action['action_id']}",
        )
        way = Way(
            user=body["user"]["id"],
            trigger=body.get("trigger_id", ""),
            response_url=body.get("response_url", ""),
            place=place,
            message=container.get("message_ts", ""),
            thread=container.get("thread_ts", ""),
            view=view.get("id", "") if view.get("type") == "modal" else "",
            home=view.get("type") == "home",
        )
        await self._in_time(self._run(call, way), ack)

    async def _on_view(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        view = body["view"]
        call = Call(
            route=view["callback_id"],
            address=_address(body["user"]["id"], context),
            answers=_answers(view["state"]["values"]),
            carry=_carried(view),
            request=f"{view['id']}{view.get('hash', '')}",
        )
        way = Way(user=body["user"]["id"], trigger=body.get("trigger_id", ""), view=view["id"], submitted=True, ack=ack)
        await self._in_time(self._run(call, way), ack, way)

    async def _on_message(self, event: Json, body: Json, context: AsyncBoltContext) -> None:
        """A word in private talk with the bot, or a mention in a channel."""
        private = event.get("channel_type") == "im"
        spoken = event.get("type") == "app_mention" or (private and event.get("subtype") in (None, "file_share"))
        if not spoken or _by_program(event):
            return
        text = _without_mention(str(event.get("text") or ""), str(context.get("bot_user_id") or ""))
        words, files = await as_read(text, self._names, event.get("blocks")), _enclosures(event)
        call = Call(
            route=FILE if files else WORDS if words.strip() else HELP,
            address=_address(event["user"], context),
            words=words.strip(),
            place=Address(event["channel"]),
            message=event["ts"],
            thread=event.get("thread_ts", ""),
            private=private,
            files=files if private else (),
            request=str(body.get("event_id") or event["ts"]),
            event=True,
        )
        way = Way(user=event["user"], place=event["channel"], thread=event.get("thread_ts", ""))
        if not call.files:
            await self._run(call, way)
            return
        # Fetching and reading may take longer than Slack waits for an event's acknowledgement.
        task = await self._started(self._run(call, way))
        if not task.done():
            with speaking(await self._dispatch.language_of(call.address)):
                await self._answering.answer([Say(card(Text(_being_read(call.files))))], call, way)

    async def _on_home(self, event: Json, context: AsyncBoltContext) -> None:
        if event.get("tab") != "home":
            return
        await self._run(Call(HOME, _address(event["user"], context)), Way(user=event["user"], home=True))

    async def _on_change(self, event: Json, context: AsyncBoltContext) -> None:
        """What is remembered of an account does not hold any more."""
        self._names.changed(_address(event["user"]["id"], context))

    async def _on_join(self, event: Json, context: AsyncBoltContext) -> None:
        """The bot itself was let into a channel: what waits for that goes out. Others come and go unheard."""
        if self._let_in is not None and event["user"] == context.get("bot_user_id"):
            await self._let_in(event["channel"])
            self._after()

    async def _run(self, call: Call, way: Way) -> None:
        replies = await self._dispatch.turn(call)
        self._after()
        await self._answering.answer(replies, call, way)

    async def _in_time(self, work: Coroutine[Any, Any, None], ack: AsyncAck, way: Way | None = None) -> None:
        """Acknowledge when the work is done; if that takes long, acknowledge first and let it go on."""
        task = await self._started(work)
        if way is None or not way.acknowledged:
            if way is not None:
                way.late = not task.done()
            await ack()

    async def _started(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """The work, done or well begun: it goes on in the background where it takes long."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        task.add_done_callback(_say_if_broken)
        await asyncio.wait({task}, timeout=self._within)
        return task

    def _word(self, text: str) -> tuple[str, str]:
        """The route that typed words lead to, and what follows as it was written: our own word, or plain words."""
        word, rest = split_off(text)
        if word in self._commands:
            return word, rest
        return (WORDS, text.strip()) if text.strip() else (HELP, "")


def _address(user: str, context: AsyncBoltContext) -> Address:
    """Somebody's address: their id, in the workspace that the bot's token is of."""
    allowed = context.authorize_result
    return address_of(str(allowed.team_id if allowed else context.team_id), user)


def _by_program(event: Json) -> bool:
    """Whether another program said it, or the bot itself: two that answer each other never stop.

    An app bears a `bot_id`, a workflow has no user, Slackbot looks like a person.
    """
    return bool(event.get("bot_id")) or event.get("user") in (None, "", SLACKBOT)


def _say_if_broken(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        log.error("a reply could not be given", exc_info=task.exception())


def _carried(view: Json) -> dict[str, str]:
    try:
        found = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _pressed(action: Json) -> str:
    """What a button or a menu in a message was given or chosen."""
    chosen = action.get("selected_option") or {}
    return str(action.get("value") or chosen.get("value") or action.get("selected_date") or "")


def _answers(values: dict[str, dict[str, Json]]) -> dict[str, Answer]:
    return {name: _answer(state) for block in values.values() for name, state in block.items()}


def _answer(state: Json) -> Answer:
    match state.get("type"):
        case "static_select" | "radio_buttons":
            return _chosen((state.get("selected_option") or {}).get("value"))
        case "multi_static_select":
            return tuple(option["value"] for option in state.get("selected_options") or ())
        case "checkboxes":
            return bool(state.get("selected_options"))
        case "datepicker":
            return _chosen(state.get("selected_date"))
        case _:
            return state.get("value")


def _chosen(value: str | None) -> Answer:
    return None if value is None else Chosen(value)


def _being_read(files: Sequence[Enclosure]) -> str:
    names = join([safe_name(each.name) for each in files[:3]])
    return _("I am reading {names}. I answer as soon as I am through.").format(names=names)


def _enclosures(event: Json) -> tuple[Enclosure, ...]:
    """The files of a message; one that Slack does not keep itself has no address."""
    files = [each for each in event.get("files") or () if isinstance(each, dict)]
    return tuple(
        Enclosure(
            name=str(file.get("name") or file.get("title") or ""),
            address="" if file.get("is_external") else str(file.get("url_private_download") or ""),
            size=int(file.get("size") or 0),
        )
        for file in files
    )


def _without_mention(text: str, bot_user: str) -> str:
    """The words without the bot's own name."""
    own = re.escape(bot_user) if bot_user else r"\w+"
    return re.sub(rf"<@{own}(?:\|[^<>]*)?>", " ", text).strip()
