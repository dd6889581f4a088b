"""Short-lived permissions that travel in payloads: trigger ids, and addresses to answer to."""

import secrets
import time
from dataclasses import dataclass, field

from bot.workspace.clock import WorkspaceClock
from bot.workspace.errors import ApiError

_USES = 5
_MINUTES = 30
_REMEMBERED = 600.0
"""Seconds for which a dead ticket still gets the answer that says why it is dead."""


@dataclass
class Trigger:
    """The right to open one form, once, for the person who has just done something."""

    user: str
    until: float
    view_id: str | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """The right to answer five times within half an hour where somebody has done something."""

    user: str
    channel: str
    until: float
    message_ts: str | None = None
    uses: int = 0


@dataclass
class Tickets:
    """Gives out triggers (on the machine's time) and answer addresses (on the district's)."""

    clock: WorkspaceClock
    trigger_life: float
    triggers: dict[str, Trigger] = field(default_factory=dict)
    urls: dict[str, ResponseUrl] = field(default_factory=dict)

    def trigger(self, user_id: str, view_id: str | None = None) -> str:
        """A new trigger id, in Slack's three parts."""
        now = time.monotonic()
        _forget(self.triggers, now - _REMEMBERED)
        trigger_id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self.triggers[trigger_id] = Trigger(user_id, now + self.trigger_life, view_id)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger id up. ApiError when it is unknown, used or too old."""
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if time.monotonic() > trigger.until:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger

    def url(self, user_id: str, channel: str, message_ts: str | None = None) -> str:
        """The secret part of a new answer address."""
        now = self.clock.now().timestamp()
        _forget(self.urls, now - _REMEMBERED)
        token = secrets.token_urlsafe(18)
        self.urls[token] = ResponseUrl(user_id, channel, now + _MINUTES * 60, message_ts)
        return token

    def answer(self, token: str) -> ResponseUrl:
        """Look an answer address up and count its use. ApiError when unknown, too old or used five times."""
        response_url = self.urls.get(token)
        if response_url is None:
            raise ApiError("invalid_url")
        if self.clock.now().timestamp() > response_url.until:
            raise ApiError("expired_url")
        if response_url.uses >= _USES:
            raise ApiError("used_url")
        response_url.uses += 1
        return response_url


def _forget(tickets: dict[str, Trigger] | dict[str, ResponseUrl], before: float) -> None:
    """Drop the oldest tickets; they stand in the order in which they were given out."""
    while tickets:
        oldest = next(iter(tickets))
        if tickets[oldest].until >= before:
            return
        del tickets[oldest]
