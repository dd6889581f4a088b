"""Between two rehearsed years: the sample lead launches the next one, shares it, closes the old, presses Start."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from bot.assemble import Bot
from bot.rehearse.play import Play
from bot.rehearse.ui_driver import UiDriver, buttons, choices, preset
from bot.workspace.records import Message, View
from pdsa.calendar import ONE_DAY, instant, local_day
from pdsa.cycle import Cycle
from pdsa.decisions import Path
from pdsa.goals import Goal, GoalKind
from pdsa.newyear import NextStrategy
from pdsa.people import Role
from pdsa.plan import Plan
from storage.exporting import take_out
from storage.store import open_newest_year
from storage.year_launch import draft_next

MORNING, EARLY = time(10, 0), time(8, 0)
PAGES = 12
"""So many pages of undecided strategies are gone through."""
LEFT = 0.3
"""How often a strategy on which nobody decided is left behind."""
SHARED_BEFORE, CLOSED_BEFORE = timedelta(days=10), timedelta(days=6)
EARLIER = timedelta(days=7)
SATURDAY, HIGHEST = 5, 4


class Summer:
    """What the lead does in summer. Nobody else is asked anything between the years."""

    def __init__(self, plan: Plan, seed: int, play: Play, hands: UiDriver, made: Bot) -> None:
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
        launched = _working(self._plan.last_day + ONE_DAY)
        self._play.later(instant(launched, MORNING, zone), self._lead, self._launches)
        await self._until(instant(launched + ONE_DAY, MORNING, zone))
        new = await self._newest()
        if new is None or new.label == self._plan.school_year:
            return None
        first = new.year.first_day
        for before, action in ((SHARED_BEFORE, self._shares), (CLOSED_BEFORE, self._closes)):
            self._play.later(instant(_working(first - before), MORNING, zone), self._lead, action)
        self._play.later(instant(first, EARLY, zone), self._lead, self._starts)
        await self._until(instant(first, EARLY, zone) + timedelta(minutes=1))
        async with open_newest_year(self._made.engine, self._play.now) as store:
            plan, _happened = await take_out(store)
        return plan

    async def _until(self, moment: datetime) -> None:
        await self._play.until(moment, None, lambda _now: None)

    async def _newest(self) -> Cycle | None:
        async with open_newest_year(self._made.engine, self._play.now) as store:
            return await store.cycles.current()

    # -- actions ----------------------------------------------------------------------------------

    async def _launches(self) -> None:
        """Says of what nobody decided on whether it goes on, renews what needs it, and launches."""
        message = await self._types("/sel newyear")
        if message is not None and await self._hands.press(self._lead, message, "newyear.choose"):
            await self._chooses()
        for part in await self._renewed():
            await self._renews(part)
        await self._press_through("newyear.launch", "newyear.launch.now", self._hands.newest(self._lead))

    async def _renewed(self) -> list[str]:
        """What the lead changes before the launch: goals that would begin at their target or have none, and one of the
        strategies that go on as they were.
        """
        async with open_newest_year(self._made.engine, self._play.now) as store:
            cycle = await store.cycles.current()
            if cycle is None:
                return []
            draft = await draft_next(store, cycle, local_day(self._play.now, self._plan.zone))
        goals = [each.part for each in draft.goals if each.new and _needs_target(each.new)]
        strategies = [f"strategy:{each.old.code}" for each in draft.strategies if self._may_begin_earlier(each)]
        return [*goals, *strategies[:1]]

    def _may_begin_earlier(self, next_strategy: NextStrategy) -> bool:
        known = (
            next_strategy.new is not None
            and next_strategy.decision is not None
            and next_strategy.decision.path in (Path.KEEP, Path.EXTEND)
        )
        return (
            known and next_strategy.old.start is not None and next_strategy.old.start - EARLIER >= self._plan.first_day
        )

    async def _renews(self, part: str) -> None:
        message = self._hands.newest(self._lead)
        if message is None or not await self._hands.press(self._lead, message, "newyear.pick"):
            return
        if await self._hands.send(self._lead, {"part": part}):
            view = self._hands.form(self._lead)
            if view is not None:
                await self._hands.send(self._lead, _changes(view))
        await self._hands.put_away(self._lead)

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
        await self._press_through("setup.daysoff", "setup.daysoff.confirm", await self._types("/sel setup"))
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


def _working(day: date) -> date:
    """The first weekday from a day on: in summer there is no calendar of days off."""
    while day.weekday() >= SATURDAY:
        day += ONE_DAY
    return day


def _needs_target(goal: Goal) -> bool:
    """Whether a goal of the rubric has no target, or would begin where it shall end, with a level above it."""
    if goal.kind is not GoalKind.IMPLEMENTATION or goal.target is None:
        return goal.kind is GoalKind.IMPLEMENTATION
    return goal.baseline is not None and goal.target <= goal.baseline < HIGHEST


def _changes(view: View) -> dict[str, Any]:
    """A target one level higher than where it stands, or than a beginning; or a start a week earlier."""
    if any(block.get("block_id") == "target" for block in view.blocks):
        begins = int(float(preset(view, "baseline") or 1))
        return {"baseline": str(begins), "target": str(min(HIGHEST, begins + 1))}
    start = preset(view, "start")
    return {"start": (date.fromisoformat(start) - EARLIER).isoformat()} if start else {}
