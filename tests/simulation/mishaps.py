"""What happens around the bot meanwhile: accounts go off, rooms are closed, the chat fails, the clock is put wrong.

Each lasts for a while, or for good.
"""

import asyncio
from datetime import timedelta

from pdsa.chat_outages import OutagePart
from tests.simulation.world import World

MOST = 3
"""So many in one run."""
WHILES = (60.0, 1_200.0, 40_000.0)
"""Seconds that they last, about."""
SHIFTS = (timedelta(minutes=-90), timedelta(hours=-20), timedelta(minutes=3), timedelta(hours=7), timedelta(days=40))
"""By which the machine's clock is put wrong."""


async def happen(world: World) -> None:
    """Now and then something does, until the storm is over."""
    fate = world.fate
    for _each in range(fate.random.randint(0, MOST)):
        await asyncio.sleep(fate.seconds(0, 20_000))
        if not fate.storm:
            return
        event = fate.picks((_account_off, _room_closed, _outage, _clock_wrong))
        asyncio.get_running_loop().create_task(event(world))


async def _a_while(world: World) -> None:
    await asyncio.sleep(world.fate.seconds(0, 2) * world.fate.picks(WHILES))


async def _account_off(world: World) -> None:
    account = world.fate.picks(list(world.chat.accounts.values()))
    world.fate.tell(f"EVENT: {account.profile.email} is switched off")
    account.active, account.was_off = False, True
    await _a_while(world)
    account.active = True


async def _room_closed(world: World) -> None:
    room = world.fate.picks(list(world.chat.rooms.values()))
    world.fate.tell(f"EVENT: the bot is put out of {room}")
    world.chat.closed.add(room)
    world.chat.was_closed.add(room)
    await _a_while(world)
    world.chat.closed.discard(room)


async def _outage(world: World) -> None:
    part = world.fate.picks((OutagePart.WORKSPACE, OutagePart.POSTS, OutagePart.TALKS, OutagePart.LOOKUPS))
    world.fate.tell(f"EVENT: the chat fails: {part}")
    world.chat.failing.add(part)
    await _a_while(world)
    world.chat.failing.discard(part)


async def _clock_wrong(world: World) -> None:
    shift = world.fate.picks(SHIFTS)
    world.fate.tell(f"EVENT: the machine's clock is off by {shift}")
    world.skew = shift
    await _a_while(world)
    world.skew = timedelta(0)
