"""Between two rehearsed years: the sample lead launches the next one, shares it, closes the old, presses Start."""

from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from bot.assemble import House
from bot.rehearse.hands import Hands, buttons, choices
from bot.rehearse.play import Play
from bot.workspace.records import Message
from pdsa.calendar import ONE_DAY, instant
from pdsa.cycle import Cycle
from pdsa.people import Role
from pdsa.plan import Plan
from storage.exporting import take_out
from storage.store import open_store

MORNING, EARLY = time(10, 0), time(8, 0)
PAGES = 12
"""So many pages of undecided strategies are gone through."""
LEFT = 0.3
"""How often a strategy on which nobody decided is left behind."""
SHARED_BEFORE, CLOSED_BEFORE = timedelta(days=10), timedelta(days=6)


class Turning:
    """What the lead does in summer. Nobody else is asked anything between the years."""

    def __init__(self, plan: Plan, seed: int, play: Play, hands: Hands, made: House) -> None:
        self._plan = plan
        self._chance = Random(f"{seed}:turning")
        self._play = play
        self._hands = hands
        self._made = made
        self._lead = next((person.email for person in plan.team if person.role is Role.LEAD), "")

    async def next_plan(self) -> Plan | None:
        """The next year's plan, laid out and started on its first morning; None where the plan has no lead to do so."""
        if not self._lead:
            return None
        zone = self._plan.zone
        self._play.later(instant(self._plan.last_day + ONE_DAY, MORNING, zone), self._lead, self._launches)
        await self._until(instant(self._plan.last_day + 2 * ONE_DAY, MORNING, zone))
        new = await self._newest()
        if new is None or new.label == self._plan.school_year:
            return None
        first = new.year.first_day
        self._play.later(instant(first - SHARED_BEFORE, MORNING, zone), self._lead, self._shares)
        self._play.later(instant(first - CLOSED_BEFORE, MORNING, zone), self._lead, self._closes)
        self._play.later(instant(first, EARLY, zone), self._lead, self._starts)
        await self._until(instant(first, EARLY, zone) + timedelta(minutes=1))
        async with open_store(self._made.engine, self._play.now) as store:
            plan, _happened = await take_out(store)
        return plan

    async def _until(self, moment: datetime) -> None:
        await self._play.until(moment, None, lambda _now: None)

    async def _newest(self) -> Cycle | None:
        async with open_store(self._made.engine, self._play.now) as store:
            return await store.cycles.current()

    # -- deeds ----------------------------------------------------------------------------------

    async def _launches(self) -> None:
        """Says of each undecided strategy whether it goes on, then launches."""
        message = await self._types("/sel newyear")
        if message is not None and await self._hands.press(self._lead, message, "newyear.choose"):
            await self._chooses()
            message = self._hands.newest(self._lead)
        await self._press_through("newyear.launch", "newyear.launch.now", message)

    async def _chooses(self) -> None:
        for _page in range(PAGES):
            view = self._hands.form(self._lead)
            if view is None:
                break
            asked = [block["block_id"] for block in view.blocks if block["type"] == "input"]
            said: dict[str, Any] = {
                code: "leave" if self._chance.random() < LEFT else "carry"
                for code in asked
                if {"leave", "carry"} <= set(choices(view, code))
            }
            if not await self._hands.send(self._lead, said):
                break
        await self._hands.put_away(self._lead)

    async def _shares(self) -> None:
        """Reads the plan as others would, and approves it."""
        await self._press_through("newyear.share", "newyear.share.now", await self._types("/sel newyear"))

    async def _closes(self) -> None:
        message = await self._types("/sel newyear")
        if message is not None and buttons(message, "newyear.close"):
            await self._hands.press(self._lead, message, "newyear.close")

    async def _starts(self) -> None:
        await self._press_through("setup.start", "setup.start.now", await self._types("/sel setup"))

    async def _types(self, text: str) -> Message | None:
        await self._hands.type(self._lead, text)
        return self._hands.newest(self._lead)

    async def _press_through(self, first: str, second: str, message: Message | None) -> None:
        """A button, and the button on what it brings."""
        if message is not None and await self._hands.press(self._lead, message, first):
            brought = self._hands.newest(self._lead)
            if brought is not None:
                await self._hands.press(self._lead, brought, second)
