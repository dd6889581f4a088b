"""Service: the bot listens, beats, and stops when it is told to."""

import asyncio
import contextlib
import logging
import signal

import aiohttp
from rich.console import Console
from rich.logging import RichHandler
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.assemble import House, house
from bot.desk import database, read_settings
from bot.platform import PlatformError, Undeliverable
from bot.settings import Settings
from bot.trouble import Trouble
from storage.schema import is_current, is_new, migrate


async def run_service(out: Console) -> None:
    """Serve until SIGINT or SIGTERM."""
    settings = read_settings()
    quiet_logs()
    _need_tokens(settings)
    async with database(settings, current=False) as engine:
        if await is_new(engine):
            await migrate(engine)
        if not await is_current(engine):
            raise Trouble("The database has not the shape that this version needs.", "Run: sel-bot migrate")
    async with house(settings) as made:
        team = await _greet(made)
        await made.drawing.warm()
        async with made.listening():
            out.print(f"Listening in {team}. Stop with Ctrl-C.", highlight=False)
            await _until_told(made)
    out.print("Stopped.")


async def _until_told(made: House) -> None:
    beating = asyncio.create_task(made.heart.beat())
    await told_to_stop()
    await ended(beating)


async def told_to_stop() -> None:
    """Wait for SIGINT or SIGTERM; a second one ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    await stop.wait()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.remove_signal_handler(each)


async def ended(work: asyncio.Task[None]) -> None:
    """Cancel work that has no end of its own, and wait until it has put down what it held."""
    work.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await work


async def _greet(made: House) -> str:
    """The workspace's name. Raises Trouble where a token or the address is not good."""
    name = "SLACK_BOT_TOKEN"
    app_token = made.settings.slack_app_token.get_secret_value()
    try:
        team = str((await made.slack.whoami())["team"])
        name = "SLACK_APP_TOKEN"
        # Bolt would go on knocking for ever: ask once before it does.
        await made.slack.client.api_call("apps.connections.open", headers={"Authorization": f"Bearer {app_token}"})
    except SlackApiError as error:
        raise Trouble(f"{name} is not let in: {error.response.get('error', error)}.", _DOCTOR) from None
    except Undeliverable as error:
        raise Trouble(f"{name} is not let in: {error}.", _DOCTOR) from None
    except (PlatformError, SlackClientError, OSError, TimeoutError, aiohttp.ClientError) as error:
        said = str(error) or type(error).__name__
        raise Trouble(f"{made.settings.slack_api_url} does not answer: {said}.", _DOCTOR) from None
    return team


_DOCTOR = "What is right and what is wrong shows: sel-bot doctor"


def _need_tokens(settings: Settings) -> None:
    for name, token, begins in (
        ("SLACK_BOT_TOKEN", settings.slack_bot_token, "xoxb-"),
        ("SLACK_APP_TOKEN", settings.slack_app_token, "xapp-"),
    ):
        if not token.get_secret_value().startswith(begins):
            raise Trouble(
                f"{name} is missing, or is not a token that begins with {begins}.",
                "Set it in the environment; the README says where Slack shows it. To try without Slack: sel-bot demo",
            )


def quiet_logs() -> None:
    """Our own news at INFO; libraries only when something is wrong, so that no body or token is ever logged."""
    logging.basicConfig(
        level=logging.WARNING, format="%(name)s: %(message)s", handlers=[RichHandler(show_path=False, markup=False)]
    )
    for name in ("bot", "handlers", "storage"):
        logging.getLogger(name).setLevel(logging.INFO)
    for name in ("slack_bolt", "slack_sdk", "apscheduler", "aiohttp"):
        logging.getLogger(name).setLevel(logging.ERROR)
