"""A bot that only sends, in a process of its own: it can be killed at any moment and started again."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from bot.assemble import open_bot
from bot.settings import Settings


class ShiftedClock:
    """The machine's clock, put to another day: waiting on it takes its time."""

    def __init__(self, ahead: timedelta) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


def settings(database_url: str, api_url: str, **more: object) -> Settings:
    """Settings for the local workspace that read no environment file."""
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        slack_bot_token="xoxb-workspace",
        slack_app_token="xapp-workspace",
        slack_api_url=api_url,
        database_url=database_url,
        **more,
    )


def send(database_url: str, api_url: str, ahead: timedelta) -> None:
    """Beat until killed."""
    logging.disable(logging.CRITICAL)
    asyncio.run(_beat(database_url, api_url, ahead))


async def _beat(database_url: str, api_url: str, ahead: timedelta) -> None:
    fast = {"pace_per_second": 200.0, "lease_seconds": 2.0, "channel_gap": 0.0, "tick_seconds": 0.1}
    async with open_bot(settings(database_url, api_url, **fast), ShiftedClock(ahead)) as made:
        await made.scheduler.beat()
