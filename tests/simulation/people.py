"""People: now and then somebody presses a button of a message that they see, and looks whether that was kept."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

from bot.dispatch import Call
from handlers.kit.card import Button, Buttons, Card
from handlers.kit.plain import as_text
from handlers.kit.reply import Replace, Reply, Say
from pdsa.people import Address
from tests.simulation.chat import Account, Message
from tests.simulation.press import Press
from tests.simulation.process import ROUTES, Process
from tests.simulation.world import World

ANSWER, SEEN, AGAIN = "checkin.tap", "digest.seen", "digest.again"
ASKED = (ANSWER, SEEN, AGAIN, "digest.approve")
"""What people rather press than anything else."""
LATELY = timedelta(days=2)


async def live(world: World) -> None:
    """Everybody, until the storm is over."""
    async with asyncio.TaskGroup() as everybody:
        for account in world.chat.accounts.values():
            everybody.create_task(_live(account, world))


async def _live(account: Account, world: World) -> None:
    while True:
        await asyncio.sleep(world.fate.seconds(300, 20_000))
        if not world.fate.storm:
            return
        seen = [each for each in _buttons(account, world) if _is_truthful(each[1], world)]
        asked = [each for each in seen if each[1].door in ASKED]
        if choice := asked or (seen if world.fate.strikes(0.1) else []):
            await _presses(account, *world.fate.picks(choice), world)


def _buttons(account: Account, world: World) -> Iterator[tuple[Message, Button]]:
    """What somebody can press in their talk with the bot."""
    for message in world.chat.live():
        if message.conversation == account.talk and message.at > world.now() - LATELY:
            yield from ((message, button) for button in buttons_of(message.card))


def buttons_of(card: Card) -> list[Button]:
    return [button for part in card.parts if isinstance(part, Buttons) for button in part.buttons]


def _is_truthful(button: Button, world: World) -> bool:
    """Whoever is asked about a post goes and looks."""
    there = any(message.key in button.value for message in world.chat.live() if message.conversation.startswith("C"))
    return there if button.door == SEEN else not there if button.door == AGAIN else True


async def _presses(account: Account, message: Message, button: Button, world: World) -> None:
    """The press reaches some process, perhaps twice; whether it was kept is known only by its answer."""
    process = world.fate.picks(list(world.processes.values()))
    world.presses += 1
    call = Call(
        button.door, account.profile.address, value=button.value, words=button.value,
        place=Address(message.conversation), message=message.id, request=f"press-{world.presses}",
    )  # fmt: skip
    press = Press(button.value, world.now())
    if button.door == ANSWER:
        world.answers.append(press)
    world.fate.tell(f"PRESS: {account.profile.email}: {button.label} ({button.door} {button.value})")
    again = [_turn(call, process)] if world.fate.strikes(0.1) else []
    replies, *_others = await asyncio.gather(_turn(call, process), *again)
    words = [as_text(reply.card) for reply in replies if isinstance(reply, (Say, Replace))]
    world.fate.tell(f"  answer: {' / '.join(words)[:100]!r}")
    if any("Kept: " in each for each in words):
        press.told = world.now()
    for reply in replies:
        if isinstance(reply, Replace):
            message.card = reply.card


async def _turn(call: Call, process: Process) -> list[Reply]:
    """What the bot says to it; nothing where the process dies over it."""
    if process.life.over:
        return []
    turn = process.life.begin(process.dispatch.turn(call))
    await asyncio.wait({turn})
    if ROUTES.doors[call.door].writes:
        process.wake()
    return [] if turn.cancelled() else list(turn.result())
