"""What a Web API method is: a name, its arguments, who may call it how often, and what it may answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.workspace.errors import ApiError, missing_scope
from bot.workspace.records import Channel, Json
from bot.workspace.shared_state import Runtime

Kind = Literal["text", "flag", "whole", "json", "names"]

ANYWHERE = frozenset(
    (
        "not_authed",
        "invalid_auth",
        "not_allowed_token_type",
        "missing_scope",
        "invalid_arguments",
        "ratelimited",
        "invalid_json",
        "json_not_object",
        "invalid_form_data",
    )
)
"""Codes that every method may answer with, beside its own."""


@dataclass(frozen=True)
class Arg:
    """One argument. `json` takes an object or a list, written out or not; `names` a comma-separated list."""

    name: str
    kind: Kind = "text"
    required: bool = False
    most: int | None = None


@dataclass
class MethodCall:
    """One call under way: the workspace and the arguments, already of the right types (None when not given)."""

    runtime: Runtime
    args: Json = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.args.get(name)

    def needs(self, scope: str) -> None:
        """Refuse the call unless the token has this scope."""
        if scope not in self.runtime.scopes:
            raise missing_scope(scope, self.runtime.scopes)

    def conversation(self, action: str | None = None) -> Channel:
        """The conversation in `channel` that the bot may know of; `action` asks for that scope of its kind."""
        channel = self.runtime.world.channels.get(self["channel"] or "")
        if channel is None or (channel.kind != "public" and self.runtime.world.bot.id not in channel.members):
            raise ApiError("channel_not_found")
        if action is not None:
            self.needs(f"{FAMILY[channel.kind]}:{action}")
        return channel


FAMILY = {"public": "channels", "private": "groups", "im": "im"}
KINDS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
"""Kinds of conversations, as a call names them."""

Run = Callable[[MethodCall], Json]


@dataclass(frozen=True)
class Method:
    """A row of the table. `tier` is `1` to `4`, `posting`, `hundreds` or `machine`; `errors` are its own codes."""

    name: str
    run: Run
    args: tuple[Arg, ...] = ()
    scope: str | None = None
    tier: str = "3"
    token: Literal["bot", "app", "none"] = "bot"
    errors: frozenset[str] = frozenset()


def codes(text: str) -> frozenset[str]:
    """A set of error codes written as one string."""
    return frozenset(text.split())


_MOST = 1000


def page(
    items: list[Any], call: MethodCall, *, default: int = 100, strict: bool = True, most: int = _MOST
) -> tuple[list[Any], Json]:
    """The slice that `cursor` and `limit` ask for, and the `response_metadata` that names the next.

    A limit beyond 1 to `most` is refused (`invalid_limit`), or brought within when not `strict`.
    """
    limit = call["limit"] or default
    if not 1 <= limit <= most:
        if strict:
            raise ApiError("invalid_limit")
        limit = most
    start = 0
    if call["cursor"]:
        number = call["cursor"].removeprefix("next:")
        if not (number.isascii() and number.isdigit()) or len(number) > 9 or int(number) > len(items):
            raise ApiError("invalid_cursor")
        start = int(number)
    end = start + min(limit, call.runtime.most_listed)
    return items[start:end], {"next_cursor": f"next:{end}" if end < len(items) else ""}
