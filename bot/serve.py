"""Service: the bot listens, beats, and stops when it is told to."""

import asyncio
import contextlib
import logging
import os
import signal
import threading
from datetime import UTC, datetime

from rich.console import Console
from rich.logging import RichHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.assemble import Bot, open_bot
from bot.cli_error import CliError
from bot.command_line import database, read_settings
from bot.platform import Busy, NotLetIn, PlatformError
from bot.settings import Settings
from bot.slack.api import Api, Json
from bot.slack.sockets import growing
from pdsa.text import missing
from storage.backup import back_up_open
from storage.database import file_of
from storage.database_file import DatabaseFile, DatabaseGone
from storage.database_stamp import Stamped, Torn, note_torn
from storage.language_names import own_name
from storage.migrate import is_current, is_new, migrate
from storage.store import open_store

log = logging.getLogger(__name__)
STOPPING = (signal.SIGINT, signal.SIGTERM)
STAMPED = 20.0
"""Seconds between two stamps of the database's file, at least: with the longest beat, less than a minute."""
STOPS_WITHIN = 4.5
"""Seconds from being told to stop until what hangs is left."""


async def run_service(out: Console) -> None:
    """Serve until SIGINT or SIGTERM."""
    settings = read_settings()
    quiet_logs()
    _need_tokens(settings)
    async with database(settings, current=False) as engine:
        if await is_new(engine):
            await migrate(engine)
        if not await is_current(engine):
            raise CliError("The database has not the shape that this version needs.", "Run: sel-bot migrate")
    serving, telling = asyncio.create_task(_serve(settings, out)), asyncio.create_task(told_to_stop())
    await asyncio.wait({serving, telling}, return_when=asyncio.FIRST_COMPLETED)
    telling.cancel()
    if serving.done():
        serving.result()
    await ended(serving)
    for language, counted in missing().items():
        log.info(
            "%d sentences have no %s yet: %d times English was read.",
            len(counted),
            own_name(language),
            sum(counted.values()),
        )
    out.print("Stopped.")


async def _serve(settings: Settings, out: Console) -> None:
    async with open_bot(settings) as made:
        team = await _greet(made)
        await made.drawing.warm()
        file = file_of(made.engine)
        if file is not None:
            await _watch(made, file)
        async with made.listening():
            out.print(f"Listening in {team}. Stop with Ctrl-C.", highlight=False)
            await _beat(made)


async def _beat(made: Bot) -> None:
    """Beat until cancelled. Raises CliError where the database's file is gone: what it held is saved beside it."""
    try:
        await made.scheduler.beat()
    except DatabaseGone as gone:
        way_out = await _saved(made, gone)
        log.error("%s. I stop, and keep nothing more. %s", gone, way_out)
        raise CliError(f"{gone}, while I had it open. I stopped.", way_out) from None


async def _watch(made: Bot, file: DatabaseFile) -> None:
    """Notice whatever is put in the file's place: an older state that was, too. Raises CliError for a torn one."""
    stamped = Stamped(made.engine, file.path, STAMPED)
    try:
        older = await stamped.is_older_state(made.clock.now())
    except Torn:
        told = f"{file.path} was written over while I had it open: what is in it now is of two states, and torn."
        raise CliError(told, "Put a copy in its place: sel-bot restore FILE. Then start me again.") from None
    if older:
        async with open_store(made.engine, made.clock.now(), writes=True) as store:
            stand = await store.restores.note()
        log.warning(
            "This is not the database that I wrote last, but its state of %s, or another one. I take it as restored: "
            "what looks unsent is looked for first, and leads are told. What was said after that is not in it.",
            f"{stand:%Y-%m-%d %H:%M} UTC" if stand else "before anything happened",
        )
    await stamped.keep(made.clock.now())
    file.watch()
    made.scheduler.first(lambda: stamped.keep(made.clock.now()))


async def _saved(made: Bot, gone: DatabaseGone) -> str:
    """What the database held, saved beside where it was; what to do next, in words."""
    saved = gone.path.with_name(f"{gone.path.name}.saved-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    try:
        if gone.whole:
            await back_up_open(made.engine, saved)
            return (
                f"All that was kept up to now is in {saved}: sel-bot restore {saved} puts it back. Then start me again."
            )
        await note_torn(gone.path)
    except Exception as error:
        log.error("What the database held cannot be saved: %s", error)
    return "Put a backup in its place now that I have stopped: sel-bot restore FILE. Then start me again."


async def told_to_stop() -> None:
    """Wait for SIGINT or SIGTERM. What still hangs after a few seconds is left; a second signal leaves it at once.

    Nothing is lost by that: what was kept is committed, and what was on its way is looked up at the next start.
    """
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def tell(_signal: int, _frame: object) -> None:
        for signum in STOPPING:
            signal.signal(signum, signal.SIG_DFL)
        leaving = threading.Timer(STOPS_WITHIN, os._exit, (1,))
        leaving.daemon = True
        leaving.start()
        loop.call_soon_threadsafe(stop.set)

    before = {signum: signal.signal(signum, tell) for signum in STOPPING}
    try:
        await stop.wait()
    finally:
        if not stop.is_set():
            for signum, handler in before.items():
                signal.signal(signum, handler)


async def ended(work: asyncio.Task[None]) -> None:
    """Cancel work that has no end of its own, and wait until it has put down what it held."""
    work.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await work


async def _greet(made: Bot) -> str:
    """The workspace's name, asked for until the chat answers. Raises CliError where a token is not good."""
    app = AsyncWebClient(
        token=made.settings.slack_app_token.get_secret_value(),
        base_url=made.settings.slack_api_url,
        session=made.slack.client.session,
    )
    team = str((await _asked(made.slack.api, "auth.test", "SLACK_BOT_TOKEN"))["team"])
    # Ask once before sockets are opened: those go on knocking whatever they are told.
    await _asked(Api(app), "apps.connections.open", "SLACK_APP_TOKEN")
    return team


async def _asked(api: Api, method: str, token: str) -> Json:
    for wait in growing():
        try:
            return await api.call(method)
        except NotLetIn as error:
            raise CliError(f"{token} is not let in: {error}.", _DOCTOR) from None
        except PlatformError as error:
            pause = max(wait, error.wait if isinstance(error, Busy) else 0.0)
            log.error("The chat does not answer as it should: %s. I try again in %.0f s. %s", error, pause, _DOCTOR)
            await asyncio.sleep(pause)
    raise RuntimeError("patience has no end")


_DOCTOR = "What is right and what is wrong shows: sel-bot doctor"


def _need_tokens(settings: Settings) -> None:
    for name, token, begins in (
        ("SLACK_BOT_TOKEN", settings.slack_bot_token, "xoxb-"),
        ("SLACK_APP_TOKEN", settings.slack_app_token, "xapp-"),
    ):
        if not token.get_secret_value().startswith(begins):
            raise CliError(
                f"{name} is missing, or is not a token that begins with {begins}.",
                "Set it in the environment; the README says where Slack shows it. To try without Slack: sel-bot demo",
            )


def quiet_logs() -> None:
    """Our own news at INFO; libraries only when something is wrong, so that no body or token is ever logged."""
    logging.basicConfig(
        level=logging.WARNING, format="%(name)s: %(message)s", handlers=[RichHandler(show_path=False, markup=False)]
    )
    for name in ("bot", "handlers", "storage", "pdsa"):
        logging.getLogger(name).setLevel(logging.INFO)
    for name in ("slack_bolt", "slack_sdk", "apscheduler", "aiohttp"):
        logging.getLogger(name).setLevel(logging.ERROR)
