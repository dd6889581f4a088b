"""The demo's guide above the page: who the visitor is, and three things to try, each ticked off once it was done."""

from datetime import time, timedelta
from importlib.resources import files
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.demo_cast_answers import INVITED_FOR, Played
from bot.district_clock import Clock
from bot.workspace.page import PageBar
from handlers.kit.words import when
from pdsa.calendar import instant
from pdsa.people import Role
from pdsa.plan import Plan
from pdsa.text import _
from storage.digests import DigestState
from storage.store import YearStore, open_newest_year

BEFORE_THE_END = timedelta(days=10)
"""So long before the last day the year's digest lies there as a draft."""
TOLD = (DigestState.APPROVED, DigestState.TAKEN_BACK)


class Guide:
    """Says what to try, and what of it was done. Before the bot is there nothing was."""

    def __init__(self, plan: Plan, played: Played, clock: Clock) -> None:
        self._plan = plan
        self._clock = clock
        self._played = played
        self._engine: AsyncEngine | None = None

    def ready(self, engine: AsyncEngine) -> None:
        self._engine = engine

    def bar(self) -> PageBar:
        script = (files("bot") / "demo_guide.js").read_text(encoding="utf-8")
        return PageBar("guide", script, [web.get("/guide", self._look)])

    async def _look(self, _request: web.Request) -> web.Response:
        return web.json_response(await self.told())

    async def told(self) -> dict[str, Any]:
        """A `title`, three `steps` (`words`, and whether each is `done`) and a `note`."""
        done = await self._done()
        steps = [{"words": words, "done": done[number]} for number, words in enumerate(self._steps())]
        title = _("You lead the SEL team of an invented district. Try these three things:")
        if all(done):
            title = _("All three are done. Go on as anybody, to any day: nothing here leaves this computer.")
        note = _("While time moves, a made-up cast answers for everybody whom you do not play.")
        return {"title": title, "steps": steps, "note": note}

    def _steps(self) -> tuple[str, str, str]:
        owner = next((one.name for one in self._plan.team if one.email == self._played.invited), _("somebody else"))
        reader = next((one.name for one in self._plan.team if one.role is Role.OBSERVER), self._plan.team[-1].name)
        nearly_over = self._plan.last_day - BEFORE_THE_END
        return (
            _("Start the year: type /sel setup below, look around, and press Start."),
            _("Press Next week twice. Become {owner} under “You are”, and say how the week went.").format(owner=owner),
            _(
                "Go to {day} {year}. As yourself, approve what the district learned; "
                "then read it in {channel} as {reader}."
            ).format(
                day=when(nearly_over), year=nearly_over.year, channel=self._plan.channels.leadership, reader=reader
            ),
        )

    async def _done(self) -> tuple[bool, bool, bool]:
        if self._engine is None:
            return False, False, False
        async with open_newest_year(self._engine, self._clock.now()) as store:
            started = store.cycle is not None and store.cycle.started_at is not None
            tried = self._played.invited in self._played.acted_as or await self._has_said(store)
            return started, started and tried, await _has_told(store)

    async def _has_said(self, store: YearStore) -> bool:
        """Whether the invited one said how a week went while they were left to the visitor: kept, if all else is
        forgotten because the demo was opened again.
        """
        invited, first = await store.people.by_email(self._played.invited), self._plan.first_day
        theirs_until = instant(first, time.min, self._plan.zone) + INVITED_FOR
        answers = await store.checkins.between(first, first + INVITED_FOR) if invited else []
        return any(invited and each.member == invited.id and each.at < theirs_until for each in answers)


async def _has_told(store: YearStore) -> bool:
    """Whether what the year taught was approved, even if it was taken back since."""
    if store.cycle is None:
        return False
    return any(each.kind == "digest-year" and each.state in TOLD for each in await store.digests.all())
