"""Now and then somebody makes a backup, and later puts it back: by the code that `sel-bot backup` and `restore` run.

Where that is killed on its way, it is run again.
"""

import asyncio
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from bot.backups import restore_file
from storage.backup import back_up
from tests.simulation.world import World

CHANCE = 0.15
KILLED = 0.5
TOUCHES = 27
"""So often does a restore open, move or delete one of the database's files."""


async def happen(world: World) -> None:
    """In one run of a few."""
    if not world.fate.strikes(CHANCE):
        return
    await asyncio.sleep(world.fate.seconds(0, 20_000))
    copy = world.file.with_name("backup.db")
    back_up(world.file, copy)
    copied = world.now()
    world.fate.tell("BACKUP")
    await asyncio.sleep(world.fate.seconds(60, 20_000))
    if world.fate.storm:
        await world.stopped(lambda: _put_back(world, copied))


def _put_back(world: World, copied: datetime) -> None:
    """In a loop of its own: a command is a process of its own, which is over before the bot is started again."""
    copy, now = world.file.with_name("backup.db"), world.now()
    if world.fate.strikes(KILLED):
        last = world.fate.random.randint(1, TOUCHES)
        world.fate.tell(f"CRASH of the restore at its touch {last}")
        killed_at(last, world.file.parent, lambda: asyncio.run(restore_file(copy, world.file, now, world.settings)))
    with ThreadPoolExecutor(max_workers=1) as command:
        command.submit(asyncio.run, restore_file(copy, world.file, now, world.settings)).result()
    world.fate.tell("RESTORED")
    world.lost.append((copied, now))
    for said in world.answers:
        if said.told is not None and said.told >= copied:
            said.told = None  # people are told that what was said since is lost


def killed_at(last: int, folder: Path, work: Callable[[], object]) -> None:
    """Do it in a process of its own, which is no more from this touch at a file of the folder on."""
    touches = 0

    def touched(_event: str, args: object) -> None:
        nonlocal touches
        touches += str(folder) in str(args)
        if touches == last:
            os._exit(1)

    if (child := os.fork()) == 0:
        try:
            sys.addaudithook(touched)
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
