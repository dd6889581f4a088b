"""The one place where the bot is put together: settings in, a bot that can be started out."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.account_matching import Accounts
from bot.attachments import Attachments
from bot.clock import Scheduler, Ticker
from bot.clock_watch import ClockWatch
from bot.dispatch import Dispatch
from bot.district_clock import Clock, MachineClock
from bot.drawing_process import Drawing
from bot.retention import Deletions, list_of
from bot.sender import Sender
from bot.settings import Settings
from bot.slack.answer import Answering
from bot.slack.channel_joined import LetIn
from bot.slack.client import Slack
from bot.slack.listen import Listener
from bot.slack.sockets import Socket
from handlers.features import FEATURES
from handlers.kit.routes import Kind, RouteTable
from storage.database import connect

LAST_WORDS = 2.0
"""Seconds that replies under way have at the end: who serves is told to stop, and does so soon."""


@dataclass(frozen=True)
class Bot:
    """A bot, put together: its parts for whoever runs or tries it."""

    settings: Settings
    engine: AsyncEngine
    routes: RouteTable
    clock: Clock
    slack: Slack
    dispatch: Dispatch
    sender: Sender
    ticker: Ticker
    scheduler: Scheduler
    listener: Listener
    app: AsyncApp
    drawing: Drawing

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Sockets connected: the bot hears until the end of this."""
        async with AsyncExitStack() as stack:
            for _number in range(self.settings.sockets):
                token = self.settings.slack_app_token.get_secret_value()
                socket = Socket(self.app, token, self.settings.slack_api_url)
                stack.push_async_callback(socket.close_async)
                await socket.connect_async()  # type: ignore[no-untyped-call]
            yield


@asynccontextmanager
async def open_bot(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Bot]:
    """Everything a bot needs, put away again at the end. Nothing is heard or sent before it is asked to."""
    routes = RouteTable.of(FEATURES)
    clock = clock or MachineClock()
    engine = connect(settings.database_url, durable=settings.durable)
    timeout = aiohttp.ClientTimeout(total=settings.timeout)
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout))
        drawing = Drawing()
        stack.push_async_callback(drawing.close)
        client = AsyncWebClient(
            token=settings.slack_bot_token.get_secret_value(),
            base_url=settings.slack_api_url,
            session=session,
            timeout=int(settings.timeout) or 1,
            retry_handlers=[],
        )
        machine = clock if isinstance(clock, MachineClock) else None
        slack = Slack(client, drawing.png, drawing.file, clock, machine.hears if machine else None)
        attachments = Attachments(slack)
        stack.push_async_callback(attachments.close)
        accounts = Accounts(engine, slack, clock, settings.sel_admins)
        dispatch = Dispatch(engine, routes, slack, attachments, clock, accounts)
        sender = Sender(engine, routes, slack, clock, settings)
        ticker = Ticker(engine, routes, clock)
        looks = [ClockWatch(engine, machine, slack).look] if machine else []
        deletions = Deletions(engine, list_of(settings), clock)
        scheduler = Scheduler(ticker, sender, settings.tick_seconds, *looks, deletions.once)
        let_in = LetIn(engine, slack, clock)
        commands = frozenset(route.name for route in routes.by_name.values() if route.kind is Kind.COMMAND)
        listener = Listener(
            dispatch, Answering(slack, clock), slack, commands, settings.answer_within, scheduler.wake, let_in.into
        )
        app = AsyncApp(client=client, process_before_response=True, logger=logging.getLogger("slack_bolt"))
        listener.listen(app)
        made = Bot(settings, engine, routes, clock, slack, dispatch, sender, ticker, scheduler, listener, app, drawing)
        try:
            yield made
        finally:
            with suppress(TimeoutError):
                await asyncio.wait_for(listener.settle(), timeout=min(settings.timeout, LAST_WORDS))
            await engine.dispose()
