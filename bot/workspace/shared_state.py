"""What all parts of a running workspace share: its state, its sockets, its tickets and its settings."""

from dataclasses import dataclass, field

from bot.workspace.blockkit.check import complete, lines, message_problems, view_problems
from bot.workspace.clock import Timing, WorkspaceClock
from bot.workspace.records import Json, Person
from bot.workspace.sockets import Sockets
from bot.workspace.tickets import Tickets
from bot.workspace.world import World


@dataclass
class Runtime:
    """Handed to every method and to everything that people do."""

    world: World
    sockets: Sockets
    tickets: Tickets
    clock: WorkspaceClock
    timing: Timing
    scopes: frozenset[str]
    events: frozenset[str]
    command: str
    command_hint: str
    command_escapes: bool
    bot_token: str
    app_token: str
    most_listed: int = 1000
    """Channels on a page, whatever was asked for: Slack may give fewer than that."""
    offered: dict[tuple[str, str, str], list[Json]] = field(default_factory=dict)
    """What an app offered last in a menu that it fills: by (user id, block_id, action_id)."""

    def person(self, who: str) -> Person:
        """Somebody by user id or e-mail who can still act; LookupError otherwise."""
        person = self.world.person(who)
        if person.deleted:
            raise LookupError(f"{person.name}'s account is deactivated")
        return person

    def blocks_wrong(self, blocks: object, at: str = "/blocks") -> list[str]:
        """The complaints about a message's blocks."""
        return lines(message_problems(blocks, at, self.world.files.image_ready))

    def view_wrong(self, view: object, kind: str, at: str = "/view") -> list[str]:
        """The complaints about a view of this kind."""
        return lines(view_problems(view, kind, at, self.world.files.image_ready))

    def complete(self, blocks: list[Json]) -> list[Json]:
        """Fill in ids and defaults as Slack does."""
        return complete(blocks, lambda: self.world.serial("")[:8])

    def response_url(self, user_id: str, channel_id: str, message_ts: str | None = None) -> str:
        """A new address to answer to."""
        token = self.tickets.url(user_id, channel_id, message_ts)
        return f"{self.world.url}response/{self.world.team_id}/{token}"
