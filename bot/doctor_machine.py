"""What the doctor says about the machine: who may read the files, and whether the clock is right."""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock_watch import SET_IT, off_by
from bot.command_line import file_of_url
from bot.district_clock import TOLERATED
from bot.doctor_finding import Finding
from bot.settings import Settings
from bot.slack.api import time_said
from storage.database_file import beside, is_open_to_others
from storage.database_stamp import Stamped, Torn
from storage.store import Store

LATELY = timedelta(days=7)
ENVIRONMENT = Path(".env")


def files(settings: Settings) -> Iterator[Finding]:
    """The database and what stands beside it, its copies, and the file with the tokens."""
    database = file_of_url(settings)
    held = [] if database is None else [*beside(database), *sorted(database.parent.glob(f"{database.name}.*"))]
    wide = [path for path in held if is_open_to_others(path)]
    if wide:
        names = " ".join(str(path) for path in wide)
        yield Finding("files", None, f"others on this machine can read {names}", f"chmod 600 {names}")
    if is_open_to_others(ENVIRONMENT):
        yield Finding(str(ENVIRONMENT), None, "others on this machine can read the tokens", f"chmod 600 {ENVIRONMENT}")


async def state(settings: Settings, engine: AsyncEngine) -> AsyncIterator[Finding]:
    """Whether an SQLite file is what the bot wrote last, or something that was put in its place."""
    file = file_of_url(settings)
    if file is None:
        return
    try:
        if await Stamped(engine, file).is_older_state(datetime.now(UTC)):
            sentence = "it is another state than the bot wrote last"
            yield Finding("state", None, sentence, "If it was put back on purpose: the bot takes it as restored")
    except Torn:
        sentence = "it was written over while the bot had it open, and is torn"
        yield Finding("state", False, sentence, "Put a copy in its place: sel-bot restore FILE")


def clock(headers: Mapping[str, str]) -> Iterator[Finding]:
    """The machine's clock beside Slack's, by an answer that came just now."""
    chat_time = time_said(headers)
    if chat_time is None:
        return
    off = timedelta(seconds=round((datetime.now(UTC) - chat_time).total_seconds()))
    if abs(off.total_seconds()) > TOLERATED:
        yield Finding("clock", None, f"{off_by(off)} the chat's; the bot goes by the chat's", SET_IT)
    else:
        yield Finding("clock", True, "as the chat's")


async def jumps(store: Store) -> AsyncIterator[Finding]:
    """What the bot found wrong with the clock in the last days."""
    recent = await store.clock_errors.since(store.now - LATELY)
    if recent:
        last = recent[-1]
        where = "where it was, at once" if last.jumped else "the chat's"
        more = f", {len(recent)} times in a week" if len(recent) > 1 else ""
        off = off_by(last.off)
        yield Finding("clock", None, f"on {last.at:%Y-%m-%d %H:%M} UTC it was {off} {where}{more}", SET_IT)
