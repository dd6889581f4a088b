"""How what people do reaches the bot: some process hears it, perhaps twice, and the acknowledgement may be lost."""

import asyncio
from dataclasses import dataclass, replace

from bot.dispatch import WORDS, Call
from handlers.kit.card import Button, Buttons, Card
from handlers.kit.card_pages import as_text
from handlers.kit.reply import Nothing, Replace, Reply, Say
from tests.simulation.process import ROUTES
from tests.simulation.said_and_told import Said
from tests.simulation.world import World

REPEATED, UNACKNOWLEDGED = 0.1, 0.05
LATER = (0.0, 1.0, 60.0, 300.0, 3_500.0)
"""Seconds after which a chat repeats what was not acknowledged in time."""
EDIT = "checkin.edit"
STAYS = "changed this while you had it open. It stays:"
WENT = "Did it happen as planned?:"


@dataclass(frozen=True)
class Hearing:
    """What is said is heard by the bot; what comes late is in `late`."""

    world: World
    late: asyncio.TaskGroup

    async def hears(self, call: Call, said: Said | None = None) -> list[Reply]:
        """What its author sees in answer: nothing where a process dies over it, or the answer is lost."""
        fate = self.world.fate
        if call.request and fate.strikes(REPEATED):
            self.late.create_task(self._again(call, said, fate.picks(LATER)))
        if fate.strikes(UNACKNOWLEDGED):
            fate.tell("  fault: the acknowledgement is lost")
            await self._once(call, None)
            _over(said, self.world)
            return await self._tries_again(call, said)
        return await self._once(call, said)

    async def _tries_again(self, call: Call, said: Said | None) -> list[Reply]:
        """A press is another one then; what else has a name of its own is the same."""
        await asyncio.sleep(self.world.fate.seconds(3, 60))
        other = replace(call, request=f"{call.request}-again") if call.request.startswith("press") else call
        return await self._once(other, said)

    async def _again(self, call: Call, said: Said | None, later: float) -> None:
        await asyncio.sleep(later)
        self.world.fate.tell(f"AGAIN: {call.request}")
        await self._once(call, said)

    async def _once(self, call: Call, said: Said | None) -> list[Reply]:
        process = self.world.fate.picks(list(self.world.processes.values()))
        replies: list[Reply] = []
        if not process.life.over:
            turn = process.life.begin(process.dispatch.turn(call))
            await asyncio.wait({turn})
            if call.route == WORDS or ROUTES.by_name[call.route].writes:
                process.wake()
            replies = [] if turn.cancelled() else list(turn.result())
        words = " / ".join(as_text(each) for each in cards_of(replies))
        self.world.fate.tell(f"  answer: {words[:100]!r}")
        _over(said, self.world)
        if said is not None and ("Kept: " in words or any(isinstance(each, Nothing) for each in replies)):
            said.subject = said.subject or _subject(replies)
            said.told = said.told or self.world.now()
            if STAYS in words and WENT in words:  # of the two answers the other one's stands, and they were told so
                said.went = ""
        return replies


def _over(said: Said | None, world: World) -> None:
    """The bot has done with it what it will; once it was told so, what comes again changes nothing."""
    if said is not None and said.told is None:
        said.over = world.now()


def cards_of(replies: list[Reply]) -> list[Card]:
    return [reply.card for reply in replies if isinstance(reply, (Say, Replace))]


def buttons_of(card: Card) -> list[Button]:
    return [button for part in card.parts if isinstance(part, Buttons) for button in part.buttons]


def _subject(replies: list[Reply]) -> str:
    """What was answered, as the button to change it says."""
    found = (button.value for card in cards_of(replies) for button in buttons_of(card) if button.route == EDIT)
    return next(found, "")
