"""CliError that a test can order: refusals, errors, lost replies, silence, and broken sockets."""

import random
from dataclasses import dataclass, field
from typing import Literal

from bot.workspace.sockets import Sockets

FaultKind = Literal["429", "refuse", "500_before", "500_after", "lost_reply", "hang", "page", "page_after"]
PROXY = "<!DOCTYPE html><html><head><title>Access denied</title></head><body>Ask your network's owner.</body></html>"
"""What a proxy answers in Slack's place."""


@dataclass
class Fault:
    """One kind of trouble for one method (`*`: for all), so many times or with a probability."""

    method: str
    kind: FaultKind
    times: int | None
    probability: float | None
    retry_after: int | str
    error: str
    status: int
    body: str
    happened: int = 0


@dataclass
class Faults:
    """The trouble that is switched on. The same seed gives the same trouble."""

    sockets: Sockets
    seed: int = 0
    active: list[Fault] = field(default_factory=list)
    _random: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self._random.seed(self.seed)

    def add(
        self,
        method: str,
        kind: FaultKind,
        *,
        times: int | None = None,
        probability: float | None = None,
        retry_after: int | str = 1,
        error: str = "account_inactive",
        status: int = 200,
        body: str = PROXY,
    ) -> Fault:
        """Switch a fault on: for the next `times` calls, or with `probability` each; once when neither is given.

        `429` asks to wait `retry_after` seconds, `refuse` answers with the code `error`, `500_before` fails without
        doing anything, `500_after` and `lost_reply` do the work first, `hang` neither does anything nor answers. `page`
        answers with `status` and `body` in Slack's place, `page_after` once Slack has done the work.
        """
        if times is None and probability is None:
            times = 1
        fault = Fault(method, kind, times, probability, retry_after, error, status, body)
        self.active.append(fault)
        return fault

    def clear(self) -> None:
        """Switch everything off."""
        self.active.clear()
        self.sockets.ignore_acks = 0

    def strike(self, method: str) -> Fault | None:
        """The fault that befalls this call, if any."""
        for fault in self.active:
            if fault.method not in (method, "*") or fault.times == 0:
                continue
            if fault.probability is not None and self._random.random() >= fault.probability:
                continue
            if fault.times is not None:
                fault.times -= 1
            fault.happened += 1
            return fault
        return None

    def lose_acks(self, times: int) -> None:
        """Treat the next acknowledgements as lost on the way."""
        self.sockets.ignore_acks += times

    async def cut_sockets(self) -> None:
        """Break every socket without a word."""
        await self.sockets.cut()

    async def refresh_sockets(self) -> None:
        """Ask every socket to make way for a new one."""
        await self.sockets.refresh()

    async def disable_link(self) -> None:
        """Say that Socket Mode has been switched off, and close every socket."""
        await self.sockets.disable()
