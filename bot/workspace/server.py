"""The workspace as others use it: start it, stop it, look at it, and act in it as a person would."""

from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from bot.workspace.acts import forms, marking, press, shortcut, speak, suggest
from bot.workspace.acts.press import Surface, Touch
from bot.workspace.clock import Clock, MachineClock, Timing
from bot.workspace.desk import Desk
from bot.workspace.events import account_changed, hear_messages, joined
from bot.workspace.faults import Faults
from bot.workspace.notices import Subscription
from bot.workspace.rates import Limits, Rates
from bot.workspace.records import Channel, Message, Outcome, Person, View
from bot.workspace.requests import RequestUrl
from bot.workspace.sockets import Sockets
from bot.workspace.specs import ChannelSpec, PersonSpec
from bot.workspace.tickets import Tickets
from bot.workspace.web import Door
from bot.workspace.world import World

T = TypeVar("T")

SCOPES = frozenset(
    (
        "app_mentions:read",
        "channels:join",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "im:history",
        "im:write",
        "users:read",
        "users:read.email",
    )
)

EVENTS = frozenset(("app_home_opened", "app_mention", "message.im", "user_change"))
"""What an app has subscribed to unless it says so."""


class Workspace:
    """A small Slack on 127.0.0.1. People are named by user id or e-mail, channels by id or name.

    Others may add routes to `app` before `start()`. `own_events=False` spares the app the events about its own
    messages in DMs, which Slack sends too. An app with a `request_url` gets signed requests and opens no sockets.
    """

    def __init__(
        self,
        people: Sequence[PersonSpec],
        channels: Sequence[ChannelSpec],
        *,
        clock: Clock | None = None,
        timing: Timing | None = None,
        rates: Rates | None = None,
        name: str = "Riverbend",
        bot_name: str = "SEL Cycle Bot",
        command: str = "/sel",
        command_hint: str = "",
        command_escapes: bool = False,
        scopes: frozenset[str] | None = None,
        events: frozenset[str] = EVENTS,
        request_url: str = "",
        signing_secret: str = "workspace",
        bot_token: str = "xoxb-workspace",
        app_token: str = "xapp-workspace",
        strict_rates: bool = True,
        own_events: bool = True,
        fault_seed: int = 0,
    ) -> None:
        clock = clock or MachineClock()
        timing = timing or Timing()
        self.world = World(people, channels, clock=clock, name=name, bot_name=bot_name, image_wait=timing.image)
        requests = RequestUrl(request_url, signing_secret, timing.ack).send if request_url else None
        sockets = Sockets(timing, self.world.app_id, requests)
        self.desk = Desk(
            world=self.world,
            sockets=sockets,
            tickets=Tickets(clock, timing.trigger),
            clock=clock,
            timing=timing,
            scopes=SCOPES if scopes is None else scopes,
            events=events,
            command=command,
            command_hint=command_hint,
            command_escapes=command_escapes,
            bot_token=bot_token,
            app_token=app_token,
        )
        self.sockets = sockets
        self.faults = Faults(sockets, fault_seed)
        self._door = Door(self.desk, Limits(clock, rates or Rates(), strict_rates), self.faults)
        self.app: web.Application = self._door.app
        self._runner: web.AppRunner | None = None
        self._own_events = own_events
        self.world.told.append(self._hear)

    def _hear(self, kind: str, message: Message, before: Message | None) -> None:
        if self._own_events or message.user != self.world.bot.id:
            hear_messages(self.desk, kind, message, before)

    # -- running -------------------------------------------------------------------------------

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> None:
        """Listen on a port of this machine; 0 takes any free one. ValueError for a host that others can reach."""
        if host not in ("127.0.0.1", "localhost"):
            raise ValueError("The local workspace listens on 127.0.0.1 only")
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        taken = self._runner.addresses[0][1]
        self.world.url = f"http://127.0.0.1:{taken}/"

    async def stop(self) -> None:
        """Close every socket, end every subscription and stop listening."""
        self._door.release()
        self.world.notices.end()
        await self.sockets.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """The page's address, with a slash at its end."""
        return self.world.url

    @property
    def command_name(self) -> str:
        """The app's slash command, such as `/sel`."""
        return self.desk.command

    @property
    def api_url(self) -> str:
        """The Web API's address, for SLACK_API_URL."""
        return f"{self.world.url}api/"

    async def connected(self, at_least: int = 1) -> None:
        """Wait until the app has so many sockets open."""
        await self.sockets.connected(at_least)

    async def quiet(self) -> None:
        """Wait until no payload is out, no event waits to be repeated and no call is being answered.

        With no app connected, that is after the last repetition: see `Timing.retries`.
        """
        await self.sockets.idle()
        await self._door.still()
        await self.sockets.idle()

    async def until(self, condition: Callable[[], T], timeout: float = 60.0) -> T:  # noqa: ASYNC109
        """Wait until `condition()` is truthy, looking again at every change; its value. TimeoutError otherwise."""
        return await self.world.notices.until(condition, timeout)

    def subscribe(self) -> Subscription:
        """Notices of all changes from now on: dicts with `kind`, and mostly `channel`, `user`, `ts` or `view`.

        Kinds: message, changed, deleted, ephemeral, view, home, channel, unread, failure (with `text`), resync.
        """
        return self.world.notices.subscribe()

    # -- what people do ------------------------------------------------------------------------

    async def command(self, user: str, channel: str, text: str) -> Outcome:
        """Type a slash command, such as `/sel reflect`."""
        return await speak.command(self.desk, user, channel, text)

    async def say(
        self, user: str, channel: str, text: str, thread_ts: str | None = None, *, marked: bool = False
    ) -> Message:
        """Type a message; `@Name` becomes a mention. `marked` text is in chat markup already.

        LookupError where this person cannot write.
        """
        return speak.say(self.desk, user, channel, text if marked else marking.marked(self.desk, text), thread_ts)

    async def share(
        self, user: str, channel: str, name: str, content: bytes, text: str = "", thread_ts: str | None = None
    ) -> Message:
        """Send a file, with words or without. LookupError where this person cannot write."""
        return speak.share(self.desk, user, channel, name, content, marking.marked(self.desk, text), thread_ts)

    async def press(
        self,
        user: str,
        surface: Surface,
        action_id: str,
        *,
        value: Any = None,
        block_id: str | None = None,
        filled: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """Press a button or choose in a menu (by action_id or block_id) in a message, modal or home tab.

        `surface` is a Message, a View, a view's id or (channel id, ts). `value` is an option's value or label, a day,
        an e-mail, a channel, a list of these, or Slack's state for the element; with buttons that share an action_id
        it picks one. `filled` is what was typed into the same surface before, as in `submit`.
        """
        touch = Touch(action_id, value, block_id, filled)
        return await press.press(self.desk, user, surface, touch)

    async def suggest(
        self, user: str, surface: Surface, action_id: str, query: str = "", *, block_id: str | None = None
    ) -> Outcome:
        """Type into a menu that the app fills; `payload` is what it offers. Only that can be chosen then."""
        return await suggest.suggest(self.desk, user, surface, action_id, query, block_id)

    async def shortcut(self, user: str, callback_id: str, beside: Surface | None = None) -> Outcome:
        """Choose one of the app's shortcuts, from anywhere or `beside` a message."""
        return await shortcut.shortcut(self.desk, user, callback_id, beside)

    async def submit(self, user: str, view_id: str, values: Mapping[str, Any] | None = None) -> Outcome:
        """Fill a modal in and submit it; what was preset or typed before counts too.

        `values` go by action_id or block_id to plain values, or are nested as in Slack's `state.values`.
        """
        return await forms.submit(self.desk, user, view_id, values or {})

    def fill(self, user: str, view_id: str, values: Mapping[str, Any]) -> None:
        """Type into a modal without submitting it."""
        forms.fill(self.desk, user, view_id, values)

    async def close_view(self, user: str, view_id: str, *, everything: bool = False) -> None:
        """Close a modal; `everything` is the cross, which closes those below as well."""
        await forms.close(self.desk, user, view_id, everything=everything)

    async def open_home(self, user: str) -> None:
        """Open the bot's home tab."""
        speak.open_home(self.desk, user)

    # -- what people see -----------------------------------------------------------------------

    def dm(self, user: str) -> str:
        """The id of the DM between this person and the bot."""
        return self.world.dm(self.world.person(user).id).id

    def dm_between(self, user: str, other: str) -> str:
        """The id of a DM between two people, which the bot cannot see."""
        return self.world.dm_between(self.world.person(user), self.world.person(other)).id

    def visible(self, user: str, channel: str, since: str = "") -> list[Message]:
        """The messages of a channel that this person sees, oldest first, from after the timestamp `since`."""
        return self.world.visible(self.world.person(user).id, self.world.channel(channel), since)

    def views(self, user: str) -> list[View]:
        """This person's open modals, the topmost last."""
        return self.world.views.stack(self.world.person(user).id)

    def home(self, user: str) -> View | None:
        """This person's home tab, if the app has published one."""
        return self.world.views.homes.get(self.world.person(user).id)

    # -- what an admin does --------------------------------------------------------------------

    def deactivate(self, user: str) -> None:
        """Deactivate an account."""
        person = self.world.person(user)
        person.deleted = True
        self.world.notices.publish("channel", user=person.id)
        account_changed(self.desk, person)

    def add(self, spec: PersonSpec, *channels: str) -> str:
        """Give somebody an account and let them into channels; their user id. ValueError where it is taken."""
        person = self.world.add_person(spec)
        for channel in channels:
            self._join(channel, person, None)
        return person.id

    def change_email(self, user: str, email: str) -> None:
        """Give an account another e-mail."""
        person = self.world.person(user)
        self.world.change_email(person, email)
        account_changed(self.desk, person)

    def change_id(self, channel: str) -> None:
        """Give a conversation another id: the one that it had leads nowhere."""
        self.world.change_id(self._changed(channel))

    def rename(self, channel: str, name: str) -> None:
        """Give a channel another name; its id stays."""
        self.world.rename_channel(self._changed(channel), name)

    def drop(self, channel: str) -> None:
        """Delete a channel for good."""
        self.world.drop_channel(self._changed(channel))

    def archive(self, channel: str) -> None:
        """Archive a channel."""
        self._changed(channel).archived = True

    def invite_bot(self, channel: str, by: str | None = None) -> None:
        """Put the bot into a channel, as if this person had invited it there."""
        self._join(channel, self.world.bot, self.world.person(by) if by else None)

    def _join(self, name: str, person: Person, inviter: Person | None) -> None:
        channel = self._changed(name)
        if person.id not in channel.members:
            channel.members[person.id] = None
            joined(self.desk, channel, person, inviter)

    def remove_bot(self, channel: str) -> None:
        """Take the bot out of a channel."""
        self._changed(channel).members.pop(self.world.bot.id, None)

    def take_scope(self, scope: str) -> None:
        """Take a permission from the bot's token."""
        self.desk.scopes -= {scope}

    def give_scope(self, scope: str) -> None:
        """Give a permission to the bot's token."""
        self.desk.scopes |= {scope}

    def _changed(self, name: str) -> Channel:
        channel = self.world.channel(name)
        self.world.notices.publish("channel", channel=channel.id)
        return channel
