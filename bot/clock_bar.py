"""The clock bar above the demo's page: shows the district's date and moves it on."""

import asyncio
import logging
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any, Protocol

from aiohttp import web

from bot.district_clock import MovableClock
from bot.workspace.page import PageBar
from handlers.kit.words import clock, when
from pdsa.calendar import ONE_DAY, instant, local
from pdsa.text import _

log = logging.getLogger(__name__)
MORNING = time(8, 0)
FARTHEST = timedelta(days=400)


class Mover(Protocol):
    """What moves time, with all that happens on the way."""

    async def to(self, moment: datetime, stopped: Callable[[], bool]) -> None: ...

    async def next_event(self) -> datetime | None: ...

    async def idle(self) -> str:
        """Why nothing is due next, in a sentence."""
        ...


class ClockBar:
    """Its routes move the clock; the bot does on the way what it would have done."""

    def __init__(self, district: MovableClock, zone: str) -> None:
        self._clock = district
        self._zone = zone
        self._mover: Mover | None = None
        self._moving = False
        self._stopped = False
        self._target: datetime | None = None
        self._turn = asyncio.Lock()

    def ready(self, mover: Mover, turn: asyncio.Lock) -> None:
        """From now on time can be moved, by whoever holds `turn`: the scheduler does not beat meanwhile."""
        self._mover, self._turn = mover, turn

    def bar(self) -> PageBar:
        script = (files("bot") / "clock_bar.js").read_text(encoding="utf-8")
        routes = [
            web.get("/clock", self._look),
            web.post("/clock/next-day", self._next_day),
            web.post("/clock/next-week", self._next_week),
            web.post("/clock/next-event", self._next_event),
            web.post("/clock/to", self._to),
            web.post("/clock/stop", self._stop),
        ]
        return PageBar("clock", script, routes)

    async def _look(self, _request: web.Request) -> web.Response:
        here = local(self._clock.now(), self._zone)
        day, time_of_day = clock(self._clock.now(), self._zone).split(", ")
        answer: dict[str, Any] = {
            "now": here.isoformat(),
            "date_text": _("{day} {year}, {time}").format(day=day, year=here.year, time=time_of_day),
            "next": None,
            "idle": None,
            "moving": self._moving or self._mover is None,
            "doing": None,
        }
        if self._moving:
            answer["doing"] = self._said_doing(here.date())
        elif self._mover is None:
            answer["doing"] = _("The bot is on its way…")
        else:
            answer["next"] = await self._said_next(self._mover)
            answer["idle"] = None if answer["next"] else await self._mover.idle()
        return web.json_response(answer)

    def _said_doing(self, today: date) -> str:
        """Where time is on its way, and where to."""
        if self._stopped:
            return _("Stopping…")
        if self._target is None:
            return _("Time is moving…")
        there = local(self._target, self._zone).date()
        return _("On the way to {there}").format(there=when(there, today))

    async def _said_next(self, mover: Mover) -> str | None:
        try:
            coming = await mover.next_event()
        except Exception:
            log.exception("what comes next could not be found")
            return None
        # whoever it comes to may live by another clock, and have their nine o'clock then
        return _("{moment}, by the district's clock").format(moment=clock(coming, self._zone)) if coming else None

    async def _next_day(self, _request: web.Request) -> web.Response:
        return await self._pass_until(self._morning_after(1))

    async def _next_week(self, _request: web.Request) -> web.Response:
        return await self._pass_until(self._morning_after(7))

    async def _next_event(self, _request: web.Request) -> web.Response:
        return await self._pass_until(None)

    async def _to(self, request: web.Request) -> web.Response:
        try:
            chosen_day = date.fromisoformat(str((await request.json())["date"]))
        except (ValueError, KeyError, TypeError):
            return _no(_("I need a date, like 2026-09-17."))
        today = local(self._clock.now(), self._zone).date()
        if chosen_day <= today:
            return _no(_("Time moves forward only: choose a day after {today}.").format(today=when(today)))
        if chosen_day - today > FARTHEST:
            return _no(_("That is more than a year away: go there in steps."))
        return await self._pass_until(instant(chosen_day, MORNING, self._zone))

    async def _pass_until(self, moment: datetime | None) -> web.Response:
        """Move time to a moment, or to what is due next."""
        if self._mover is None:
            return _no(_("The bot is not there yet: try again in a moment."))
        if self._moving:
            return _no(_("Time is moving already: wait until it stands."))
        self._moving, self._stopped, self._target = True, False, moment
        try:
            async with self._turn:
                moment = self._target = moment or await self._mover.next_event()
                if moment is None:
                    return _no(await self._mover.idle())
                await self._mover.to(moment, lambda: self._stopped)
        except Exception:
            log.exception("time could not be moved to %s", moment)
            return _no(_("Something broke on the way, and time stands here. The window of the demo says more."))
        finally:
            self._moving = False
        return web.json_response({"now": local(self._clock.now(), self._zone).isoformat()})

    async def _stop(self, _request: web.Request) -> web.Response:
        """Time stands after what is happening at this moment."""
        self._stopped = self._moving
        return web.json_response({})

    def _morning_after(self, days: int) -> datetime:
        today = local(self._clock.now(), self._zone).date()
        return instant(today + days * ONE_DAY, MORNING, self._zone)


def _no(sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=409)
