"""Features and their routes: which words, buttons, forms, notifications and ticks lead to which handler."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import wraps
from typing import Any

from handlers.kit.card import Card
from handlers.kit.declared import Asks, Command, Group, Message, NotificationKind, Open, Reasons
from handlers.kit.reply import Replies
from handlers.kit.turn import Turn
from pdsa.attention_budget import USUAL, Cost
from pdsa.cycle import Cycle, Phase
from pdsa.people import Role
from pdsa.time_span import TimeSpan
from storage.notification_states import Draft, Notification
from storage.store import YearStore

Speak = Callable[[Turn, YearStore], Awaitable[Replies]]
Write = Callable[[Notification, YearStore], Awaitable[Card | None]]
Due = Callable[[TimeSpan, YearStore], Awaitable[Iterable[Draft]]]
DueInYear = Callable[[TimeSpan, YearStore, Cycle], Awaitable[Iterable[Draft]]]


class Kind(StrEnum):
    """How a route is entered."""

    COMMAND = "command"
    BUTTON = "button"
    FORM = "form"


@dataclass(frozen=True)
class Route:
    """One way in. `who` may enter; `writes` says that the turn may change something.

    `early` routes can be entered before there is a plan. A word has a `command`, which says what people read of it;
    help shows it if it is `listed`. A route that is `chatty` is told what the chat itself knows of the person. One that
    looks `ahead` speaks of the newest year; a `running` one of the year that runs, though its feature looks ahead.
    """

    kind: Kind
    name: str
    speak: Speak
    who: frozenset[Role]
    writes: bool
    command: Command | None = None
    early: bool = False
    listed: bool = True
    chatty: bool = False
    ahead: bool = False
    running: bool = False
    now: Speak | None = None


class Router:
    """What one file answers: its routes, notifications and ticks. Its folder's feature includes it."""

    def __init__(self) -> None:
        self.routes: list[Route] = []
        self.notifications: dict[str, Write] = {}
        self.kinds: dict[str, NotificationKind] = {}
        self.ticks: list[Due] = []
        self.asks: list[Asks] = []

    def command(
        self,
        name: str,
        *,
        help: Message,  # noqa: A002  (the word that house.md fixed)
        who: frozenset[Role],
        writes: bool = False,
        example: Message = "",
        label: Message = "",
        group: Group = Group.KNOWING_MORE,
        phases: Mapping[Phase, int] | None = None,
        roles: Mapping[Role, int] | None = None,
        always: int = 0,
        synonyms: str = "",
        parts: str = "",
        followed_by: str | None = None,
        why: Reasons | None = None,
        early: bool = False,
        listed: bool = True,
        chatty: bool = False,
        running: bool = False,
        own: bool = False,
    ) -> Callable[[Speak], Speak]:
        """A word that people type, with what `Command` says of it; `synonyms`, `parts` and `followed_by` with
        spaces between.

        `running`: of the year that runs, though its feature looks ahead.
        """
        others, asked_alone = frozenset(synonyms.split()), frozenset(parts.split())
        after = None if followed_by is None else frozenset(followed_by.split())
        places = dict(phases or {}), dict(roles or {}), always
        command = Command(name, help, example, label, group, *places, others, asked_alone, after, why, own)
        more = {"early": early, "listed": listed, "chatty": chatty, "running": running}
        return self._route(Kind.COMMAND, name, who, writes, command=command, **more)

    def button(
        self, name: str, *, who: frozenset[Role], writes: bool = True, early: bool = False
    ) -> Callable[[Speak], Speak]:
        """A button's press; its card names this route."""
        return self._route(Kind.BUTTON, name, who, writes, early=early)

    def form(
        self,
        name: str,
        *,
        who: frozenset[Role],
        writes: bool = True,
        early: bool = False,
        running: bool = False,
        now: Speak | None = None,
    ) -> Callable[[Speak], Speak]:
        """A form's answers; the form names this route. One that changes what there is says how it reads `now`."""
        return self._route(Kind.FORM, name, who, writes, early=early, running=running, now=now)

    def notification(
        self, kind: str, cost: Cost = USUAL, *, about: Message, listed_as: Message = "", reminder: bool = False
    ) -> Callable[[Write], Write]:
        """Makes the card of a notification when it is about to be sent, or again when it is refreshed.

        None means that it is no longer wanted. A `reminder` is not, where its reader wants none or put things off.
        The rest is what `NotificationKind` says; notifications to channels cost nothing.
        """

        def keep(write: Write) -> Write:
            self.kinds[kind] = NotificationKind(about, listed_as, cost, reminder)
            self.notifications[kind] = _spared(write) if reminder else write
            return write

        return keep

    def typed(self, *kinds: str, undo: str = "") -> Callable[[Open], Open]:
        """Says what of its notifications of these kinds a typed reply may answer; `undo` takes an answer back."""

        def keep(opens: Open) -> Open:
            self.asks.append(Asks(kinds, opens, undo))
            return opens

        return keep

    def tick(self, due: Due) -> Due:
        """Says which notifications fall due in a span of time, whoever may already have got them."""
        self.ticks.append(due)
        return due

    def year_tick(self, due: DueInYear) -> Due:
        """The same for what falls due in a year that has been started; before that it is not asked."""

        @wraps(due)
        async def once_started(span: TimeSpan, store: YearStore) -> Iterable[Draft]:
            cycle = store.cycle
            return () if cycle is None or cycle.started_at is None else await due(span, store, cycle)

        return self.tick(once_started)

    def _route(
        self, kind: Kind, name: str, who: frozenset[Role], writes: bool, **more: Any
    ) -> Callable[[Speak], Speak]:
        def keep(speak: Speak) -> Speak:
            self._add(Route(kind, name, speak, who, writes, **more))
            return speak

        return keep

    def _add(self, route: Route) -> None:
        self.routes.append(route)


class Feature(Router):
    """One verb and its routes, its own and those of the files that it includes. Does nothing by itself.

    The routes of one that looks `ahead` speak of the newest year even before it is started, all others of the one that
    runs.
    """

    def __init__(self, name: str, *, ahead: bool = False) -> None:
        super().__init__()
        self.name = name
        self.ahead = ahead

    def include(self, *routers: Router) -> None:
        """Answers what these files answer. Raises ValueError where two write the same kind of notification."""
        for router in routers:
            for route in router.routes:
                self._add(route)
            if twice := self.notifications.keys() & router.notifications.keys():
                raise ValueError(f"two files write the notifications {sorted(twice)}")
            self.notifications |= router.notifications
            self.kinds |= router.kinds
            self.ticks += router.ticks
            self.asks += router.asks

    def _add(self, route: Route) -> None:
        super()._add(replace(route, ahead=self.ahead and not route.running))


def _spared(write: Write) -> Write:
    """The reminder, unless its reader does not want one now."""

    @wraps(write)
    async def unless_unwanted(notification: Notification, store: YearStore) -> Card | None:
        unwanted = not notification.reader.nudged or await store.snoozes.of(notification.reader.id) is not None
        return None if notification.sent_at is None and unwanted else await write(notification, store)

    return unless_unwanted


@dataclass(frozen=True)
class RouteTable:
    """All routes of all features, by name. A name is written once in the whole house."""

    by_name: Mapping[str, Route]
    notifications: Mapping[str, Write]
    ticks: tuple[Due, ...]
    asks: tuple[Asks, ...] = ()
    kinds: Mapping[str, NotificationKind] = field(default_factory=dict)

    @classmethod
    def of(cls, features: Iterable[Feature]) -> "RouteTable":
        """Raises ValueError where two routes share a name."""
        routes: dict[str, Route] = {}
        notifications: dict[str, Write] = {}
        ticks: list[Due] = []
        asks: list[Asks] = []
        kinds: dict[str, NotificationKind] = {}
        for feature in features:
            for route in feature.routes:
                if route.name in routes:
                    raise ValueError(f"two routes are called {route.name!r}")
                routes[route.name] = route
            if twice := notifications.keys() & feature.notifications.keys():
                raise ValueError(f"two features write the notifications {sorted(twice)}")
            notifications |= feature.notifications
            kinds |= feature.kinds
            ticks += feature.ticks
            asks += feature.asks
        return cls(routes, notifications, tuple(ticks), tuple(asks), kinds)

    @property
    def costs(self) -> Mapping[str, Cost]:
        """What each kind of notification asks of its reader."""
        return {name: kind.cost for name, kind in self.kinds.items()}

    def commands(self, role: Role | None = None, *, early: bool = False) -> list[Command]:
        """The words that people can type, in the order of the features; only those open to `role` if given, and only
        those that are open before there is a plan if `early`.
        """
        return [
            route.command
            for route in self.by_name.values()
            if route.command and route.listed and (role is None or role in route.who) and (route.early or not early)
        ]
