"""The workspace as others use it: start it, stop it, look at it, and act in it as a person would."""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from bot.workspace.acts.by_people import PeopleActs
from bot.workspace.admin import Admin
from bot.workspace.clock import RealTimeClock, Timing, WorkspaceClock
from bot.workspace.events import hear_messages
from bot.workspace.faults import Faults
from bot.workspace.http_routes import HttpRoute
from bot.workspace.rates import Limits, Rates
from bot.workspace.records import Message, View
from bot.workspace.request_url import RequestUrl
from bot.workspace.shared_state import Runtime
from bot.workspace.sockets import Sockets
from bot.workspace.starting_people import ChannelSpec, PersonSpec
from bot.workspace.tickets import Tickets
from bot.workspace.watchers import Subscription
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

EVENTS = frozenset(("app_home_opened", "app_mention", "member_joined_channel", "message.im", "user_change"))
"""What an app has subscribed to unless it says so."""


class Workspace(PeopleActs, Admin):
    """A small Slack on 127.0.0.1. People are named by user id or e-mail, channels by id or name.

    Others may add routes to `app` before `start()`. `own_events=False` spares the app the events about its own
    messages in DMs, which Slack sends too. An app with a `request_url` gets signed requests and opens no sockets.
    """

    def __init__(
        self,
        people: Sequence[PersonSpec],
        channels: Sequence[ChannelSpec],
        *,
        clock: WorkspaceClock | None = None,
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
        clock = clock or RealTimeClock()
        timing = timing or Timing()
        self.world = World(people, channels, clock=clock, name=name, bot_name=bot_name, image_wait=timing.image)
        requests = RequestUrl(request_url, signing_secret, timing.ack).send if request_url else None
        sockets = Sockets(timing, self.world.app_id, requests)
        self.runtime = Runtime(
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
        self._route = HttpRoute(self.runtime, Limits(clock, rates or Rates(), strict_rates), self.faults)
        self.app: web.Application = self._route.app
        self._runner: web.AppRunner | None = None
        self._own_events = own_events
        self.world.told.append(self._hear)

    def _hear(self, kind: str, message: Message, before: Message | None) -> None:
        if self._own_events or message.user != self.world.bot.id:
            hear_messages(self.runtime, kind, message, before)

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
        self.world.is_open = True

    async def stop(self) -> None:
        """Close every socket, end every subscription and stop listening."""
        self._route.release()
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
        return self.runtime.command

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
        await self._route.still()
        await self.sockets.idle()

    async def until(self, condition: Callable[[], T], timeout: float = 60.0) -> T:  # noqa: ASYNC109
        """Wait until `condition()` is truthy, looking again at every change; its value. TimeoutError otherwise."""
        return await self.world.notices.until(condition, timeout)

    def subscribe(self) -> Subscription:
        """Notices of all changes from now on: dicts with `kind`, and mostly `channel`, `user`, `ts` or `view`.

        Kinds: message, changed, deleted, ephemeral, view, home, channel, unread, failure (with `text`), resync.
        """
        return self.world.notices.subscribe()

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
