"""How often each method may be called, with 429 beyond: by the district's clock, and no slower than the machine's."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.workspace.clock import Passed, WorkspaceClock

_WINDOW = 60.0
_GRACE = 0.001
"""Seconds; clocks are floats, and a caller who paces itself exactly must not be refused for their rounding."""
_TIERS = {"1": 1, "2": 20, "3": 50, "4": 100, "hundreds": 600}
_BURST = 10
"""Addresses of sockets that are given out at once, as many as an app may have open; then one a minute. Slack's pages
say Tier 1 (api.slack.com) and Tier 3 (docs.slack.dev): this is the stricter."""


@dataclass(frozen=True)
class Rates:
    """Settings for chat.postMessage: one a second per channel after a burst, and so many a minute in all."""

    channel_burst: int = 5
    channel_seconds: float = 1.0
    posts_a_minute: int = 300


class _Bucket:
    """A burst, and then one each so many seconds."""

    def __init__(self, burst: int, seconds: float) -> None:
        self._step = seconds
        self._room = seconds * (burst - 1)
        self._due = 0.0

    def wait(self, now: float) -> float:
        """Take one and return 0, or return the seconds until one is free."""
        due = max(self._due, now)
        if due - now > self._room + _GRACE:
            return due - now - self._room
        self._due = due + self._step
        return 0.0


class _Window:
    """At most so many in any sixty seconds."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Take one and return 0, or return the seconds until one is free."""
        taken = self._taken
        while taken and taken[0] <= now - _WINDOW + _GRACE:
            taken.popleft()
        if len(taken) >= self._most:
            return taken[0] + _WINDOW - now
        taken.append(now)
        return 0.0


@dataclass
class Limits:
    """Counts every call. `strict=False` lets all pass; `machine` is the machine's monotonic time in seconds."""

    clock: WorkspaceClock
    rates: Rates
    strict: bool = True
    machine: Callable[[], float] = time.monotonic
    _windows: dict[str, _Window] = field(default_factory=dict)
    _channels: dict[str, _Bucket] = field(default_factory=dict)
    _sockets: _Bucket = field(default_factory=lambda: _Bucket(_BURST, _WINDOW))

    def __post_init__(self) -> None:
        self._passed = Passed(self.clock, self.machine)

    def wait(self, method: str, tier: str, channel: str) -> int:
        """0 when this call may pass, else the whole seconds for Retry-After."""
        if not self.strict:
            return 0
        now = self._passed.seconds()
        if tier == "posting":
            seconds = self._channel(channel).wait(now) or self._window(method, self.rates.posts_a_minute).wait(now)
        elif tier == "machine":
            seconds = self._sockets.wait(now)
        else:
            seconds = self._window(method, _TIERS[tier]).wait(now)
        return max(1, math.ceil(seconds)) if seconds > 0 else 0

    def _window(self, method: str, most: int) -> _Window:
        if method not in self._windows:
            self._windows[method] = _Window(most)
        return self._windows[method]

    def _channel(self, channel: str) -> _Bucket:
        if channel not in self._channels:
            self._channels[channel] = _Bucket(self.rates.channel_burst, self.rates.channel_seconds)
        return self._channels[channel]
