"""What the sample cast does, start to end: answers a week, looks back, decides, writes a word, settles a digest."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from bot.rehearse import sample_sentences
from bot.rehearse.drawn_year import not_reached
from bot.rehearse.form_answers import OpenForm, answers
from bot.rehearse.record import Seen
from bot.rehearse.strategy_fortunes import HELP, NOTED, Fortune, fortunes, nobody_knows, ticked
from bot.rehearse.ui_driver import UiDriver, buttons, carried, choices, preset
from bot.rehearse.unsaid_sentences import Spoken
from bot.workspace.records import Message, View
from pdsa.checkin import Went
from pdsa.plan import Plan

Json = dict[str, Any]
NOBODY = "-"
SCREENS = 12
"""So many forms may follow from one another."""
MANY_SCREENS = 8
"""So many sections has a rubric, with room to spare."""
PAGES = 2
"""So many pages of a long weekly question are answered."""
WITH_NEXT = 2
"""So many buttons that edit has an answer that was kept while another one is still missing."""
TOGETHER = 0.4
"""How often somebody who has just looked back decides at once."""


class Duties:
    """Each leaves no form open behind it. `replanned` is called whenever one changed the plan."""

    def __init__(
        self,
        plan: Plan,
        seed: int,
        hands: UiDriver,
        replanned: Callable[[], None],
        today: Callable[[], date],
        spoken: Spoken,
    ) -> None:
        self._plan = plan
        self._today = today
        self._replanned = replanned
        self._seed = seed
        self._hands = hands
        self._spoken = spoken
        self._fortunes = fortunes(plan, seed, spoken)
        spoken.counted(plan.observations)

    async def press(self, seen: Seen, route: str) -> None:
        await self._hands.press(seen.reader, seen.message, route)

    async def confirms(self, seen: Seen, about: str) -> None:
        """One of several proposals: looked at, then confirmed."""
        if await self._hands.press(seen.reader, seen.message, "decide.see", about):
            shown = self._hands.newest(seen.reader)
            if shown is not None:
                await self._hands.press(seen.reader, shown, "decide.confirm")
        await self._hands.put_away(seen.reader)

    async def type(self, who: str, text: str) -> None:
        await self._hands.type(who, text)

    async def answers(self, seen: Seen) -> None:
        """The weekly question: a tap for each strategy, and sometimes a sentence."""
        message: Message | None = seen.message
        for _page in range(PAGES):
            if message is not None:
                await self._taps(seen, message)
            if message is None or not await self._hands.press(seen.reader, message, "checkin.more"):
                return
            message = self._hands.newest(seen.reader)

    async def _taps(self, seen: Seen, message: Message) -> None:
        values = [each["value"].rpartition(":") for each in buttons(message, "checkin.tap")]
        for asked in dict.fromkeys(value for value, _colon, _went in values):
            chance = self._chance(seen.key + asked)
            fortune = self._fortune(asked)
            went = fortune.went(chance)
            if not await self._hands.press(seen.reader, message, "checkin.tap", f"{asked}:{went.value}"):
                continue
            if chance.random() < NOTED:
                await self._adds(seen, message, asked, went, chance)

    async def _adds(self, seen: Seen, message: Message, asked: str, went: Went, chance: Random) -> None:
        """A sentence to what was tapped, or a call for help."""
        fortune = self._fortune(asked)
        if went is Went.NOT and chance.random() < HELP:
            route, said = "checkin.help", fortune.call(chance)
        else:
            route, said = "checkin.note", fortune.week(went, chance)
        if not (said.get("note") or said.get("help")):
            return  # nothing that was not said before
        if await self._hands.press(seen.reader, message, route, asked):
            if said.get("quotable"):  # the box that releases a sentence is behind *More*
                await self._hands.unfold(seen.reader, "checkin.rest")
            await self._hands.send(seen.reader, said)
        await self._hands.put_away(seen.reader)

    async def answers_now(self, seen: Seen) -> None:
        """From the reminder: one form after the other until nothing is open."""
        for _strategy in range(SCREENS):
            if not await self._hands.press(seen.reader, seen.message, "checkin.answer"):
                return
            if not await self._sends(seen.reader, seen.key):
                return
            kept = self._hands.newest(seen.reader)
            if kept is None or len(buttons(kept, "checkin.edit")) < WITH_NEXT:
                return

    async def fills(self, seen: Seen, route: str, value: str) -> None:
        """A strategy's button, the form behind it, and the forms that follow."""
        if await self._hands.press(seen.reader, seen.message, route, value):
            await self._all_screens(seen, seen.key + value)

    async def fills_by_word(self, seen: Seen, text: str) -> None:
        """A typed word, and the forms that it opens."""
        await self._hands.type(seen.reader, text)
        await self._all_screens(seen, seen.key + text)

    async def _all_screens(self, seen: Seen, about: str) -> None:
        deciding = seen.key.startswith("reflect") and self._chance(about + "together").random() >= TOGETHER
        for _screen in range(SCREENS):
            view = self._hands.form(seen.reader)
            if view is None or (deciding and view.callback_id.startswith("decide.")):
                break
            if not await self._sends(seen.reader, about + view.callback_id):
                break
        await self._hands.put_away(seen.reader)

    async def errand(self, who: str, text: str, routes: Sequence[str]) -> None:
        """A typed word, then one button after the other on what it brings, and the forms that open."""
        await self._hands.type(who, text)
        for route in routes:
            message = self._hands.newest(who)
            if message is None or not await self._hands.press(who, message, route):
                break
        for _screen in range(SCREENS):
            if not await self._sends(who, text + who + str(self._today())):
                break
        await self._hands.put_away(who)

    async def screens(self, seen: Seen, route: str) -> None:
        """A notification's button, and the forms behind it until there are none."""
        if await self._hands.press(seen.reader, seen.message, route):
            for screen in range(MANY_SCREENS):
                if not await self._sends(seen.reader, f"{seen.key} {screen}"):
                    break
        await self._hands.put_away(seen.reader)

    async def helps(self, seen: Seen) -> None:
        """An answer to a call for help."""
        words = self._spoken.own(sample_sentences.HELPED, seen.reader, self._chance(seen.key))
        await self.writes(seen, "checkin.write", words=words or sample_sentences.HELPED[0])

    async def writes(self, seen: Seen, route: str, **words: str) -> None:
        """A button that opens a form, and these words in it."""
        if await self._hands.press(seen.reader, seen.message, route):
            await self._hands.send(seen.reader, words)
        await self._hands.put_away(seen.reader)

    async def chooses(self, seen: Seen, route: str, field: str, most: int = 3) -> None:
        """A button that opens a form with a choice, and a few of what it offers."""
        if await self._hands.press(seen.reader, seen.message, route) and (view := self._hands.form(seen.reader)):
            offered = choices(view, field)
            picked = self._chance(seen.key).sample(offered, min(most, len(offered)))
            await self._hands.send(seen.reader, {field: sorted(picked, key=offered.index)})
        await self._hands.put_away(seen.reader)

    async def sets_meetings(self, seen: Seen, meeting: date, planning: date | None) -> None:
        """The days of the two meetings, or of the one that does both."""
        if await self._hands.press(seen.reader, seen.message, "meeting.days"):
            said: Json = {"reflection": meeting.isoformat(), "separate": ticked(planning is not None)}
            await self._hands.send(seen.reader, said | ({"planning": planning.isoformat()} if planning else {}))
        await self._hands.put_away(seen.reader)

    async def settles(self, seen: Seen, route: str) -> None:
        """A digest's draft: where its wording is new to them, they read it once more and press again."""
        for _reading in range(2):
            await self._hands.press(seen.reader, seen.message, route)

    # -- what they answer -----------------------------------------------------------------------

    async def _sends(self, who: str, about: str) -> bool:
        view = self._hands.form(who)
        if view is None:
            return False
        said = self._answers(view, who, self._chance(about))
        new = said.get("text") != ""  # else all that they could tell has been told
        taken = new and await self._hands.send(who, said)
        if not taken:
            await self._hands.put_away(who)
        elif view.callback_id == "plan.strategy.keep":
            self._replanned()
        return taken

    def _answers(self, view: View, who: str, chance: Random) -> Json:
        """Answers for whatever a form asks, by the names of its fields."""
        fortune = self._fortune(*carried(view).values())
        match view.callback_id:
            case "reflect.begin":
                return fortune.happened(choices(view, "evidence"), chance)
            case "reflect.verdict":
                return {}  # they have seen the numbers, and stay with what they said
            case "reflect.keep":
                return fortune.learned(chance)
            case "decide.answer":
                return fortune.way()
            case "decide.keep":
                ends = fortune.details(chance, self._plan.last_day) | fortune.decision(chance, self._plan.last_day)
                return ends | self._comes_first(view)
            case "checkin.keep":
                return fortune.week(fortune.went(chance), chance)
            case "plan.strategy.keep":
                return self._planned(view, fortune, chance)
            case _:
                return answers(self._sheet(view, who, chance), fortune)

    def _comes_first(self, view: View) -> Json:
        """What a goal waits for: a key activity on which nobody works and which is not there yet, if any is."""
        free = not_reached(self._plan, choices(view, "first_activity"))
        return {"first_activity": free[0]} if free else {}

    def _sheet(self, view: View, who: str, chance: Random) -> OpenForm:
        return OpenForm(view, who, self._today(), self._plan, self._fortunes, chance, self._spoken)

    def _planned(self, view: View, fortune: Fortune, chance: Random) -> Json:
        """What is still missing of a strategy; what is there stays."""
        first, last = self._plan.first_day, self._plan.last_day
        start = date.fromisoformat(preset(view, "start") or (first + (last - first) / 5).isoformat())
        end = preset(view, "end") or max(start, last - timedelta(days=14)).isoformat()
        said: Json = {"start": start.isoformat(), "end": end}
        if not preset(view, "prediction"):
            said["prediction"] = fortune.prediction
        people = [each for each in choices(view, "owner") if each != NOBODY]
        if people and preset(view, "owner") == NOBODY:
            said["owner"] = chance.choice(people)
        return said

    def _fortune(self, *named: str) -> Fortune:
        """The fortune of the strategy or goal that a button's value or what a form carries names."""
        codes = (code for each in named for code in (each, each.split(":")[0], each.split(".")[0]))
        return next((self._fortunes[code] for code in codes if code in self._fortunes), nobody_knows(self._spoken))

    def _chance(self, about: str) -> Random:
        return Random(f"{self._seed}:{about}")
