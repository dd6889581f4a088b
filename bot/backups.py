"""Backup and restore: copies of the database that can be trusted, and what has to be done once one is put back."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli_error import CliError
from bot.command_line import database, file_of_url, read_settings
from bot.retention import deletions_here
from bot.settings import Settings
from storage.backup import NEWER, NoCopy, back_up, is_in_use, put_in_place, remove, set_out
from storage.database import connect
from storage.database_stamp import clear_log, stamp_file
from storage.migrate import is_known, is_new, migrate
from storage.postgres_copies import dump, in_use, put_back
from storage.store import open_store
from storage.tombstones import Tombstone

STOP = "Stop it first: what it would go on to write would be lost. Then restore, and start it again."


async def run_backup(to: Path, out: Console) -> None:
    """A copy of the whole database, also while the bot runs."""
    settings = read_settings()
    if await asyncio.to_thread(to.exists):
        raise CliError(f"{to} is there already.", "Name a new file for each backup, for instance with the day in it.")
    file = file_of_url(settings)
    try:
        if file is None:
            await dump(settings.database_url, to)
        elif not file.exists():
            raise CliError(f"There is no database at {file}.", "Check DATABASE_URL: sel-bot doctor")
        else:
            await asyncio.to_thread(back_up, file, to)
    except (OSError, NoCopy) as error:
        way_out = error.way_out if isinstance(error, NoCopy) else "Name another file or folder."
        raise CliError(f"No backup was made: {error}", way_out) from None
    size = (await asyncio.to_thread(to.stat)).st_size
    out.print(
        f"Wrote {escape(str(to))} ({size / 1e6:.1f} MB), looked at it, and found it whole. It holds what people wrote: "
        "keep it where only you can read it, on another machine.",
        highlight=False, soft_wrap=True,
    )  # fmt: skip


async def run_restore(copy: Path | None, out: Console) -> None:
    """Put a copy in the database's place; without one, only note that somebody else has done so."""
    settings, now = read_settings(), datetime.now(UTC)
    if copy is not None and not await asyncio.to_thread(copy.is_file):
        raise CliError(f"There is no file {copy}.", "Name a file that `sel-bot backup` made.")
    file = file_of_url(settings)
    try:
        if copy is not None and file is not None:
            aside, stand = await restore_file(copy, file, now, settings)
        else:
            aside, stand = await _restore_here(copy, now, settings)
    except (OSError, NoCopy) as error:
        way_out = error.way_out if isinstance(error, NoCopy) else ""
        raise CliError(f"Nothing was restored, and nothing changed: {error}", way_out) from None
    if aside is not None:
        out.print(f"What stood there before is kept in {escape(str(aside))}.", highlight=False, soft_wrap=True)
    _tell(stand, out)


async def _restore_here(copy: Path | None, now: datetime, settings: Settings) -> tuple[Path | None, datetime | None]:
    """A server's database, from a dump or as it stands."""
    await _refuse_while_running(settings)
    aside, deleted = None, await deletions_here(settings, now)
    if copy is not None:
        aside = Path(f"before-restore-{now:%Y%m%d-%H%M%S}.dump")
        await put_back(settings.database_url, copy, aside)
    async with database(settings, current=False) as engine:
        if not await is_new(engine) and not await is_known(engine):
            raise CliError(NEWER, f"Or put back what stood here before: sel-bot restore {aside}" if aside else "")
        await migrate(engine)
        stand = await _note(engine, now, deleted)
    if (file := file_of_url(settings)) is not None:
        await asyncio.to_thread(stamp_file(file).unlink, True)
    return aside, stand


async def restore_file(
    copy: Path, file: Path, now: datetime, settings: Settings
) -> tuple[Path | None, datetime | None]:
    """The copy is looked at and brought to this version's shape beside the database, and only then put in its place."""
    made = file.with_name(f"{file.name}.restoring")
    aside = file.with_name(f"{file.name}.before-restore-{now:%Y%m%d-%H%M%S}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(set_out, copy, made)
        stand = await _brought_up(made, now, await deletions_here(settings, now))
        await _refuse_while_running(settings)
        stood = await asyncio.to_thread(put_in_place, made, file, aside)
        await asyncio.to_thread(stamp_file(file).unlink, True)
    finally:
        await asyncio.to_thread(remove, made)
    return aside if stood else None, stand


async def _brought_up(made: Path, now: datetime, deleted: Sequence[Tombstone]) -> datetime | None:
    engine = connect(f"sqlite:///{made}")
    try:
        if await is_new(engine):
            raise NoCopy(
                "it holds nothing of mine.", "Was it copied while the bot ran? Make copies with: sel-bot backup FILE"
            )
        if not await is_known(engine):
            raise NoCopy(NEWER)
        await migrate(engine)
        return await _note(engine, now, deleted)
    finally:
        await engine.dispose()


async def _note(engine: AsyncEngine, now: datetime, deleted: Sequence[Tombstone]) -> datetime | None:
    """That it was put back; what people had deleted meanwhile is deleted again."""
    async with open_store(engine, now, writes=True) as store:
        stand = await store.restores.note()
        await store.removals.reapply(deleted)
    await clear_log(engine)
    return stand


async def _refuse_while_running(settings: Settings) -> None:
    """Raises NoCopy where some process has the database open, as far as that can be told."""
    file = file_of_url(settings)
    if file is None:
        busy = await in_use(settings.database_url)
    else:
        busy = file.exists() and await asyncio.to_thread(is_in_use, file)
    if busy:
        raise NoCopy("the bot is running on this database.", STOP)


def _tell(stand: datetime | None, out: Console) -> None:
    state = f"{stand:%Y-%m-%d %H:%M} UTC" if stand else "before anything happened"
    lines = (
        f"Restored: the database is as it was at {state}. What people said after that is not in it.",
        "Whatever looks unsent may have been sent: I look for it in private talks before I send it; where I cannot "
        "look, leads are asked whether it is there. Nothing is sent twice.",
        "Start the bot: sel-bot serve",
    )
    for line in lines:
        out.print(line, highlight=False, soft_wrap=True)
