"""A look at the machine's clock before each beat: where it is wrong, the log and the trail say so."""

import logging
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.district_clock import ClockNews, MachineClock
from bot.platform import PlatformError
from bot.slack.client import Slack
from storage.store import open_store

log = logging.getLogger(__name__)
SET_IT = "Let the machine keep its time by a server (on Linux: timedatectl set-ntp true)."


class ClockWatch:
    """Looks at the clock of a bot in service."""

    def __init__(self, engine: AsyncEngine, clock: MachineClock, slack: Slack) -> None:
        self._engine = engine
        self._clock = clock
        self._slack = slack

    async def look(self) -> None:
        """Note a jump, ask the chat what time it is, and go on by that."""
        news = self._clock.news()
        if any(each.jumped for each in news):
            await self._ask()
            news += self._clock.news()
        for clock_news in news:
            log.error("%s %s", told(clock_news), SET_IT)
        if news:
            async with open_store(self._engine, self._clock.now(), writes=True) as store:
                for clock_news in news:
                    await store.clock_errors.note(clock_news.off, jumped=clock_news.jumped)

    async def _ask(self) -> None:
        try:
            await self._slack.whoami()
        except PlatformError as error:
            log.warning("The chat does not say what time it is: %s", error)


def told(news: ClockNews) -> str:
    """What is wrong with the clock, in a sentence."""
    by = off_by(news.off)
    if not news.jumped:
        return f"The machine's clock is {by} the chat's. I go by the chat's."
    return f"The machine's clock jumped: it is now {by} where it was, or the machine stood still. I do not follow it."


def off_by(off: timedelta) -> str:
    """By how much, to the minute, and which way."""
    minutes = timedelta(minutes=round(abs(off) / timedelta(minutes=1)))
    return f"{minutes} {'ahead of' if off > timedelta(0) else 'behind'}"
